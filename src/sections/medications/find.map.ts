import { byName } from '../../record/by-name.js';
import { lastMoment, newestFirst, type When } from '../../record/when.js';
import { word } from '../../ui/labels.js';
import type { Course, Entry } from './medications.model.js';

const entriesOf = ({ head, others }: Course): readonly Entry[] => [head, ...others];

/** Everything of a course that is read on screen, to be searched. */
const said = (course: Course): string => entriesOf(course).map(({ title, form, status, dosages, details, provenance, marks, codes }) =>
  [title, form, word('medication', status), ...dosages.flatMap((one) => [one.text, ...one.parts, ...one.notes]), ...details.map(([, value]) => (typeof value === 'string' ? value : '')),
    provenance.organisation, provenance.author, provenance.role, ...marks, ...codes].join(' ')).join(' ').toLowerCase();

export const sourcesOf = (course: Course): readonly string[] => entriesOf(course).flatMap((one) => one.provenance.organisation ?? []);

/** Every word of the query, and the source. */
export const fits = (course: Course, query: string, source: string): boolean => {
  const text = query.trim() && said(course);
  return (source === '' || sourcesOf(course).includes(source)) && query.toLowerCase().split(/\s+/).every((word) => word === '' || text.includes(word));
};

/** Courses of one medicine by the dm+d codes of all their entries, those with something to compare first; what has no code stays alone. */
export function matched(courses: readonly Course[]): readonly (readonly Course[])[] {
  const keysOf = (one: Course): readonly unknown[] => [one, ...entriesOf(one).flatMap(({ codes }) => codes)];
  const rows = new Map<unknown, ReadonlySet<Course>>();
  for (const one of courses) {
    const row = new Set([...keysOf(one).flatMap((key) => [...rows.get(key) ?? []]), one]);
    for (const each of row) for (const key of keysOf(each)) rows.set(key, row);
  }
  return [...new Set(rows.values())].map((row) => [...row]).sort((a, b) => b.length - a.length);
}

export const named = (courses: readonly Course[]): readonly Course[] => [...courses].sort((a, b) => byName(a.head.title, b.head.title));

const DAY = 86_400_000;
/** Days in which an ended course is recent. */
export const RECENT = 90;
export const endedSince = (courses: readonly Course[], now: number): readonly Course[] =>
  courses.filter(({ head: { end } }) => end !== undefined && end.sort <= now && lastMoment(end) >= now - RECENT * DAY);

/** The newest date of some entries. */
export const newest = (entries: readonly Entry[]): When | undefined => entries.map((one) => one.issued).sort(newestFirst)[0];
