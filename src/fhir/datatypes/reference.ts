import { choosePersonName } from '../../record/person-name.js';
import type { Resource } from '../../record/resource.js';
import { localKey } from '../subject.js';
import { at, joined, node, text, type Node } from '../read.js';
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
  const type = target?.resourceType ?? text(reference['type']) ?? localKey(text(reference['reference']))?.split('/')[0];
  const display = text(reference['display']);
  if (type === 'PractitionerRole' && target) {
    const said = readCoded(target['code'])?.label;
    const name = display ?? readReference(target['practitioner'], finder, target).name ?? said;
    return { type, name, role: said === name ? undefined : said, organisation: readReference(target['organization'], finder, target).name };
  }
  const identifier = node(reference['identifier']);
  return { type, name: display ?? ((target && nameOf(target)) || (identifier && joined([type, text(identifier['value'])], ' '))) };
}
