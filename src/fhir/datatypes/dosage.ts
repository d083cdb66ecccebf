import { readPeriod, showWhen } from '../../record/when.js';
import { at, choice, isNode, joined, list, node, nodes, text, type Node } from '../read.js';
import { readAllCoded, readCoded } from './coded.js';
import { readQuantity } from './quantity.js';
import { showDate } from './value.js';

/** One step of a dosage. `text` is the statement of record; `parts` are what the structure says, each a phrase in CUI order. */
export interface Dosage {
  /** byte for byte as sent */
  readonly text?: string | undefined;
  /** dose, rate, route, frequency, limits: nothing is computed or converted */
  readonly parts: readonly string[];
  /** those of the parts that say how much at a time */
  readonly amounts?: readonly string[];
  /** the part that says how often */
  readonly often?: string | undefined;
  readonly route?: string | undefined;
  /** instructions that stand beside the dose, as sent */
  readonly notes: readonly string[];
  /** how it follows the one before it, where `sequence` says so */
  readonly joined?: 'and' | 'then' | undefined;
}

type Table = Readonly<Record<string, string>>;
/** Long forms where abbreviations are dangerous (CUI MEDi-023); only in phrases that are made here. */
const UNITS: Table = { milligram: 'mg', gram: 'g', ml: 'mL', u: 'units', iu: 'units', '[iu]': 'units', ug: 'micrograms', mcg: 'micrograms', 'µg': 'micrograms', 'μg': 'micrograms', ng: 'nanograms' };
const TIMES: Table = { s: 'second', min: 'minute', h: 'hour', d: 'day', wk: 'week', mo: 'month', a: 'year' };
const COUNTS = ['', 'once', 'twice', 'three times', 'four times', 'five times', 'six times'];
const MOMENTS: Table = { MORN: 'in the morning', NOON: 'at noon', AFT: 'in the afternoon', EVE: 'in the evening', NIGHT: 'at night', HS: 'at bedtime', WAKE: 'on waking', AC: 'before', PC: 'after', C: 'with' };
/** EventTiming: M, D and V are breakfast, lunch and evening meal. */
const MEALS: Table = { '': 'meals', M: 'breakfast', D: 'lunch', V: 'evening meal' };
/** Codes of v3-GTSAbbreviation that come without any words. */
const TIMINGS: Table = { BID: 'twice a day', TID: 'three times a day', QID: 'four times a day', QD: 'once a day', QOD: 'every other day', AM: 'every morning', PM: 'every afternoon', BED: 'at bedtime' };
const DAYS = ['Mon', 'Tues', 'Wednes', 'Thurs', 'Fri', 'Satur', 'Sun'];

const own = (table: Table, key: string | undefined): string | undefined => (key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined);
/** A phrase with its lead, where it was sent. */
const led = (lead: string, phrase: string | undefined): string | undefined => phrase && `${lead} ${phrase}`;
const upTo = (from: string | undefined, to: string | undefined): string | undefined => (from && to ? `${from} to ${to}` : from ?? led('up to', to));

/** `.5` → `0.5`, `5.0` → `5`, `10000` → `10,000` (CUI MEDi-015 to 017); anything but plain digits stays as it is. */
export function doseNumber(sent: string): string {
  const found = /^(-?)0*(\d{0,15})(?:\.(\d{0,15}?)0*)?$/.exec(sent.trim());
  if (!found || !/\d/.test(sent)) return sent;
  const [, sign = '', whole = '', rest = ''] = found;
  return `${sign}${(whole || '0').replace(/\B(?=(\d{3})+$)/g, ',')}${rest && `.${rest}`}`;
}
const number = (value: unknown): string | undefined => { const digits = text(value); return digits && doseNumber(digits); };
const span = (count: string | undefined, unit: string | undefined): string | undefined =>
  count && joined([count, unit && (own(TIMES, unit) ?? unit) + (count === '1' ? '' : 's')], ' ');

/** A unit that came as a bare concept code must not be read as part of the number. */
const unitWords = (unit: string): string => (/^\d{6,}$/.test(unit) ? `(code ${unit})`
  // between two nouns a stroke may mean "or"
  : unit.split(/(?<![a-z]{4})\/|\/(?![a-z]{4})/i).map((part, index) => own(UNITS, part.toLowerCase()) ?? (index ? own(TIMES, part) : undefined) ?? part).join(' per '));
