import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { Resource } from '../../src/record/resource.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, world, type World } from '../contracts/world.js';

describe('a printed sheet of results, as print shows it', () => {
  let made: World;
  let element: DscrElement;
  const contentWindow = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!;

  before(async () => {
    await startApi();
    // Nothing is really printed here.
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { ...contentWindow, get(this: HTMLIFrameElement) {
      const view = contentWindow.get!.call(this) as (Window & { print: () => void }) | null;
      if (view) view.print = () => undefined;
      return view;
    } });
    await emulateMedia({ media: 'print' });
  });
  after(async () => {
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', contentWindow);
    await emulateMedia({ media: 'screen' });
    void worker.stop();
  });
  const result = (more: Readonly<Record<string, unknown>>, at = 1): Resource => ({ ...resourceOf('Observation', 'a1', `r${at}`), ...more });
  const sheet = async (tag: string, observations: readonly Resource[], properties: Readonly<Record<string, unknown>> = {}): Promise<HTMLElement> => {
    api.reset([PATIENT_A]);
    api.answerAll(({ type, url }) => json(bundle(type === 'Observation' ? observations : type === 'DiagnosticReport' ? [] : [resourceOf(type as Type, url.searchParams.get('patient')!)])));
    made = world();
    element = Object.assign(document.createElement(tag), { patient: A, ...properties }) as DscrElement;
    document.body.append(element);
    await element.settled;
    element.print();
    return document.querySelector<HTMLIFrameElement>('html > iframe')!.contentDocument!.body;
  };
  afterEach(() => {
    element.remove();
    made.page.wipe();
    for (const frame of document.querySelectorAll('html > iframe')) frame.remove();
  });
  const many = Array.from({ length: 10 }, (_, at) => result({ effectiveDateTime: `2026-03-${at + 10}` }, at));

  it('text of the record that is a button on screen is there as text, and no button is', async () => {
    const latest = await sheet('dscr-results', [result({})]);
    expect(latest.innerText).to.contain('Haemoglobin').and.not.to.contain('Over time').and.not.to.contain('Group by panel');
    expect(getComputedStyle(latest.querySelector('button.title')!).borderTopWidth).to.equal('0px');
  });
  it('is laid out without asking how wide it is where a browser prints nothing of what such rules lay out, on the sheet and in a page', async () => {
    const { ownerDocument } = await sheet('dscr-record', [result({})]);
    const rulesOf = (all: Iterable<CSSRule>): CSSRule[] => [...all].flatMap((rule) => [rule, ...rulesOf('cssRules' in rule ? rule.cssRules as CSSRuleList : [])]);
    for (const sheets of [ownerDocument.adoptedStyleSheets, element.shadowRoot!.adoptedStyleSheets]) {
      const there = rulesOf(sheets.flatMap(({ cssRules }) => [...cssRules])).filter((rule) => 'conditionText' in rule && /-moz-/.test(String(rule.conditionText)));
      expect(there.some((rule) => /container: none !important/.test(rule.cssText))).to.equal(true);
    }
  });
  it('the table over time has its values, is not cut off, and says which part it is', async () => {
    const { ownerDocument, innerText } = await sheet('dscr-results', many, { view: 'over-time' });
    expect(innerText).to.contain('135').and.to.contain('Dates 1 to 8 of 10').and.not.to.contain('Newest last');
    const { overflow, maxHeight } = getComputedStyle(ownerDocument.querySelector('.grid')!);
    expect([overflow, maxHeight]).to.deep.equal(['visible', 'none']);
    expect(getComputedStyle(ownerDocument.querySelector('.grid .unseen')!).position).to.equal('absolute');
  });
  it('says how many more there are in a cell', async () => {
    const { innerText } = await sheet('dscr-results', many.slice(0, 5).map((one) => ({ ...one, effectiveDateTime: '2026-03-03' })), { view: 'over-time' });
    expect(innerText).to.contain('More: 2');
  });
  it('the table over time fits the width of A4', async () => {
    const { ownerDocument } = await sheet('dscr-results', many.map((one) => ({ ...one, effectiveDateTime: `${String(one['effectiveDateTime'])}T09:00:00Z`, interpretation: [{ coding: [{ code: 'HH' }] }] })), { view: 'over-time' });
    document.querySelector<HTMLIFrameElement>('html > iframe')!.style.setProperty('width', '186mm', 'important');
    const grid = ownerDocument.querySelector('.grid')!;
    expect(grid.scrollWidth).to.equal(grid.clientWidth);
  });
  it('breaks no word of a flag or status in the table over time', async () => {
    const { ownerDocument } = await sheet('dscr-results', many.map((one) => ({ ...one, status: 'preliminary', effectiveDateTime: `${String(one['effectiveDateTime'])}T09:00:00Z`, interpretation: [{ coding: [{ code: 'L' }] }] })), { view: 'over-time' });
    document.querySelector<HTMLIFrameElement>('html > iframe')!.style.setProperty('width', '186mm', 'important');
    const badges = [...ownerDocument.querySelectorAll('.grid .badge')];
    expect(badges.map(({ textContent }) => textContent).slice(0, 2)).to.deep.equal(['Low', 'Preliminary']);
    for (const badge of badges) {
      const range = ownerDocument.createRange();
      range.selectNodeContents(badge);
      expect(new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size, badge.textContent).to.equal(1);
    }
  });
  it('nothing is left to be opened', async () => {
    const bp = { valueQuantity: undefined, component: [{ code: { text: 'Weight' }, valueQuantity: { value: 80, unit: 'kg' }, interpretation: [{ coding: [{ code: 'H' }] }] }, { code: { text: 'Height' } }] };
    const { innerText } = await sheet('dscr-results', [result({ valueQuantity: undefined, valueString: 'Escherichia coli, many colonies' }), result({ code: { text: 'Body' }, ...bp }, 2)], { view: 'over-time' });
    expect(innerText).to.contain('Escherichia coli, many colonies').and.to.match(/Weight 80 kg High\s+Height/).and.not.to.contain('Open');
    expect(element.renderRoot.querySelector('.grid')!.textContent).to.contain('Open').and.not.to.contain('Escherichia');
  });
  it('a whole record has the marks of its sections', async () => {
    const { ownerDocument } = await sheet('dscr-record', [result({ interpretation: [{ coding: [{ code: 'HH' }] }] })]);
    expect(getComputedStyle(ownerDocument.querySelector('.badge.stop.up')!, '::before').content).to.contain('▲▲');
  });
  it('what results look like is not how other sections are laid out', async () => {
    const { ownerDocument } = await sheet('dscr-record', [result({})]);
    document.querySelector<HTMLIFrameElement>('html > iframe')!.style.setProperty('width', '186mm', 'important');
    const shown = (tag: string): string => getComputedStyle(ownerDocument.querySelector(`${tag} .row`)!).display;
    expect([shown('dscr-results'), shown('dscr-alerts'), shown('dscr-meds')]).to.deep.equal(['grid', 'list-item', 'list-item']);
  });
  it('no heading is left alone at the foot of a page, no source at the head of one, and no entry inside a row is parted', async () => {
    const { ownerDocument } = await sheet('dscr-record', [result({})]);
    for (const heading of ownerDocument.querySelectorAll('h2, h3, summary, [data-critical], section > [aria-live]')) expect(getComputedStyle(heading).breakAfter, heading.textContent).to.equal('avoid');
    for (const one of ownerDocument.querySelectorAll('.prov')) expect(getComputedStyle(one).breakBefore).to.equal('avoid');
    for (const one of ownerDocument.querySelectorAll('li')) expect(getComputedStyle(one).breakInside).to.equal('avoid');
    // A break is only avoided after a block, and the time beside Refresh is one where there is nothing to press.
    const loaded = [...ownerDocument.querySelectorAll('section > [aria-live]')].filter(({ textContent }) => /: Loaded/.test(textContent.trim()));
    expect(loaded.length).to.be.above(3);
    for (const one of loaded) expect(getComputedStyle(one).display, one.textContent).to.equal('block');
  });
  // The last one: the worker that answers for the API leaves with the page too.
  it('what is folded on screen is unfolded', async () => {
    const { innerText } = await sheet('dscr-results', [result({}), result({ status: 'entered-in-error', code: { text: 'Wrongly entered' } }, 2)]);
    expect(innerText).to.contain('Wrongly entered');
  });
});
