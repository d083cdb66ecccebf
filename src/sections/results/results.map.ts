import { kindOfInvestigation } from '../../fhir/investigation.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import type { Finder } from '../../fhir/datatypes/reference.js';
import { at, code, extensionValue, list, node, nodes, text } from '../../fhir/read.js';
import { warningsOf } from '../../fhir/list-warnings.js';
import { labelsOf } from '../../fhir/said.js';
import { localKey } from '../../fhir/subject.js';
import type { Resource } from '../../record/resource.js';
import { isWhen, readWhen } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import { keyOf } from '../entry.js';
import { collected, lastEvent, reader } from './details.map.js';
import { gradeOf, micro, stands } from './measure.map.js';
import { testOf } from './series.map.js';
import { sharer, together } from './shared.map.js';
import type { ResultsModel, ResultsPart, Row, Series, Source } from './results.model.js';

const PARTS: readonly ResultsPart[] = ['results.laboratory', 'results.imaging', 'results.other'];
export const partOfResult = (resource: Resource): ResultsPart => `results.${kindOfInvestigation(resource)}`;

/** A time without its zone is ordered as it is shown, by the clock of London; at midnight it is a date. */
function epochOf(date: string): number {
  if (!date.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(date)) return Date.parse(date);
  const { parts, sort } = readWhen(date)!;
  return parts.length < 4 ? Date.parse(date.slice(0, 10)) : sort;
}

/** The date a row is ordered by, without what a reading for people costs: sampling, study, report or request. */
function dateOf(resource: Resource, finder: Finder): Pick<Row, 'date' | 'isReported' | 'sort'> {
  const taken = resource['effectiveDateTime'] ?? resource['effectiveInstant'] ?? at(resource, 'effectivePeriod', 'start') ?? at(resource, 'effectivePeriod', 'end') ?? lastEvent(resource)
    ?? resource['started'] ?? resource['authoredOn'] ?? collected(finder.find(node(resource['specimen']), resource));
  const sent = taken ?? resource['issued'] ?? resource['occurrenceDateTime'];
  const date = typeof sent === 'string' ? sent.trim() : undefined;
  const epoch = date !== undefined && isWhen(date) ? epochOf(date) : NaN;
  return { date, isReported: taken === undefined, sort: Number.isNaN(epoch) ? -Infinity : epoch };
}
const newest = (a: Row, b: Row): number => b.sort - a.sort;

