import type { Cause } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import type { QueryEnd, SourceNote } from '../record/section-state.js';
import type { AreaId, SectionId } from '../record/sections.js';

/** One query a section needs. Equal keys are asked once for the whole page, however many sections want them. */
export interface Search {
  /** FHIR type asked for */
  readonly type: string;
  /** without it the section cannot be shown; a type that only adds to it is not main */
  readonly main: boolean;
  /** sort parameter of the type, newest first, such as `-date`; left out where the API does not offer it */
  readonly sort?: string;
  /** ask only where the CapabilityStatement names the type: few APIs have it, and none is the worse for lacking it */
  readonly ifOffered?: boolean;
  /** `_include` values wanted, and `_revinclude` values where another type points here; each is sent only where the CapabilityStatement offers it */
  readonly include?: readonly string[];
  /** `_include` values that may bring what other sections show: sent only where all of these are permitted too */
  readonly includeWith?: { readonly sections: readonly SectionId[]; readonly include: readonly string[] };
  /** the parts of the section this query serves (default: all of it) */
  readonly parts?: readonly AreaId[];
  /** `category` token per part: sent only where the role may see some parts of the section and not the others */
  readonly category?: Readonly<Partial<Record<AreaId, string>>>;
  /** further fixed parameters, such as a List code */
  readonly params?: Readonly<Record<string, string>>;
  /** ask only where this other section is permitted too (a type that belongs to another section) */
  readonly needs?: SectionId;
}

/** What an answer says beside its entries. */
export interface Told {
  /** OperationOutcome entries, `dscr` source notes taken out */
  readonly warnings: readonly Warning[];
  readonly sources: readonly SourceNote[];
}

/** One page of an answer. `resources` are the matches and what `_include` brought, as received. */
export interface Page extends Told {
  readonly matches: readonly Resource[];
  readonly included: readonly Resource[];
  /** entries that are no resource at all, as received */
  readonly unreadable: readonly unknown[];
  /** `Bundle.total`, where given */
  readonly total?: number | undefined;
  /** of the request it came by */
  readonly reference?: string;
  /** the rest of the same answer follows, in tasks of its own: what came is shown with it */
  readonly more?: boolean;
}

/** An issue of an OperationOutcome that stands among the entries of an answer. */
export interface Warning {
  readonly severity: string;
  readonly code: string;
  readonly text?: string;
  /** true where the issue says that something was withheld or suppressed */
  readonly withheld: boolean;
}

export interface PatientRef {
  /** ten digits */
  readonly nhsNumber: string;
  /** yyyy, yyyy-mm or yyyy-mm-dd */
  readonly birthDate?: string;
  readonly familyName?: string;
  /** logical id, where a signed launch or the token gave one */
  readonly reference?: string;
}

/** What came back for a patient, before it is compared with what was asked. */
export type PatientAnswer =
  | { readonly kind: 'answered'; readonly patients: readonly Resource[]; readonly reference: string; readonly told?: Told }
  | { readonly kind: 'refused'; readonly reference: string }
  | { readonly kind: 'not-found'; readonly reference: string }
  | Failure;
export type Failure = Extract<QueryEnd, { kind: 'failed' }>;

/** Where a record comes from: the FHIR R4 client of this folder, or an adapter given to `dscr.registerSource`. */
export interface RecordSource {
  findPatient(ref: PatientRef, options: { readonly signal: AbortSignal }): Promise<PatientAnswer>;
  /**
   * Runs one query to its end. `onPage` is called for each page in order, and never after `signal` has aborted.
   * Never rejects: what goes wrong is the QueryEnd. An aborted query resolves to `failed`.
   * @param patient as last found; @param categories category tokens to ask for; empty: all;
   * again: what an earlier asking brought does not do
   */
  search(section: SectionId, search: Search, patient: Resource, options: {
    readonly signal: AbortSignal; readonly categories: readonly string[]; readonly again?: boolean; onPage(page: Page): void;
  }): Promise<QueryEnd>;
  /** Content of a document. `url` may be relative to the base; nothing outside the base is asked. */
  open(url: string, options: { readonly signal: AbortSignal }): Promise<DocumentAnswer>;
  /** Reads one resource by reference (`Medication/12`), or says why it did not come; undefined where nothing may be asked at its address. */
  read(reference: string, options: { readonly signal: AbortSignal }): Promise<Resource | QueryEnd | undefined>;
}

export type DocumentAnswer =
  | {
    readonly kind: 'content'; readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer>;
    /** of an answer that is the file itself, not a Binary that holds it */
    readonly reference?: string;
  }
  | {
    /** `not-asked`: nothing may be asked at its address */
    readonly kind: 'not-released' | 'not-found' | 'not-asked' | 'too-large' | 'failed';
    readonly size?: number;
    /** why it failed; without one, what came could not be read */
    readonly cause?: Cause;
    readonly reference: string;
  };

/** What `dscr.registerSource(name, factory)` takes (contract, section 2). */
export interface CustomSource {
  findPatient(ref: PatientRef, options: { readonly signal: AbortSignal }): Promise<readonly Resource[] | Resource | null>;
  search(section: SectionId, patient: Resource, options: { readonly cursor?: string; readonly count: number; readonly signal: AbortSignal }): Promise<{
    readonly resources: readonly Resource[]; readonly issues?: readonly Resource[]; readonly next?: string; readonly total?: number;
  }>;
}
