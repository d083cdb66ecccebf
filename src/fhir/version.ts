import type { Resource } from '../record/resource.js';
import { isInError } from './in-error.js';
import { at, text } from './read.js';

const updated = ({ meta }: Resource): number => Date.parse(text(at(meta, 'lastUpdated')) ?? '');
const version = ({ meta }: Resource): number => Number(text(at(meta, 'versionId')));

/** Of one resource that came twice: does this copy count instead of that one? The later does; where neither is known to be, what is in error does. */
export function supersedes(one: Resource, other: Resource): boolean {
  const later = updated(one) - updated(other) || version(one) - version(other);
  return later > 0 || (!(later < 0) && isInError(one) && !isInError(other));
}
