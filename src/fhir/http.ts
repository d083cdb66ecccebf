import type { Cause, Problem } from '../record/problem.js';
import { parseFhir } from './json.js';
import { isOutcome } from './outcome.js';

export interface Connection {
  /** most time one request may take, its body included */
  readonly timeoutSeconds: number;
  /** headers of the session; undefined where there is none any more. `401`: the last token was refused */
  authorize(reason?: '401'): Promise<Readonly<Record<string, string>> | undefined>;
  /** hears the exposed `Date` of every answer */
  sawDate(date: string | null): void;
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

export interface Ask {
  /** checked by `fhirUrl`, or made of the base */
  readonly url: string;
  readonly signal: AbortSignal;
  /** `Date.now()` at which the answer must be decided, retries included */
  readonly deadline: number;
  readonly maxBytes: number;
  /** sent by POST: what must not stand in an address */
  readonly form?: URLSearchParams;
  readonly accept?: string;
}

export interface Failed {
  readonly kind: 'failed';
  readonly problem: Problem;
  /** the refusal is FHIR's own: an OperationOutcome came with it */
  readonly outcome: boolean;
}
export type Answer =
  | { readonly kind: 'content'; readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string; readonly reference: string }
  | { readonly kind: 'too-large'; readonly size?: number; readonly reference: string }
  | Failed;

const RETRIES = 2;
const WORTH_RETRYING = [429, 502, 503, 504];
/** refusals whose body says whether the API itself refused */
const EXPLAINED = [403, 404, 410];
const EXPLANATION_BYTES = 1_000_000;

/** A failure that may be asked again after `after` milliseconds. */
type Attempt = Answer | (Failed & { readonly after: number });

/** One request to the API. Never rejects; an aborted one fails. */
export function createHttp({ timeoutSeconds, authorize, sawDate, ...given }: Connection): (ask: Ask) => Promise<Answer> {
  const sleep = given.sleep ?? ((time: number) => new Promise((resolve) => setTimeout(resolve, time)));
  const send = given.fetch ?? ((...how: Parameters<typeof fetch>) => fetch(...how));

  async function exchange({ url, form, accept = 'application/fhir+json', maxBytes }: Ask, reference: string, signal: AbortSignal, reason?: '401'): Promise<Attempt> {
    const fail = (cause: Cause, status?: number, outcome = false): Failed =>
      ({ kind: 'failed', problem: { cause, reference, ...(status && { status }) }, outcome });
    const headers = await authorize(reason);
    if (!headers) return fail('refused', reason && 401);
    const response = await send(url, {
      ...(form && { method: 'POST', body: form }), headers: { accept, 'x-request-id': reference, ...headers }, signal,
      cache: 'no-store', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer',
    });
    const { status } = response;
    sawDate(response.headers.get('date'));
    if (response.ok) {
      const bytes = await readBytes(response, maxBytes);
      if (bytes) return { kind: 'content', bytes, contentType: response.headers.get('content-type') ?? '', reference };
      const size = Number(response.headers.get('content-length'));
      return { kind: 'too-large', reference, ...(size && { size }) };
    }
    if (EXPLAINED.includes(status)) return fail('refused', status, isOutcome(parse(await readBytes(response, EXPLANATION_BYTES))));
    response.body?.cancel().catch(() => undefined);
    const failed = fail(status === 429 || status > 499 ? 'fault' : status > 399 ? 'refused' : 'unreadable', status);
    return WORTH_RETRYING.includes(status) ? { ...failed, after: waitAsked(response.headers.get('retry-after')) } : failed;
  }

  async function attempt(ask: Ask, reason?: '401'): Promise<Attempt> {
    const reference = crypto.randomUUID();
    const fail = (cause: Cause): Failed => ({ kind: 'failed', problem: { cause, reference }, outcome: false });
    const cut = new AbortController();
    const stop = (): void => cut.abort();
    const ended = new Promise<never>((_, reject) => { cut.signal.onabort = reject; });
    const timer = setTimeout(stop, Math.min(timeoutSeconds * 1000, ask.deadline - Date.now()));
    ask.signal.addEventListener('abort', stop);
    if (ask.signal.aborted) stop();
    try {
      // The race holds even where a token is slow to come.
      return await Promise.race([ended, ...(cut.signal.aborted ? [] : [exchange(ask, reference, cut.signal, reason)])]);
    } catch {
      if (ask.signal.aborted) return fail('no-connection');
      return cut.signal.aborted ? fail('timeout') : { ...fail('no-connection'), after: 0 };
    } finally {
      clearTimeout(timer);
      ask.signal.removeEventListener('abort', stop);
    }
  }

  return async (ask) => {
    let reason: '401' | undefined;
    for (let tries = 0; ;) {
      const result = await attempt(ask, reason);
      if (result.kind !== 'failed') return result;
      if (result.problem.status === 401 && !reason) {
        reason = '401';
        continue;
      }
      if (!('after' in result)) return result;
      const { after, ...failed } = result;
      const wait = Math.max(after, 400 * 2 ** tries * (1 + Math.random()));
      // Asking sooner than a server wants makes its trouble worse: what cannot wait for it, ends.
      if (tries++ === RETRIES || Date.now() + wait >= ask.deadline) return failed;
      await sleep(wait);
    }
  };
}

/** `Retry-After` in seconds or as a date → milliseconds. */
function waitAsked(header: string | null): number {
  const time = header ? Number(header) * 1000 : 0;
  return Number.isNaN(time) ? Math.max(0, Date.parse(header!) - Date.now()) || 0 : time;
}

/** The body; undefined where it is longer than `most`. */
async function readBytes(response: Response, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader!.read()) {
    size += part.value.length;
    if (size > most) {
      reader!.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(part.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The JSON of a body; undefined where it is none. */
export function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return parseFhir(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
