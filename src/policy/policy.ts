import { AREA_IDS, partsOf, sectionOf, type AreaId, type SectionId } from '../record/sections.js';
import { claimsShape } from './claims.js';
import { claim, list, number, object, oneOf, optional, otherwise, own, recordOf, refuse, text, type Shape } from './shape.js';
import { POLICY_KEYS, type Decision, type LabelRule, type Policy, type Principal } from './types.js';

/** Thrown by {@link compilePolicy}: `path` is a JSON Pointer into the policy document. */
export { ConfigError as PolicyError } from './shape.js';

export interface EmergencyRule { readonly minutes: number; readonly sections: readonly AreaId[] }

export interface CompiledPolicy extends Policy {
  /** ids of the permits this person has: they choose the help links */
  permitIds(principal: Principal): readonly string[];
  /** the rule that may lift a missing permit for this person; only where `decide` says `no-permit` */
  emergency(principal: Principal, area: AreaId): EmergencyRule | undefined;
}

type Condition = Readonly<Record<string, readonly string[]>>;

const conditions = recordOf(list(claim, 1), POLICY_KEYS.filter((key) => key !== 'authTime'));
const condition: Shape<Condition> = (value, path) => {
  const read = conditions(value, path);
  // a claim's scopes are told one by one
  list(text(200, /^\S+$/))(own(read, 'scopes') ?? [], `${path}/scopes`);
  return Object.keys(read).length ? read : refuse(path);
};
const areas = list(oneOf(...AREA_IDS), 1);
const rule = { id: text(), when: condition, sections: areas };
const level = number(0, 9);
const policyShape = object({
  schema: oneOf('dscr-policy/1'), id: text(), version: text(), claims: optional(claimsShape),
  includes: otherwise(recordOf(list(claim)), {}),
  permit: otherwise(list(object(rule)), []),
  forbid: otherwise(list(object({ ...rule, when: optional(condition), unless: optional(condition), labels: optional(list(claim, 1)) })), []),
  acrLevels: otherwise(recordOf(level), {}),
  stronger: otherwise(list(object({ sections: areas, level, maxAgeSeconds: optional(number(1, 86400)) })), []),
  emergency: otherwise(list(object({ ...rule, minutes: number(1, 60) })), []),
});

/** A rule for a section covers its parts. */
export const covers = ({ sections }: { readonly sections: readonly AreaId[] }, area: AreaId): boolean =>
  sections.includes(area) || sections.includes(sectionOf(area));

/** A clock may be this far behind the identity provider's before a sign-in "in the future" counts as none. */
const SKEW_SECONDS = 300;

/**
 * Contract, section 5: deny by default, a forbid always wins.
 * @param path where the document stands, for the path of a refusal
 * @throws ConfigError where anything in the document is not understood; there is then no policy, and nothing is permitted
 */
export function compilePolicy(document: unknown, path = ''): CompiledPolicy {
  const { id, version, permit, forbid, stronger, emergency, includes, acrLevels } = policyShape(document, path);
  permit.forEach(({ sections }, at) => {
    // a medicines list without its allergy line must not be possible by an oversight
    if (sections.includes('medications') && !sections.includes('allergies')) refuse(`${path}/permit/${at}/sections`);
  });
  forbid.forEach(({ when, unless, labels, sections }, at) => {
    if (!when && !unless) refuse(`${path}/forbid/${at}/when`);
    if (labels && sections.includes('allergies')) refuse(`${path}/forbid/${at}/sections`);
  });

  const fact = (principal: Principal, key: string): unknown => own(own(principal, 'facts'), key);
  /** what a person holds of one key; an activity brings the activities it includes */
  const held = (principal: Principal, key: string): ReadonlySet<string> => {
    const facts = fact(principal, key);
    const values = new Set<string>(facts instanceof Set ? facts : []);
    // a Set also visits what is added while it is walked: that makes the expansion transitive, and circles harmless
    if (key === 'activities') for (const value of values) for (const narrower of own(includes, value) as string[] | undefined ?? []) values.add(narrower);
    return values;
  };
  const holds = (principal: Principal, when: Condition): boolean => Object.entries(when).every(([key, values]) => {
    const facts = held(principal, key);
    return values.some((value) => facts.has(value));
  });
  const strikes = (principal: Principal, { when = {}, unless }: { readonly when?: Condition; readonly unless?: Condition }): boolean =>
    holds(principal, when) && !(unless && holds(principal, unless));

  const decideOne = (principal: Principal, area: AreaId, now: number, lifted: boolean): Decision => {
    if (forbid.some((each) => !each.labels && covers(each, area) && strikes(principal, each))) return { effect: 'deny', why: 'forbid' };
    if (!lifted && !permit.some((each) => covers(each, area) && holds(principal, each.when))) return { effect: 'deny', why: 'no-permit' };

    const asked = stronger.filter((each) => covers(each, area));
    const most = Math.max(-1, ...asked.map((each) => each.level));
    const maxAgeSeconds = Math.min(Infinity, ...asked.map((each) => each.maxAgeSeconds ?? Infinity));
    const reached = Math.max(-1, ...[...held(principal, 'acr')].map((acr) => own(acrLevels, acr) as number | undefined ?? -1));
    // no time of signing in is no age, and not young enough
    const age = now / 1000 - (fact(principal, 'authTime') as number);
    const aged = maxAgeSeconds < Infinity;
    return reached >= most && (!aged || (age >= -SKEW_SECONDS && age <= maxAgeSeconds)) ? { effect: 'permit' }
      : { effect: 'stronger', level: most, ...(aged && { maxAgeSeconds }) };
  };

  return Object.freeze<CompiledPolicy>({
    id,
    version,
    decide(principal, area, now, lifted = false) {
      try {
        if (!principal) return { effect: 'deny', why: 'no-principal' };
        if (!AREA_IDS.includes(area)) return { effect: 'deny', why: 'no-permit' };
        // a section is open where any of its parts is: its parts are then asked one by one
        const parts = partsOf(area as SectionId);
        const decisions = (parts.length ? parts : [area]).map((each) => decideOne(principal, each, now, lifted));
        const first = (effect: Decision['effect']): Decision | undefined => decisions.find((each) => each.effect === effect);
        return first('permit') ?? first('stronger') ?? decisions[0]!;
      } catch {
        return { effect: 'deny', why: 'policy' };
      }
    },
    labelRules: (principal, area) => forbid.flatMap((each): LabelRule[] =>
      (each.labels && (covers(each, area) || each.sections.some((part) => sectionOf(part) === area)) && strikes(principal, each)
        // security labels are written in capitals; what is not counts as listed wherever an item carries it
        ? [{ id: each.id, labels: new Set(each.labels.map((label) => label.toUpperCase())) }] : [])),
    permitIds: (principal) => permit.filter((each) => holds(principal, each.when)).map(({ id }) => id),
    emergency: (principal, area) => emergency.find((each) => covers(each, area) && holds(principal, each.when)),
  });
}
