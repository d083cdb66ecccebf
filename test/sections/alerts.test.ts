import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { Resource } from '../../src/record/resource.js';
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
  it('a code without any words is shown with its system', () => {
    const { current } = mapped(toAlerts, [{ ...alertExamples.infection, code: { coding: [{ system: 'http://snomed.info/sct', code: '115329001' }] } }]);
    expect(messages(current)).to.deep.equal(['115329001 (http://snomed.info/sct)']);
    expect(messages(mapped(toAlerts, [{ ...alertExamples.infection, code: { coding: [{ code: '115329001' }] } }]).current)).to.deep.equal(['115329001']);
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
  it('says of a consent whether it opts in or out, and what is denied within it', () => {
    const typeOf = (more: object): unknown => Object.fromEntries(mapped(toAlerts, [{ ...powerOfAttorney, provision: undefined, ...more }]).current[0]!.details)['type'];
    const policy = (code: string): object => ({ policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code }] } });
    expect([typeOf(policy('OPTIN')), typeOf(policy('OPTOUT')), typeOf({})]).to.deep.equal(['OPTIN', 'OPTOUT', undefined]);
    const deny = { type: 'deny', code: [{ text: 'Blood products' }], actor: [{ reference: { display: 'Ward 5' } }, { reference: { display: 'Ward 6' } }] };
    expect(typeOf({ ...policy('OPTIN'), provision: { type: 'permit', provision: [deny] } })).to.equal('OPTIN\nPermit\nDeny, Blood products, Ward 5, Ward 6');
    // a label would tell that there are such records
    expect(typeOf({ provision: { type: 'deny', securityLabel: [{ code: 'HIV' }] } })).to.equal('Deny');
  });
  it('says of a flag that carries its own history when it was raised, by whom and for whom', () => {
    const told = { resourceType: 'Provenance', id: 'p', target: [{ reference: '#' }], recorded: '2024-01-01T11:00:00Z', activity: { coding: [{ code: 'CREATE', display: 'create' }] }, agent: [{ who: { display: 'Dr Example' }, onBehalfOf: { display: 'Example Surgery' } }] };
    const [one] = mapped(toAlerts, [{ ...alertExamples.childProtection, contained: [{ resourceType: 'Location', id: 'l', name: 'Elsewhere' }, told] }]).current;
    expect(Object.fromEntries(one!.details)['history']).to.equal('01-Jan-2024 11:00 · create · Dr Example, Example Surgery');
    expect(Object.fromEntries(mapped(toAlerts, [alertExamples.childProtection]).current[0]!.details)['history']).to.equal(undefined);
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
    expect(line({ ...whole, gaps: [{ kind: 'source-silent', organisation: 'North' }, { kind: 'in-error', count: 1 }] })).to.match(/North did not answer\. Its alerts may be missing here\.[\s\S]*MRSA carrier$/);
    expect(line(ready(mapped(toAlerts, []), { gaps: [{ kind: 'source-silent', organisation: 'North' }] }))).to.match(/Alerts\s*North did not answer\./);
    expect(line({ ...whole, gaps: [{ kind: 'stopped', type: 'Flag' }, { kind: 'stopped', type: 'Consent' }, { kind: 'stopped', type: 'List' }] }).match(/loading stopped/g)).to.have.length(1);
    expect(line(ready(mapped(toAlerts, [])))).to.equal('');
    expect(line({ ...whole, notRefreshed: { cause: 'fault', reference: 'r' } })).to.match(/Could not refresh\. This was loaded 01-Jun-2026 11:00\.[\s\S]*MRSA carrier/);
    expect(line({ name: 'loading', slow: false, counts: whole.counts, kept: whole })).to.match(/MRSA carrier/);
    expect(line({ name: 'unavailable', problem: { cause: 'timeout', reference: 'r' } })).to.contain('Alerts could not be loaded').and.contain('contact the Derby desk, reference r.');
  });
  it('lists ended alerts apart, with period, author and category', () => {
    const { current, past } = mapped(toAlerts, [alertExamples.ended, alertExamples.infection]);
    expect(messages(past)).to.deep.equal(['Falls risk']);
    expect(past[0]?.details.map(([name, value]) => [name, typeof value === 'object' ? value.raw : value])).to.deep.equal([
      ['category', undefined], ['priority', undefined], ['type', undefined], ['from', '2020-01'], ['until', '2021'], ['history', undefined], ['plan', undefined], ['notes', undefined]]);
    expect(current[0]?.details[0]).to.deep.equal(['category', 'Clinical']);
    expect(current[0]?.provenance.organisation).to.equal('Example Hospital');
  });
  it('keeps an alert without status, or with one nobody knows, among the current ones', () => {
    const { current } = mapped(toAlerts, [{ ...alertExamples.infection, status: undefined }, { ...alertExamples.ended, status: 'over' }]);
    expect(current.map((one) => one.unclear)).to.deep.equal([false, true]);
  });
  it('sorts an alert however long its words are, and the page goes on', () => {
    const long = ['angio', 'sensitivea', 'react '].map((part) => ({ ...alertExamples.infection, code: { text: part.repeat(500_000 / part.length) } }));
    expect(messages(mapped(toAlerts, long).current)).to.have.members(long.map(({ code }) => code.text));
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
  it('takes who holds a document or a consent for an organisation, be it sent with a display alone, beside its author', () => {
    const sent = { author: [{ display: 'Dr Example' }], custodian: { display: 'Example Trust' } };
    const from = (support: Resource): unknown => { const { organisation, author } = mapped(toAlerts, [], [support]).current[0]!.provenance; return [organisation, author]; };
    expect(from({ ...respectForm, ...sent })).to.deep.equal(['Example Trust', 'Dr Example']);
    expect(from({ ...respectForm, custodian: sent.custodian })).to.deep.equal(['Example Trust', undefined]);
    expect(from({ ...respectForm, ...sent, author: [{ reference: 'Organization/o', display: 'Example Surgery' }] })).to.deep.equal(['Example Surgery', undefined]);
    expect(from({ ...respectForm, custodian: { reference: 'Organization/gone' } })).to.deep.equal(['Not available', undefined]);
    const [consent] = mapped(toAlerts, [{ ...powerOfAttorney, performer: [{ display: 'Dr Example' }], organization: [{ display: 'Example Trust' }] }]).current;
    expect([consent?.provenance.organisation, consent?.provenance.author]).to.deep.equal(['Example Trust', 'Dr Example']);
  });
  it('holds any shape', () => { holdsAnything(toAlerts, [...Object.values(alertExamples), powerOfAttorney]); });
});

