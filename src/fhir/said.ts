import type { Resource } from '../record/resource.js';
import { readPeriod } from '../record/when.js';
import { showQuantity } from '../record/quantity.js';
import { readNotes } from './datatypes/annotation.js';
import { readAllCoded } from './datatypes/coded.js';
import { readQuantity } from './datatypes/quantity.js';
import { readReferences, type Finder } from './datatypes/reference.js';
import { showDate, showPeriod, showRange } from './datatypes/value.js';
import { joined, node, text } from './read.js';

export { extensionOf, extensionValue, joined } from './read.js';

/** Every label of a list of codes, and of what a list of references names. */
export const labelsOf = (codes: unknown, references?: unknown, finder?: Finder, from?: Resource): string | undefined =>
  joined([...readAllCoded(codes).map((one) => one.label), ...(finder ? readReferences(references, finder, from).map((one) => one.name) : [])]);

/** A date, period, range, quantity or text, as sent. */
export function saidWhen(value: unknown): string | undefined {
  const one = node(value);
  return one ? showPeriod(readPeriod(one)) ?? showRange(one) ?? saidQuantity(one) : showDate(value) ?? text(value);
}

/** A unit that came as a bare concept code must not be read as part of the number. */
export const saidQuantity = (value: unknown): string | undefined => {
  const quantity = readQuantity(value);
  return quantity && showQuantity(/^\d{6,}$/.test(quantity.unit ?? '') ? { ...quantity, unit: `(${quantity.unit})` } : quantity);
};

/** Notes one below the other, each with its author. */
export const saidNotes = (value: unknown, finder: Finder, from?: Resource): string | undefined =>
  joined(readNotes(value, finder, from).map((note) => (note.author ? `${note.text} (${note.author})` : note.text)), '\n');
