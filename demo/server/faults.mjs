import { setTimeout as wait } from 'node:timers/promises';
import { outcome } from './outcome.mjs';

const KNOWN = new Set(['type', 'status', 'delayMs', 'body', 'headers', 'afterPages']);

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
      const unknown = Object.keys(fault).find((key) => !KNOWN.has(key));
      if (unknown) throw new Error(`${unknown} is not known: ${[...KNOWN].join(', ')}.`);
      if (typeof fault.type !== 'string') throw new Error('type is missing.');
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
