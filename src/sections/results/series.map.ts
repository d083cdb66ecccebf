import { subtractDecimals } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { readValues } from '../../fhir/datatypes/value.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { nodes } from '../../fhir/read.js';
import { labelsOf } from '../../fhir/said.js';
import { plainNumber, stands } from './measure.map.js';
import type { Resource } from '../../record/resource.js';
import type { Row, Series } from './results.model.js';

const NOWHERE = { find: () => undefined };
/** All that a result says: its values, those of its parts, why one is missing; of a finding without any, its notes. */
function sent({ resource }: Row): string {
  const all = [resource, ...nodes(resource['component'])].map((one) => [labelsOf(one['code']), ...readValues(one, NOWHERE, resource).map(({ text }) => text), labelsOf(one['dataAbsentReason'])]);
  return JSON.stringify([all, all.length > 1 || all[0]!.slice(1).some((one) => one !== undefined) || nodes(resource['note']).map((one) => one['text'])]);
}

/** The same value at the same time: may be one result that came twice. They are shown together and never merged. */
export const areTwins = (a: Row, b: Row): boolean => a.sort === b.sort && a.sort > -Infinity && sent(a) === sent(b);

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
  while (from > 0 && rows[from - 1]!.sort === row.sort) from--;
  while (to < rows.length && rows[to]!.sort === row.sort) to++;
  return rows.slice(from, to).filter((one) => one === row || areTwins(one, row));
}

/** May anything be worked out from it? Not from a cancelled one, one that was said not to be valid, nor one that is not understood. */
export const holds = (resource: Resource): boolean => stands(resource) && !notUnderstood(resource);

/** The digits by which a result stands in a line. */
export const numberOf = ({ resource }: Row, sent = readQuantity(resource['valueQuantity'])): string | undefined => (holds(resource) ? plainNumber(resource, sent) : undefined);

/** A day and a time of that day, a year and a day of it: which was first is not known. */
const overlap = ({ date: a = '' }: Row, { date: b = '' }: Row): boolean => a.startsWith(b) || b.startsWith(a);

/** How much a value changed, exactly: `+`, `-` or `=` and the digits. Only between plain numbers of one series, whose specimen is known where one is named. */
export function changeOf(row: Row, before: Row, { specimens }: Pick<Series, 'specimens'>): readonly [sign: '+' | '-' | '=', digits: string] | undefined {
  const [a, b] = [numberOf(row), numberOf(before)];
  const difference = !specimens.includes('?') && a !== undefined && b !== undefined && before.sort < row.sort && before.sort > -Infinity && !overlap(row, before) ? subtractDecimals(a, b) : undefined;
  if (difference === undefined) return undefined;
  return /[1-9]/.test(difference) ? [difference.startsWith('-') ? '-' : '+', difference.replace('-', '')] : ['=', ''];
}
