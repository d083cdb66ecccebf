import type { Coded } from '../../record/coded.js';
import type { Provenance } from '../../record/provenance.js';
import type { Note } from '../../fhir/datatypes/annotation.js';

export interface Reaction {
  readonly manifestations: readonly string[];
  /** code as sent, in lower case */
  readonly severity?: string;
  readonly onset?: string;
  readonly details: readonly string[];
}

/** What an entry says of the patient. Only `active` ones are allergies to reckon with; `none` are statements of having none. */
export type AllergyStanding = 'active' | 'ended' | 'refuted' | 'none';

export interface Allergy {
  readonly agent?: Coded;
  readonly standing: AllergyStanding;
  /** of `none` only: is it every allergy that the statement denies? Undefined: it says only that nothing is known */
  readonly whole?: boolean;
  readonly type?: string;
  readonly categories: readonly string[];
  readonly criticality?: string;
  readonly clinical?: string;
  readonly certainty?: string;
  readonly reactions: readonly Reaction[];
  readonly onset?: string;
  readonly lastOccurrence?: string;
  readonly ended?: string;
  readonly endReason?: string;
  readonly notes: readonly Note[];
  /** no code: decision support does not know of it */
  readonly uncoded: boolean;
  /** came from another system, which lost its code */
  readonly degraded: boolean;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

/** An alert that speaks of an allergy. */
export interface AllergyFlag { readonly message: string; readonly active: boolean; readonly provenance: Provenance }

export interface AllergiesModel {
  readonly active: readonly Allergy[];
  readonly none: readonly Allergy[];
  readonly ended: readonly Allergy[];
  readonly refuted: readonly Allergy[];
  readonly flags: readonly AllergyFlag[];
}
