import { said } from './parts.js';

export const known = 'Known allergies';
export const disagree = (org: string, t: string) => `Entries disagree: ${org}, ${t}, recorded no known allergies.`;
export const incomplete = (reason: string) => `This list may be incomplete: ${reason}`;
export const noneKnown = 'No known allergies';
export const statedBy = (role: string, org: string, t: string) => `Stated by ${[role, org, t].filter((part) => part !== '').join(', ')}.`;
export const others = 'Other allergies: not recorded.';
export const notRecorded = said('Allergies not recorded', 'There is no current entry, and no statement that the patient has none. Check with the patient.');
export const history = (ended: number, refuted: number, inError: number) => `${ended} ended, ${refuted} refuted, ${inError} recorded in error`;
export const unavailable = (reason: string) => said('Allergies unavailable', `${reason} Check another way before prescribing or giving medicines.`);
export const notYourRole = 'Not shown to your role.';
