import { expect } from '@open-wc/testing';
import { alertExamples } from '../../src/sections/alerts/alerts.examples.js';
import { toAlerts } from '../../src/sections/alerts/alerts.map.js';
import { DscrAlerts } from '../../src/sections/alerts/dscr-alerts.js';
import { drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const messages = (list: readonly { readonly title?: string | undefined }[]): readonly (string | undefined)[] => list.map((one) => one.title);

describe('alerts', () => {
  it('ranks what harms first on top, whatever order it came in', () => {
    const { adjustment, peanut, infection, childProtection } = alertExamples;
    const { current } = mapped(toAlerts, [adjustment, peanut, infection, childProtection]);
    expect(messages(current)).to.deep.equal(['Child protection plan', 'MRSA carrier', 'Peanut allergy', 'Reasonable adjustment: needs a hearing loop']);
    expect(current.map((one) => one.kind)).to.deep.equal(['safeguarding', 'infection', 'allergy', 'adjustment']);
  });
  it('lists ended alerts apart, with period, author and category', () => {
    const { current, past } = mapped(toAlerts, [alertExamples.ended, alertExamples.infection]);
    expect(messages(past)).to.deep.equal(['Falls risk']);
    expect(past[0]?.details.map(([name, value]) => [name, typeof value === 'object' ? value.raw : value])).to.deep.equal([['category', undefined], ['from', '2020-01'], ['until', '2021']]);
    expect(current[0]?.details[0]).to.deep.equal(['category', 'Clinical']);
    expect(current[0]?.provenance.organisation).to.equal('Example Hospital');
  });
  it('keeps an alert without status, or with one nobody knows, among the current ones', () => {
    const { current } = mapped(toAlerts, [{ ...alertExamples.infection, status: undefined }, { ...alertExamples.ended, status: 'over' }]);
    expect(current.map((one) => one.unclear)).to.deep.equal([false, true]);
  });
  it('gives back as unreadable only a flag that has nothing to show', () => {
    expect(mapped(toAlerts, []).mapper.add({ resourceType: 'Flag', id: 'x', status: 'active' })).to.equal(false);
  });
  it('draws current alerts, then past ones under their heading, each with its source', () => {
    const { root } = drawn(DscrAlerts, ready(mapped(toAlerts, [alertExamples.ended, alertExamples.peanut])));
    expect(root.textContent).to.match(/Peanut allergy[\s\S]*Active[\s\S]*Example Hospital[\s\S]*Past[\s\S]*Falls risk[\s\S]*Inactive/);
  });
  it('marks an alert that follows rules nobody here knows', () => {
    const { root } = drawn(DscrAlerts, ready(mapped(toAlerts, [{ ...alertExamples.peanut, implicitRules: 'urn:x' }])));
    expect(root.textContent).to.contain('Part of this entry could not be understood. Check with Example Hospital.');
  });
  it('holds any shape', () => { holdsAnything(toAlerts, Object.values(alertExamples)); });
});
