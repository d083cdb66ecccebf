import type { PolicyKey, Principal } from '../../src/policy/types.js';

type Held = Partial<Record<Exclude<PolicyKey, 'authTime'>, readonly string[]>> & { readonly authTime?: number };

/** A person who holds just this. */
export function person({ authTime, ...held }: Held = {}): Principal {
  const of = (key: Exclude<PolicyKey, 'authTime'>): ReadonlySet<string> => new Set(held[key]);
  return {
    issuer: 'https://id.example', subject: '1', name: 'Invented Person', role: 'Role', organisation: { name: 'Organisation' },
    facts: {
      roles: of('roles'), activities: of('activities'), organisations: of('organisations'), levels: of('levels'),
      scopes: of('scopes'), purpose: of('purpose'), acr: of('acr'), ...(authTime !== undefined && { authTime }),
    },
  };
}

/** The policy of the contract's section 5, as the contract prints it. */
export const contractPolicy = () => ({
  schema: 'dscr-policy/1', id: 'derbyshire', version: '2026-11',
  claims: {
    roles: ['cis2:roles', '/realm_access/roles', '/roles'], activities: ['cis2:activities'],
    organisations: ['cis2:organisation', '/org'], levels: ['/dscr_levels'],
  },
  includes: { B8029: ['B8028'], B8028: ['B0380'], B0380: ['B0360'] },
  permit: [{
    id: 'clinical', when: { activities: ['B0360'], roles: ['R8000', 'R8001', 'R8003', 'R0260', 'R1290'] },
    sections: ['demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents'],
  }],
  forbid: [{ id: 'sensitive-results', unless: { activities: ['B1666'] }, labels: ['SEX', 'HIV'], sections: ['results'] }],
  acrLevels: { AAL2_ANY: 2, AAL3_ANY: 3 },
  stronger: [{ sections: ['documents'], level: 2, maxAgeSeconds: 3600 }],
  emergency: [{ id: 'emergency', when: { activities: ['B0082', 'B0083'] }, sections: ['documents'], minutes: 30 }],
});

/** A policy of these rules alone. */
export const policyOf = (rules: Readonly<Record<string, unknown>>) => ({ schema: 'dscr-policy/1', id: 'test', version: '1', ...rules });
