import type { Resource } from '../record/resource.js';
import { isResource, readOutcomes } from './outcome.js';
import { at, code, count, isNode, nodes } from './read.js';
import type { Page } from './source.js';
import { fhirUrl } from './url.js';

/** One page, and where the next one is. */
export interface Turn {
  readonly page: Page;
  readonly next?: string;
  /** there is a next page, and its address must not be followed */
  readonly broken?: boolean;
}

/**
 * Sorts a searchset into matches, included resources, warnings and what cannot be read. Nothing is left out.
 * @param type the type asked for; another type is an included resource where the server says so, or says nothing and `include` was asked
 * @returns undefined where this is not a searchset
 */
export function readPage(json: unknown, base: string, type: string, include = false): Turn | undefined {
  if (!isResource(json, 'Bundle') || code(json['type']) !== 'searchset') return undefined;
  // R4 leaves `entry` out of an empty searchset.
  const { entry: entries = [], total } = json;
  if (!Array.isArray(entries)) return undefined;

  const matches: Resource[] = [];
  const included: Resource[] = [];
  const unreadable: unknown[] = [];
  const outcomes: Resource[] = [];
  for (const each of entries as readonly unknown[]) {
    const resource = isNode(each) ? each['resource'] : undefined;
    const mode = code(at(each, 'search', 'mode'));
    if (!isResource(resource)) unreadable.push(each);
    else if (resource.resourceType === 'OperationOutcome') outcomes.push(resource);
    else if (mode === 'include' || (mode === undefined && include && resource.resourceType !== type)) included.push(resource);
    else (resource.resourceType === type ? matches : unreadable).push(resource);
  }
  const link = nodes(json['link']).find((one) => code(one['relation']) === 'next');
  const next = link && fhirUrl(base, link['url']);
  return {
    page: { matches, included, unreadable, ...readOutcomes(outcomes), total: count(total) },
    next, broken: link !== undefined && !next,
  };
}
