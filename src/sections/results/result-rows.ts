import { html, nothing, type TemplateResult } from 'lit';
import { details, foot } from '../../ui/details.js';
import { codeWord, labels, standsOut } from '../../ui/labels.js';
import { badge, type Shown } from '../../ui/rows.js';
import { DEFAULTS, words } from '../../ui/words.js';
import type { Flag, Measure, Report, Request, Result } from './results.model.js';

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
    return badge(differs ? `${ours} (${own})` : ours ?? own ?? code, code === undefined ? 'warn' : standsOut(code));
  })}`;
}

/** Every value as received; a missing one with the reason sent. */
export const value = ({ values, absent }: Measure): TemplateResult => html`<b class="value pre">${values.map(({ type, text, measured }, index) =>
  html`${index > 0 ? ' · ' : nothing}${type === 'Boolean' ? (text === 'true' ? labels.yes : labels.no) : measured ? powers(text) : text}`)}${
  absent === undefined ? nothing : `${values.length === 0 ? `${labels.noValue}: ` : ' · '}${absent}`}</b>`;

export const ranges = (list: readonly string[]): Shown => html`${list.map((one) => html`<span class="pre">${powers(one)}</span> `)}`;

export const status = (code: string | undefined): TemplateResult | typeof nothing =>
  (code === 'final' ? nothing : badge(codeWord('result', code) ?? code ?? labels.unknown, 'warn'));

const measure = (one: Measure): TemplateResult => html`${value(one)} ${flags(one.flag)} ${one.ranges.length > 0 ? html`<span class="muted">${labels.range} ${ranges(one.ranges)}</span>` : nothing}`;
const lines = (list: readonly Measure[]): TemplateResult | typeof nothing =>
  (list.length > 0 ? html`<ul>${list.map((one) => html`<li>${one.title ?? labels.component} ${measure(one)} ${one.status === undefined ? nothing : status(one.status)}${one.unclear === true ? html`<p class="warn">${words.rowUnclear(DEFAULTS.org)}</p>` : nothing}</li>`)}</ul>` : nothing);

const head = (one: Result | Report | Request): TemplateResult => html`<p class="title">${one.title ?? labels.notRecorded}</p>${one.notForPatient ? badge(labels.notForPatient, 'warn') : nothing}`;

/** A value without anything to judge it by says so: a measured one, or any of a laboratory. */
const unjudged = ({ flag, ranges: list, values }: Measure, laboratory: boolean): boolean =>
  flag === undefined && list.length === 0 && values.length > 0 && (laboratory || values.some(({ measured }) => measured));

export const resultRow = (one: Result, laboratory: boolean): TemplateResult => html`${head(one)}
  <p>${measure(one)} ${status(one.status)} ${unjudged(one, laboratory) ? html`<span class="muted">${words.range.none}</span>` : nothing}</p>${lines(one.components)}${details(one.details)}${foot(one)}`;

export const reportRow = (one: Report): TemplateResult => html`${head(one)}${status(one.status)}${details(one.details)}${lines(one.results)}${foot(one)}`;

export const requestRow = (one: Request): TemplateResult => html`${head(one)}${badge(codeWord('referral', one.status) ?? one.status ?? labels.unknown)}
  ${one.not ? badge(labels.doNotPerform, 'stop') : nothing}${one.priority === undefined ? nothing : badge(codeWord('priority', one.priority) ?? one.priority, one.priority === 'routine' ? 'plain' : 'warn')}
  ${details(one.details)}${foot(one)}`;