describe('alerts that say what to do when the patient is worse', () => {
  const document = (more: object): Resource => ({ resourceType: 'DocumentReference', id: 'd', status: 'current', ...more });
  const NAMED: readonly object[] = [
    { description: 'Do Not Attempt Cardiopulmonary Resuscitation' }, { description: 'Treatment Escalation Plan' }, { type: { text: 'Advance Care Plan' } },
    { type: { text: 'Advance Decision to Refuse Treatment' } }, { description: 'DNAR' }, { type: { text: 'RESPECT form' } }, { type: { text: 'Respect plan' } }, { description: 'Not for CPR' },
    ...['TEP', 'TEP form', 'Escalation plan', 'Ceiling of care', 'Emergency Health Care Plan', 'Recommended Summary Plan for Emergency Care and Treatment', 'Advance statement', 'Advance refusal of treatment',
      'Advanced care plan', 'ADRT_2020', 'Allow natural death', 'Universal Form of Treatment Options', 'UFTO', 'Living will', 'End of life care plan', 'EPaCCS', 'D.N.A.C.P.R.', 'ReSPECT_2026'].map((description) => ({ description })),
    { type: { text: 'Care plan', coding: [{ display: 'DNACPR form' }] } }, { description: 'Care plan', category: [{ coding: [{ display: 'DNACPR' }] }] },
  ];
  for (const one of NAMED) {
    it(`${JSON.stringify(one)} is one of them`, () => { expect(mapped(toAlerts, [], [document(one)]).current[0]?.kind).to.equal('escalation'); });
  }
  it('a form named on its file alone is one of them, by that name', () => {
    const { current } = mapped(toAlerts, [], [document({ type: { text: 'Letter' }, content: [{ attachment: { title: 'page 1' } }, { attachment: { title: 'DNACPR form' } }] })]);
    expect(messages(current)).to.deep.equal(['Document: DNACPR form']);
  });
  it('everyday words are not', () => {
    for (const description of ['Letter with respect to your enquiry', 'Dietary advance notice', 'Cardiac clinic letter', 'RNA and DNA results', 'Cardiopulmonary exercise test', 'Laparoscopic TEP repair of hernia', 'Next step', 'Advanced Care Practitioner clinic', 'IRRESPECTIVE OF AGE', 'Rhesus status']) {
      expect(mapped(toAlerts, [], [document({ description })]).current, description).to.deep.equal([]);
    }
  });
  it('a form named by a code alone is shown by that name', () => {
    const { current } = mapped(toAlerts, [], [document({ type: { text: 'Care plan', coding: [{ display: 'DNACPR form' }] } }), document({ id: 'e', description: 'Signed form', category: [{ text: 'DNACPR' }] })]);
    expect(messages(current)).to.deep.equal(['Document: DNACPR form', 'Document: Signed form']);
    expect(current.map((one) => one.details[0])).to.deep.equal([['type', 'Care plan'], ['type', 'DNACPR']]);
  });
  it('flags are sorted by the same words, and others by words of their own', () => {
    const kindOf = (text: string, more: object = {}): unknown => mapped(toAlerts, [{ resourceType: 'Flag', id: 'f', status: 'active', code: { text }, ...more }]).current[0]?.kind;
    for (const text of ['D.N.A.C.P.R.', 'Allow natural death', 'Ceiling of treatment', 'UFTO', 'Not for resus']) expect(kindOf(text), text).to.equal('escalation');
    for (const text of ['MARAC', 'CPIS', 'CP-IS', 'DoLS authorised', 'Court of Protection', 'Adult protection', 'On a child protection plan']) expect(kindOf(text), text).to.equal('safeguarding');
    for (const text of ['Vulnerable adult', 'Adult at risk', 'Child in need', 'Deprivation of liberty authorisation in place', 'Detained under section 3 of the Mental Health Act', 'LPA health and welfare', 'Forced marriage protection', 'Domestic violence',
      'Child sexual exploitation', 'Modern slavery', 'Non-accidental injury']) expect(kindOf(text), text).to.equal('safeguarding');
    for (const code of ['450476008', '304253006', '1382601000000107']) {
      expect(mapped(toAlerts, [{ resourceType: 'Flag', id: 'f', status: 'active', code: { coding: [{ system: 'http://snomed.info/sct', code }] } }]).current[0]?.kind, code).to.equal('escalation');
    }
    expect([kindOf('Staff must respect privacy'), kindOf('Radiation protection worker'), kindOf('Anaphylaxis risk')]).to.deep.equal(['admin', 'other', 'allergy']);
    expect(kindOf('DNACPR in place', { extension: [{ url: 'https://fhir.nhs.uk/England/StructureDefinition/Extension-FlagNotes', valueAnnotation: { text: 'Allergic to latex' } }] })).to.equal('escalation');
  });
  it('flags of that kind, and of infection, stand above administrative ones; what nobody can sort is not last', () => {
    const flag = (text: string, more: object = {}): Resource => ({ resourceType: 'Flag', id: text, status: 'active', code: { text }, ...more });
    const { current } = mapped(toAlerts, [
      flag('Prefers email', { category: [{ coding: [{ code: 'admin' }] }] }), flag('Lives alone'), flag('CPE carrier'), flag('ReSPECT form in place'), flag('DNAR in place'), flag('Not for CPR'),
    ]);
    expect(current.map((one) => one.kind)).to.deep.equal(['escalation', 'escalation', 'escalation', 'infection', 'other', 'admin']);
  });
  it('a draft, a proposal and a status nobody knows say so, in the line at the top too', () => {
    const line = (resources: readonly Resource[], documents: readonly Resource[] = []): string => {
      const root = alone(alertLine(ready(mapped(toAlerts, resources, documents)), 'the desk'));
      return [...root.querySelectorAll('li')].map((one) => one.textContent).join('|');
    };
    const draft = document({ docStatus: 'preliminary', type: { text: 'ReSPECT form' } });
    expect(mapped(toAlerts, [], [draft]).current[0]?.details).to.deep.include(['status', 'Preliminary']);
    expect(line([], [draft])).to.equal('Document: ReSPECT form (Preliminary)');
    expect(line([], [document({ docStatus: 'final', type: { text: 'ReSPECT form' } })])).to.equal('Document: ReSPECT form');
    expect(line([{ resourceType: 'Consent', id: 'c', status: 'proposed', scope: { coding: [{ code: 'adr' }] }, category: [{ text: 'Do not resuscitate' }], provision: { type: 'permit' } }])).to.equal('Do not resuscitate (Proposed, Permit)');
    const MARK = 'Part of this entry could not be understood. Check with a contributing organisation.';
    expect(line([{ resourceType: 'Flag', id: 'f', status: 'weird', code: { text: 'Lives alone' } }])).to.equal(`Lives alone (weird)${MARK}`);
    expect(line([{ resourceType: 'Flag', id: 'f', status: 'active', implicitRules: 'urn:x', code: { text: 'Lives alone' } }])).to.equal(`Lives alone${MARK}`);
    const during = (start: string, end?: string): string => line([{ ...alertExamples.infection, period: { start, end } }]);
    expect([during('2019', '2020-05-01'), during('2030-05-01'), during('2019', '2030')]).to.deep.equal(['MRSA carrier (Until 01-May-2020)', 'MRSA carrier (From 01-May-2030)', 'MRSA carrier']);
    // a list loaded on 1 June 2026 at 10:00 UTC
    expect(['2026', '2026-06', '2026-06-01', '2026-06-01T09:00:00Z', '2026-05', '2026-05-31'].map((end) => during('2019', end) === 'MRSA carrier')).to.deep.equal([true, true, true, false, false, false]);
    expect(line([alertExamples.infection])).to.equal('MRSA carrier');
  });
});
/** @param template drawn by itself */
const alone = (template: unknown): HTMLElement => { const root = document.createElement('div'); render(template, root); return root; };