function amount(value: unknown): string | undefined {
  const { comparator = '', value: digits, unit } = readQuantity(value) ?? {};
  const count = digits && comparator + doseNumber(digits);
  return count && own(TIMES, unit) ? span(count, unit) : joined([count, unit && unitWords(unit)], ' ');
}
/** Quantity, Range or Ratio as one phrase. */
function measure(value: unknown): string | undefined {
  const one = node(value);
  if (!one) return undefined;
  const { numerator, denominator, low, high } = one;
  if (numerator !== undefined || denominator !== undefined) return joined([amount(numerator), led('per', amount(denominator)?.replace(/^1 (?=[a-z])/, ''))], ' ');
  if (low === undefined && high === undefined) return amount(one);
  return high === undefined ? led('at least', amount(low)) : upTo(amount(low), amount(high));
}

function frequency(repeat: Node): string | undefined {
  const times = number(repeat['frequency']);
  const most = number(repeat['frequencyMax']);
  const period = upTo(number(repeat['period']), number(repeat['periodMax']));
  const unit = text(repeat['periodUnit']);
  const often = most ? `${upTo(times, most)!} times` : times && (COUNTS[Number(times)] || `${times} times`);
  if (often && (period ? period === '1' : unit && repeat['period'] == null)) return `${often} ${unit === 'h' ? 'an' : 'a'} ${own(TIMES, unit) ?? unit ?? 'period'}`;
  return joined([period && often === 'once' ? undefined : often, led('every', span(period, unit))], ' ');
}
function moment(sent: string): string {
  const [, when, meal = ''] = /^(AC|PC|C)([MDV]?)$/.exec(sent) ?? [];
  return when === undefined ? own(MOMENTS, sent) ?? sent : `${MOMENTS[when]!} ${MEALS[meal]!}`;
}
const each = (value: unknown, say: (one: string) => string | undefined): string | undefined => joined(list(value).map((one) => { const sent = text(one); return sent && (say(sent) ?? sent); }), ', ');

const wordOf = (named: ReturnType<typeof readCoded>): string | undefined => (named?.bare ? own(TIMINGS, named.label) ?? named.label.replace(/^Q(\d+)H$/, 'every $1 hours') : named?.label);

/** What a Timing says, in phrases. */
export function timing(sent: Node): readonly (string | undefined)[] {
  const named = readCoded(sent['code']);
  const word = wordOf(named);
  const repeat = node(sent['repeat']) ?? {};
  const said = frequency(repeat);
  const whens = each(repeat['when'], moment);
  const offset = number(repeat['offset']);
  const [kind, bounds] = choice(repeat, 'bounds') ?? [];
  const period = kind === 'Period' ? readPeriod(node(bounds)) : undefined;
  return [
    led('over', span(upTo(number(repeat['duration']), number(repeat['durationMax'])), text(repeat['durationUnit']))),
    word === said || (said && named?.bare && word === named.label) ? undefined : word, said,
    led('on', each(repeat['dayOfWeek'], (day) => { const known = DAYS.find((one) => one.slice(0, 3).toLowerCase() === day.toLowerCase()); return known && `${known}day`; })),
    led('at', each(repeat['timeOfDay'], (time) => time.replace(/^(\d\d:\d\d):00$/, '$1'))), joined([offset && `${offset} minutes`, whens], ' '),
    led('on', each(sent['event'], (one) => showDate(one))), kind === 'Period' ? undefined : led('for', measure(bounds)), led('from', period?.start && showWhen(period.start)), led('until', period?.end && showWhen(period.end)),
    led('number of times', upTo(number(repeat['count']), number(repeat['countMax']))),
  ];
}

