import type { Resource } from '../record/resource.js';
import { nhsNumbers } from './identity.js';
import { code, isNode, list, nodes, text, type Node } from './read.js';

/** The base a patient was read from: an absolute reference counts only below it. */
const bases = new WeakMap<Resource, string>();
export const cameFrom = (patient: Resource, base: string): void => { bases.set(patient, base.replace(/\/*$/, '/')); };

/**
 * Is this resource clearly about this patient? One that names nobody is not, nor one that names two patients as its
 * subject; an appointment is, where the patient is among those who take part.
 */
export function belongsTo(resource: Resource, patient: Resource): boolean {
  if (resource.resourceType === 'Patient') return patient.id !== undefined && resource.id === patient.id;
  const named = ['subject', 'patient', 'for'].flatMap((name) => list(resource[name]));
  const isPatient = (reference: unknown): boolean => isNode(reference) && names(reference, resource, patient);
  return named.length > 0 ? named.every(isPatient)
    : nodes(resource['participant']).some((one) => list(one['actor']).some(isPatient));
}

/** A reference may be literal, an identifier, or both: both must agree, as far as they can be compared. */
function names(reference: Node, from: Resource, patient: Resource): boolean {
  const literal = text(reference['reference']);
  if (patient.id !== undefined && literal === `Patient/${patient.id}` && !('identifier' in reference)) return true;
  const number = numberOf(reference['identifier']);
  if (number !== undefined && !numbersOf(patient).includes(number)) return false;
  if (literal === undefined) return number !== undefined || sharesIdentifier(reference, patient);
  if (literal.startsWith('#')) {
    const contained = nodes(from['contained']).find((one) => one['id'] === literal.slice(1) || one['id'] === literal);
    return code(contained?.['resourceType']) === 'patient' && isSamePerson(contained as Resource, patient);
  }
  const { id } = patient;
  if (id === undefined) return false;
  const base = bases.get(patient);
  const local = base !== undefined && literal.startsWith(base) ? literal.slice(base.length) : literal;
  if (local.split('/_history/')[0] === `Patient/${id}` || literal.toLowerCase() === `urn:uuid:${id.toLowerCase()}`) return true;
  // A patient of another server is known by the number alone.
  return /^[a-z]+:/i.test(local) && number !== undefined;
}

const digits = (value: unknown): string | undefined => text(value)?.replace(/[\s-]/g, '');
const numbersOf = (patient: Resource): readonly (string | undefined)[] => nhsNumbers(patient).map((one) => digits(one['value']));
const numberOf = (identifier: unknown): string | undefined =>
  nhsNumbers({ resourceType: 'Patient', identifier }).map((one) => digits(one['value']))[0];

/** Same system and value; a value without system tells nothing. */
function sharesIdentifier(one: Node, patient: Resource): boolean {
  return nodes(one['identifier']).some(({ system, value }) => text(system) !== undefined && text(value) !== undefined
    && nodes(patient['identifier']).some((other) => text(other['system']) === text(system) && text(other['value']) === text(value)));
}

/** A contained Patient: by NHS number where it has one, else by another identifier; a different birth date speaks against it. */
function isSamePerson(contained: Resource, patient: Resource): boolean {
  const numbers = numbersOf(contained);
  const born = text(contained['birthDate']);
  if (born !== undefined && text(patient['birthDate']) !== undefined && !datesAgree(born, text(patient['birthDate'])!)) return false;
  return numbers.length > 0 ? numbers.every((one) => numbersOf(patient).includes(one)) : sharesIdentifier(contained, patient);
}

/** Do two FHIR dates agree as far as both go? */
export const datesAgree = (one: string, other: string): boolean => {
  const [a, b] = [one.slice(0, 10), other.slice(0, 10)];
  return a.startsWith(b) || b.startsWith(a);
};
