import { kindOfInvestigation } from '../../fhir/investigation.js';
import { at, code, list, text } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';
import type { MapContext, Mapper } from '../define.js';
import { reader } from './details.map.js';
import type { ResultsModel, ResultsPart, Row } from './results.model.js';

const PARTS: readonly ResultsPart[] = ['results.laboratory', 'results.imaging', 'results.other'];
export const partOfResult = (resource: Resource): ResultsPart => `results.${kindOfInvestigation(resource)}`;

const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;
const target = (reference: unknown): string | undefined => /([A-Z][A-Za-z]+\/[^/?#]+)(?:\/_history\/[^/]+)?$/.exec(text(at(reference, 'reference')) ?? '')?.[1];

/** The date a row is ordered by, without what a reading for people costs: sampling, study, report or request. */
function toRow(resource: Resource): Row {
  const sent = resource['effectiveDateTime'] ?? resource['effectiveInstant'] ?? at(resource, 'effectivePeriod', 'start') ?? at(resource, 'effectivePeriod', 'end')
    ?? resource['started'] ?? resource['issued'] ?? resource['authoredOn'] ?? resource['occurrenceDateTime'];
  const date = typeof sent === 'string' ? sent.trim() : undefined;
  const readable = date !== undefined && /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(date);
  const epoch = readable ? Date.parse(!date.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(date) ? date : `${date}Z`) : NaN;
  return { resource, date, sort: Number.isNaN(epoch) ? -Infinity : epoch, part: partOfResult(resource) };
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

/** Elements of which one must be there for a row to say anything. */
const CONTENT = ['code', 'component', 'hasMember', 'dataAbsentReason', 'note', 'interpretation', 'conclusion', 'conclusionCode', 'presentedForm', 'result', 'imagingStudy', 'media', 'description', 'procedureCode',
  'modality', 'series', 'started', 'reasonCode', 'category', 'requester', 'authoredOn'];
const isShowable = (resource: Resource): boolean => CONTENT.some((name) => list(resource[name]).length > 0)
  || Object.keys(resource).some((key) => /^value[A-Z]/.test(key) && list(resource[key]).length > 0);

export const toResults = (context: MapContext): Mapper<ResultsModel> => {
  const lists = PARTS.map((part) => ({ part, results: new Ordered(), reports: new Ordered() }));
  const studies = new Ordered();
  const requests = new Ordered();
  const shown = new Set<string>();
  /** requests that a result answers, studies that a report speaks of: they stand inside it */
  const inside = new Set<string>();
  const apart = ({ rows }: Ordered): readonly Row[] => rows.filter(({ resource }) => !inside.has(keyOf(resource)));
  const read = reader(context, (resource) => shown.has(keyOf(resource)));
  return {
    add(resource) {
      if (!isShowable(resource)) return false;
      if (resource.id !== undefined) shown.add(keyOf(resource));
      const row = toRow(resource);
      const type = resource.resourceType;
      if (type === 'ServiceRequest') { requests.push(row); return true; }
      for (const one of [...list(resource['basedOn']), ...list(resource['imagingStudy'])]) { const key = target(one); if (key !== undefined) inside.add(key); }
      if (type === 'ImagingStudy') studies.push(row);
      else lists.find(({ part }) => part === row.part)![type === 'Observation' ? 'results' : 'reports'].push(row);
      return true;
    },
    items: () => lists.reduce((sum, { results, reports }) => sum + results.rows.length + reports.rows.length, apart(studies).length + apart(requests).length),
    model: () => {
      const open = apart(requests);
      const alone = apart(studies);
      const isClosed = ({ resource }: Row): boolean => ['completed', 'revoked'].includes(code(resource['status']) ?? '');
      return {
        parts: lists.map(({ part, results, reports }) => ({
          part, results: results.rows, reports: part === 'results.imaging' && alone.length > 0 ? [...reports.rows, ...alone].sort(newest) : reports.rows,
        })),
        pending: open.filter((row) => !isClosed(row)), closed: open.filter(isClosed), ...read,
      };
    },
  };
};