function structure(sent: Node): Pick<Dosage, 'parts' | 'amounts' | 'often' | 'route'> {
  const rates = nodes(sent['doseAndRate']);
  const needed = sent['asNeededCodeableConcept'];
  const [method, route, site] = ['method', 'route', 'site'].map((name) => readCoded(sent[name])?.label);
  // FHIR before R4 had dose and rate on the dosage itself
  const amounts = (rates.length > 0 ? rates : [sent]).flatMap((one) => {
    const dose = measure(choice(one, 'dose')?.[1]);
    const kind = rates.length > 1 && readCoded(one['type'])?.label;
    return [(dose && kind ? `${dose} (${kind})` : dose) ?? [], led('at', measure(choice(one, 'rate')?.[1])) ?? []].flat();
  });
  const parts = [
    ...amounts, method, route, site, ...timing(node(sent['timing']) ?? {}),
    needed == null ? text(sent['asNeededBoolean']) === 'true' && 'as required' : joined(['as required', led('for', readCoded(needed)?.label)], ' '),
    ...nodes(sent['maxDosePerPeriod']).map((one) => led('maximum', measure(one))),
    led('maximum each time', measure(sent['maxDosePerAdministration'])), led('maximum in a lifetime', measure(sent['maxDosePerLifetime'])),
  ].flatMap((one) => one || []);
  return { parts, amounts, route, often: frequency(node(at(sent, 'timing', 'repeat')) ?? {}) ?? wordOf(readCoded(at(sent, 'timing', 'code'))) };
}

/** Dosages in the order of their sequence, else as sent. What says nothing at all is left out. */
export function readDosages(value: unknown): readonly Dosage[] {
  const sent = list(value).map((one) => (isNode(one) ? one : { text: one } as Node)).map((one) => ({
    place: Number(text(one['sequence'])), text: text(one['text']), ...structure(one),
    notes: ['additionalInstruction', 'patientInstruction'].flatMap((name) => readAllCoded(list(one[name])).map((note) => note.label)),
  })).filter((one) => one.text !== undefined || one.parts.length + one.notes.length > 0);
  const placed = sent.every(({ place }) => Number.isFinite(place));
  return (placed ? sent.sort((a, b) => a.place - b.place) : sent).map(({ place, ...dosage }, index) =>
    ({ ...dosage, ...(placed && index > 0 && { joined: place === sent[index - 1]!.place ? 'and' : 'then' }) }));
}

const plain = (words: string): string => words.toLowerCase().replace(/\s+/g, ' ');
/** Does a text hold a phrase as one of its own? "5 mg" is not in "2.5 mg". */
const holds = (words: string, phrase: string): boolean =>
  new RegExp(`(?<![\\p{L}\\d.,])${plain(phrase).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\d]|[.,]\\d)`, 'u').test(plain(words));
/** What the structure says beyond the text, or less, or against it: all of it or nothing, since parts depend on one another. The route stands by itself. */
export const partsBeside = (dosage: Dosage, name?: string): readonly string[] => {
  const { text: words, parts: structured, amounts = [], route } = dosage;
  return words === undefined || (!differs(dosage, name) && structured.every((part) => part === route || holds(words, part))
    && (amounts.length === 0 || !lacks(numbersIn(structured.join(' ')), dosesIn(words)))) ? [] : structured;
};

const NUMBERS: Table = Object.fromEntries('½ half|one once od|two twice bd bid|three thrice tds tid|four qds qid|five|six|seven|eight|nine|ten|eleven|twelve'.split('|')
  .flatMap((words, number) => words.split(' ').map((word) => [word, number ? `${number}` : '0.5'])));
const foundIn = (words: string, pattern: RegExp): readonly string[] => plain(words).match(pattern) ?? [];
const numbersIn = (words: string): readonly string[] =>
  (plain(words).replace(/(\w+) and a half\b/g, (_all, one: string) => `${own(NUMBERS, one) ?? one}½`).replace(/\b1\/2\b/g, '½').replace(/(\d) ?½/g, '$1.5').match(/[\d.,]*\d|½|\p{L}+/gu) ?? []).flatMap((found) => (/\d/.test(found) ? doseNumber(found.replaceAll(',', '')) : own(NUMBERS, found)) ?? []);
