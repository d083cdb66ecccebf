import type { Entry } from '../entry.js';

export interface Contact extends Entry {
  /** 1 comes first */
  readonly rank: number;
}

export interface DemographicsModel {
  /** details of a person that are always asked for say "Not recorded" where nothing was sent, or "Restricted: not shown" where restriction hides them */
  readonly people: readonly Entry[];
  readonly contacts: readonly Contact[];
  /** what is absent may be hidden */
  readonly restricted: boolean;
}
