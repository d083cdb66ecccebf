import { warningsOf } from '../../fhir/list-warnings.js';
import { at, list, text } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';
import { lastMoment, newestFirst } from '../../record/when.js';
import { labels } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { keyOf, latest } from '../entry.js';
import { toEntry } from './entry.map.js';
import type { Course, CourseGroup, Entry, MedicationsModel } from './medications.model.js';

/** Medications and medical devices; active; discontinued (SNOMED CT). */
export const MEDICINE_LISTS = ['933361000000108', '1102411000000102', '1102191000000100'] as const;

/** GP model: a statement rests on its authorisation (plan), issues (orders) on the authorisation, supplies on the issue. */
const LINKS = ['basedOn', 'derivedFrom', 'partOf', 'authorizingPrescription'];
const HEADS: readonly Entry['kind'][] = ['stated', 'authorised', 'issued', 'dispensed'];

interface Sent { readonly resource: Resource; readonly entry: Entry }

/** Is it one medicine, as far as can be seen? An entry without a name says nothing against it. */
const alike = (a: Sent, b: Sent): boolean => {
  const [one, other] = [a, b].map(({ entry }) => entry.title?.trim().toLowerCase());
  return !one || !other || one === other || a.entry.codes.some((code) => b.entry.codes.includes(code));
};
/** Same prescription and same medicine: an issue then belongs to the one authorisation there. */
const prescriptionOf = ({ resource, entry }: Sent): string | undefined => {
  const value = text(at(resource, 'groupIdentifier', 'value'));
  return value && entry.title && JSON.stringify([value, entry.title]);
};

function linked(sent: readonly Sent[], { lookup }: MapContext): readonly (readonly Sent[])[] {
  const byKey = new Map(sent.flatMap((one) => (one.resource.id === undefined ? [] : [[keyOf(one.resource), one] as const])));
  const plans = new Map<string | undefined, readonly Sent[]>();
  for (const one of sent) if (one.entry.kind === 'authorised') plans.set(prescriptionOf(one), [...plans.get(prescriptionOf(one)) ?? [], one]);
  const groups = new Map(sent.map((one) => [one, new Set([one])]));
  const join = (a: Sent | undefined, b: Sent): void => {
    const into = a && groups.get(a)!;
    const from = groups.get(b)!;
    if (into && into !== from) for (const one of from) groups.set(one, into.add(one));
  };
  for (const one of sent) {
    const targets = LINKS.flatMap((name) => list(one.resource[name])).flatMap((reference) => {
      const target = lookup.find(reference, one.resource);
      // what it contains has an id of its own only
      return target && !list(one.resource['contained']).includes(target) ? byKey.get(keyOf(target)) ?? [] : [];
    });
    const fitting = targets.filter((target) => alike(target, one));
    const same = one.entry.title || fitting.every((target) => alike(target, fitting[0]!)) ? fitting : [];
    // A supply may be of another brand than was ordered; one for several orders joins none of them to another.
    if (one.entry.kind === 'dispensed') join(same[0] ?? (targets.length === 1 ? targets[0] : undefined), one);
    else for (const target of same) join(target, one);
    const prescription = one.entry.kind === 'issued' ? prescriptionOf(one) : undefined;
    const [plan, ...others] = prescription === undefined ? [] : plans.get(prescription) ?? [];
    if (others.length === 0) join(plan, one);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}

function toCourse(group: readonly Sent[]): Course {
  const entries = group.map((one) => one.entry).sort((a, b) => HEADS.indexOf(a.kind) - HEADS.indexOf(b.kind) || latest(a, b));
  const [head, ...others] = entries as [Entry, ...Entry[]];
  // statement and authorisation that disagree leave a course unclear; what is suspended is not what has started
  const held = ({ status }: Entry): boolean => status === 'on-hold';
  const [plan, ...plans] = others.filter((one) => one.kind === 'authorised');
  // and so does an order that still stands under what is past, where no authorisation settles it or it is later than the end
  const agreed = others.every((one) => (one.kind === 'stated' || one.kind === 'authorised' ? one.group === head.group && held(one) === held(head)
    : head.group !== 'past' || one.group !== 'current' || ((plan ?? head.kind === 'authorised') && !(head.end && one.issued && one.issued.sort >= lastMoment(head.end)))));
  // what the one authorisation says, and the statement on it does not, is said of the course
  const lent = head.kind === 'stated' && plans.length === 0 ? plan : undefined;
  return {
    // what marks the medicine marks the course; what one entry alone asks for does not
    head: { ...head, marks: [...new Set([...head.marks, ...others.flatMap(({ marks }) => marks.filter((mark) => mark !== labels.doNotPerform))])], details: head.details.map(([name, value], index) => [name, value ?? (name === 'statusReason' && lent?.status !== head.status ? undefined : lent?.details[index]![1])]), start: head.start ?? lent?.start, dosages: (head.dosages[0] ? head : lent ?? head).dosages },
    others, group: agreed ? head.group : 'unclear', setting: entries.find((one) => one.setting)?.setting,
  };
}
const placed = ({ head, group }: Course): Entry['start'] => (group === 'past' ? head.end : undefined) ?? head.start ?? head.provenance.date;

export const toMedications = (context: MapContext): Mapper<MedicationsModel> => {
  const sent: Sent[] = [];
  return {
    add: (resource) => { const entry = toEntry(resource, context); return entry !== undefined && sent.push({ resource, entry }) > 0; },
    ...warningsOf(MEDICINE_LISTS),
    items: () => linked(sent, context).length,
    model() {
      const courses = linked(sent, context).map(toCourse);
      const of = (group: CourseGroup): readonly Course[] => courses.filter((one) => one.group === group).sort((a, b) => newestFirst(placed(a), placed(b)));
      return { current: of('current'), past: of('past'), unclear: of('unclear'), dispensed: of('dispensed') };
    },
  };
};
