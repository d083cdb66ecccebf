import { readCoded } from '../../fhir/datatypes/coded.js';
import { plainText } from '../../fhir/datatypes/plain-text.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { readValues } from '../../fhir/datatypes/value.js';
import { isInError, notUnderstood, securityCodes } from '../../fhir/in-error.js';
import { at, choice, code, list, node, nodes, text, type Node } from '../../fhir/read.js';
import { joined, labelsOf, saidNotes, saidWhen } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst } from '../../record/when.js';
import type { Detail } from '../../ui/details.js';
import { codeWord, type codes } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import type { CarePlansModel, Item, Line } from './care-plans.model.js';

const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;
/** The narrative, where nothing else says what the plan is. */
const narrative = (plan: Resource): string | undefined => {
  const div = ['title', 'activity', 'goal'].every((name) => plan[name] === undefined) ? text(at(plan, 'text', 'div')) : undefined;
  return div === undefined ? undefined : plainText(div);
};
const ENDED = ['completed', 'revoked', 'cancelled', 'inactive', 'rejected'];
const unknownTo = (table: keyof typeof codes, status: string | undefined): boolean => status !== undefined && codeWord(table, status) === undefined;
/** Who, with the role they have. */
const person = (value: unknown, { lookup }: MapContext, from: Resource): string | undefined => {
  const { name, role } = readReference(value, lookup, from);
  return joined([name, role]);
};
const people = (value: unknown, context: MapContext, from: Resource): string | undefined => joined(list(value).map((one) => person(one, context, from)));

function toGoal(goal: Resource, context: MapContext): Line {
  const status = code(goal['lifecycleStatus'] ?? goal['status']);
  const achieved = readCoded(goal['achievementStatus']);
  const targets = nodes(goal['target']).map((target) => {
    const measure = labelsOf(target['measure']);
    const [type, detail] = choice(target, 'detail') ?? [];
    const value = type === undefined ? undefined : readValues({ [`value${type}`]: detail }, context.lookup, goal)[0]?.text;
    const due = saidWhen(choice(target, 'due')?.[1]);
    return joined([measure, value, due]);
  });
  return {
    kind: 'goal', title: labelsOf(goal['description']), status, not: false, unclear: notUnderstood(goal) || unknownTo('goal', status),
    details: [['target', joined(targets, '\n')], ['outcome', joined([achieved && (codeWord('achievement', achieved.label) ?? achieved.label), labelsOf(goal['outcomeCode'], goal['outcomeReference'], context.lookup, goal)])],
      ['priority', labelsOf(goal['priority'])], ['start', saidWhen(choice(goal, 'start')?.[1])], ['reason', text(goal['statusReason'])],
      ['addresses', labelsOf(undefined, goal['addresses'], context.lookup, goal)], ['notes', saidNotes(goal['note'], context.lookup, goal)]],
  };
}

const toMembers = (team: Resource, context: MapContext): readonly Line[] => nodes(team['participant']).map((one) => ({
  kind: 'team', title: person(one['member'], context, team), status: undefined, not: false, unclear: false,
  details: [['role', labelsOf(one['role'])], ['organisation', readReference(one['onBehalfOf'], context.lookup, team).name], ['period', saidWhen(one['period'])]],
}));

function toActivity(activity: Node, context: MapContext, plan: Resource): Line {
  const { lookup } = context;
  const sent = lookup.find(activity['reference'], plan);
  // what another section may hide is not told here: only the words of the plan itself are
  const found = sent && !isInError(sent) && securityCodes(sent).length === 0 ? sent : undefined;
  const detail: Node = node(activity['detail']) ?? {};
  const from: Node = found ?? detail;
  const status = code(from['status']);
  const outcome = joined([labelsOf(activity['outcomeCodeableConcept']), labelsOf(undefined, activity['outcomeReference'], lookup, plan)]);
  return {
    kind: 'activity', status, not: text(from['doNotPerform']) === 'true', unclear: unknownTo('activity', status) && (found === undefined || codeWord('appointment', status) === undefined),
    title: joined([labelsOf(from['code']), text(from['description']), found === undefined ? text(at(activity, 'reference', 'display')) : labelsOf(choice(found, 'medication')?.[1])], ': '),
    details: [['when', saidWhen(choice(from, 'scheduled')?.[1] ?? choice(from, 'occurrence')?.[1] ?? found?.['start']) ?? text(at(choice(from, 'scheduled')?.[1], 'code', 'text'))],
      ['performer', people(from['performer'], context, plan)], ['location', readReference(detail['location'], lookup, plan).name], ['medicine', labelsOf(choice(detail, 'product')?.[1])],
      ['reason', labelsOf(from['reasonCode'], from['reasonReference'], lookup, plan)], ['statusReason', labelsOf(from['statusReason'])],
      ['outcome', outcome], ['notes', joined([saidNotes(activity['progress'], lookup, plan), saidNotes(found?.['note'], lookup, plan)], '\n')]],
  };
}

