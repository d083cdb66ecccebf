export interface PersonName {
  /** `FAMILY, Given (Title)`, or the text as sent where parts are missing (CUI NID-0001 to 0013) */
  readonly full: string;
  /** family name as sent */
  readonly family?: string;
  /** given name a person likes to be called by (FHIR use `nickname`) */
  readonly preferred?: string;
}

type Parts = Readonly<Record<string, unknown>>;
const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value);
const tidy = (value: unknown): string => (typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '');
const tidyAll = (value: unknown): string => tidy((Array.isArray(value) ? value : [value]).map(tidy).join(' '));

/** One HumanName for reading; undefined where nothing in it can be read. */
function formatOne(name: unknown): string | undefined {
  if (!isParts(name)) return undefined;
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
  if (!today || !isParts(period)) return false;
  const end = tidy(period.end).slice(0, 10);
  const start = tidy(period.start).slice(0, 10);
  return (end !== '' && today.slice(0, end.length) > end) || (start !== '' && today.slice(0, start.length) < start);
}

/** Lower is better; a use nobody knows stands with those that say none. */
const RANK: Readonly<Record<string, number>> = { usual: 0, official: 1, temp: 3, anonymous: 4, nickname: 5 };
const rankOf = ({ use }: Parts): number => (typeof use === 'string' && Object.hasOwn(RANK, use) ? RANK[use]! : 2);

/**
 * The name to show of `Patient.name`, whatever its shape: usual, else official, else another; never an old, maiden or ended one.
 * @param today `yyyy-mm-dd`: names whose period does not hold today are passed over; without it periods are not looked at
 */
export function choosePersonName(names: unknown, today?: string): PersonName | undefined {
  const current = (Array.isArray(names) ? names : [names]).filter((name): name is Parts =>
    isParts(name) && name.use !== 'old' && name.use !== 'maiden' && !outside(name.period, today) && formatOne(name) !== undefined);
  const best = [...current].sort((a, b) => rankOf(a) - rankOf(b))[0];
  if (!best) return undefined;
  const nickname = current.find((name) => name.use === 'nickname');
  const preferred = nickname && nickname !== best ? tidyAll(nickname.given) || tidy(nickname.text) || tidy(nickname.family) : '';
  const family = tidy(best.family);
  return { full: formatOne(best)!, ...(family ? { family } : {}), ...(preferred ? { preferred } : {}) };
}

/** The name of a person as one text, from a HumanName or a list of them. */
export const formatName = (names: unknown, today?: string): string | undefined => choosePersonName(names, today)?.full;
