import type { Resource } from '../record/resource.js';
import { isNode, list, nodes, text, type Node } from './read.js';

const STATUSES = ['status', 'verificationStatus', 'clinicalStatus', 'lifecycleStatus', 'docStatus'];

/** The codes of a code, Coding or CodeableConcept, whichever was sent; '' for a coding without one. */
const codesOf = (value: unknown): readonly string[] => list(value).flatMap((one) => {
  if (!isNode(one)) return [text(one)?.trim() ?? ''];
  return 'coding' in one ? codesOf(one['coding']) : [text(one['code'])?.trim() ?? ''];
});

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

/** Follows rules nobody here knows: the row is marked and kept out of flags and negative headings (FHIR R4, 2.5.1). */
export const notUnderstood = (resource: Resource): boolean => text(resource['implicitRules']) !== undefined || modified(resource);

/** A modifier extension changes the meaning of the element it stands in, at any depth. We know none. */
function modified(value: object): boolean {
  if (Array.isArray(value)) return value.some((one) => typeof one === 'object' && one !== null && modified(one as object));
  // `for in` is three times as fast as Object.entries here; a page may have put members of its own on every object.
  for (const name in value) {
    const part = (value as Node)[name];
    if (typeof part === 'object' && part !== null && Object.hasOwn(value, name)
      && (name === 'modifierExtension' ? list(part).length > 0 : modified(part))) return true;
  }
  return false;
}
