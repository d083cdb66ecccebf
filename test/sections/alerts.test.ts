import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { SectionState } from '../../src/record/section-state.js';
import { alertLine } from '../../src/sections/alerts/alert-line.js';
import { alertExamples, powerOfAttorney, respectForm } from '../../src/sections/alerts/alerts.examples.js';
import { toAlerts } from '../../src/sections/alerts/alerts.map.js';
import type { AlertsModel } from '../../src/sections/alerts/alerts.model.js';
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
  it('ranks by the priority the source gives, then by kind', () => {
    const { adjustment, infection, urgent } = alertExamples;
    const low = { ...infection, id: 'low', code: { text: 'MRSA in 2001' }, extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/flag-priority', valueCodeableConcept: { coding: [{ code: 'PL', display: 'Low priority' }] } }] };
    const { current } = mapped(toAlerts, [adjustment, low, infection, powerOfAttorney, urgent], [respectForm]);
    expect(messages(current)).to.deep.equal(['Epilepsy: rescue medicine in bag', 'Document: Signed form of the ward', 'Lasting power of attorney: health and welfare', 'MRSA carrier', 'Reasonable adjustment: needs a hearing loop', 'MRSA in 2001']);
    expect(current[0]?.details[1]).to.deep.equal(['priority', 'High priority']);
    expect(current.at(-1)?.details[1]).to.deep.equal(['priority', 'Low priority']);
  });
  it('shows a consent with what it says, from when, and by whom', () => {
    const [one] = mapped(toAlerts, [powerOfAttorney]).current;
    expect(one).to.deep.include({ title: 'Lasting power of attorney: health and welfare', status: 'active', kind: 'safeguarding', unclear: false });
    expect(one?.details.slice(0, 3)).to.deep.equal([['category', 'Treatment'], ['priority', undefined], ['type', 'Permit']]);
    expect([one?.provenance.organisation, one?.provenance.date?.raw]).to.deep.equal(['Example Hospital', '2024-06-01']);
    expect(mapped(toAlerts, [{ ...powerOfAttorney, status: 'rejected' }]).past.length).to.equal(1);
  });
  it('adds documents on resuscitation and escalation, by type or title, and no others; none is counted as its own', () => {
    const letter = { ...respectForm, id: 'l', type: { text: 'Letter' }, description: 'Rheumatology letter' };
    const old = { ...respectForm, id: 'o', status: 'superseded', type: { text: 'DNACPR form' }, description: undefined };
    const { current, past, mapper } = mapped(toAlerts, [], [respectForm, letter, old, { ...respectForm, id: 'e', status: 'entered-in-error' }]);
    expect(messages(current)).to.deep.equal(['Document: Signed form of the ward']);
    expect(messages(past)).to.deep.equal(['Document: DNACPR form']);
    expect(current[0]?.details[0]).to.deep.equal(['type', 'ReSPECT (Recommended Summary Plan for Emergency Care and Treatment) form']);
    expect(current[0]?.provenance.organisation).to.equal('Example Hospital');
    expect(mapper.items()).to.equal(2);
  });
  it('the line at the top: what is current, what is missing, and that it could not be loaded', () => {
    const line = (state: SectionState<AlertsModel>): string => { const root = document.createElement('div'); render(alertLine(state, 'the Derby desk'), root); return root.textContent; };
    const whole = ready(mapped(toAlerts, [alertExamples.infection, alertExamples.ended]));
    expect(line(whole)).to.match(/Alerts[\s\S]*MRSA carrier/).and.not.match(/Falls risk/);
    expect(line({ ...whole, gaps: [{ kind: 'source-silent', organisation: 'North' }, { kind: 'in-error', count: 1 }] })).to.match(/MRSA carrier[\s\S]*North did not answer\. Its alerts may be missing here\.$/);
    expect(line(ready(mapped(toAlerts, []), { gaps: [{ kind: 'source-silent', organisation: 'North' }] }))).to.match(/Alerts\s*North did not answer\./);
    expect(line(ready(mapped(toAlerts, [])))).to.equal('');
    expect(line({ ...whole, notRefreshed: { cause: 'fault', reference: 'r' } })).to.match(/MRSA carrier[\s\S]*Could not refresh\. This was loaded 01-Jun-2026 11:00\./);
    expect(line({ name: 'loading', slow: false, counts: whole.counts, kept: whole })).to.match(/MRSA carrier/);
    expect(line({ name: 'unavailable', problem: { cause: 'timeout', reference: 'r' } })).to.contain('Alerts could not be loaded').and.contain('contact the Derby desk, reference r.');
  });
  it('lists ended alerts apart, with period, author and category', () => {
    const { current, past } = mapped(toAlerts, [alertExamples.ended, alertExamples.infection]);
    expect(messages(past)).to.deep.equal(['Falls risk']);
    expect(past[0]?.details.map(([name, value]) => [name, typeof value === 'object' ? value.raw : value])).to.deep.equal([
      ['category', undefined], ['priority', undefined], ['type', undefined], ['from', '2020-01'], ['until', '2021'], ['plan', undefined], ['notes', undefined]]);
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
  it('holds any shape', () => { holdsAnything(toAlerts, [...Object.values(alertExamples), powerOfAttorney]); });
});
