import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { documentExample } from '../../src/sections/documents/documents.examples.js';
import { medicationExamples } from '../../src/sections/medications/medications.examples.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, said, world, type World, type WorldOptions } from '../contracts/world.js';

const frames = (): HTMLIFrameElement[] => [...document.documentElement.querySelectorAll(':scope > iframe')] as HTMLIFrameElement[];

describe('print', () => {
  let made: World;
  let element: DscrElement;
  let printed: string[];
  const contentWindow = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!;

  before(async function () {
    this.timeout(20_000);
    await startApi();
    // Nothing is really printed here: the frame's own print() is heard instead.
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { ...contentWindow, get(this: HTMLIFrameElement) {
      const view = contentWindow.get!.call(this) as (Window & { print: () => void }) | null;
      if (view) view.print = () => { printed.push(this.contentDocument!.body.textContent); };
      return view;
    } });
  });
  after(() => {
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', contentWindow);
    void worker.stop();
  });
  const draw = async (tag: string, options: WorldOptions = {}): Promise<void> => {
    made = world(options);
    element = Object.assign(document.createElement(tag), { patient: A }) as DscrElement;
    document.body.append(element);
    await element.settled;
  };
  beforeEach(() => {
    printed = [];
    api.reset([PATIENT_A, PATIENT_B]);
    api.answerAll(({ type, url }) => json(bundle([resourceOf(type as Type, url.searchParams.get('patient')!)])));
  });
  afterEach(() => {
    element.remove();
    made.page.wipe();
    for (const frame of frames()) frame.remove();
  });

  const rulesOf = (frame: HTMLIFrameElement): string => [...frame.contentDocument!.adoptedStyleSheets[0]!.cssRules].map((rule) => rule.cssText).join('\n').replace(/\\"/g, '"');

  it('one element alone, with who it is about on each page and what the foot must say', async () => {
    api.answer('Flag', () => json(bundle([resourceOf('Flag', 'a1'), resourceOf('Flag', 'b1', 'other')])));
    await draw('dscr-alerts', { config: { name: 'Derbyshire record' } });
    element.print();
    expect(printed.length).to.equal(1);
    expect(printed[0]).to.contain('Lives alone').and.to.contain('EXAMPLE, Patricia (Mrs)').and.to.contain('999 000 0018');
    const rules = rulesOf(frames()[0]!);
    expect(rules).to.contain('"EXAMPLE, Patricia (Mrs)  Born 14-Mar-1958  NHS No. 999 000 0018"');
    expect(rules).to.contain('"Derbyshire record. Not a complete record. Loaded 02-Jun-2026 10:30. Printed 02-Jun-2026 10:30 by Nurse Example, Nurse, Example Hospital. No filter. 1 entries not shown. Confidential patient information."');
    expect(rules).to.match(/"Page " ?counter\(page\) ?" of " ?counter\(pages\) ?"\."/);
    expect(rules).to.contain('--_ink: #212b32');
    expect(made.audited).to.contain('print alerts');
  });
  it('a name with letters that turn round what follows leaves the date of birth and the number as they are', async () => {
    api.reset([{ ...PATIENT_A, name: [{ text: 'Pat\u202e\u2069 Example' }] }]);
    await draw('dscr-alerts');
    element.print();
    expect(rulesOf(frames()[0]!)).to.contain('"Pat Example  Born 14-Mar-1958  NHS No. 999 000 0018"');
  });
  it('a whole record: every section in it, nested shadow roots too, and no style or script of the page', async () => {
    await draw('dscr-record');
    element.print();
    for (const text of ['Lives alone', 'Penicillin', 'Amlodipine 5mg tablets', 'Haemoglobin', 'Cardiology clinic', 'Diabetes care plan', 'Discharge letter']) expect(printed[0]).to.contain(text);
    expect(frames()[0]!.contentDocument!.querySelectorAll('style, script, link').length).to.equal(0);
    expect(made.audited.filter((one) => one.startsWith('print')).length).to.equal(8);
  });
  it('where a browser has no margin boxes, who it is about and the foot stand on the sheet itself, on each page of it', async () => {
    await draw('dscr-alerts');
    const own = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!;
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { configurable: true, get(this: HTMLIFrameElement) {
      const view = own.get!.call(this) as (Window & typeof globalThis) | null;
      if (view) Object.defineProperty(view.CSSRule.prototype, 'cssText', { configurable: true, get: () => '@page { margin: 22mm 12mm; }' });
      return view;
    } });
    element.print();
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', own);
    expect(printed[0]).to.match(/^EXAMPLE, Patricia \(Mrs\) {2}Born 14-Mar-1958 {2}NHS No\. 999 000 0018/).and.to.match(/Confidential patient information\.$/);
    const { body } = frames()[0]!.contentDocument!;
    // A table's head and foot are printed on each page that it goes over; a fixed one is never wider than the page.
    const { display, tableLayout, marginLeft, marginRight } = getComputedStyle(body);
    expect([display, tableLayout, marginLeft, marginRight]).to.deep.equal(['table', 'fixed', '0px', '0px']);
    // Chromium repeats them only where they may not be parted.
    expect([body.firstElementChild!, body.lastElementChild!].map((one) => { const { display: shown, breakInside } = getComputedStyle(one); return [shown, breakInside]; }))
      .to.deep.equal([['table-header-group', 'avoid'], ['table-footer-group', 'avoid']]);
  });
  it('the audit hears only of what was on the sheet', async () => {
    await draw('dscr-record', { level: 'desk' });
    element.print();
    expect(made.audited.filter((one) => one.startsWith('print'))).to.deep.equal(['print demographics']);
  });
  it('a long list is printed whole, and windowed again afterwards', async () => {
    api.answer('Flag', () => json(bundle(Array.from({ length: 300 }, (_, at) => ({ ...resourceOf('Flag', 'a1', `f${at}`), code: { text: `Alert number ${at}.` } })))));
    await draw('dscr-alerts');
    const rows = (): number => element.renderRoot.querySelectorAll('li.row').length;
    const before = rows();
    expect(before).to.be.lessThan(100);
    element.print();
    expect(printed[0]).to.contain('Alert number 0.').and.to.contain('Alert number 299.');
    expect(frames()[0]!.contentDocument!.querySelectorAll('li.row').length).to.equal(300);
    await nextFrame();
    expect(rows()).to.be.lessThan(100);
  });
  it('a page that its browser prints has a long list whole', async () => {
    api.answer('Flag', () => json(bundle(Array.from({ length: 300 }, (_, at) => ({ ...resourceOf('Flag', 'a1', `f${at}`), code: { text: `Alert number ${at}.` } })))));
    await draw('dscr-record');
    const rows = (): number => element.renderRoot.querySelector('dscr-alerts')!.shadowRoot!.querySelectorAll('li.row').length;
    expect(rows()).to.be.lessThan(100);
    dispatchEvent(new Event('beforeprint'));
    expect(rows()).to.equal(300);
    dispatchEvent(new Event('afterprint'));
    expect(rows()).to.be.lessThan(100);
    element.remove();
    await nextFrame();
    dispatchEvent(new Event('beforeprint'));
    expect(said(element)).not.to.contain('Alert number');
  });
  it('a file that only its browser can show is said not to be on the sheet, and only there', async () => {
    const pdf = documentExample('d1', 'Clinic letter', { contentType: 'application/pdf', data: btoa('%PDF-1.7\n') }, { subject: { reference: 'Patient/a1' } });
    api.answer('DocumentReference', () => json(bundle([pdf])));
    await draw('dscr-documents');
    element.renderRoot.querySelector<HTMLElement>('li.row button')!.click();
    await waitUntil(() => element.renderRoot.querySelector('iframe'));
    expect(element.renderRoot.querySelector<HTMLElement>('.document')!.innerText).not.to.contain('cannot be shown');
    await emulateMedia({ media: 'print' });
    element.print();
    const sheet = frames().find((one) => one.contentDocument?.title)!.contentDocument!;
    const [frame, text] = [getComputedStyle(sheet.querySelector('iframe')!).display, sheet.body.innerText];
    await emulateMedia({ media: 'screen' });
    expect(frame).to.equal('none');
    expect(text).to.contain('Clinic letter').and.to.contain('This kind of file cannot be shown here.');
  });
  it('an issue, which may stand on another page than its course, has the name of its medicine on paper', async () => {
    const { plan, issue } = medicationExamples;
    api.answer('MedicationRequest', () => json(bundle([plan, issue].map((one) => ({ ...one, subject: { reference: 'Patient/a1' } })))));
    api.answer('MedicationStatement', () => json(bundle([])));
    await draw('dscr-meds');
    const issued = (root: ParentNode): string => root.querySelector<HTMLElement>('.row details')!.innerText;
    element.renderRoot.querySelector<HTMLDetailsElement>('.row details')!.open = true;
    expect(issued(element.renderRoot)).to.contain('Issued').and.not.to.contain('Amlodipine');
    await emulateMedia({ media: 'print' });
    element.print();
    const paper = issued(frames()[0]!.contentDocument!);
    await emulateMedia({ media: 'screen' });
    expect(paper).to.match(/Issued 02-May-2026[^A]*Amlodipine 5mg tablets/);
  });
  it('text of a name stays text, whatever is in it', async () => {
    api.reset([{ ...PATIENT_A, name: [{ family: 'O"Neill\\', given: ['<b>Anne</b>;}'] }] }, PATIENT_B]);
    await draw('dscr-alerts');
    element.print();
    const sheet = frames()[0]!.contentDocument!.adoptedStyleSheets[0]!;
    const page = [...sheet.cssRules].find((rule) => rule instanceof (frames()[0]!.contentWindow as Window & typeof globalThis).CSSPageRule)!;
    expect(page.cssText).to.contain('<b>Anne</b>;}').and.to.contain('Confidential patient information');
    expect(frames()[0]!.contentDocument!.querySelector('b b')).to.equal(null);
  });
  it('the sheet is out of sight, and goes when it is printed', async () => {
    await draw('dscr-alerts');
    element.print();
    const [frame] = frames();
    expect([frame!.getBoundingClientRect().width, getComputedStyle(frame!).visibility]).to.deep.equal([0, 'hidden']);
    frame!.contentWindow!.dispatchEvent(new Event('afterprint'));
    expect(frames()).to.deep.equal([]);
  });
  it('the sheet goes with its patient', async () => {
    await draw('dscr-alerts');
    element.print();
    expect(frames().length).to.equal(1);
    element.patient = B;
    expect(frames()).to.deep.equal([]);
  });
  it('the sheet goes with its patient though its element is gone, and with a second one', async () => {
    await draw('dscr-alerts');
    const other = Object.assign(document.createElement('dscr-allergies'), { patient: A }) as DscrElement;
    document.body.append(other);
    await other.settled;
    element.print();
    element.remove();
    other.patient = B;
    expect(frames()).to.deep.equal([]);
    await other.settled;
    other.print();
    other.print();
    expect(frames().length).to.equal(1);
    other.remove();
  });
  it('each page says what is not live, and which filters are on', async () => {
    await draw('dscr-record', { config: { environment: 'training' } });
    element.setAttribute('sections', 'results');
    await element.updateComplete;
    await element.settled;
    const results = element.renderRoot.querySelector('dscr-results') as HTMLElement & { category: string; updateComplete: Promise<unknown> };
    results.category = 'imaging';
    await results.updateComplete;
    element.print();
    const rules = rulesOf(frames()[0]!);
    expect(rules).to.contain('"Not live: test data (training)  EXAMPLE, Patricia');
    expect(rules).to.contain(' Filter: This screen shows Patient details, Alerts, Allergies, Results only; This screen shows radiology results only. 0 entries');
  });
  it('switched off: nothing is made, and an event says so', async () => {
    await draw('dscr-alerts', { config: { print: false } });
    const codes: string[] = [];
    const hear = (event: Event): void => { codes.push((event as CustomEvent<{ readonly code: string }>).detail.code); };
    window.addEventListener('dscr-error', hear);
    element.print();
    window.removeEventListener('dscr-error', hear);
    expect([printed, codes, frames()]).to.deep.equal([[], ['DSCR_PRINT_OFF'], []]);
  });
  it('switched off: with the page of a host that is what the paper says, in place of the record', async () => {
    for (const tag of ['dscr-alerts', 'dscr-record']) {
      await draw(tag, { config: { print: false } });
      const screen = element.shadowRoot!.querySelector<HTMLElement>('.off')!;
      const all = (): readonly string[] => [...element.shadowRoot!.children].filter((one) => one.localName !== 'slot' && getComputedStyle(one).display !== 'none').map((one) => one.textContent.trim());
      expect(getComputedStyle(screen).display).to.equal('none');
      expect(said(element)).to.contain('EXAMPLE, Patricia');
      await emulateMedia({ media: 'print' });
      await nextFrame();
      await nextFrame();
      const paper = all();
      await emulateMedia({ media: 'screen' });
      await nextFrame();
      expect(paper).to.deep.equal(['Printing is switched off here.']);
      expect(all().join('')).to.contain('EXAMPLE, Patricia').and.not.to.contain('Printing');
      element.remove();
      made.page.wipe();
    }
    await draw('dscr-alerts');
    expect(element.shadowRoot!.querySelector('.off')).to.equal(null);
  });
  it('nobody on screen: nothing is printed', async () => {
    await draw('dscr-alerts');
    element.clear();
    element.print();
    expect([printed, frames()]).to.deep.equal([[], []]);
  });
  // The last one: the worker that answers for the API leaves with the page too.
  it('an element that is cleared, since it cannot really be seen, prints nothing', async () => {
    await draw('dscr-alerts');
    document.body.style.cssText = 'opacity:.1;width:500px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    element.print();
    document.body.removeAttribute('style');
    expect([printed, frames()]).to.deep.equal([[], []]);
  });
  it('the sheet goes with the page', async () => {
    await draw('dscr-alerts');
    element.print();
    expect(frames().length).to.equal(1);
    dispatchEvent(new Event('pagehide'));
    expect(frames()).to.deep.equal([]);
  });
});