export const toCarePlans = (context: MapContext): Mapper<CarePlansModel> => {
  const { lookup } = context;
  const plans: Resource[] = [];
  const others: Resource[] = [];
  const added = new Set<string>();
  const named = new Set<string>();

  /** What a plan names; what came and is not shown in this section is not shown by the way either. */
  const follow = (value: unknown, plan: Resource): readonly (Resource | string)[] => nodes(value).flatMap((reference): readonly (Resource | string)[] => {
    const found = lookup.find(reference, plan);
    if (found) return added.has(keyOf(found)) || text(reference['reference'])?.startsWith('#') ? [found] : [];
    const name = readReference(reference, lookup, plan).name;
    return name === undefined ? [] : [name];
  });
  const line = (kind: 'goal' | 'team', title: string): Line => ({ kind, title, status: undefined, not: false, details: [], unclear: false });

  function toPlan(plan: Resource): Item {
    const status = code(plan['status']);
    const teams = follow(plan['careTeam'], plan);
    const title = text(plan['title']);
    const category = labelsOf(plan['category']);
    return {
      kind: 'carePlan', title: title ?? category, status, active: !ENDED.includes(status ?? ''), unclear: notUnderstood(plan) || unknownTo('carePlan', status),
      details: [['category', title === undefined ? undefined : category], ['plan', text(plan['description']) ?? narrative(plan)], ['period', saidWhen(plan['period'])], ['created', saidWhen(plan['created'])],
        ['addresses', labelsOf(undefined, plan['addresses'], lookup, plan)], ['participants', people(plan['contributor'], context, plan)], ['notes', saidNotes(plan['note'], lookup, plan)]] satisfies Detail[],
      parts: [
        { name: 'goals', lines: follow(plan['goal'], plan).map((one) => (typeof one === 'string' ? line('goal', one) : toGoal(one, context))) },
        { name: 'activities', lines: nodes(plan['activity']).map((one) => toActivity(one, context, plan)) },
        { name: 'team', lines: teams.flatMap((one) => (typeof one === 'string' ? [line('team', one)] : toMembers(one, context))) },
      ],
      provenance: readProvenance(plan, lookup, ['author', 'contributor'], ['created', 'period']),
    };
  }

  function toOther(resource: Resource): Item {
    const base = { active: !ENDED.includes(code(resource['status'] ?? resource['lifecycleStatus']) ?? '') };
    if (resource.resourceType === 'Goal') {
      return { ...base, ...toGoal(resource, context), kind: 'goal', parts: [], provenance: readProvenance(resource, lookup, ['expressedBy'], ['statusDate', 'startDate']) };
    }
    const status = code(resource['status']);
    return {
      ...base, kind: 'team', title: text(resource['name']) ?? labelsOf(resource['category']), status, unclear: notUnderstood(resource) || unknownTo('carePlan', status),
      details: [['period', saidWhen(resource['period'])], ['reason', labelsOf(resource['reasonCode'], resource['reasonReference'], lookup, resource)], ['notes', saidNotes(resource['note'], lookup, resource)]],
      parts: [{ name: 'participants', lines: toMembers(resource, context) }], provenance: readProvenance(resource, lookup, ['managingOrganization'], ['period']),
    };
  }

  const CONTENT = ['title', 'description', 'category', 'activity', 'goal', 'careTeam', 'note', 'name', 'participant', 'addresses', 'target', 'period', 'text'];
  const alone = (): readonly Resource[] => others.filter((one) => one.id === undefined || !named.has(keyOf(one)));
  return {
    add(resource) {
      if (!CONTENT.some((name) => list(resource[name]).length > 0)) return false;
      added.add(keyOf(resource));
      if (resource.resourceType !== 'CarePlan') { others.push(resource); return true; }
      plans.push(resource);
      for (const reference of [...nodes(resource['goal']), ...nodes(resource['careTeam'])]) {
        const found = /([A-Z][A-Za-z]+\/[^/?#]+)(?:\/_history\/[^/]+)?$/.exec(text(reference['reference']) ?? '')?.[1];
        if (found !== undefined) named.add(found);
      }
      return true;
    },
    items: () => plans.length + alone().length,
    model: () => {
      const items = plans.map(toPlan).sort((a, b) => newestFirst(a.provenance.date, b.provenance.date));
      return { active: items.filter((one) => one.active), past: items.filter((one) => !one.active), others: alone().map(toOther) };
    },
  };
};
