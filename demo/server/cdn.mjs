import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { escapeHtml, isLocal, pathOf } from './http.mjs';

const TYPES = { js: 'text/javascript; charset=utf-8', mjs: 'text/javascript', html: 'text/html; charset=utf-8', json: 'application/json', map: 'application/json' };
const typeOf = (name) => TYPES[name.split('.').at(-1)] ?? 'application/octet-stream';

/** The server a deployment publishes the script on: built files that never change under a version, and the configuration. */
export function cdn({ dist, version, configuration, hostOrigin }) {
  const held = new Map();
  const file = (name) => {
    if (!held.has(name)) {
      const url = new URL(name, dist);
      held.set(name, existsSync(url) ? readFileSync(url) : undefined);
    }
    return held.get(name);
  };
  /** Origins whose pages have fetched the configuration: the sign-in window may answer those, and the demo's own host. */
  const origins = new Set([hostOrigin]);
  const callback = () => file('callback.html')?.toString('utf8')
    .replace(/(<meta name="dscr-origins" content=")[^"]*(">?)/, (_all, before, after) => before + escapeHtml([...origins].join(' ')) + after);

  function contentOf(path) {
    if (path === '/dscr/config.json') return JSON.stringify(configuration);
    const [, name] = new RegExp(`^/dscr/${version.replaceAll('.', '\\.')}/([\\w.-]+)$`).exec(path) ?? [];
    if (!name) return undefined;
    return name === 'callback.html' ? callback() : file(name);
  }

  return {
    integrityOf: (name) => `sha384-${createHash('sha384').update(file(name)).digest('base64')}`,
    handle(request, response) {
      const { origin } = request.headers;
      const path = pathOf(request);
      if (isLocal(origin)) {
        response.setHeader('access-control-allow-origin', origin);
        response.setHeader('vary', 'origin');
        if (path === '/dscr/config.json') origins.add(origin);
      }
      const content = ['GET', 'HEAD'].includes(request.method) ? contentOf(path) : undefined;
      if (content === undefined) return response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.');
      const changes = path.endsWith('.html') || path === '/dscr/config.json';
      response.writeHead(200, {
        'content-type': typeOf(path), 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'cross-origin',
        'cache-control': changes ? 'no-store' : 'public, max-age=31536000, immutable',
        ...(path.endsWith('callback.html') ? { 'referrer-policy': 'no-referrer' } : {}),
      });
      response.end(content);
    },
  };
}
