import { choosePersonName } from '../../record/person-name.js';
import type { Resource } from '../../record/resource.js';
import { at, isNode, node, nodes, text, type Node } from '../read.js';
import { readCoded } from './coded.js';

/** What finds resources by reference (sections/define.ts gives it to mappers). */
export interface Finder { find(reference: unknown, from?: Resource): Resource | undefined }

export interface Named {
  /** the name to show; undefined where a reference ends nowhere: shown as "not available", never blank or a raw id */
  readonly name?: string;
  readonly role?: string;
  readonly organisation?: string;
  readonly type?: string;
}

/** The name of a person, place or organisation as a resource gives it. */
export function nameOf(resource: Node): string | undefined {
  const name = resource['name'];
  if (typeof name === 'string') return text(name);
  return choosePersonName(name)?.full ?? text(at(resource, 'deviceName', 'name')) ?? readCoded(resource['code'] ?? resource['type'])?.label;
}

/**
 * A Reference in words: its display, else the name of what it points at, else type and identifier (real-data.md 10).
 * Follows a PractitionerRole to its practitioner, role and organisation.
 */
export function readReference(value: unknown, finder: Finder, from?: Resource): Named {
  const reference = node(value);
  if (!reference) return {};
  const target = finder.find(reference, from);
  const type = target?.resourceType ?? text(reference['type']) ?? /([A-Z][A-Za-z]+)\/[^/]+(?:\/_history\/.*)?$/.exec(text(reference['reference']) ?? '')?.[1];
  const display = text(reference['display']);
  if (target?.resourceType === 'PractitionerRole') {
    const person = readReference(target['practitioner'], finder, target);
    const organisation = readReference(target['organization'], finder, target).name;
    const role = readCoded(target['code'])?.label;
    const name = display ?? person.name ?? role;
    return { type: target.resourceType, ...(name && { name }), ...(role && role !== name && { role }), ...(organisation && { organisation }) };
  }
  const identifier = node(reference['identifier']);
  const name = display ?? (target && nameOf(target)) ?? (identifier && [type, text(identifier['value'])].filter(isText).join(' '));
  return { ...(type && { type }), ...(name && { name }) };
}
const isText = (value: unknown): value is string => typeof value === 'string';

/** All references of a list that have words; a reference that ends nowhere keeps its place without a name. */
export const readReferences = (value: unknown, finder: Finder, from?: Resource): readonly Named[] =>
  nodes(value).map((one) => readReference(isNode(one['actor']) ? one['actor'] : one, finder, from));
