import { readFileSync } from 'node:fs';
import { urlOf } from '../server/http.mjs';
import { isNhsNumber } from '../server/nhs-numbers.mjs';
import { HOST_SYSTEMS, PLAIN_HOST } from './host-systems.mjs';
import { hostPage, medicinesPage } from './pages.mjs';

const read = (name) => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/** A host system's web server. It knows the widget by its address only, and its pages run under the strictest policy of the contract, section 1. */
export function hostServer({ patients, script, integrity, configuration, api, issuer, audit }) {
  const addresses = { script, integrity, configuration };
  const files = new Map([['/host.css', ['text/css', read('host.css')]], ['/host.js', ['text/javascript', read('host.js')]]]);
  const policy = [
    "default-src 'none'", `script-src 'self' ${script}`, "style-src 'self'", `connect-src ${configuration} ${api}/ ${issuer}/`,
    "img-src 'self' blob:", 'frame-src blob:', "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", 'trusted-types lit-html dscr',
  ].join('; ');

  /** The patient a page was opened with; one unknown here is handed on all the same, as a host would. */
  function chosenOf(query) {
    const number = query.get('patient')?.replace(/\D/g, '');
    if (!number) return undefined;
    return patients.find(({ nhsNumber }) => nhsNumber === number) ?? (isNhsNumber(number) ? { nhsNumber: number, birthDate: '1900-01-01' } : { nhsNumber: number, birthDate: '' });
  }

  return function handle(request, response) {
    const { pathname, searchParams } = urlOf(request);
    const send = (type, text) => response.writeHead(200, {
      'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin',
    }).end(text);
    const file = files.get(pathname);
    if (file) return send(...file);
    if (pathname === '/audit') return response.writeHead(302, { location: audit }).end();
    const html = 'text/html; charset=utf-8';
    if (pathname === '/meds-only') return send(html, medicinesPage(addresses, chosenOf(searchParams) ?? patients[0]));
    const system = pathname === '/' ? PLAIN_HOST : HOST_SYSTEMS.find(({ id }) => pathname === `/hosts/${id}`);
    if (!system) return response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.');
    return send(html, hostPage(addresses, system, patients, chosenOf(searchParams)));
  };
}
