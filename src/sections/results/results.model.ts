import type { Value } from '../../fhir/datatypes/value.js';
import type { Provenance } from '../../record/provenance.js';
import type { Resource } from '../../record/resource.js';
import type { PartId } from '../../record/sections.js';
import type { Detail } from '../../ui/details.js';

export type ResultsPart = Extract<PartId, `results.${string}`>;

/** A row before it is drawn: there may be 20,000, so everything else is read from the resource when it comes into sight. */
export interface Row {
  readonly resource: Resource;
  /** the date that counts, as received */
  readonly date: string | undefined;
  /** epoch ms of that date, -Infinity where there is none */
  readonly sort: number;
  readonly part: ResultsPart;
}

/** Newest first, dateless ones last. */
export interface PartRows { readonly part: ResultsPart; readonly results: readonly Row[]; readonly reports: readonly Row[] }

export interface ResultsModel {
  readonly parts: readonly PartRows[];
  /** requests that no result names: still open, and over */
  readonly pending: readonly Row[];
  readonly closed: readonly Row[];
  /** what a row says, read when it is drawn */
  result(row: Row): Result;
  report(row: Row): Report;
  request(row: Row): Request;
}

/** A code of v3-ObservationInterpretation, the source's own words, or both. */
export interface FlagCode { readonly code?: string | undefined; readonly words?: string | undefined }
/** `computed` is ours, from the range; every other flag is the source's. */
export type Flag = { readonly codes: readonly FlagCode[] } | { readonly computed: 'above' | 'below' };

/** An Observation, or one component of it. */
export interface Measure {
  readonly title: string | undefined;
  readonly values: readonly Value[];
  /** why there is no value, as sent */
  readonly absent?: string | undefined;
  readonly flag?: Flag | undefined;
  readonly ranges: readonly string[];
  /** of a result inside a report: status code as sent, in lower case */
  readonly status?: string | undefined;
  readonly unclear?: boolean;
}

interface Card {
  readonly title: string | undefined;
  /** status code as sent, in lower case */
  readonly status: string | undefined;
  readonly notForPatient: boolean;
  readonly details: readonly Detail[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}
export interface Result extends Card, Omit<Measure, keyof Card> { readonly components: readonly Measure[] }
export interface Report extends Card { readonly results: readonly Measure[] }
export interface Request extends Card {
  readonly priority: string | undefined;
  /** the request is that this is *not* done */
  readonly not: boolean;
}
