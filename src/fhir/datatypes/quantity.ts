import type { Quantity } from '../../record/quantity.js';
import { isNode, text } from '../read.js';

export function readQuantity(value: unknown): Quantity | undefined {
  const quantity = Array.isArray(value) ? value[0] : value;
  if (!isNode(quantity)) return undefined;
  const comparator = text(quantity['comparator']);
  const number = text(quantity['value']);
  const code = text(quantity['code']);
  const unit = text(quantity['unit']) ?? code;
  if (number === undefined && unit === undefined) return undefined;
  return { ...(comparator && { comparator }), ...(number && { value: number }), ...(unit && { unit }), ...(code && { code }) };
}
