import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { compareDecimals } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import type { Finder } from '../../fhir/datatypes/reference.js';
import { readValues, showRange } from '../../fhir/datatypes/value.js';
import { code, list, nodes, text, type Node } from '../../fhir/read.js';
import type { Quantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import type { Flag, FlagCode, Measure } from './results.model.js';

const INTERPRETATION = /ObservationInterpretation|0078/i;

/** What the source says of a value. A code counts as one of v3-ObservationInterpretation only where its system says so, or none is named. */
function sentFlag(holder: Node): Flag | undefined {
  const codes = list(holder['interpretation']).flatMap((concept): FlagCode[] => {
    const read = readCoded(concept);
    if (!read) return [];
    const known = read.codings.filter((one) => one.code && (!one.system || INTERPRETATION.test(one.system)));
    const own = read.bare && known.length > 0 ? undefined : read.label;
    return known.length > 0 ? known.map((one, index) => ({ code: one.code!, ...(own !== undefined && index === 0 && { words: own }) })) : [{ words: read.label }];
  });
  return codes.length > 0 ? { codes } : undefined;
}

/** A range without a unit takes the value's; other units are never compared. */
const sameUnit = (value: Quantity, side: Quantity): boolean =>
  side.unit === undefined || (value.code !== undefined && side.code !== undefined ? value.code === side.code : value.unit?.trim() === side.unit.trim());

/** Above or below, for a plain number beside the one range that applies without condition (standards.md 2.7). Digits decide. */
function computedFlag(holder: Node): Flag | undefined {
  const value = readQuantity(holder['valueQuantity']);
  const ranges = nodes(holder['referenceRange']);
  const [range] = ranges;
  if (value?.value === undefined || value.comparator !== undefined || !range || ranges.length > 1) return undefined;
  if (['age', 'appliesTo', 'modifierExtension'].some((name) => range[name] !== undefined) || ![undefined, 'normal'].includes(code(range['type']))) return undefined;
  for (const [name, sign, computed] of [['low', -1, 'below'], ['high', 1, 'above']] as const) {
    const side = readQuantity(range[name]);
    if (side?.value === undefined || side.comparator !== undefined || !sameUnit(value, side)) continue;
    if (compareDecimals(value.value, side.value) === sign) return { computed };
  }
  return undefined;
}

function toRange(range: Node): string | undefined {
  const about = [...readAllCoded(range['type']), ...readAllCoded(range['appliesTo'])].map((one) => one.label);
  const age = showRange(range['age']);
  const limits = [showRange(range), text(range['text'])].filter((part) => part !== undefined);
  if (limits.length === 0) return undefined;
  const conditions = [...about, ...(age === undefined ? [] : [age])];
  return `${limits.join('; ')}${conditions.length > 0 ? ` (${conditions.join(', ')})` : ''}`;
}

/** @param computes false where something of the resource is not understood: then nothing is worked out from it */
export function toMeasure(holder: Node, finder: Finder, from: Resource, computes: boolean): Measure {
  const name = readCoded(holder['code'])?.label;
  const absent = readCoded(holder['dataAbsentReason'])?.label;
  const flag = sentFlag(holder) ?? (computes ? computedFlag(holder) : undefined);
  return {
    ...(name !== undefined && { name }), values: readValues(holder, finder, from), ...(absent !== undefined && { absent }), ...(flag && { flag }),
    ranges: nodes(holder['referenceRange']).flatMap((range) => toRange(range) ?? []),
  };
}
