import { html, nothing, type TemplateResult } from 'lit';
import { longWhen, readWhen, showWhen } from '../../record/when.js';
import { unclearMark } from '../../ui/details.js';
import { labels } from '../../ui/labels.js';
import { inOrder, when, zonelessMark, type Shown as Drawn } from '../../ui/rows.js';
import { buttons } from '../../ui/words.js';
import type { Shown } from './find.map.js';
import { bar, flags, held, kindOf, lines, otherName, pages, powers, press, status, unitMark, unjudged, valueText } from './result-rows.js';
import type { Measure, Result, ResultsModel, Row } from './results.model.js';

const COLUMNS = 8;
const ROWS = 25;
/** What fits a cell in one piece; anything longer is opened, and what runs from right to left. */
const FITS = 12;
const CELL = 3;

export interface Grid {
  readonly model: ResultsModel;
  readonly byPanel: boolean;
  readonly newestLast: boolean;
  /** for print: nothing can be opened there */
  readonly whole: boolean;
  /** first column and first row shown */
  readonly column: number;
  readonly line: number;
  /** the other order of dates */
  turn(): void;
  set(change: { readonly column?: number; readonly line?: number }): void;
  open(row: Row): void;
}

/** Dates that are not shown alike never share a column, whatever moment they begin at. */
function shownAs({ date }: Row): string {
  const read = readWhen(date);
  return read ? `${showWhen(read)} ${read.zoneless ?? ''}` : '';
}
/** A row for each time of collection, newest first; those without a readable date last. */
export function columnsOf(tests: readonly Shown[]): readonly Row[] {
  const times = new Map<number, Map<string | undefined, Row>>();
  for (const { rows } of tests) for (const row of rows) times.set(row.sort, (times.get(row.sort) ?? new Map<string | undefined, Row>()).set(row.date, row));
  // What is sent alike is shown alike: only a moment that came in several ways has to be read, and thousands of them take long.
  return [...times].sort(([a], [b]) => b - a).flatMap(([, sent]) => (sent.size === 1 ? [...sent.values()] : [...new Map([...sent.values()].map((row) => [shownAs(row), row])).values()]));
}

/** Rows of `list` (newest first) in the column of one. */
function at(list: readonly Row[], column: Row): readonly Row[] {
  const time = column.sort, shown = shownAs(column);
  let low = 0, high = list.length;
  while (low < high) { const middle = (low + high) >> 1; if (list[middle]!.sort > time) low = middle + 1; else high = middle; }
  let end = low;
  while (end < list.length && list[end]!.sort === time) end++;
  return list.slice(low, end).filter((row) => shownAs(row) === shown);
}

/** The unit of parts whose values may stand side by side: each has one, all in the same unit. */
function unitOf(parts: readonly Measure[]): string | undefined {
  const [unit, ...others] = new Set(parts.map(({ values: [value, more], absent }) => (value && !more && absent === undefined ? value.text.replace(value.number ?? value.text, '').trim() : undefined)));
  return others.length === 0 ? unit : undefined;
}

/** What parts are called, in the order sent; undefined where one has no name: numbers may stand side by side only under the same names. */
const namesOf = (parts: readonly Measure[]): string | undefined => (parts.every(({ title }) => title) ? parts.map(({ title }) => title).join(' / ') : undefined);

/** A date above its time: two narrow lines, neither of them parted. */
function head({ date }: Row): Drawn {
  const read = readWhen(date);
  return read?.precision !== 'minute' ? when(read) ?? labels.dateNotRecorded
    : html`<span class="nowrap" aria-hidden="true" .textContent=${showWhen(read).replace(' ', '\n')}></span><span class="unseen" .textContent=${longWhen(read)}></span>${zonelessMark(read)}`;
}

