import { newId } from '../record/new-id.js';
import { parseNhsNumber } from '../record/nhs-number.js';
import type { QueryEnd } from '../record/section-state.js';
import { readPage, type Turn } from './bundle.js';
import { LOST, readCapability, UNKNOWN, type Capability } from './capability.js';
import { decodeBase64 } from './datatypes/attachment.js';
import { createHttp, parse, type Answer, type Ask, type Connection } from './http.js';
import { digitsOf, nhsNumbers } from './identity.js';
import { isOutcome, isResource } from './outcome.js';
import { followPages, NOTHING, type Bounds } from './pages.js';
import { patientAnswer } from './patient-answer.js';
import { pause } from './pause.js';
import { text } from './read.js';
import type { DocumentAnswer, Page, RecordSource } from './source.js';
import { cameFrom, localKey } from './subject.js';
import { fhirUrl, tells } from './url.js';

export interface RecordClientOptions extends Connection {
  readonly base: string;
  readonly pageSize: number;
  /** matches one query may bring */
  readonly maxItems: number;
}

/** A section is decided within 30 s, retries included (contract, section 4); a little is left for drawing. */
const IN_TIME = 29_000;
/** Nothing waits long for the CapabilityStatement: without it everything is asked. */
const CAPABILITY_TIME = 8_000;
/** of a query or a file: what is too large to show may still be downloaded */
const MOST_BYTES = 64 << 20;
/** of an answer that is read in a task of its own */
const LONG = 100_000;
/** ids that may be an NHS number: they never stand in an address */
const TELLING = /\d{10}/;
const OCTETS = 'application/octet-stream';
const ID = /^(?!\.+$)[\w.-]{1,64}$/;

