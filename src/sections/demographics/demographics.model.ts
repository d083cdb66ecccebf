import type { Entry } from '../entry.js';

export interface Contact extends Entry {
  /** 1 comes first, who is no longer a contact last */
  readonly rank: number;
}

export interface DemographicsModel {
  /** details of a person that are always asked for say "Not recorded" where nothing was sent, or "Restricted: not shown" where they would tell where a restricted person is, sent or not */
  readonly people: readonly Entry[];
  /** none of a restricted person */
  readonly contacts: readonly Contact[];
  readonly restricted: boolean;
}
