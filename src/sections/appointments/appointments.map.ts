import { readReference } from '../../fhir/datatypes/reference.js';
import { nhsNumbers, readIdentity, type Identity } from '../../fhir/identity.js';
import { warningsOf } from '../../fhir/list-warnings.js';
import { code, node, nodes, text } from '../../fhir/read.js';
import { joined } from '../../fhir/said.js';
import { belongsTo } from '../../fhir/subject.js';
import type { Resource } from '../../record/resource.js';
import { lastMoment, newestFirst, readWhen } from '../../record/when.js';
import { labels } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { firstSaid, latest, put, sayer, toEntry, type Say } from '../entry.js';
import type { Appointment, AppointmentsModel, Referral } from './appointments.model.js';

/** Everything that is said but the title itself. */
const beside = (title: string | undefined, say: Say, paths: string): string | undefined => joined(paths.split(' ').map((path) => say(path)).filter((one) => one !== title));

/** Where a restricted person is seen may tell where they are. */
const placed = (place: string | undefined, { restricted }: Identity): string | undefined => place && (restricted ? labels.restricted : place);

function toAppointment(resource: Resource, context: MapContext, patient: Identity): Appointment {
  const { lookup } = context;
  const say = sayer(lookup, resource);
  const death = patient.deceased?.date;
  const [start, end] = ['start', 'end'].map((name) => readWhen(resource[name], 'time'));
  const minutes = say('minutesDuration');
  let declined = false;
  const others = nodes(resource['participant']).flatMap((one) => {
    const actor = node(one['actor']) ?? {};
    const { name, type, organisation } = readReference(actor, lookup, resource);
    const status = code(one['status']) ?? '';
    // some name the patient by number alone
    if (type === 'Patient' || (!type && nhsNumbers(actor).length > 0)) {
      declined ||= status === 'declined' && belongsTo({ ...resource, participant: [one] }, context.patient);
      return [];
    }
    const label = sayer(lookup, resource, one)(name ? 'actor' : 'type|actor');
    return label ? [{ type, organisation: type === 'Organization' ? name : organisation, label: /declined|tentative/.test(status) ? `${label} (${status})` : label }] : [];
  });
  const of = (place: boolean): string | undefined => joined(others.filter((one) => (one.type === 'Location') === place).map((one) => one.label), '\n');
  const title = firstSaid(say('serviceType'), others.find((one) => one.type === 'HealthcareService')?.label, say('specialty|serviceCategory|description'));
  const organisation = firstSaid(say('BookingOrganization'), others.find((one) => one.organisation)?.organisation);
  const row = toEntry(resource, context, { status: 'appointment' }, '', 'created start', {
    cancelReason: say('cancelationReason'), with: of(false), location: placed(of(true), patient), specialty: beside(title, say, 'specialty'), type: beside(title, say, 'serviceCategory appointmentType description'),
    duration: end || !minutes ? undefined : `${minutes} min`, reason: say('reasonCode reasonReference'), patientInstructions: say('patientInstruction'), comment: say('comment'), requested: say('@requestedPeriod'),
  });
  return {
    ...row, title, start, end, declined, delivery: say('DeliveryChannel'), provenance: { ...row.provenance, organisation },
    until: start && Math.max(lastMoment(start), end ? lastMoment(end) : start.sort + (Number(minutes) || 0) * 60_000),
    afterDeath: start !== undefined && death !== undefined && start.sort >= lastMoment(death),
  };
}

function toReferral(resource: Resource, context: MapContext, patient: Identity): Referral {
  const say = sayer(context.lookup, resource);
  const to = say('performer performerType', '\n');
  const title = say('code|category') ?? to;
  return {
    title, priority: code(resource['priority']), not: text(resource['doNotPerform']) === 'true',
    ...toEntry(resource, context, { status: 'referral' }, 'requester', 'authoredOn', {
      date: readWhen(resource['authoredOn']), from: say('requester'), to, location: placed(say('locationCode locationReference'), patient), reason: say('reasonCode reasonReference'), priority: say('PriorityReason'), due: say('@occurrence[x]'), bodySite: say('bodySite'), type: beside(title, say, 'category orderDetail'),
      patientInstructions: say('patientInstruction'), supportingInfo: say('supportingInfo'), notes: say('note', '\n'),
    }),
  };
}

/** GP Connect's list of outbound referrals: what it warns of belongs above them. */
export const REFERRAL_LISTS = ['792931000000107'] as const;

export const toAppointments = (context: MapContext): Mapper<AppointmentsModel> => {
  const appointments: Appointment[] = [];
  const referrals: Referral[] = [];
  const patient = readIdentity(context.patient);
  const death = patient.deceased;
  return {
    add(resource) {
      if (resource.resourceType !== 'Appointment') return put(referrals, toReferral(resource, context, patient));
      const one = toAppointment(resource, context, patient);
      return put(appointments, one, one.start);
    },
    ...warningsOf(REFERRAL_LISTS),
    items: () => appointments.length + referrals.length,
    model: () => ({ appointments: [...appointments].sort((a, b) => newestFirst(a.start, b.start)), referrals: [...referrals].sort(latest), died: death !== undefined && death.date === undefined }),
  };
};
