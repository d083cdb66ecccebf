import { isAreaId, PART_IDS, partsOf, SECTION_IDS, sectionOf, type AreaId, type SectionId } from '../record/sections.js';
import { mapOf, number, object, oneOf, optional, list, own, refuse, text } from './shape.js';
import { claimsShape } from './claims.js';
import { POLICY_KEYS, type Decision, type LabelRule, type Policy, type PolicyKey, type Principal } from './types.js';

/** Thrown by {@link compilePolicy}: `path` is a JSON Pointer into the policy document. */
export { ShapeError as PolicyError } from './shape.js';

export interface EmergencyRule { readonly id: string; readonly sections: readonly AreaId[]; readonly minutes: number }

export interface CompiledPolicy extends Policy {
  /** ids of the permits this person has: they choose the help links */
  permitIds(principal: Principal): readonly string[];
  /** the rule that may lift a missing permit for this person; only where `decide` says `no-permit` */
  emergency(principal: Principal, area: AreaId): EmergencyRule | undefined;
}

type Condition = ReadonlyMap<string, readonly string[]>;

const condition = mapOf(list(text(), 1), POLICY_KEYS.filter((key) => key !== 'authTime'), 1);
const areas = list(oneOf(...SECTION_IDS, ...PART_IDS), 1);
const rule = { id: text(), when: condition, sections: areas };
const policyShape = object({
  schema: oneOf('dscr-policy/1'), id: text(), version: text(), claims: optional(claimsShape),
  includes: optional(mapOf(list(text())), {}),
  permit: optional(list(object(rule)), []),
  forbid: optional(list(object({ ...rule, when: optional(condition), unless: optional(condition), labels: optional(list(text(), 1)) })), []),
  acrLevels: optional(mapOf(number(0, 9)), {}),
  stronger: optional(list(object({ sections: areas, level: number(0, 9), maxAgeSeconds: optional(number(1, 86400)) })), []),
  emergency: optional(list(object({ ...rule, minutes: number(1, 60) })), []),
});

/** A rule for a section covers its parts. */
const covers = ({ sections }: { readonly sections: readonly AreaId[] }, area: AreaId): boolean =>
  sections.includes(area) || sections.includes(sectionOf(area));

/** A clock may be this far behind the identity provider's before a sign-in "in the future" counts as none. */
const SKEW_SECONDS = 300;

/**
 * Contract, section 5: deny by default, a forbid always wins.
 * @param path where the document stands, for the path of a refusal
 * @throws ShapeError where anything in the document is not understood; there is then no policy, and nothing is permitted
 */
export function compilePolicy(document: unknown, path = ''): CompiledPolicy {
  const doc = policyShape(document, path);
  doc.permit.forEach(({ sections }, at) => {
    // a medicines list without its allergy line must not be possible by an oversight
    if (sections.includes('medications') && !sections.includes('allergies')) refuse(`${path}/permit/${at}/sections`);
  });
  doc.forbid.forEach(({ when, unless, labels, sections }, at) => {
    if (!when && !unless) refuse(`${path}/forbid/${at}/when`);
    if (labels && sections.includes('allergies')) refuse(`${path}/forbid/${at}/sections`);
  });

  /** what a person holds of one key; an activity brings the activities it includes */
  const held = (principal: Principal, key: PolicyKey): ReadonlySet<unknown> => {
    const facts = own(own(principal, 'facts'), key);
    const values = new Set<unknown>(facts instanceof Set ? facts : []);
    // a Set also visits what is added while it is walked: that makes the expansion transitive, and circles harmless
    if (key === 'activities') for (const value of values) for (const narrower of doc.includes.get(value as string) ?? []) values.add(narrower);
    return values;
  };
  const holds = (principal: Principal, when: Condition): boolean => [...when].every(([key, values]) => {
    const facts = held(principal, key as PolicyKey);
    return values.some((value) => facts.has(value));
  });
  const strikes = (principal: Principal, { when, unless }: { readonly when: Condition | undefined; readonly unless: Condition | undefined }): boolean =>
    (!when || holds(principal, when)) && !(unless && holds(principal, unless));

  const needsStronger = (principal: Principal, area: AreaId, now: number): Decision | undefined => {
    const asked = doc.stronger.filter((each) => covers(each, area));
    const reached = Math.max(-1, ...[...held(principal, 'acr')].map((acr) => doc.acrLevels.get(acr as string) ?? -1));
    const authTime = own(own(principal, 'facts'), 'authTime');
    const age = typeof authTime === 'number' ? now / 1000 - authTime : NaN;
    const met = asked.every(({ level, maxAgeSeconds }) =>
      reached >= level && (maxAgeSeconds === undefined || (age >= -SKEW_SECONDS && age <= maxAgeSeconds)));
    if (met) return undefined;
    const ages = asked.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
    return { effect: 'stronger', level: Math.max(...asked.map(({ level }) => level)), ...(ages.length > 0 && { maxAgeSeconds: Math.min(...ages) }) };
  };
  const decideOne = (principal: Principal, area: AreaId, now: number): Decision => {
    if (doc.forbid.some((each) => !each.labels && covers(each, area) && strikes(principal, each))) return { effect: 'deny', why: 'forbid' };
    if (!doc.permit.some((each) => covers(each, area) && holds(principal, each.when))) return { effect: 'deny', why: 'no-permit' };
    return needsStronger(principal, area, now) ?? { effect: 'permit' };
  };

  return Object.freeze<CompiledPolicy>({
    id: doc.id,
    version: doc.version,
    decide(principal, area, now) {
      try {
        if (!principal) return { effect: 'deny', why: 'no-principal' };
        if (!isAreaId(area)) return { effect: 'deny', why: 'no-permit' };
        // a section is open where any of its parts is: its parts are then asked one by one
        const parts = partsOf(area as SectionId);
        const decisions = (parts.length > 0 ? parts : [area]).map((each) => decideOne(principal, each, now));
        const first = (effect: Decision['effect']): Decision | undefined => decisions.find((each) => each.effect === effect);
        return first('permit') ?? first('stronger') ?? decisions[0]!;
      } catch {
        return { effect: 'deny', why: 'policy' };
      }
    },
    labelRules: (principal, area) => doc.forbid.flatMap(({ id, labels, ...each }): LabelRule[] =>
      (labels && (covers(each, area) || each.sections.some((part) => sectionOf(part) === area)) && strikes(principal, each) ? [{ id, labels: new Set(labels) }] : [])),
    permitIds: (principal) => doc.permit.filter((each) => holds(principal, each.when)).map(({ id }) => id),
    emergency: (principal, area) => doc.emergency.find((each) => covers(each, area) && holds(principal, each.when)),
  });
}
