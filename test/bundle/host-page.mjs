import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { browserOptions } from '../support/find-browser.mjs';

const dist = new URL('../../dist/', import.meta.url);

/** What the contract says a host's policy needs (section 1), and nothing more. */
export const HOST_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html dscr";

/** A name of the same server that is no loopback: by plain http its pages are no secure context. */
export const PLAIN_HOST = 'intranet.example';

const TYPES = { js: 'text/javascript', mjs: 'text/javascript', html: 'text/html', json: 'application/json' };

/**
 * A host's server: dist at /dscr/, other files as given. `open` loads a page, by another name of the server if wanted, and tells all
 * that it did.
 * @param {Record<string, string>} files path → content
 */
export async function startHost(files) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    asked.push(pathname);
    const own = files[pathname];
    const content = own ?? (pathname.startsWith('/dscr/') ? await readFile(new URL(pathname.slice('/dscr/'.length), dist)).catch(() => undefined) : undefined);
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': TYPES[pathname.split('.').at(-1)] ?? 'application/octet-stream', 'content-security-policy': HOST_POLICY,
    });
    response.end(content);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { args = [], ...options } = browserOptions();
  const browser = await chromium.launch({ ...options, args: [...args, `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`] });

  return {
    async open(path, name = '127.0.0.1') {
      asked.length = 0;
      const page = await browser.newPage();
      const seen = { console: [], errors: [], violations: [], requests: asked };
      page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => seen.errors.push(error.message));
      await page.exposeFunction('tellViolation', (text) => seen.violations.push(text));
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => window.tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
        window.diagnostics = [];
        addEventListener('dscr-diagnostic', (event) => window.diagnostics.push({ ...event.detail, frozen: Object.isFrozen(event.detail) }));
      });
      await page.goto(`http://${name}:${server.address().port}${path}`, { waitUntil: 'load' });
      // Elements draw in a microtask of the load; a frame later all of it is there.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      return { page, seen };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

export const document = (head, body = '') => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Host</title>${head}</head><body>${body}</body></html>`;
