import { nodes } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';

/** Reads an object once for as long as it lives. */
export function once<T>(read: (sent: unknown) => T): (sent: unknown) => T {
  const kept = new WeakMap<object, { readonly said: T }>();
  return (sent) => {
    if (typeof sent !== 'object' || sent === null) return read(sent);
    let found = kept.get(sent);
    if (!found) kept.set(sent, found = { said: read(sent) });
    return found.said;
  };
}

const REPEATED = ['category', 'code', 'subject', 'performer', 'interpretation', 'referenceRange'];
/**
 * Thousands of results say the same of test, laboratory and range: equal parts become one object, so that a long record
 * needs less memory than it came with, and each is read once.
 */
export function sharer(): (resource: Resource) => void {
  const pool = new Map<string, unknown>();
  return (resource) => {
    for (const name of REPEATED) {
      const sent = resource[name];
      if (typeof sent !== 'object' || sent === null) continue;
      let words = JSON.stringify(sent);
      // What names something contained means another in each resource, unless that is the same too.
      if (words.includes('"#')) words += JSON.stringify(nodes(resource['contained']).filter(({ id }) => words.includes(`${String(id)}"`)));
      const known = pool.get(words);
      // What a host has frozen stays as it is.
      if (known) Reflect.set(resource, name, known); else pool.set(words, sent);
    }
  };
}

/** Sorts so that what has the same key stands together, where the first of it stood. */
export function together<T>(list: T[], keyOf: (one: T) => unknown): T[] {
  const places = new Map(list.map((one, index) => [keyOf(one), index] as const).reverse());
  return list.sort((a, b) => places.get(keyOf(a))! - places.get(keyOf(b))!);
}

/** Words for comparison: the same in capitals and in small letters. Never shown. */
export const plainly = (sent = ''): string => sent.trim().toLowerCase();
