import type { Cause } from '../../record/problem.js';
import type { AreaId } from '../../record/sections.js';

/** What the sentences share. Areas are given by id, their nouns are here. */
const NOUNS: Record<AreaId, string> = {
  demographics: 'Patient details', alerts: 'Alerts', allergies: 'Allergies', medications: 'Medicines', results: 'Results',
  'results.laboratory': 'Laboratory results', 'results.imaging': 'Radiology results', 'results.other': 'Other results',
  appointments: 'Appointments and referrals', 'appointments.appointments': 'Appointments', 'appointments.referrals': 'Referrals',
  'care-plans': 'Care plans', documents: 'Documents',
};
/** A deployment's own names of sections and parts (configuration, `words.nouns`). */
export const nameAreas = (nouns?: Readonly<Partial<Record<AreaId, string>>>): void => { Object.assign(NOUNS, nouns); };
/** "GP letters" keeps its capitals in a sentence. */
const lower = (text: string): string => text.replace(/^.(?=[\p{Ll}\s])/u, (letter) => letter.toLowerCase());
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const noun = (area: AreaId, form: 'heading' | 'sentence' = 'heading'): string => (form === 'heading' ? NOUNS[area] : lower(NOUNS[area]));
/** The noun beside a number. */
export const counted = (area: AreaId): string => (area === 'allergies' ? 'allergy entries' : noun(area, 'sentence'));

/** What a configuration may leave out. */
export const DEFAULTS = { host: 'your own system', desk: 'your service desk', access: 'your local IT department', org: 'a contributing organisation' } as const;
/** A sentence's beginning: only our own words change their first letter, a name never does. */
export const first = (name: string): string => (name === DEFAULTS.host || name === DEFAULTS.org ? upper(name) : name);

export interface Said { readonly heading: string; readonly text: string }
export const said = (heading: string, text: string): Said => ({ heading, text });
export const quoting = (ref: string | undefined): string => (ref ? `, reference ${ref}` : '');
export const contact = (whom: string, ref?: string): string => `ontact ${whom}${quoting(ref)}.`;
export const roleAt = (role: string, org: string): string => (org ? `${role}, ${org}` : role);
export const some = (area: AreaId): string => `There may be ${noun(area, 'sentence')} recorded.`;

export const causes: Readonly<Record<Cause, string>> = {
  'no-connection': 'There is no connection to the shared care record.', timeout: 'It did not answer in time.', fault: 'It reported a fault.',
  refused: 'It did not accept the request.', unreadable: 'Its answer could not be read.',
};
