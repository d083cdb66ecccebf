import type { Provenance } from '../../record/provenance.js';
import type { WhenPeriod } from '../../record/when.js';

/** Keys of ui/labels.ts: what a detail is called on screen. */
export type DetailKey =
  | 'preferredName' | 'otherNames' | 'born' | 'died' | 'gender' | 'nhsNumber' | 'usualAddress' | 'temporaryAddress' | 'otherAddress'
  | 'home' | 'work' | 'mobile' | 'phone' | 'email' | 'sms' | 'fax' | 'pager' | 'web' | 'otherContact' | 'gp' | 'pharmacy' | 'language' | 'interpreter'
  | 'ethnicCategory' | 'birthSex' | 'maritalStatus' | 'religion' | 'birthPlace' | 'residence' | 'contactPreference' | 'removedFromArea'
  | 'name' | 'relationship' | 'address' | 'from' | 'to' | 'reference';

export interface DetailValue {
  readonly text?: string;
  /** a code whose word is in the table of that name (ui/labels.ts) */
  readonly coded?: 'gender' | 'birthSex' | 'interpreter';
  /** what the source says of the value: use, rank, description */
  readonly note?: string;
  readonly period?: WhenPeriod;
}

/** One named detail. Without values it is "Not recorded", or, for a restricted person, "Restricted: not shown". */
export interface Detail { readonly key: DetailKey; readonly values: readonly DetailValue[]; readonly hideable?: true }

export interface Contact {
  readonly name?: string;
  /** 1 comes first */
  readonly rank?: number;
  readonly details: readonly Detail[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface Person {
  readonly details: readonly Detail[];
  readonly restricted: boolean;
  readonly unclear: boolean;
  readonly provenance: Provenance;
}

export interface DemographicsModel { readonly people: readonly Person[]; readonly contacts: readonly Contact[] }
