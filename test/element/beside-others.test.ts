import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { DscrRecord } from '../../src/embeds/dscr-record.js';
import type { RecordSource } from '../../src/fhir/source.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, said, world } from '../contracts/world.js';

/** Whoever is asked for has one alert and one result, which name them. */
const source = (searched: string[] = []): RecordSource => ({
  findPatient: ({ nhsNumber }) => Promise.resolve({ kind: 'answered', patients: [nhsNumber === '9990000026' ? PATIENT_B : PATIENT_A], reference: 'r' }),
  search: (_section, { type }, { id: patientId = '' }, { onPage }) => {
    searched.push(`${type} ${patientId}`);
    const matches = type === 'Flag' || type === 'Observation' ? [{ ...resourceOf(type, patientId), code: { text: `${type} of ${patientId}` } }] : [];
    onPage({ matches, included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
    return Promise.resolve({ kind: 'whole' });
  },
  open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
});
const drawn = async (element: DscrElement): Promise<string> => {
  await element.settled;
  await aTimeout(0);
  await element.updateComplete;
  return said(element);
};
const alerts = (patient: typeof A | typeof B | undefined): Promise<DscrElement> => fixture<DscrElement>(html`<dscr-alerts .patient=${patient}></dscr-alerts>`);

describe('an element that was taken away while another one stayed', () => {
  it('shows the next patient as something new: it is audited and told', async () => {
    const { page, audited } = world({ source: source() });
    page.members.pagePatient = A;
    await fixture(html`<dscr-banner></dscr-banner>`);
    const element = await alerts(undefined);
    expect(await drawn(element)).to.contain('Flag of a1');
    const home = element.parentElement!;
    element.remove();
    await nextFrame();
    expect(said(element)).not.to.contain('a1');
    page.members.pagePatient = B;
    await nextFrame();
    const told: string[] = [];
    element.addEventListener('dscr-section-shown', (event) => told.push((event as CustomEvent<{ readonly state: string }>).detail.state));
    audited.length = 0;
    home.append(element);
    expect(await drawn(element)).to.contain('Flag of b1');
    expect(audited).to.deep.equal(['view alerts']);
    expect(told.at(-1)).to.equal('ready');
  });
  it('keeps no search of the reader', async () => {
    world({ source: source() }).page.members.pagePatient = A;
    await fixture(html`<dscr-banner></dscr-banner>`);
    const element = await fixture<DscrElement>(html`<dscr-results></dscr-results>`);
    await drawn(element);
    const field = element.renderRoot.querySelector<HTMLInputElement>('[type=search]')!;
    field.value = 'nothing like it';
    field.dispatchEvent(new Event('input'));
    expect(await drawn(element)).not.to.contain('Observation of a1');
    const home = element.parentElement!;
    element.remove();
    await nextFrame();
    home.append(element);
    expect(await drawn(element)).to.contain('Observation of a1');
  });
  it('says nothing of anybody, and prints nothing, until it is back', async () => {
    const { page, audited } = world({ source: source() });
    page.members.pagePatient = A;
    await fixture(html`<dscr-banner></dscr-banner>`);
    const element = await alerts(undefined);
    await drawn(element);
    element.remove();
    await nextFrame();
    audited.length = 0;
    element.patient = B;
    const { patient, sections } = await element.settled;
    expect([patient, sections.alerts?.state]).to.deep.equal(['none', 'waiting']);
    element.print();
    expect(document.documentElement.querySelector(':scope > iframe')).to.equal(null);
    expect(audited).to.deep.equal([]);
  });
  it('that failed does not fail again by going', async () => {
    world({ source: { ...source(), search: () => Promise.resolve({ kind: 'failed', problem: { cause: 'fault', reference: 'r1' } }) } }).page.members.pagePatient = A;
    const element = await alerts(undefined);
    await drawn(element);
    const told: string[] = [];
    for (const type of ['dscr-error', 'dscr-section-shown']) element.addEventListener(type, (event) => told.push((event as CustomEvent<{ readonly code?: string; readonly state?: string }>).detail.code ?? (event as CustomEvent<{ readonly state: string }>).detail.state));
    element.remove();
    await nextFrame();
    expect(told).to.deep.equal(['waiting']);
  });
  it('moved in one task it is as it was', async () => {
    const { page, audited } = world({ source: source() });
    page.members.pagePatient = A;
    const element = await alerts(undefined);
    await drawn(element);
    audited.length = 0;
    element.parentElement!.append(element);
    expect(await drawn(element)).to.contain('Flag of a1');
    expect(audited).to.deep.equal([]);
  });
  it('taken to another document and back it keeps its looks, also in what is inside', async () => {
    const { page } = world({ source: source() });
    page.members.pagePatient = A;
    const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
    const element = await fixture<DscrRecord>(html`<dscr-record></dscr-record>`);
    await drawn(element);
    const home = element.parentElement!;
    const unseen = (): readonly string[] => [element, ...element.renderRoot.querySelectorAll<DscrElement>('[nested]')].flatMap((one) => [...one.renderRoot.querySelectorAll('.unseen')].map((each) => getComputedStyle(each).clipPath));
    const before = unseen();
    expect(before.length).to.be.greaterThan(3);
    expect([...new Set(before)]).to.deep.equal(['inset(50%)']);
    for (const place of [frame.contentDocument!.body, home]) {
      place.append(element);
      expect(unseen()).to.deep.equal(before);
      expect(await drawn(element)).to.contain('Flag of a1');
    }
    // a document that no window shows takes none, and gives it back
    const template = document.createElement('template');
    template.content.append(element);
    home.append(element);
    await drawn(element);
    expect([...new Set(unseen())]).to.deep.equal(['inset(50%)']);
  });
  it('made here and first shown in another document it has its looks there', async () => {
    world({ source: source() }).page.members.pagePatient = A;
    const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
    const element = document.createElement('dscr-alerts') as DscrElement;
    frame.contentDocument!.body.append(element);
    expect(await drawn(element)).to.contain('Flag of a1');
    expect(getComputedStyle(element.renderRoot.querySelector('.unseen')!).clipPath).to.equal('inset(50%)');
    element.remove();
  });
  it('answers who waited for it', async () => {
    world({ source: { ...source(), search: () => new Promise(() => undefined) } });
    const waiting = await fixture<DscrElement>(html`<dscr-alerts .patient=${A}></dscr-alerts>`);
    await nextFrame();
    const { settled } = waiting;
    await Promise.resolve();
    waiting.remove();
    expect((await settled).sections.alerts).to.be.an('object');
  });
});

describe('an element whose patient changes while another one keeps hers', () => {
  it('inherits nobody: nothing is left of who it showed when the assignment returns', async () => {
    const { page } = world({ source: source() });
    page.members.pagePatient = null;
    const stays = await alerts(A);
    const changes = await alerts(A);
    expect(await drawn(changes)).to.contain('Flag of a1');
    changes.patient = undefined;
    expect(said(changes)).not.to.match(/a1|EXAMPLE/);
    expect(changes.state.patient).to.equal('none');
    expect(await drawn(stays)).to.contain('Flag of a1');
  });
  it('cleared and given the same one again: shown, audited', async () => {
    const { audited } = world({ source: source() });
    await drawn(await alerts(A));
    const element = await alerts(A);
    await drawn(element);
    element.clear();
    expect(said(element)).not.to.contain('a1');
    audited.length = 0;
    element.patient = A;
    expect(await drawn(element)).to.contain('Flag of a1');
    expect(audited).to.deep.equal(['view alerts']);
  });
  it('cleared, its attributes taken away: still nobody', async () => {
    world({ source: source() }).page.members.pagePatient = A;
    const element = await fixture<DscrElement>(html`<dscr-alerts nhs-number="9990000018" birth-date="1958-03-14"></dscr-alerts>`);
    expect(await drawn(element)).to.contain('Flag of a1');
    element.patient = null;
    element.removeAttribute('nhs-number');
    element.removeAttribute('birth-date');
    expect(await drawn(element)).not.to.contain('a1');
    expect(element.patient).to.equal(null);
  });
  it('cleared it prints nothing and asks nothing', async () => {
    const searched: string[] = [];
    const { audited } = world({ source: source(searched) });
    await drawn(await alerts(A));
    const element = await alerts(A);
    await drawn(element);
    element.clear();
    audited.length = searched.length = 0;
    element.print();
    element.refresh();
    await nextFrame();
    expect(document.documentElement.querySelector(':scope > iframe')).to.equal(null);
    expect([audited, searched]).to.deep.equal([[], []]);
  });
});

describe('what a host puts into a record', () => {
  it('in a slot stands for itself: with the identity line, and its own patient', async () => {
    const { page } = world({ source: source() });
    page.members.pagePatient = A;
    const record = await fixture<DscrRecord>(html`<dscr-record><dscr-alerts slot="footer"></dscr-alerts></dscr-record>`);
    const slotted = record.querySelector<DscrElement>('dscr-alerts')!;
    expect(await drawn(slotted)).to.contain('EXAMPLE').and.to.contain('Flag of a1');
    await drawn(await alerts(A));
    record.patient = null;
    slotted.patient = null;
    expect(said(slotted)).not.to.contain('a1');
    slotted.patient = A;
    expect(await drawn(slotted)).to.contain('EXAMPLE').and.to.contain('Flag of a1');
    expect(said(record)).not.to.contain('a1');
  });
  it('as a list where a text belongs is read', async () => {
    world({ source: source() });
    const record = await fixture<DscrRecord>(html`<dscr-record .sections=${['results', 'documents'] as unknown as string} .patient=${A}></dscr-record>`);
    await drawn(record);
    expect(record.wanted).to.deep.equal(['demographics', 'alerts', 'allergies', 'results', 'documents']);
  });
});

it('the focus of a button that goes stays in its section', async () => {
  world({ source: source() });
  const element = await fixture<DscrElement>(html`<dscr-results .patient=${A}></dscr-results>`);
  await drawn(element);
  const field = element.renderRoot.querySelector<HTMLInputElement>('[type=search]')!;
  field.value = 'nothing like it';
  field.dispatchEvent(new Event('input'));
  await element.updateComplete;
  const clear = [...element.renderRoot.querySelectorAll('button')].find((one) => one.textContent === 'Clear filter')!;
  clear.focus();
  clear.click();
  await element.updateComplete;
  expect(clear.isConnected).to.equal(false);
  expect(element.shadowRoot!.activeElement?.localName).to.equal('h2');
});
