import { PLAIN, utf8 } from '../config/request.js';
import { newId } from '../record/new-id.js';
import type { Cause, Problem } from '../record/problem.js';
import { parseFhir } from './json.js';
import { noteUnmodified } from './unmodified.js';
import { isOutcome } from './outcome.js';
import { within } from './within.js';

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
  readonly reference: string;
  /** it may be asked again after so many milliseconds */
  readonly after?: number;
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

/** One request to the API. Never rejects; an aborted one fails. */
export function createHttp({ timeoutSeconds, authorize, sawDate, ...given }: Connection): (ask: Ask) => Promise<Answer> {
  const sleep = given.sleep ?? ((time: number) => new Promise((resolve) => setTimeout(resolve, time)));
  const send = given.fetch ?? ((...how: Parameters<typeof fetch>) => fetch(...how));

  function attempt({ url, form, accept = 'application/fhir+json', maxBytes, signal, deadline }: Ask, reason?: '401'): Promise<Answer> {
    const reference = newId();
    const fail = (cause: Cause, status?: number, more?: Partial<Failed>): Failed =>
      ({ kind: 'failed', reference, problem: { cause, reference, status }, outcome: false, ...more });
    // In time even where a token is slow to come.
    return within<Answer>(Math.min(timeoutSeconds * 1000, deadline - Date.now()), signal, async (cut) => {
      const headers = await authorize(reason);
      if (!headers) return fail('refused', reason && 401);
      const response = await send(url, {
        method: form && 'POST', body: form, headers: { accept, 'x-request-id': reference, ...headers }, signal: cut, ...PLAIN,
      });
      const { status } = response;
      const header = (name: string): string | null => response.headers.get(name);
      // a cache may have kept that for days, and its `Date` with it
      if (!url.endsWith('/metadata')) sawDate(header('date'));
      if (response.ok) {
        const bytes = await readBytes(response, maxBytes);
        return bytes ? { kind: 'content', bytes, contentType: header('content-type') ?? '', reference }
          : { kind: 'too-large', reference, size: Number(header('content-length')) || undefined };
      }
      if (EXPLAINED.includes(status)) return fail('refused', status, { outcome: isOutcome(parse(await readBytes(response, EXPLANATION_BYTES))) });
      response.body?.cancel().catch(() => undefined);
      return fail(status === 429 || status > 499 ? 'fault' : status > 399 ? 'refused' : 'unreadable', status,
        { after: WORTH_RETRYING.includes(status) ? waitAsked(header('retry-after')) : undefined });
    }, (cause) => fail(cause ?? 'no-connection', undefined, { after: cause ? undefined : 0 }));
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
      if (result.after === undefined) return result;
      const wait = Math.max(result.after, 400 * 2 ** tries * (1 + Math.random()));
      // Asking sooner than a server wants makes its trouble worse: what cannot wait for it, ends.
      if (tries++ === RETRIES || Date.now() + wait >= ask.deadline) return result;
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
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The JSON of a body; undefined where it is none, or not in UTF-8: a unit or name with letters replaced is another one. */
export function parse(bytes: Uint8Array | undefined): unknown {
  try {
    const json = utf8(bytes), answer = parseFhir(json);
    noteUnmodified(json, answer);
    return answer;
  } catch {
    return undefined;
  }
}
