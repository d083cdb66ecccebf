import { readCoded } from '../../fhir/datatypes/coded.js';
import { compareDecimals } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import type { Finder } from '../../fhir/datatypes/reference.js';
import { readValues, showRange } from '../../fhir/datatypes/value.js';
import { code, list, nodes, text, type Node } from '../../fhir/read.js';
import { joined, labelsOf } from '../../fhir/said.js';
import type { Quantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import type { Flag, FlagCode, Measure } from './results.model.js';

/** What the source says of a value. A code counts as one of v3-ObservationInterpretation only where its system says so, or none is named. */
function sentFlag(holder: Node): Flag | undefined {
  const codes = list(holder['interpretation']).flatMap((concept): FlagCode[] => {
    const read = readCoded(concept);
    if (!read) return [];
    const words = read.bare ? undefined : read.label;
    const known = read.codings.filter((one) => one.code && (!one.system || /ObservationInterpretation|0078/i.test(one.system)));
    return known.length > 0 ? known.map((one, index) => ({ code: one.code, words: index === 0 ? words : undefined })) : [{ words: read.label }];
  });
  return codes.length > 0 ? { codes } : undefined;
}

/** A range without a unit takes the value's; other units are never compared. */
const sameUnit = (value: Quantity, side: Quantity): boolean =>
  side.unit === undefined || (value.code !== undefined && side.code !== undefined ? value.code === side.code : value.unit?.trim() === side.unit.trim());

/** Above or below, for a plain number beside the one range that applies without condition (standards.md 2.7). Digits decide. */
function computedFlag(holder: Node): Flag | undefined {
  const value = readQuantity(holder['valueQuantity']);
  const [range, ...others] = nodes(holder['referenceRange']);
  if (value?.value === undefined || value.comparator !== undefined || !range || others.length > 0) return undefined;
  if (['age', 'appliesTo'].some((name) => range[name] !== undefined) || ![undefined, 'normal'].includes(code(range['type']))) return undefined;
  for (const [name, sign, computed] of [['low', -1, 'below'], ['high', 1, 'above']] as const) {
    const side = readQuantity(range[name]);
    if (side?.value !== undefined && side.comparator === undefined && sameUnit(value, side) && compareDecimals(value.value, side.value) === sign) return { computed };
  }
  return undefined;
}

function toRange(range: Node): string | undefined {
  const limits = joined([showRange(range), text(range['text'])], '; ');
  const conditions = joined([labelsOf(range['type']), labelsOf(range['appliesTo']), showRange(range['age'])]);
  return limits !== undefined && conditions !== undefined ? `${limits} (${conditions})` : limits;
}

/** @param computes false where something of the resource is not understood: then nothing is worked out from it */
export const toMeasure = (holder: Node, finder: Finder, from: Resource, computes: boolean): Measure => ({
  title: labelsOf(holder['code']), values: readValues(holder, finder, from), absent: labelsOf(holder['dataAbsentReason']),
  flag: sentFlag(holder) ?? (computes ? computedFlag(holder) : undefined), ranges: nodes(holder['referenceRange']).flatMap((range) => toRange(range) ?? []),
});
