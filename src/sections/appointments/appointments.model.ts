import type { When } from '../../record/when.js';
import type { Entry } from '../entry.js';

export interface Appointment extends Entry {
  readonly start: When | undefined;
  readonly end: When | undefined;
  /** epoch ms when it is over, as far as that is known */
  readonly until: number | undefined;
  /** the patient has said no */
  readonly declined: boolean;
  /** in person, by telephone, by video: as sent */
  readonly delivery: string | undefined;
  /** begins after the patient's death */
  readonly afterDeath: boolean;
}

export interface Referral extends Entry {
  readonly priority: string | undefined;
  /** the request is that this is *not* done */
  readonly not: boolean;
}

/** Newest first. What is future is told where the time is known (dscr-appointments.ts). */
export interface AppointmentsModel {
  readonly appointments: readonly Appointment[];
  readonly referrals: readonly Referral[];
  /** the patient has died, at a date that is not known */
  readonly died: boolean;
}
