import { bodyOf, pathOf } from './http.mjs';

/** What scripts ask of the demo (contract, section 7): the patients, the request log, and faults to plant. No token is needed. */
export function scriptAddresses({ patients, requestLog, faults }) {
  const list = JSON.stringify(patients.map(({ nhsNumber, name, birthDate, for: purpose }) => ({ nhsNumber, name, birthDate, for: purpose })));
  return async function handle(request, response) {
    const reply = (status, type, text) => response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    switch (`${request.method} ${pathOf(request)}`) {
      case 'GET /demo/patients': return reply(200, 'application/json', list);
      case 'GET /demo/request-log': return reply(200, 'application/x-ndjson', requestLog.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      case 'POST /demo/faults':
        try {
          faults.set(JSON.parse(await bodyOf(request)));
          return reply(200, 'application/json', '{}');
        } catch (error) {
          return reply(400, 'text/plain', error.message);
        }
      default: return reply(404, 'text/plain', 'Not here.');
    }
  };
}
