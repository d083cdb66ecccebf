import type { Note } from '../../fhir/datatypes/annotation.js';
import type { Provenance } from '../../record/provenance.js';
import type { When } from '../../record/when.js';

export interface Appointment {
  /** what it is for: service, specialty or description; undefined where none was sent */
  readonly name?: string;
  readonly specialties: readonly string[];
  readonly types: readonly string[];
  /** status code as sent, in lower case */
  readonly status?: string;
  readonly start?: When;
  readonly end?: When;
  readonly minutes?: string;
  /** in person, by telephone, by video: as sent */
  readonly delivery?: string;
  readonly people: readonly string[];
  readonly places: readonly string[];
  readonly reasons: readonly string[];
  readonly cancelled?: string;
  readonly instruction?: string;
  readonly comment?: string;
  /** begins after the patient's death */
  readonly afterDeath: boolean;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface Referral {
  readonly name?: string;
  readonly details: readonly string[];
  readonly status?: string;
  readonly intent?: string;
  readonly priority?: string;
  readonly date?: When;
  /** when it is to happen */
  readonly due?: string;
  readonly from?: string;
  readonly to: readonly string[];
  readonly reasons: readonly string[];
  readonly instruction?: string;
  readonly notes: readonly Note[];
  /** the request is that this is *not* done */
  readonly not: boolean;
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

/** Newest first. What is future is told where the time is known (dscr-appointments.ts). */
export interface AppointmentsModel {
  readonly appointments: readonly Appointment[];
  readonly referrals: readonly Referral[];
  /** the patient has died, at a date that is not known */
  readonly died: boolean;
}

const DAYS = { year: 366, month: 31, day: 1, minute: 0, raw: 0 } as const;
/** epoch ms of the end of a day, month or year that is known only as such */
export const lastMoment = ({ sort, precision }: When): number => sort + DAYS[precision] * 86_400_000;
