import { parseNhsNumber } from '../record/nhs-number.js';
import type { Problem } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import type { QueryEnd } from '../record/section-state.js';
import { readPage } from './bundle.js';
import { readCapability, UNKNOWN, type Capability } from './capability.js';
import { createHttp, parse, type Answer, type Ask, type Connection } from './http.js';
import { isResource } from './outcome.js';
import { followPages, type Bounds } from './pages.js';
import { patientAnswer } from './patient-answer.js';
import { isNode, text } from './read.js';
import type { DocumentAnswer, Page, RecordSource } from './source.js';
import { cameFrom } from './subject.js';
import { fhirUrl } from './url.js';

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
const QUERY_BYTES = 64 << 20;
const DOCUMENT_BYTES = 20 << 20;
/** ids that may be an NHS number: they never stand in an address */
const TELLING = /\d{10}/;
const ID = /^(?!\.+$)[\w.-]{1,64}$/;

/** The record of a FHIR R4 API (contract, section 8). */
export function createRecordClient(options: RecordClientOptions): RecordSource {
  const base = options.base.replace(/\/*$/, '');
  const http = createHttp(options);
  const ask = (url: string, signal: AbortSignal, more?: Partial<Ask>): Promise<Answer> =>
    http({ url, signal, deadline: Date.now() + IN_TIME, maxBytes: DOCUMENT_BYTES, ...more });

  let capability: Promise<Capability> | undefined;
  let askAgain = true;
  const loadCapability = async (): Promise<Capability> => {
    askAgain = false;
    // It outlives the patient for whom it was first wanted.
    const answer = await ask(`${base}/metadata`, new AbortController().signal, { deadline: Date.now() + CAPABILITY_TIME });
    const read = answer.kind === 'content' ? readCapability(parse(answer.bytes)) : undefined;
    askAgain = read === undefined;
    return read ?? UNKNOWN;
  };

  /** Runs a search to its end. `params` with a telling id go by POST. */
  function run(type: string, params: URLSearchParams, telling: boolean, deadline: number, bounds: Bounds, heard?: (answer: Answer) => void): Promise<QueryEnd> {
    let left = QUERY_BYTES;
    const first = telling ? `${base}/${type}/_search` : `${base}/${type}?${params}`;
    return followPages(first, async (url) => {
      const answer = await ask(url, bounds.signal, { maxBytes: left, ...(url === first && { deadline, ...(telling && { form: params }) }) });
      heard?.(answer);
      if (answer.kind !== 'content') return { end: endOf(answer) };
      left -= answer.bytes.length;
      const { reference } = answer;
      const turn = readPage(parse(answer.bytes), base, type, params.has('_include'));
      return turn ? { ...turn, reference } : { end: { kind: 'failed', problem: { cause: 'unreadable', reference } } };
    }, bounds);
  }

  return {
    async findPatient(ref, { signal }) {
      if (askAgain) capability = loadCapability();
      const given = ref.reference?.replace(/^Patient\//, '');
      const id = given !== undefined && ID.test(given) ? given : undefined;
      let last: Answer | undefined;
      const heard = (answer: Answer): void => { last = answer; };
      const pages: Page[] = [];
      let end: QueryEnd;
      if (id !== undefined && !TELLING.test(id)) {
        end = await readPatient(id, signal, heard, pages);
      } else {
        const params = new URLSearchParams(id === undefined ? { identifier: `https://fhir.nhs.uk/Id/nhs-number|${ref.nhsNumber}` } : { _id: id });
        end = await run('Patient', params, true, Date.now() + IN_TIME, { signal, maxItems: 10, onPage: (page) => pages.push(page) }, heard);
      }
      const unknown = last?.kind === 'failed' && last.outcome && last.problem.status !== 403;
      const reference = last?.kind === 'failed' ? last.problem.reference : last?.reference ?? '';
      const answer = unknown && pages.length === 0 ? { kind: 'not-found', reference } as const : patientAnswer(pages, end, reference);
      if (answer.kind === 'answered') for (const patient of answer.patients) cameFrom(patient, base);
      return answer;
    },

    async search(_section, { type, sort, include = [], params }, patientId, { signal, categories, onPage }) {
      const deadline = Date.now() + IN_TIME;
      const offered = await (capability ??= loadCapability());
      if (!offered.serves(type)) return { kind: 'not-served' };
      const query = new URLSearchParams({ patient: patientId, _count: String(Math.min(options.pageSize, options.maxItems)), ...params });
      if (sort !== undefined && offered.sorts(type, sort)) query.set('_sort', sort);
      for (const one of include) if (offered.includes(type, one)) query.append('_include', one);
      if (categories.length > 0) query.set('category', categories.join());
      return run(type, query, TELLING.test(patientId), deadline, { signal, maxItems: options.maxItems, onPage });
    },

    async open(link, { signal }) {
      const url = fhirUrl(base, link);
      if (url === undefined) return { kind: 'failed', reference: crypto.randomUUID() };
      const answer = await ask(url, signal, { accept: '*/*' });
      return answer.kind === 'content' ? documentOf(answer) : refusedDocument(answer);
    },

    async read(reference, { signal }) {
      const url = fhirUrl(base, reference);
      const [, type, id] = /([A-Z]\w+)\/([^/?#]+)(?:\/_history\/[^/]+)?$/.exec(reference) ?? [];
      if (url === undefined || id === undefined || parseNhsNumber(id) !== undefined) return undefined;
      const answer = await ask(url, signal);
      const resource = answer.kind === 'content' && !signal.aborted ? parse(answer.bytes) : undefined;
      return isResource(resource) && resource.resourceType === type && resource.id === id ? resource : undefined;
    },
  };

  async function readPatient(id: string, signal: AbortSignal, heard: (answer: Answer) => void, pages: Page[]): Promise<QueryEnd> {
    const answer = await ask(`${base}/Patient/${id}`, signal);
    heard(answer);
    if (answer.kind !== 'content') return endOf(answer);
    const patient = parse(answer.bytes);
    const fits = isResource(patient) && patient.resourceType === 'Patient' && patient.id === id;
    pages.push({ matches: fits ? [patient as Resource] : [], included: [], warnings: [], sources: [], unreadable: fits ? [] : [patient] });
    return { kind: 'whole' };
  }
}

function endOf(answer: Exclude<Answer, { kind: 'content' }>): QueryEnd {
  if (answer.kind === 'too-large') return { kind: 'limit' };
  const { problem } = answer;
  return answer.outcome && problem.status === 403 ? { kind: 'not-released', reference: problem.reference } : { kind: 'failed', problem };
}

function refusedDocument(answer: Exclude<Answer, { kind: 'content' }>): DocumentAnswer {
  if (answer.kind === 'too-large') return answer;
  const { status, reference }: Problem = answer.problem;
  return { kind: status === 403 ? 'not-released' : status === 404 || status === 410 ? 'not-found' : 'failed', reference };
}

/** The bytes as they came, or those inside a Binary. */
function documentOf({ bytes, contentType, reference }: Extract<Answer, { kind: 'content' }>): DocumentAnswer {
  if (!/^application\/(?:fhir\+)?json\b/i.test(contentType)) return { kind: 'content', contentType: contentType || 'application/octet-stream', bytes };
  const json = parse(bytes);
  if (!isNode(json) || !/^(?:Binary|OperationOutcome)$/.test(text(json['resourceType']) ?? '')) return { kind: 'content', contentType, bytes };
  try {
    const inner = Uint8Array.from(atob(text(json['data'])!), (each) => each.charCodeAt(0));
    return { kind: 'content', contentType: text(json['contentType']) ?? 'application/octet-stream', bytes: inner };
  } catch {
    return { kind: 'failed', reference };
  }
}
