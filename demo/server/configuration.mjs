import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
export const derbyshirePolicy = () => read('derbyshire.policy.json');

/** The configuration of Derbyshire with the addresses of this demo filled in, and the policy inside it. */
export function derbyshireConfiguration({ api, issuer, callback }) {
  const { api: apiSettings, auth, ...rest } = read('derbyshire.config.json');
  return { ...rest, audit: { url: `${api}/AuditEvent`, required: false }, api: { ...apiSettings, base: api }, auth: { ...auth, issuer, redirectUri: callback }, policy: derbyshirePolicy() };
}
export const derbyshireOrganisations = () => read('derbyshire.config.json').organisations;
