import type { QueryEnd } from '../record/section-state.js';
import type { Page, PatientAnswer } from './source.js';

/** What the pages of a patient search come to. "Not found" is never made of an answer that is doubtful. */
export function patientAnswer(pages: readonly Page[], end: QueryEnd, reference: string): PatientAnswer {
  const failed = (cause: 'fault' | 'unreadable'): PatientAnswer => ({ kind: 'failed', end: { kind: 'failed', problem: { cause, reference } } });
  if (end.kind === 'not-released') return { kind: 'refused', reference };
  if (end.kind === 'failed' || end.kind === 'stopped') return { kind: 'failed', end: { kind: 'failed', problem: end.problem } };
  const patients = pages.flatMap((page) => page.matches);
  const warnings = pages.flatMap((page) => page.warnings);
  if (pages.length === 0 || pages.some((page) => page.unreadable.length > 0) || patients.some(({ id }) => !id)) return failed('unreadable');
  if (patients.length > 0) return warnings.some(({ code }) => code === 'incomplete') ? failed('fault') : { kind: 'answered', patients, reference };
  if (warnings.some(({ withheld }) => withheld)) return { kind: 'refused', reference };
  const silent = pages.some((page) => page.sources.some(({ status }) => status === 'not-answering'));
  const doubtful = warnings.some(({ code, severity }) => code !== 'not-found' && severity !== 'information');
  return silent || doubtful ? failed('fault') : { kind: 'not-found', reference };
}
