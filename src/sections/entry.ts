import { readCoded } from '../fhir/datatypes/coded.js';
import { readProvenance } from '../fhir/datatypes/provenance.js';
import { readReference } from '../fhir/datatypes/reference.js';
import { notUnderstood } from '../fhir/in-error.js';
import { choice, code, isNode, list, node, nodes, text, type Node } from '../fhir/read.js';
import { extensionOf, extensionValue, joined, saidWhen } from '../fhir/said.js';
import type { Provenance } from '../record/provenance.js';
import type { Resource } from '../record/resource.js';
import { newestFirst, readWhen } from '../record/when.js';
import type { Detail } from '../ui/details.js';
import { codeWord, labels, type codes, type Label } from '../ui/labels.js';
import type { Lookup, MapContext } from './define.js';

/** What every row has: the same reading and the same drawing (entry-row.ts) in all sections. */
export interface Entry {
  /** as sent; undefined where the source gave none */
  readonly title?: string | undefined;
  /** status code as sent, in lower case */
  readonly status: string | undefined;
  /** where what is asked for may not be meant to be done */
  readonly intent?: string | undefined;
  readonly details: readonly Detail[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

/** What a resource is known by: `Observation/12`. */
export const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;

const find = (holder: unknown, name: string): unknown => {
  const one = node(holder);
  if (!one) return undefined;
  if (name.endsWith('[x]')) return choice(one, name.slice(0, -3))?.[1];
  return one[name] ?? extensionValue(one, name) ?? extensionOf(one, name);
};

/** "Not available" only where nothing else is said. */
export const firstSaid = (...all: readonly (string | undefined)[]): string | undefined => all.find((one) => one && one !== labels.notAvailable) ?? all.find((one) => one);

export type Say = (paths: string, by?: string) => string | undefined;

/**
 * Says what stands at paths such as `reasonCode reasonReference`, all values of all of them: codes by the source's own
 * words, references with the role, notes with their author and date. `a|b` is the first that says anything, `a.b` goes inwards, `@a` is
 * a time or an amount, `a[x]` a choice of any type. What a reference names and did not come is "Not available", unless the path ends in a choice. A name that is no element is an extension's.
 */
export function sayer(lookup: Lookup, from: Resource, holder: unknown = from): Say {
  const sayOne = (one: unknown, path: string): string | undefined => {
    if (!isNode(one)) return text(one);
    const { name, role } = readReference(one, lookup, from);
    const said = 'reference' in one ? undefined : readCoded(one)?.label;
    const by = said && sayer(lookup, from, one)('author[x] @time');
    return by ? `${said!} (${by})` : said ?? joined([name, role])
      ?? ('reference' in one && !path.endsWith(']') && !lookup.hides?.(one) ? labels.notAvailable : undefined);
  };
  return (paths, by = ', ') => joined(paths.split(' ').map((path) => firstSaid(...path.split('|').map((one) =>
    joined(list(one.replace('@', '').split('.').reduce(find, holder)).map((each) => (one[0] === '@' ? saidWhen(each) : sayOne(each, one))), by)))), by);
}

/** What the parts of a complex extension say, whichever they are. */
export const inside = (lookup: Lookup, from: Resource, name: string): string | undefined =>
  joined(nodes(extensionOf(from, name)?.['extension']).map((one) => sayer(lookup, from, one)('@valueDate|@valueDateTime|value[x]|value[x].event|@value[x]')));

/** Who did what to it, when and why, as told by the Provenance resources that came with it, and those it names; newest first. */
export const historyOf = (resource: Resource, { lookup }: MapContext): string | undefined => {
  // national flags carry their own inside them
  const named = [...nodes(resource['eventHistory']), ...nodes(resource['contained']).filter((one) => one['resourceType'] === 'Provenance')].map((one) => lookup.find(one, resource) ?? one);
  return joined([...new Set([...lookup.told?.(resource) ?? [], ...named])].sort((a, b) => newestFirst(readWhen(a['recorded']), readWhen(b['recorded']))).map((one) => {
    if (!('resourceType' in one)) return sayer(lookup, resource, { one })('one');
    // what it holds names others that it holds
    const by = (holder: Node): Say => sayer(lookup, nodes(resource['contained']).includes(one) ? resource : one as Resource, holder);
    const say = by(one);
    return joined([say('@recorded|@occurred[x]'), say('activity'), ...nodes(one['agent']).map((agent) => by(agent)('who onBehalfOf')), say('reason')], ' · ');
  }), '\n');
};

/** Details by their labels, in the order written. */
export const listed = (details: Partial<Readonly<Record<Label, Detail[1]>>>): readonly Detail[] => Object.entries(details) as unknown as readonly Detail[];

export const unknownTo = (table: keyof typeof codes, status: string | undefined): boolean => status !== undefined && codeWord(table, status) === undefined;

/** The intent of what is no order, nor in a plan: a proposal, an option. */
export const intentOf = ({ intent, resourceType }: Node): string | undefined => {
  const sent = code(intent);
  return sent?.endsWith('order') || (sent === 'plan' && resourceType !== 'ServiceRequest') ? undefined : sent;
};

/**
 * @param statuses the elements that say how the entry stands, with the words we have for them: one nobody knows may change what the row means
 * @param people, dates elements that say who and when, as {@link readProvenance} takes them; space between them
 */
export function toEntry(
  resource: Resource, { lookup }: MapContext, statuses: Readonly<Record<string, keyof typeof codes>>, people: string, dates: string, details: Parameters<typeof listed>[0],
): Entry {
  const intent = intentOf(resource);
  const provenance = readProvenance(resource, lookup, people.split(' '), dates.split(' '));
  const sent = Object.keys(statuses).map((name) => code(resource[name]));
  return {
    status: sent[0], intent, unclear: notUnderstood(resource) || unknownTo('intent', intent) || Object.values(statuses).some((table, index) => unknownTo(table, sent[index])),
    details: listed(details),
    // these two can only be organisations, whatever type they are sent with
    provenance: { ...provenance, organisation: provenance.organisation ?? sayer(lookup, resource)('custodian|organization') },
  };
}

/** Puts an entry into a list; one with nothing to show is "unreadable". */
export const put = <T extends Entry>(into: T[], one: T, shown: unknown = undefined): boolean => Boolean(shown ?? one.title ?? one.details.find(([, value]) => value)) && into.push(one) > 0;

export const latest = (a: Entry, b: Entry): number => newestFirst(a.provenance.date, b.provenance.date);
