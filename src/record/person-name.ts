import { isObject, type Fields } from './resource.js';

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

/** Ended before `today`, or not yet begun; a partial date is taken as its whole period. */
function outside(period: unknown, today: string | undefined): boolean {
  if (!today || !isObject(period)) return false;
  /** how today compares with one end, as far as that is known; 0 where it says nothing */
  const against = (end: unknown): number => {
    const date = tidy(end).slice(0, 10);
    const day = today.slice(0, date.length);
    return Number(day > date) - Number(day < date);
  };
  return against(period.end) > 0 || against(period.start) < 0;
}

/** Best first; a use nobody knows stands with those that say none. */
const USES: readonly unknown[] = ['usual', 'official', undefined, 'temp', 'anonymous', 'nickname'];
const rankOf = ({ use }: Fields): number => USES.indexOf(USES.includes(use) ? use : undefined);

/**
 * The name to show of `Patient.name`, whatever its shape: usual, else official, else another; never an old, maiden or ended one.
 * @param today `yyyy-mm-dd`: names whose period does not hold today are passed over; without it periods are not looked at
 */
export function choosePersonName(names: unknown, today?: string): PersonName | undefined {
  const current = (Array.isArray(names) ? names : [names]).filter((name): name is Fields =>
    isObject(name) && name.use !== 'old' && name.use !== 'maiden' && !outside(name.period, today) && formatOne(name) !== undefined);
  const [best] = current.sort((a, b) => rankOf(a) - rankOf(b));
  if (!best) return undefined;
  const nickname = current.find(({ use }) => use === 'nickname');
  return {
    full: formatOne(best)!,
    family: tidy(best.family) || undefined,
    preferred: (nickname && nickname !== best && (tidyAll(nickname.given) || tidy(nickname.text) || tidy(nickname.family))) || undefined,
  };
}

/** The name of a person as one text, from a HumanName or a list of them. */
export const formatName = (names: unknown, today?: string): string | undefined => choosePersonName(names, today)?.full;
