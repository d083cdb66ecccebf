import type { Attachment } from '../../fhir/datatypes/attachment.js';
import type { Note } from '../../fhir/datatypes/annotation.js';
import type { Value } from '../../fhir/datatypes/value.js';
import type { Provenance } from '../../record/provenance.js';
import type { Resource } from '../../record/resource.js';
import type { PartId } from '../../record/sections.js';
import type { When } from '../../record/when.js';

export type ResultsPart = Extract<PartId, `results.${string}`>;

/** A row before it is drawn: there may be 20,000, so everything else is read from the resource when it comes into sight. */
export interface Row {
  readonly resource: Resource;
  /** the date that counts, as received; undefined where none was sent */
  readonly date?: string;
  /** epoch ms of that date, -Infinity where there is none */
  readonly sort: number;
  /** of requests only: results stand in the list of their part */
  readonly part?: ResultsPart;
}

/** Newest first, dateless ones last. */
export interface PartRows { readonly part: ResultsPart; readonly results: readonly Row[]; readonly reports: readonly Row[] }

export interface ResultsModel {
  readonly parts: readonly PartRows[];
  /** requests that no result names: still open, and over */
  readonly pending: readonly Row[];
  readonly closed: readonly Row[];
  /** what a row says, read when it is drawn */
  readonly read: {
    result(row: Row): Result;
    report(row: Row): Report;
    request(row: Row): Request;
  };
}

/** a code of v3-ObservationInterpretation, the source's own words, or both */
export interface FlagCode { readonly code?: string; readonly words?: string }

/** `computed` is ours, from the range; every other flag is the source's. */
export type Flag = { readonly codes: readonly FlagCode[] } | { readonly computed: 'above' | 'below' };

/** An Observation, or one component of it. */
export interface Measure {
  readonly name?: string;
  readonly values: readonly Value[];
  /** why there is no value, as sent */
  readonly absent?: string;
  readonly flag?: Flag;
  readonly ranges: readonly string[];
}

interface Common {
  readonly status?: string;
  readonly notForPatient: boolean;
  readonly notes: readonly Note[];
  readonly requests: readonly Request[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface Result extends Measure, Common {
  readonly components: readonly Measure[];
  /** names of the results of a panel */
  readonly members: readonly string[];
  readonly sampled?: When;
  readonly reported?: When;
  readonly specimen?: string;
  readonly method?: string;
  readonly bodySite?: string;
}

export interface Study { readonly name?: string; readonly modalities: readonly string[]; readonly sites: readonly string[]; readonly series?: string; readonly images?: string }

export interface Report extends Common {
  readonly name?: string;
  readonly conclusion?: string;
  readonly conclusions: readonly string[];
  readonly forms: readonly Attachment[];
  /** full text of forms that came as plain text */
  readonly texts: readonly string[];
  readonly results: readonly Measure[];
  readonly studies: readonly Study[];
  readonly sampled?: When;
  readonly reported?: When;
  readonly specimen?: string;
}

export interface Request {
  readonly name?: string;
  readonly status?: string;
  readonly priority?: string;
  readonly reasons: readonly string[];
  readonly requester?: string;
  readonly notes: readonly Note[];
  /** the request is that this is *not* done */
  readonly not: boolean;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}
