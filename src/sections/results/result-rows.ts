import { html, nothing, type TemplateResult } from 'lit';
import { joined } from '../../fhir/said.js';
import { showWhen, type When } from '../../record/when.js';
import { sparkline } from '../../ui/chart.js';
import { details, foot, unclearMark, unclearText } from '../../ui/details.js';
import { codeWord, word, labels, standsOut } from '../../ui/labels.js';
import { badge, inOrder, newMark, provenance, when, zonelessMark } from '../../ui/rows.js';
import { DEFAULTS, words } from '../../ui/words.js';
import type { Shown as Found } from './find.map.js';
import type { Flag, Measure, Report, Request, Result, ResultsModel, Row, Series } from './results.model.js';
import { changeOf, nameOf, numberOf, previousOf, twinsOf } from './series.map.js';
import { plainly } from './shared.map.js';

/** `10*9/L` as a raised power; the caret stays for whoever copies or hears it. No piece is a node of its own to a screen reader, which else takes that alone for the name of a row. Nothing else of a unit is touched. */
export const powers = (text: string): unknown => {
  const parts = text.split(/10[*^]([+-]?\d+)/);
  return parts.length === 1 ? inOrder(text) : html`${parts.map((part, index) => (index % 2 === 0 ? inOrder(part) : html`10<span class="caret">^</span><span class="power">${part}</span>`))}`;
};

const UP = ['H', 'HH', 'HU', 'H>', '>', 'HX', 'U'];
const DOWN = ['L', 'LL', 'LU', 'L<', '<', 'LX', 'D'];
/** The source's own flags, all of them; ours only where there is none, and then it says that it is calculated. */
export function flagWords(flag: Flag | undefined): readonly Badge[] {
  if (!flag) return [];
  if ('computed' in flag) return [flag.computed === 'above' ? [words.range.above, 'warn', 'up'] : [words.range.below, 'warn', 'down']];
  return flag.codes.map(({ code = '', words: own }): Badge => {
    const ours = codeWord('interpretation', code);
    const differs = own !== undefined && ours !== undefined && own.trim().toLowerCase() !== ours.toLowerCase();
    const tone = standsOut(code);
    return [differs ? `${ours} (${own})` : ours ?? own ?? code, tone, UP.includes(code) ? 'up' : DOWN.includes(code) ? 'down' : tone === 'plain' ? '' : 'odd'];
  });
}
/** Word, symbol (from the style sheet, by `way`) and colour. */
export const flags = (flag: Flag | undefined): unknown => badges(flagWords(flag));

/** Every value as received; a missing one with the reason sent. */
export const valueText = ({ values, absent }: Measure, unitToo = true): string => joined([
  ...values.map(({ type, text, number }) => (type === 'Boolean' ? (text === 'true' ? labels.yes : labels.no) : type === 'Quantity' && number === undefined ? `${labels.noValue}, ${text}` : unitToo ? text : number ?? text)),
  absent !== undefined && values.length === 0 ? `${labels.noValue}: ${absent}` : absent,
], ' · ') ?? '';
/** Words about a value; what was sent as a text is left as it is. */
export const raised = ({ values }: Measure, said: string): unknown => (values.every(({ measured }) => measured) ? powers(said) : inOrder(said));
/** A number and its unit are never parted, nor a unit at its stroke, as some browsers do; what is long is wrapped all the same. */
export const held = (text: string, most = 24): string => (text.length > most ? 'pre' : 'nowrap');
export const value = (one: Measure): TemplateResult | typeof nothing => { const text = valueText(one); return text === '' ? nothing : html`<b class="value ${held(text)} ${text.includes('\n') ? 'mono' : ''}">${raised(one, text)}</b>`; };

/** Is there, of a result and its parts, none of them flagged, one with a value that was not seen to lie in its range? */
const isUnjudged = (...all: readonly Measure[]): boolean => all.every(({ flag }) => !flag) && all.some(({ within, values }) => !within && values.length > 0);
/** Its ranges; what could not be compared with them is not taken for one that lies in them. */
export const rangeText = (one: Measure): string => one.ranges.join('; ') + (one.ranges.length > 0 && isUnjudged(one) ? ` · ${words.range.none}` : '');
/** Only the range is held together: with its name before it, it would be wider than a narrow row. */
const named = (one: Measure): TemplateResult | typeof nothing => { const text = rangeText(one); return text ? html`<span class="muted">${labels.range} <span class=${held(text, 16)}>${powers(text)}</span></span>` : nothing; };

const notFor = ({ notForPatient }: { readonly notForPatient: boolean }): Badge | false => notForPatient && [labels.notForPatient];
const statusWord = (table: 'result' | 'referral', code = 'unknown'): string => (code === 'unknown' ? `${labels.status}: ${labels.unknown}` : word(table, code)!);
/** How a result stands, where it is not final. */
export const statusText = (code: string | undefined): string => (code === 'final' ? '' : statusWord('result', code));
const statusBadge = (code: string | undefined): Badge | false => code !== 'final' && [statusText(code)];
export const status = (code: string | undefined): unknown => badges([statusBadge(code)]);

