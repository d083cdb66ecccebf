import type { Entry } from '../entry.js';

/** In order of what harms first. */
export const ALERT_KINDS = ['safeguarding', 'infection', 'behaviour', 'allergy', 'clinical', 'adjustment', 'admin', 'other'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface Alert extends Entry { readonly kind: AlertKind }

export interface AlertsModel { readonly current: readonly Alert[]; readonly past: readonly Alert[] }
