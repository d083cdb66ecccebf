import type { When } from './when.js';

const DAY = 86_400_000;
const count = (number: number, unit: string): string => (number ? number + unit : '');
const pair = (larger: number, smaller: number, units: string): string =>
  `${count(Math.floor(larger), units[0]!)} ${count(smaller, units[1]!)}`.trim();

/**
 * Age in words of the CUI patient banner (tables 7 and 8): `90min`, `26hrs`, `27d`, `4w 1d`, `13m 8d`, `4y 1m`, `45y`.
 * Born on 29 February, a person is a year older on 1 March.
 * @returns undefined where either day is not known exactly, or birth is after `at`: an age is never guessed
 */
export function ageAt(birth: When, at: When): string | undefined {
  const [birthYear, birthMonth, birthDay] = birth.parts;
  const [year, month, day] = at.parts;
  // parts are known from the year down
  if (!birthDay || !day) return undefined;

  if (birth.parts.length > 3 && at.parts.length > 3) {
    const minutes = Math.floor((at.sort - birth.sort) / 60_000);
    if (minutes < 0) return undefined;
    if (minutes < 120) return `${minutes}min`;
    if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}hrs`;
  }
  const date = Date.UTC(year!, month! - 1, day);
  const days = Math.round((date - Date.UTC(birthYear!, birthMonth! - 1, birthDay)) / DAY);
  if (days < 0) return undefined;
  if (days < 28) return `${days}d`;

  const months = (year! - birthYear!) * 12 + month! - birthMonth! - (day < birthDay ? 1 : 0);
  if (months < 12) return pair(days / 7, days % 7, 'wd');
  if (months >= 24) return pair(months / 12, months < 216 ? months % 12 : 0, 'ym');
  // where that month is shorter, its last day stands for the day of birth
  const last = new Date(Date.UTC(birthYear!, birthMonth! + months, 0)).getUTCDate();
  return pair(months, (date - Date.UTC(birthYear!, birthMonth! - 1 + months, Math.min(birthDay, last))) / DAY, 'md');
}
