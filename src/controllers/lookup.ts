import { isNode, nodes, text } from '../fhir/read.js';
import { localKey, namesAnother } from '../fhir/subject.js';
import { supersedes } from '../fhir/version.js';
import type { Resource } from '../record/resource.js';

const isResource = (value: unknown): value is Resource => isNode(value) && typeof value['resourceType'] === 'string';

/** Everything that came for one patient, by `Type/id`; dropped whole with the patient. */
export class ResourceIndex {
  /** whose it is: what names somebody else is never found, whoever refers to it */
  patient?: Resource;
  #byKey = new Map<string, Resource>();
  /** Provenances by what they are about, then by id: one may be about a whole record, and each of its entries may have one */
  #told = new Map<string | undefined, Map<unknown, Resource>>();

  /** `Type/id` of a reference below the patient's base, whatever its version. */
  keyOf(reference: string | undefined): string | undefined { return localKey(reference, this.patient); }

  add(resource: Resource): void {
    const { id, resourceType } = resource;
    if (id !== undefined) {
      const key = `${resourceType}/${id}`;
      const held = this.#byKey.get(key);
      if (held && !this.#earlier.has(held) && supersedes(held, resource)) return;
      this.#byKey.set(key, resource);
    }
    if (resourceType !== 'Provenance') return;
    for (const { reference } of nodes(resource['target'])) {
      const key = this.keyOf(text(reference));
      this.#told.set(key, (this.#told.get(key) ?? new Map<unknown, Resource>()).set(id, resource));
    }
  }

  #earlier = new WeakSet<Resource>();
  /** What is held stays until it comes again; then that counts, whatever its version. */
  renew(): void { this.#earlier = new WeakSet(this.#byKey.values()); }

  #hidden = new Set<string>();
  /** It came, and is not to be known of, whoever else brings it. */
  hide({ resourceType, id }: Resource): void { this.#hidden.add(`${resourceType}/${id}`); }
  /** @see Lookup.hides */
  hides(reference: unknown): boolean { return this.#hidden.has(this.keyOf(text(isNode(reference) ? reference['reference'] : reference)) ?? ''); }

  /** what was once read by its reference alone: no answer brings it anew */
  readonly fetched = new Set<string>();
  forgetFetched(): void { for (const key of this.fetched) this.#byKey.delete(key); }

  forget(isGone: (held: Resource) => boolean): void {
    for (const [key, held] of this.#byKey) if (isGone(held)) for (const by of [this.#byKey, this.#told]) by.delete(key);
  }

  /** @see Lookup.told */
  told({ resourceType, id }: Resource): readonly Resource[] {
    const key = `${resourceType}/${id}`;
    return this.find(key) ? [...this.#told.get(key)?.values() ?? []] : [];
  }

  /** @see Lookup.find */
  find(reference: unknown, from?: Resource): Resource | undefined {
    const target = text(isNode(reference) ? reference['reference'] : reference);
    if (target === undefined) return undefined;
    if (target.startsWith('#')) {
      return nodes(from?.['contained']).filter(isResource).find((one) => one.id === target.slice(1) || one.id === target);
    }
    const key = this.keyOf(target);
    const found = key === undefined || this.#hidden.has(key) ? undefined : this.#byKey.get(key);
    return found && this.patient && namesAnother(found, this.patient) ? undefined : found;
  }
}
