import type { Label } from '../../ui/labels.js';
import type { Entry } from '../entry.js';

/** A plan, or a goal or team that stands alone. */
export interface Item extends Entry {
  readonly kind: 'carePlan' | 'goal' | 'team';
  /** activities, goals and people of a plan, in the order sent */
  readonly parts: readonly Part[];
}

export interface Part { readonly name: Label; readonly lines: readonly Line[] }

/** One activity, goal or member. */
export interface Line extends Omit<Entry, 'provenance'> {
  readonly kind: 'activity' | 'appointment' | 'goal' | 'team';
  /** what is *not* to be done */
  readonly not?: boolean;
}

export interface CarePlansModel {
  readonly active: readonly Item[];
  readonly past: readonly Item[];
  /** goals and teams that no plan names */
  readonly others: readonly Item[];
}
