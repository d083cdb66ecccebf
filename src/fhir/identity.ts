import { formatNhsNumber, parseNhsNumber } from '../record/nhs-number.js';
import { choosePersonName } from '../record/person-name.js';
import type { Resource } from '../record/resource.js';
import { readWhen, type When } from '../record/when.js';
import { choice, code, extension, node, nodes, text, type Node } from './read.js';

export interface Identity {
  /** `FAMILY, Given (Title)` */
  readonly name?: string;
  readonly preferred?: string;
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

/** Who the record is about. @param asked the NHS number the host gave; @param today `yyyy-mm-dd`, to pass over ended names */
export function readIdentity(patient: Resource, asked?: string, today?: string): Identity {
  const name = choosePersonName(patient['name'], today);
  const born = readWhen(patient['birthDate']);
  const gender = code(patient['gender']);
  const wanted = parseNhsNumber(asked);
  const numbers = nhsNumbers(patient);
  // one marked old has been replaced, even where it is the one asked for
  const chosen = numbers.find((one) => digitsOf(one) === wanted && code(one['use']) !== 'old') ?? numbers[0];
  const number = chosen && digitsOf(chosen);
  const deceased = readDeath(patient);
  return {
    ...(name && { name: name.full }), ...(name?.preferred && { preferred: name.preferred }), ...(born && { born }), ...(gender && { gender }),
    ...(number && { nhsNumber: formatNhsNumber(number) }),
    verified: ['01', 'number-present-and-verified'].includes(code(verification(chosen)) ?? ''),
    ...(number && wanted && number !== wanted && { replacedBy: formatNhsNumber(number) }),
    ...(deceased && { deceased }),
    restricted: nodes(node(patient['meta'])?.['security']).some((label) => /^(R|V|REDACTED)$/i.test(text(label['code']) ?? '')),
  };
}

const digitsOf = (identifier: Node): string | undefined => text(identifier['value'])?.replace(/[\s-]/g, '');

/** NHS number identifiers in use, those marked old last. */
export const nhsNumbers = (patient: Resource): readonly Node[] =>
  nodes(patient['identifier']).filter((one) => /\/nhs-number$/i.test(text(one['system']) ?? '') && digitsOf(one))
    .sort((a, b) => Number(code(a['use']) === 'old') - Number(code(b['use']) === 'old'));

/** The verification status of an NHS number, as a CodeableConcept. */
export const verification = (identifier: Node | undefined): unknown => {
  const found = extension(identifier, 'Extension-UKCore-NHSNumberVerificationStatus');
  return found && choice(found, 'value')?.[1];
};

/** Death notification: 1 informal, 2 formal; U means that a notification was withdrawn: the person is not dead (PDS). */
function readDeath(patient: Resource): Identity['deceased'] {
  const outer = extension(patient, 'Extension-UKCore-DeathNotificationStatus');
  const inner = extension(outer, 'deathNotificationStatus');
  const status = code(inner && choice(inner, 'value')?.[1]);
  if (status === 'u') return undefined;
  const sent = choice(patient, 'deceased')?.[1];
  const date = sent === true || sent === false || /^(true|false)$/.test(text(sent) ?? '') ? undefined : readWhen(sent);
  const dead = date !== undefined || text(sent) === 'true' || status === '1' || status === '2';
  if (!dead) return undefined;
  return { kind: status === '2' ? 'formal' : status === '1' ? 'informal' : 'stated', ...(date && { date }) };
}
