import type { Problem } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import type { SectionId } from '../record/sections.js';
import { isOutcome, isResource, readOutcome } from './outcome.js';
import { followPages, type Step } from './pages.js';
import { patientAnswer } from './patient-answer.js';
import { isNode } from './read.js';
import type { CustomSource, Page, RecordSource, Search } from './source.js';

export interface CustomOptions { readonly timeoutSeconds: number; readonly pageSize: number; readonly maxItems: number }

/** Pages of one section, each asked once, whichever of the section's searches needs it first. */
interface Run { readonly pages: Map<string, Promise<Step>>; readonly served: Set<Search> }

/**
 * Plugs in an API that is not FHIR R4 (contract, section 2). It is asked once per section; each search of the section is
 * given its own type of what came, and the rest as included resources. What the adapter throws is a failure.
 */
export function fromCustomSource(source: CustomSource, { timeoutSeconds, pageSize, maxItems }: CustomOptions): RecordSource {
  const patients = new Map<string, Resource>();
  const runs = new WeakMap<AbortSignal, Map<SectionId, Run>>();
  /** A patient is held only as long as someone is asking about them. */
  const keep = (patient: Resource, signal: AbortSignal): void => {
    patients.set(patient.id!, patient);
    signal.addEventListener('abort', () => patients.delete(patient.id!));
  };
  const problem = (cause: Problem['cause']): Problem => ({ cause, reference: crypto.randomUUID() });

  /** Never rejects; ends with the signal, and in time, whatever the adapter does. */
  async function call<T>(signal: AbortSignal, work: () => Promise<T>): Promise<{ readonly value: T } | Problem> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ended = new Promise<Problem>((resolve) => {
      timer = setTimeout(() => resolve(problem('timeout')), Math.min(timeoutSeconds, 29) * 1000);
      signal.addEventListener('abort', () => resolve(problem('no-connection')), { once: true });
    });
    try {
      return await Promise.race([ended, work().then((value) => ({ value }))]);
    } catch {
      return problem('fault');
    } finally {
      clearTimeout(timer);
    }
  }

  async function turn(section: SectionId, patient: Resource, cursor: string, signal: AbortSignal): Promise<Step> {
    const called = await call(signal, () => source.search(section, patient, { ...(cursor && { cursor }), count: pageSize, signal }));
    if ('cause' in called) return { end: { kind: 'failed', problem: called } };
    const answer: unknown = called.value;
    if (!isNode(answer) || !Array.isArray(answer['resources'])) return { end: { kind: 'failed', problem: problem('unreadable') } };
    const { resources, issues = [], next, total } = answer;
    const told = Array.isArray(issues) && issues.every(isOutcome) ? issues.map(readOutcome) : [readOutcome({ resourceType: 'OperationOutcome' })];
    const page: Page = {
      matches: resources.filter(isResource), included: [], unreadable: resources.filter((one) => !isResource(one)),
      warnings: told.flatMap((one) => one.warnings), sources: told.flatMap((one) => one.sources), ...(typeof total === 'number' && { total }),
    };
    const more = next !== undefined && next !== null && next !== '';
    return { page, reference: crypto.randomUUID(), ...(more && (typeof next === 'string' ? { next } : { broken: true })) };
  }

  return {
    async findPatient(ref, { signal }) {
      const called = await call(signal, () => source.findPatient(ref, { signal }));
      if ('cause' in called) return { kind: 'failed', end: { kind: 'failed', problem: called } };
      const answer: unknown = called.value;
      const all: readonly unknown[] = answer === null ? [] : Array.isArray(answer) ? answer : [answer];
      const isPatient = (one: unknown): one is Resource => isResource(one) && one.resourceType === 'Patient';
      const page = { matches: all.filter(isPatient), included: [], warnings: [], sources: [], unreadable: all.filter((one) => !isPatient(one)) };
      const found = patientAnswer([page], { kind: 'whole' }, crypto.randomUUID());
      patients.clear();
      if (found.kind === 'answered' && !signal.aborted) for (const patient of found.patients) keep(patient, signal);
      return found;
    },

    search(section, search, patientId, { signal, onPage }) {
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
      const patient = patients.get(patientId) ?? { resourceType: 'Patient', id: patientId };
      if (first) keep(patient, signal);
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

    open: () => Promise.resolve({ kind: 'failed', reference: crypto.randomUUID() }),
    read: () => Promise.resolve(undefined),
  };
}
