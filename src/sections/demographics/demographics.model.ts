import type { Provenance } from '../../record/provenance.js';
import type { Detail } from '../../ui/details.js';

export interface Person {
  /** shown even where nothing was sent: then they are "Not recorded", or, for a restricted person, "Restricted: not shown" */
  readonly always: readonly Detail[];
  readonly details: readonly Detail[];
  readonly restricted: boolean;
  readonly unclear: boolean;
  readonly provenance: Provenance;
}

export interface Contact {
  readonly name: string | undefined;
  /** 1 comes first */
  readonly rank: number;
  readonly details: readonly Detail[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface DemographicsModel { readonly people: readonly Person[]; readonly contacts: readonly Contact[] }
