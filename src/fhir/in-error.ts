import { hiddenByLabel } from '../policy/labels.js';
import type { LabelRule } from '../policy/types.js';
import type { Resource } from '../record/resource.js';
import { isNode, list, nodes, text, type Node } from './read.js';
import { isUnmodified } from './unmodified.js';

const STATUSES = ['status', 'verificationStatus', 'clinicalStatus', 'lifecycleStatus', 'docStatus'];

/** The codes of a code, Coding or CodeableConcept, whichever was sent; '' for a coding without one. A coding has no codings of its own. */
const codesOf = (value: unknown, isCoding = false): readonly string[] => list(value).flatMap((one) =>
  (isNode(one) && 'coding' in one && !isCoding ? codesOf(one['coding'], true) : [text(isNode(one) ? one['code'] : one)?.trim() ?? '']));

/** Recorded in error, by whichever status says so: never counted among the current, listed apart. */
export const isInError = (resource: Resource): boolean => STATUSES.some((name) => {
  const value = resource[name];
  if (value === undefined) return false;
  return [...codesOf(value), ...nodes(value).map((one) => text(one['text']) ?? '')].some((one) => /^\s*entered[\s_-]*in[\s_-]*error\s*$/i.test(one));
});

/**
 * Codes of every security label of a resource and of what it contains. A label without a code gives '': a rule counts
 * what nobody can read as listed.
 */
export const securityCodes = (resource: Resource): readonly string[] =>
  [resource, ...nodes(resource['contained'])].flatMap((one) =>
    [...nodes(one['meta']).flatMap((meta) => codesOf(meta['security'])), ...codesOf(one['securityLabel'])]);

/** Does any of these rules hide it? */
export const isHidden = (rules: readonly LabelRule[], resource: Resource): boolean => rules.length > 0 && hiddenByLabel(rules, securityCodes(resource));

/** Follows rules nobody here knows: the row is marked and kept out of flags and negative headings (FHIR R4, 2.5.1). */
export const notUnderstood = (resource: Resource): boolean => !isUnmodified(resource) && (text(resource['implicitRules']) !== undefined || modified(resource));

/** Deeper than any resource goes: what lies there nobody has read. */
const DEEPEST = 200;
/** A modifier extension changes the meaning of the element it stands in, at any depth. We know none. */
function modified(value: object, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  // `for in` is three times as fast as Object.entries here; a page may have put members of its own on every object.
  for (const name in value) {
    const part = (value as Node)[name];
    if (typeof part === 'object' && part !== null && Object.hasOwn(value, name)
      && (name === 'modifierExtension' ? list(part).length > 0 : modified(part, depth + 1))) return true;
  }
  return false;
}