const NUMBER = `(?:[\\d.,]{1,9}|${Object.keys(NUMBERS).join('|')})`;
const OFTEN = '\\b(once|twice|thrice|od|[bt]i?d|[tq]ds|qid)\\b';
/** How often, when and for how long; and our own words for a unit without any. */
const TIMED = new RegExp(`(?:${NUMBER}(?: to | or |[-–]))?${NUMBER}[ -]?(?:(?:time|hour|hr|min(?:ute)?|day|week|month|year)s?|hourly)\\b|${OFTEN}|\\d+:\\d+|at \\d+ ?[ap]m|\\(code \\d+`, 'g');
/** Numbers that may say how much at a time. */
const dosesIn = (words: string): readonly string[] => numbersIn(plain(words).replace(TIMED, ' '));
const MEASURE = /(?:([\d.,]*\d)(?: ?[-–] ?| to | or ))?([\d.,]*\d) ?(mg|g|kg|mls?|l|units?|i?u|micrograms?|mcg|[µμ]g|milligrams?|grams?|nanograms?|ng)\b/gi;
/** Numbers with a unit of measure, written in one way; of a range its upper end, and the whole. */
const measuresIn = (words: string): readonly string[] => [...words.matchAll(MEASURE)]
  .flatMap(([, low, number, unit]) => {
    const one = unit!.toLowerCase().replace(/s$/, ''), [least, most] = [low, number].map((sent) => sent && doseNumber(sent.replaceAll(',', '')));
    return [most, low && `${least}-${most}`].flatMap((each) => (each ? `${each} ${(own(UNITS, one) ?? one).replace(/s$/, '')}` : []));
  });
const unitOf = (pair: string): string => pair.split(' ')[1]!;

const HOURS: Readonly<Record<string, number>> = { min: 1 / 60, h: 1, d: 24, w: 168, f: 336, m: 730, y: 8760 };
const UPTO = `(?:${NUMBER}(?: to | or |[-–]))?${NUMBER}`;
const RHYTHM = new RegExp(`\\bx?(${UPTO}(?: times| days)?[ -])?(every (?:(${UPTO}) ?)?|each |a |per )?(hour|hr|h|day|dai|week|fortnight|month|year)s?(ly)?\\b`, 'g');
const HOURLY = new RegExp(`(${UPTO})[ -]?h(?:ou)?rly`, 'g');
/** `40mg 2 weekly` is every two weeks; `take 2 weekly` is two tablets, and `twice weekly` two times. */
const WEEKLY = new RegExp(`(?<=\\d ?(?:mg|g|ml|units?|micrograms?|mcg)\\b(?:(?!tab|cap|take|puff|patch|drop).)*)\\b(?!once|twice|thrice)(?<!or |to )(${UPTO})(?<!once|twice|thrice)[ -](month|week)ly\\b`, 'g');
/** Hours between doses, each way a text can be meant: `bd` and `every 12 hours` are 12. Only compared, never shown. Where nothing else says it, nor names a day of the week, each moment of the day may be one dose; so may each of several "every day". */
function rhythmsIn(text: string): readonly number[] {
  const words = plain(text).replace(/[()]/g, '').replace(/times in 24 h(ou)?rs?/g, 'times a day').replace(/[ -]?((?<=\d ?)x\b|times)(\/| in a)? ?/g, (_all, _times, per) => (per ? ' times a ' : ' times '))
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1').replace(/(?<=\b(other|second|alternate) )(morning|evening|night)/g, 'day').replace(/\b(every (other|second)|alternate) /g, 'every 2 ')
    .replace(/\b(od|[bt]i?d|[tq]ds|qid)\b/g, '$1 daily').replace(HOURLY, 'every $1 hours').replace(WEEKLY, 'every $1 $2s');
  const found = [...words.matchAll(RHYTHM)].flatMap(([, count = '', every, gap, unit, ly]) => (every ?? ly ? numbersIn(gap ?? '1').flatMap((one) =>
    // a bare number may be a number of tablets, and is one before "every 4 hours"
    (/\Sd|ce|m/.test(count) ? numbersIn(count) : ['1', ...gap ? [] : numbersIn(count)]).map((times) => HOURS[unit![0]!]! * Number(one) / Number(times))) : []));
  const moments = foundIn(words, /\b(morning|mane|breakfast|noon|lunch|evening|night|nocte|bedtime|\d+ ?[ap]m\b)/g).map((_moment, index) => 24 / (index + 1));
  return found[0] ?? foundIn(words, KINDS[1]!)[0] ? [...found, ...found.includes(24) ? moments.slice(1) : []] : moments;
}

