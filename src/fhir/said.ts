import { readPeriod } from '../record/when.js';
import { showQuantity } from '../record/quantity.js';
import { readAllCoded } from './datatypes/coded.js';
import { timing } from './datatypes/dosage.js';
import { readQuantity } from './datatypes/quantity.js';
import { showDate, showPeriod, showRange } from './datatypes/value.js';
import { joined, node, text } from './read.js';

export { extensionOf, extensionValue, joined } from './read.js';

/** Every label of a list of codes. */
export const labelsOf = (codes: unknown): string | undefined => joined(readAllCoded(codes).map((one) => one.label));

/** A date, period, range, quantity, timing or text, as sent. */
export function saidWhen(value: unknown): string | undefined {
  const one = node(value);
  return one ? showPeriod(readPeriod(one)) ?? showRange(one) ?? saidQuantity(one) ?? joined(timing(one)) : showDate(value) ?? text(value);
}

/** A unit that came as a bare concept code must not be read as part of the number. */
export const saidQuantity = (value: unknown): string | undefined => {
  const quantity = readQuantity(value);
  return quantity && showQuantity(/^\d{6,}$/.test(quantity.unit ?? '') ? { ...quantity, unit: `(${quantity.unit})` } : quantity);
};

/** Held back by its source: a reason or a null flavour somewhere in it says so. */
export const isMasked = (sent: unknown): boolean => /"(masked|MSK)"/.test(JSON.stringify(sent));
