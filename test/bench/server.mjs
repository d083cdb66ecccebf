import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { startScript } from './deployment.mjs';
import { BIRTH_DATE, makeRecord, nhsNumber, patientOf } from './record-data.mjs';

const BASE = '/fhir';
const STYLE = '.results{height:600px;overflow:auto}.space{position:relative}.row{position:absolute;display:grid;grid-template-columns:110px 2fr 1fr 1fr 90px 90px;width:100%;height:30px}';
const page = (body) => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body>${body}</body></html>`;

const PAGES = {
  blank: () => page(''),
  widget: (number) => page(`<dscr-record nhs-number="${number}" birth-date="${BIRTH_DATE}"></dscr-record><script src="/dscr.js"></script><script>${startScript(BASE)}</script>`),
  plain: (number) => page(`<div id="root"></div><script src="/plain.js"></script><script>plain.show('${number}')</script>`),
};
const SCRIPTS = { '/dscr.js': new URL('../../dist/dscr.js', import.meta.url), '/plain.js': new URL('plain.js', import.meta.url) };

/** One server for both sides: pages, scripts and a small FHIR API with pages and totals. All answers are kept, so that none waits for its making. */
export async function startServer() {
  const records = new Map();
  const kept = new Map();
  let results = 200;
  let origin;

  const record = (patient) => {
    const key = `${patient}/${results}`;
    if (!records.has(key)) records.set(key, makeRecord(patient, results));
    return records.get(key);
  };
  const searchset = (all, offset, count, next) => ({
    resourceType: 'Bundle', type: 'searchset', total: all.length, link: next && offset + count < all.length ? [{ relation: 'next', url: next }] : [],
    entry: all.slice(offset, offset + count).map((resource) => ({ fullUrl: `${origin}${BASE}/${resource.resourceType}/${resource.id}`, resource, search: { mode: 'match' } })),
  });

  function answer(path, query) {
    const [, type, id] = path.slice(BASE.length).split('/');
    if (type === 'metadata') {
      return { resourceType: 'CapabilityStatement', status: 'active', date: '2026-01-01', kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
        rest: [{ mode: 'server', resource: Object.keys(record(1)).map((name) => ({ type: name, interaction: [{ code: 'read' }, { code: 'search-type' }] })) }] };
    }
    if (type === 'Patient' && id === '_search') return searchset(record(patientOf(query.get('identifier').split('|')[1])).Patient, 0, 2);
    const patient = Number(/b(\d+)/.exec(query.get('patient') ?? query.get('subject') ?? '')?.[1]);
    const all = (patient && record(patient)[type]) || [];
    const [offset, count] = ['_offset', '_count'].map((name) => Number(query.get(name) ?? 0));
    const next = new URLSearchParams(query);
    next.set('_offset', offset + count);
    return searchset(all, offset, count || 50, `${origin}${BASE}/${type}?${next}`);
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, origin);
    let body = '';
    for await (const chunk of request) body += chunk;
    const send = (type, content) => {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(content);
    };
    if (SCRIPTS[url.pathname]) return send('text/javascript', readFileSync(SCRIPTS[url.pathname]));
    if (!url.pathname.startsWith(BASE)) return send('text/html', (PAGES[url.pathname.slice(1)] ?? PAGES.blank)(url.searchParams.get('patient')));
    const key = `${results} ${url.pathname}${url.search} ${body}`;
    if (!kept.has(key)) kept.set(key, Buffer.from(JSON.stringify(answer(url.pathname, new URLSearchParams(body || url.search)))));
    return send('application/fhir+json', kept.get(key));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://localhost:${server.address().port}`;
  return {
    origin,
    /** how many results every patient has from now on */
    setResults(count) {
      results = count;
      records.clear();
      kept.clear();
    },
    address: (side, patient) => `${origin}/${side}${patient ? `?patient=${nhsNumber(patient)}` : ''}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
