import { dirname, relative, resolve } from 'node:path';
import { documentsOf, filesBelow } from './folder-files.mjs';
import { R4_TYPES } from './r4-types.mjs';
import { NHS_NUMBER } from './record-store.mjs';
import { SERVED } from './served-types.mjs';
import { valuesAt } from './values-at.mjs';
import { isNhsNumber, unusedNhsNumbers } from './nhs-numbers.mjs';

const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** A place in which a reference is looked up: a Bundle, else a folder; then what is around it. */
const scope = (parent) => ({ parent, names: new Map() });
function lookUp(place, name) {
  for (let each = place; each; each = each.parent) if (each.names.has(name)) return each.names.get(name);
  return undefined;
}

/**
 * Reads every .json and .ndjson file below a folder: single resources, Bundles of every kind, Bundles in Bundles. Nothing of a resource is
 * changed but its id where that is missing or taken, references to what was loaded, an NHS number that is missing, invalid or taken, and a
 * birth date that is missing.
 * @param taken is `Type/id` in use already?
 * @param numberTaken is the NHS number in use already?
 * @returns {{ found: { resource, file }[], patients, problems: { file, says }[] }}
 */
export function loadedFolder(path, { taken, numberTaken }) {
  const folder = resolve(path);
  const problems = [];
  const found = [];
  const known = new Map();
  const folders = new Map();
  const placeOf = (path) => {
    if (!folders.has(path)) folders.set(path, scope(path === folder ? undefined : placeOf(dirname(path))));
    return folders.get(path);
  };

  function keyFor(resource, fullUrl) {
    const uuid = /^urn:uuid:([A-Za-z0-9.-]{1,64})$/.exec(fullUrl ?? '')?.[1];
    const wanted = typeof resource.id === 'string' && ID.test(resource.id) ? resource.id : uuid ?? `loaded-${found.length + 1}`;
    const text = JSON.stringify(resource);
    for (let count = 1; ; count++) {
      const id = count === 1 ? wanted : `${wanted.slice(0, 56)}-${count}`;
      const key = `${resource.resourceType}/${id}`;
      const same = known.get(key);
      if (same?.text === text) return { key, id, repeated: true };
      if (same || taken(key)) continue;
      known.set(key, { text });
      return { key, id, repeated: false };
    }
  }

  function take(resource, place, file, fullUrl, skipped) {
    const type = resource?.resourceType;
    if (resource === null || typeof resource !== 'object' || Array.isArray(resource)) return void skipped.add('not a resource');
    if (typeof type !== 'string') return void skipped.add('no resourceType');
    if (type === 'Bundle') return takeBundle(resource, place, file, skipped);
    if (!R4_TYPES.has(type)) return void skipped.add(`${type} is not a type of FHIR R4`);
    if (!Object.hasOwn(SERVED, type) || SERVED[type].audit) return void skipped.add(`${type} is not part of the record served`);
    const { key, id, repeated } = keyFor(resource, fullUrl);
    for (const name of [fullUrl, `${type}/${resource.id}`, `urn:uuid:${resource.id}`]) if (name && !place.names.has(name)) place.names.set(name, key);
    if (!repeated) found.push({ resource: { ...resource, id }, place, file });
  }

  function takeBundle(bundle, parent, file, skipped) {
    const place = scope(parent);
    for (const entry of [bundle.entry ?? []].flat()) {
      if (entry?.resource === undefined) skipped.add('an entry without a resource');
      else take(entry.resource, place, file, typeof entry.fullUrl === 'string' ? entry.fullUrl : undefined, skipped);
    }
  }

  const cannot = (path, says) => problems.push({ file: relative(folder, path), says: `not loaded: ${says}` });
  for (const path of filesBelow(folder, cannot)) {
    const skipped = tally();
    const before = found.length;
    try {
      for (const document of documentsOf(path, skipped.add)) take(document, placeOf(dirname(path)), relative(folder, path), undefined, skipped);
    } catch (error) {
      // one odd file must not keep the others from being loaded
      found.length = before;
      skipped.add(error.message);
    }
    for (const says of skipped.said()) cannot(path, says);
  }

  const byIdentifier = new Map();
  for (const { resource } of found) {
    for (const identifier of valuesAt(resource, 'identifier')) byIdentifier.set(`${resource.resourceType}?identifier=${identifier?.system}|${identifier?.value}`, `${resource.resourceType}/${resource.id}`);
  }
  for (const { resource, place } of found) point(resource, (name) => resolved(name, place) ?? byIdentifier.get(name));

  return { found, patients: patientList(found, numberTaken), problems };
}

function resolved(name, place) {
  const direct = lookUp(place, name);
  if (direct) return direct;
  const [, tail] = /([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)(?:\/_history\/[^/]+)?$/.exec(name) ?? [];
  return tail === undefined || tail === name ? undefined : lookUp(place, tail);
}

/** Lets references, and addresses of attachments, lead to what was loaded. */
function point(node, target) {
  if (Array.isArray(node)) return node.forEach((each) => point(each, target));
  if (node === null || typeof node !== 'object') return;
  for (const [name, value] of Object.entries(node)) {
    if ((name === 'reference' || name === 'url') && typeof value === 'string' && !value.startsWith('#')) node[name] = target(value) ?? value;
    else point(value, target);
  }
}

function patientList(found, numberTaken) {
  const used = new Set();
  const free = (number) => !used.has(number) && !numberTaken(number);
  const unused = unusedNhsNumbers(free);
  const patients = found.filter(({ resource }) => resource.resourceType === 'Patient');
  const published = new Map();
  for (const { resource } of patients) {
    const number = nhsNumberOf(resource);
    if (number && isNhsNumber(number.value) && free(number.value)) {
      used.add(number.value);
      published.set(resource, number.value);
    }
  }
  return patients.map(({ resource, file }) => {
    const own = published.get(resource);
    const nhsNumber = own ?? giveNumber(resource, unused);
    used.add(nhsNumber);
    const invented = [...(own ? [] : ['NHS number']), ...(giveBirthDate(resource) ? ['birth date'] : [])];
    const says = invented.length > 0 ? `, with an invented ${invented.join(' and ')}` : '';
    return { nhsNumber, name: nameOf(resource), birthDate: typeof resource.birthDate === 'string' ? resource.birthDate : '', for: `Loaded from ${file}${says}` };
  });
}

const nhsNumberOf = (patient) => valuesAt(patient, 'identifier').find((identifier) => identifier?.system === NHS_NUMBER && identifier.use !== 'old');

function giveNumber(patient, unused) {
  const value = unused();
  const rest = valuesAt(patient, 'identifier').filter((identifier) => identifier?.system !== NHS_NUMBER);
  patient.identifier = [{ system: NHS_NUMBER, value }, ...rest];
  return value;
}

/** A record cannot be opened without a date to compare: a patient who has none, and says nothing of why, is given one. */
function giveBirthDate(patient) {
  if (patient.birthDate !== undefined || patient._birthDate !== undefined) return false;
  patient.birthDate = '1900-01-01';
  return true;
}

function nameOf(patient) {
  const [name] = valuesAt(patient, 'name');
  return String(name?.text ?? ([...valuesAt(name, 'given'), ...valuesAt(name, 'family')].join(' ') || 'Name not recorded'));
}

function tally() {
  const counts = new Map();
  return {
    add: (says) => counts.set(says, (counts.get(says) ?? 0) + 1),
    said: () => [...counts].map(([says, count]) => (count === 1 ? says : `${says} (${count} times)`)),
  };
}
