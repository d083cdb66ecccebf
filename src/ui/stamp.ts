import { readWhen, showWhen } from '../record/when.js';

/** An instant of ours in words: `dd-Mmm-yyyy HH:mm`, Europe/London. @param at epoch ms or ISO 8601 */
export const stamp = (at: number | string): string => {
  const when = readWhen(typeof at === 'number' ? new Date(at).toISOString() : at, 'time');
  return when === undefined ? '' : showWhen(when);
};
/** `HH:mm` alone. */
export const clock = (at: number): string => stamp(at).slice(-5);
/** Today in London, `yyyy-mm-dd`. */
export const dayOf = (at: number): string => {
  const [year = 0, month = 1, day = 1] = readWhen(new Date(at).toISOString(), 'time')?.parts ?? [];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};
