import { readCoded } from '../../fhir/datatypes/coded.js';
import { compareDecimals, isDecimal } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import type { Finder } from '../../fhir/datatypes/reference.js';
import { readValues, showRange } from '../../fhir/datatypes/value.js';
import { at, code, list, nodes, text, type Node } from '../../fhir/read.js';
import { extensionValue, joined, labelsOf } from '../../fhir/said.js';
import type { Quantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import { codes, labels, standsOut } from '../../ui/labels.js';
import { once, plainly } from './shared.map.js';
import type { Flag, FlagCode, Grade, Measure } from './results.model.js';

const FLAGS = Object.keys(codes.interpretation) as (keyof typeof codes.interpretation)[];
/** What the source says of a value. A code counts as one of v3-ObservationInterpretation only where its system says so, or none is named; a word without one counts as the code that it is the word of. */
const readFlag = once((sent: unknown): { readonly codes: readonly FlagCode[] } | undefined => {
  const found = list(sent).flatMap((concept): FlagCode[] => {
    const read = readCoded(concept);
    if (!read) return [];
    const words = read.bare ? undefined : read.label;
    const known = read.codings.filter((one) => one.code && (!one.system || /ObservationInterpretation|0078/i.test(one.system)));
    return known.length > 0 ? known.map((one, index) => ({ code: one.code, words: index === 0 ? words : undefined })) : [{ code: FLAGS.find((name) => plainly(codes.interpretation[name]) === plainly(read.label)), words: read.label }];
  });
  return found.length > 0 ? { codes: found } : undefined;
});

export const isCritical = (holder: Node): boolean => readFlag(holder['interpretation'])?.codes.some(({ code: sent }) => standsOut(sent) === 'stop') === true;

/** Micro is one letter with two numbers in Unicode. */
export const micro = (sent = ''): string => sent.trim().replaceAll('\u03bc', '\u00b5');
/** A range without a unit takes the value's; other units are never compared. */
const sameUnit = (value: Quantity, side: Quantity): boolean =>
  side.unit === undefined || (value.code !== undefined && side.code !== undefined ? value.code === side.code : micro(value.unit) === micro(side.unit));

/** Statuses under which a result holds: nothing is worked out from one that was cancelled, or is not there yet. */
const STANDS = [undefined, 'final', 'preliminary', 'amended', 'corrected', 'appended'];
export const stands = (resource: Resource): boolean => STANDS.includes(code(resource['status'])) && resource['dataAbsentReason'] === undefined;

type Limits = readonly (string | undefined)[];
const NO_LIMITS: Limits = [undefined, undefined];

/** The litre is written both ways. */
const litre = (sent: string): string => micro(sent).replace(/l\b/g, 'L');
/** Words that a range may have beside its limits and their unit without saying any more. */
const PLAIN = /\b(ref(erence)?|normal|range|interval|limits?|to|and|between|from)\b/gi;
/** Without their signs, which in a text may be strokes; nought is often not said. */
const numbers = (sent: Limits): string => String(sent.flatMap((one) => Math.abs(Number(one)) || []).sort());
/** Do the words of a range say more than its numbers do: a condition, other limits or another unit, one limit of two? Then nobody can say what holds. */
function saysMore(sent: string, limits: Limits, units: Limits): boolean {
  // A unit becomes a tab: two side by side are another unit, as "mm" is beside "m".
  const said = units.reduce<string>((rest, unit) => (unit ? rest.replaceAll(litre(unit), '\t') : rest), litre(sent.replace(PLAIN, '')));
  return numbers(said.match(/\d+(\.\d+)?/g) ?? limits) !== numbers(limits)
    // Beside a high limit "over" stands only before "under": alone it would be the other one.
    || (limits[1] ? /[>≥](?!.*[<≤])/ : /[<≤]/).test(said)
    || /\t\t|[^\s\d:;,.()[\]{}<>=≤≥~\u2010-\u2015\u2212-]/.test(said);
}

/** The digits of a value that may stand in a line with others: a number without comparator. */
export function plainNumber(holder: Node, sent: Quantity | undefined): string | undefined {
  const { value, comparator } = sent ?? { value: text(holder['valueInteger']) };
  return value !== undefined && comparator === undefined && isDecimal(value) ? value : undefined;
}

/** By the unit of a value the limits of the one range that applies without condition: none where not all that were sent can be compared. */
const applicable = once((sent: unknown): ((value: Quantity) => Limits) => {
  const [range = {}, ...others] = nodes(sent);
  const sides = ['low', 'high'].map((name) => readQuantity(range[name])), limits = sides.map((side) => side?.value), words = text(range['text']);
  const isSure = others.length === 0 && ['age', 'appliesTo'].every((name) => range[name] === undefined) && [undefined, 'normal'].includes(code(range['type']));
  const known: Record<string, Limits> = {};
  return (value) => (known[String([value.unit, value.code])] ??= isSure && sides.every((side) => !side || (plainNumber(range, side) !== undefined && sameUnit(value, side)))
    && !(words && saysMore(words, limits, [value, ...sides].map((one) => one?.unit))) ? limits : NO_LIMITS);
});
/** Limits of the range that applies, low and high, as received; none in another unit. */
export const limitsOf = (holder: Node, value: Quantity | undefined): Limits => (value ? applicable(holder['referenceRange'])(value) : NO_LIMITS);

/** Where a plain number lies by the one range that applies without condition (standards.md 2.7). Digits decide; undefined where nothing can be said. */
function judge(holder: Node): 'above' | 'below' | 'within' | undefined {
  const value = readQuantity(holder['valueQuantity']);
  const digits = plainNumber(holder, value), limits = limitsOf(holder, value);
  const [low = '', high = ''] = limits;
  if (digits === undefined || low + high === '' || holder['dataAbsentReason'] !== undefined || compareDecimals(low, high) === 1) return undefined;
  const [under, over] = limits.map((limit = digits) => compareDecimals(digits, limit)!);
  return under! < 0 ? 'below' : over! > 0 ? 'above' : 'within';
}

/** @param computes is anything worked out from it, or is it not understood? */
export function gradeOf(resource: Resource, computes: () => boolean): Grade {
  const grades = [resource, ...nodes(resource['component'])].flatMap((holder, index, all): Grade[] => {
    const flag = readFlag(holder['interpretation']);
    if (flag?.codes.some(({ code: sent }) => standsOut(sent) !== 'plain')) return [1];
    // Only "normal" says that it is: of an immunity "negative" is the finding, what is "susceptible" grew, "better" and "expected" may still be ill.
    const judged = flag?.codes.some(({ code: sent }) => sent === 'N') ? 'within' : judge(holder);
    if (judged && computes()) return [judged === 'within' ? 0 : 1];
    // what stands for its parts only has nothing of its own to judge
    return !flag && index === 0 && all.length > 1 && !Object.keys(holder).some((key) => /^value[A-Z]/.test(key)) ? [] : [2];
  });
  return grades.includes(1) ? 1 : grades.every((one) => one === 0) ? 0 : 2;
}

function toRange(range: Node): string | undefined {
  const limits = joined([showRange(range), text(range['text'])], '; ');
  const conditions = joined([labelsOf(range['type']), labelsOf(range['appliesTo']), showRange(range['age'])]);
  return limits !== undefined && conditions !== undefined ? `${limits} (${conditions})` : limits;
}

/** The line of a result that is named and has not come. @param name empty where none was sent */
export const notCome = (name: string, why: string): string => joined([name || undefined, why], ': ')!;

/** Why a value did not come, where the value itself says so. */
const reasonWithin = (holder: Node): unknown =>
  ({ coding: Object.keys(holder).filter((name) => /^_?value[A-Z]/.test(name)).flatMap((name) => [holder[name], at(holder[name], '_value')]).map((sent) => ({ code: extensionValue(sent, 'data-absent-reason') })) });

/** Why there is no value, where it or the result says so; of a code alone its words. */
export const absence = (holder: Node): string | undefined => {
  const sent = holder['dataAbsentReason'] ?? reasonWithin(holder), said = labelsOf(sent)?.replace(/^[a-z-]+$/, (bare) => bare.replaceAll('-', ' '));
  return nodes(at(sent, 'coding')).some((one) => one['code'] === 'masked') ? `${labels.masked} (${said})` : said;
};

/** @param computes false where something of the resource is not understood: then nothing is worked out from it */
export function toMeasure(holder: Node, finder: Finder, from: Resource, computes: boolean): Measure {
  const judged = computes ? judge(holder) : undefined;
  return {
    title: labelsOf(holder['code']), values: readValues(holder, finder, from), absent: absence(holder),
    flag: readFlag(holder['interpretation']) ?? (judged && judged !== 'within' ? { computed: judged } as Flag : undefined), within: judged === 'within', ranges: nodes(holder['referenceRange']).flatMap((range) => toRange(range) ?? []),
  };
}
