import { matchPatient } from '../fhir/patient-match.js';
import { text } from '../fhir/read.js';
import type { PatientRef, RecordSource, Told } from '../fhir/source.js';
import { parseNhsNumber } from '../record/nhs-number.js';
import type { Problem } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import { dayOf } from '../record/when.js';
import { codeOfCause, report } from './announce.js';

/** What a host gives an element (contract, section 3). */
export interface PatientInput {
  readonly nhsNumber?: string; readonly birthDate?: string; readonly familyName?: string; readonly reference?: string;
  readonly seenSince?: string;
}

export type PatientStateName = 'none' | 'loading' | 'shown' | 'mismatch' | 'not-found' | 'refused';

/** Why no patient is shown, for the sentence on screen. */
export type PatientMessage =
  | { readonly kind: 'none' | 'no-number' | 'invalid' | 'two-patients' | 'several' | 'no-date' }
  | { readonly kind: 'mismatch'; readonly fields: readonly ('nhs-number' | 'birth-date')[]; readonly reference: string }
  | { readonly kind: 'not-found' | 'refused' | 'audit'; readonly reference: string }
  | { readonly kind: 'failed'; readonly problem: Problem };

export type PatientState =
  | { readonly name: 'none' | 'mismatch' | 'not-found' | 'refused'; readonly message: PatientMessage }
  | { readonly name: 'loading' }
  | { readonly name: 'shown'; readonly patient: Resource; readonly asked: string; readonly replacedBy?: string;
    /** what the answer said beside the patient */ readonly told?: Told | undefined;
    /** when it came, epoch ms */ readonly at: number };

export const NOBODY: PatientState = { name: 'none', message: { kind: 'none' } };

const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;

/** What a host gave, as texts: scripts give numbers, dates and worse, and none of it may throw while another patient is on screen. */
const read = (input: PatientInput): Record<'nhsNumber' | 'birthDate' | 'familyName' | 'reference', string> => {
  const { nhsNumber, birthDate, familyName, reference } = input;
  const [number = '', born = '', family = '', id = ''] = [nhsNumber, birthDate, familyName, reference].map((one) => text(one)?.trim());
  return { nhsNumber: number.replace(/[\s-]/g, ''), birthDate: born, familyName: family, reference: id };
};

/** Checks what a host gave before anything is asked. A reference alone is enough only where a signed launch gave it. */
export function readPatientInput(input: PatientInput): PatientRef | PatientState {
  const { nhsNumber: given, birthDate, familyName, reference } = read(input);
  const nhsNumber = parseNhsNumber(given);
  if (nhsNumber === undefined || !DATE.test(birthDate)) return { name: 'none', message: { kind: !given ? 'no-number' : nhsNumber ? 'no-date' : 'invalid' } };
  return { nhsNumber, birthDate, ...(familyName && { familyName }), ...(reference && { reference }) };
}

/** Two inputs are equal when they name the same patient: numbers without spaces, dates trimmed. */
export const patientKey = (input: PatientInput | null | undefined): string => (input ? JSON.stringify(read(input)) : String(input));

/**
 * What several elements say of whom they ask for, in one, and whether it is one person: they may differ in how much they
 * say, and what says more is compared.
 */
export function together(all: readonly PatientInput[]): readonly [PatientInput | undefined, boolean] {
  const given = (key: 'familyName' | 'reference' | 'seenSince'): string | undefined => all.find((one) => one[key])?.[key];
  const [familyName, reference, seenSince] = (['familyName', 'reference', 'seenSince'] as const).map(given);
  const people = new Set(all.map((one) => patientKey({ ...one, familyName, reference: one.reference || reference })));
  return [all[0] && { ...all[0], familyName, reference, seenSince }, people.size < 2];
}

/** Asks for the patient and compares what came with what was asked. Never rejects. @param clock epoch ms */
export async function lookUpPatient(source: RecordSource, ref: PatientRef, clock: () => number, signal: AbortSignal): Promise<PatientState> {
  const answer = await source.findPatient(ref, { signal });
  switch (answer.kind) {
    case 'failed': return { name: 'none', message: answer };
    case 'refused':
    case 'not-found': return { name: answer.kind, message: answer };
    case 'answered': {
      const at = clock();
      const match = matchPatient(ref, answer.patients, dayOf(at));
      switch (match.kind) {
        case 'shown': return { name: 'shown', patient: match.patient, replacedBy: match.replacedBy, asked: ref.nhsNumber, told: answer.told, at };
        case 'mismatch':
        case 'not-found': return { name: match.kind, message: { ...match, reference: answer.reference } };
        default: return { name: 'mismatch', message: match };
      }
    }
  }
}

/** What a host gives is taken as it is now: changed later, or read with a fault, it names nobody else. */
export function copyInput(input: PatientInput | null | undefined): PatientInput | null | undefined {
  if (input === null || input === undefined) return input;
  try { return Object.freeze({ ...read(input), ...(typeof input.seenSince === 'string' && { seenSince: input.seenSince }) }); } catch { return Object.freeze({ nhsNumber: 'unreadable' }); }
}

const CODES = { none: 'DSCR_PATIENT_INVALID', mismatch: 'DSCR_PATIENT_MISMATCH', 'not-found': 'DSCR_PATIENT_NOT_FOUND', refused: 'DSCR_PATIENT_REFUSED' } as const;

/** Why nobody is shown, for whoever listens. */
export function reportPatient(state: PatientState): void {
  if (!('message' in state)) return;
  const { name, message } = state;
  const { kind } = message;
  const problem = kind === 'failed' ? message.problem : undefined;
  const code = problem ? codeOfCause(problem.cause) : kind === 'two-patients' ? 'DSCR_TWO_PATIENTS' : kind === 'audit' ? 'DSCR_AUDIT_REFUSED' : CODES[name];
  report(code, problem?.reference ?? ('reference' in message ? message.reference : undefined), !!problem || kind === 'audit');
}
