import type { Provenance } from '../../record/provenance.js';
import type { Detail } from '../../ui/details.js';

/** In order of what harms first. */
export const ALERT_KINDS = ['safeguarding', 'infection', 'behaviour', 'allergy', 'clinical', 'adjustment', 'admin', 'other'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface Alert {
  /** the message as sent; undefined where the flag has none */
  readonly message: string | undefined;
  readonly kind: AlertKind;
  readonly details: readonly Detail[];
  readonly active: boolean;
  /** status code as sent, in lower case */
  readonly status: string | undefined;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface AlertsModel { readonly current: readonly Alert[]; readonly past: readonly Alert[] }
