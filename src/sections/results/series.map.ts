import { subtractDecimals } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { readValues } from '../../fhir/datatypes/value.js';
import { code } from '../../fhir/read.js';
import { plainNumber } from './measure.map.js';
import type { Row, Series } from './results.model.js';

const NOWHERE = { find: () => undefined };
const sent = ({ resource }: Row): string => readValues(resource, NOWHERE, resource).map(({ text }) => text).join('\n');

/** The same value at the same time: may be one result that came twice. They are shown together and never merged. */
export const areTwins = (a: Row, b: Row): boolean => a.sort === b.sort && a.sort > 0 && sent(a) === sent(b);

/** The result before this one of the same series, passing over what may be the same one again. */
export function previousOf({ rows }: Series, row: Row): Row | undefined {
  let index = rows.indexOf(row) + 1;
  while (rows[index] && areTwins(rows[index]!, row)) index++;
  return rows[index];
}

/** A row and those that may be the same, which stand beside it. */
export function twinsOf({ rows }: Series, row: Row): readonly Row[] {
  const index = rows.indexOf(row);
  let [from, to] = [index, index + 1];
  while (from > 0 && areTwins(rows[from - 1]!, row)) from--;
  while (to < rows.length && areTwins(rows[to]!, row)) to++;
  return rows.slice(from, to);
}

const STANDS = [undefined, 'final', 'preliminary', 'amended', 'corrected', 'appended'];
/** The digits by which a result stands in a line: none for a cancelled one, nor for one without a date. */
export const numberOf = ({ resource }: Row, sent = readQuantity(resource['valueQuantity'])): string | undefined => (STANDS.includes(code(resource['status'])) ? plainNumber(resource, sent) : undefined);

/** How much a value changed, exactly: `+`, `-` or `=` and the digits. Only between plain numbers of one series. */
export function changeOf(row: Row, before: Row): readonly [sign: '+' | '-' | '=', digits: string] | undefined {
  const [a, b] = [numberOf(row), numberOf(before)];
  const difference = a !== undefined && b !== undefined && before.sort < row.sort && before.sort > -Infinity ? subtractDecimals(a, b) : undefined;
  if (difference === undefined) return undefined;
  return /[1-9]/.test(difference) ? [difference.startsWith('-') ? '-' : '+', difference.replace('-', '')] : ['=', ''];
}
