import { html, nothing, type TemplateResult } from 'lit';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { code, nodes, type Node } from '../../fhir/read.js';
import { joined } from '../../fhir/said.js';
import { lastMoment, readWhen, showWhen } from '../../record/when.js';
import { chart, isIn, type Point } from '../../ui/chart.js';
import { unclearMark, unclearText } from '../../ui/details.js';
import { labels } from '../../ui/labels.js';
import { badge, zonelessMark } from '../../ui/rows.js';
import { words } from '../../ui/words.js';
import type { Shown } from './find.map.js';
import { sourceOf } from './details.map.js';
import { isCritical, limitsOf, micro } from './measure.map.js';
import { bar, changeWords, flags, flagWords, fullResult, held, inside, kindOf, lines, otherName, pages, powers, press, raised, rangeText, status, statusText, unitMark, value, valueText, whenText } from './result-rows.js';
import type { Measure, Result, ResultsModel, Row, Series } from './results.model.js';
import { areTwins, holds, nameOf, numberOf, testOf } from './series.map.js';

export type Span = readonly [from: number, to: number];
/** What the history of a test needs of the view it stands in. */
export interface Viewer {
  readonly model: ResultsModel;
  /** the result in focus, in whichever test it is */
  readonly row: Row | undefined;
  /** undefined: from the first to the last */
  readonly span: Span | undefined;
  set(change: { readonly row?: Row; readonly span?: Span | undefined }): void;
}

const DAY = 86_400_000;
const PAGE = 8;

/** When a result may have been: a moment, or the first and last of a month or year. */
function extent({ date = '', sort }: Row): Span {
  const when = date.length < 8 ? readWhen(date) : undefined;
  return [sort, when ? lastMoment(when) - 1 : sort];
}

/** @param holder the result, or a part of it */
function toPoint(row: Row, holder: Node, apart: boolean, isOut: boolean, said: () => string): Point {
  const [from, to] = extent(row);
  const sent = readQuantity(holder['valueQuantity']);
  const plain = numberOf(row, holder, sent);
  const open = holds(row.resource) && sent?.comparator && Number.isFinite(Number(sent.value)) ? sent : undefined;
  const y = plain ?? open?.value, word = plain ?? (open ? `${open.comparator!}${open.value!}` : said());
  return {
    from, to, apart, y: y === undefined ? undefined : Number(y), sign: open?.comparator, out: isOut, critical: isCritical(holder), limits: limitsOf(holder, sent),
    // A number stands by its place in the line; what is read alone says that it is not final.
    label: (y === undefined && word && joined([word, statusText(code(row.resource['status']))], ' · ')) || word,
  };
}

/** What is drawn in one picture: a point for each row. The line of the results themselves has no title. */
interface Line { readonly title: string; readonly points: readonly Point[] }
interface Dated { readonly rows: readonly Row[]; readonly lines: readonly Line[]; readonly of: string }

/** The numbers among the parts of results, a line for each code and unit, as a blood pressure has two. A result without such a part parts the line, and is a mark without a number. */
function linesOfParts(rows: readonly Row[], own: readonly Point[], model: ResultsModel): readonly Line[] {
  const lines = new Map<string, { readonly title: string; readonly points: Point[] }>();
  rows.forEach((row, at) => {
    const seen: string[] = [];
    let read: readonly Measure[] | undefined;
    nodes(row.resource['component']).forEach((part, place) => {
      const sent = readQuantity(part['valueQuantity']);
      if (sent?.value === undefined) return;
      const kind = `${testOf(part['code'])}\n${micro(sent.unit)}`, key = `${kind}\n${seen.filter((one) => one === kind).length}`;
      seen.push(kind);
      const one = (read ??= model.result(row).components)[place]!;
      if (!lines.has(key)) lines.set(key, { title: `${one.title ?? labels.component} ${sent.unit ?? ''}`, points: own.map((point) => ({ ...point, y: undefined, label: '', sign: undefined, limits: [] })) });
      lines.get(key)!.points[at] = toPoint(row, part, own[at]!.apart, flagWords(one.flag).some(([, tone]) => tone !== 'plain'), () => valueText(one));
    });
  });
  return [...lines.values()];
}

/** Rows that come after one that is not among them, be it filtered away or in another unit: no line may pass over that. */
function afterGaps(some: ReadonlySet<Row>, { group }: Series): ReadonlySet<Row> {
  let isGap = false;
  return new Set(group.flatMap(({ rows }) => rows).sort((a, b) => a.sort - b.sort).filter((row) => { const is = isGap; isGap = !some.has(row); return is && !isGap; }));
}

