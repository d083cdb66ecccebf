import { readCoded } from '../../fhir/datatypes/coded.js';
import { compareDecimals, isDecimal } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import type { Finder } from '../../fhir/datatypes/reference.js';
import { readValues, showRange } from '../../fhir/datatypes/value.js';
import { at, code, list, node, nodes, text, type Node } from '../../fhir/read.js';
import { joined, labelsOf } from '../../fhir/said.js';
import type { Quantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import { labels, standsOut } from '../../ui/labels.js';
import { once } from './shared.map.js';
import type { Flag, FlagCode, Grade, Measure } from './results.model.js';

/** What the source says of a value. A code counts as one of v3-ObservationInterpretation only where its system says so, or none is named. */
const readFlag = once((sent: unknown): { readonly codes: readonly FlagCode[] } | undefined => {
  const codes = list(sent).flatMap((concept): FlagCode[] => {
    const read = readCoded(concept);
    if (!read) return [];
    const words = read.bare ? undefined : read.label;
    const known = read.codings.filter((one) => one.code && (!one.system || /ObservationInterpretation|0078/i.test(one.system)));
    return known.length > 0 ? known.map((one, index) => ({ code: one.code, words: index === 0 ? words : undefined })) : [{ words: read.label }];
  });
  return codes.length > 0 ? { codes } : undefined;
});

export const isCritical = (holder: Node): boolean => readFlag(holder['interpretation'])?.codes.some(({ code: sent }) => sent !== undefined && standsOut(sent) === 'stop') === true;

/** A range without a unit takes the value's; other units are never compared. */
const sameUnit = (value: Quantity, side: Quantity): boolean =>
  side.unit === undefined || (value.code !== undefined && side.code !== undefined ? value.code === side.code : value.unit?.trim() === side.unit.trim());

/** Statuses under which a result holds: nothing is worked out from one that was cancelled, or is not there yet. */
const STANDS = [undefined, 'final', 'preliminary', 'amended', 'corrected', 'appended'];
export const stands = (resource: Resource): boolean => STANDS.includes(code(resource['status'])) && resource['dataAbsentReason'] === undefined;

/** Do the words of a range name other limits than its numbers? Then nobody can say which of them hold. */
const contradicts = (range: Node): boolean => {
  const named = text(range['text'])?.match(/\d+(\.\d+)?/g);
  return named != null && ['low', 'high'].some((side) => {
    const { value = '0' } = readQuantity(range[side]) ?? {};
    return ['0', ...named].every((one) => compareDecimals(one, value.replace('-', '')) !== 0);
  });
};

/** The one range that applies without condition. */
const applicable = once((sent: unknown): Node | undefined => {
  const [range, ...others] = nodes(sent);
  return !range || others.length > 0 || contradicts(range) || ['age', 'appliesTo'].some((name) => range[name] !== undefined) || ![undefined, 'normal'].includes(code(range['type'])) ? undefined : range;
});

/** Where a plain number lies by the one range that applies without condition (standards.md 2.7). Digits decide; undefined where nothing can be said. */
function judge(holder: Node): 'above' | 'below' | 'within' | undefined {
  const value = readQuantity(holder['valueQuantity']);
  const range = applicable(holder['referenceRange']);
  if (value?.value === undefined || value.comparator !== undefined || !range || holder['dataAbsentReason'] !== undefined) return undefined;
  const [lowest, highest] = ['low', 'high'].map((name) => readQuantity(range[name])?.value);
  if (lowest !== undefined && highest !== undefined && compareDecimals(lowest, highest) === 1) return undefined;
  let said: 'within' | undefined;
  for (const [name, sign, out] of [['low', -1, 'below'], ['high', 1, 'above']] as const) {
    const side = readQuantity(range[name]);
    if (!side) continue;
    const order = side.value !== undefined && side.comparator === undefined && sameUnit(value, side) ? compareDecimals(value.value, side.value) : undefined;
    if (order === undefined) return undefined;
    if (order === sign) return out;
    said = 'within';
  }
  return said;
}

/** @param computes is anything worked out from it, or is it not understood? */
export function gradeOf(resource: Resource, computes: () => boolean): Grade {
  const grades = [resource, ...nodes(resource['component'])].flatMap((holder, index, all): Grade[] => {
    const flag = readFlag(holder['interpretation']);
    if (flag) return [flag.codes.every(({ code: sent }) => sent !== undefined && standsOut(sent) === 'plain') ? 0 : 1];
    const judged = judge(holder);
    if (judged && computes()) return [judged === 'within' ? 0 : 1];
    // what stands for its parts only has nothing of its own to judge
    return index === 0 && all.length > 1 && !Object.keys(holder).some((key) => /^value[A-Z]/.test(key)) ? [] : [2];
  });
  return grades.includes(1) ? 1 : grades.every((one) => one === 0) ? 0 : 2;
}

/** The digits of a value that may stand in a line with others: a number without comparator. */
export function plainNumber(holder: Node, sent: Quantity | undefined): string | undefined {
  const { value = text(holder['valueInteger']), comparator } = sent ?? {};
  return value !== undefined && comparator === undefined && isDecimal(value) ? value : undefined;
}
const sidesOf = once((sent) => ['low', 'high'].map((name) => readQuantity(node(sent)?.[name])));
/** Limits of the range that applies, low and high, as received; none in another unit. */
export const limitsOf = (holder: Node, value: Quantity | undefined): readonly (string | undefined)[] =>
  sidesOf(applicable(holder['referenceRange'])).map((side) => (side?.value !== undefined && side.comparator === undefined && value && sameUnit(value, side) ? side.value : undefined));

function toRange(range: Node): string | undefined {
  const limits = joined([showRange(range), text(range['text'])], '; ');
  const conditions = joined([labelsOf(range['type']), labelsOf(range['appliesTo']), showRange(range['age'])]);
  return limits !== undefined && conditions !== undefined ? `${limits} (${conditions})` : limits;
}

/** The line of a result that is named and has not come. @param name empty where none was sent */
export const notCome = (name: string, why: string): string => joined([name || undefined, why], ': ')!;

const absence = (sent: unknown): string | undefined => {
  const said = labelsOf(sent);
  return nodes(at(sent, 'coding')).some((one) => one['code'] === 'masked') ? `${labels.masked} (${said})` : said;
};

/** @param computes false where something of the resource is not understood: then nothing is worked out from it */
export function toMeasure(holder: Node, finder: Finder, from: Resource, computes: boolean): Measure {
  const judged = computes ? judge(holder) : undefined;
  return {
    title: labelsOf(holder['code']), values: readValues(holder, finder, from), absent: absence(holder['dataAbsentReason']),
    flag: readFlag(holder['interpretation']) ?? (judged && judged !== 'within' ? { computed: judged } as Flag : undefined), ranges: nodes(holder['referenceRange']).flatMap((range) => toRange(range) ?? []),
  };
}
