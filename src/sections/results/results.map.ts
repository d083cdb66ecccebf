import { kindOfInvestigation } from '../../fhir/investigation.js';
import { at, code, list, text } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';
import type { MapContext, Mapper } from '../define.js';
import { reader, says } from './details.map.js';
import type { ResultsModel, ResultsPart, Row } from './results.model.js';

export const RESULT_PARTS: readonly ResultsPart[] = ['results.laboratory', 'results.imaging', 'results.other'];
export const partOfResult = (resource: Resource): ResultsPart => `results.${kindOfInvestigation(resource)}`;

const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;
const target = (reference: unknown): string | undefined => /([A-Z][A-Za-z]+\/[^/?#]+)(?:\/_history\/[^/]+)?$/.exec(text(at(reference, 'reference')) ?? '')?.[1];

/** The date a row is ordered by, without what a reading for people costs: date, sampling, report or request. */
function dateOf(resource: Resource): string | undefined {
  const sent = resource['effectiveDateTime'] ?? resource['effectiveInstant'] ?? at(resource, 'effectivePeriod', 'start') ?? at(resource, 'effectivePeriod', 'end')
    ?? resource['started'] ?? resource['issued'] ?? resource['authoredOn'] ?? resource['occurrenceDateTime'];
  return typeof sent === 'string' ? sent.trim() : undefined;
}
function sortOf(date: string | undefined): number {
  if (date === undefined || !/^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(date)) return -Infinity;
  const epoch = Date.parse(/T.*(Z|[+-]\d\d:\d\d)$/.test(date) || !date.includes('T') ? date : `${date}Z`);
  return Number.isNaN(epoch) ? -Infinity : epoch;
}

/** Rows, newest first: pages mostly come so, and only where one does not is anything sorted. */
class Ordered {
  #rows: Row[] = [];
  #sorted = true;
  get length(): number { return this.#rows.length; }
  push(resource: Resource, part?: ResultsPart): void {
    const date = dateOf(resource);
    const sort = sortOf(date);
    const last = this.#rows[this.#rows.length - 1];
    if (last && sort > last.sort) this.#sorted = false;
    this.#rows.push({ resource, ...(date !== undefined && { date }), sort, ...(part && { part }) });
  }
  get rows(): readonly Row[] {
    if (!this.#sorted) this.#rows.sort((a, b) => (b.sort === a.sort ? 0 : b.sort > a.sort ? 1 : -1));
    this.#sorted = true;
    return this.#rows;
  }
}

const CLOSED = ['completed', 'revoked'];
const CONTENT: Readonly<Record<string, readonly string[]>> = {
  Observation: ['code', 'component', 'hasMember', 'dataAbsentReason', 'note', 'interpretation'],
  DiagnosticReport: ['code', 'conclusion', 'conclusionCode', 'presentedForm', 'result', 'imagingStudy', 'media'],
  ImagingStudy: ['description', 'procedureCode', 'modality', 'series', 'started', 'reasonCode', 'note'],
  ServiceRequest: ['code', 'category', 'reasonCode', 'note'],
};
const isShowable = (resource: Resource): boolean => says(resource, CONTENT[resource.resourceType] ?? [])
  || (resource.resourceType === 'Observation' && Object.keys(resource).some((key) => /^value[A-Z]/.test(key) && list(resource[key]).length > 0));

export const toResults = (context: MapContext): Mapper<ResultsModel> => {
  const lists = new Map<ResultsPart, { readonly results: Ordered; readonly reports: Ordered }>(
    RESULT_PARTS.map((part) => [part, { results: new Ordered(), reports: new Ordered() }]));
  const studies = new Ordered();
  const requests = new Ordered();
  const shown = new Set<string>();
  /** requests that a result answers, studies that a report speaks of: they stand inside it */
  const inside = new Set<string>();
  const apart = (rows: Ordered): readonly Row[] => rows.rows.filter(({ resource }) => resource.id === undefined || !inside.has(keyOf(resource)));
  const read = reader(context, (resource) => shown.has(keyOf(resource)));
  return {
    add(resource) {
      if (!isShowable(resource)) return false;
      if (resource.id !== undefined) shown.add(keyOf(resource));
      const type = resource.resourceType;
      if (type === 'ServiceRequest') { requests.push(resource, partOfResult(resource)); return true; }
      for (const name of ['basedOn', 'imagingStudy']) {
        for (const one of list(resource[name])) { const key = target(one); if (key !== undefined) inside.add(key); }
      }
      if (type === 'ImagingStudy') studies.push(resource);
      else lists.get(partOfResult(resource))![type === 'Observation' ? 'results' : 'reports'].push(resource);
      return true;
    },
    items: () => {
      let sum = apart(studies).length + apart(requests).length;
      for (const { results, reports } of lists.values()) sum += results.length + reports.length;
      return sum;
    },
    model: () => {
      const open = apart(requests);
      const alone = apart(studies);
      const isClosed = ({ resource }: Row): boolean => CLOSED.includes(code(resource['status']) ?? '');
      return {
        parts: RESULT_PARTS.map((part) => {
          const { results, reports } = lists.get(part)!;
          const withStudies = part !== 'results.imaging' || alone.length === 0 ? reports.rows : [...reports.rows, ...alone].sort((a, b) => (b.sort === a.sort ? 0 : b.sort > a.sort ? 1 : -1));
          return { part, results: results.rows, reports: withStudies };
        }),
        pending: open.filter((row) => !isClosed(row)), closed: open.filter(isClosed), read,
      };
    },
  };
};
