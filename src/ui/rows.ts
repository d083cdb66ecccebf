import { html, nothing, type TemplateResult } from 'lit';
import type { Provenance } from '../record/provenance.js';
import { longWhen, showWhen, type When } from '../record/when.js';
import { newSince } from './new-since.js';
import { labels } from './words.js';

export type Shown = string | TemplateResult | typeof nothing | undefined;

/** Letters nobody sees, which turn round what follows, or let it out of what keeps it apart. */
export const TURNS: RegExp = /\p{Bidi_C}/u;
/** A date with its time; a number, or a range, with the word after it; what turns round, which as a block of its own turns nothing. */
const TOGETHER = /(\d\d-[A-Z][a-z]{2}-\d{4}(?: \d\d:\d\d)?|(?:\p{N}(?:[\p{N}.,]| (?=\d{3}|\p{No})){0,8}(?: ?[-–] ?| to ))?\p{N}(?:[\p{N}.,]| (?=\d{3}|\p{No})){0,8}\s{0,2}(?:million |international )?[\p{L}%]+|\p{Bidi_C}+)/u;
/** The text as it is, in pieces: a number and its unit, or a date, are never parted (CUI MEDi-038, D+Ta-0015). One too long for any line wraps where it must. */
export const unbroken = (text: string): unknown => text.split(TOGETHER).map((piece, index) => (index % 2 ? html`<span class=${piece.length < 27 && !TURNS.test(piece) ? 'nowrap' : 'whole'} .textContent=${piece}></span>` : piece));

const RUNS = /[\p{Bidi_C}\u0590-\u08ff]/u;
/** The text as it is; in pieces only where letters that run from right to left, or turn round, would reorder it. */
export const inOrder = (text: string): unknown => (RUNS.test(text) ? unbroken(text) : text);

/** Label and value pairs; a pair without a value is left out. A value is drawn as it is: wrapped, never shortened. */
export const fields = (pairs: readonly (readonly [label: string, value: Shown])[]): TemplateResult | typeof nothing => {
  const given = pairs.filter(([, value]) => value && value !== nothing);
  return given[0] ? html`<dl class="fields">${given.map(([label, value]) => html`<div><dt .textContent=${label}></dt><dd class="pre">${typeof value === 'string' ? unbroken(value) : value}</dd></div>`)}</dl>` : nothing;
};

/** A date: short form for the eye, long form for a screen reader (CUI D+Ta-0015). Never wrapped. */
export const when = (value: When | undefined): Shown => {
  if (value === undefined) return undefined;
  const short = showWhen(value);
  const long = longWhen(value);
  // What is no date is shown as received, and may be long.
  return short === long ? html`<span class=${value.precision === 'raw' ? 'pre' : 'nowrap'} .textContent=${short}></span>`
    : html`<span class="nowrap" aria-hidden="true" .textContent=${short}></span><span class="unseen" .textContent=${long}></span>${zonelessMark(value)}`;
};

/** A word that stands out: colour and border are extra, the word carries the meaning. */
export const badge = (word: string | undefined, tone: 'plain' | 'warn' | 'stop' = 'plain'): TemplateResult | typeof nothing =>
  word === undefined ? nothing : html`<span class="badge ${tone}" .textContent=${word}></span> `;

/** Changed since the reader last looked (`seenSince`). */
export const newMark = ({ provenance: { updated = 0 } }: { readonly provenance: Provenance }): ReturnType<typeof badge> => (updated > newSince.at ? badge(labels.newSince, 'warn') : nothing);

/** Organisation, date, author and role of a row: on every row, always. Its pieces are set whole, as there may be many rows. */
export const provenance = ({ organisation, missing, author, role, date, dated }: Provenance): TemplateResult => {
  const [short, long] = date ? [showWhen(date), longWhen(date)] : [labels.dateNotRecorded, labels.dateNotRecorded];
  const person = [author, role].filter((one) => one !== undefined).join(', ');
  return html`<p class="prov"><span .textContent=${`${organisation ?? labels[missing ? 'sourceNotAvailable' : 'sourceNotStated']} · ${date && dated ? `${dated} ` : ''}`}></span><span class=${date?.precision === 'raw' ? 'pre' : 'nowrap'} aria-hidden=${long !== short} .textContent=${short}></span><span class="unseen" .textContent=${long === short ? '' : long}></span><span .textContent=${zonelessMark(date) + (person && ` · ${person}`)}></span></p>`;
};

export const zonelessMark = (date: When | undefined): string => (date?.zoneless ? ` (${labels.zoneless})` : '');
