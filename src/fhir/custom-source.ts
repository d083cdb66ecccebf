import { newId } from '../record/new-id.js';
import type { Resource } from '../record/resource.js';
import type { SectionId } from '../record/sections.js';
import { isOutcome, isResource, readOutcomes } from './outcome.js';
import { followPages, type Step } from './pages.js';
import { failure, patientAnswer } from './patient-answer.js';
import { count, isNode } from './read.js';
import type { CustomSource, Failure, Page, RecordSource, Search } from './source.js';
import { within } from './within.js';

export interface CustomOptions {
  readonly timeoutSeconds: number; readonly pageSize: number; readonly maxItems: number;
  searches(section: SectionId): readonly Search[];
}

/** Types that may come in the answer for any section: entries refer to them. What is of no such type, and not asked for, would be in no number. */
const SUPPORT = /^(Patient|Medication|Specimen|List|Binary|Provenance|Organization|Practitioner(Role)?|Location|HealthcareService|RelatedPerson|Consent)$/;

/** Pages of one section, each asked once, whichever search needs it first: the section's own or a borrower's. */
interface Run {
  readonly pages: Map<string, Promise<Step>>; readonly served: Map<Search, SectionId>;
  /** searches that still follow it */
  running: number;
}

/**
 * Plugs in an API that is not FHIR R4 (contract, section 2). It is asked once per section; each search of the section is
 * given its own type of what came, and the rest as included resources. What the adapter throws is a failure; what it gives and
 * is given are copies: an object that it fills anew for the next patient must not change the one on screen.
 */
export function fromCustomSource(source: CustomSource, { timeoutSeconds, pageSize, maxItems, searches }: CustomOptions): RecordSource {
  const runs = new WeakMap<AbortSignal, Partial<Record<SectionId, Run>>>();

  /** Asks the adapter; ends with the signal, and in time, whatever it does. */
  const call = <T>(signal: AbortSignal, work: () => Promise<T>, failed: (end: Failure) => T): Promise<T> =>
    within(Math.min(timeoutSeconds, 29) * 1000, signal, work, (cause = 'fault') => failed(failure(cause, newId())));

  /** Is this a type that the section asks for, or borrows to be told with its own? */
  const asksFor = (section: SectionId, type: string): boolean => searches(section).some(({ type: own, needs, includeWith }) =>
    !needs && (own === type || includeWith?.sections.some((one) => asksFor(one, type))));

  const turn = (section: SectionId, patient: Resource, cursor: string, signal: AbortSignal): Promise<Step> => call(signal, async () => {
    const answer: unknown = await source.search(section, structuredClone(patient), { cursor: cursor || undefined, count: pageSize, signal });
    if (!isNode(answer) || !Array.isArray(answer['resources'])) return { end: failure('unreadable', newId()) };
    const { issues = [], total } = answer;
    const next = answer['next'] ?? '';
    const known = typeof next === 'string';
    const told = Array.isArray(issues) && issues.every(isOutcome) ? issues : [{ resourceType: 'OperationOutcome' }];
    return {
      page: { ...split(answer['resources'], (type) => SUPPORT.test(type) || asksFor(section, type), told), total: count(total) },
      reference: newId(), next: known && next !== '' ? next : undefined, broken: !known,
    };
  }, (end) => ({ end }));

  return {
    findPatient: (ref, { signal }) => call(signal, async () => {
      const answer: unknown = await source.findPatient({ ...ref }, { signal });
      return patientAnswer([split(answer === null ? [] : [answer].flat(), (type) => type === 'Patient')], { kind: 'whole' }, newId());
    }, (end) => end),

    async search(section, search, patient, { signal, again, onPage }) {
      // A type that belongs to another section is found there.
      const owner = search.needs ?? section;
      const bySection = runs.get(signal) ?? {};
      runs.set(signal, bySection);
      let run = bySection[owner];
      // The same search again is a refresh; so is another's that asks anew once all have been answered.
      if (!run || run.served.has(search) || (again && !run.running)) bySection[owner] = run = { pages: new Map(), served: new Map(), running: 0 };
      // What concerns the answer as a whole is said once in each section that reads it.
      const first = ![...run.served.values()].includes(section);
      run.served.set(search, section);
      const { pages } = run;
      const step = (cursor: string): Promise<Step> => {
        let held = pages.get(cursor);
        if (!held) pages.set(cursor, held = turn(owner, patient, cursor, signal));
        return held;
      };
      run.running++;
      const end = await followPages('', step, {
        signal, maxItems,
        onPage: (page) => onPage({
          ...page, matches: page.matches.filter((one) => one.resourceType === search.type),
          included: page.matches.filter((one) => one.resourceType !== search.type),
          unreadable: first ? page.unreadable : [], warnings: first ? page.warnings : [],
        }),
      });
      run.running--;
      if (end.kind !== 'limit' && end.kind !== 'stopped') return end;
      // The total is that of the section whose answer it is.
      return !first ? { kind: 'whole' } : end.kind === 'limit' ? { ...end, total: search.needs ? undefined : end.total, together: true } : end;
    },

    open: async () => ({ kind: 'not-asked', reference: '' }),
    read: async () => undefined,
  };
}

/** What belongs here, what does not, and what is said of it: an adapter that hands on the entries of a Bundle hands on its warnings among them. */
function split(given: readonly unknown[], belongs: (type: string) => boolean, issues: readonly Resource[] = []): Page {
  const matches: Resource[] = [];
  const unreadable: unknown[] = [];
  const outcomes = [...issues];
  for (const one of given.map(copy)) {
    if (isOutcome(one)) outcomes.push(one);
    else if (isResource(one) && belongs(one.resourceType)) matches.push(one);
    else unreadable.push(one);
  }
  return { matches, included: [], unreadable, ...readOutcomes(outcomes) };
}

/** As it is written in JSON: dates and exact numbers as text, and what a framework watches, which cannot be cloned. Null for what cannot be copied: one bad entry does not stop the others. */
function copy(entry: unknown): unknown {
  for (const how of [(one: unknown): unknown => JSON.parse(JSON.stringify(one)), structuredClone]) try { return how(entry); } catch { /* the next way, or none */ }
  return null;
}