const measure = (one: Measure): TemplateResult => html`${value(one)} ${flags(one.flag)} ${named(one)}`;
/** Parts of a result, or results of a report, one a line. */
export const lines = (list: readonly Measure[] = []): TemplateResult | typeof nothing =>
  (list.length > 0 ? html`<ul role="list">${list.map((one) => html`<li class=${`deep${Math.min(one.depth ?? 0, 4)}`}>${inOrder(one.title ?? labels.component)} ${when(one.date)} ${measure(one)} ${one.status === undefined ? nothing : status(one.status)}${
    one.notes === undefined ? nothing : html`<p class="pre">${inOrder(one.notes)}</p>`}${one.unclear === true ? html`<p class="warn">${words.rowUnclear(DEFAULTS.org)}</p>` : nothing}${lines(one.components)}</li>`)}</ul>` : nothing);

/** @param on for a button that stays pressed */
export const press = (text: string, act: () => void, on?: boolean, off = false): TemplateResult => html`<button aria-pressed=${on ?? nothing} ?disabled=${off} @click=${act} .textContent=${text}></button>`;
/** Buttons do not print; what else stands beside them does. */
export const bar = (inner: unknown, label?: string): TemplateResult => html`<div class="buttons" role=${label ? 'group' : nothing} aria-label=${label ?? nothing}>${inner}</div>`;

/** Pages through what the document cannot hold, and says which page this is. */
export function pages(first: number, size: number, all: number, of: string, go: (to: number) => void): TemplateResult | typeof nothing {
  const [back, on] = of === labels.tests ? [labels.previous, labels.next] : [labels.later, labels.earlier];
  const what = of.toLowerCase();
  return all <= size ? nothing : bar([press(`${back} ${what}`, () => { go(Math.max(0, first - size)); }, undefined, first === 0), press(`${on} ${what}`, () => { go(first + size); }, undefined, first + size >= all),
    html`<span aria-live="polite">${words.filter.place(first + 1, Math.min(first + size, all), all, of)}</span>`], of);
}

export const unjudged = (...all: readonly Measure[]): TemplateResult | typeof nothing => (isUnjudged(...all) ? html`<span class="muted">${words.range.none}</span>` : nothing);
/** A value, or those of its parts, without anything to judge it by says so: a measured one, or any of a laboratory. */
function none(one: Result, laboratory: boolean): TemplateResult | typeof nothing {
  const all = one.values.length > 0 ? [one] : [one, ...one.components];
  return all.every(({ ranges }) => ranges.length === 0) && (laboratory || all.some(({ values }) => values.some(({ measured }) => measured))) ? unjudged(...all) : nothing;
}

/** How many results a report or panel holds. */
export const inside = ({ results: { length } }: Result | Report): TemplateResult | typeof nothing => (length > 0 ? html`<span class="muted" .textContent=${`${labels.results} (${length})`}></span>` : nothing);

export const whenText = (date: When | undefined): string => (date ? showWhen(date) + zonelessMark(date) : labels.dateNotRecorded);

/** A row that shows what matters and opens to the rest. Few nodes, for there may be many: texts are set whole, and nothing stands between. */
export interface Opening { readonly isOpen: boolean; readonly toggle: () => void; readonly rest: () => unknown }
type Badge = readonly [word: string | undefined, tone?: 'plain' | 'warn' | 'stop', way?: string];
const badges = (list: readonly (Badge | false | undefined)[]): unknown => {
  const some = list.filter((one) => one !== false && one !== undefined);
  return some.length > 0 ? some.map(([word, tone = 'warn', way = '']) => html`<span class="badge ${tone} ${way}" .textContent=${word ?? labels.unknown}></span>`) : nothing;
};
function entry(one: Result | Report | Request, { isOpen, toggle, rest }: Opening, head: unknown, beside: readonly unknown[], marks: readonly (Badge | false | undefined)[]): TemplateResult {
  const more = [...beside, unclearMark(one), provenance(one.provenance)].filter((part) => part !== nothing);
  if (isOpen) more.splice(-1, 0, html`<div class="opened" tabindex="-1">${rest()}</div>`);
  return html`<button class="link title" aria-expanded=${isOpen} @click=${toggle} .textContent=${one.title ?? labels.notRecorded}></button><div class="line-1">${head}${newMark(one)}${badges([...marks, notFor(one)])}</div>${more}`;
}

/** One that is named, and did not come or says nothing of itself, was recorded all the same. */
const specimenText = ({ specimen }: Result, { specimens }: Series): string => `${labels.specimen}: ${specimen ?? (specimens.includes('?') ? labels.notAvailable : labels.notRecorded)}`;

/** By what tests of the same name differ, where it was sent: to be set behind the name or unit. */
export function kindOf(one: Result, series: Series): string {
  const said = joined([one.specimen ?? (series.kin.some(({ specimens }) => specimens.join() !== series.specimens.join()) ? specimenText(one, series) : ''), ...one.details.map(([name, sent]) => (name === 'bodySite' || name === 'method' ? sent as string | undefined : ''))]);
  return said === undefined ? '' : ` ${said}`;
}