const kept = new WeakMap<readonly Row[], Dated>();
/** Oldest first, those with a date: made once for as long as the rows stay. */
function dated({ rows: shown, series }: Shown, model: ResultsModel): Dated {
  const of = String([shown.length, ...series.group.map(({ rows }) => rows.length)]);
  let found = kept.get(shown);
  if (found?.of !== of) {
    const rows = shown.filter(({ sort }) => sort > -Infinity).reverse();
    const apart = afterGaps(new Set(rows), series);
    const points = rows.map((row, at) => toPoint(row, row.resource, apart.has(row) || (at > 0 && nameOf(row) !== nameOf(rows[at - 1]!)), row.grade === 1, () => valueText(model.result(row))));
    const parts = linesOfParts(rows, points, model);
    kept.set(shown, found = { rows, lines: parts.length > 0 && points.every(({ label }) => label === '') ? parts : [{ title: '', points }, ...parts], of });
  }
  return found;
}

/** From the first to the last of several tests, so that they stand on one axis. */
export function wholeSpan(tests: readonly Shown[]): Span | undefined {
  let from = Infinity, to = -Infinity;
  for (const { rows } of tests) for (const row of rows) if (row.sort > -Infinity) { from = Math.min(from, row.sort); to = Math.max(to, extent(row)[1]); }
  return from > to ? undefined : [from, to];
}

const PRESETS = [[labels.months3, 91], [labels.years1, 366], [labels.years5, 1827]] as const;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
const moved = ([from, to]: Span, by: number, zoom = 1): Span => {
  const half = Math.max((to - from) / 2 * zoom, DAY / 2), middle = (from + to) / 2 + (to - from) * by;
  return [middle - half, middle + half];
};
const KEYS: Readonly<Record<string, readonly [by: number, zoom: number]>> = { PageUp: [-0.5, 1], PageDown: [0.5, 1], '+': [0, 0.5], '=': [0, 0.5], '-': [0, 2] };

const STEPS = [[labels.earlier, 'PageUp'], [labels.later, 'PageDown'], [labels.zoomIn, '+'], [labels.zoomOut, '-']] as const;

/** Presets, pan and zoom: buttons for what the keys do too. */
export function spanButtons({ span, set }: Viewer, whole: Span): TemplateResult {
  const now = span ?? whole;
  return bar([
    press(labels.allDates, () => { set({ span: undefined }); }, span === undefined),
    ...PRESETS.map(([text, days]) => {
      const from = whole[1] - days * DAY;
      return press(text, () => { set({ span: [from, whole[1]] }); }, span?.[0] === from && span[1] === whole[1]);
    }),
    ...STEPS.map(([text, key]) => press(text, () => { set({ span: moved(now, ...KEYS[key]!) }); })),
  ], labels.chart);
}

/** Has it, or a part of it, anything to judge it by? */
const isJudged = (one: Result): boolean => one.results.length > 0 || [one, ...one.components].some(({ flag, ranges: list }) => flag ?? list[0]);
const saying = (one: Measure, name?: string): string | undefined => joined([name, valueText(one), ...flagWords(one.flag).map(([word]) => word ?? labels.unknown), rangeText(one) && `${labels.range} ${rangeText(one)}`]);
/** All that a stop of the focus line says. */
function speech(model: ResultsModel, { series }: Shown, row: Row): string {
  const one = model.result(row);
  return joined([whenText(one.provenance.date), statusText(one.status), saying(one), ...one.components.map((part) => saying(part, part.title ?? labels.component)), isJudged(one) ? '' : words.range.none, changeWords(model, series, row), unclearText(one)])!;
}

/** Is there anything that a line or strip can be made of? */
export const isDrawable = ({ resource }: Row): boolean => [resource, ...nodes(resource['component'])].some((one) => Object.keys(one).some((name) => name.startsWith('value')));

