import { createServer } from 'node:http';

/** Starts a server on `localhost`; port 0 picks a free one. The handler is set later, because some of ours must know their own address. */
export async function listen(port) {
  let handle = (_request, response) => { response.writeHead(503).end(); };
  const server = createServer(async (request, response) => {
    if (pathOf(request) === '/favicon.ico') return response.writeHead(204).end();
    try {
      await handle(request, response);
    } catch (error) {
      process.stderr.write(`${request.method} ${pathOf(request)}: ${error.stack}\n`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The demo made a mistake: see its window.');
    }
  });
  await new Promise((ready, failed) => {
    server.once('error', (error) => failed(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken by another program.`) : error));
    server.listen(port, 'localhost', ready);
  });
  return {
    origin: `http://localhost:${server.address().port}`,
    handleWith(handler) { handle = handler; },
    close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }),
  };
}

/** Path without a query, doubled slashes taken as one. */
export const pathOf = (request) => urlOf(request).pathname;
export const urlOf = (request) => new URL(request.url.replace(/^\/+/, '/').replace(/\/{2,}(?=[^?]*(\?|$))/g, '/'), 'http://localhost');

export async function bodyOf(request, limit = 1_000_000) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limit) throw Object.assign(new Error('body too large'), { status: 413 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Is this the origin of a page on this machine? The demo serves invented data to those, so that you can try a page of your own. */
export const isLocal = (origin) => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin ?? '');

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => ESCAPES[character]);
