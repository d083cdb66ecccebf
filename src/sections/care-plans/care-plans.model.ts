import type { Provenance } from '../../record/provenance.js';
import type { Detail } from '../../ui/details.js';
import type { Label } from '../../ui/labels.js';

/** A plan, or a goal or team that stands alone. */
export interface Item {
  readonly kind: 'carePlan' | 'goal' | 'team';
  readonly title: string | undefined;
  /** status code as sent, in lower case */
  readonly status: string | undefined;
  readonly active: boolean;
  readonly details: readonly Detail[];
  /** activities, goals and people of a plan, in the order sent */
  readonly parts: readonly Part[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface Part { readonly name: Label; readonly lines: readonly Line[] }

/** One activity, goal or member. */
export interface Line {
  readonly title: string | undefined;
  readonly kind: 'activity' | 'goal' | 'team';
  readonly status: string | undefined;
  /** what is *not* to be done */
  readonly not: boolean;
  readonly details: readonly Detail[];
  readonly unclear: boolean;
}

export interface CarePlansModel {
  readonly active: readonly Item[];
  readonly past: readonly Item[];
  /** goals and teams that no plan names */
  readonly others: readonly Item[];
}
