import { isResource } from './outcome.js';
import { code, nodes, text, type Node } from './read.js';

/** What the API offers, by its CapabilityStatement. */
export interface Capability {
  /** @param ifOffered a type that few APIs have: where nothing is said, it is not served */
  serves(type: string, ifOffered?: boolean): boolean;
  /** is this value of `_include` offered, or of `_revinclude` where it begins with another type? */
  includes(type: string, include: string): boolean;
  /** may this sort parameter (`-date`) be sent? Where nothing is said of parameters, it may */
  sorts(type: string, sort: string): boolean;
}

/** Where no CapabilityStatement is to be had: everything is asked, nothing is included. */
export const UNKNOWN: Capability = { serves: (_, ifOffered = false) => !ifOffered, includes: () => false, sorts: () => true };
/** Where it did not come this time, and nobody knows what it would have said: what few APIs have may be there all the same. */
export const LOST: Capability = { ...UNKNOWN, serves: () => true };

/** @returns undefined where this is no CapabilityStatement that lists what is served */
export function readCapability(json: unknown): Capability | undefined {
  if (!isResource(json, 'CapabilityStatement')) return undefined;
  const served = new Map<string | undefined, Node>();
  for (const rest of nodes(json['rest'])) {
    if (code(rest['mode']) !== 'client') for (const one of nodes(rest['resource'])) served.set(text(one['type']), one);
  }
  if (served.size === 0) return undefined;
  return {
    serves: (type) => served.has(type),
    includes(type, include) {
      const from = include.split(':')[0];
      const offered = served.has(from) && served.get(type)?.[from === type ? 'searchInclude' : 'searchRevInclude'];
      return Array.isArray(offered) && (offered.includes(include) || offered.includes('*'));
    },
    sorts(type, sort) {
      const offered = nodes(served.get(type)?.['searchParam']);
      return offered.length === 0 || offered.some((one) => text(one['name']) === sort.replace('-', ''));
    },
  };
}
