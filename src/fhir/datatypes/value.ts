import { showQuantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, readWhen, showWhen, type WhenPeriod } from '../../record/when.js';
import { at, extension, isNode, joined, node, text, type Node } from '../read.js';
import { readAttachment } from './attachment.js';
import { readCoded } from './coded.js';
import { readQuantity } from './quantity.js';
import { readReference, type Finder } from './reference.js';

export interface Value {
  /** FHIR type of the choice: `Quantity`, `String`, … */
  readonly type: string;
  /** as received, units included */
  readonly text: string;
  /** a number with a unit: powers in the unit may be raised */
  readonly measured: boolean;
  /** of a quantity: comparator and digits without the unit */
  readonly number?: string | undefined;
}

const quantity = (value: unknown): string | undefined => { const read = readQuantity(value); return read && showQuantity(read); };

/** A date, dateTime or instant as sent; undefined where there is none. */
export const showDate = (value: unknown, midnight?: 'day' | 'time'): string | undefined => { const date = readWhen(value, midnight); return date && showWhen(date); };

export const showPeriod = ({ start, end }: WhenPeriod = {}): string | undefined =>
  (start && end ? `${showWhen(start)} – ${showWhen(end)}` : start ? `From ${showWhen(start)}` : end && `Until ${showWhen(end)}`);

/** `3.5 – 5.3 mmol/L`, `≥ 3.5 mmol/L`, `≤ 5.3 mmol/L`: the digits received, each unit once where both are the same. */
export function showRange(value: unknown): string | undefined {
  const low = readQuantity(at(value, 'low'));
  const high = readQuantity(at(value, 'high'));
  const one = (sign: string, side: typeof low): string | undefined => side && (side.comparator || !side.value ? '' : `${sign} `) + showQuantity(side);
  if (!low || !high) return one('≥', low) ?? one('≤', high);
  return `${showQuantity(low.unit === high.unit ? { ...low, unit: undefined } : low)} – ${showQuantity(high)}`;
}

/** How a type of value is shown that is more than one text; any other is a quantity or coded. */
const SHOWN: Readonly<Record<string, (one: Node, finder: Finder, from: Resource) => string | undefined>> = {
  Range: showRange,
  Ratio: (one) => joined([quantity(one['numerator']), quantity(one['denominator'])], ' : '),
  Period: (one) => showPeriod(readPeriod(one)),
  SampledData(one) {
    const about = joined(['origin', 'period', 'factor', 'lowerLimit', 'upperLimit', 'dimensions'].map((name) => {
      const said = (name === 'origin' ? quantity : text)(one[name]);
      return said && `${name} ${said}`;
    }));
    return joined([text(one['data']), about && `(${about})`], ' ');
  },
  Attachment: (one) => { const file = readAttachment(one); return file?.title ?? file?.contentType; },
  Reference: (one, finder, from) => readReference(one, finder, from).name,
  CodeableConcept: (one) => readCoded(one)?.label,
  Coding: (one) => readCoded(one)?.label,
};

function textOf(type: string, value: unknown, finder: Finder, from: Resource): string | undefined {
  const one = node(value);
  if (!one) return (type === 'DateTime' || type === 'Instant' ? showDate(value, 'time') : undefined) ?? text(value);
  return Object.hasOwn(SHOWN, type) ? SHOWN[type]!(one, finder, from) : quantity(one) ?? readCoded(one)?.label;
}

/** Every `value[x]` of an Observation or component (one is usual), whatever its type; what has no reading of ours is shown as it came, unless it says that it did not come. */
export function readValues(holder: Node, finder: Finder, from: Resource): readonly Value[] {
  return Object.keys(holder).flatMap((key) => {
    const sent = holder[key];
    if (!/^value[A-Z]/.test(key) || sent === null || sent === undefined) return [];
    const type = key.slice(5);
    const value: unknown = Array.isArray(sent) ? sent[0] : sent;
    const said = textOf(type, value, finder, from) ?? (isNode(value) && Object.keys(value).length > 0 && !extension(value, 'data-absent-reason') ? JSON.stringify(value) : undefined);
    const { comparator = '', value: digits } = type === 'Quantity' ? readQuantity(value) ?? {} : {};
    return said === undefined ? [] : [{ type, text: said, measured: /^(\w*Quantity|Range|Ratio)$/.test(type), number: digits && comparator + digits }];
  });
}
