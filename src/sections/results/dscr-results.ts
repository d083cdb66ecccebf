import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { SectionElement } from '../../element/section-element.js';
import { readWhen, showWhen } from '../../record/when.js';
import { labels } from '../../ui/labels.js';
import { WHOLE } from '../../ui/row-window.js';
import { when } from '../../ui/rows.js';
import { buttons, noun, words } from '../../ui/words.js';
import { flags, ranges, reportRow, requestRow, resultRow, status, value } from './result-rows.js';
import type { PartRows, ResultsModel, Row } from './results.model.js';

const VIEWS = { latest: labels.latest, 'over-time': labels.overTime, reports: labels.reports } as const;
type View = keyof typeof VIEWS;
const CATEGORIES = ['laboratory', 'imaging', 'other'] as const;
const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);

/** A date that may lie on either side of a limit stays, and so does a row without one: nothing is hidden on a guess. */
const inside = (date: string | undefined, from: string | undefined, to: string | undefined): boolean => {
  if (date === undefined || !/^\d{4}/.test(date)) return true;
  const far = (limit: string): readonly [string, string] => { const length = Math.min(limit.length, date.length, 10); return [date.slice(0, length), limit.slice(0, length)]; };
  if (from !== undefined) { const [a, b] = far(from); if (a < b) return false; }
  if (to !== undefined) { const [a, b] = far(to); if (a > b) return false; }
  return true;
};

/**
 * @summary Laboratory, radiology and other results, newest first; what was asked for and has no result yet stands apart.
 * @attr {latest|over-time|reports} view - which view opens
 * @attr {laboratory|imaging|other} category - one kind only; said, and can be widened
 * @attr {string} from - first day shown (yyyy, yyyy-mm, yyyy-mm-dd)
 * @attr {string} to - last day shown
 * @fires dscr-section-shown
 */
export class DscrResults extends SectionElement<ResultsModel> {
  static override readonly section = 'results';

  @property() view: View = 'latest';
  @property() category: (typeof CATEGORIES)[number] | undefined;
  @property() from: string | undefined;
  @property() to: string | undefined;
  @state() private chosen?: View | undefined;
  /** the reader asked for everything, whatever the host narrowed */
  @state() private widened = false;

  protected override forget(): void {
    super.forget();
    this.chosen = undefined;
    this.widened = false;
  }

  get #limits(): { readonly part?: PartRows['part']; readonly from?: string; readonly to?: string; readonly said?: string } {
    if (this.widened) return {};
    const part = CATEGORIES.find((one) => one === this.category);
    const [from, to] = [this.from, this.to].map((day) => (isDay(day) ? day : undefined));
    const days = ([[labels.from, from], [labels.to, to]] as const).flatMap(([label, day]) => (day === undefined ? [] : [`${label} ${showWhen(readWhen(day)!)}`])).join(', ');
    if (part === undefined && days === '') return {};
    return { ...(part && { part: `results.${part}` as const }), ...(from && { from }), ...(to && { to }), said: `${noun(part ? `results.${part}` : 'results', 'sentence')}${days && ` (${days})`}` };
  }

  override renderModel({ parts, pending, closed, ...read }: ResultsModel): TemplateResult {
    const { part, from, to, said } = this.#limits;
    const view = this.chosen ?? (Object.hasOwn(VIEWS, this.view) ? this.view : 'latest');
    const some = (rows: readonly Row[]): readonly Row[] => (from === undefined && to === undefined ? rows : rows.filter(({ date }) => inside(date, from, to)));
    const group = (title: string, rows: readonly Row[], draw: (row: Row) => TemplateResult, key: string): TemplateResult | typeof nothing => {
      const list = some(rows).filter((row) => part === undefined || row.part === part);
      return list.length === 0 ? nothing : html`${this.subheading(`${title} (${list.length})`)}${this.rows(list, draw, key)}`;
    };
    const table = (rows: readonly Row[]): TemplateResult => html`<table class="stack"><thead><tr>${[labels.date, labels.test, labels.result, labels.range, labels.source].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => { const one = read.result(row); return html`<tr><td data-label=${labels.date}>${when(one.provenance.date) ?? labels.dateNotRecorded}</td><th scope="row" class="pre">${one.title ?? labels.notRecorded}</th>
        <td data-label=${labels.result}>${value(one)} ${flags(one.flag)} ${status(one.status)}${one.components.map((sub) => html`<div>${sub.title} ${value(sub)} ${flags(sub.flag)}</div>`)}</td>
        <td data-label=${labels.range}>${one.ranges.length > 0 ? ranges(one.ranges) : labels.noRange}</td><td data-label=${labels.source}>${one.provenance.organisation ?? labels.sourceNotStated}</td></tr>`; })}</tbody></table>`;
    const ofPart = ({ part: id, results, reports }: PartRows): TemplateResult | typeof nothing => {
      const list = view === 'reports' ? [] : some(results);
      const withReports = view === 'over-time' ? [] : some(reports);
      if ((part !== undefined && part !== id) || list.length + withReports.length === 0) return nothing;
      const laboratory = id === 'results.laboratory';
      return html`${this.subheading(`${noun(id)} (${list.length + withReports.length})`)}
        ${list.length === 0 ? nothing : view === 'over-time' && list.length <= WHOLE ? table(list) : this.rows(list, (row) => resultRow(read.result(row), laboratory), id)}
        ${withReports.length === 0 ? nothing : html`${list.length > 0 ? this.subheading(labels.reports, 2) : nothing}${this.rows(withReports, (row) => reportRow(read.report(row)), `${id}.reports`)}`}`;
    };
    const request = (row: Row): TemplateResult => requestRow(read.request(row));
    return html`${said === undefined ? nothing : html`<p class="notice">${words.filter.byHost(said)} <button type="button" class="screen" @click=${() => { this.widened = true; }}>${buttons.showAll('results')}</button></p>`}
      <div class="buttons screen" role="group" aria-label=${labels.results}>${(Object.keys(VIEWS) as View[]).map((one) => html`<button type="button" aria-pressed=${view === one} @click=${() => { this.chosen = one; }}>${VIEWS[one]}</button>`)}</div>
      ${view === 'latest' ? group(labels.noResultYet, pending, request, 'pending') : nothing}
      ${parts.map(ofPart)}
      ${view === 'latest' ? group(labels.requested, closed, request, 'closed') : nothing}`;
  }
}
