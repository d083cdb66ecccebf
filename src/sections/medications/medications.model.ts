import type { Dosage } from '../../fhir/datatypes/dosage.js';
import type { When } from '../../record/when.js';
import type { Entry as Row } from '../entry.js';

/** `dispensed`: supplies that name no course. */
export type CourseGroup = 'current' | 'past' | 'unclear' | 'dispensed';
/** Where a medicine is looked after, as far as the source says so. */
export type Setting = 'gp' | 'hospital' | 'community';

/** One resource of a course: what the source stated, authorised, issued or supplied. Its title is the medicine's name as sent. */
export interface Entry extends Row {
  readonly kind: 'stated' | 'authorised' | 'issued' | 'dispensed';
  readonly form: string | undefined;
  readonly group: CourseGroup;
  readonly dosages: readonly Dosage[];
  readonly start: When | undefined;
  readonly end: When | undefined;
  /** when it was issued or handed over */
  readonly issued: When | undefined;
  /** marks of the source (controlled drug, not to be carried out) and of the deployment's own list */
  readonly marks: readonly string[];
  readonly degraded: boolean;
  readonly setting: Setting | undefined;
  /** dm+d codes of the medicine */
  readonly codes: readonly string[];
}

/** One course of one medicine: its head says what holds, the other entries stand inside it with what differs. */
export interface Course { readonly head: Entry; readonly others: readonly Entry[]; readonly group: CourseGroup; readonly setting: Setting | undefined }

export type MedicationsModel = Readonly<Record<CourseGroup, readonly Course[]>>;
