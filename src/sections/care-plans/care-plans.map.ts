import { readCoded } from '../../fhir/datatypes/coded.js';
import { readValues } from '../../fhir/datatypes/value.js';
import { isInError, securityCodes } from '../../fhir/in-error.js';
import { choice, code, list, node, nodes, text, type Node } from '../../fhir/read.js';
import { readNarrative } from '../../fhir/narrative.js';
import { joined } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { labels, word } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { intentOf, keyOf, latest, listed, sayer, toEntry, unknownTo } from '../entry.js';
import type { CarePlansModel, Item, Line } from './care-plans.model.js';

const narrative = (plan: Resource): ReturnType<typeof readNarrative> => (plan.resourceType === 'CarePlan' ? readNarrative(plan, ['description', 'activity', 'goal']) : [undefined, false]);
const ENDED = ['completed', 'revoked', 'cancelled', 'inactive', 'rejected'];
const local = (reference: Node): boolean => text(reference['reference'])?.startsWith('#') ?? false;
const line = (kind: Line['kind'], title: string | undefined, details: Parameters<typeof listed>[0] = {}): Line => ({ kind, title, status: undefined, details: listed(details), unclear: false });

export const toCarePlans = (context: MapContext): Mapper<CarePlansModel> => {
  const { lookup } = context;
  const plans: Resource[] = [];
  const others: Resource[] = [];
  const added = new Set<string>();

  function toGoal(goal: Resource): Item {
    const say = sayer(lookup, goal);
    const achieved = readCoded(goal['achievementStatus'])?.label;
    const targets = nodes(goal['target']).map((target) => {
      const [type, detail] = choice(target, 'detail') ?? [];
      return joined([sayer(lookup, goal, target)('measure'), type && readValues({ [`value${type}`]: detail }, lookup, goal)[0]?.text, sayer(lookup, goal, target)('@due[x]')]);
    });
    return {
      kind: 'goal', title: say('description'), parts: [],
      ...toEntry(goal, context, { [goal['lifecycleStatus'] == null ? 'status' : 'lifecycleStatus']: 'goal' }, 'expressedBy', 'statusDate startDate', {
        target: joined(targets, '\n'), outcome: joined([word('achievement', achieved), say('outcomeCode outcomeReference')]), priority: say('priority'), start: say('@start[x]'),
        reason: say('statusReason'), addresses: say('addresses'), notes: say('note', '\n'),
      }),
    };
  }

  const toMembers = (team: Resource): readonly Line[] => nodes(team['participant']).map((one) => {
    const say = sayer(lookup, team, one);
    return line('team', say('member'), { role: say('role'), organisation: say('onBehalfOf'), period: say('@period') });
  });

  /** The people of a team, under the team itself where it is not simply in force, names nobody or is to be reached itself. */
  const toTeamLines = (team: Resource): readonly Line[] => {
    const { title, status, details, unclear } = toTeam(team);
    const members = toMembers(team);
    return [...(status !== 'active' || unclear || team['telecom'] || !members[0] ? [{ ...line('team', title), status, details, unclear }] : []), ...members];
  };

  function toActivity(activity: Node, plan: Resource): Line {
    const sent = lookup.find(activity['reference'], plan);
    // what another section may hide is not told here: only the words of the plan itself are
    const found = sent && !isInError(sent) && securityCodes(sent).length === 0 ? sent : undefined;
    const from: Node = found ?? node(activity['detail']) ?? {};
    const status = sent && isInError(sent) ? 'entered-in-error' : code(from['status']);
    const say = sayer(lookup, plan, activity);
    const sayIn = sayer(lookup, found ?? plan, from);
    const kind = found?.resourceType === 'Appointment' ? 'appointment' : 'activity';
    const named = sayIn('code code[x] description medication[x] serviceType', ': ');
    const intent = intentOf(from);
    return {
      ...line(kind, (found && named) ?? joined([named, say('reference.display')], ': ') ?? (activity['reference'] ? labels.notAvailable : undefined), {
        when: sayIn('@scheduled[x]|@occurrence[x]|@start'), performer: sayIn('performer'), location: sayIn('location'), medicine: sayIn('productCodeableConcept productReference'), dailyAmount: sayIn('@dailyAmount'), quantity: sayIn('@quantity'),
        reason: sayIn('reasonCode reasonReference'), statusReason: sayIn('statusReason'), outcome: say('outcomeCodeableConcept outcomeReference'),
        notes: joined([say('progress', '\n'), found && sayIn('note', '\n')], '\n'),
      }),
      status, not: text(from['doNotPerform']) === 'true', intent, unclear: unknownTo(kind, status) || unknownTo('intent', intent),
    };
  }

  /** What a plan names; what came and is not shown in this section is not shown by the way either. */
  const follow = (kind: Line['kind'], value: unknown, plan: Resource, draw: (found: Resource) => readonly Line[]): readonly Line[] => nodes(value).flatMap((reference) => {
    const found = lookup.find(reference, plan);
    if (found) return added.has(keyOf(found)) || local(reference) ? draw(found) : [];
    const said = sayer(lookup, plan, { reference })('reference');
    return said ? [line(kind, said)] : [];
  });

  function toPlan(plan: Resource): Item {
    const say = sayer(lookup, plan);
    const title = say('title');
    const category = say('category');
    const [told, isUnread] = narrative(plan);
    const entry = toEntry(plan, context, { status: 'carePlan' }, 'author contributor', 'created period', {
      category: title && category, plan: joined([say('description'), told], '\n'), period: say('@period'), created: say('@created'), addresses: say('addresses'), participants: say('contributor'), supportingInfo: say('supportingInfo'), notes: say('note', '\n'),
    });
    return {
      kind: 'carePlan', title: title ?? category, ...entry, unclear: entry.unclear || isUnread,
      parts: [
        { name: 'goals', lines: follow('goal', plan['goal'], plan, (goal) => [toGoal(goal)] as readonly Line[]) }, { name: 'activities', lines: nodes(plan['activity']).map((one) => toActivity(one, plan)) },
        { name: 'team', lines: follow('team', plan['careTeam'], plan, toTeamLines) },
      ],
    };
  }

  function toTeam(team: Resource): Item {
    const say = sayer(lookup, team);
    return {
      kind: 'team', title: say('name|category'), parts: [{ name: 'participants', lines: toMembers(team) }],
      ...toEntry(team, context, { status: 'team' }, 'managingOrganization', 'period', { contact: joined(nodes(team['telecom']).map((one) => sayer(lookup, team, one)('value use', ' '))), period: say('@period'), reason: say('reasonCode reasonReference'), notes: say('note', '\n') }),
    };
  }

  const CONTENT = ['title', 'description', 'category', 'activity', 'goal', 'careTeam', 'note', 'name', 'participant', 'addresses', 'target', 'period'];
  const alone = (): readonly Resource[] => {
    const named = new Set(plans.flatMap((plan) => [...nodes(plan['goal']), ...nodes(plan['careTeam'])].flatMap((reference) => {
      const found = local(reference) ? undefined : lookup.find(reference, plan);
      return found ? [keyOf(found)] : [];
    })));
    return others.filter((one) => one.id === undefined || !named.has(keyOf(one)));
  };
  return {
    add(resource) {
      if (!CONTENT.some((name) => list(resource[name]).length > 0) && !narrative(resource)[0]) return false;
      added.add(keyOf(resource));
      return (resource.resourceType === 'CarePlan' ? plans : others).push(resource) > 0;
    },
    items: () => plans.length + alone().length,
    model: () => {
      const items = plans.map(toPlan).sort(latest);
      const ended = ({ status = '' }: Item): boolean => ENDED.includes(status);
      return { active: items.filter((one) => !ended(one)), past: items.filter(ended), others: alone().map((one) => (one.resourceType === 'Goal' ? toGoal(one) : toTeam(one))) };
    },
  };
};
