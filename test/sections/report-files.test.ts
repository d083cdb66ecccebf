import { aTimeout, expect } from '@open-wc/testing';
import type { Page } from '../../src/controllers/page.js';
import type { DocumentAnswer } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { drawn, mapped, ready } from './support-clinical.js';

const PDF = new TextEncoder().encode('%PDF-1.7');
const report = (form: object): Resource => ({ ...examples.chest, presentedForm: [{ title: 'Chest report', ...form }] });
const text = (root: HTMLElement): string => (root.textContent ?? '').replace(/\s+/g, ' ');

function draw(resource: Resource, open: (url: string) => Promise<DocumentAnswer> = () => Promise.reject(new Error('nothing is asked for')), documents = true) {
  const noted: string[] = [];
  const page = {
    newSince: Infinity, permitted: () => documents, openDocument: open, note: (...what: unknown[]) => { noted.push(what.join(' ')); }, members: { bearsSession: () => false },
    patient: { name: 'shown', patient: { resourceType: 'Patient', name: [{ family: 'Fernilee', given: ['Rose'] }], birthDate: '1958-03-14' }, asked: '9990000018' }, now: Date.parse('2026-06-01T12:00:00Z'),
  } as unknown as Page;
  const elements: DscrResults[] = [];
  class Probe extends DscrResults {
    constructor() { super(); elements.push(this); }
    override get page(): Page { return page; }
  }
  const made = drawn(Probe, ready(mapped(toResults, [resource])), { view: 'reports' });
  const click = async (label: RegExp): Promise<void> => {
    const button = [...made.root.querySelectorAll('button')].find((one) => label.test(one.getAttribute('aria-label') ?? one.textContent ?? ''));
    expect(button, String(label)).to.be.instanceOf(HTMLElement);
    button!.click();
    await aTimeout(0);
    made.again();
  };
  return { ...made, element: elements[0]!, noted, click };
}

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
    const { click, root } = draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), (url) => {
      asked.push(url);
      return Promise.resolve({ kind: 'not-released', reference: 'r' });
    });
    await click(/XR Chest/);
    expect(asked).to.deep.equal([]);
    await click(/^Open: XR Chest/);
    expect(asked).to.deep.equal(['Binary/chest']);
    expect(text(root)).to.contain('A contributing organisation did not release this document.');
  });
  it('is not asked for by a role that does not see documents; what came with the report is there', async () => {
    const never = (): Promise<DocumentAnswer> => Promise.reject(new Error('asked'));
    const offered = (root: HTMLElement): boolean => [...root.querySelectorAll('button')].some((one) => /^Open: /.test(one.getAttribute('aria-label') ?? ''));
    const [byUrl, inline] = [draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), never, false), draw(report({ contentType: 'application/pdf', data: btoa('%PDF-1.7') }), never, false)];
    await byUrl.click(/XR Chest/);
    await inline.click(/XR Chest/);
    expect(offered(byUrl.root)).to.equal(false);
    expect(text(byUrl.root)).to.contain('Not shown to your role: Documents.');
    expect(offered(inline.root)).to.equal(true);
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
  it('goes, and its address with it, when the report is closed', async () => {
    const { click, root } = draw(report({ contentType: 'application/pdf', url: 'Binary/chest' }), () => Promise.resolve({ kind: 'content', contentType: 'application/pdf', bytes: PDF }));
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
