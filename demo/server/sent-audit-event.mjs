import { isTooDeep } from './nesting.mjs';
import { badRequest } from './outcome.mjs';

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** An AuditEvent as a client sends it, checked as far as the trail must be able to read it. */
export function sentAuditEvent(text) {
  let event;
  try { event = JSON.parse(text); } catch { throw badRequest('The body is not JSON.'); }
  if (event?.resourceType !== 'AuditEvent') throw badRequest('The body is not an AuditEvent.');
  if (isTooDeep(event)) throw badRequest('The body is nested too deeply.');
  for (const name of ['agent', 'entity']) {
    const list = event[name] ?? [];
    if (!Array.isArray(list) || !list.every(isObject)) throw badRequest(`${name} must be a list of objects.`);
  }
  for (const { what } of event.entity ?? []) {
    if (what === undefined) continue;
    if (!isObject(what) || typeof (what.reference ?? '') !== 'string') throw badRequest('entity.what must be a reference.');
  }
  if (event.recorded !== undefined && (typeof event.recorded !== 'string' || Number.isNaN(Date.parse(event.recorded)))) throw badRequest('recorded is not an instant.');
  return event;
}
