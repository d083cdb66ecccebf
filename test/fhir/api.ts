import type { Connection } from '../../src/fhir/http.js';
import { createRecordClient, type RecordClientOptions } from '../../src/fhir/record-client.js';
import type { Page, RecordSource, Search } from '../../src/fhir/source.js';
import type { QueryEnd } from '../../src/record/section-state.js';

export const BASE = 'https://api.example/fhir';

export interface Sent { readonly url: string; readonly method: string; readonly body: string; readonly headers: Headers; readonly init: RequestInit }
/** What the API answers to one request; a function may wait, or fail as a network does. */
export type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'content-type': 'application/fhir+json', ...headers } });

export const outcome = (code = 'forbidden', more: object = {}): object =>
  ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, ...more }] });

export const bundle = (resources: readonly unknown[], more: object = {}): object =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })), ...more });

export const next = (url: string): object => ({ link: [{ relation: 'self', url: BASE }, { relation: 'next', url }] });

export const observation = (id: number | string, more: object = {}): object => ({ resourceType: 'Observation', id: String(id), subject: { reference: 'Patient/p1' }, ...more });

/** An answer that ends only with its signal. */
export const never = ({ init }: Sent): Promise<Response> =>
  new Promise((_, reject) => { init.signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))); });

export interface Api {
  readonly client: RecordSource;
  /** requests in order, metadata left out */
  readonly sent: Sent[];
  readonly slept: number[];
  readonly dates: (string | null)[];
  readonly reasons: (string | undefined)[];
  search(search?: Partial<Search>, more?: { readonly signal?: AbortSignal; readonly categories?: readonly string[]; readonly patientId?: string }): Promise<{ end: QueryEnd; pages: Page[] }>;
}

/** A client whose API gives these replies, one after the other, the last one again and again. */
export function apiOf(replies: readonly Reply[], options: Partial<RecordClientOptions> & { readonly metadata?: Reply } = {}): Api {
  const sent: Sent[] = [];
  const slept: number[] = [];
  const dates: (string | null)[] = [];
  const reasons: (string | undefined)[] = [];
  const give = async (reply: Reply, request: Sent): Promise<Response> => {
    if (reply instanceof Error) throw reply;
    return reply instanceof Response ? reply.clone() : reply(request);
  };
  const fetch: Connection['fetch'] = (url, init = {}) => {
    const request = { url: String(url), method: init.method ?? 'GET', body: String(init.body ?? ''), headers: new Headers(init.headers), init };
    if (request.url.endsWith('/metadata')) return give(options.metadata ?? json(outcome(), 404), request);
    sent.push(request);
    return give(replies[Math.min(sent.length, replies.length) - 1]!, request);
  };
  const client = createRecordClient({
    base: BASE, pageSize: 200, timeoutSeconds: 20, maxItems: 20_000, fetch,
    authorize: (reason) => { reasons.push(reason); return Promise.resolve({ authorization: `Bearer ${reason ?? 'first'}` }); },
    sawDate: (date) => dates.push(date),
    sleep: (time) => { slept.push(time); return Promise.resolve(); },
    ...options,
  });
  return {
    client, sent, slept, dates, reasons,
    async search(search, { signal = new AbortController().signal, categories = [], patientId = 'p1' } = {}) {
      const pages: Page[] = [];
      const end = await client.search('results', { type: 'Observation', main: true, ...search }, { resourceType: 'Patient', id: patientId }, { signal, categories, onPage: (page) => pages.push(page) });
      return { end, pages };
    },
  };
}
