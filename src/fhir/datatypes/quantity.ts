import type { Quantity } from '../../record/quantity.js';
import { isNode, text } from '../read.js';

export function readQuantity(value: unknown): Quantity | undefined {
  const quantity = Array.isArray(value) ? value[0] : value;
  if (!isNode(quantity)) return undefined;
  const [comparator, number, sent, code] = ['comparator', 'value', 'unit', 'code'].map((name) => text(quantity[name]));
  // UCUM's unity is no unit to be read
  const unit = sent ?? (code === '1' ? undefined : code);
  return number === undefined && unit === undefined ? undefined : { comparator, value: number, unit, code };
}
