import { expect } from '@open-wc/testing';
import type { Page } from '../../src/controllers/page.js';
import type { Resource } from '../../src/record/resource.js';
import { appointmentExample, appointmentExamples as examples, referralExample } from '../../src/sections/appointments/appointments.examples.js';
import { toAppointments } from '../../src/sections/appointments/appointments.map.js';
import { appointments as section } from '../../src/sections/appointments/appointments.section.js';
import { DscrAppointments } from '../../src/sections/appointments/dscr-appointments.js';
import { results } from '../../src/sections/results/results.section.js';
import { drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const all = Object.values(examples) as readonly Resource[];
const text = (root: HTMLElement): string => (root.textContent ?? '').replace(/\s+/g, ' ');
const details = (item: { readonly details: readonly (readonly [string, unknown])[] } | undefined): Record<string, unknown> => Object.fromEntries(item?.details ?? []) as Record<string, unknown>;

const draw = (resources: readonly Resource[], patient: Readonly<Record<string, unknown>> = {}): HTMLElement => {
  const model = mapped((context) => toAppointments({ ...context, patient: { resourceType: 'Patient', ...patient } }), resources);
  return drawn(DscrAppointments, ready(model), {}, { now: Date.parse('2026-06-01T12:00:00Z') } as Page).root;
};

describe('appointments and referrals', () => {
  it('says what the source warns of its list of referrals, and of no other list', () => {
    const warned = (code: string): number => mapped(toAppointments, [], [{ resourceType: 'List', id: 'l', code: { coding: [{ code }] }, extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ListWarningCode', valueCode: 'confidential-items' }] }]).mapper.gaps!().length;
    expect([warned('792931000000107'), warned('887191000000108')]).to.deep.equal([1, 0]);
  });
  it('reads who, where, why and how', () => {
    const { appointments } = mapped(toAppointments, [examples.next, examples.past]);
    expect(details(appointments[0])).to.include({ with: 'Dr Example', location: 'Clinic 4', patientInstructions: 'Bring your medicines.' });
    expect(appointments[0]?.delivery).to.equal('Video');
    expect(appointments[0]?.provenance.organisation).to.equal('Example Hospital');
    expect(details(appointments[1])).to.include({ reason: 'Review', comment: 'Arrived early' });
  });
  it('is still to come where its end is earlier than its start, or cannot be read', () => {
    for (const end of ['2026-01-01T10:00:00Z', 'soon']) expect(text(draw([appointmentExample('x', '2026-07-01T09:00:00Z', { end })])), end).to.match(/Future \(1\)/);
  });
  it('never names the patient as the person seen', () => {
    const { appointments } = mapped(toAppointments, [appointmentExample('x', '2026-01-01', { participant: [{ actor: { reference: 'Patient/example', display: 'FERNILEE, Marguerite' } }] })]);
    expect(details(appointments[0])['with']).to.equal(undefined);
  });
  it('nor another patient, who may be named by number alone', () => {
    const actor = { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000026' }, display: 'SAMPLE, Rose' };
    const people = (more: object): unknown => details(mapped(toAppointments, [appointmentExample('x', '2026-01-01', { participant: [{ actor: { ...actor, ...more } }] })]).appointments[0])['with'];
    expect([people({}), people({ type: 'RelatedPerson' })]).to.deep.equal([undefined, 'SAMPLE, Rose']);
  });
  it('says of those who take part that they declined or may not come, and that it was the patient', () => {
    const participant = [{ actor: { reference: 'Patient/example' }, status: 'declined' }, { actor: { display: 'Dr A' }, status: 'declined' }, { actor: { display: 'Dr B' }, status: 'Tentative' }, { actor: { display: 'Dr C' }, status: 'accepted' },
      { actor: { display: 'Dr D' }, status: 'needs-action' }, { actor: { display: 'Dr E' } }];
    const one = appointmentExample('x', '2026-07-01T10:00:00Z', { participant });
    expect(details(mapped(toAppointments, [one]).appointments[0])['with']).to.equal('Dr A (declined)\nDr B (tentative)\nDr C\nDr D\nDr E');
    expect([...draw([one, examples.next], { id: 'example' }).querySelectorAll('.badge.warn')].map((badge) => badge.textContent)).to.deep.equal(['Patient declined']);
  });
  it('names an organisation as the source, never a place', () => {
    const source = (...actors: readonly object[]): string | undefined =>
      mapped(toAppointments, [appointmentExample('x', '2026-01-01', { participant: actors.map((actor) => ({ actor })) })]).appointments[0]?.provenance.organisation;
    const place = { reference: 'Location/1', display: 'Clinic 4' };
    expect([source(place), source(place, { reference: 'Organization/1', display: 'Example Hospital' })]).to.deep.equal([undefined, 'Example Hospital']);
  });
  it('lets what is not available displace no organisation and no title', () => {
    const one = (more: object = {}): unknown => {
      const booked = { url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-BookingOrganization', valueReference: { reference: 'Organization/gone' } };
      const { title, provenance } = mapped(toAppointments, [{ ...appointmentExample('x', '2026-01-01', { participant: [{ actor: { reference: 'HealthcareService/gone' } }] }), serviceType: undefined, specialty: undefined, extension: [booked], ...more }]).appointments[0]!;
      return [title, provenance.organisation];
    };
    expect(one({ specialty: [{ text: 'Cardiology' }], participant: [{ actor: { reference: 'HealthcareService/gone' } }, { actor: { reference: 'Organization/1', display: 'Example Hospital' } }] })).to.deep.equal(['Cardiology', 'Example Hospital']);
    expect(one()).to.deep.equal(['Not available', 'Not available']);
  });
  it('is named by the type of service, else by the service that sees the patient, else by specialty, category or description', () => {
    const named = { serviceType: [{ text: 'Heart failure review' }], participant: [{ actor: { reference: 'HealthcareService/1', display: 'Heart clinic' } }], specialty: [{ text: 'Cardiology' }], serviceCategory: [{ text: 'Outpatients' }], description: 'Follow-up' };
    const titles = Object.keys(named).map((_, at, names) => {
      const left = Object.fromEntries(Object.entries(named).filter(([name]) => names.indexOf(name) >= at));
      return mapped(toAppointments, [{ resourceType: 'Appointment', id: 'x', status: 'booked', start: '2026-07-01T09:00:00Z', ...left }]).appointments[0]!.title;
    });
    expect(titles).to.deep.equal(['Heart failure review', 'Heart clinic', 'Cardiology', 'Outpatients', 'Follow-up']);
  });
  it('does not say where a restricted patient is seen', () => {
    const restricted = { meta: { security: [{ code: 'R' }] } };
    const shown = text(draw([examples.next, referralExample('r', { locationCode: [{ text: 'Clinic 5' }] })], restricted));
    expect(shown).to.contain('LocationRestricted: not shown').and.to.not.match(/Clinic [45]/);
    expect(text(draw([appointmentExample('x', '2026-07-01T09:00:00Z', { participant: [{ actor: { display: 'Dr A' } }] })], restricted))).to.not.contain('Restricted');
  });
  it('says what is asked for and when, beside the rest', () => {
    expect(details(mapped(toAppointments, [appointmentExample('w', undefined, { status: 'waitlist', requestedPeriod: [{ start: '2026-07-01', end: '2026-07-31' }] })]).appointments[0])['requested']).to.equal('01-Jul-2026 – 31-Jul-2026');
    const more = { bodySite: [{ text: 'Left knee' }], supportingInfo: [{ display: 'Knee X-ray' }], occurrenceTiming: { repeat: { frequency: 1, period: 2, periodUnit: 'wk' } }, locationReference: [{ display: 'Clinic 5' }],
      extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-PriorityReason', valueCodeableConcept: { text: 'Lives alone' } }] };
    expect(details(mapped(toAppointments, [referralExample('r', more)]).referrals[0])).to.include({ bodySite: 'Left knee', supportingInfo: 'Knee X-ray', due: 'every 2 weeks', location: 'Clinic 5', priority: 'Lives alone' });
  });
  it('says that somebody was named who is not available', () => {
    const gone = { reference: 'Practitioner/gone' };
    expect(details(mapped(toAppointments, [appointmentExample('x', '2026-01-01', { participant: [{ actor: gone }, { actor: gone, type: [{ text: 'Surgeon' }] }] })]).appointments[0])['with']).to.equal('Not available\nSurgeon');
    expect(details(mapped(toAppointments, [referralExample('r', { requester: gone, performer: [gone] })]).referrals[0])).to.include({ from: 'Not available', to: 'Not available' });
  });
  it('says of a referral that it is no more than a proposal or an option', () => {
    const badges = (intent: unknown): readonly (string | null)[] => [...draw([referralExample('r', { intent })]).querySelectorAll('.badge.warn')].map((one) => one.textContent);
    expect(['order', 'original-order', undefined, 'Proposal', 'option', 'plan'].map(badges)).to.deep.equal([[], [], [], ['Proposal'], ['Option'], ['Plan']]);
    expect(text(draw([referralExample('r', { intent: 'wish' })]))).to.match(/wish.*could not be understood/);
  });
  it('reads from, to, reason and notes of a referral', () => {
    const { referrals } = mapped(toAppointments, [examples.referral]);
    expect(details(referrals[0])).to.include({ from: 'Dr Example', to: 'Example Hospital', reason: 'Falling eGFR', notes: 'Ramipril stopped.\nPlease advise.', type: 'Referral' });
    expect(referrals[0]?.priority).to.equal('urgent');
  });
  it('shares requests with results: each belongs to exactly one of the two', () => {
    const laboratory: Resource = { resourceType: 'ServiceRequest', category: [{ coding: [{ system: 'http://snomed.info/sct', code: '108252007' }] }] };
    for (const request of [laboratory, referralExample('r'), { resourceType: 'ServiceRequest' }]) expect(section.owns!(request)).to.equal(!results.owns!(request));
    expect(section.owns!(laboratory)).to.equal(false);
    const query = (list: typeof section.searches): unknown => list.filter(({ type }) => type === 'ServiceRequest').map(({ sort, include }) => ({ sort, include }))[0];
    expect(query(section.searches)).to.deep.equal(query(results.searches));
  });
  it('tells its parts apart', () => {
    expect([examples.next, examples.referral].map((one) => section.partOf!(one))).to.deep.equal(['appointments.appointments', 'appointments.referrals']);
  });
  it('draws future ones soonest first, then those cancelled, then those without a date, then past ones newest first, then referrals', () => {
    expect(text(draw(all))).to.match(/Future \(2\).*10-Jun-2026 10:00.*– 10:20.*02-Sep-2026 00:30.*Cancelled \(1\).*01-Jul-2026.*Without a date \(1\).*Waiting list.*Earlier \(2\).*05-Mar-2026.*05-Jan-2026.*Referrals \(2\).*01-Feb-2026.*Feb-2025/);
  });
  it('says cancelled and missed in words that stand out', () => {
    const root = draw([examples.cancelled, examples.missed]);
    expect([...root.querySelectorAll('.badge.stop')].map((one) => one.textContent)).to.deep.equal(['Cancelled', 'Did not attend']);
    expect(text(root)).to.contain('Clinic cancelled');
    expect([...root.querySelectorAll('h4')].map(text), 'a cancelled one is none to come').to.deep.equal(['Cancelled (1)', 'Earlier (1)']);
  });
  it('counts what is today at a time unknown, and what goes on, as still to come', () => {
    expect(text(draw([appointmentExample('a', '2026-06-01'), appointmentExample('b', '2026-06-01T11:30:00Z', { end: '2026-06-01T12:30:00Z' }), appointmentExample('c', '2026-06-01T11:00:00Z')]))).to.match(/Future \(2\).*Earlier \(1\)/);
    const lasting = (more: Readonly<Record<string, unknown>>): string => text(draw([appointmentExample('d', '2026-06-01T11:45:00Z', more)]));
    expect(lasting({ minutesDuration: 60 })).to.contain('Future (1)');
    for (const more of [{ minutesDuration: 10 }, { minutesDuration: 'x' }, { minutesDuration: 60, end: '2026-06-01T11:55:00Z' }]) expect(lasting(more)).to.contain('Earlier (1)');
  });
  const DEATHS: readonly (readonly [Readonly<Record<string, unknown>>, number])[] = [
    [{ deceasedDateTime: '2026-06-09' }, 1], [{ deceasedDateTime: '2026-06-10' }, 0], [{ deceasedDateTime: '2026-06' }, 0], [{ deceasedDateTime: '2026-03' }, 1], [{ deceasedBoolean: true }, 1], [{ deceasedBoolean: false }, 0], [{}, 0],
  ];
  for (const [patient, marked] of DEATHS) {
    it(`marks an appointment after death: ${JSON.stringify(patient)} → ${marked}`, () => { expect(text(draw([examples.next], patient)).split('After date of death').length - 1).to.equal(marked); });
  }
  it('says what is not to be carried out', () => { expect(text(draw([referralExample('n', { doNotPerform: true })]))).to.contain('Not to be carried out'); });
  it('marks a status nobody knows', () => { expect(text(draw([referralExample('n', { status: 'paused' })]))).to.match(/paused.*could not be understood/); });
  it('gives back as unreadable only what has nothing to show', () => { expect(mapped(toAppointments, []).mapper.add({ resourceType: 'Appointment', status: 'booked' })).to.equal(false); });
  it('holds any shape', () => { holdsAnything(toAppointments, all); });
});
