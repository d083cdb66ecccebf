import { isObject, type Fields } from './resource.js';
import { isOutside } from './when.js';

export interface PersonName {
  /** `FAMILY, Given (Title)`, or the text as sent where parts are missing (CUI NID-0001 to 0013) */
  readonly full: string;
  /** family name as sent */
  readonly family?: string;
  /** given name a person likes to be called by (FHIR use `nickname`) */
  readonly preferred?: string;
}

const tidy = (value: unknown): string => (typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '');
const tidyAll = (value: unknown): string => tidy((Array.isArray(value) ? value : [value]).map(tidy).join(' '));

/** One HumanName for reading; undefined where nothing in it can be read. */
function formatOne(name: unknown): string | undefined {
  if (!isObject(name)) return undefined;
  const family = tidy(name.family);
  const given = tidyAll(name.given);
  const text = tidy(name.text);
  if (text && !(family && given)) return text;
  if (!family && !given) return undefined;
  const title = tidyAll(name.prefix).replace(/\./g, '');
  const names = family && given ? `${family.toUpperCase()}, ${given}` : family.toUpperCase() || given;
  return title ? `${names} (${title})` : names;
}

/** Best first; a use nobody knows stands with those that say none. */
const USES = ['usual', 'official', '', 'temp', 'anonymous', 'nickname', 'maiden', 'old'];
const NICKNAME = 5;

/**
 * The name to show of `Patient.name`, whatever its shape: usual, else official, else another; one that is ended (or not begun) only
 * where there is no other, and a maiden or old one after those.
 * @param today `yyyy-mm-dd`: a name whose period does not hold today has ended; without it periods are not looked at
 */
export function choosePersonName(names: unknown, today?: string): PersonName | undefined {
  const [best, ...others] = (Array.isArray(names) ? names : [names]).flatMap((name: unknown) => {
    const full = formatOne(name);
    if (full === undefined) return [];
    const { use, period, ...parts } = name as Fields;
    const rank = USES.indexOf(tidy(use).toLowerCase());
    // a given name alone tells nobody who it is, however usual: it stands before temporary names only
    const short = tidy(parts.family) || tidy(parts.text) || rank === NICKNAME ? 0 : 2.5;
    // maiden and old stand between the ended names up to those of no use, and the other ended ones
    return [{ full, parts, rank: (rank < 0 ? 2 : rank) + short + (isOutside(period, today) ? 8 : rank > NICKNAME ? 4.5 : 0) }];
  }).sort((a, b) => a.rank - b.rank);
  if (!best) return undefined;
  const { given, text, family } = others.find(({ rank }) => rank === NICKNAME)?.parts ?? {};
  return { full: best.full, family: tidy(best.parts.family) || undefined, preferred: tidyAll(given) || tidy(text) || tidy(family) || undefined };
}

/** The name of a person as one text, from a HumanName or a list of them. */
export const formatName = (names: unknown, today?: string): string | undefined => choosePersonName(names, today)?.full;
