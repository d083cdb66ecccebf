import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference, readReferences, type Named } from '../../fhir/datatypes/reference.js';
import { readIdentity } from '../../fhir/identity.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { choice, code, nodes, text } from '../../fhir/read.js';
import { extensionValue, joined, labelsOf, saidNotes, saidWhen } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst, readWhen, type When } from '../../record/when.js';
import { codeWord } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { lastMoment, type Appointment, type AppointmentsModel, type Referral } from './appointments.model.js';

const unclear = (resource: Resource, table: 'appointment' | 'referral'): boolean => {
  const status = code(resource['status']);
  return notUnderstood(resource) || (status !== undefined && codeWord(table, status) === undefined);
};
const said = ({ name, role }: Named): string | undefined => joined([name, role]);
/** Everything that was said but the title itself. */
const beside = (title: string | undefined, ...parts: readonly (string | undefined)[]): string | undefined => joined(parts.filter((part) => part !== title));

function toAppointment(resource: Resource, { lookup }: MapContext, death: When | undefined): Appointment | undefined {
  const [start, end] = ['start', 'end'].map((name) => readWhen(resource[name], 'time'));
  const [service, category, specialty, type] = ['serviceType', 'serviceCategory', 'specialty', 'appointmentType'].map((name) => labelsOf(resource[name]));
  const [description, minutes, instruction, comment] = ['description', 'minutesDuration', 'patientInstruction', 'comment'].map((name) => text(resource[name]));
  const others = nodes(resource['participant']).flatMap((one) => {
    const named = readReference(one['actor'], lookup, resource);
    const label = said(named) ?? labelsOf(one['type']);
    return named.type === 'Patient' || label === undefined ? [] : [{ ...named, label }];
  });
  const of = (place: boolean): string | undefined => joined(others.filter((one) => (one.type === 'Location') === place).map((one) => one.label), '\n');
  const healthcare = others.find((one) => one.type === 'HealthcareService')?.label;
  const reason = labelsOf(resource['reasonCode'], resource['reasonReference'], lookup, resource);
  const title = service ?? healthcare ?? specialty ?? category ?? description;
  if (title === undefined && !start && others.length === 0 && reason === undefined && comment === undefined) return undefined;
  const organisation = readReference(extensionValue(resource, 'BookingOrganization'), lookup, resource).name ?? others.find((one) => one.organisation)?.organisation
    ?? others.find((one) => one.type === 'Organization' || one.type === 'Location')?.name;
  const date = readWhen(resource['created']) ?? start;
  return {
    title, start, end, status: code(resource['status']), delivery: labelsOf(extensionValue(resource, 'DeliveryChannel')), unclear: unclear(resource, 'appointment'),
    afterDeath: start !== undefined && death !== undefined && start.sort >= lastMoment(death),
    details: [['cancelReason', labelsOf(resource['cancelationReason'])], ['with', of(false)], ['location', of(true)], ['specialty', beside(title, specialty)], ['type', beside(title, category, type, description)],
      ['duration', end || minutes === undefined ? undefined : `${minutes} min`], ['reason', reason], ['patientInstructions', instruction], ['comment', comment]],
    provenance: { ...(organisation !== undefined && { organisation }), ...(date && { date }) },
  };
}

function toReferral(resource: Resource, { lookup }: MapContext): Referral | undefined {
  const [what, category, performerType, order, place] = ['code', 'category', 'performerType', 'orderDetail', 'locationCode'].map((name) => labelsOf(resource[name]));
  const to = joined([...readReferences(resource['performer'], lookup, resource).map(said), performerType, place], '\n');
  const from = said(readReference(resource['requester'], lookup, resource));
  const reason = labelsOf(resource['reasonCode'], resource['reasonReference'], lookup, resource);
  const notes = saidNotes(resource['note'], lookup, resource);
  const title = what ?? to ?? category;
  const provenance = readProvenance(resource, lookup, ['requester'], ['authoredOn']);
  if ([title, from, reason, notes, provenance.date].every((one) => one === undefined)) return undefined;
  return {
    title, status: code(resource['status']), priority: code(resource['priority']), not: text(resource['doNotPerform']) === 'true', unclear: unclear(resource, 'referral'), provenance,
    details: [['date', provenance.date], ['from', from], ['to', to], ['reason', reason], ['due', saidWhen(choice(resource, 'occurrence')?.[1])], ['type', beside(title, category, order)],
      ['patientInstructions', text(resource['patientInstruction'])], ['notes', notes]],
  };
}

export const toAppointments = (context: MapContext): Mapper<AppointmentsModel> => {
  const appointments: Appointment[] = [];
  const referrals: Referral[] = [];
  const death = readIdentity(context.patient).deceased;
  const put = <T>(list: T[], one: T | undefined): boolean => one !== undefined && list.push(one) > 0;
  return {
    add: (resource) => (resource.resourceType === 'Appointment' ? put(appointments, toAppointment(resource, context, death?.date)) : put(referrals, toReferral(resource, context))),
    items: () => appointments.length + referrals.length,
    model: () => ({
      appointments: [...appointments].sort((a, b) => newestFirst(a.start, b.start)), referrals: [...referrals].sort((a, b) => newestFirst(a.provenance.date, b.provenance.date)),
      died: death !== undefined && death.date === undefined,
    }),
  };
};