/** Tests × times of collection. A page of columns and one of rows is in the document, whatever the number. */
export function overTime({ model, byPanel, newestLast, whole, column, line, turn, set, open }: Grid, tests: readonly Shown[], columns: readonly Row[]): TemplateResult {
  const times = columns.slice(column, column + COLUMNS);
  if (newestLast) times.reverse();
  // Where each column and row stands in the whole table, for a reader who is told "column 12 of 40".
  const left = newestLast ? columns.length - column - times.length : column;
  let count = 1, cellCount = 0;
  const places = tests.map(({ series }, at) => count += byPanel && (at === 0 || series.panel !== tests[at - 1]!.series.panel) ? 2 : 1);
  const rows = tests.slice(line, line + ROWS);
  /** @param fitsIn are these parts of a value shown? Their names and unit stand once, before the row */
  const cell = (row: Row, first: Result, fitsIn: (parts: readonly Measure[]) => boolean): TemplateResult => {
    // Who goes from button to button hears the flag with the value.
    const id = `cell-${cellCount++}`;
    const one = model.result(row);
    const own = valueText(one, false), parts = one.components;
    const text = own || parts.map((part) => valueText(part, false)).join(' / ') || labels.noValue;
    const fits = text.length <= FITS && inOrder(text) === text && (parts.length === 0 || (own === '' && fitsIn(parts)));
    if (whole && !fits) return html`<div>${otherName(one, first)}<span class="pre">${inOrder(parts.length > 0 ? own : text)}</span> ${flags(one.flag)}${unjudged(one)}${status(one.status)}${lines(parts)}${unclearMark(one)}</div>`;
    return html`<div><button class="link nowrap" aria-label=${fits ? nothing : `${buttons.open} ${one.title ?? labels.notRecorded}`} aria-describedby=${id} @click=${() => { open(row); }} .textContent=${fits ? text : buttons.open}></button> <span id=${id}>${otherName(one, first)}${[one, ...parts].map(({ flag }) => flags(flag))}${unjudged(one, ...parts)} ${status(one.status)}${unclearMark(one)}</span></div>`;
  };
  let panel: string | undefined;
  return html`${bar([press(labels.newestLast, turn, newestLast), pages(column, COLUMNS, columns.length, labels.dates, (to) => { set({ column: to }); }), pages(line, ROWS, tests.length, labels.tests, (to) => { set({ line: to }); })])}
    <div class="grid" tabindex="0" role="group" aria-label=${labels.overTime}><table aria-rowcount=${count} aria-colcount=${columns.length + 1}><thead><tr aria-rowindex="1"><th scope="col" aria-colindex="1">${labels.test}</th>${times.map((time, at) => html`<th scope="col" aria-colindex=${left + at + 2}>${head(time)}</th>`)}</tr></thead>
      <tbody>${rows.map((shown, index) => {
        const { series } = shown;
        const first = model.result(shown.rows[0]!);
        const name = first.title ?? labels.notRecorded;
        const heading = byPanel && (index === 0 || series.panel !== panel) ? html`<tr class="panel-row" aria-rowindex=${places[line + index]! - 1}><th scope="rowgroup" aria-colindex="1" colspan=${times.length + 1}>${series.panel ?? labels.noPanel}</th></tr>` : nothing;
        panel = series.panel;
        let { unit } = series;
        let named: string | undefined;
        const fitsIn = (parts: readonly Measure[]): boolean => {
          const one = unitOf(parts), names = namesOf(parts);
          return one !== undefined && names !== undefined && one === (unit ??= one) && names === (named ??= names);
        };
        const cells = times.map((time, place) => {
          const found = at(shown.rows, time);
          return html`<td aria-colindex=${left + place + 2}>${found.slice(0, CELL).map((row) => cell(row, first, fitsIn))}${found.length > CELL ? html`<button class="link nowrap" @click=${() => { open(found[CELL]!); }}>${`${labels.more}: ${found.length - CELL}`}</button>` : nothing}</td>`;
        });
        return html`${heading}<tr class=${series.group.length > 1 ? 'split' : ''} aria-rowindex=${places[line + index]!}><th scope="row" aria-colindex="1"><span class="pre">${name}</span> <span class="muted"><span class=${held(unit ?? '', 16)}>${powers(unit ?? '')}</span>${kindOf(first, series)}${named ? ` ${named}` : nothing}</span>${unitMark(series)}</th>${cells}</tr>`;
      })}</tbody></table></div>`;
}
