import { html, nothing, type TemplateResult } from 'lit';
import type { Provenance } from '../record/provenance.js';
import { longWhen, showWhen, type When } from '../record/when.js';
import { newSince } from './new-since.js';
import { labels } from './words.js';

export type Shown = string | TemplateResult | typeof nothing | undefined;

/** Label and value pairs; a pair without a value is left out. A value is drawn as it is: wrapped, never shortened. */
export const fields = (pairs: readonly (readonly [label: string, value: Shown])[]): TemplateResult | typeof nothing => {
  const given = pairs.filter(([, value]) => value !== undefined && value !== '' && value !== nothing);
  return given.length === 0 ? nothing : html`<dl class="fields">${given.map(([label, value]) => html`<div><dt .textContent=${label}></dt><dd class="pre">${value}</dd></div>`)}</dl>`;
};

/** A date: short form for the eye, long form for a screen reader (CUI D+Ta-0015). Never wrapped. */
export const when = (value: When | undefined): Shown => {
  if (value === undefined) return undefined;
  const short = showWhen(value);
  // What is no date is shown as received, and may be long.
  if (value.precision === 'raw') return html`<span class="pre" .textContent=${short}></span>`;
  const long = longWhen(value);
  return short === long ? html`<span class="nowrap" .textContent=${short}></span>`
    : html`<span class="nowrap" aria-hidden="true" .textContent=${short}></span><span class="unseen" .textContent=${long}></span>${value.zoneless ? html` (${labels.zoneless})` : nothing}`;
};

/** A word that stands out: colour and border are extra, the word carries the meaning. */
export const badge = (word: string | undefined, tone: 'plain' | 'warn' | 'stop' = 'plain'): TemplateResult | typeof nothing =>
  word === undefined ? nothing : html`<span class="badge ${tone}" .textContent=${word}></span> `;

/** Organisation, date, author and role of a row: on every row, always. */
export const provenance = ({ organisation, author, role, date, updated = 0 }: Provenance): TemplateResult => {
  const person = author === undefined ? role : role === undefined ? author : `${author}, ${role}`;
  return html`<p class="prov">${updated > newSince.at ? badge(labels.newSince, 'warn') : nothing} ${`${organisation ?? labels.sourceNotStated} · ${date ? '' : labels.dateNotRecorded}`}${when(date)}${person === undefined ? nothing : ` · ${person}`}</p>`;
};
