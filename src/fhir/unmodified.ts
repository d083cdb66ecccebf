import type { Resource } from '../record/resource.js';
import { at, nodes } from './read.js';

/**
 * Resources of answers in which no modifier extension and no implicit rules stand at all: most, and looking through each of
 * thousands for what cannot be there takes longer than all else that is read of them.
 */
const unmodified = new WeakSet<object>();

/** A name may be written with escapes: where any stand for plain letters, nothing is known. */
const ESCAPED = /\\u00[0-7]/;

/** @param json the text that `answer` was read from */
export function noteUnmodified(json: string, answer: unknown): void {
  if (json.includes('modifierExtension') || json.includes('implicitRules') || ESCAPED.test(json)) return;
  for (const { resource } of nodes(at(answer, 'entry'))) if (typeof resource === 'object' && resource) unmodified.add(resource);
}

export const isUnmodified = (resource: Resource): boolean => unmodified.has(resource);
