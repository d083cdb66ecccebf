import { showQuantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, readWhen, showWhen, type WhenPeriod } from '../../record/when.js';
import { isNode, node, text, type Node } from '../read.js';
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
}

const quantity = (value: unknown): string | undefined => { const read = readQuantity(value); return read && showQuantity(read); };

export const showPeriod = ({ start, end }: WhenPeriod): string => `${start ? showWhen(start) : ''} – ${end ? showWhen(end) : ''}`.trim();

/** `3.5 – 5.3 mmol/L`, `≥ 3.5 mmol/L`, `≤ 5.3 mmol/L`: the digits received, each unit once where both are the same. */
export function showRange(value: unknown): string | undefined {
  const low = readQuantity(node(value)?.['low']);
  const high = readQuantity(node(value)?.['high']);
  const one = (sign: string, side: typeof low): string | undefined => side && (side.comparator || !side.value ? showQuantity(side) : `${sign} ${showQuantity(side)}`);
  if (!low || !high) return one('≥', low) ?? one('≤', high);
  const unit = low.unit === high.unit || high.unit !== undefined;
  const { unit: lowUnit, ...bare } = low;
  return `${showQuantity(unit && (lowUnit === undefined || lowUnit === high.unit) ? bare : low)} – ${showQuantity(high)}`;
}

function textOf(type: string, value: unknown, finder: Finder, from: Resource): string | undefined {
  const one = node(value);
  if (!one) return type === 'DateTime' || type === 'Instant' ? shown(value) : text(value);
  const part = (name: string, render: (value: unknown) => string | undefined = text): string | undefined => render(one[name]);
  switch (type) {
    case 'Range': return showRange(one);
    case 'Ratio': return [part('numerator', quantity), part('denominator', quantity)].flatMap((side) => side ?? []).join(' : ') || undefined;
    case 'Period': { const period = readPeriod(one); return period && showPeriod(period); }
    case 'SampledData': {
      const details = (['origin', 'period', 'factor', 'lowerLimit', 'upperLimit', 'dimensions'] as const)
        .flatMap((name) => { const said = part(name, name === 'origin' ? quantity : text); return said === undefined ? [] : [`${name} ${said}`]; });
      return [part('data'), details.length > 0 ? `(${details.join(', ')})` : undefined].filter((piece) => piece !== undefined).join(' ') || undefined;
    }
    case 'Attachment': { const file = readAttachment(one); return file && (file.title ?? file.contentType); }
    case 'Reference': return readReference(one, finder, from).name;
    case 'CodeableConcept': case 'Coding': return readCoded(one)?.label;
    default: return quantity(one) ?? readCoded(one)?.label;
  }
}
const shown = (value: unknown): string | undefined => { const date = readWhen(value, 'time'); return date ? showWhen(date) : text(value); };

/** Every `value[x]` of an Observation or component (one is usual), whatever its type; what has no reading of ours is shown as it came. */
export function readValues(holder: Node, finder: Finder, from: Resource): readonly Value[] {
  return Object.keys(holder).flatMap((key) => {
    const sent = holder[key];
    if (!/^value[A-Z]/.test(key) || sent === null || sent === undefined) return [];
    const type = key.slice(5);
    const value: unknown = Array.isArray(sent) ? sent[0] : sent;
    const said = textOf(type, value, finder, from) ?? (isNode(value) && Object.keys(value).length > 0 ? JSON.stringify(value) : undefined);
    return said === undefined ? [] : [{ type, text: said, measured: /^(\w*Quantity|Range|Ratio)$/.test(type) }];
  });
}