const lacks = (some: readonly string[], wanted: readonly string[]): boolean => wanted.some((one) => !some.includes(one));
/** Do both say something, and nothing that is the same? */
const apart = (some: readonly unknown[], others: readonly unknown[]): boolean => some.length > 0 && others.length > 0 && !others.some((one) => some.includes(one));

/** Words that cannot both be meant: where each side has some of one kind, and none the same, they differ. Numbers of one unit only are compared. */
const KINDS = ['left|right(?! away)|both', `(${DAYS.join('|').toLowerCase()})day`, 'morning|night', 'oral|intraven|intramus|subcut|intrathec', 'regularly|(not )?as required',
  ...['g\\b', 'mg', 'in |tab'].map((unit) => `(?<=max\\w* )[\\d.,]+(?= ?(${unit}))`)].map((one) => new RegExp(`\\b(${one})(?<!except.*)`, 'g'));

const LONG_FORMS: Table = { prn: 'as required', mane: 'morning', nocte: 'night', iv: 'intraven', im: 'intramus', sc: 'subcut', 's/c': 'subcut', po: 'oral' };
/** Hours that it lasts: a course is as long as its days say, not as some minutes to stay upright. */
const lasting = (words: string, units: string): readonly number[] =>
  [...plain(words).matchAll(new RegExp(`(?:for|over) ([\\d.]+) ?(${units})`, 'g'))].map(([, count, unit]) => Number(count) * HOURS[unit!]!);

/** Letters that no dose comes near: the time to compare more grows with their square, and would stop the page. */
const LONG = 2000;

/**
 * Do text and structure give different amounts or times? Only what both say is compared, the strength in the medicine's name counts
 * as said where the text has no measure of that unit, and nothing is converted but days between doses to hours:
 * what cannot be seen to be the same is not called the same.
 */
export function differs({ text: words = '', parts, amounts = [], often = '' }: Dosage, name = ''): boolean {
  if (!words || !parts[0]) return false;
  if (`${words}${name}${parts.join()}`.length > LONG) return true;
  const needed = plain(words).replace(/\b(as|if|when) (needed|required)\b/g, 'as required').replace(/[\d.,]*\d/g, (one) => doseNumber(one.replaceAll(',', '')))
    .replace(/s\/c|[a-z]+/g, (one) => own(LONG_FORMS, one) ?? one);
  if (KINDS.some((kind) => apart(foundIn(needed, kind), foundIn(parts.join(), kind))) || ['min|h', 'd(?=a)|w'].some((units) => apart(lasting(needed, units), lasting(parts.join(), units))) || apart(rhythmsIn(words), rhythmsIn(often.replace('an hour', 'a hour')))) return true;
  if (numbersIn(words).length === 0) return false;
  const known = `${words} ${name}`;
  const numbers = numbersIn(known);
  const measures = measuresIn(known), stated = measuresIn(words), coded = amounts.flatMap(measuresIn);
  const isOther = (pair: string): boolean => {
    const said = stated.filter((one) => unitOf(one) === unitOf(pair));
    // the lower end of a range is said only of a structure that has the upper one, too
    return measures.length > 0 && (!(said.length > 0 ? said : measures).some((one) => one === pair || (one.split('-')[0] === pair.split(' ')[0] && coded.includes(one.split('-')[1]!)))
      // 5 mg is not 5 mL, unless the medicine's name says that it is
      || (said.length === 0 && stated.some((one) => one.split(' ')[0] === pair.split(' ')[0] && !measuresIn(name).includes(one))));
  };
  return amounts.some((one) => {
    const measured = measuresIn(one);
    // a number of tablets or puffs is no number of milligrams
    const said = dosesIn(measured.length > 0 ? known : words.replace(MEASURE, ' '));
    const own = dosesIn(one);
    return (own.length === 0 ? lacks(numbers, numbersIn(one)) : said.length > 0 && lacks(said, own)) || measured.some(isOther);
  });
}
