import { newId } from '../record/new-id.js';
import type { Problem } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import type { SectionId } from '../record/sections.js';
import { isOutcome, isResource, readOutcomes } from './outcome.js';
import { followPages, type Step } from './pages.js';
import { ALONE, failedAnswer, patientAnswer } from './patient-answer.js';
import { isNode } from './read.js';
import type { CustomSource, Page, RecordSource, Search } from './source.js';
import { within } from './within.js';

export interface CustomOptions { readonly timeoutSeconds: number; readonly pageSize: number; readonly maxItems: number }

/** A patient as last found, and the signals of those who ask about them. */
interface Held { readonly patient: Resource; readonly asking: Set<AbortSignal> }

/** Pages of one section, each asked once, whichever of the section's searches needs it first. */
interface Run { readonly pages: Map<string, Promise<Step>>; readonly served: Set<Search> }

/**
 * Plugs in an API that is not FHIR R4 (contract, section 2). It is asked once per section; each search of the section is
 * given its own type of what came, and the rest as included resources. What the adapter throws is a failure.
 */
export function fromCustomSource(source: CustomSource, { timeoutSeconds, pageSize, maxItems }: CustomOptions): RecordSource {
  const patients = new Map<string, Held>();
  const runs = new WeakMap<AbortSignal, Map<SectionId, Run>>();
  /** A patient is held only as long as someone is asking about them. */
  const keep = (patient: Resource, signal: AbortSignal, asking = new Set<AbortSignal>()): void => {
    const id = patient.id!;
    patients.set(id, { patient, asking });
    if (signal.aborted || asking.has(signal)) return;
    asking.add(signal);
    signal.addEventListener('abort', () => {
      asking.delete(signal);
      if (!asking.size && patients.get(id)?.asking === asking) patients.delete(id);
    });
  };
  const problem = (cause: Problem['cause']): Problem => ({ cause, reference: newId() });

  /** Asks the adapter; ends with the signal, and in time, whatever it does. */
  const call = <T>(signal: AbortSignal, work: () => Promise<T>, failed: (problem: Problem) => T): Promise<T> =>
    within(Math.min(timeoutSeconds, 29) * 1000, signal, work, (cause = 'fault') => failed(problem(cause)));
  const failedStep = (it: Problem): Step => ({ end: { kind: 'failed', problem: it } });

  const turn = (section: SectionId, patient: Resource, cursor: string, signal: AbortSignal): Promise<Step> => call(signal, async () => {
    const answer: unknown = await source.search(section, patient, { cursor: cursor || undefined, count: pageSize, signal });
    if (!isNode(answer) || !Array.isArray(answer['resources'])) return failedStep(problem('unreadable'));
    const { issues = [], next, total } = answer;
    const told = Array.isArray(issues) && issues.every(isOutcome) ? issues : [{ resourceType: 'OperationOutcome' }];
    // An adapter that hands on the entries of a Bundle hands on its warnings among them.
    const sent = answer['resources'];
    const more = next !== undefined && next !== null && next !== '';
    const known = typeof next === 'string';
    return {
      page: { ...split(sent.filter((one) => !isOutcome(one))), ...readOutcomes([...told, ...sent.filter(isOutcome)]), total: typeof total === 'number' ? total : undefined },
      reference: newId(), next: more && known ? next : undefined, broken: more && !known,
    };
  }, failedStep);

  return {
    async findPatient(ref, { signal }) {
      const found = await call(signal, async () => {
        const answer: unknown = await source.findPatient(ref, { signal });
        return patientAnswer([{ ...ALONE, ...split(answer === null ? [] : Array.isArray(answer) ? answer : [answer], 'Patient') }], { kind: 'whole' }, newId());
      }, failedAnswer);
      if (found.kind !== 'failed' && !signal.aborted) {
        const before = new Map(patients);
        patients.clear();
        // Whoever asks about the record of one found again goes on asking.
        if (found.kind === 'answered') for (const patient of found.patients) keep(patient, signal, before.get(patient.id!)?.asking);
      }
      return found;
    },

    search(section, search, patientId, { signal, onPage }) {
      // An adapter knows its patients by more than an id: of one that is not held nothing is asked.
      const known = patients.get(patientId);
      if (!known) return Promise.resolve({ kind: 'failed', problem: problem('fault') });
      const { patient, asking } = known;
      keep(patient, signal, asking);
      // A type that belongs to another section is found there.
      const owner = search.needs ?? section;
      let bySection = runs.get(signal);
      if (!bySection) runs.set(signal, bySection = new Map());
      let run = bySection.get(owner);
      // The same search again is a refresh.
      if (!run || run.served.has(search)) bySection.set(owner, run = { pages: new Map(), served: new Set() });
      const first = run.served.size === 0;
      run.served.add(search);
      const { pages } = run;
      const step = (cursor: string): Promise<Step> => {
        let held = pages.get(cursor);
        if (!held) pages.set(cursor, held = turn(owner, patient, cursor, signal));
        return held;
      };
      return followPages('', step, {
        signal, maxItems,
        onPage: (page) => onPage({
          ...page, matches: page.matches.filter((one) => one.resourceType === search.type),
          included: page.matches.filter((one) => one.resourceType !== search.type),
          // What belongs to no type is told once.
          unreadable: first ? page.unreadable : [], warnings: first ? page.warnings : [],
        }),
      });
    },

    open: () => Promise.resolve({ kind: 'not-asked', reference: '' }),
    read: () => Promise.resolve(undefined),
  };
}

/** What is a resource, of this type where one is named, and what is not. */
const split = (all: readonly unknown[], type?: string): Pick<Page, 'matches' | 'included' | 'unreadable'> => ({
  matches: all.filter((one) => isResource(one, type)), included: [], unreadable: all.filter((one) => !isResource(one, type)),
});
