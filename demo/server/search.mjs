import { randomUUID } from 'node:crypto';
import { badRequest, forbidden, Refusal } from './outcome.mjs';
import { NHS_NUMBER } from './record-store.mjs';
import { inOrder } from './order.mjs';
import { valuesAt } from './values-at.mjs';
import { SERVED } from './served-types.mjs';

const REMEMBERED = 2000;
export const NOT_RELEASED = 'This patient\'s record is not released.';

/** Keeps the newest so many. */
function bounded(most) {
  const map = new Map();
  return {
    get: (key) => map.get(key),
    set(key, value) {
      map.set(key, value);
      if (map.size > most) map.delete(map.keys().next().value);
    },
  };
}

/**
 * Searches and their pages. A search is worked out once and its pages are cut from it, so that page 100 of 20,000 results costs what page 1
 * does. The address of a next page carries a random name and an offset, nothing of the patient.
 */
export function searches({ store, audit, base, notesFor }) {
  const running = bounded(REMEMBERED);

  function candidates(search) {
    const { type, patient, ids } = search;
    if (type === 'AuditEvent') return audit.events(patient);
    if (type === 'Patient') return patientsOf(search);
    if (patient !== undefined) {
      if (store.isRefused(patient)) throw forbidden(NOT_RELEASED);
      return store.ofPatient(patient, type);
    }
    if (ids?.some((id) => store.ownersOf(`${type}/${id}`).some(store.isRefused))) throw forbidden(NOT_RELEASED);
    if (ids) return ids.map((id) => store.get(`${type}/${id}`)).filter((resource) => resource);
    if (SERVED[type].shared) return store.ofType(type);
    throw badRequest(`A search for ${type} needs patient or _id.`);
  }

  function patientsOf({ numbers, ids }) {
    if (!numbers && !ids) throw badRequest('A search for Patient needs identifier or _id.');
    const found = numbers
      ? numbers.flatMap(([system, value]) => (value === undefined ? store.patientsByNumber(system) : system === NHS_NUMBER ? store.patientsByNumber(value) : []))
      : ids.map((id) => store.get(`Patient/${id}`)).filter((resource) => resource);
    if (found.some(({ id }) => store.isRefused(id))) throw forbidden(NOT_RELEASED);
    return [...new Set(numbers && ids ? found.filter(({ id }) => ids.includes(id)) : found)];
  }

  function matchesOf(search, visible) {
    const { ids, tests, patient, type } = search;
    const fits = (resource) => (!ids || ids.includes(resource.id)) && tests.every((test) => test(resource)) && visible(resource);
    const found = candidates(search).filter(fits);
    if (type === 'AuditEvent' && search.sort.length === 0) return found.toReversed();
    const [first, ...others] = search.sort;
    // the store holds each patient's entries newest first already
    const asHeld = patient !== undefined && type !== 'AuditEvent' && first?.sign === -1 && others.length === 0 && first.paths === Object.values(SERVED[type].dates)[0];
    return asHeld ? found : inOrder(found, search.sort);
  }

  function included(matches, includes, visible) {
    const seen = new Set(matches);
    const found = [];
    const follow = (resources, first) => {
      const next = [];
      for (const resource of resources) {
        for (const { source, path, types, again, reverse } of includes) {
          if (reverse || source !== resource.resourceType || (!first && !again)) continue;
          for (const reference of valuesAt(resource, `${path}.reference`)) {
            const key = /([A-Za-z]+\/[A-Za-z0-9.-]+)(\/_history\/.*)?$/.exec(reference)?.[1];
            const target = key && types.has(key.split('/')[0]) ? store.get(key) : undefined;
            if (!target || seen.has(target) || !visible(target)) continue;
            seen.add(target);
            next.push(target);
          }
        }
      }
      found.push(...next);
      if (next.length > 0) follow(next, false);
    };
    follow(matches, true);
    return [...found, ...includes.filter(({ reverse }) => reverse).flatMap((one) => pointing(matches, one, visible))];
  }

  /** What of the same patients points at one of the matches. */
  function pointing(matches, { source, path }, visible) {
    const keys = new Set(matches.map(({ resourceType, id }) => `${resourceType}/${id}`));
    const owners = new Set([...keys].flatMap((key) => store.ownersOf(key)));
    return [...owners].flatMap((owner) => store.ofPatient(owner, source))
      .filter((resource) => valuesAt(resource, `${path}.reference`).some((reference) => keys.has(reference)) && visible(resource));
  }

  const entry = (resource, mode) => `{"fullUrl":${JSON.stringify(`${base}/${resource.resourceType}/${resource.id}`)},"resource":${store.text(resource)},"search":{"mode":"${mode}"}}`;

  function bundle({ name, search, matches, visible, notes }, offset) {
    const page = matches.slice(offset, offset + search.count);
    const entries = [...page.map((resource) => entry(resource, 'match')), ...included(page, search.includes, visible).map((resource) => entry(resource, 'include'))];
    if (offset === 0 && notes.length > 0) {
      entries.push(`{"resource":${JSON.stringify({ resourceType: 'OperationOutcome', issue: notes })},"search":{"mode":"outcome"}}`);
    }
    const shown = search.shown.toString();
    const link = [{ relation: 'self', url: offset === 0 ? `${base}/${search.type}${shown && `?${shown}`}` : pageUrl(search.type, name, offset) }];
    if (offset + search.count < matches.length) link.push({ relation: 'next', url: pageUrl(search.type, name, offset + search.count) });
    return `{"resourceType":"Bundle","type":"searchset","timestamp":"${new Date().toISOString()}","total":${matches.length},"link":${JSON.stringify(link)}`
      + `${entries.length > 0 ? `,"entry":[${entries.join(',')}]` : ''}}`;
  }
  const pageUrl = (type, name, offset) => `${base}/${type}?_page=${name}.${offset}`;

  return {
    /** @param asked patients the request names  @returns JSON text of the first page, and the patients concerned */
    first(search, access, visible, asked) {
      const matches = matchesOf(search, visible);
      const patients = [...new Set([...asked, ...matches.flatMap(({ resourceType, id }) => store.ownersOf(`${resourceType}/${id}`))])];
      // Letters alone: ten digits in a row would look like an NHS number in an address.
      const run = { name: randomUUID().replace(/\d/g, (digit) => 'ghijklmnop'[digit]), search, matches, patients, visible, notes: notesFor(search, access), holder: access.person.id, key: access.key };
      running.set(run.name, run);
      return { text: bundle(run, 0), patients, page: 0 };
    },
    /** the patients whose page it is, whoever asks for it */
    patientsOf: (cursor) => running.get(cursor.split('.')[0])?.patients ?? [],
    /** @param cursor what stands in `_page` */
    next(type, cursor, access) {
      const [name, offset] = cursor.split('.');
      const run = running.get(name);
      if (!run || run.search.type !== type || !/^\d+$/.test(offset ?? '')) throw new Refusal(410, 'expired', 'This page is no longer held. Begin the search again.');
      if (run.holder !== access.person.id || run.key !== access.key) throw forbidden('This page was made for another person or role.');
      return { text: bundle(run, Number(offset)), patients: run.patients, page: Number(offset) / run.search.count };
    },
  };
}
