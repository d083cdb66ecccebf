import { isNode, nodes, text } from '../fhir/read.js';
import { namesAnother } from '../fhir/subject.js';
import type { Resource } from '../record/resource.js';

const isResource = (value: unknown): value is Resource => isNode(value) && typeof value['resourceType'] === 'string';

/** Everything that came for one patient, by `Type/id`; dropped whole with the patient. */
export class ResourceIndex {
  /** whose it is: what names somebody else is never found, whoever refers to it */
  patient?: Resource;
  #byKey = new Map<string, Resource>();
  readonly #told = new Map<string, Resource>();

  add(resource: Resource): void {
    if (resource.id !== undefined) (resource.resourceType === 'Provenance' ? this.#told : this.#byKey).set(`${resource.resourceType}/${resource.id}`, resource);
  }

  forget(types: readonly string[]): void {
    for (const key of this.#byKey.keys()) if (types.includes(key.split('/')[0]!)) this.#byKey.delete(key);
  }

  /** @see Lookup.told */
  told(of: Resource): readonly Resource[] { return [...this.#told.values()].filter((one) => nodes(one['target']).some((target) => this.find(target) === of)); }

  /** @see Lookup.find */
  find(reference: unknown, from?: Resource): Resource | undefined {
    const target = text(isNode(reference) ? reference['reference'] : reference);
    if (target === undefined) return undefined;
    if (target.startsWith('#')) {
      return nodes(from?.['contained']).filter(isResource).find((one) => one.id === target.slice(1) || one.id === target);
    }
    const key = /([A-Z][A-Za-z]+\/[^/?#]+)(?:\/_history\/[^/]+)?$/.exec(target)?.[1];
    const found = key === undefined ? undefined : this.#byKey.get(key);
    return found && this.patient && namesAnother(found, this.patient) ? undefined : found;
  }
}
