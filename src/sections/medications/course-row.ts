import { html, nothing, type TemplateResult } from 'lit';
import { lastMoment, showWhen } from '../../record/when.js';
import { details, foot } from '../../ui/details.js';
import { labels, word } from '../../ui/labels.js';
import { badge, newMark, unbroken, when } from '../../ui/rows.js';
import { entryRow } from '../entry-row.js';
import { detailOf, doses, sameAs } from './doses.js';
import { newest } from './find.map.js';
import type { Course, Entry } from './medications.model.js';

/** CUI words: an active course whose start lies ahead has not started. @param at epoch ms of the answer */
export const statusWord = ({ status, kind, start }: Entry, at: number): string =>
  (kind === 'dispensed' && status === 'completed' ? labels.dispensed : status === 'active' && start && start.sort > at ? labels.notStarted
    : word('medication', status) ?? labels.unknown);

export const name = ({ title, form }: Entry): TemplateResult => html`${unbroken([title ?? labels.medicineUnnamed, form ?? []].flat().join(' — '))}`;

/** An entry inside a course: its name and dose only where they differ from the head's, and then never folded away. On paper it may stand on another page than its head: there it always has its name. */
const inner = (entries: readonly Entry[], head: Entry, at: number): TemplateResult => html`<ul role="list">${entries.map((one) => html`<li>
  <p>${detailOf(one, 'prepared') ? labels.prepared : one.kind === 'dispensed' && !one.issued ? nothing : labels[one.kind]} ${when(one.issued)} ${newMark(one)}${badge(statusWord(one, at))}${one.marks.map((mark) => badge(mark, 'stop'))}</p><p class=${sameAs(one, head) ? 'paper' : 'title'}>${name(one)}</p>${sameAs(one, head) ? nothing : doses(one)}${details(one.details)}${foot(one)}</li>`)}</ul>`;

const isDone = ({ kind, status }: Entry): boolean => (kind === 'dispensed' ? status === 'completed' : status !== 'cancelled');

/** `Issued (4), latest 16-Nov-2026`; what is the latest is not known where some may be missing. A supply that was not made, or an order that was called off, counts by its status. */
function counts(entries: readonly Entry[], at: number, whole: boolean): string {
  const groups = new Map<string, Entry[]>();
  for (const one of entries) {
    const key = one.kind === 'dispensed' || !isDone(one) ? statusWord(one, at) : labels[one.kind];
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return [...groups].map(([key, of]) => {
    const last = newest(of.filter(isDone));
    return `${key} (${of.length}${whole ? last ? `), ${labels.latest.toLowerCase()} ${showWhen(last)}` : ')' : ` ${labels.shown})`}`;
  }).join(' · ');
}

/** Statuses of an entry inside a course that are read without being asked for, where the course stands otherwise. */
const STANDING_OUT: readonly (string | undefined)[] = ['on-hold', 'stopped', 'cancelled'];
/** Folded away is only what says nothing that the head does not say, and stands as it does. */
const folds = (one: Entry, head: Entry): boolean => sameAs(one, head) && (one.status === head.status || !STANDING_OUT.includes(one.status))
  && !one.unclear && one.group !== 'unclear' && (head.group !== 'past' || one.group !== 'current')
  && one.marks.every((mark) => head.marks.includes(mark)) && [undefined, detailOf(head, 'notes')].includes(detailOf(one, 'notes'));

/** What is said to be missing where it is, in one line. */
const STATED: readonly string[] = ['route', 'indication', 'start', 'end'];
const BRIEF: readonly string[] = ['route', 'indication', 'reported', 'priority', 'start', 'end', 'type', 'setting', 'statusReason', 'change', 'intent', 'strength', 'notes'];

/** @param brief only what courses are compared by; a differing dose inside is shown even so; @param whole can no entry be missing? */
export function courseRow({ head, others, group }: Course, at: number, brief = false, whole = true): TemplateResult {
  const [same, differing] = [true, false].map((wanted) => others.filter((one) => folds(one, head) === wanted)) as [Entry[], Entry[]];
  const told = head.details.filter(([key]) => !brief || BRIEF.includes(key));
  // a dose may say until when
  const hasEnd = head.dosages.some(({ parts }) => /\buntil\b/.test(parts.join()));
  const missing = told.flatMap(([key, value]) => (value || head.kind === 'dispensed' || !STATED.includes(key) || (key === 'end' && hasEnd) ? [] : labels[key]));
  return entryRow({ ...head, details: [...told, ['notStated', missing.join(', ')]] }, [
    badge(statusWord(head, at), head.status === 'on-hold' ? 'stop' : group === 'unclear' ? 'warn' : 'plain'), group === 'current' && head.end && lastMoment(head.end) <= at ? badge(`${labels.ended} ${showWhen(head.end)}`, 'warn') : nothing, head.marks.map((mark) => badge(mark, 'stop')), doses(head),
    head.degraded ? html`<p class="warn">${labels.degraded}</p>` : nothing,
  ], [
    differing[0] ? inner(differing, head, at) : nothing,
    same[0] && !brief ? html`<details><summary>${counts(same, at, whole)}</summary>${inner(same, head, at)}</details>` : nothing,
  ], name(head));
}
