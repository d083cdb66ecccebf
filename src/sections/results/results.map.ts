import { kindOfInvestigation } from '../../fhir/investigation.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { at, code, list, nodes, text } from '../../fhir/read.js';
import { warningsOf } from '../../fhir/list-warnings.js';
import { labelsOf } from '../../fhir/said.js';
import { localKey } from '../../fhir/subject.js';
import type { Resource } from '../../record/resource.js';
import type { MapContext, Mapper } from '../define.js';
import { reader } from './details.map.js';
import { gradeOf, stands } from './measure.map.js';
import { once, sharer, together } from './shared.map.js';
import type { Grade, ResultsModel, ResultsPart, Row, Series, Source } from './results.model.js';

const PARTS: readonly ResultsPart[] = ['results.laboratory', 'results.imaging', 'results.other'];
export const partOfResult = (resource: Resource): ResultsPart => `results.${kindOfInvestigation(resource)}`;

const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;

/** The date a row is ordered by, without what a reading for people costs: sampling, study, report or request. */
function toRow(resource: Resource, grade: Grade, source: Source): Row {
  const sent = resource['effectiveDateTime'] ?? resource['effectiveInstant'] ?? at(resource, 'effectivePeriod', 'start') ?? at(resource, 'effectivePeriod', 'end')
    ?? resource['started'] ?? resource['issued'] ?? resource['authoredOn'] ?? resource['occurrenceDateTime'];
  const date = typeof sent === 'string' ? sent.trim() : undefined;
  const readable = date !== undefined && /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(date);
  const epoch = readable ? Date.parse(!date.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(date) ? date : `${date}Z`) : NaN;
  return { resource, date, sort: Number.isNaN(epoch) ? -Infinity : epoch, part: partOfResult(resource), grade, source };
}
const newest = (a: Row, b: Row): number => (b.sort === a.sort ? 0 : b.sort > a.sort ? 1 : -1);

/** Rows, newest first: pages mostly come so, and only where one does not is anything sorted. */
class Ordered {
  readonly #rows: Row[] = [];
  #sorted = true;
  push(row: Row): void {
    const last = this.#rows[this.#rows.length - 1];
    if (last && row.sort > last.sort) this.#sorted = false;
    this.#rows.push(row);
  }
  get rows(): readonly Row[] {
    if (!this.#sorted) this.#rows.sort(newest);
    this.#sorted = true;
    return this.#rows;
  }
}

/** What a test is known by: its codes, whichever words came with them, else its words. */
const testOf = once((concept: unknown): string => nodes(at(concept, 'coding')).flatMap((one) => { const sent = text(one['code']); return sent === undefined ? [] : [`${text(one['system']) ?? ''}|${sent}`]; }).sort().join(' ')
  || (labelsOf(concept) ?? '').trim().toLowerCase());

class Line extends Ordered implements Series {
  constructor(readonly group: Line[], readonly kin: Line[], public unit: string | undefined, private readonly panels: ReadonlyMap<string, string>, readonly specimens: readonly string[]) { super(); }
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
  const studies = new Ordered();
  const requests = new Ordered();
  const shown = new Set<string>();
  /** requests that a result answers, studies that a report speaks of: they stand inside it */
  const inside = new Set<string>();
  const tests = new Map<string, Line[]>();
  const panels = new Map<string, string>();
  const sources = new Map<unknown, Source>();
  const share = sharer();
  let results = 0;
  const target = (reference: unknown): string | undefined => localKey(text(at(reference, 'reference')), context.patient);
  const apart = ({ rows }: Ordered): readonly Row[] => rows.filter(({ resource }) => !inside.has(keyOf(resource)));
  const { isUnclear, ...read } = reader(context, (resource) => shown.has(keyOf(resource)));

  /** The series a result belongs to. What has no quantity (a word, a missing value) stands among the numbers of its test; units are never mixed. */
  function lineOf(resource: Resource, part: ResultsPart): Line {
    const specimens = nodes(resource['specimen']).map((one) => labelsOf(context.lookup.find(one, resource)?.['type']) ?? text(one['display']) ?? '?');
    const test = `${part}\n${testOf(resource['code'])}`;
    const named = (key: string): Line[] => tests.get(key) ?? tests.set(key, []).get(key)!;
    const kin = named(test), group = named([test, testOf(resource['method']), testOf(resource['bodySite']), ...specimens].join('\n'));
    const quantity = readQuantity(resource['valueQuantity']);
    const unit = quantity && (quantity.unit?.trim() ?? '');
    let line = unit === undefined ? group[0] : group.find((one) => one.unit === unit) ?? group.find((one) => one.unit === undefined);
    if (!line) {
      group.push(line = new Line(group, kin, unit, panels, specimens));
      kin.push(line);
      lists.find((one) => one.part === part)!.series.push(line);
    }
    line.unit ??= unit;
    return line;
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
      const row = toRow(resource, isResult ? gradeOf(resource, () => !isUnclear(resource) && stands(resource)) : 2, source);
      if (type === 'ServiceRequest') { requests.push(row); return true; }
      for (const one of [...list(resource['basedOn']), ...list(resource['imagingStudy'])]) { const key = target(one); if (key !== undefined) inside.add(key); }
      const title = labelsOf(resource['code']);
      if (title !== undefined) for (const one of list(resource['result'] ?? resource['hasMember'])) { const key = target(one); if (key !== undefined && !(isResult && panels.has(key))) panels.set(key, title); }
      if (type === 'ImagingStudy') studies.push(row);
      else if (isResult) { lineOf(resource, row.part).push(row); results++; }
      else lists.find(({ part }) => part === row.part)!.reports.push(row);
      return true;
    },
    ...warningsOf(RESULT_LISTS),
    items: () => lists.reduce((sum, { reports }) => sum + reports.rows.length, results + apart(studies).length + apart(requests).length),
    model: () => {
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
