import { readWhen, showWhen } from '../record/when.js';

/** An instant of ours in words: `dd-Mmm-yyyy HH:mm`, Europe/London. @param at epoch ms or ISO 8601 */
export const stamp = (at: number | string): string => {
  const when = readWhen(typeof at === 'number' ? new Date(at).toISOString() : at, 'time');
  return when === undefined ? '' : showWhen(when);
};
/** `HH:mm` alone. */
export const clock = (at: number): string => stamp(at).slice(-5);
