import type { Cause, Problem } from '../record/problem.js';
import type { QueryEnd } from '../record/section-state.js';
import type { Page, PatientAnswer } from './source.js';

/** What a page has beside its matches, where nothing came with them. */
export const ALONE = { included: [], warnings: [], sources: [], unreadable: [] } as const satisfies Partial<Page>;

export const failedAnswer = (problem: Problem): PatientAnswer => ({ kind: 'failed', end: { kind: 'failed', problem } });

/** What the pages of a patient search come to. "Not found" is never made of an answer that is doubtful. */
export function patientAnswer(pages: readonly Page[], end: QueryEnd, reference: string): PatientAnswer {
  const failed = (cause: Cause): PatientAnswer => failedAnswer({ cause, reference });
  const refused: PatientAnswer = { kind: 'refused', reference };
  if (end.kind === 'not-released') return refused;
  if (end.kind === 'failed' || end.kind === 'stopped') return failedAnswer(end.problem);
  const patients = pages.flatMap((page) => page.matches);
  const warnings = pages.flatMap((page) => page.warnings);
  const sources = pages.flatMap((page) => page.sources);
  if (pages.length === 0 || pages.some((page) => page.unreadable.length > 0) || patients.some(({ id }) => !id)) return failed('unreadable');
  if (patients.length > 0) return warnings.some(({ code }) => code === 'incomplete') ? failed('fault') : { kind: 'answered', patients, reference, told: { warnings, sources } };
  if (warnings.some(({ withheld }) => withheld)) return refused;
  const silent = sources.some(({ status }) => status === 'not-answering');
  const doubtful = warnings.some(({ code, severity }) => code !== 'not-found' && severity !== 'information');
  return silent || doubtful ? failed('fault') : { kind: 'not-found', reference };
}
