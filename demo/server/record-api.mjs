import { randomUUID } from 'node:crypto';
import { RoleRefused } from './access.mjs';
import { bodyOf, isLocal, pathOf, urlOf } from './http.mjs';
import { badRequest, forbidden, notFound, outcome, Refusal, unauthorised } from './outcome.mjs';
import { patientsAsked } from './patients-asked.mjs';
import { NOT_RELEASED } from './search.mjs';
import { readFormat, readParameters } from './search-parameters.mjs';
import { sentAuditEvent } from './sent-audit-event.mjs';
import { SERVED } from './served-types.mjs';
import { valuesAt } from './values-at.mjs';

const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** Contract, section 8. */
const CORS = {
  'access-control-allow-headers': 'authorization, content-type, accept, x-request-id, nhsd-session-urid',
  'access-control-allow-methods': 'GET, POST', 'access-control-expose-headers': 'retry-after, date', 'access-control-max-age': '600',
};

/**
 * The FHIR R4 interface. Order of a request: whose token · which role · is the type served · may this person see it at all · a planted
 * fault · the search itself. The role is asked before anything is looked up for an answer, so that a refusal says nothing about the patient;
 * the audit alone learns whom a refused request was about.
 */
export function recordApi({ store, searches, policy, personOfToken, audit, requestLog, faults, capabilities }) {
  return async function handle(request, response) {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('vary', 'origin');
    if (isLocal(request.headers.origin)) {
      response.setHeader('access-control-allow-origin', request.headers.origin);
      for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    }
    if (request.method === 'OPTIONS') return response.writeHead(204).end();

    const [type = '', id, ...deeper] = pathOf(request).replace(/^\/fhir\/?|\/$/g, '').split('/');
    const requestId = request.headers['x-request-id'] ?? randomUUID();
    const seen = { person: null, holder: undefined, access: undefined, patients: [], type: type === 'metadata' ? 'CapabilityStatement' : type };
    response.setHeader('x-request-id', requestId);
    response.on('close', () => {
      const entry = { time: new Date().toISOString(), method: request.method, path: pathOf(request), type: seen.type, status: response.statusCode, requestId, person: seen.person, parameters: seen.parameters ?? [] };
      requestLog.push(entry);
      if (seen.type !== 'CapabilityStatement') audit.record(entry, seen, request.method === 'POST' && !id ? 'C' : id && id !== '_search' ? 'R' : 'E');
    });
    try {
      await answer({ request, response, type, id, deeper, seen });
    } catch (error) {
      if (response.destroyed) return;
      const refusal = error instanceof Refusal ? error : error instanceof RoleRefused ? forbidden(error.message) : undefined;
      if (!refusal && !error.status) throw error;
      send(response, refusal?.status ?? error.status, JSON.stringify(outcome(refusal?.code ?? 'too-long', error.message)), refusal?.headers);
    }
  };

  async function answer({ request, response, type, id, deeper, seen }) {
    if (type === 'metadata' && !id) {
      seen.person = (await holder(request))?.id ?? null;
      if (await faults.strike('metadata', 0, response)) return;
      return send(response, 200, capabilities);
    }
    const person = await holder(request);
    if (!person) throw unauthorised('A valid access token is needed.');
    Object.assign(seen, { person: person.id, holder: person });
    const params = [...urlOf(request).searchParams];
    if (request.method === 'POST' && id === '_search') params.push(...await formOf(request));
    const cursor = params.find(([name]) => name === '_page')?.[1];
    seen.parameters = [...new Set(params.map(([name]) => name))];
    seen.patients = cursor === undefined ? patientsAsked(store, { type, id, params }) : searches.patientsOf(cursor);
    const access = policy.accessOf(person, request.headers['nhsd-session-urid']);
    seen.access = access;
    if (!Object.hasOwn(SERVED, type)) throw notFound('This type is not served.');

    if (request.method === 'POST' && !id) return create({ request, response, type, params, access, seen });
    if (!access.mayType(type)) throw forbidden(`Your role does not include ${type}.`);
    if (deeper.length > 0) {
      if (Object.hasOwn(SERVED, deeper[0]) && !access.mayType(deeper[0])) throw forbidden(`Your role does not include ${deeper[0]}.`);
      throw notFound('There is nothing at this address: compartments, operations and histories are not offered.');
    }
    const searching = request.method === 'POST' ? id === '_search' : request.method === 'GET' && !id;
    if (!searching && request.method !== 'GET') throw new Refusal(405, 'not-supported', 'Only reading and searching are offered.', { allow: 'GET' });

    const visible = (resource) => mayShow(access, resource);

    if (!searching) {
      const format = readFormat(params);
      if (await faults.strike(type, 0, response)) return;
      return read({ request, response, type, id, format, visible, access });
    }
    if (cursor !== undefined && params.length > 1) throw badRequest('Nothing may be sent beside _page.');
    const result = cursor === undefined ? searches.first(readParameters(type, params, access), access, visible, seen.patients) : searches.next(type, cursor, access);
    seen.patients = result.patients;
    if (await faults.strike(type, result.page, response)) return;
    send(response, 200, result.text);
  }

  async function holder(request) {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    return token && personOfToken(token);
  }

  function mayShow(access, resource) {
    if (resource.resourceType !== 'Provenance') return access.mayRead(resource);
    return access.mayRead(resource) && valuesAt(resource, 'target.reference').every((reference) => {
      const target = store.get(reference);
      return !target || access.mayRead(target);
    });
  }

  function read({ request, response, type, id, format, visible, access }) {
    const key = `${type}/${id}`;
    if (store.ownersOf(key).some(store.isRefused)) throw forbidden(NOT_RELEASED);
    if (type === 'Binary') return sendFile({ response, id, access, wrapped: format.asked || /fhir\+json/.test(request.headers.accept ?? '') });
    const resource = type === 'AuditEvent' ? audit.get(id) : store.get(key);
    if (!resource || !visible(resource)) throw notFound('There is no such resource.');
    send(response, 200, type === 'AuditEvent' ? JSON.stringify(resource) : store.text(resource));
  }

  /** @param wrapped as a FHIR resource, else as it is */
  function sendFile({ response, id, access, wrapped }) {
    const file = store.binaries.get(id);
    if (!file || !access.mayOpen(store.pointingAt(`Binary/${id}`))) {
      // whoever may open only some files hears the same of every other, there or not
      throw access.mayWhole('Binary') ? notFound('There is no such resource.') : forbidden('Your role does not include this file.');
    }
    const { contentType, bytes, released } = file;
    if (released === false) throw forbidden('This document was not released by its source.');
    if (wrapped) return send(response, 200, JSON.stringify({ resourceType: 'Binary', id, contentType, data: Buffer.from(bytes).toString('base64') }));
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length, 'content-disposition': 'attachment', 'content-security-policy': 'sandbox' });
    response.end(bytes);
  }

  async function create({ request, response, type, params, access, seen }) {
    if (type !== 'AuditEvent') throw new Refusal(405, 'not-supported', 'Only AuditEvents are accepted.', { allow: 'GET' });
    if (access.sections.length === 0) throw forbidden('You have no role for this record.');
    readFormat(params);
    const text = await bodyOf(request);
    if (await faults.strike(type, 0, response)) return;
    const kept = audit.accept(sentAuditEvent(text), access);
    seen.patients = valuesAt(kept, 'entity.what.reference').flatMap((reference) => (reference.startsWith('Patient/') ? store.ownersOf(reference) : []));
    send(response, 201, JSON.stringify(kept), { location: `AuditEvent/${kept.id}` });
  }
}

async function formOf(request) {
  if (!/^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '')) throw new Refusal(415, 'not-supported', 'A search is sent as application/x-www-form-urlencoded.');
  return new URLSearchParams(await bodyOf(request));
}

function send(response, status, text, headers = {}) {
  response.writeHead(status, { 'content-type': FHIR_JSON, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}
