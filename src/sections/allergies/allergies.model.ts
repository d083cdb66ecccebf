import type { Denial } from '../../fhir/allergy-denial.js';
import type { Coded } from '../../record/coded.js';
import type { Entry } from '../entry.js';

export interface Reaction {
  /** manifestations of one event, joined by `+` */
  readonly signs: string | undefined;
  /** these; then onset and descriptions */
  readonly text: string | undefined;
  /** code as sent, in lower case */
  readonly severity: string | undefined;
}

/** What an entry says of the patient. Only `active` ones are allergies to reckon with; `none` are statements of having none. */
export type AllergyStanding = 'active' | 'ended' | 'refuted' | 'none';

/** The agent is its title, the clinical status its status. */
export interface Allergy extends Entry {
  readonly agent: Coded | undefined;
  readonly standing: AllergyStanding;
  /** what it denies; an `active` one that does contradicts itself */
  readonly denies: Denial['denies'];
  /** its own words for the kind it denies */
  readonly kind: Denial['kind'];
  /** its source holds back what it is about */
  readonly masked: boolean;
  /** codes as sent, in lower case */
  readonly criticality: string | undefined;
  readonly certainty: string | undefined;
  readonly reactions: readonly Reaction[];
  /** no code: decision support does not know of it; or one that only says that the code was lost on transfer */
  readonly coding: 'coded' | 'uncoded' | 'degraded';
}

/** `flags` are alerts that speak of an allergy. */
export interface AllergiesModel extends Readonly<Record<AllergyStanding, readonly Allergy[]>> { readonly flags: readonly Entry[] }
