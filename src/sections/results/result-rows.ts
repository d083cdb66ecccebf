import { html, nothing, type TemplateResult } from 'lit';
import type { Note } from '../../fhir/datatypes/annotation.js';
import { foot } from '../../ui/details.js';
import { codeWord, labels, standsOut, type codes } from '../../ui/labels.js';
import { fileSize } from '../../ui/numbers.js';
import { badge, fields, when, type Shown } from '../../ui/rows.js';
import { words } from '../../ui/words.js';
import type { Flag, Measure, Report, Request, Result, Study } from './results.model.js';

const word = (table: keyof typeof codes, code: string | undefined): string | undefined => codeWord(table, code) ?? code;

/** `10*9/L` as a raised power; the caret stays for whoever copies or hears it. Nothing else of a unit is touched. */
export const powers = (text: string): Shown => {
  const parts = text.split(/10[*^]([+-]?\d+)/);
  return parts.length === 1 ? text : html`${parts.map((part, index) => (index % 2 === 0 ? part : html`10<span class="unseen">^</span><sup>${part}</sup>`))}`;
};

/** The source's own flags; ours only where there is none, and then it says that it is calculated. */
export function flags(flag: Flag | undefined): TemplateResult | typeof nothing {
  if (!flag) return nothing;
  if ('computed' in flag) return badge(words.range[flag.computed], 'warn');
  return html`${flag.codes.map(({ code, words: own }) => {
    const ours = codeWord('interpretation', code);
    const differs = own !== undefined && ours !== undefined && own.trim().toLowerCase() !== ours.toLowerCase();
    return badge(ours === undefined ? own ?? code : differs ? `${ours} (${own})` : ours, code === undefined ? 'warn' : standsOut(code));
  })}`;
}

/** Every value as received; a missing one with the reason sent. */
export const value = ({ values, absent }: Measure): TemplateResult | typeof nothing => (values.length === 0 && absent === undefined ? nothing
  : html`<span class="value pre">${values.map((one, index) => html`${index > 0 ? ' · ' : nothing}${one.type === 'Boolean' ? (one.text === 'true' ? labels.yes : labels.no) : one.measured ? powers(one.text) : one.text}`)}</span>
    ${absent === undefined ? nothing : html`<span class="pre">${values.length === 0 ? `${labels.noValue}: ` : ''}${absent}</span>`}`);

export const ranges = ({ ranges: list }: Measure): Shown => (list.length > 0 ? html`${list.map((one) => html`<div>${powers(one)}</div>`)}` : undefined);

export const status = (code: string | undefined): TemplateResult | typeof nothing =>
  (code === 'final' ? nothing : badge(word('result', code) ?? labels.unknown, 'warn'));

const notes = (list: readonly Note[]): Shown => (list.length > 0
  ? html`${list.map(({ text, author, date }) => html`<div>${text}${author ? ` (${author})` : nothing}${date ? html` ${when(date)}` : nothing}</div>`)}` : undefined);

const requested = (list: readonly Request[]): Shown => (list.length > 0 ? html`${list.map((one) => html`<div>${[one.name, one.requester, ...one.reasons].filter((part) => part).join(', ')} ${when(one.provenance.date)}</div>`)}` : undefined);

const measureLine = (one: Measure): TemplateResult => html`<li>${one.name ?? labels.component} ${value(one)} ${flags(one.flag)} ${one.ranges.length > 0 ? html`<span class="muted">${labels.range} ${one.ranges.map((range) => html`${powers(range)} `)}</span>` : nothing}</li>`;

/** Is it a measured value without anything to judge it by? */
export const isUnjudged = (one: Result, laboratory: boolean): boolean => one.flag === undefined && one.ranges.length === 0 && one.components.length === 0
  && one.values.length > 0 && (laboratory || one.values.some(({ measured }) => measured));

export const resultRow = (one: Result, laboratory: boolean): TemplateResult => html`<p class="title">${one.name ?? labels.notRecorded}</p>
  <p>${value(one)} ${flags(one.flag)} ${status(one.status)} ${one.notForPatient ? badge(labels.notForPatient, 'warn') : nothing}
    ${isUnjudged(one, laboratory) ? html`<span class="muted">${words.range.none}</span>` : nothing}</p>
  ${one.components.length > 0 ? html`<ul>${one.components.map(measureLine)}</ul>` : nothing}
  ${fields([
    [labels.range, ranges(one)], [labels.results, one.members.join(', ')], [labels.specimen, one.specimen],
    [laboratory || one.specimen !== undefined ? labels.sampled : labels.date, when(one.sampled)], [labels.reported, when(one.reported)],
    [labels.bodySite, one.bodySite], [labels.method, one.method], [labels.notes, notes(one.notes)], [labels.requested, requested(one.requests)],
  ])}${foot(one)}`;

const study = (one: Study): TemplateResult => html`<div>${[one.name, one.modalities.join(', '), one.sites.join(', '), one.series && `${labels.series}: ${one.series}`, one.images && `${labels.images}: ${one.images}`].filter((part) => part).join(' · ')}</div>`;

export const reportRow = (one: Report): TemplateResult => html`<p class="title">${one.name ?? labels.notRecorded}</p>
  ${status(one.status)}${one.notForPatient ? badge(labels.notForPatient, 'warn') : nothing}
  ${fields([
    [labels.conclusion, [one.conclusion, ...one.conclusions].filter((part) => part).join('\n')], [labels.report, one.texts.join('\n\n')],
    [labels.results, one.results.length > 0 ? html`<ul>${one.results.map(measureLine)}</ul>` : undefined], [labels.images, one.studies.length > 0 ? html`${one.studies.map(study)}` : undefined],
    [labels.document, one.forms.map((form) => [form.title, form.contentType, form.size === undefined ? undefined : fileSize(form.size)].filter((part) => part).join(', ')).join('\n')],
    [labels.specimen, one.specimen], [one.specimen === undefined ? labels.date : labels.sampled, when(one.sampled)], [labels.reported, when(one.reported)],
    [labels.notes, notes(one.notes)], [labels.requested, requested(one.requests)],
  ])}${foot(one)}`;

export const requestRow = (one: Request): TemplateResult => html`<p class="title">${one.name ?? labels.notRecorded}</p>
  ${badge(word('referral', one.status) ?? labels.unknown)}${one.not ? badge(labels.doNotPerform, 'stop') : nothing}
  ${badge(word('priority', one.priority), one.priority === undefined || one.priority === 'routine' ? 'plain' : 'warn')}
  ${fields([[labels.reason, one.reasons.join(', ')], [labels.requestedBy, one.requester], [labels.notes, notes(one.notes)]])}
  ${foot(one)}`;
