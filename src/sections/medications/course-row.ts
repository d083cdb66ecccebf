import { html, nothing, type TemplateResult } from 'lit';
import { showWhen } from '../../record/when.js';
import { details, foot } from '../../ui/details.js';
import { labels, word } from '../../ui/labels.js';
import { badge, when } from '../../ui/rows.js';
import { entryRow } from '../entry-row.js';
import { doses, sameAs, unbroken } from './doses.js';
import { newest } from './find.map.js';
import type { Course, Entry } from './medications.model.js';

/** CUI words: an active course whose start lies ahead has not started. @param at epoch ms of the answer */
export const statusWord = ({ status, kind, start }: Entry, at: number): string =>
  (kind === 'dispensed' && status === 'completed' ? labels.dispensed : status === 'active' && start && start.sort > at ? labels.notStarted
    : word('medication', status) ?? labels.unknown);

export const name = ({ title, form }: Entry): TemplateResult => html`${unbroken(title ?? labels.medicineUnnamed)}${form === undefined ? nothing : html` — ${form}`}`;

/** An entry inside a course: its name and dose only where they differ from the head's, and then never folded away. */
const inner = (entries: readonly Entry[], head: Entry, at: number): TemplateResult => html`<ul>${entries.map((one) => html`<li>
  <p>${labels[one.kind]} ${when(one.issued)} ${badge(statusWord(one, at))}${one.marks.map((mark) => badge(mark, 'stop'))}</p>${sameAs(one, head) ? nothing : html`<p class="title">${name(one)}</p>${doses(one)}`}${details(one.details)}${foot(one)}</li>`)}</ul>`;

const KINDS = ['stated', 'authorised', 'issued', 'dispensed'] as const;
/** `Issued (4), latest 16-Nov-2026` */
const counts = (entries: readonly Entry[]): string => KINDS.flatMap((kind) => {
  const of = entries.filter((one) => one.kind === kind);
  const last = newest(of);
  return of.length > 0 ? `${labels[kind]} (${of.length})${last ? `, ${labels.latest.toLowerCase()} ${showWhen(last)}` : ''}` : [];
}).join(' · ');

/** What is said to be missing where it is, in one line. */
const STATED: readonly string[] = ['route', 'indication', 'start', 'end'];
const BRIEF: readonly string[] = ['start', 'end', 'type', 'setting', 'statusReason'];

/** @param brief only what courses are compared by; a differing dose inside is shown even so */
export function courseRow({ head, others, group }: Course, at: number, brief = false): TemplateResult {
  const [same, differing] = [true, false].map((wanted) => others.filter((one) => sameAs(one, head) === wanted)) as [Entry[], Entry[]];
  const told = head.details.filter(([key]) => !brief || BRIEF.includes(key));
  const missing = told.flatMap(([key, value]) => (value || head.kind === 'dispensed' || !STATED.includes(key) ? [] : labels[key]));
  return entryRow({ ...head, details: [...told, ['notStated', missing.join(', ')]] }, [
    badge(statusWord(head, at), head.status === 'on-hold' ? 'stop' : group === 'unclear' ? 'warn' : 'plain'), head.marks.map((mark) => badge(mark, 'stop')), doses(head),
    head.degraded ? html`<p class="warn">${labels.degraded}</p>` : nothing,
  ], [
    differing.length > 0 ? inner(differing, head, at) : nothing,
    same.length > 0 && !brief ? html`<details><summary>${counts(same)}</summary>${inner(same, head, at)}</details>` : nothing,
  ], name(head));
}
