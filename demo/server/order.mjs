import { valuesAt } from './values-at.mjs';

/** Start of a date or period in epoch milliseconds, by the first of these elements that has one. */
export function instantOf(resource, paths) {
  for (const path of paths) {
    const [value] = valuesAt(resource, path);
    const instant = typeof value === 'string' ? Date.parse(value) : NaN;
    if (!Number.isNaN(instant)) return instant;
  }
  return undefined;
}

export const newestFirst = (paths) => [{ paths, sign: -1 }];

/**
 * Undated entries come last in either order; equal ones keep the order they came in.
 * @param sort `{ paths, sign }` each, the first weighs most
 */
export function inOrder(resources, sort) {
  if (sort.length === 0) return resources;
  const keyed = resources.map((resource) => ({ resource, keys: sort.map(({ paths }) => instantOf(resource, paths)) }));
  keyed.sort((one, other) => {
    for (let at = 0; at < sort.length; at++) {
      const [a, b] = [one.keys[at], other.keys[at]];
      if (a === b) continue;
      if (a === undefined) return 1;
      if (b === undefined) return -1;
      return (a - b) * sort[at].sign;
    }
    return 0;
  });
  return keyed.map(({ resource }) => resource);
}
