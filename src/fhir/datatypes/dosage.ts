import { readWhen, showWhen } from '../../record/when.js';
import { readAllCoded, readCoded } from './coded.js';
import { readQuantity } from './quantity.js';
import { choice, isNode, list, node, nodes, text, type Node } from '../read.js';

/** One step of a dosage. `text` is the statement of record; `parts` are what the structure says, each a phrase in CUI order. */
export interface Dosage {
  /** byte for byte as sent */
  readonly text?: string;
  /** dose, rate, duration, route, frequency, limits: nothing is computed or converted */
  readonly parts: readonly string[];
  /** instructions that stand beside the dose, as sent */
  readonly notes: readonly string[];
  /** how it follows the one before it, where `sequence` says so */
  readonly joined?: 'and' | 'then';
}

/** Long forms where abbreviations are dangerous (CUI MEDi-023); only in phrases that are made here. */
const UNITS: Readonly<Record<string, string>> = {
  milligram: 'mg', gram: 'g', millilitre: 'mL', ml: 'mL', U: 'units', IU: 'units', iu: 'units', '[iU]': 'units', '[IU]': 'units',
  ug: 'micrograms', mcg: 'micrograms', 'µg': 'micrograms', 'μg': 'micrograms', ng: 'nanograms',
};
const TIMES: Readonly<Record<string, string>> = { s: 'second', min: 'minute', h: 'hour', d: 'day', wk: 'week', mo: 'month', a: 'year' };
const COUNTS = ['', 'once', 'twice', 'three times', 'four times', 'five times', 'six times'];
/** EventTiming: M, D and V are breakfast, lunch and evening meal; AC before, PC after, C with. */
const MEALS: Readonly<Record<string, string>> = { '': 'meals', M: 'breakfast', D: 'lunch', V: 'evening meal' };
const MOMENTS: Readonly<Record<string, string>> = {
  MORN: 'in the morning', 'MORN.early': 'early in the morning', 'MORN.late': 'late in the morning', NOON: 'at noon', AFT: 'in the afternoon', EVE: 'in the evening', NIGHT: 'at night', HS: 'at bedtime', WAKE: 'on waking', PHS: 'after sleep',
};
/** Codes of v3-GTSAbbreviation that come without any words. */
const TIMINGS: Readonly<Record<string, string>> = {
  BID: 'twice a day', TID: 'three times a day', QID: 'four times a day', QD: 'once a day', QOD: 'every other day', AM: 'every morning', PM: 'every afternoon', BED: 'at bedtime',
  Q1H: 'every hour', Q2H: 'every 2 hours', Q3H: 'every 3 hours', Q4H: 'every 4 hours', Q6H: 'every 6 hours', Q8H: 'every 8 hours', WK: 'every week', MO: 'every month',
};
const DAYS: Readonly<Record<string, string>> = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' };

/** `.5` → `0.5`, `5.0` → `5`, `10000` → `10,000` (CUI MEDi-015 to 017); anything but plain digits stays as it is. */
export function doseNumber(sent: string): string {
  const found = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(sent.trim());
  if (!found || !/\d/.test(sent)) return sent;
  const [, sign = '', whole = '', rest = ''] = found;
  return `${sign}${(whole || '0').replace(/\B(?=(\d{3})+$)/g, ',')}${rest && `.${rest}`}`;
}

const own = (table: Readonly<Record<string, string>>, key: string | undefined): string | undefined => (key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined);
const unitWord = (unit: string): string => unit.split('/').map((part) => own(UNITS, part) ?? part).join(' per ').replace(/ per (s|min|h|d|wk)$/, (_, time: string) => ` per ${TIMES[time]}`);

function amount(value: unknown): string | undefined {
  const quantity = readQuantity(value);
  if (!quantity) return undefined;
  const { comparator, value: digits, unit } = quantity;
  const timed = digits === undefined ? undefined : own(TIMES, unit);
  const words = timed ? `${timed}${digits === '1' ? '' : 's'}` : unit && unitWord(unit);
  return [digits && `${comparator ?? ''}${doseNumber(digits)}`, words].filter((part) => part).join(' ') || undefined;
}
/** Quantity, Range or Ratio as one phrase. */
function measure(value: unknown): string | undefined {
  const one = node(value);
  if (!one) return undefined;
  if ('numerator' in one || 'denominator' in one) {
    const per = amount(one['denominator']);
    return [amount(one['numerator']), per && `per ${per.replace(/^1 (?=[a-z])/, '')}`].filter((part) => part).join(' ') || undefined;
  }
  if ('low' in one || 'high' in one) {
    const low = amount(one['low']);
    const high = amount(one['high']);
    return low && high ? `${low} to ${high}` : low ? `at least ${low}` : high && `up to ${high}`;
  }
  return amount(one);
}

const some = (value: unknown): string | undefined => { const digits = text(value); return digits && doseNumber(digits); };
const upTo = (from: string | undefined, to: string | undefined): string | undefined => (from && to ? `${from} to ${to}` : from ?? (to && `up to ${to}`));
const span = (number: string | undefined, unit: string | undefined): string | undefined =>
  number && `${number} ${unit === undefined ? '' : `${own(TIMES, unit) ?? unit}${number === '1' ? '' : 's'}`}`.trim();