/** The record of a FHIR R4 API (contract, section 8). */
export function createRecordClient(options: RecordClientOptions): RecordSource {
  const { maxItems } = options;
  const base = options.base.replace(/\/*$/, '');
  const http = createHttp(options);
  /** NHS numbers of the patient asked for */
  let numbers: readonly string[] = [];
  const names = (address: string): boolean => numbers.some((one) => tells(address, one));
  const telling = (id: string): boolean => TELLING.test(id) || names(id);
  const ask = async (url: string, signal: AbortSignal, more?: Partial<Ask>): Promise<Answer> => {
    const request = { url, signal, deadline: Date.now() + IN_TIME, maxBytes: MOST_BYTES, ...more };
    return names(request.url) ? unasked() : http(request);
  };
  /** An address that an answer gave and that no log may hold is as good as none. */
  const unasked = (reference = newId()): Answer => ({ kind: 'failed', outcome: false, reference, problem: { cause: 'unreadable', reference } });
  /** A next page whose query may carry an NHS number is asked by POST. */
  const discreet = (next: string, posted: boolean): Partial<Ask> | undefined => {
    const { origin, pathname, searchParams } = new URL(next);
    return names(`${searchParams}`) || (posted && TELLING.test(`${searchParams}`))
      ? { url: `${origin}${pathname.replace(/(?:\/_search)?\/*$/, '/_search')}`, form: searchParams } : undefined;
  };

  let capability: Promise<Capability> | undefined;
  let askAgain = true;
  /** until when the sections of the last look-up are decided; each search is bound by it once, not when it is asked again */
  let inTime = 0;
  let bound = new WeakSet<object>();
  const loadCapability = async (): Promise<Capability> => {
    askAgain = false;
    // It outlives the patient for whom it was first wanted.
    const answer = await ask(`${base}/metadata`, new AbortController().signal, { deadline: Date.now() + CAPABILITY_TIME });
    const read = readCapability(jsonOf(answer));
    askAgain = read === undefined;
    return read ?? (answer.kind === 'failed' && !(answer.problem.status! < 500) ? LOST : UNKNOWN);
  };

  /** Asks page after page to the end. @param how of the first page; @param heard is told every answer */
  function follow(first: string, how: Partial<Ask>, read: (json: unknown) => Turn | undefined, bounds: Bounds, heard?: (answer: Answer) => void): Promise<QueryEnd> {
    let left = MOST_BYTES;
    return followPages(first, async (url) => {
      const answer = await ask(url, bounds.signal, { maxBytes: left, ...(url === first ? how : discreet(url, !!how.form)) });
      heard?.(answer);
      if (answer.kind === 'content') {
        left -= answer.bytes.length;
        if (answer.bytes.length > LONG) await pause();
      }
      const turn = read(jsonOf(answer));
      return turn ? { ...turn, reference: answer.reference } : { end: endOf(answer) };
    }, bounds);
  }
  /** `params` with a telling id go by POST. */
  const run = (type: string, params: URLSearchParams, discreetly: boolean, deadline: number, bounds: Bounds, heard?: (answer: Answer) => void): Promise<QueryEnd> =>
    follow(`${base}/${type}${discreetly ? '/_search' : `?${params}`}`, { deadline, form: discreetly ? params : undefined },
      (json) => readPage(json, base, type, /include=/.test(`${params}`)), bounds, heard);

  return {
    async findPatient(ref, { signal }) {
      inTime = Date.now() + IN_TIME;
      bound = new WeakSet();
      numbers = [ref.nhsNumber];
      if (askAgain) capability = loadCapability();
      const given = ref.reference?.replace(/^Patient\//, '') ?? '';
      const id = ID.test(given) ? given : undefined;
      const pages: Page[] = [];
      const bounds: Bounds = { signal, maxItems: 10, onPage: (page) => pages.push(page) };
      let last: Answer | undefined;
      const heard = (answer: Answer): void => { last = answer; };
      const end = id && !telling(id)
        ? await follow(`${base}/Patient/${id}`, {}, (json) => (isResource(json, 'Patient') && json.id === id ? { page: { ...NOTHING, matches: [json] } } : undefined), bounds, heard)
        : await run('Patient', new URLSearchParams(id ? { _id: id } : { identifier: `https://fhir.nhs.uk/Id/nhs-number|${ref.nhsNumber}` }), true, inTime, bounds, heard);
      const reference = last?.reference ?? '';
      const unknown = last?.kind === 'failed' && last.outcome && last.problem.status !== 403 && pages.length === 0;
      const answer = unknown ? { kind: 'not-found', reference } as const : patientAnswer(pages, end, reference);
      if (answer.kind === 'answered') for (const patient of answer.patients) {
        cameFrom(patient, base);
        // They may be older than the one asked for, or have replaced it. Who is gone meanwhile adds nothing.
        if (!signal.aborted) numbers = [...numbers, ...nhsNumbers(patient).map((one) => digitsOf(one)!).filter((one) => /^\d{10}$/.test(one))];
      }
      return answer;
    },

    async search(_section, search, { id: patientId = '' }, { signal, categories, onPage }) {
      const { type, ifOffered, sort, include = [], params } = search;
      const now = Date.now();
      const deadline = now < inTime && !bound.has(search) ? inTime : now + IN_TIME;
      bound.add(search);
      const offered = await (capability ??= loadCapability());
      if (!offered.serves(type, ifOffered)) return { kind: 'not-served' };
      const query = new URLSearchParams({ patient: patientId, _count: String(Math.min(options.pageSize, maxItems)), ...params });
      if (sort && offered.sorts(type, sort)) query.set('_sort', sort);
      for (const one of include) if (offered.includes(type, one)) query.append(one.startsWith(`${type}:`) ? '_include' : '_revinclude', one);
      if (categories.length > 0) query.set('category', categories.join());
      /** when the last entry was made, while all are dated and newest first; NaN once they are not */
      let last = sort && offered.sorts(type, sort) ? Infinity : NaN;
      const end = await run(type, query, telling(patientId), deadline, { signal, maxItems, onPage(page) {
        for (const one of page.matches) {
          const at = Date.parse(text(one[(sort ?? '').slice(1)]) ?? '');
          last = at <= last ? at : NaN;
        }
        onPage(page);
      } });
      return end.kind === 'limit' && last < Infinity ? { ...end, newest: true } : end;
    },

    async open(link, { signal }) {
      const url = fhirUrl(base, link);
      return url === undefined || names(url) ? { kind: 'not-asked', reference: '' } : documentOf(await ask(url, signal, { accept: '*/*' }));
    },

    async read(reference, { signal }) {
      const url = fhirUrl(base, reference);
      const [type, id] = localKey(reference)?.split('/') ?? [];
      if (url === undefined || id === undefined) return undefined;
      const answer = parseNhsNumber(id) === undefined ? await ask(url, signal) : unasked();
      const resource = jsonOf(answer);
      return isResource(resource, type) && resource.id === id && !signal.aborted ? resource : endOf(answer);
    },
  };
}

const jsonOf = (answer: Answer): unknown => (answer.kind === 'content' ? parse(answer.bytes) : undefined);

/** Why nothing came of an answer; content that is none of what was asked for cannot be read. */
function endOf(answer: Answer): QueryEnd {
  if (answer.kind === 'too-large') return { kind: 'limit' };
  const { reference } = answer;
  if (answer.kind === 'content') return { kind: 'failed', problem: { cause: 'unreadable', reference } };
  const { problem } = answer;
  return answer.outcome && problem.status === 403 ? { kind: 'not-released', reference } : { kind: 'failed', problem };
}

/** The bytes as they came, or those inside a Binary. */
function documentOf(answer: Answer): DocumentAnswer {
  const { kind, reference } = answer;
  if (kind === 'too-large') return answer;
  if (kind === 'failed') {
    const { status, cause } = answer.problem;
    return { kind: status === 403 && answer.outcome ? 'not-released' : status === 404 || status === 410 ? 'not-found' : 'failed', cause, reference };
  }
  const { bytes, contentType } = answer;
  const json = /^application\/(?:fhir\+)?json\b/i.test(contentType) ? jsonOf(answer) : undefined;
  if (!isResource(json, 'Binary') && !isOutcome(json)) return { kind, contentType: contentType || OCTETS, bytes, reference };
  const inner = decodeBase64(text(json['data']) ?? '!');
  return inner ? { kind, contentType: text(json['contentType']) ?? OCTETS, bytes: inner } : { kind: 'failed', reference };
}
