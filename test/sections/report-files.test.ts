import { expect } from '@open-wc/testing';
import type { DocumentAnswer } from '../../src/fhir/source.js';
import type { Decision } from '../../src/policy/types.js';
import type { Resource } from '../../src/record/resource.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import type { ResultsModel } from '../../src/sections/results/results.model.js';
import { mapped, opening, ready, type OpeningOptions } from './support-clinical.js';

const DENIED: Decision = { effect: 'deny', why: 'no-permit' };
const PDF = new TextEncoder().encode('%PDF-1.7');
const report = (form: object): Resource => ({ ...examples.chest, presentedForm: [{ title: 'Chest report', ...form }] });
const text = (root: HTMLElement): string => (root.textContent ?? '').replace(/\s+/g, ' ');

const draw = (resource: Resource, more: OpeningOptions = {}): ReturnType<typeof opening<ResultsModel, DscrResults>> =>
  opening(DscrResults, ready(mapped(toResults, [resource])), { ...more, properties: { view: 'reports' } });

describe('the file of a report', () => {
  it('that came with it is shown where the report is, under the patient, and asks for nothing', async () => {
    const { click, root, noted } = draw(report({ contentType: 'application/pdf', data: btoa('%PDF-1.7') }));
    await click(/XR Chest/);
    await click(/^Open: XR Chest/);
    expect(text(root.querySelector<HTMLElement>('.row .document')!)).to.match(/^\s*FERNILEE, Rose.*XR Chest.*Example Hospital/);
    expect(root.querySelector('iframe')?.src).to.match(/^blob:/);
    expect(noted).to.deep.equal(['document results DiagnosticReport/dr-chest']);
  });
  it('is asked for where it is named by address, and says why it does not come', async () => {
    const asked: string[] = [];
    const { click, root } = draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), { open(url) {
      asked.push(url);
      return Promise.resolve({ kind: 'not-released', reference: 'r' });
    } });
    await click(/XR Chest/);
    expect(asked).to.deep.equal([]);
    await click(/^Open: XR Chest/);
    expect(asked).to.deep.equal(['Binary/chest']);
    expect(text(root)).to.contain('A contributing organisation did not release this document.');
  });
  it('is not asked for by a role that does not see documents; what came with the report is there', async () => {
    const offered = (root: HTMLElement): boolean => [...root.querySelectorAll('button')].some((one) => /^Open: /.test(one.getAttribute('aria-label') ?? ''));
    const [byUrl, inline] = [draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), { documents: DENIED }), draw(report({ contentType: 'application/pdf', data: btoa('%PDF-1.7') }), { documents: DENIED })];
    await byUrl.click(/XR Chest/);
    await inline.click(/XR Chest/);
    expect(offered(byUrl.root)).to.equal(false);
    expect(text(byUrl.root)).to.contain('Not shown to your role: Documents.');
    expect(offered(inline.root)).to.equal(true);
  });
  it('whose data is none is not asked for at its address either by a role that does not see documents', async () => {
    const asked: string[] = [];
    const broken = { contentType: 'application/pdf', data: '*', url: 'Binary/chest' };
    const open = (url: string): Promise<DocumentAnswer> => { asked.push(url); return Promise.resolve({ kind: 'content', contentType: 'application/pdf', bytes: PDF }); };
    const pressed = async (more: Parameters<typeof draw>[1]): Promise<HTMLElement> => {
      const { click, root } = draw(report(broken), { ...more, open });
      await click(/XR Chest/);
      await click(/^Open: XR Chest/);
      return root;
    };
    const denied = await pressed({ documents: DENIED });
    const permitted = await pressed({});
    expect(asked).to.deep.equal(['Binary/chest']);
    expect([denied, permitted].map((root) => root.querySelectorAll('iframe').length)).to.deep.equal([0, 1]);
    expect(text(denied)).to.contain('Its answer could not be read.');
  });
  it('asks for the stronger sign-in that documents want, in place of the file', async () => {
    const { click, root } = draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), { documents: { effect: 'stronger', level: 3 } });
    await click(/XR Chest/);
    expect(text(root)).to.contain('Documents need a stronger or more recent sign-in.');
    expect([...root.querySelectorAll('button')].map((one) => one.getAttribute('aria-label') ?? one.textContent)).to.include('Sign in again').and.not.to.include('Open: XR Chest');
  });
  it('is opened by the host where it wants to', async () => {
    const { click, root, element } = draw(report({ contentType: 'application/pdf', url: 'Binary/chest', size: 1200 }));
    const events: unknown[] = [];
    element.addEventListener('dscr-open-document', (event) => { events.push((event as CustomEvent).detail); event.preventDefault(); });
    await click(/XR Chest/);
    await click(/^Open: XR Chest/);
    expect(events).to.deep.equal([{ reference: 'DiagnosticReport/dr-chest', contentType: 'application/pdf', size: 1200 }]);
    expect(root.querySelector('.document')).to.equal(null);
  });
  it('says while open how the report stands', async () => {
    const { click, root } = draw({ ...report({ contentType: 'application/pdf', data: btoa('%PDF-1.7') }), status: 'preliminary', meta: { security: [{ code: 'NOPAT' }] } });
    await click(/XR Chest/);
    await click(/^Open: XR Chest/);
    expect(text(root.querySelector<HTMLElement>('.document')!)).to.match(/XR Chest\s*Preliminary\s*Not to be disclosed to the patient/);
  });
  it('goes, and its address with it, when the report is closed', async () => {
    const { click, root } = draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), { open: () => Promise.resolve({ kind: 'content', contentType: 'application/pdf', bytes: PDF }) });
    await click(/XR Chest/);
    await click(/^Open: XR Chest/);
    const { src } = root.querySelector('iframe')!;
    await click(/^\s*XR Chest/);
    expect(root.querySelector('.document')).to.equal(null);
    expect(await fetch(src).then(() => false, () => true)).to.equal(true);
  });
  it('is not offered twice where its text stands there already', async () => {
    const { click, root } = draw(examples.chest as Resource);
    await click(/XR Chest/);
    expect(text(root)).to.contain('Line one');
    expect([...root.querySelectorAll('button')].some((one) => /^Open: /.test(one.getAttribute('aria-label') ?? ''))).to.equal(false);
  });
});
