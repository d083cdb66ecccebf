import { contact, first, said } from './parts.js';

export const mismatch = (host: string, differing: readonly ('date of birth' | 'NHS number')[], desk: string, ref?: string) => said('Record not shown: patient details differ',
  `${first(host)} and the shared care record differ in: ${differing.join(', ')}. Check that the right patient is open in ${host}. If so, c${contact(desk, ref)}`);
export const two = 'This page was given two different patients, so nothing is shown. Close and reopen the patient.';
export const several = (desk: string) => `More than one record fits these details, so nothing is shown. C${contact(desk)}`;
export const noDate = 'The date of birth could not be compared, so nothing is shown.';
export const replaced = (number: string, host: string) => `This NHS number has been replaced by ${number}. Update ${host}.`;
export const unverified = 'NHS number not verified.';
export const invalid = (host: string) => `This is not a valid NHS number. Check it in ${host}.`;
export const notFound = (host: string) => said('Record not found',
  `The shared care record has no match for this NHS number. The person may have records elsewhere. Check the number in ${host}.`);
export const refused = (desk: string, ref?: string) => said('Record not released',
  `The shared care record did not release this patient's record. If you need it for this person's care, c${contact(desk, ref)}`);
export const restrictedDocument = 'Restricted patient: this document may show where they live.';
