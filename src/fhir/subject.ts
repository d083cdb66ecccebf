import type { Resource } from '../record/resource.js';
import { digitsOf, nhsNumbers } from './identity.js';
import { code, isNode, list, nodes, text, type Node } from './read.js';

/** The base a patient was read from: an absolute reference counts only below it. */
const bases = new WeakMap<Resource, string>();
export const cameFrom = (patient: Resource, base: string): void => { bases.set(patient, base.replace(/\/*$/, '/')); };

/** An absolute reference that is not below that base: what it names is none of ours, whatever its type and id. */
const isElsewhere = (reference: string, patient: Resource | undefined): boolean => {
  const base = patient && bases.get(patient);
  return base !== undefined && /^[a-z]+:/i.test(reference) && !reference.startsWith(base);
};

/** `Type/id` of a reference below the patient's base, whatever its version. */
export const localKey = (reference = '', patient?: Resource): string | undefined => (isElsewhere(reference, patient) ? undefined : /([A-Z][A-Za-z]+\/[^/?#]+)(?:\/_history\/[^/]+)?$/.exec(reference)?.[1]);

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

/** Does this name a patient, and not this one? What names nobody (a medicine, a specimen without subject) does not. */
export const namesAnother = (node: Node, patient: Resource): boolean =>
  (node['resourceType'] === 'Patient' || ['subject', 'patient', 'for'].some((name) => name in node)
    || nodes(node['participant']).some((one) => list(one['actor']).some((actor) => isNode(actor) && /Patient\//.test(text(actor['reference']) ?? ''))))
  && !belongsTo(node as Resource, patient);

/** A reference may be literal, an identifier, or both: both must agree, as far as they can be compared. */
function names(reference: Node, from: Resource, patient: Resource): boolean {
  const { id } = patient;
  const literal = text(reference['reference']);
  if (id !== undefined && literal === `Patient/${id}` && !('identifier' in reference)) return true;
  const [number] = numbersOf(reference);
  if (number !== undefined && !numbersOf(patient).includes(number)) return false;
  if (literal === undefined) return number !== undefined || sharesIdentifier(reference, patient);
  if (literal.startsWith('#')) {
    const contained = nodes(from['contained']).find((one) => one['id'] === literal.slice(1) || one['id'] === literal);
    return contained !== undefined && code(contained['resourceType']) === 'patient' && isSamePerson(contained, patient);
  }
  if (id === undefined) return false;
  const base = bases.get(patient);
  const local = base !== undefined && literal.startsWith(base) ? literal.slice(base.length) : literal;
  if (local.split('/_history/')[0] === `Patient/${id}` || literal.toLowerCase() === `urn:uuid:${id.toLowerCase()}`) return true;
  // A patient of another server is known by the number alone.
  return /^[a-z]+:/i.test(local) && number !== undefined;
}

const numbersOf = (holder: Node): readonly (string | undefined)[] => nhsNumbers(holder).map(digitsOf);

/** Same system and value; a value without system tells nothing. */
function sharesIdentifier(one: Node, patient: Resource): boolean {
  const keys = ({ identifier }: Node): readonly string[] => nodes(identifier).flatMap((sent) => {
    const [system, value] = [text(sent['system']), text(sent['value'])];
    return system !== undefined && value !== undefined ? `${system}|${value}` : [];
  });
  const known = keys(patient);
  return keys(one).some((key) => known.includes(key));
}

/** A contained Patient: by NHS number where it has one, else by another identifier; a different birth date speaks against it. */
function isSamePerson(contained: Node, patient: Resource): boolean {
  const numbers = numbersOf(contained);
  const [born, known] = [contained, patient].map((one) => text(one['birthDate']));
  if (born !== undefined && known !== undefined && !datesAgree(born, known)) return false;
  return numbers.length > 0 ? numbers.every((one) => numbersOf(patient).includes(one)) : sharesIdentifier(contained, patient);
}

/** Do two FHIR dates agree as far as both go? */
export const datesAgree = (one: string, other: string): boolean => {
  const [a, b] = [one.slice(0, 10), other.slice(0, 10)];
  return a.startsWith(b) || b.startsWith(a);
};
