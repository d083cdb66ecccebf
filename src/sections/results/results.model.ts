import type { Value } from '../../fhir/datatypes/value.js';
import type { Provenance } from '../../record/provenance.js';
import type { Resource } from '../../record/resource.js';
import type { PartId } from '../../record/sections.js';
import type { When } from '../../record/when.js';
import type { Detail } from '../../ui/details.js';
import type { Openable } from '../opened-file.js';

export type ResultsPart = Extract<PartId, `results.${string}`>;

/** 0 in range or flagged normal, 1 flagged or outside its range, 2 neither flag nor a range that tells */
export type Grade = 0 | 1 | 2;

/** Who sent it, one object for all rows of the same performers; its name is read when it is asked for. */
export interface Source { readonly resource: Resource; name?: string }

/** A row before it is drawn: there may be 20,000, so everything else is read from the resource when it comes into sight. */
export interface Row {
  readonly resource: Resource;
  /** the date that counts, as received */
  readonly date: string | undefined;
  /** it is when the result was reported, as nobody said when it was taken */
  readonly isReported: boolean;
  /** epoch ms of that date, -Infinity where there is none */
  readonly sort: number;
  readonly part: ResultsPart;
  readonly grade: Grade;
  readonly source: Source;
}

/** Results that may stand in one line: one test, specimen, method, body site and unit. */
export interface Series {
  /** the same for as long as it holds results of that test and unit, in a record that was asked for again too */
  readonly key: string;
  /** newest first, dateless ones last */
  readonly rows: readonly Row[];
  /** undefined while no quantity came; '' for numbers without a unit */
  readonly unit: string | undefined;
  /** by which series of a test differ: `?` where one is named, and nobody said of what kind */
  readonly specimens: readonly string[];
  /** itself and those that differ by unit only */
  readonly group: readonly Series[];
  /** every series of the same test: of another specimen, method or body site too */
  readonly kin: readonly Series[];
  /** the panel or report its newest results belong to */
  readonly panel: string | undefined;
}

/** Newest first, dateless ones last. */
export interface PartRows { readonly part: ResultsPart; readonly series: readonly Series[]; readonly reports: readonly Row[] }

export interface ResultsModel {
  readonly parts: readonly PartRows[];
  readonly sources: readonly Source[];
  /** requests that no result names: still open, and over */
  readonly pending: readonly Row[];
  readonly closed: readonly Row[];
  /** what a row says, read when it is drawn */
  result(row: Row): Result;
  report(row: Row): Report;
  request(row: Row): Request;
  /** The results that tell all that a report says; undefined where it says more, be it that it is not final, or one of them did not come. */
  toldBy(report: Row): readonly Resource[] | undefined;
  sourceName(source: Source): string | undefined;
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
  /** it did not come (yet): the name it goes by, empty where none was sent */
  readonly missing?: string;
  readonly flag?: Flag | undefined;
  /** it was compared with its range, and lies in it */
  readonly within?: boolean;
  readonly ranges: readonly string[];
  /** of a result inside a report: when it was, where that is another date than the report's */
  readonly date?: When | undefined;
  readonly components?: readonly Measure[];
  /** of a result inside a report: status code as sent, in lower case */
  readonly status?: string | undefined;
  readonly unclear?: boolean;
  /** of a result inside a report: how deep it stands in panels */
  readonly depth?: number;
  readonly notes?: string | undefined;
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
export interface Result extends Card, Omit<Measure, keyof Card> {
  readonly components: readonly Measure[];
  readonly specimen: string | undefined;
  /** where it is another than the date of the source line */
  readonly issued: When | undefined;
  /** of a panel: what it holds */
  readonly results: readonly Measure[];
}
/** `files`: what of it was sent as a file and is not shown as text already */
export interface Report extends Card, Openable { readonly results: readonly Measure[]; readonly conclusion: string | undefined }
export interface Request extends Card {
  /** where it is no order */
  readonly intent: string | undefined;
  readonly priority: string | undefined;
  /** the request is that this is *not* done */
  readonly not: boolean;
}