/** A test with results in another unit, which stand in a row of their own. */
export const unitMark = ({ group }: Series): ReturnType<typeof badge> => (group.length > 1 ? badge(labels.unitChanged, 'warn') : nothing);

export const fullResult = (one: Result, laboratory: boolean): TemplateResult => html`<p>${measure(one)} ${status(one.status)} ${none(one, laboratory)}</p>${lines(one.components)}${lines(one.results)}${details(one.details)}${foot(one)}`;

export function changeWords(model: ResultsModel, series: Series, row: Row): string | undefined {
  const before = previousOf(series, row);
  const change = before && changeOf(row, before, series);
  return change && (change[0] === '=' ? labels.unchanged : `${change[0] === '+' ? labels.higherBy : labels.lowerBy} ${change[1]} ${series.unit ?? ''}`.trim());
}
/** Its value, or those of its parts. A long text is read where it stands, not told again in another row: there are dots for it. */
function brief(one: Result): string {
  const text = valueText(one) || joined(one.components.map((part) => `${part.title ?? labels.component} ${valueText(part)}`)) || '';
  return text.length > 80 ? '…' : text;
}
/** When another result was, and what it must not be taken without: that it is not final, or not understood. */
const aside = (one: Result): string => `(${joined([whenText(one.provenance.date), statusText(one.status), unclearText(one)])!})`;
/** What a result is called where the one it stands with goes by another name: one code may be sent of a test taken in several ways. */
export const otherName = ({ title }: Measure, beside: Measure): string => (plainly(title) === plainly(beside.title) ? '' : `${title ?? labels.notRecorded} `);
/** Results that the small line of a row shows. */
export const SPARK = 24;

/** One test: its newest result (of those found), what it was before, and how it went. */
export function testRow(model: ResultsModel, { series, rows }: Found, opening: Opening): TemplateResult {
  const [row] = rows as readonly [Row, ...Row[]];
  const one = model.result(row);
  const laboratory = row.part === 'results.laboratory';
  const before = previousOf(series, row);
  const was = before && model.result(before);
  const change = changeWords(model, series, row);
  const twins = twinsOf(series, row);
  const newer = twins.includes(series.rows[0]!) ? undefined : model.result(series.rows[0]!);
  const notes = Object.fromEntries(one.details)['notes'];
  const said = joined([
    ...one.details.map(([name, sent]) => (name === 'bodySite' || name === 'method' ? sent && `${labels[name]}: ${sent as string}` : '')),
    was && brief(was) && joined([`${before.sort < row.sort ? labels.previous : labels.more} ${otherName(was, one)}${brief(was)} ${aside(was)}`, change], ': '),
    one.specimen ?? (laboratory && one.results.length === 0) ? specimenText(one, series) : '', one.issued && `${labels.reported} ${showWhen(one.issued)}`,
  ], ' · ');
  const digits = series.rows.slice(0, SPARK).map((each) => (nameOf(each) === nameOf(row) ? numberOf(each) : undefined)).reverse();
  return entry(one, opening, html`${value(one)}${flags(one.flag)}${none(one, laboratory)}${named(one)}${inside(one)}`, [
    lines(one.components),
    twins.length > 1 ? html`<div class="warn twins">${badge(labels.possiblyTheSame, 'warn')}<ul role="list">${twins.map((twin) => { const also = model.result(twin); return html`<li>${value(also)} ${flags(also.flag)} ${status(also.status)} ${foot(also)}</li>`; })}</ul></div>` : nothing,
    typeof notes === 'string' ? html`<p class="pre">${inOrder(notes)}</p>` : nothing,
    said === undefined ? nothing : html`<p class="muted">${raised(was ?? one, said)}</p>`,
    sparkline(digits.map((each) => (each === undefined ? undefined : Number(each)))),
  ], [statusBadge(one.status), series.group.length > 1 && [labels.unitChanged], newer && [`${labels.notTheLatest}: ${brief(newer)} ${aside(newer)}`]]);
}

export const reportRow = (one: Report, opening: Opening): TemplateResult => entry(one, opening, inside(one), [
  one.conclusion === undefined ? nothing : html`<p class="pre">${inOrder(one.conclusion)}</p>`,
], [statusBadge(one.status)]);
/** What a report's row says of how it stands. */
export const reportMarks = (one: Report): unknown => badges([statusBadge(one.status), notFor(one)]);
/** @param files what was sent as files, and the one that is open */
export const fullReport = (one: Report, files: unknown): TemplateResult => html`${details(one.details)}${files}${lines(one.results)}`;

export const requestRow = (one: Request, opening: Opening): TemplateResult => entry(one, opening, nothing, [], [
  [statusWord('referral', one.status), 'plain'], one.not && [labels.doNotPerform, 'stop'], one.intent !== undefined && [word('intent', one.intent)], one.priority !== undefined && [word('priority', one.priority), one.priority === 'routine' ? 'plain' : 'warn'],
]);
export const fullRequest = (one: Request): unknown => details(one.details);