/** The chart of one test, its focus line moved by the arrow keys. */
export function trend(viewer: Viewer, shown: Shown, whole: Span): TemplateResult {
  const { model, row, set } = viewer;
  const { rows, lines } = dated(shown, model);
  const points = lines.flatMap((one) => one.points);
  const span = viewer.span ?? whole;
  const at = row ? rows.indexOf(row) : -1;
  const first = model.result(shown.rows[0]!);
  const name = first.title ?? labels.notRecorded, kind = kindOf(first, shown.series);
  const said = points.every((one) => !isIn(one, span)) ? words.filter.none('results', rows.length) : at < 0 ? '' : speech(model, shown, rows[at]!);
  const pressed = (event: KeyboardEvent): void => {
    const key = KEYS[event.key];
    const next = ({ ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at - 1, Home: 0, End: rows.length - 1 } as Readonly<Record<string, number>>)[event.key];
    if ((!key && next === undefined) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (key) { set({ span: moved(span, ...key) }); return; }
    const target = rows[Math.min(Math.max(next!, 0), rows.length - 1)];
    // A stop outside the picture brings the picture with it.
    if (target) set({ row: target, ...(target.sort < span[0] || target.sort > span[1] ? { span: [target.sort - (span[1] - span[0]) / 2, target.sort + (span[1] - span[0]) / 2] as const } : {}) });
  };
  return html`<figure class="trend"><figcaption><b>${name}</b> ${powers(shown.series.unit ?? '')}${kind} <span class="muted">${points.some(({ limits: [low, high] }) => low ?? high) ? labels.band : ''}</span></figcaption>
    <div class="chart" role="slider" tabindex="0" aria-label=${`${labels.chart} ${name}${kind}`} aria-valuemin="0" aria-valuemax=${rows.length} aria-valuenow=${at + 1} aria-valuetext=${said || labels.all} @keydown=${pressed}>${lines.map(({ title, points: some }) => html`${title && html`<p aria-hidden="true">${powers(title)}</p>`}${chart(some, span, at)}`)}</div>
    <p class="axis muted"><span>${powers(shown.series.unit ?? '')}</span><span>${showDay(span[0])}</span><span>${showDay(span[1])}</span></p>
    <p class="said">${raised(at < 0 ? first : model.result(rows[at]!), said)}</p></figure>`;
}
const showDay = (time: number): string => showWhen(readWhen(day(time))!);

/** The same results as a table; the page shown is the one of the result in focus. Its roles are said, as a browser may drop those of a table laid out as blocks. */
export function historyTable({ model, row, set }: Viewer, shown: Shown): TemplateResult {
  const { rows, series } = shown;
  const at = Math.max(row ? rows.indexOf(row) : 0, 0);
  const first = at - at % PAGE;
  const page = rows.slice(first, first + PAGE);
  const newest = model.result(rows[0]!);
  return html`<div><table class="stack" role="table"><caption>${labels.history} ${newest.title ?? labels.notRecorded}${kindOf(newest, series)} ${unitMark(series)}</caption>
    <thead role="rowgroup"><tr role="row">${[labels.date, labels.result, labels.range, labels.changed, labels.source].map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
    <tbody role="rowgroup">${page.map((one, index) => {
      const read = model.result(one);
      const before = rows[first + index - 1], after = rows[first + index + 1];
      const { date } = read.provenance;
      const changed = changeWords(model, series, one) ?? '';
      const twin = (before && areTwins(before, one)) || (after && areTwins(after, one));
      return html`<tr role="row" aria-current=${one === row ? 'true' : nothing}><th scope="row" role="rowheader"><button class="link nowrap" @click=${() => { set({ row: one }); }} .textContent=${date ? showWhen(date) : labels.dateNotRecorded}></button>${zonelessMark(date)}</th><td role="cell" data-label=${labels.result}>${otherName(read, newest)}${value(read)} ${flags(read.flag)} ${status(read.status)}${lines(read.components)}${inside(read)}${unclearMark(read)}${
        twin ? badge(labels.possiblyTheSame, 'warn') : nothing}</td><td role="cell" class=${held(rangeText(read))} data-label=${labels.range}>${powers(rangeText(read)) || (isJudged(read) ? '' : words.range.none)}</td><td role="cell" class=${held(changed)} data-label=${labels.changed}>${powers(changed)}</td><td role="cell" data-label=${labels.source} .textContent=${sourceOf(read.provenance) ?? labels.sourceNotStated}></td></tr>`;
    })}</tbody></table>${pages(first, PAGE, rows.length, labels.results, (to) => { set({ row: rows[to]! }); })}</div>`;
}

/** Everything of one test: the result in focus in full, the line, the table. */
export function history(viewer: Viewer, shown: Shown): TemplateResult {
  const row = viewer.row && shown.rows.includes(viewer.row) ? viewer.row : shown.rows[0]!;
  const focused = { ...viewer, row };
  const one = viewer.model.result(row);
  const whole = shown.rows.length > 1 && one.results.length === 0 ? wholeSpan([shown]) : undefined;
  return html`${fullResult(one, row.part === 'results.laboratory')}${whole ? html`${spanButtons(focused, whole)}${trend(focused, shown, whole)}` : nothing}${historyTable(focused, shown)}`;
}
