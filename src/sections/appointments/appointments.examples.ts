import type { Resource } from '../../record/resource.js';

type More = Readonly<Record<string, unknown>>;
const subject = { reference: 'Patient/example' };
const UKCORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-';

export const appointmentExample = (id: string, start: string | undefined, more: More = {}): Resource => ({
  resourceType: 'Appointment', id, status: 'booked', serviceType: [{ text: 'Kidney clinic' }], ...(start !== undefined && { start }),
  participant: [{ actor: subject, status: 'accepted' }, { actor: { reference: 'Practitioner/1', display: 'Dr Example' }, status: 'accepted' }, { actor: { reference: 'Location/1', display: 'Clinic 4' }, status: 'accepted' }], ...more,
});
export const referralExample = (id: string, more: More = {}): Resource => ({
  resourceType: 'ServiceRequest', id, status: 'active', intent: 'order', subject, category: [{ text: 'Referral' }], code: { text: 'Nephrology' }, authoredOn: '2026-02-01',
  requester: { display: 'Dr Example' }, performer: [{ display: 'Example Hospital' }], ...more,
});

export const appointmentExamples = {
  next: appointmentExample('next', '2026-06-10T09:00:00Z', { end: '2026-06-10T09:20:00Z', patientInstruction: 'Bring your medicines.', extension: [
    { url: `${UKCORE}DeliveryChannel`, valueCodeableConcept: { coding: [{ code: 'Video', display: 'Video' }] } }, { url: `${UKCORE}BookingOrganization`, valueReference: { display: 'Example Hospital' } }] }),
  later: appointmentExample('later', '2026-09-01T23:30:00Z', { end: '2026-09-02T08:00:00Z' }),
  cancelled: appointmentExample('cancelled', '2026-07-01T10:00:00Z', { status: 'cancelled', cancelationReason: { text: 'Clinic cancelled' } }),
  missed: appointmentExample('missed', '2026-01-05T10:00:00Z', { status: 'noshow' }),
  past: appointmentExample('past', '2026-03-05T10:00:00Z', { status: 'fulfilled', reasonCode: [{ text: 'Review' }], comment: 'Arrived early' }),
  waiting: appointmentExample('waiting', undefined, { status: 'waitlist' }),
  referral: referralExample('ref', { priority: 'urgent', reasonCode: [{ text: 'Falling eGFR' }], note: [{ text: 'Ramipril stopped.\nPlease advise.' }] }),
  withdrawn: referralExample('ref2', { status: 'revoked', authoredOn: '2025-02' }),
} as const satisfies Readonly<Record<string, Resource>>;

export const appointmentsBundle = (resources: readonly Resource[] = Object.values(appointmentExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
