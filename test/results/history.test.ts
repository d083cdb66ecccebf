import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { Resource } from '../../src/record/resource.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { flagCode, observation, quantity } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { chart, type Point } from '../../src/ui/chart.js';
import { drawn, mapped, ready } from '../sections/support-clinical.js';

const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim();
const draw = (...resources: readonly Resource[]): ReturnType<typeof drawn> => drawn(DscrResults, ready(mapped(toResults, resources)));
/** Draws the tests and opens the first. */
function opened(...resources: readonly Resource[]): HTMLElement {
  const { root, again } = draw(...resources);
  root.querySelector<HTMLButtonElement>('button.title')!.click();
  again();
  return root.querySelector<HTMLElement>('.opened')!;
}
const cells = (root: HTMLElement, row = 0): readonly string[] => [...root.querySelectorAll('tbody tr')[row]!.querySelectorAll('th, td')].map(text);

describe('history of a test', () => {
  const pressure = (id: string, effectiveDateTime: string, more: object): Resource => observation(id, 'Blood pressure', { effectiveDateTime, component: [
    { code: { text: 'Systolic' }, valueQuantity: quantity('210', 'mmHg'), ...more }, { code: { text: 'Diastolic' }, valueQuantity: quantity('80', 'mmHg') }] });
  it('says the parts of a result, with their flags', () => {
    const root = opened(pressure('a', '2026-02-01', { interpretation: [flagCode('HH')] }), pressure('b', '2026-01-01', {}));
    expect(cells(root).slice(1, 3)).to.deep.equal(['Systolic 210 mmHg Critical high Diastolic 80 mmHg', '']);
    expect(cells(root, 1).slice(1, 3)).to.deep.equal(['Systolic 210 mmHg Diastolic 80 mmHg', 'No flag or range']);
    expect(text(root.querySelector('.said')!)).to.equal('01-Feb-2026, Systolic, 210 mmHg, Critical high, Diastolic, 80 mmHg');
  });
  it('draws each number among the parts of a result as a line of its own, never joined with one in another unit', () => {
    const part = (name: string, value: string, unit: string, more: object = {}): object => ({ code: { text: name }, valueQuantity: quantity(value, unit), ...more });
    const at = (day: string, ...component: readonly object[]): Resource => observation(`bp${day}`, 'Blood pressure', { effectiveDateTime: `2026-${day}`, component });
    const root = opened(
      at('04-01', part('Systolic', '128', 'mmHg'), part('Diastolic', '80', 'mmHg')), at('03-01', part('Systolic', '17.1', 'kPa'), part('Diastolic', '81', 'mmHg')),
      at('02-01', part('Systolic', '210', 'mmHg', { interpretation: [flagCode('HH')] }), part('Diastolic', '85', 'mmHg'), { code: { text: 'Position' }, valueString: 'Sitting' }), at('01-01', part('Systolic', '131', 'mmHg'), { code: { text: 'Diastolic' }, dataAbsentReason: { text: 'Not heard' } }));
    const pictures = [...root.querySelectorAll('.plot')].map((plot) => ({
      title: text(plot.previousElementSibling!), labels: [...plot.querySelectorAll('.limit')].map(text), signs: [...plot.querySelectorAll('.sign')].map(text),
      numbers: [...plot.querySelectorAll('path:not(.line, .band, .wide, .hole, .focus)')].reduce((sum, path) => sum + path.getAttribute('d')!.split('M').length - 1, 0) + plot.querySelectorAll('.sign').length,
      joins: plot.querySelector('.line')!.getAttribute('d')!.split('L').length - 1,
    }));
    expect(pictures).to.deep.equal([
      { title: 'Systolic mmHg', labels: ['210', '128'], signs: ['!'], numbers: 3, joins: 1 },
      { title: 'Diastolic mmHg', labels: ['85', '80'], signs: [], numbers: 3, joins: 2 },
      { title: 'Systolic kPa', labels: ['17.1'], signs: [], numbers: 1, joins: 0 },
    ]);
  });
  it('says of the one before what its parts were, works no change out of them, and says once that nothing judges them', () => {
    const row = (more: object = {}): string => text(draw(pressure('a', '2026-02-01', more), pressure('b', '2026-01-01', {})).root.querySelector('li.row')!);
    expect(row()).to.contain('Previous Systolic 210 mmHg, Diastolic 80 mmHg (01-Jan-2026)').and.not.to.match(/Higher|Lower|Unchanged/);
    const range = { referenceRange: [{ high: quantity('250', 'mmHg') }] };
    expect([row(), row({ interpretation: [flagCode('H')] }), row(range)].map((one) => one.match(/No flag or range/g)?.length ?? 0)).to.deep.equal([1, 0, 0]);
  });
  const sodium = (value: string, effectiveDateTime: string, more: object = {}): Resource => observation(value, 'Sodium', { effectiveDateTime, valueQuantity: quantity(value, 'mmol/L'), ...more });
  it('stands among the trends where only its parts have values', () => {
    const { root } = drawn(DscrResults, ready(mapped(toResults, [pressure('a', '2026-02-01', {}), pressure('b', '2026-01-01', {}), sodium('140', '2026-02-01'), sodium('141', '2026-01-01')])), { view: 'trend' });
    expect([...root.querySelectorAll('figcaption b')].map(text)).to.have.members(['Blood pressure', 'Sodium']);
  });
  it('tests that make no line stand after those that do', () => {
    const { root } = drawn(DscrResults, ready(mapped(toResults, [observation('na', 'Urea', { effectiveDateTime: '2026-03-01', valueQuantity: quantity('5', 'mmol/L') }), sodium('140', '2026-02-01'), sodium('141', '2026-01-01')])), { view: 'trend' });
    expect([...root.querySelectorAll('figcaption b, caption')].map(text)).to.deep.equal(['Sodium', 'History Sodium', 'History Urea']);
    expect(text(root.querySelector('.axis')!)).to.contain('01-Feb-2026');
  });
  it('draws no line over a result that is in another unit or that the filter hides', () => {
    const joins = (root: HTMLElement): readonly number[] => [...root.querySelectorAll('.plot .band + .line')].map((path) => path.getAttribute('d')!.split('L').length - 1);
    const other = observation('mg', 'Sodium', { effectiveDateTime: '2026-02-01', valueQuantity: quantity('320', 'mg/dL') });
    const high = { interpretation: [flagCode('H')] }, normal = { interpretation: [flagCode('N')] };
    const four = [sodium('151', '2026-04-01', high), sodium('150', '2026-03-01', high), sodium('140', '2026-02-01', normal), sodium('152', '2026-01-01', high)];
    expect(joins(opened(...four))).to.deep.equal([3]);
    expect(joins(opened(...four.slice(0, 2), other, four[3]!))).to.deep.equal([1]);
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, four)), { view: 'trend' });
    [...root.querySelectorAll('button')].find((one) => one.textContent === 'Abnormal only')!.click();
    again();
    expect(text(root.querySelector('.notice')!)).to.contain('showing 3 of 4');
    expect(joins(root)).to.deep.equal([1]);
  });
  it('draws no line, large or small, between results of one code that go by other names', () => {
    const glucose = (value: string, day: string, name: string): Resource => observation(value, 'Glucose', { effectiveDateTime: day, code: { coding: [{ system: 'http://loinc.org', code: '15074-8', display: name }] }, valueQuantity: quantity(value, 'mmol/L') });
    const [a, b, c, d] = [['5.1', '2026-01-01', 'Glucose fasting'], ['5.3', '2026-02-01', 'glucose FASTING '], ['9.4', '2026-03-01', 'Glucose 2 h'], ['5.0', '2026-04-01', 'Glucose fasting']].map(([value, day, name]) => glucose(value!, day!, name!));
    const joins = (path: Element): readonly number[] => path.getAttribute('d')!.split('M').slice(1).map((part) => part.split('L').length - 1);
    const root = opened(d!, c!, b!, a!);
    expect(joins(root.querySelector('.plot .band + .line')!)).to.deep.equal([1, 0, 0]);
    expect(draw(d!, c!, b!, a!).root.querySelector('.spark .line')!.getAttribute('d')).to.match(/^[^L]*L[^LM]*M[^LM]*$/);
  });
  it('is a table to a screen reader however it is laid out', () => {
    const table = opened(sodium('140', '2026-02-01'), sodium('141', '2026-01-01')).querySelector('table')!;
    const roles = { thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell', 'thead th': 'columnheader', 'tbody th': 'rowheader' };
    expect(table.getAttribute('role')).to.equal('table');
    for (const [selector, role] of Object.entries(roles)) for (const one of table.querySelectorAll(selector)) expect(one.getAttribute('role'), selector).to.equal(role);
    expect(table.querySelectorAll('tr')).to.have.length(3);
  });
  it('marks the row of the result in focus, and no other', () => {
    const root = opened(sodium('140', '2026-02-01'), sodium('141', '2026-01-01'));
    expect([...root.querySelectorAll('tbody tr')].map((row) => row.getAttribute('aria-current'))).to.deep.equal(['true', null]);
  });
  it('says that a time came without time zone', () => {
    expect(cells(opened(sodium('140', '2026-02-01T08:00:00'), sodium('141', '2026-01-01T08:00:00Z')))[0]).to.equal('01-Feb-2026 08:00 (Time zone not given)');
  });
  it('says so of the result before too, and that it is not final', () => {
    const { root } = draw(sodium('140', '2026-02-01'), sodium('160', '2026-01-01T08:00:00', { status: 'cancelled' }));
    expect(text(root)).to.contain('Previous 160 mmol/L (01-Jan-2026 08:00 (Time zone not given), Cancelled)');
  });
  it('has dots for a long text before it', () => {
    const long = observation('long', 'Sodium', { effectiveDateTime: '2026-01-01', valueString: 'A made-up finding. '.repeat(9) });
    expect(text(draw(sodium('140', '2026-02-01'), long).root)).to.contain('Previous … (01-Jan-2026)');
  });
  it('names who performed it where no organisation is named, as its foot does, and can be filtered by it', () => {
    const performer = [{ display: 'Lab North' }], { root, again } = draw(sodium('140', '2026-02-01', { performer }), sodium('141', '2026-01-01', { performer: [] }));
    const folded = root.querySelector<HTMLDetailsElement>('.finder details')!;
    folded.open = true;
    folded.dispatchEvent(new Event('toggle'));
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([cells(root)[4], cells(root, 1)[4]]).to.deep.equal(['Lab North', 'Source not stated']);
    expect([...root.querySelectorAll('option')].map(text)).to.include('Lab North');
  });
  it('says of the newest result, where the filter leaves an older one, that it is not final', () => {
    const model = mapped(toResults, [sodium('140', '2026-02-01', { status: 'preliminary', interpretation: [flagCode('N')] }), sodium('160', '2026-01-01', { interpretation: [flagCode('H')] })]);
    const { root, again } = drawn(DscrResults, ready(model));
    [...root.querySelectorAll('button')].find((one) => one.textContent === 'Abnormal only')!.click();
    again();
    expect(text(root)).to.contain('Not the latest: 140 mmol/L (01-Feb-2026, Preliminary)');
  });
  const unclear = { modifierExtension: [{ url: 'urn:not-known', valueBoolean: true }] };
  it('marks what is not understood, and works nothing out from it', () => {
    const root = opened(sodium('140', '2026-02-01'), sodium('160', '2026-01-01', unclear), sodium('<150', '2025-12-01', { ...unclear, valueQuantity: quantity('150', 'mmol/L', { comparator: '<' }) }));
    expect(cells(root, 1)[1]).to.equal('160 mmol/L Part of this entry could not be understood. Check with Example Hospital.');
    expect(cells(root)[3]).to.equal('');
    expect(root.querySelectorAll('.sign').length).to.equal(0);
    expect(text(root.closest('li')!)).to.contain('Previous 160 mmol/L (01-Jan-2026, Part of this entry could not be understood. Check with Example Hospital.)').and.not.to.contain('Lower by');
  });
  it('draws no open sign of a result that was cancelled', () => {
    const root = opened(sodium('140', '2026-02-01'), sodium('150', '2025-12-01', { status: 'cancelled', valueQuantity: quantity('150', 'mmol/L', { comparator: '<' }) }));
    expect(root.querySelectorAll('.sign').length).to.equal(0);
  });
  it('says on the focus line how a result stands', () => {
    for (const [status, said] of [['cancelled', 'Cancelled, '], ['preliminary', 'Preliminary, '], ['corrected', 'Corrected, '], ['final', '']] as const) {
      const root = opened(sodium('7.1', '2026-05-01', { status, interpretation: [flagCode('HH')] }), sodium('4.0', '2026-01-01'));
      expect(text(root.querySelector('.said')!)).to.match(new RegExp(`^01-May-2026, ${said}7\\.1 mmol/L, Critical high`));
    }
  });
  it('marks beyond sixty signs what is critical, and what has a comparator, otherwise than a measured value', () => {
    const many = Array.from({ length: 64 }, (_, at) => sodium(String(100 + at), new Date(Date.UTC(2024, 0, 1 + at)).toISOString(), at < 61 ? { valueQuantity: quantity(String(100 + at), 'mmol/L', { comparator: '<' }) } : at < 63 ? { interpretation: [flagCode('HH')] } : {}));
    const root = opened(...many);
    const marks = (name: string): number => root.querySelector(`path.${name}`)!.getAttribute('d')!.split('M').length - 1;
    expect([root.querySelectorAll('.sign').length, marks('hole'), marks('critical'), marks('dots:not(.out)')]).to.deep.equal([60, 1, 2, 2]);
  });
  it('has the limits of the newest range on the axis as received, and the unit', () => {
    const range = (low: string, high: string): object => ({ referenceRange: [{ low: quantity(low, 'mmol/L'), high: quantity(high, 'mmol/L') }] });
    const root = opened(sodium('150', '2026-02-01', range('110.0', '130')), sodium('90', '2026-01-01', range('60', '200')));
    expect([...root.querySelectorAll('.limit')].map(text)).to.deep.equal(['150', '90', '130', '110.0']);
    expect(text(root.querySelector('.axis')!)).to.match(/^mmol\/L/);
    // one on top of another could not be read
    expect([...opened(sodium('150', '2026-02-01', range('100', '152')), sodium('149', '2026-01-01')).querySelectorAll('.limit')].map(text)).to.deep.equal(['150', '100']);
  });
  it('says that values have a range of which one limit is nought', () => {
    expect(text(opened(sodium('1', '2026-02-01', { referenceRange: [{ low: quantity('0', 'mmol/L') }] }), sodium('2', '2026-01-01')).querySelector('figcaption')!)).to.contain('Shaded');
  });
  it('marks what is critical otherwise than what is out of range', () => {
    const root = opened(...['HH', 'H', 'AA', 'N'].map((code, at) => sodium(String(160 + at), `2026-0${9 - at}-01`, { interpretation: [flagCode(code)] })), sodium('170', '2026-01-01', { interpretation: [flagCode('HH')], valueQuantity: quantity('170', 'mmol/L', { comparator: '>' }) }));
    expect([...root.querySelectorAll('.sign')].map((one) => `${text(one)} ${one.classList.contains('stop')}`)).to.deep.equal(['> true', '! true', '! true']);
    expect(root.querySelector('.out')!.getAttribute('d')!.match(/M/g)).to.have.length(1);
    expect(root.querySelectorAll('.dots:not(.out)')).to.have.length(1);
  });
  it('marks what is critical, and what is out of range, where another result has the same place', () => {
    const [at, beside] = ['2026-01-01T08:00:00Z', '2026-01-01T08:00:01Z'];
    const marks = (code: string): readonly number[] => {
      const root = opened(sodium('150', '2026-02-01'), observation('plain', 'Sodium', { effectiveDateTime: at, valueQuantity: quantity('160', 'mmol/L') }), observation('flagged', 'Sodium', { effectiveDateTime: beside, valueQuantity: quantity('160', 'mmol/L'), interpretation: [flagCode(code)] }));
      return [root.querySelectorAll('.sign.stop').length, root.querySelector('.out')!.getAttribute('d')!.split('M').length - 1];
    };
    expect([marks('HH'), marks('H'), marks('N')]).to.deep.equal([[1, 0], [0, 1], [0, 0]]);
  });
  it('keeps its first and last mark whole, however narrow it is', () => {
    const xs = [...opened(sodium('140', '2026-02-01'), sodium('150', '2026-01-01')).querySelector('.dots')!.getAttribute('d')!.matchAll(/M(\d+)/g)].map(([, x]) => Number(x));
    // half a mark is 7 px, the narrowest plot 200 px
    expect(xs.every((x) => x * 0.2 >= 7 && (1000 - x) * 0.2 >= 7), String(xs)).to.equal(true);
  });
  it('has results of one moment in the middle of the picture', () => {
    const root = opened(sodium('140', '2026-02-01T08:00:00Z'), sodium('150', '2026-02-01T08:00:00Z'));
    expect([...root.querySelector('.dots')!.getAttribute('d')!.matchAll(/M(-?\d+)/g)].map(([, x]) => x)).to.deep.equal(['500', '500']);
  });
  it('draws every result that may lie in the picture, whatever is known of the time of its neighbours', () => {
    const last = (...sent: readonly Resource[]): readonly unknown[] => { const root = opened(...sent); return [root.querySelectorAll('.sign.stop').length, text(root.querySelector('.axis')!).slice(-11)]; };
    const sure = sodium('7.1', '2026-11-10T09:00:00Z', { interpretation: [flagCode('HH')] }), old = sodium('4.1', '2026-09-10T09:00:00Z');
    expect(last(old, sodium('4.4', '2026-11'), sure)).to.deep.equal([1, '30-Nov-2026']);
    expect(last(old, sodium('4.4', '2026'), sure)).to.deep.equal([1, '31-Dec-2026']);
    // a window that ends before the month does
    const { root, again } = draw(old, sodium('4.4', '2026-11'), sure);
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    for (const name of ['3 months', 'Zoom in', 'Later']) { [...root.querySelectorAll('button')].find((one) => text(one) === name)!.click(); again(); }
    expect(root.querySelectorAll('.sign.stop')).to.have.length(1);
  });
  it('draws a result whose neighbour may lie past the end of the picture', () => {
    const point = (from: number, to: number): Point => ({ from, to, apart: false, y: 1, label: '1', sign: undefined, out: false, critical: false, limits: [] });
    const root = document.createElement('div');
    const drawnAt = (...points: readonly Point[]): number => { render(chart(points, [0, 10], -1), root); return root.querySelector('.dots')!.getAttribute('d')!.split('M').length - 1; };
    expect([drawnAt(point(8, 14), point(9, 9)), drawnAt(point(8, 14), point(11, 14), point(9, 9)), drawnAt(point(11, 14), point(12, 14))]).to.deep.equal([2, 2, 0]);
  });
  it('says on the strip of words of a value that is not final how it stands', () => {
    const word = (status: string, sent: Resource = sodium('7.7', '2026-02-01', { status })): readonly string[] => [...opened(sent, sodium('4.0', '2026-01-01')).querySelectorAll('.word')].map(text);
    expect([word('cancelled'), word('preliminary'), word('', { ...said('Trace', '2026-02-01'), code: { text: 'Sodium' }, status: 'preliminary' })]).to.deep.equal([['7.7 mmol/L · Cancelled'], [], ['Trace · Preliminary']]);
  });
  const said = (valueString: string, effectiveDateTime: string): Resource => observation(effectiveDateTime, 'Urine culture', { effectiveDateTime, valueString });
  const strip = (root: HTMLElement): readonly string[] => [...root.querySelectorAll('.word')].map(text);
  it('has words at the foot of the picture where there is room, the newest always, and a mark for each', () => {
    const root = opened(said('Negative', '2026-01-01'), said('Trace', '2025-01-10'), said('Positive', '2025-01-01'));
    expect(strip(root)).to.deep.equal(['… Trace', 'Negative']);
    for (const word of root.querySelectorAll<HTMLElement>('.word')) expect(parseFloat(word.style.top)).to.be.within(50, 90);
    expect([...root.querySelectorAll('path.line')].at(-1)!.getAttribute('d')!.match(/M/g)).to.have.length(3);
    expect(strip(opened(said('Equivocal', '2026-01-03'), said('Positive', '2026-01-02T12:00:00Z'), said('Positive', '2026-01-02'), said('Negative', '2020-01-01')))).to.deep.equal(['… Equivocal']);
    expect(strip(opened(...Array.from({ length: 70 }, (_, at) => said('+', new Date(Date.UTC(2024, 0, 70 - at)).toISOString()))))[0]).to.match(/^… \+$/);
    // What would be cut off at the edge is read from the table.
    expect(strip(opened(said('Heavy growth of a made-up organism, see the comment', '2026-01-01'), said('Negative', '2020-01-01')))).to.deep.equal(['Negative', '…']);
  });
  it('draws what lies on either side of a window without a number, and says that it has no result', () => {
    const range = { referenceRange: [{ low: quantity('135', 'mmol/L'), high: quantity('145', 'mmol/L') }] };
    const { root, again } = draw(sodium('150', '2026-06-01', range), sodium('140', '2025-01-01', range), sodium('141', '2024-01-01', range));
    const press = (name: string): void => { [...root.querySelectorAll('button')].find((one) => text(one) === name)!.click(); again(); };
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    press('3 months');
    expect(text(root.querySelector('.said')!)).to.contain('01-Jun-2026, 150 mmol/L');
    press('Earlier');
    press('Earlier');
    press('Earlier');
    expect(text(root.querySelector('.said')!)).to.equal('No results match this filter. 3 hidden.');
    expect(root.querySelector('.plot svg')!.outerHTML).not.to.contain('NaN');
    expect(root.querySelector('.band')!.getAttribute('d')).to.match(/^M-?\d+ \d+H/);
  });
  it('tells a result that could not be compared with its range from one that lies in it', () => {
    const mmol = (value: string): object => quantity(value, 'mmol/L'), one = { low: mmol('3.5'), high: mmol('5.3') };
    const at = (range: object | undefined, more: object = {}): Resource => sodium('4.0', '2026-02-01', { ...(range && { referenceRange: [range].flat() }), ...more });
    const within = at(one), said = /No flag or range/g;
    const apart = [at({ high: quantity('14', 'ng/L') }), at([one, { low: mmol('3.0') }]), at({ text: '<5 non smoker' }), at({ ...one, age: { low: quantity('18', 'a') } }), at({ ...one, type: { text: 'therapeutic' } }),
      at(one, { valueQuantity: quantity('4.0', 'mmol/L', { comparator: '<' }) }), at(one, unclear), at(one, { valueQuantity: undefined, component: [{ code: { text: 'Part' }, valueString: '4', referenceRange: [one] }] })];
    for (const sent of [within, ...apart]) {
      const times = sent === within ? 0 : 1, { root, again } = draw(sent, sodium('4.1', '2026-01-01', { referenceRange: [one] }));
      const count = (node: Element): number => text(node).match(said)?.length ?? 0;
      expect(count(root), `list ${JSON.stringify(sent)}`).to.equal(times);
      root.querySelector<HTMLButtonElement>('button.title')!.click();
      again();
      for (const where of ['.opened > p', '.said', 'tbody tr']) if (where !== '.opened > p' || !sent['component']) expect(count(root.querySelector(where)!), `${where} ${JSON.stringify(sent)}`).to.equal(times);
      const grid = drawn(DscrResults, ready(mapped(toResults, [sent])), { view: 'over-time' }).root;
      expect(count(grid.querySelector('td')!), `grid ${JSON.stringify(sent)}`).to.equal(times);
    }
  });
  it('names its buttons by what they page', () => {
    const root = opened(...Array.from({ length: 9 }, (_, at) => sodium(String(140 + at), `2026-01-0${at + 1}`)));
    const names = [...root.querySelectorAll('button')].map(text);
    expect(names).to.include('Later results').and.to.include('Earlier results');
    expect(names.filter((one) => names.indexOf(one) !== names.lastIndexOf(one))).to.deep.equal([]);
    expect(text(root)).to.contain('Results 1 to 8 of 9');
  });
});
