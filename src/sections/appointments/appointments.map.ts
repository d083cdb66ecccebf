import { readReference } from '../../fhir/datatypes/reference.js';
import { readIdentity } from '../../fhir/identity.js';
import { warningsOf } from '../../fhir/list-warnings.js';
import { code, nodes, text } from '../../fhir/read.js';
import { joined } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst, readWhen, type When } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import { latest, put, sayer, toEntry, type Say } from '../entry.js';
import { lastMoment, type Appointment, type AppointmentsModel, type Referral } from './appointments.model.js';

/** Everything that is said but the title itself. */
const beside = (title: string | undefined, say: Say, paths: string): string | undefined => joined(paths.split(' ').map((path) => say(path)).filter((one) => one !== title));

function toAppointment(resource: Resource, context: MapContext, death: When | undefined): Appointment {
  const { lookup } = context;
  const say = sayer(lookup, resource);
  const [start, end] = ['start', 'end'].map((name) => readWhen(resource[name], 'time'));
  const minutes = say('minutesDuration');
  const others = nodes(resource['participant']).flatMap((one) => {
    const named = readReference(one['actor'], lookup, resource);
    const label = sayer(lookup, resource, one)('actor|type');
    return named.type === 'Patient' || label === undefined ? [] : [{ ...named, label }];
  });
  const of = (place: boolean): string | undefined => joined(others.filter((one) => (one.type === 'Location') === place).map((one) => one.label), '\n');
  const title = say('serviceType') ?? others.find((one) => one.type === 'HealthcareService')?.label ?? say('specialty|serviceCategory|description');
  const organisation = say('BookingOrganization') ?? others.find((one) => one.organisation)?.organisation ?? others.find((one) => one.type === 'Organization' || one.type === 'Location')?.name;
  const row = toEntry(resource, context, { status: 'appointment' }, '', 'created start', {
    cancelReason: say('cancelationReason'), with: of(false), location: of(true), specialty: beside(title, say, 'specialty'), type: beside(title, say, 'serviceCategory appointmentType description'),
    duration: end || !minutes ? undefined : `${minutes} min`, reason: say('reasonCode reasonReference'), patientInstructions: say('patientInstruction'), comment: say('comment'),
  });
  return {
    ...row, title, start, end, delivery: say('DeliveryChannel'), provenance: { ...row.provenance, organisation },
    afterDeath: start !== undefined && death !== undefined && start.sort >= lastMoment(death),
  };
}

function toReferral(resource: Resource, context: MapContext): Referral {
  const say = sayer(context.lookup, resource);
  const to = say('performer performerType locationCode', '\n');
  const title = say('code') ?? to ?? say('category');
  return {
    title, priority: code(resource['priority']), not: text(resource['doNotPerform']) === 'true',
    ...toEntry(resource, context, { status: 'referral' }, 'requester', 'authoredOn', {
      date: readWhen(resource['authoredOn']), from: say('requester'), to, reason: say('reasonCode reasonReference'), due: say('@occurrence[x]'), type: beside(title, say, 'category orderDetail'),
      patientInstructions: say('patientInstruction'), notes: say('note', '\n'),
    }),
  };
}

/** GP Connect's list of outbound referrals: what it warns of belongs above them. */
export const REFERRAL_LISTS = ['792931000000107'] as const;

export const toAppointments = (context: MapContext): Mapper<AppointmentsModel> => {
  const appointments: Appointment[] = [];
  const referrals: Referral[] = [];
  const death = readIdentity(context.patient).deceased;
  return {
    add(resource) {
      if (resource.resourceType !== 'Appointment') return put(referrals, toReferral(resource, context));
      const one = toAppointment(resource, context, death?.date);
      return put(appointments, one, one.start);
    },
    ...warningsOf(REFERRAL_LISTS),
    items: () => appointments.length + referrals.length,
    model: () => ({ appointments: [...appointments].sort((a, b) => newestFirst(a.start, b.start)), referrals: [...referrals].sort(latest), died: death !== undefined && death.date === undefined }),
  };
};