function frequency(repeat: Node): string | undefined {
  const times = some(repeat['frequency']);
  const most = some(repeat['frequencyMax']);
  const period = upTo(some(repeat['period']), some(repeat['periodMax']));
  const unit = text(repeat['periodUnit']);
  const often = most ? `${upTo(times, most)} times` : times && (COUNTS[Number(times)] || `${times} times`);
  if (period === undefined) return often;
  if (period === '1') return `${often ?? 'once'} a ${(unit && own(TIMES, unit)) ?? unit ?? 'period'}`.replace('a hour', 'an hour');
  const every = `every ${span(period, unit)}`;
  return often === undefined || often === 'once' ? every : `${often} ${every}`;
}
function moment(sent: string): string {
  const found = /^(AC|PC|C)([MDV]?)$/.exec(sent);
  return own(MOMENTS, sent) ?? (found ? `${{ AC: 'before', PC: 'after', C: 'with' }[found[1] as 'AC']} ${MEALS[found[2]!]}` : sent);
}
const texts = (value: unknown): string[] => list(value).flatMap((one) => text(one) ?? []);

function timing(value: unknown): string[] {
  const sent = node(value);
  if (!sent) return [];
  const named = readCoded(sent['code']);
  const repeat = node(sent['repeat']) ?? {};
  const said = frequency(repeat);
  const offset = some(repeat['offset']);
  const whens = texts(repeat['when']).map(moment).join(', ');
  const days = texts(repeat['dayOfWeek']).map((day) => own(DAYS, day.toLowerCase()) ?? day).join(', ');
  const clock = texts(repeat['timeOfDay']).map((time) => time.replace(/^(\d\d:\d\d):00$/, '$1')).join(', ');
  const [kind, bounds] = choice(repeat, 'bounds') ?? [];
  const [start, end] = kind === 'Period' && isNode(bounds) ? [readWhen(bounds['start']), readWhen(bounds['end'])] : [];
  const events = texts(sent['event']).flatMap((one) => { const date = readWhen(one); return date ? [showWhen(date)] : []; }).join(', ');
  const over = span(upTo(some(repeat['duration']), some(repeat['durationMax'])), text(repeat['durationUnit']));
  const count = upTo(some(repeat['count']), some(repeat['countMax']));
  const length = kind !== undefined && kind !== 'Period' ? measure(bounds) : undefined;
  return [
    over && `over ${over}`, named && (named.bare ? (said ? undefined : own(TIMINGS, named.label) ?? named.label) : named.label),
    said, days && `on ${days}`, clock && `at ${clock}`, whens && (offset ? `${offset} minutes ${whens}` : whens), events && `on ${events}`,
    length && `for ${length}`, start && `from ${showWhen(start)}`, end && `until ${showWhen(end)}`, count && (count === '1' ? '1 time in all' : `${count} times in all`),
  ].flatMap((one) => one || []);
}

function parts(sent: Node): string[] {
  const rates = nodes(sent['doseAndRate']);
  // FHIR before R4 had dose and rate on the dosage itself
  const doses = (rates.length > 0 ? rates : [sent]).flatMap((one) => {
    const rate = measure(choice(one, 'rate')?.[1]);
    const dose = measure(choice(one, 'dose')?.[1]);
    const kind = rates.length > 1 ? readCoded(one['type'])?.label : undefined;
    return [dose && kind ? `${dose} (${kind})` : dose, rate && `at ${rate}`];
  });
  const needed = choice(sent, 'asNeeded');
  const reason = readCoded(needed?.[1]);
  const most = [nodes(sent['maxDosePerPeriod']).map(measure), measure(sent['maxDosePerAdministration']), measure(sent['maxDosePerLifetime'])] as const;
  return [
    ...doses, readCoded(sent['method'])?.label, readCoded(sent['route'])?.label, readCoded(sent['site'])?.label, ...timing(sent['timing']),
    needed?.[0] === 'Boolean' ? (text(needed[1]) === 'true' ? 'as required' : undefined) : reason && `as required for ${reason.label}`,
    ...most[0].map((one) => one && `maximum ${one}`), most[1] && `maximum ${most[1]} each time`, most[2] && `maximum ${most[2]} in a lifetime`,
  ].flatMap((one) => one || []);
}

/** Dosages in the order of their sequence, else as sent. What says nothing at all is left out. */
export function readDosages(value: unknown): readonly Dosage[] {
  const sent = nodes(value).map((one) => ({ one, place: Number(text(one['sequence'])) }));
  const ordered = sent.every(({ place }) => Number.isFinite(place)) ? [...sent].sort((a, b) => a.place - b.place) : sent;
  let before = NaN;
  return ordered.flatMap(({ one, place }): Dosage[] => {
    const words = text(one['text']);
    const notes = [...readAllCoded(one['additionalInstruction']).map((note) => note.label), ...texts(one['patientInstruction'])];
    const structure = parts(one);
    const joined = Number.isNaN(before) || Number.isNaN(place) ? undefined : place === before ? 'and' : place > before ? 'then' : undefined;
    if (words === undefined && structure.length + notes.length === 0) return [];
    before = place;
    return [{ ...(words !== undefined && { text: words }), parts: structure, notes, ...(joined && { joined }) }];
  });
}

const plain = (words: string): string => words.toLowerCase().replace(/\s+/g, ' ');
/** What the structure says beyond the text: all of it or nothing, since parts depend on one another. */
export const partsBeside = ({ text: words, parts: structure }: Dosage): readonly string[] =>
  words !== undefined && structure.every((part) => plain(words).includes(plain(part))) ? [] : structure;
