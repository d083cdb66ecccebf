import type { Provenance } from '../../record/provenance.js';
import type { WhenPeriod } from '../../record/when.js';

/** In order of what harms first. */
export const ALERT_KINDS = ['safeguarding', 'infection', 'behaviour', 'allergy', 'clinical', 'adjustment', 'admin', 'other'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface Alert {
  /** the message as sent; undefined where the flag has none */
  readonly message?: string;
  readonly kind: AlertKind;
  /** the source's own words for the category; `categoryCodes` where it sent bare codes of flag-category */
  readonly categories: readonly string[];
  readonly active: boolean;
  /** status code as sent, in lower case */
  readonly status?: string;
  readonly period?: WhenPeriod;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface AlertsModel { readonly current: readonly Alert[]; readonly past: readonly Alert[] }
