import type { When } from './when.js';

/** Where a row comes from (PRSB: who, where, when must not be lost in display). */
export interface Provenance {
  readonly organisation?: string;
  /** somebody is named, of whom nothing came */
  readonly missing?: boolean;
  readonly author?: string;
  readonly role?: string;
  readonly date?: When;
  /** what the date is of, in words; nothing where the section says it by itself */
  readonly dated?: string | undefined;
  /** `meta.lastUpdated`, epoch ms: when the API last changed the entry */
  readonly updated?: number;
}
