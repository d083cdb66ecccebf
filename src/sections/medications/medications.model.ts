import type { Dosage } from '../../fhir/datatypes/dosage.js';
import type { Provenance } from '../../record/provenance.js';
import type { When } from '../../record/when.js';
import type { Detail } from '../../ui/details.js';

export type CourseGroup = 'current' | 'past' | 'unclear';

/** One resource of a course: what the source stated, authorised, issued or supplied. */
export interface Entry {
  readonly kind: 'stated' | 'authorised' | 'issued' | 'dispensed';
  /** name as sent; undefined where none could be had */
  readonly medicine: string | undefined;
  readonly form: string | undefined;
  /** status code as sent, in lower case */
  readonly status: string | undefined;
  readonly group: CourseGroup;
  readonly dosages: readonly Dosage[];
  readonly start: When | undefined;
  readonly end: When | undefined;
  /** when it was issued or handed over */
  readonly issued: When | undefined;
  readonly details: readonly Detail[];
  /** marks of the source (controlled drug) and of the deployment's own list */
  readonly marks: readonly string[];
  readonly degraded: boolean;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

/** One course of one medicine: its head says what holds, the other entries stand inside it with what differs. */
export interface Course { readonly head: Entry; readonly others: readonly Entry[]; readonly group: CourseGroup }

export type MedicationsModel = Readonly<Record<CourseGroup, readonly Course[]>>;
