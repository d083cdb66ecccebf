import type { Cause } from '../record/problem.js';
import type { QueryEnd } from '../record/section-state.js';
import type { Failure, Page, PatientAnswer } from './source.js';

export const failure = (cause: Cause, reference: string): Failure => ({ kind: 'failed', problem: { cause, reference } });

/** What the pages of a patient search come to. "Not found" is never made of an answer that is doubtful. */
export function patientAnswer(pages: readonly Page[], end: QueryEnd, reference: string): PatientAnswer {
  const refused: PatientAnswer = { kind: 'refused', reference };
  if (end.kind === 'not-released') return refused;
  if (end.kind === 'failed' || end.kind === 'stopped') return { ...end, kind: 'failed' };
  const patients = pages.flatMap((page) => page.matches);
  const warnings = pages.flatMap((page) => page.warnings);
  const sources = pages.flatMap((page) => page.sources);
  if (pages.length === 0 || pages.some((page) => page.unreadable.length > 0) || patients.some(({ id }) => !id)) return failure('unreadable', reference);
  if (patients.length > 0) return warnings.some(({ code }) => code === 'incomplete') ? failure('fault', reference) : { kind: 'answered', patients, reference, told: { warnings, sources } };
  if (warnings.some(({ withheld }) => withheld)) return refused;
  const silent = sources.some(({ status }) => status === 'not-answering');
  const doubtful = warnings.some(({ code, severity }) => code !== 'not-found' && severity !== 'information');
  return silent || doubtful ? failure('fault', reference) : { kind: 'not-found', reference };
}
