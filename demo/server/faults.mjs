import { setTimeout as wait } from 'node:timers/promises';
import { outcome } from './outcome.mjs';
import { SERVED } from './served-types.mjs';

const LONGEST = 2_147_483_647;
const whole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;
const anyHeaders = (value) => {
  try { return !Array.isArray(value) && Boolean(new Headers(value)); } catch { return false; }
};
/** what each member may be, and how that is said */
const KNOWN = {
  type: [(value) => ['metadata', '*'].includes(value) || (typeof value === 'string' && Object.hasOwn(SERVED, value)), 'a type that is served, metadata or *'],
  status: [(value) => value === 0 || whole(value, 200, 599), '0, or a status from 200 to 599'],
  delayMs: [(value) => whole(value, 0, LONGEST), 'a whole number'],
  afterPages: [(value) => whole(value, 0, LONGEST), 'a whole number'],
  headers: [anyHeaders, 'an object of header names and values'],
  body: [(value) => value !== null, 'text or JSON'],
};

/**
 * Planted faults, one per resource type (`metadata` and `*` too). `{ type, status }` answers with that status and an OperationOutcome;
 * `body` replaces it (`""` for none), alone it comes with 200; `delayMs` comes first and alone delays a good answer; `afterPages: n` lets n
 * pages through; `status: 0` breaks the connection. `{}` heals everything.
 */
export function plantedFaults() {
  const faults = new Map();
  return {
    /** @throws Error with what is wrong */
    set(fault) {
      if (fault === null || typeof fault !== 'object' || Array.isArray(fault)) throw new Error('A fault is a JSON object.');
      if (Object.keys(fault).length === 0) return faults.clear();
      for (const [name, value] of Object.entries(fault)) {
        if (!Object.hasOwn(KNOWN, name)) throw new Error(`${name} is not known: ${Object.keys(KNOWN).join(', ')}.`);
        const [fits, says] = KNOWN[name];
        if (!fits(value)) throw new Error(`${name} must be ${says}.`);
      }
      if (fault.type === undefined) throw new Error('type is missing.');
      faults.set(fault.type, fault);
    },
    /** @returns true where the fault has answered */
    async strike(type, page, response) {
      const fault = faults.get(type) ?? faults.get('*');
      if (!fault || page < (fault.afterPages ?? 0)) return false;
      if (fault.delayMs) await wait(fault.delayMs);
      if (response.destroyed) return true;
      if (fault.status === undefined && fault.body === undefined) return false;
      if (fault.status === 0) {
        response.destroy();
        return true;
      }
      const status = fault.status ?? 200;
      const body = fault.body ?? outcome('exception', `Planted fault: ${status}.`);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': text.startsWith('<') ? 'text/html' : 'application/fhir+json', ...fault.headers });
      response.end(text);
      return true;
    },
  };
}
