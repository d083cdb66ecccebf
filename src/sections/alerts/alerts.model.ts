import type { codes } from '../../ui/labels.js';
import type { Entry } from '../entry.js';

/** In order of what harms first; `escalation`: whether to resuscitate, how far to treat, what was decided in advance. */
export const ALERT_KINDS = ['escalation', 'safeguarding', 'infection', 'behaviour', 'allergy', 'clinical', 'adjustment', 'other', 'admin'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface Alert extends Entry {
  readonly kind: AlertKind;
  /** its place by the source's own priority: 0 high, 1 medium or not said, 2 low, 3 none */
  readonly priority: number;
  /** whose words its status has: a flag, a consent, or a document of another section */
  readonly table: keyof typeof codes & ('flag' | 'consent' | 'document');
  readonly past: boolean;
}

export interface AlertsModel { readonly current: readonly Alert[]; readonly past: readonly Alert[] }
