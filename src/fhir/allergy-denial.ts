import type { Coded, Coding } from '../record/coded.js';

/** No known allergy: SNOMED CT now and before 2017, International Patient Summary. */
const WHOLE = /^(716186003|160244002|no-known-allergies)$/;
/** No known allergy of one kind: drug, insect, environmental, food, latex, animal, Hymenoptera venom. */
const KINDS = /^(409137002|428197003|428607008|429625007|716184000|716220001|1003774007|no-known-\w+-allergies)$/;
const NO_INFORMATION = 'no-allergy-info';

/** What kind of allergy: a few words, none of which turns to something else, as "trigger for", "other", "allergy but penicillin" do. */
const OF = '((?:(?!allerg(?!ic)|react|intol|(?:for|of|other|new|further)\\b)[a-z/-]+ ){0,3})';
const KNOWN = `${OF}(?:allerg(?:y|ies)|(reactions?|intolerances?|anaphylaxis))(?:(?:/| or )(?:adverse )?(?:allergies|reactions?|intolerances?))?`;
/** Nothing but a denial, and no question. What it captures narrows it to a kind. */
const DENIAL = new RegExp(`^[^\\w?]*(?:(?:nkd?a|(?:patient )?has|h/o|allerg(?:y|ies)(?: status)?)\\W+)?(?:none known|nil known|nk(d?)a|(?:no|nil) (?:(?:known |history of )*${KNOWN}|${KNOWN} known)( to [a-z/]+)?)(?:\\W+(?:recorded|situation|context\\S+ category|nkd?a))?[^\\w?]*$`, 'i');

/** Nobody knows. */
const UNKNOWN = /^\W*(no information (about|on) allerg(y|ies)|allerg(y|ies)( status| history)?\W+(is |are )?(not known|unknown))\W*$/i;

/** `whole` denies every allergy, `kind` those of one kind, `unknown` says only that nothing is known; `more` is something else. */
type Statement = 'whole' | 'kind' | 'unknown' | 'more';

function readWords(words: string): Statement {
  if (UNKNOWN.test(words)) return 'unknown';
  const found = DENIAL.exec(words.replace(/\s+/g, ' '));
  if (!found) return 'more';
  return found.slice(1).join('') ? 'kind' : /nkda/i.test(words) ? 'more' : /recorded/i.test(words) ? 'unknown' : 'whole';
}
/** SNOMED CT, dm+d, RxNorm, UNII, ICD, ATC, IPS. */
const COMMON = /snomed|dmd|nlm|whocc|hl7\.org\//i;
/** A code of the place is as good as its words; one of a common terminology that is not listed is something else. */
const readCode = ({ code, system = 'snomed' }: Coding): Statement | [] =>
  !code ? [] : WHOLE.test(code) ? 'whole' : KINDS.test(code) ? 'kind' : code === NO_INFORMATION ? 'unknown' : COMMON.test(system) ? 'more' : [];

export interface Denial {
  /** the least of what its codes and words deny, words that only tell of what is recorded take nothing from a code; undefined where none of them denies anything */
  readonly denies: Exclude<Statement, 'more'> | undefined;
  /** everything its codes and words say: a denial alone has no `more` among them */
  readonly said: ReadonlySet<Statement>;
  /** all words sent, each once */
  readonly words: readonly string[];
  /** those that name the kind denied; the abbreviation only where there are no others */
  readonly kind: string | undefined;
  /** a denial and nothing else */
  readonly alone: boolean;
}

/** Which allergies does a code deny? It says no more than the least of its codings and words does. */
export function readDenial({ label, codings = [], bare }: Partial<Coded> = {}): Denial {
  const words = [...new Set([bare ? undefined : label, ...codings.map(({ display }) => display)].filter((one) => one !== undefined))];
  const coded = codings.flatMap(readCode);
  const unknown = coded.includes('unknown');
  const said = new Set([...coded, ...words.map((one) => (unknown && /\b(no|not|unknown)\b/i.test(one) ? 'unknown' : readWords(one)))]);
  const kinds = words.filter((one) => readWords(one) === 'kind');
  const denies = unknown ? 'unknown' : (['kind', 'whole', 'unknown'] as const).find((one) => said.has(one));
  return { said, words, denies, alone: denies !== undefined && !said.has('more'), kind: kinds.find((one) => /known/i.test(one)) ?? kinds[0] };
}
