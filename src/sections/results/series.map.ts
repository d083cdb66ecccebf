import { subtractDecimals } from '../../fhir/datatypes/decimal.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { readValues } from '../../fhir/datatypes/value.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { at, nodes, text, type Node } from '../../fhir/read.js';
import { labelsOf } from '../../fhir/said.js';
import { absence, plainNumber, stands } from './measure.map.js';
import { once, plainly } from './shared.map.js';
import type { Resource } from '../../record/resource.js';
import { readWhen } from '../../record/when.js';
import type { Row, Series } from './results.model.js';

/** Codes that may stand for any test: without a system, of what is not known, of an entry that lost its own on the way from another system (transfer-degraded), and of any report or procedure. */
const VAGUE = /^\||NullFlavor|absent|\|(1964\d1000000\d|721981007|103693007)/;
/** What a test is known by: its codes, whichever words came with them; its words too where its codes may stand for any. */
export const testOf = once((concept: unknown): string => {
  const codes = nodes(at(concept, 'coding')).flatMap((one) => { const sent = text(one['code']); return sent === undefined ? [] : [`${text(one['system']) ?? ''}|${sent}`]; }).sort();
  return [...codes, codes.every((one) => VAGUE.test(one)) ? plainly(labelsOf(concept)) : ''].join(' ');
});

const NOWHERE = { find: () => undefined };
/** All that a result of a series says: its values, those of its parts, what it holds, why one is missing; of a finding without any, its words and notes. */
function sent({ resource }: Row): string {
  const all = [resource, ...nodes(resource['component'])].map((one) => [one === resource || testOf(one['code']), one['hasMember'], ...readValues(one, NOWHERE, resource).map(({ text }) => text), absence(one)]);
  return JSON.stringify([all, all.length > 1 || all[0]!.slice(1).some((one) => one !== undefined) || [labelsOf(resource['code']), ...nodes(resource['note']).map((one) => one['text'])]]);
}

const DAY = 86_400_000;
/** Are they so far apart that no date of theirs, be it a year, can be one? Without what reading them costs. */
const areApart = (a: Row, b: Row): boolean => !(Math.abs(a.sort - b.sort) < DAY * ([a, b].some(({ date = '' }) => date.length < 8) ? 367 : 2));
/** The same value at a time that may be the same: may be one result that came twice. They are shown together and never merged. */
export const areTwins = (a: Row, b: Row): boolean => !areApart(a, b) && (a.sort === b.sort || overlap(a, b)) && sent(a) === sent(b);

/** The newest result beside or before this one of the same test, be it in another unit, passing over what may be the same one again. */
export const previousOf = ({ group }: Pick<Series, 'group'>, row: Row): Row | undefined =>
  group.flatMap(({ rows }) => rows.find((one) => one !== row && one.sort <= row.sort && !areTwins(one, row)) ?? []).sort((a, b) => b.sort - a.sort)[0];

/** A row and those that may be the same, which stand beside it. */
export const twinsOf = ({ rows }: Series, row: Row): readonly Row[] => rows.filter((one) => one === row || areTwins(one, row));

/** May anything be worked out from it? Not from a cancelled one, one that was said not to be valid, nor one that is not understood. */
export const holds = (resource: Resource): boolean => stands(resource) && !notUnderstood(resource);

/** The digits by which a result, or a part of it, stands in a line. */
export const numberOf = ({ resource }: Row, holder: Node = resource, sent = readQuantity(holder['valueQuantity'])): string | undefined => (holds(resource) ? plainNumber(holder, sent) : undefined);

/** A day and a time of that day, a year and a day of it, as they are shown, two times of a day of which one came without its zone: which was first is not known. */
function overlap(one: Row, other: Row): boolean {
  const [a, b] = [one, other].map(({ date }) => readWhen(date));
  const [first = [], second = []] = [a, b].map((when) => when?.parts.slice(0, a?.zoneless === b?.zoneless ? 5 : 3));
  return (first.length < 5 || second.length < 5) && first.every((part, index) => part === (second[index] ?? part));
}

const called = once((concept: unknown): string => plainly(labelsOf(concept)));
/** The words a result goes by, for comparison. */
export const nameOf = ({ resource }: Row): string => called(resource['code']);

/** How much a value changed, exactly: `+`, `-` or `=` and the digits. Only between plain numbers of one series, whose specimen is known where one is named, whose dates are of one kind and which go by the same name: one code may be sent of a test taken in several ways. */
export function changeOf(row: Row, before: Row, { specimens, rows }: Pick<Series, 'specimens' | 'rows'>): readonly [sign: '+' | '-' | '=', digits: string] | undefined {
  const [a, b] = [numberOf(row), numberOf(before)];
  const difference = nameOf(row) === nameOf(before) && !specimens.includes('?') && rows.includes(before) && a !== undefined && b !== undefined && before.isReported === row.isReported && before.sort < row.sort && !overlap(row, before) ? subtractDecimals(a, b) : undefined;
  if (difference === undefined) return undefined;
  return /[1-9]/.test(difference) ? [difference.startsWith('-') ? '-' : '+', difference.replace('-', '')] : ['=', ''];
}
