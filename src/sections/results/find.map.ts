import { plainText, readAttachment } from '../../fhir/datatypes/attachment.js';
import { isNode } from '../../fhir/read.js';
import { dayIn, isOutside, readWhen } from '../../record/when.js';
import type { ResultsModel, ResultsPart, Row, Series } from './results.model.js';

/** What a reader, or the host, narrows the results to. */
export interface Filter {
  readonly query: string;
  readonly abnormal: boolean;
  readonly part?: ResultsPart | undefined;
  readonly source?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** keys of the tests that are not ticked */
  readonly off: ReadonlySet<string>;
}
export interface Shown { readonly series: Series; readonly rows: readonly Row[] }
interface Listed { readonly part: ResultsPart; readonly tests: readonly Shown[]; readonly reports: readonly Row[] }
/** `apart`: reports whose results are not all listed, or that say more than these do */
export interface FoundPart extends Listed { readonly apart: readonly Row[] }
export interface Found {
  readonly parts: readonly FoundPart[];
  readonly shown: number;
  readonly all: number;
  readonly flagged: number;
  readonly unjudged: number;
}

/** A date that may lie on either side of a limit stays, and so does a row without one: nothing is hidden on a guess. */
export function inside(date: string | undefined, from: string | undefined, to: string | undefined): boolean {
  // The day that is shown, which is London's.
  const day = dayIn(readWhen(date)?.parts ?? []);
  const [start, end] = [from, to].map((limit) => limit?.slice(0, day.length));
  return !isOutside({ start, end }, day);
}

const SILENT = ['system', 'url', 'reference', 'id', 'subject', 'meta', 'identifier'];
/** For comparison: no capitals, and nothing that is not seen, as a place where a long name may be broken. */
const folded = (words: string): string => words.toLowerCase().replace(/\p{Cf}/gu, '');
/** Every word and code inside, for searching; of a file, those that came as plain text too. */
const wordsOf = (value: unknown): string => (Array.isArray(value) ? value.map(wordsOf).join(' ') : !isNode(value) ? (typeof value === 'string' ? value : '')
  : Object.keys(value).map((key) => (key === 'data' ? plainText(readAttachment(value) ?? {}) : SILENT.includes(key) ? '' : wordsOf(value[key]))).join(' '));
const TEXTS = ['code', 'valueString', 'valueCodeableConcept', 'conclusion', 'conclusionCode', 'note', 'component', 'dataAbsentReason', 'description', 'procedureCode', 'series', 'category', 'presentedForm', 'media', 'contained'];
const index = new WeakMap<Row | Series, string>();
/** Made on the first search, kept as long as what it is of. */
function indexed(key: Row | Series, resource: Row['resource'], names: readonly string[]): string {
  let words = index.get(key);
  if (words === undefined) index.set(key, words = folded(names.map((name) => (resource[name] === undefined ? '' : wordsOf(resource[name]))).join(' ')));
  return words;
}
/** A number has no words of its own: thousands of them are searched by their test's. */
const hasWords = ({ resource }: Row): boolean => TEXTS.slice(1, 8).some((name) => resource[name] !== undefined);

export const everything = (model: ResultsModel): readonly Listed[] =>
  model.parts.map(({ part, series, reports }) => ({ part, reports, tests: series.map((one) => ({ series: one, rows: one.rows })) }));

/** @param among what the host's limits leave, or everything */
export function find(model: ResultsModel, among: readonly Listed[], { query, abnormal, part, source, from, to, off }: Filter): Found {
  const asked = folded(query).split(/\s+/).filter((word) => word !== '');
  const count = { shown: 0, all: 0, flagged: 0, unjudged: 0 };
  const isOf = (row: Row): boolean => source === undefined || model.sourceName(row.source) === source;
  /** results that name no source of their own are of the one that reported them */
  const inReports = new Set(source === undefined ? [] : among.flatMap(({ reports }) => reports.filter(isOf).flatMap((row) => model.toldBy(row) ?? [])));
  const reported = new Set(among.flatMap(({ reports }) => reports.flatMap((row) => model.toldBy(row) ?? [])));
  /** of what reports tell what is listed, and with `true` what is not, as it is normal or of a test not ticked: so are reports of nothing else */
  const found = new Map<Row['resource'], boolean>();
  const note = (resource: Row['resource'], isHidden: boolean): void => { if (reported.has(resource)) found.set(resource, isHidden); };
  const passes = (row: Row, words: string, isHidden = abnormal && row.grade === 0): boolean => {
    count.all++;
    if ((part !== undefined && row.part !== part) || !(isOf(row) || (model.sourceName(row.source) === '' && inReports.has(row.resource))) || ((from ?? to) && !inside(row.date, from, to))) return false;
    if (asked.length > 0) {
      const missed = asked.filter((word) => !words.includes(word));
      if (missed.length > 0) {
        if (words !== '' && !hasWords(row)) return false;
        const own = indexed(row, row.resource, TEXTS);
        if (missed.some((word) => !own.includes(word))) return false;
      }
    }
    note(row.resource, isHidden);
    if (isHidden) return false;
    count.shown++;
    count.flagged += row.grade === 1 ? 1 : 0;
    count.unjudged += row.grade === 2 ? 1 : 0;
    return true;
  };
  const tests = among.map((one) => one.tests.flatMap(({ series, rows: all }): Shown[] => {
    if (off.has(series.key)) { count.all += all.length; for (const { resource } of all) note(resource, true); return []; }
    const words = asked.length === 0 ? '' : indexed(series, series.rows[0]!.resource, ['code', 'focus', 'extension']);
    const rows = all.filter((row) => passes(row, words));
    return rows.length === 0 ? [] : [{ series, rows: rows.length === all.length ? all : rows }];
  }));
  const parts = among.map((one, at) => {
    const apart: Row[] = [];
    const reports = one.reports.filter((row) => {
      const told = model.toldBy(row);
      const isFound = passes(row, '', told?.every((result) => found.get(result)));
      if (isFound && !told?.every((result) => found.has(result))) apart.push(row);
      return isFound;
    });
    return { ...one, tests: tests[at]!, reports, apart };
  });
  return { parts, ...count };
}
