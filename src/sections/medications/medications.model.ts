import type { Note } from '../../fhir/datatypes/annotation.js';
import type { Dosage } from '../../fhir/datatypes/dosage.js';
import type { Provenance } from '../../record/provenance.js';
import type { When } from '../../record/when.js';

export type CourseGroup = 'current' | 'past' | 'unclear';

/** One resource of a course: what the source stated, authorised, issued or supplied. */
export interface Entry {
  readonly kind: 'statement' | 'plan' | 'order' | 'dispense';
  /** name as sent; undefined where none could be had */
  readonly medicine?: string;
  readonly form?: string;
  /** status code as sent, in lower case */
  readonly status?: string;
  readonly group: CourseGroup;
  readonly dosages: readonly Dosage[];
  readonly indications: readonly string[];
  readonly start?: When;
  readonly end?: When;
  readonly reasons: readonly string[];
  readonly categories: readonly string[];
  readonly courseType?: string;
  /** prescriptions issued, and allowed, as sent */
  readonly issued?: string;
  readonly allowed?: string;
  readonly lastIssued?: When;
  readonly review?: When;
  readonly quantity?: string;
  readonly supply?: string;
  /** what the source says of the last change: its status, reason, date and text */
  readonly change?: string;
  readonly notes: readonly Note[];
  /** marks of the source (controlled drug) and of the deployment's own list */
  readonly marks: readonly string[];
  readonly degraded: boolean;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

/** One course of one medicine: its head says what holds, the other entries stand inside it with what differs. */
export interface Course { readonly head: Entry; readonly others: readonly Entry[]; readonly group: CourseGroup }

export interface MedicationsModel { readonly current: readonly Course[]; readonly past: readonly Course[]; readonly unclear: readonly Course[] }
