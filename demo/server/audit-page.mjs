import { readFileSync } from 'node:fs';
import { escapeHtml, pathOf } from './http.mjs';

const read = (name) => readFileSync(new URL(`./audit-page/${name}`, import.meta.url), 'utf8');

/** The audit trail for the privacy officer: a page of the API's own origin with its own sign-in. */
export function auditPage({ issuer, page }) {
  const html = read('audit.html').replace('{issuer}', escapeHtml(issuer)).replace('{page}', escapeHtml(page));
  const files = new Map([
    ['/audit', ['text/html; charset=utf-8', html]], ['/audit/audit.css', ['text/css', read('audit.css')]],
    ...['audit.js', 'entries.js'].map((name) => [`/audit/${name}`, ['text/javascript', read(name)]]),
  ]);
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${issuer}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; `
    + "require-trusted-types-for 'script'; trusted-types 'none'";
  return (request, response) => {
    const [type, text] = files.get(pathOf(request)) ?? [];
    if (!text) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy, 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
    response.end(text);
  };
}
