import { demoJson } from '../data/decimal.mjs';
import { plainNumbers } from './exact-json.mjs';
import { inOrder, newestFirst } from './order.mjs';
import { SERVED } from './served-types.mjs';
import { valuesAt } from './values-at.mjs';

export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const keyOf = ({ resourceType, id }) => `${resourceType}/${id}`;

/**
 * The record in memory: by type and id, and by patient and type. Each resource is written to JSON once, when first sent.
 */
export function recordStore() {
  const byKey = new Map();
  const byType = new Map();
  const byPatient = new Map();
  const patientByNumber = new Map();
  const ownersOf = new Map();
  const pointingAt = new Map();
  const texts = new Map();
  const refused = new Set();
  const binaries = new Map();
  const pending = [];

  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));

  /** Logical id of each patient a resource points at, by reference or by NHS number alone. */
  function patientsOf(resource) {
    const { patient = [] } = SERVED[resource.resourceType];
    const found = new Set();
    for (const path of patient) {
      for (const reference of valuesAt(resource, path)) {
        const id = /(?:^|\/)Patient\/([A-Za-z0-9.-]+)/.exec(reference?.reference ?? '')?.[1];
        if (id && byKey.has(`Patient/${id}`)) found.add(id);
        else if (reference?.identifier?.system === NHS_NUMBER) (patientByNumber.get(reference.identifier.value) ?? []).forEach((each) => found.add(each.id));
      }
    }
    if (resource.resourceType === 'Provenance') {
      for (const reference of valuesAt(resource, 'target.reference')) (ownersOf.get(reference) ?? []).forEach((id) => found.add(id));
    }
    return found;
  }

  function own(resource) {
    const key = keyOf(resource);
    if (resource.resourceType === 'Patient') return void ownersOf.set(key, [resource.id]);
    const owners = [...patientsOf(resource)];
    ownersOf.set(key, owners);
    owners.forEach((id) => push(byPatient, `${id}/${resource.resourceType}`, resource));
    for (const url of (SERVED[resource.resourceType].files ?? []).flatMap((path) => valuesAt(resource, path))) {
      const binary = /(?:^|\/)(Binary\/[A-Za-z0-9.-]+)$/.exec(url)?.[1];
      if (!binary) continue;
      ownersOf.set(binary, [...(ownersOf.get(binary) ?? []), ...owners]);
      push(pointingAt, binary, resource);
    }
  }

  return {
    /** Takes resources in; `ready` must follow once all are there, because references may point forward. */
    add(resource) {
      byKey.set(keyOf(resource), resource);
      push(byType, resource.resourceType, resource);
      if (resource.resourceType === 'Patient') {
        for (const identifier of valuesAt(resource, 'identifier')) if (identifier?.system === NHS_NUMBER) push(patientByNumber, identifier.value, resource);
      }
      pending.push(resource);
    },
    ready() {
      const last = pending.filter(({ resourceType }) => resourceType === 'Provenance');
      for (const resource of pending.filter(({ resourceType }) => resourceType !== 'Provenance')) own(resource);
      last.forEach(own);
      pending.length = 0;
      for (const [key, resources] of byPatient) {
        const [paths] = Object.values(SERVED[key.split('/')[1]].dates ?? {});
        if (paths) byPatient.set(key, inOrder(resources, newestFirst(paths)));
      }
    },
    has: (key) => byKey.has(key),
    get: (key) => byKey.get(key),
    ofType: (type) => byType.get(type) ?? [],
    /** newest first by the type's first date parameter */
    ofPatient: (id, type) => byPatient.get(`${id}/${type}`) ?? [],
    ownersOf: (key) => ownersOf.get(key) ?? [],
    /** the documents and reports whose content a Binary is */
    pointingAt: (key) => pointingAt.get(key) ?? [],
    patientsByNumber: (value) => patientByNumber.get(value) ?? [],
    /** A number that was replaced leads to the patient with the new one. */
    alias(oldNumber, newNumber) {
      if (!patientByNumber.has(oldNumber)) patientByNumber.set(oldNumber, patientByNumber.get(newNumber) ?? []);
    },
    refuse(number) { (patientByNumber.get(number) ?? []).forEach(({ id }) => refused.add(id)); },
    isRefused: (patientId) => refused.has(patientId),
    binaries,
    /** JSON text, with every decimal as it was written. */
    text(resource) {
      const key = keyOf(resource);
      if (!texts.has(key)) texts.set(key, plainNumbers(demoJson(resource)));
      return texts.get(key);
    },
  };
}
