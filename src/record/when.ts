import { isObject } from './resource.js';

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

const FORM = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::(?:[0-5]\d|60)(\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;
const PRECISIONS = ['year', 'month', 'day', 'minute', 'minute'] as const;
const two = (number: number): string => String(number).padStart(2, '0');
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const HOUR = 3_600_000;

const utc = ([year, month = 1, ...rest]: readonly number[]): number => Date.UTC(year!, month - 1, ...rest);
/** What we need of Temporal, which not every browser has. */
type Zoned = (epoch: number) => { toZonedDateTimeISO(zone: string): { readonly offsetNanoseconds: number } };
const { Temporal } = globalThis as { Temporal?: { Instant: { fromEpochMilliseconds: Zoned } } };
let format: Intl.DateTimeFormat | undefined;
/** How far London's clocks are ahead of UTC, ms. The first DateTimeFormat of a page costs 30 ms, so it is made where there is no Temporal only. */
function readOffset(epoch: number): number {
  if (Temporal) return Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO('Europe/London').offsetNanoseconds / 1e6;
  // Swedish writes dates as ISO 8601 does.
  format ??= new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', calendar: 'gregory', numberingSystem: 'latn', dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${format.format(epoch).replace(' ', 'T')}Z`) - epoch || 0;
}
/** Clocks are put forward and back on the hour, so one answer holds for an hour. */
const known = new Map<number, number>();
function ahead(epoch: number): number {
  const hour = Math.floor(epoch / HOUR);
  if (known.size > 5000) known.clear();
  if (!known.has(hour)) known.set(hour, readOffset(hour * HOUR));
  return known.get(hour)!;
}
function londonParts(epoch: number): number[] {
  const at = new Date(epoch + ahead(epoch));
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
}
/** Epoch ms of a wall clock time in London. The hour that autumn repeats is taken as its second. */
const fromLondon = (wall: number): number => (ahead(wall) === 0 || ahead(wall - HOUR) !== HOUR ? wall : wall - HOUR);

/** The numbers of a FHIR date, dateTime or instant; undefined where it is none, or there is no such day or time. */
function numbersOf(text: string): { readonly sent: readonly number[]; readonly fraction: string | 0; readonly zone: string } | undefined {
  const found = FORM.exec(text);
  if (!found) return undefined;
  const [, fraction = 0, zone = ''] = found;
  const sent = text.slice(0, text.length - zone.length).split(/\D/, 6).map(Number);
  // 30 February would become 1 March, 24:00 the next day, and years below 100, which are placeholders, 19xx
  return new Date(utc(sent.slice(0, 5))).toISOString().startsWith(text.slice(0, 16)) ? { sent, fraction, zone } : undefined;
}
/** Days that every month has, and times that every day has. */
const ORDINARY = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?:T(?:[01]\d|2[0-3]):[0-5]\d|$)/;
/** Does {@link readWhen} read it as a date? Without what that costs. */
export const isWhen = (text: string): boolean => (ORDINARY.test(text) ? FORM.test(text) : numbersOf(text) !== undefined);

/**
 * Reads a FHIR date, dateTime or instant. Instants are turned to Europe/London time; dates never pass through a time zone.
 * What is no valid date keeps its text. Exactly midnight, as sent or in London, mostly means that only the day is known,
 * and is read as the day.
 * @param midnight `time`: midnight is meant, as in an appointment's start
 * @returns undefined where there is no text at all
 */
export function readWhen(value: unknown, midnight: 'day' | 'time' = 'day'): When | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!text) return undefined;
  const raw = value as string;
  const numbers = numbersOf(text);
  if (!numbers) return { precision: 'raw', raw, parts: [], sort: Number.MIN_SAFE_INTEGER };
  const { sent, fraction, zone } = numbers;
  const isDay = (parts: readonly number[]): boolean => midnight === 'day' && !parts.slice(3).some((part) => part) && !(Number(fraction) > 0);
  const read = (all: readonly number[], sort: number): When => {
    const parts = all.slice(0, isDay(all) ? 3 : 5);
    return { precision: PRECISIONS[parts.length - 1]!, raw, parts, sort, zoneless: (parts.length > 3 && !zone) || undefined };
  };
  if (!zone || isDay(sent)) return read(sent, fromLondon(utc(sent)));
  const epoch = utc(sent) + Number(fraction) * 1000 + Date.parse(`1970-01-01T00:00${zone}`);
  return read(londonParts(epoch), epoch);
}

/** A FHIR Period; undefined where it has neither end. */
export function readPeriod(value: unknown, midnight?: 'day' | 'time'): WhenPeriod | undefined {
  if (!isObject(value)) return undefined;
  const start = readWhen(value.start, midnight);
  const end = readWhen(value.end, midnight);
  return start || end ? { start, end } : undefined;
}

/** Epoch ms of the end of a day, month or year that is known only as such. */
export const lastMoment = ({ parts, sort }: When): number => (parts[0] === undefined || parts.length > 3 ? sort : fromLondon(utc(parts.map((part, index) => part + Number(index === parts.length - 1)))));

/** As much of `yyyy-mm-dd` as is known. */
export const dayIn = (parts: readonly number[]): string => parts.slice(0, 3).map(two).join('-');
/** The day in London, `yyyy-mm-dd`. @param at epoch ms */
export const dayOf = (at: number): string => dayIn(londonParts(at));

/** Is a FHIR Period over before `today` (`yyyy-mm-dd`), or yet to begin? A partial date is taken as its whole period. */
export function isOutside(period: unknown, today: string | undefined): boolean {
  if (!today || !isObject(period)) return false;
  const [start = '', end = ''] = [period.start, period.end].map((one) => (typeof one === 'string' ? one.trim().slice(0, 10) : ''));
  return today.slice(0, end.length) > end || today.slice(0, start.length) < start;
}

const inWords = (dayOf: (day: number) => unknown, letters: number | undefined, between: string) => ({ parts, raw }: When): string => {
  const [year, month, day, hour, minute] = parts;
  if (year === undefined) return raw;
  const date = (day ? dayOf(day) + between : '') + (month ? MONTHS[month - 1]!.slice(0, letters) + between : '') + String(year).padStart(4, '0');
  return hour === undefined ? date : `${date} ${two(hour)}:${two(minute!)}`;
};
/** `14-Aug-1980`, `14-Aug-1980 09:05`, `Aug-1980`, `1980`, or the text as received (CUI D+Ta-0002, D+Tb-0001). */
export const showWhen = inWords(two, 3, '-');
/** `14 August 1980`, for screen readers (CUI D+Ta-0015). */
export const longWhen = inWords(String, undefined, ' ');

/** Sorts newest first; what has no date comes last. */
export const newestFirst = (a: When | undefined, b: When | undefined): number =>
  Math.sign((b?.sort ?? -Infinity) - (a?.sort ?? -Infinity)) || 0;
