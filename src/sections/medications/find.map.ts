import { byName } from '../../record/by-name.js';
import { newestFirst, type When } from '../../record/when.js';
import type { Course, Entry } from './medications.model.js';

/** Everything of a course that is read on screen, to be searched. */
const said = ({ head, others }: Course): string => [head, ...others].map(({ title, form, dosages, details, provenance, marks, codes }) =>
  [title, form, ...dosages.flatMap((one) => [one.text, ...one.parts, ...one.notes]), ...details.map(([, value]) => (typeof value === 'string' ? value : '')),
    provenance.organisation, provenance.author, ...marks, ...codes].join(' ')).join(' ').toLowerCase();

export const sourcesOf = ({ head, others }: Course): readonly string[] => [head, ...others].flatMap((one) => one.provenance.organisation ?? []);

/** Every word of the query, and the source. */
export const fits = (course: Course, query: string, source: string): boolean => {
  const text = query.trim() && said(course);
  return (source === '' || sourcesOf(course).includes(source)) && query.toLowerCase().split(/\s+/).every((word) => word === '' || text.includes(word));
};

/** Courses of one medicine by dm+d code, those with something to compare first; what has no code stays alone. */
export function matched(courses: readonly Course[]): readonly (readonly Course[])[] {
  const rows: Course[][] = [];
  for (const one of courses) {
    const row = rows.find((other) => other.some(({ head }) => head.codes.some((code) => one.head.codes.includes(code))));
    if (row) row.push(one); else rows.push([one]);
  }
  return rows.sort((a, b) => b.length - a.length);
}

export const named = (courses: readonly Course[]): readonly Course[] => [...courses].sort((a, b) => byName(a.head.title, b.head.title));

/** How much later a date may be than its first day. */
const SLACK: Partial<Record<When['precision'], number>> = { year: 366, month: 31 };
const DAY = 86_400_000;
/** Days in which an ended course is recent. */
export const RECENT = 90;
export const endedSince = (courses: readonly Course[], now: number): readonly Course[] =>
  courses.filter(({ head: { end } }) => end !== undefined && end.sort <= now && end.sort + (SLACK[end.precision] ?? 0) * DAY >= now - RECENT * DAY);

/** The newest date of some entries. */
export const newest = (entries: readonly Entry[]): When | undefined => entries.map((one) => one.issued).sort(newestFirst)[0];
