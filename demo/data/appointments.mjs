import { SYSTEM, concept, extension, hl7, note, profile, ukCode, words } from './codes.mjs';
import { location } from './organisations.mjs';
import { inRole, organisationOf } from './professionals.mjs';

const SPECIALTY = { 100: 'General Surgery', 110: 'Trauma and Orthopaedics', 130: 'Ophthalmology', 320: 'Cardiology', 361: 'Nephrology', 410: 'Rheumatology', 420: 'Paediatrics', 653: 'Podiatry' };
const DELIVERY = { 'In-person': 'In-person', Telephone: 'Telephone', Video: 'Video' };

/** `specialty` is a main specialty code, or words where there is none. */
export function appointment(record, { status = 'booked', specialty, service, start, end, by, place, channel, kind, reason, cancelled, instruction, comment, basedOn }) {
  return record.add({
    resourceType: 'Appointment', meta: profile('Appointment'), status,
    ...(specialty ? { specialty: [SPECIALTY[specialty] ? concept(SYSTEM.specialty, String(specialty), SPECIALTY[specialty]) : words(specialty)] } : {}),
    ...(service ? { serviceType: [words(service)] } : {}), ...(kind ? { appointmentType: hl7('v2-0276', kind, kind === 'FOLLOWUP' ? 'A follow up visit from a previous appointment' : 'Routine appointment') } : {}),
    ...(start ? { start } : {}), ...(end ? { end } : {}), ...(reason ? { reasonCode: [words(reason)] } : {}), ...(cancelled ? { cancelationReason: words(cancelled) } : {}),
    ...(instruction ? { patientInstruction: instruction } : {}), ...(comment ? { comment } : {}), ...(basedOn ? { basedOn: [basedOn] } : {}),
    ...(by || channel ? { extension: [
      ...(by ? [extension('BookingOrganization', { valueReference: organisationOf(by) })] : []),
      ...(channel ? [extension('DeliveryChannel', { valueCodeableConcept: ukCode('DeliveryChannel', channel, DELIVERY[channel]) })] : []),
    ] } : {}),
    participant: [
      ...(by ? [{ type: [hl7('v3-ParticipationType', 'ATND', 'attender')], actor: inRole(by), status: 'accepted' }] : []),
      ...(place ? [{ actor: location(place), status: 'accepted' }] : []),
    ],
  });
}

export const referral = (record, { status = 'active', service, priority = 'routine', date, from, to, reason, details, ...more }) => record.add({
  resourceType: 'ServiceRequest', meta: profile('ServiceRequest'), status, intent: 'order', category: [words('Referral')], code: words(service), priority,
  ...(date ? { authoredOn: date } : {}), ...(from ? { requester: inRole(from) } : {}), ...(to ? { performer: [organisationOf(to)] } : {}),
  ...(reason ? { reasonCode: [words(reason)] } : {}), ...(details ? { note: note(details) } : {}), ...more,
});
