import { expect } from '@open-wc/testing';
import type { Resource } from '../../src/record/resource.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { flagCode, observation, quantity } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
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
  const sodium = (value: string, effectiveDateTime: string, more: object = {}): Resource => observation(value, 'Sodium', { effectiveDateTime, valueQuantity: quantity(value, 'mmol/L'), ...more });
  it('says that a time came without time zone', () => {
    expect(cells(opened(sodium('140', '2026-02-01T08:00:00'), sodium('141', '2026-01-01T08:00:00Z')))[0]).to.equal('01-Feb-2026 08:00 (Time zone not given)');
  });
  it('says so of the result before too, and that it is not final', () => {
    const { root } = draw(sodium('140', '2026-02-01'), sodium('160', '2026-01-01T08:00:00', { status: 'cancelled' }));
    expect(text(root)).to.contain('Previous 160 mmol/L (01-Jan-2026 08:00 (Time zone not given), Cancelled)');
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
});
