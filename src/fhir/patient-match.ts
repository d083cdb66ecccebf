import { nameKey } from '../record/by-name.js';
import { parseNhsNumber } from '../record/nhs-number.js';
import type { Resource } from '../record/resource.js';
import { isOld, nhsNumbers } from './identity.js';
import { code, nodes, text } from './read.js';
import type { PatientRef } from './source.js';
import { datesAgree } from './subject.js';

export type PatientMatch =
  /** `replacedBy`: ten digits, where the record has another number than the one asked for */
  | { readonly kind: 'shown'; readonly patient: Resource; readonly replacedBy?: string }
  | { readonly kind: 'mismatch'; readonly fields: readonly ('nhs-number' | 'birth-date')[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'several' | 'no-date' };

const plain = (name: unknown): string => nameKey(text(name) ?? '').replace(/[^\p{L}\p{N}]/gu, '');
/** By any of their names, past ones too, however it is written. */
const isCalled = (asked: string, patient: Resource): boolean =>
  nodes(patient['name']).some(({ family, text: whole }) => (family === undefined ? plain(whole).includes(plain(asked)) : plain(family) === plain(asked)));

const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?(?:$|T)/;

/** Compares what came back with what the host asked for (contract, section 3). In doubt nobody is shown. @param today `yyyy-mm-dd` */
export function matchPatient(ref: PatientRef, patients: readonly Resource[], today?: string): PatientMatch {
  // A record that was merged into another tells of the patient no more: the other one does.
  const [patient, ...others] = patients.filter(({ link }) => !nodes(link).some(({ type }) => code(type) === 'replaced-by'));
  if (!patient || others.length > 0) return { kind: patients.length > 1 ? 'several' : 'not-found' };

  const born = text(patient['birthDate'])?.trim();
  const asked = ref.birthDate;
  // A signed launch names the record itself and may give no date.
  if (asked === undefined ? ref.reference === undefined : !born || !DATE.test(born)) return { kind: 'no-date' };
  const bornFits = asked === undefined || datesAgree(born!, asked);

  const numbers = nhsNumbers(patient).map((one) => ({ number: parseNhsNumber(text(one['value'])), old: isOld(one, today) }));
  const current = numbers.find((one) => one.number !== undefined && !one.old)?.number;
  const found = numbers.find((one) => one.number === ref.nhsNumber);
  const replaced = current !== undefined && current !== ref.nhsNumber && (!found || found.old);
  // A number that is not on the record stands on the birth date, so all of it must be there, and on the name where one was given. With a
  // logical id it stands on nothing: the API was not asked for the number, and the id may be that of the patient before.
  const numberFits = found !== undefined || (replaced && bornFits && asked?.length === 10 && born!.length >= 10
    && ref.reference === undefined && (ref.familyName === undefined || isCalled(ref.familyName, patient)));
  if (bornFits && numberFits) return { kind: 'shown', patient, ...(replaced && { replacedBy: current }) };
  return { kind: 'mismatch', fields: [...(numberFits ? [] : ['nhs-number'] as const), ...(bornFits ? [] : ['birth-date'] as const)] };
}
