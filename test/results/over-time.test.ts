import { expect } from '@open-wc/testing';
import type { CSSResult } from 'lit';
import type { Resource } from '../../src/record/resource.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { flagCode, observation, quantity } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { drawn, mapped, ready } from '../sections/support-clinical.js';

const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim();
const grid = (...resources: readonly Resource[]): HTMLElement => drawn(DscrResults, ready(mapped(toResults, resources)), { view: 'over-time' }).root.querySelector<HTMLElement>('.grid')!;
/** Without the words that nothing judges a result, which history.test.ts is about. */
const cells = (root: HTMLElement, row = 0): readonly string[] => [...root.querySelectorAll('tbody tr')[row]!.querySelectorAll('td')].map((cell) => text(cell).replace(/ ?No flag or range/g, ''));
const mmol = (value: string, effectiveDateTime?: string, more: object = {}): Resource => observation(value, 'Sodium', { valueQuantity: quantity(value, 'mmol/L'), effectiveDateTime, ...more });
const part = (name: string, value: string | undefined, unit = 'mmHg', more: object = {}): object => ({ code: { text: name }, ...(value !== undefined && { valueQuantity: quantity(value, unit) }), ...more });

describe('results over time', () => {
  it('has a column for each way a date is shown, newest first', () => {
    const root = grid(mmol('1', '2024'), mmol('2', '2024-01-01'), mmol('3', '2024-01-01T10:00:00Z'), mmol('4', '2024-01-01T10:00:00'), mmol('5', 'soon'), mmol('6', 'later'), mmol('7'), mmol('8', '2024-01-01T11:00:00+01:00'));
    const heads = [...root.querySelectorAll('thead th')].slice(1).map((head) => head.querySelector('[aria-hidden], .nowrap, .pre')?.textContent.replace('\n', ' ') ?? text(head));
    const zoneless = [...root.querySelectorAll('thead th')].slice(1).map((head) => text(head).includes('Time zone not given'));
    const shown = heads.map((head, at) => `${head}${zoneless[at] ? ' zoneless' : ''}: ${cells(root)[at]}`);
    expect(shown.slice(0, 2)).to.have.members(['01-Jan-2024 10:00: 3 8', '01-Jan-2024 10:00 zoneless: 4']);
    expect(shown.slice(2, 4)).to.have.members(['2024: 1', '01-Jan-2024: 2']);
    expect(shown.slice(4)).to.have.members(['soon: 5', 'later: 6', 'Date not recorded: 7']);
  });
  it('a power in a unit is no node of its own: Orca takes nothing but such nodes for the name of a row', () => {
    const table = grid(observation('a', 'White cells', { valueQuantity: quantity('8.1', '10*9/L'), effectiveDateTime: '2026-01-01' }));
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = DscrResults.elementStyles.map((one) => (one as CSSResult).styleSheet!);
    root.append(table);
    const head = table.querySelector('tbody th')!;
    expect(text(head)).to.equal('White cells 10^9/L');
    expect([...head.querySelectorAll('*')].filter((one) => { const { display, position } = getComputedStyle(one); return one.localName !== 'span' || display !== 'inline' || position !== 'static'; }).map(({ outerHTML }) => outerHTML)).to.deep.equal([]);
    host.remove();
  });
  it('names the buttons by what they page, and a date above its time', () => {
    const { root } = drawn(DscrResults, ready(mapped(toResults, Array.from({ length: 30 }, (_, at) => observation(`o${at}`, `Test ${at}`, { valueInteger: 1, effectiveDateTime: `2026-01-${at + 1}T09:30:00Z` })))), { view: 'over-time' });
    const names = [...root.querySelectorAll('.buttons button')].map(text);
    expect(names.slice(-5)).to.deep.equal(['Newest last', 'Later dates', 'Earlier dates', 'Previous tests', 'Next tests']);
    expect(root.querySelector('thead .nowrap')!.textContent).to.equal('30-Jan-2026\n09:30');
  });
  it('says where each cell stands in the whole table, headings of panels counted, on any page and in either order', () => {
    const panelled = Array.from({ length: 30 }, (_, at) => observation(`o${at}`, `Test ${String(at).padStart(2, '0')}`, { valueInteger: 1, effectiveDateTime: `2026-01-${at + 1}T09:30:00Z` }));
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, panelled)), { view: 'over-time' });
    const press = (name: string): void => { [...root.querySelectorAll('button')].find((one) => text(one) === name)!.click(); again(); };
    const numbered = (selector: string, name: string): readonly number[] => [...root.querySelectorAll(`.grid ${selector}`)].map((one) => Number(one.getAttribute(name)));
    const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const table = root.querySelector('table')!;
    const shown = root.querySelectorAll('tbody tr').length, across = root.querySelectorAll('thead th').length - 1;
    expect([table.getAttribute('aria-rowcount'), table.getAttribute('aria-colcount')]).to.deep.equal(['31', '31']);
    expect(numbered('tr', 'aria-rowindex')).to.deep.equal(range(1, shown + 1));
    expect(numbered('thead th', 'aria-colindex')).to.deep.equal(range(1, across + 1));
    expect(numbered('tbody tr:first-child > *', 'aria-colindex')).to.deep.equal(range(1, across + 1));
    press('Earlier dates');
    press('Next tests');
    expect(numbered('thead th', 'aria-colindex')).to.deep.equal([1, ...range(across + 2, 2 * across + 1)]);
    expect(numbered('tr', 'aria-rowindex')).to.deep.equal([1, ...range(shown + 2, Math.min(31, 2 * shown + 1))]);
    press('Newest last');
    const turned = numbered('thead th', 'aria-colindex').slice(1);
    expect(turned.at(-1)).to.be.at.most(31);
    expect(turned).to.deep.equal(range(turned[0]!, turned.at(-1)!));
    press('Group by panel');
    expect(root.querySelector('table')!.getAttribute('aria-rowcount')).to.equal('32');
    expect(numbered('tr', 'aria-rowindex').slice(0, 3)).to.deep.equal([1, 2, 3]);
  });
  it('names a column whose tests stand on another page of lines', () => {
    const others = Array.from({ length: 30 }, (_, at) => observation(`o${at}`, `Test ${at}`, { valueInteger: 1, effectiveDateTime: '2026-01-02' }));
    expect(text(grid(...others, mmol('1', '2024-05')).querySelector('thead')!)).to.contain('May-2024');
  });
  const pressure = (...component: readonly object[]): Resource => observation('bp', 'Blood pressure', { component });
  it('flags a result by its parts', () => {
    expect(cells(grid(pressure(part('Systolic', '210', 'mmHg', { interpretation: [flagCode('HH')] }), part('Diastolic', '80'))))).to.deep.equal(['210 / 80 Critical high']);
  });
  it('describes the button of a value by its flag and status', () => {
    const root = grid(mmol('2.1', '2026-02-01', { status: 'preliminary', interpretation: [flagCode('LL')] }), mmol('4.4', '2026-01-01'));
    const described = [...root.querySelectorAll<HTMLElement>('td button')].map((one) => text(root.querySelector(`#${one.getAttribute('aria-describedby')!}`)!));
    expect(described).to.deep.equal(['Critical low Preliminary', 'No flag or range']);
  });
  it('says open where a part has no value, or the parts are of different units', () => {
    for (const [first, second] of [[part('Systolic', undefined), part('Diastolic', '80')], [part('Systolic', '120', 'mmHg', { dataAbsentReason: { text: 'Error' } }), part('Diastolic', '80')], [part('Weight', '80', 'kg'), part('Height', '180', 'cm')]] as const) {
      expect(cells(grid(pressure(first, second)))).to.deep.equal(['Open']);
    }
    expect(cells(grid(pressure(part('Systolic', '120'), part('Diastolic', '80'))))).to.deep.equal(['120 / 80']);
  });
  it('says the unit of parts once, before the row, and opens what is in another', () => {
    const other = observation('bp2', 'Blood pressure', { effectiveDateTime: '2026-01-01', component: [part('Systolic', '16', 'kPa'), part('Diastolic', '11', 'kPa')] });
    const root = grid(pressure(part('Systolic', '210'), part('Diastolic', '120')), other);
    expect([text(root.querySelector('tbody th')!), ...cells(root)]).to.deep.equal(['Blood pressure mmHg Systolic / Diastolic', '210 / 120', 'Open']);
    const words = pressure({ code: { text: 'IgG' }, valueString: 'Yes' }, { code: { text: 'IgM' }, valueString: 'No' });
    expect([text(grid(words).querySelector('tbody th')!), ...cells(grid(words))]).to.deep.equal(['Blood pressure IgG / IgM', 'Yes / No']);
  });
  it('opens a result whose parts came in another order or go by other names', () => {
    const over = part('Systolic', '95'), under = part('Diastolic', '60'), unnamed: object = { valueQuantity: quantity('60', 'mmHg') };
    const other = (...component: readonly object[]): Resource => observation('bp2', 'Blood pressure', { effectiveDateTime: '2026-01-01', component });
    for (const parts of [[under, over], [over, unnamed]]) expect(cells(grid(pressure(over, under), other(...parts)))).to.deep.equal(['95 / 60', 'Open']);
  });
  it('names a result that the others of its row do not go by the name of', () => {
    const coded = (text: string, value: string, effectiveDateTime: string): Resource =>
      observation(value, text, { code: { text, coding: [{ system: 'http://snomed.info/sct', code: '1018251000000107' }] }, valueQuantity: quantity(value, 'mmol/L'), effectiveDateTime });
    expect(cells(grid(coded('Glucose (2 h)', '11.9', '2026-01-02T11:00'), coded('Glucose (fasting)', '5.1', '2026-01-02T09:00'), coded('glucose (2 h)', '7.0', '2026-01-01')))).to.deep.equal(['11.9', '5.1 Glucose (fasting)', '7.0']);
  });
  it('marks what is not understood', () => {
    expect(cells(grid(mmol('140', '2026-02-01', { modifierExtension: [{ url: 'urn:not-known', valueBoolean: true }] })))).to.deep.equal(['140 Part of this entry could not be understood. Check with Example Hospital.']);
  });
  const glucose = [observation('a', 'Glucose', { valueQuantity: quantity('5', 'mmol/L'), specimen: { display: 'Blood' } }), observation('b', 'Glucose', { valueQuantity: quantity('1', 'mmol/L'), specimen: { display: 'Urine' }, method: { text: 'Dipstick' }, bodySite: { text: 'Left' } })];
  it('names specimen, method and body site, by which tests of one name differ', () => {
    expect([...grid(...glucose).querySelectorAll('tbody th')].map(text)).to.deep.equal(['Glucose mmol/L Blood', 'Glucose mmol/L Urine, Left, Dipstick']);
  });
  it('and so does the caption of a trend', () => {
    const again = glucose.map((one) => ({ ...one, id: `${one.id!}2`, effectiveDateTime: '2026-01-01' }));
    const { root } = drawn(DscrResults, ready(mapped(toResults, [...glucose, ...again])), { view: 'trend' });
    expect([...root.querySelectorAll('figcaption')].map(text)).to.deep.equal(['Glucose mmol/L Blood', 'Glucose mmol/L Urine, Left, Dipstick']);
    expect([...root.querySelectorAll('[role=slider]')].map((one) => one.getAttribute('aria-label'))).to.deep.equal(['Chart Glucose Blood', 'Chart Glucose Urine, Left, Dipstick']);
  });
  it('the tree says how many of its tests it lists', () => {
    const many = Array.from({ length: 101 }, (_, n) => observation(`n${n}`, `Test ${n}`, { valueQuantity: quantity('5', 'mmol/L') }));
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, many)));
    const details = root.querySelector<HTMLDetailsElement>('.finder details')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    again();
    const lines = [...root.querySelectorAll('.tree ul li')].map(text);
    expect(lines).to.have.length(101);
    expect(lines.at(-1)).to.match(/100 of 101/);
  });
  it('and so does the tree of tests to tick', () => {
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, glucose)));
    const details = root.querySelector<HTMLDetailsElement>('.finder details')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    again();
    expect([...root.querySelectorAll('.tree ul label')].map(text)).to.deep.equal(['Glucose, mmol/L Blood (1)', 'Glucose, mmol/L Urine, Left, Dipstick (1)']);
  });
});
