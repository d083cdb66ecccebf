import { readFileSync } from 'node:fs';
import { accessPolicy } from './access.mjs';
import { auditPage } from './audit-page.mjs';
import { auditTrail } from './audit-trail.mjs';
import { capabilityStatement } from './capabilities.mjs';
import { cdn } from './cdn.mjs';
import { derbyshireConfiguration, derbyshireOrganisations, derbyshirePolicy } from './configuration.mjs';
import { plantedFaults } from './faults.mjs';
import { hostServer } from '../hosts/host-server.mjs';
import { listen, pathOf } from './http.mjs';
import { identityProvider } from './identity-provider.mjs';
import { loadRecords } from './records.mjs';
import { recordApi } from './record-api.mjs';
import { searches } from './search.mjs';
import { scriptAddresses } from './script-addresses.mjs';
import { sourceNotes } from './source-notes.mjs';

const VERSION = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;

/**
 * Starts the four servers of the demo: host, API, identity provider, and the one that publishes the script.
 * @param options `port` first of four ports, 0 for free ones; `data` a folder to load besides; `dist` where the built files are;
 *   `records` instead of the demo's own (as demo/data gives them)
 */
export async function startDemo({ port = 0, data, dist = new URL('../../dist/', import.meta.url), records } = {}) {
  const started = Date.now();
  const { store, patients, notes, problems } = await loadRecords({ data, records });
  const servers = [];
  const close = () => Promise.all(servers.map((server) => server.close()));
  try {
    for (let at = 0; at < 4; at++) servers.push(await listen(port === 0 ? 0 : port + at));
  } catch (error) {
    await close();
    throw error;
  }
  const [host, api, idp, files] = servers;
  const base = `${api.origin}/fhir`;
  const folder = `${files.origin}/dscr/${VERSION}`;
  const callback = `${folder}/callback.html`;
  const audited = `${api.origin}/audit`;

  const provider = await identityProvider({ issuer: idp.origin, callback, auditPage: audited, signedOut: [`${host.origin}/`] });
  idp.handleWith(provider.handle);

  const published = cdn({ dist, version: VERSION, configuration: derbyshireConfiguration({ api: base, issuer: idp.origin, callback }), hostOrigin: host.origin });
  files.handleWith(published.handle);

  const [audit, faults, requestLog] = [auditTrail((id) => store.get(`Patient/${id}`)), plantedFaults(), []];
  const answer = recordApi({
    store, audit, faults, requestLog,
    searches: searches({ store, audit, base, notesFor: sourceNotes(derbyshireOrganisations(), notes, started) }),
    policy: accessPolicy(derbyshirePolicy()), personOfToken: provider.personOfToken,
    capabilities: JSON.stringify(capabilityStatement(base, new Date(started).toISOString())),
  });
  const forScripts = scriptAddresses({ patients, requestLog, faults });
  const trail = auditPage({ issuer: idp.origin, page: audited });
  api.handleWith((request, response) => {
    const path = pathOf(request);
    if (path.startsWith('/fhir')) return answer(request, response);
    if (path.startsWith('/audit')) return trail(request, response);
    return forScripts(request, response);
  });

  host.handleWith(hostServer({
    patients, script: `${folder}/dscr.js`, integrity: () => published.integrityOf('dscr.js'), configuration: `${files.origin}/dscr/config.json`,
    api: base, issuer: idp.origin, audit: audited,
  }));

  return {
    close, patients, problems, callback,
    addresses: {
      host: host.origin, api: base, issuer: idp.origin, requestLog: `${api.origin}/demo/request-log`, patients: `${api.origin}/demo/patients`, faults: `${api.origin}/demo/faults`,
    },
  };
}
