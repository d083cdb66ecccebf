import type { Search } from '../fhir/source.js';
import type { Resource } from '../record/resource.js';
import type { Gap } from '../record/section-state.js';
import type { PartId, SectionId } from '../record/sections.js';

/** Finds what a reference names among everything that came for this patient, the resource's own `contained` first. */
export interface Lookup {
  /** @param reference a FHIR Reference element, or its `reference` string; @param from the resource it stands in */
  find(reference: unknown, from?: Resource): Resource | undefined;
  /** true for what a label rule keeps from this person: nothing may tell that it is there */
  hides?(reference: unknown): boolean;
  /** Provenance resources that name this one as their target */
  told?(of: Resource): readonly Resource[];
}

export interface MapContext {
  /** the Patient resource shown */
  readonly patient: Resource;
  readonly lookup: Lookup;
  /** `yyyy-mm-dd` */
  readonly today?: string;
  /** code lists and contributions of the configuration */
  readonly highRisk: readonly unknown[];
}

/**
 * Turns resources into a model: pure, no clock, no locale, no DOM, no sentences. `add` gets each distinct resource of
 * the section's own types that is this patient's, is not hidden by a label and not entered in error.
 */
export interface Mapper<M> {
  /**
   * @returns true where the resource now stands behind an item; false, or a throw, makes it "unreadable".
   * Every resource is one or the other: items and gaps account for all that arrived.
   */
  add(resource: Resource): boolean;
  /** a resource of a supporting type (List, Medication, Specimen …): not counted */
  support?(resource: Resource): void;
  /** gaps that the resources themselves tell of, such as list warnings */
  gaps?(): readonly Gap[];
  /** number of items so far */
  items(): number;
  /** a fresh snapshot, in display order */
  model(): M;
}

/** A section is one record in one list (sections/index.ts). */
export interface SectionDefinition<M = unknown> {
  readonly id: SectionId;
  readonly tag: `dscr-${string}`;
  readonly searches: readonly Search[];
  /** own types: they are counted; whatever else a query brings is support */
  readonly types: readonly string[];
  /** for a type that two sections share: is this resource ours? */
  readonly owns?: (resource: Resource) => boolean;
  /** elements whose reference is read one by one where no answer brought the resource (sections drawn whole); what cannot be had is a gap */
  readonly fetches?: readonly string[];
  /** `by-page`: pages are drawn as they come; `whole`: only once nothing more is coming */
  readonly draws: 'whole' | 'by-page';
  readonly mapper: (context: MapContext) => Mapper<M>;
  /** area of a resource, where the section has parts that a policy may tell apart */
  readonly partOf?: (resource: Resource) => PartId;
}

/** Is this counted by the section, whichever of its answers brought it? */
export const isOwn = ({ types, owns }: Pick<SectionDefinition, 'types' | 'owns'>, resource: Resource): boolean => types.includes(resource.resourceType) && owns?.(resource) !== false;

export const defineSection = <M>(definition: SectionDefinition<M>): SectionDefinition<M> => definition;
