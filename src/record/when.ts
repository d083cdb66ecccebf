export type WhenPrecision = 'year' | 'month' | 'day' | 'minute' | 'raw';

/** A FHIR date, dateTime or instant as far as it is known: a year stays a year, nothing is made up. */
export interface When {
  readonly precision: WhenPrecision;
  /** as received */
  readonly raw: string;
  /** year, month, day, hour, minute of Europe/London, as many as the precision says; none for `raw` */
  readonly parts: readonly number[];
  /** epoch ms of the start of the period; what cannot be read sorts as the oldest */
  readonly sort: number;
  /** a time that came without time zone: shown as it came */
  readonly zoneless?: true;
}
export interface WhenPeriod { readonly start?: When; readonly end?: When }

const FORM = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const PRECISIONS = ['year', 'month', 'day', 'minute', 'minute'] as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (number: number): string => String(number).padStart(2, '0');

/** Days of a month, 1 to 12. */
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Fixed in every setting that a computer's region or language could change. */
const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London', calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
});
function londonParts(epoch: number): number[] {
  const found = new Map(london.formatToParts(epoch).map(({ type, value }) => [type, Number(value)]));
  return (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((type) => found.get(type)!);
}
const utc = ([year, month = 1, day = 1, hour = 0, minute = 0, second = 0]: readonly number[]): number =>
  Date.UTC(year!, month - 1, day, hour, minute, second);
/** Epoch ms of a wall clock time in London. The hour that autumn repeats is taken as its second. */
function fromLondon(wall: number): number {
  const summer = wall - 3_600_000;
  return utc(londonParts(wall)) === wall || utc(londonParts(summer)) !== wall ? wall : summer;
}

/**
 * Reads a FHIR date, dateTime or instant. Instants are turned to Europe/London time; dates never pass through a time zone.
 * What is no valid date keeps its text. Exactly midnight, as sent or in London, mostly means that only the day is known,
 * and is read as the day.
 * @param midnight `time`: midnight is meant, as in an appointment's start
 * @returns undefined where there is no text at all
 */
export function readWhen(value: unknown, midnight: 'day' | 'time' = 'day'): When | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const raw: When = { precision: 'raw', raw: value, parts: [], sort: Number.MIN_SAFE_INTEGER };
  const found = FORM.exec(value.trim());
  if (!found) return raw;
  const sent = found.slice(1, 7).flatMap((text) => (text === undefined ? [] : [Number(text)]));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = sent;
  // years below 100 are placeholders, and Date.UTC would take them for 19xx
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60) return raw;

  const zone = found[8];
  const timed = (parts: number[], sort: number): When =>
    ({ precision: PRECISIONS[parts.length - 1]!, raw: value, parts, sort, ...(parts.length > 3 && !zone ? { zoneless: true } : {}) });
  const isMidnight = (parts: readonly number[]): boolean =>
    midnight === 'day' && !parts.slice(3).some((part) => part !== 0) && !/[1-9]/.test(found[7] ?? '');
  if (sent.length < 4 || isMidnight(sent)) {
    const date = sent.slice(0, 3);
    return timed(date, fromLondon(utc(date)));
  }
  if (!zone) return timed(sent.slice(0, 5), fromLondon(utc(sent)));

  const [zoneHours = 0, zoneMinutes = 0] = zone === 'Z' ? [] : zone.slice(1).split(':').map(Number);
  if (zoneHours > 14 || zoneMinutes > 59) return raw;
  const epoch = utc(sent) + Number(`0.${found[7] ?? 0}`) * 1000 - (zone[0] === '-' ? -1 : 1) * (zoneHours * 60 + zoneMinutes) * 60_000;
  const local = londonParts(epoch);
  return isMidnight(local) ? timed(local.slice(0, 3), epoch) : timed(local.slice(0, 5), epoch);
}

/** A FHIR Period; undefined where it has neither end. */
export function readPeriod(value: unknown, midnight?: 'day' | 'time'): WhenPeriod | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const start = readWhen((value as { start?: unknown }).start, midnight);
  const end = readWhen((value as { end?: unknown }).end, midnight);
  return start || end ? { ...(start ? { start } : {}), ...(end ? { end } : {}) } : undefined;
}

/** `14-Aug-1980`, `14-Aug-1980 09:05`, `Aug-1980`, `1980`, or the text as received (CUI D+Ta-0002, D+Tb-0001). */
export function showWhen({ parts, raw }: When): string {
  const [year, month, day, hour, minute] = parts;
  if (year === undefined) return raw;
  const date = [...(day ? [two(day)] : []), ...(month ? [MONTHS[month - 1]!.slice(0, 3)] : []), String(year).padStart(4, '0')].join('-');
  return hour === undefined ? date : `${date} ${two(hour)}:${two(minute!)}`;
}

/** `14 August 1980`, for screen readers (CUI D+Ta-0015). */
export function longWhen({ parts, raw }: When): string {
  const [year, month, day, hour, minute] = parts;
  if (year === undefined) return raw;
  const date = [...(day ? [day] : []), ...(month ? [MONTHS[month - 1]!] : []), year].join(' ');
  return hour === undefined ? date : `${date} ${two(hour)}:${two(minute!)}`;
}

/** Sorts newest first; what has no date comes last. */
export const newestFirst = (a: When | undefined, b: When | undefined): number =>
  (b?.sort ?? -Infinity) === (a?.sort ?? -Infinity) ? 0 : (b?.sort ?? -Infinity) > (a?.sort ?? -Infinity) ? 1 : -1;
