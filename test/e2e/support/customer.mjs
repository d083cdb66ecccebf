import { createServer } from 'node:http';

const TYPES = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8' };

/** The policy that section 1 of the contract asks of a host, for these addresses. */
export const strictPolicy = ({ script, configuration, api, issuer }) => [
  "default-src 'none'", `script-src 'self' ${script}`, "style-src 'self'", `connect-src ${configuration} ${api}/ ${issuer}/`,
  'frame-src blob:', 'img-src blob:', "base-uri 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html dscr',
].join('; ');

/** The tag as a customer writes it. */
export const scriptTag = ({ script, configuration }) => `<script src="${script}" crossorigin="anonymous" defer data-config="${configuration}"></script>`;

/**
 * A customer's web server on an origin of its own.
 * @param pages path → (addresses) => text; a path without a known ending is a page, served under the strict policy
 */
export async function startCustomer(pages, addresses) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const content = pages[pathname]?.(addresses);
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': TYPES[/\.(\w+)$/.exec(pathname)?.[1]] ?? TYPES.html, 'content-security-policy': strictPolicy(addresses),
      // the weakest there is: whatever we ask for must say nothing of the page all the same
      'referrer-policy': 'unsafe-url',
      'cross-origin-opener-policy': 'unsafe-none', 'x-content-type-options': 'nosniff',
    });
    response.end(content ?? 'Not here.');
  });
  await new Promise((ready) => { server.listen(0, 'localhost', ready); });
  const origin = `http://localhost:${server.address().port}`;
  return {
    origin, at: (path) => `${origin}${path}`,
    close: () => new Promise((closed) => {
      server.closeAllConnections();
      server.close(closed);
    }),
  };
}

export const htmlPage = (head, body) => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Customer</title>${head}</head><body>${body}</body></html>`;