/** Rows, newest first: pages mostly come so, and only where one does not is anything sorted. */
class Ordered {
  #rows: Row[] = [];
  #sorted = true;
  push(row: Row): void {
    if (row.sort > (this.#rows.at(-1)?.sort ?? Infinity)) this.#sorted = false;
    this.#rows.push(row);
  }
  /** Lets go of rows that belong elsewhere. @returns is anything left? */
  without(moved: ReadonlySet<Row>): boolean {
    this.#rows = this.#rows.filter((one) => !moved.has(one));
    return this.#rows.length > 0;
  }
  get rows(): readonly Row[] {
    if (!this.#sorted) this.#rows.sort(newest);
    this.#sorted = true;
    return this.#rows;
  }
}

/** The list of a name, made when it is first asked for. */
const of = <T>(lists: Map<string, T[]>, name: string): T[] => lists.get(name) ?? lists.set(name, []).get(name)!;

class Line extends Ordered implements Series {
  constructor(private readonly name: string, readonly group: Line[], readonly kin: Line[], public unit: string | undefined, private readonly panels: ReadonlyMap<string, string>, readonly specimens: readonly string[]) { super(); }
  /** The same whenever the record is mapped; the unit of words comes with the first number. Then it is another one: a test that was not ticked is shown. */
  get key(): string { return `${this.name}\n${this.unit ?? '\n'}`; }
  get panel(): string | undefined {
    for (const { resource } of this.rows.slice(0, 9)) { const found = this.panels.get(keyOf(resource)); if (found !== undefined) return found; }
    return undefined;
  }
}

/** Elements of which one must be there for a row to say anything. */
const CONTENT = ['code', 'component', 'hasMember', 'dataAbsentReason', 'note', 'interpretation', 'conclusion', 'conclusionCode', 'presentedForm', 'result', 'imagingStudy', 'media', 'description', 'procedureCode',
  'modality', 'series', 'started', 'reasonCode', 'category', 'requester', 'authoredOn'];
const isShowable = (resource: Resource): boolean => CONTENT.some((name) => list(resource[name]).length > 0)
  || Object.keys(resource).some((key) => /^value[A-Z]/.test(key) && list(resource[key]).length > 0);

/** SNOMED CT: Investigations and results */
export const RESULT_LISTS = ['887191000000108'] as const;

export const toResults = (context: MapContext): Mapper<ResultsModel> => {
  const lists = PARTS.map((part) => ({ part, series: [] as Line[], reports: new Ordered() }));
  const listOf = (row: Row): (typeof lists)[number] => lists.find(({ part }) => part === row.part)!;
  const studies = new Ordered();
  const requests = new Ordered();
  const shown = new Set<string>();
  /** requests that a result answers, studies that a report speaks of: they stand inside it */
  const inside = new Set<string>();
  const tests = new Map<string, Line[]>();
  /** results and reports by a specimen of theirs that did not come yet */
  const awaiting = new Map<string, Row[]>();
  const panels = new Map<string, string>();
  const sources = new Map<unknown, Source>();
  const share = sharer();
  let results = 0;
  const target = (reference: unknown): string | undefined => localKey(text(at(reference, 'reference')), context.patient);
  const apart = ({ rows }: Ordered): readonly Row[] => rows.filter(({ resource }) => !inside.has(keyOf(resource)));
  const { isUnclear, focusOf, ...read } = reader(context, (resource) => shown.has(keyOf(resource)));

  /** Puts a report into its list, and a result into the series it belongs to. What has no number (a word, a missing value) stands among the numbers of its test; units are never mixed. */
  function place(row: Row): void {
    const { resource, part } = row;
    if (resource.resourceType !== 'Observation') { listOf(row).reports.push(row); return; }
    const specimens = nodes(resource['specimen']).map((one) => labelsOf(context.lookup.find(one, resource)?.['type']) ?? text(one['display']) ?? '?');
    const test = `${part}\n${testOf(resource['code'])}`;
    const name = [test, testOf(resource['method']), testOf(resource['bodySite']), focusOf(resource) && JSON.stringify([resource['focus'], extensionValue(resource, 'observation-focusCode')]), ...specimens].join('\n');
    const kin = of(tests, test), group = of(tests, name);
    const quantity = readQuantity(resource['valueQuantity']);
    const unit = quantity ? quantity.unit?.trim() ?? '' : text(resource['valueInteger']) && '';
    let line = group.find((one) => unit === undefined || (one.unit !== undefined && micro(one.unit) === micro(unit))) ?? group.find((one) => one.unit === undefined);
    if (!line) {
      group.push(line = new Line(name, group, kin, unit, panels, specimens));
      kin.push(line);
      listOf(row).series.push(line);
    }
    line.unit ??= unit;
    line.push(row);
  }

  /** Only now it is known which series results belong to whose specimen came after them, and when they, or what a report tells of, were taken. */
  function placeAwaiting(): void {
    const came = [...awaiting].filter(([reference]) => context.lookup.find(reference));
    if (came.length === 0) return;
    const moved = new Set(came.flatMap(([reference, rows]) => { awaiting.delete(reference); return rows; }));
    for (const lines of [...tests.values(), ...lists.map(({ series }) => series)]) lines.splice(0, Infinity, ...lines.filter((line) => line.without(moved)));
    for (const { reports } of lists) reports.without(moved);
    for (const row of moved) place(row.isReported ? Object.assign(row, dateOf(row.resource, context.lookup)) : row);
  }

  return {
    add(resource) {
      if (!isShowable(resource)) return false;
      if (resource.id !== undefined) shown.add(keyOf(resource));
      const type = resource.resourceType;
      const isResult = type === 'Observation';
      share(resource);
      const performer = resource['performer'] ?? resource['interpreter'];
      let source = sources.get(performer);
      if (!source) sources.set(performer, source = { resource });
      const row: Row = { resource, ...dateOf(resource, context.lookup), part: partOfResult(resource), grade: isResult ? gradeOf(resource, () => !isUnclear(resource) && stands(resource)) : 2, source };
      if (type === 'ServiceRequest') { requests.push(row); return true; }
      for (const one of [...list(resource['basedOn']), ...list(resource['imagingStudy'])]) { const key = target(one); if (key !== undefined) inside.add(key); }
      const title = labelsOf(resource['code']);
      if (title !== undefined) for (const one of list(resource['result'] ?? resource['hasMember'])) { const key = target(one); if (key !== undefined && !(isResult && panels.has(key))) panels.set(key, title); }
      if (type === 'ImagingStudy') studies.push(row);
      else {
        for (const one of nodes(resource['specimen'])) if (!context.lookup.find(one, resource)) of(awaiting, text(one['reference']) ?? '').push(row);
        place(row);
        if (isResult) results++;
      }
      return true;
    },
    ...warningsOf(RESULT_LISTS),
    items: () => lists.reduce((sum, { reports }) => sum + reports.rows.length, results + apart(studies).length + apart(requests).length),
    model: () => {
      placeAwaiting();
      const open = apart(requests);
      const alone = apart(studies);
      const isClosed = ({ resource }: Row): boolean => ['completed', 'revoked'].includes(code(resource['status']) ?? '');
      return {
        parts: lists.map(({ part, series, reports }) => ({
          part, series: together(together(series.sort((a, b) => newest(a.rows[0]!, b.rows[0]!)), ({ group }) => group), ({ kin }) => kin), reports: part === 'results.imaging' && alone.length > 0 ? [...reports.rows, ...alone].sort(newest) : reports.rows,
        })),
        sources: [...sources.values()], pending: open.filter((row) => !isClosed(row)), closed: open.filter(isClosed), ...read,
      };
    },
  };
};
