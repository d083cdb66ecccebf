import { listWarnings } from '../../fhir/list-warnings.js';
import { list, node, text } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';
import type { Gap } from '../../record/section-state.js';
import { newestFirst } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import { toEntry } from './entry.map.js';
import type { Course, CourseGroup, Entry, MedicationsModel } from './medications.model.js';

/** Medications and medical devices; active; discontinued (SNOMED CT). */
export const MEDICINE_LISTS = ['933361000000108', '1102411000000102', '1102191000000100'] as const;

/** GP model: a statement rests on its authorisation (plan), issues (orders) on the authorisation, supplies on the issue. */
const LINKS = ['basedOn', 'derivedFrom', 'partOf', 'authorizingPrescription'];
const HEADS: readonly Entry['kind'][] = ['statement', 'plan', 'order', 'dispense'];

interface Sent { readonly resource: Resource; readonly entry: Entry }

const keyOf = ({ resourceType, id }: Resource): string | undefined => (id === undefined ? undefined : `${resourceType}/${id}`);

/** Same prescription and same medicine: an issue then belongs to the one authorisation there. */
const prescriptionOf = ({ resource, entry }: Sent): string | undefined => {
  const group = node(resource['groupIdentifier']);
  const value = text(group?.['value']);
  return value === undefined || entry.medicine === undefined ? undefined : JSON.stringify([text(group?.['system']), value, entry.medicine]);
};

function linked(sent: readonly Sent[], context: MapContext): readonly (readonly Sent[])[] {
  const byKey = new Map(sent.flatMap((one) => { const key = keyOf(one.resource); return key === undefined ? [] : [[key, one] as const]; }));
  const plans = new Map<string, Sent[]>();
  for (const one of sent) {
    const key = one.entry.kind === 'plan' ? prescriptionOf(one) : undefined;
    if (key !== undefined) plans.set(key, [...plans.get(key) ?? [], one]);
  }
  const groups = new Map(sent.map((one) => [one, new Set([one])]));
  const join = (a: Sent, b: Sent): void => {
    const [into, from] = [groups.get(a)!, groups.get(b)!];
    if (into === from) return;
    for (const one of from) { into.add(one); groups.set(one, into); }
  };
  for (const one of sent) {
    for (const name of LINKS) {
      for (const reference of list(one.resource[name])) {
        const target = context.lookup.find(reference, one.resource);
        const found = target && byKey.get(keyOf(target) ?? '');
        if (found) join(found, one);
      }
    }
    const same = one.entry.kind === 'order' ? plans.get(prescriptionOf(one) ?? '') : undefined;
    if (same?.length === 1) join(same[0]!, one);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}

/** Which of the two buttons a course stands under. Statement and authorisation that disagree leave it unclear. */
function groupOf(head: Entry, entries: readonly Entry[]): CourseGroup {
  if (head.kind === 'order' || head.kind === 'dispense') return head.group;
  return entries.every((one) => (one.kind !== 'statement' && one.kind !== 'plan') || one.group === head.group) ? head.group : 'unclear';
}

const begun = ({ head }: Course): Entry['start'] => head.start ?? head.provenance.date;

export const toMedications = (context: MapContext): Mapper<MedicationsModel> => {
  const sent: Sent[] = [];
  const warnings: Gap[] = [];
  const courses = (): readonly Course[] => linked(sent, context).map((group): Course => {
    const entries = group.map((one) => one.entry).sort((a, b) => HEADS.indexOf(a.kind) - HEADS.indexOf(b.kind) || newestFirst(a.provenance.date, b.provenance.date));
    const [head, ...others] = entries as [Entry, ...Entry[]];
    return { head, others, group: groupOf(head, entries) };
  });
  return {
    add(resource) {
      const entry = toEntry(resource, context);
      if (entry) sent.push({ resource, entry });
      return entry !== undefined;
    },
    support(resource) { warnings.push(...listWarnings(resource, MEDICINE_LISTS)); },
    gaps: () => warnings,
    items: () => linked(sent, context).length,
    model() {
      const all = courses();
      const of = (group: CourseGroup): readonly Course[] => all.filter((one) => one.group === group);
      return {
        current: [...of('current')].sort((a, b) => newestFirst(begun(a), begun(b))),
        past: [...of('past')].sort((a, b) => newestFirst(a.head.end ?? begun(a), b.head.end ?? begun(b))),
        unclear: [...of('unclear')].sort((a, b) => newestFirst(begun(a), begun(b))),
      };
    },
  };
};
