import { formatNhsNumber, parseNhsNumber } from '../record/nhs-number.js';
import { choosePersonName } from '../record/person-name.js';
import type { Resource } from '../record/resource.js';
import { isOutside, readWhen, type When } from '../record/when.js';
import { at, choice, code, extensionOf, extensionValue, nodes, text, type Node } from './read.js';

export interface Identity {
  /** `FAMILY, Given (Title)` */
  readonly name?: string;
  readonly preferred?: string;
  /** with the time where that is of the same day */
  readonly born?: When;
  /** FHIR code as sent, trimmed and in lower case: the words are in ui/labels.ts */
  readonly gender?: string;
  /** grouped 3-3-4 */
  readonly nhsNumber?: string;
  /** the source says "present and verified" (status 01) */
  readonly verified: boolean;
  /** the record's number, where another one was asked for: grouped 3-3-4 */
  readonly replacedBy?: string;
  readonly deceased?: { readonly kind: 'formal' | 'informal' | 'stated'; readonly date?: When };
  /** label R, V or REDACTED: address, contacts and practice are absent, not "not recorded" */
  readonly restricted: boolean;
}

/** Who the record is about. @param asked the NHS number the host gave; @param today `yyyy-mm-dd`, to pass over names and numbers that have ended */
export function readIdentity(patient: Resource, asked?: string, today?: string): Identity {
  const name = choosePersonName(patient['name'], today);
  const wanted = parseNhsNumber(asked);
  const numbers = nhsNumbers(patient, today);
  // one that is old has been replaced, even where it is the one asked for
  const chosen = numbers.find((one) => digitsOf(one) === wanted && !isOld(one, today)) ?? numbers[0];
  const number = chosen && digitsOf(chosen);
  const day = readWhen(patient['birthDate']);
  const time = readWhen(extensionValue(patient['_birthDate'], 'patient-birthTime'), 'time');
  return {
    name: name?.full, preferred: name?.preferred, born: day?.precision === 'day' && time?.parts.slice(0, 3).join() === day.parts.join() ? time : day, gender: code(patient['gender']),
    nhsNumber: number && formatNhsNumber(number),
    verified: ['01', 'number-present-and-verified'].includes(code(verification(chosen)) ?? ''),
    replacedBy: number && wanted && number !== wanted ? formatNhsNumber(number) : undefined,
    deceased: readDeath(patient),
    restricted: nodes(at(patient, 'meta', 'security')).some((label) => /^(R|V|REDACTED)$/i.test(text(label['code']) ?? '')),
  };
}

/** The digits of an NHS number, as they are compared. */
export const digitsOf = (identifier: Node): string | undefined => text(identifier['value'])?.replace(/[\s-]/g, '');
/** Marked old, or ended before `today`. */
export const isOld = (identifier: Node, today?: string): boolean => code(identifier['use']) === 'old' || isOutside(identifier['period'], today);

/** NHS number identifiers, the old ones last. */
export const nhsNumbers = (patient: Node, today?: string): readonly Node[] =>
  nodes(patient['identifier']).filter((one) => /\/nhs-number$/i.test(text(one['system']) ?? '') && digitsOf(one))
    .sort((a, b) => Number(isOld(a, today)) - Number(isOld(b, today)));

/** The verification status of an NHS number, as a CodeableConcept. */
export const verification = (identifier: Node | undefined): unknown => extensionValue(identifier, 'NHSNumberVerificationStatus');

/** Death notification: 1 informal, 2 formal; U means that a notification was withdrawn: the person is not dead (PDS). */
function readDeath(patient: Resource): Identity['deceased'] {
  const status = code(extensionValue(extensionOf(patient, 'DeathNotificationStatus'), 'deathNotificationStatus'));
  const sent = choice(patient, 'deceased')?.[1];
  const said = text(sent);
  const date = said === 'true' || said === 'false' ? undefined : readWhen(sent);
  const kind = status === '2' ? 'formal' : status === '1' ? 'informal' : date || said === 'true' ? 'stated' : undefined;
  return kind && status !== 'u' ? { kind, ...(date && { date }) } : undefined;
}
