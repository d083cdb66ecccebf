import { expect } from '@open-wc/testing';
import type { ResourceIndex } from '../../src/controllers/lookup.js';
import type { Resource } from '../../src/record/resource.js';
import type { Ready } from '../../src/record/section-state.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { observation, quantity, resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { drawn, mapped, ready } from '../sections/support-clinical.js';

const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim();

describe('a report and the results it names', () => {
  const sodium = observation('na', 'Sodium', { valueQuantity: quantity('140', 'mmol/L') });
  const report = (...result: readonly object[]): Resource => ({ ...examples.report, result });
  const na = { reference: 'Observation/na' }, gone = { reference: 'Observation/gone' };
  const latest = (...resources: readonly Resource[]): string => text(drawn(DscrResults, ready(mapped(toResults, resources))).root);

  it('says of each result that did not come that it is not available', () => {
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, [sodium, report(na, gone, gone, { ...gone, display: 'Potassium' })])), { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([...root.querySelectorAll('.opened li')].map(text)).to.deep.equal(['Sodium 140 mmol/L', 'Not available', 'Not available', 'Potassium: Not available']);
  });
  it('says that they are loading while more may come', () => {
    const model = mapped(toResults, [sodium, report(na, gone, { ...gone, display: 'Potassium' })]);
    const { root, again } = drawn(DscrResults, { ...ready(model), name: 'loading' } as unknown as Ready<typeof model>, { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([...root.querySelectorAll('.opened li')].map(text)).to.deep.equal(['Sodium 140 mmol/L', 'Loading results', 'Potassium: Loading results']);
    expect(text(root)).to.contain('Results (3)');
  });
  it('tells nothing of a result that a label rule keeps back', () => {
    const hiding: typeof toResults = (context) => {
      (context.lookup as ResourceIndex).hide({ resourceType: 'Observation', id: 'gone' });
      return toResults(context);
    };
    const model = mapped(hiding, [sodium, report(na, gone)]);
    const { root, again } = drawn(DscrResults, ready(model), { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([...root.querySelectorAll('.opened li')].map(text)).to.deep.equal(['Sodium 140 mmol/L']);
    expect(text(drawn(DscrResults, ready(model)).root)).not.to.contain('Full blood count');
  });
  it('stands among the latest unless all its results came', () => {
    expect(latest(sodium, report(na))).not.to.contain('Full blood count');
    for (const more of [gone, { ...gone, display: 'Potassium' }]) expect(latest(sodium, report(na, more))).to.contain('Full blood count');
  });
});
