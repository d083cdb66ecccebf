import { readNotes } from '../../fhir/datatypes/annotation.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference, readReferences, type Named } from '../../fhir/datatypes/reference.js';
import { showPeriod } from '../../fhir/datatypes/value.js';
import { readIdentity } from '../../fhir/identity.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { choice, code, extension, node, nodes, text } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst, readPeriod, readWhen, showWhen, type When } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import { lastMoment, type Appointment, type AppointmentsModel, type Referral } from './appointments.model.js';

const APPOINTMENT_STATUSES = ['proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error', 'checked-in', 'waitlist'];
const REFERRAL_STATUSES = ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'];
const unclear = (resource: Resource, known: readonly string[]): boolean => {
  const status = code(resource['status']);
  return notUnderstood(resource) || (status !== undefined && !known.includes(status));
};
const labelsOf = (...values: readonly unknown[]): readonly string[] => [...new Set(values.flatMap((value) => readAllCoded(value)).map((one) => one.label))];
const namesOf = (value: unknown, context: MapContext, from: Resource): readonly string[] =>
  readReferences(value, context.lookup, from).flatMap((one) => one.name ?? []);
const said = ({ name, role }: Named): string => [name, role].filter((part) => part !== undefined).join(', ');

function toAppointment(resource: Resource, context: MapContext, death: When | undefined): Appointment | undefined {
  const { lookup } = context;
  const [start, end] = ['start', 'end'].map((name) => readWhen(resource[name], 'time'));
  const specialties = labelsOf(resource['specialty']);
  const services = labelsOf(resource['serviceType'], resource['serviceCategory']);
  const description = text(resource['description']);
  const others = nodes(resource['participant']).flatMap((one) => {
    const named = readReference(one['actor'], lookup, resource);
    const own = labelsOf(one['type'])[0];
    const name = said({ ...named, ...(named.role === undefined && named.name === undefined && own !== undefined && { role: own }) });
    return named.type === 'Patient' || name === '' ? [] : [{ named, name, isPlace: named.type === 'Location' }];
  });
  const healthcare = others.filter(({ named }) => named.type === 'HealthcareService');
  const booking = readReference(node(choice(extension(resource, 'Extension-UKCore-BookingOrganization') ?? {}, 'value')?.[1]), lookup, resource);
  const channel = extension(resource, 'Extension-UKCore-DeliveryChannel');
  const delivery = readCoded(channel && choice(channel, 'value')?.[1])?.label;
  const reasons = [...labelsOf(resource['reasonCode']), ...namesOf(resource['reasonReference'], context, resource)];
  const [minutes, instruction, comment] = ['minutesDuration', 'patientInstruction', 'comment'].map((name) => text(resource[name]));
  const name = services[0] ?? healthcare[0]?.name ?? specialties[0] ?? description;
  if (name === undefined && !start && others.length + reasons.length === 0 && comment === undefined) return undefined;
  const status = code(resource['status']);
  const cancelled = readCoded(resource['cancelationReason'] ?? resource['cancellationReason'])?.label;
  const organisation = booking.name ?? others.find(({ named }) => named.organisation)?.named.organisation
    ?? others.find(({ named }) => named.type === 'Organization')?.name ?? others.find(({ isPlace }) => isPlace)?.name;
  const date = readWhen(resource['created']) ?? start;
  return {
    ...(name !== undefined && { name }), specialties: specialties.filter((one) => one !== name), types: [...services.slice(1), ...labelsOf(resource['appointmentType']), ...(description !== undefined && description !== name ? [description] : [])],
    ...(status !== undefined && { status }), ...(start && { start }), ...(end && { end }), ...(minutes !== undefined && { minutes }), ...(delivery !== undefined && { delivery }),
    people: others.filter(({ isPlace }) => !isPlace).map((one) => one.name), places: others.filter(({ isPlace }) => isPlace).map((one) => one.name), reasons,
    ...(cancelled !== undefined && { cancelled }), ...(instruction !== undefined && { instruction }), ...(comment !== undefined && { comment }),
    afterDeath: start !== undefined && death !== undefined && start.sort >= lastMoment(death),
    provenance: { ...(organisation !== undefined && { organisation }), ...(date && { date }) }, unclear: unclear(resource, APPOINTMENT_STATUSES),
  };
}

function toReferral(resource: Resource, context: MapContext): Referral | undefined {
  const { lookup } = context;
  const code_ = readCoded(resource['code'])?.label;
  const categories = labelsOf(resource['category']);
  const performers = readReferences(resource['performer'], lookup, resource).map(said).filter((one) => one !== '');
  const reasons = [...labelsOf(resource['reasonCode']), ...namesOf(resource['reasonReference'], context, resource)];
  const notes = readNotes(resource['note'], lookup, resource);
  const name = code_ ?? performers[0] ?? labelsOf(resource['performerType'])[0] ?? categories[0];
  if (name === undefined && reasons.length + notes.length === 0) return undefined;
  const [status, intent, priority] = ['status', 'intent', 'priority'].map((one) => code(resource[one]));
  const date = readWhen(resource['authoredOn']);
  const [, occurrence] = choice(resource, 'occurrence') ?? [];
  const period = readPeriod(occurrence);
  const at = readWhen(occurrence);
  const due = at ? showWhen(at) : period ? showPeriod(period) : undefined;
  const from = said(readReference(resource['requester'], lookup, resource));
  const instruction = text(resource['patientInstruction']);
  return {
    ...(name !== undefined && { name }), details: [...categories, ...labelsOf(resource['orderDetail'])].filter((one) => one !== name), ...(status !== undefined && { status }), ...(intent !== undefined && { intent }),
    ...(priority !== undefined && { priority }), ...(date && { date }), ...(due !== undefined && { due }), ...(from !== '' && { from }),
    to: [...performers, ...labelsOf(resource['performerType']), ...labelsOf(resource['locationCode'])], reasons, ...(instruction !== undefined && { instruction }), notes,
    not: text(resource['doNotPerform']) === 'true', provenance: readProvenance(resource, lookup, ['requester'], ['authoredOn']), unclear: unclear(resource, REFERRAL_STATUSES),
  };
}

export const toAppointments = (context: MapContext): Mapper<AppointmentsModel> => {
  const appointments: Appointment[] = [];
  const referrals: Referral[] = [];
  const death = readIdentity(context.patient).deceased;
  return {
    add(resource) {
      if (resource.resourceType === 'Appointment') {
        const one = toAppointment(resource, context, death?.date);
        if (one) appointments.push(one);
        return one !== undefined;
      }
      const one = toReferral(resource, context);
      if (one) referrals.push(one);
      return one !== undefined;
    },
    items: () => appointments.length + referrals.length,
    model: () => ({
      appointments: [...appointments].sort((a, b) => newestFirst(a.start, b.start)), referrals: [...referrals].sort((a, b) => newestFirst(a.date, b.date)),
      died: death !== undefined && death.date === undefined,
    }),
  };
};
