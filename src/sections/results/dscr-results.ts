import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { isWhole } from '../../record/section-state.js';
import { readWhen, showWhen } from '../../record/when.js';
import { labels } from '../../ui/labels.js';
import { newSince } from '../../ui/new-since.js';
import { styles } from '../../ui/styles.js';
import { buttons, noun, words } from '../../ui/words.js';
import { group } from '../entry-row.js';
import { fileStyles, OpenedDocument } from '../opened-document.js';
import { everything, find, type Filter, type Found, type FoundPart, type Shown } from './find.map.js';
import { CATEGORIES, countOf, finder, type Category } from './finder.js';
import { history, historyTable, isDrawable, spanButtons, trend, wholeSpan, type Span, type Viewer } from './history.js';
import { notCome } from './measure.map.js';
import { columnsOf, overTime } from './over-time.js';
import { fullReport, fullRequest, fullResult, pages, press, reportMarks, reportRow, requestRow, SPARK, testRow, type Opening } from './result-rows.js';
import type { Report, Result, ResultsModel, Row, Series } from './results.model.js';
import { previousOf } from './series.map.js';
import { together } from './shared.map.js';
import { resultStyles } from './results.styles.js';

const VIEWS = { latest: labels.latest, 'over-time': labels.overTime, trend: labels.trend, reports: labels.reports } as const;
type View = keyof typeof VIEWS;
const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
/** Charts on one screen. */
const CHARTS = 4;

/** What the reader has set; all of it ends with the patient. */
interface Look {
  readonly view?: View | undefined;
  /** the reader asked for everything, whatever the host narrowed */
  readonly widened: boolean;
  readonly filter: Filter;
  readonly byPanel: boolean;
  readonly newestLast: boolean;
  /** the row that is open; in a test, its result in focus */
  readonly row?: Row | undefined;
  readonly span?: Span | undefined;
  /** the cell it was opened from */
  readonly from?: HTMLElement | undefined;
  /** first column and first line of what is paged */
  readonly column: number;
  readonly line: number;
}
/** `left`: how many there are in all, whatever the host leaves of them */
type FoundOfAll = Found & { readonly left: number };
const CLEAR: Filter = { query: '', abnormal: false, off: new Set() };
const START: Look = { widened: false, filter: CLEAR, byPanel: false, newestLast: false, column: 0, line: 0 };

/**
 * @summary Laboratory, radiology and other results, newest first; what was asked for and has no result yet stands apart.
 * @attr {latest|over-time|reports} view - which view opens
 * @attr {laboratory|imaging|other} category - one kind only; said, and can be widened
 * @attr {string} from - first day shown (yyyy, yyyy-mm, yyyy-mm-dd)
 * @attr {string} to - last day shown
 * @fires {CustomEvent<{ reference: string, contentType?: string, size?: number }>} dscr-open-document - cancelable: a host may open a report's file its own way
 * @fires dscr-section-shown
 */
export class DscrResults extends SectionElement<ResultsModel> {
  static override readonly section = 'results';
  static override styles = [styles, resultStyles, fileStyles];
  static override properties: PropertyDeclarations = {
    ...SectionElement.properties, view: {}, category: {}, from: {}, to: {}, look: { state: true }, filtersOpen: { state: true },
  };

  declare view: Exclude<View, 'trend'>;
  declare category: Category | undefined;
  declare from: string | undefined;
  declare to: string | undefined;
  declare private look: Look;
  declare private filtersOpen: boolean;
  readonly #opened = new OpenedDocument(this);

  constructor() {
    super();
    this.view = 'latest';
    this.look = START;
    this.filtersOpen = false;
  }

  #prints = false;
  override drawWhole(whole: boolean): void {
    this.#prints = whole;
    super.drawWhole(whole);
  }
  protected override forget(): void {
    super.forget();
    this.#opened.close(false);
    this.look = START;
    this.#found = undefined;
    this.#columns = undefined;
  }

  readonly #set = (change: Partial<Look>): void => {
    this.look = { ...this.look, ...change };
  };
  /** Narrows or widens: every list begins at its top again. */
  #again(change: Partial<Look>): void {
    this.windowsToTop();
    this.#opened.close(false);
    this.#set({ column: 0, line: 0, row: undefined, span: undefined, ...change });
  }

  get #limits(): Partial<Filter> & { readonly said?: string } {
    if (this.look.widened) return {};
    const part = CATEGORIES.find((one) => one === this.category);
    const [from, to] = [this.from, this.to].map((day) => (isDay(day) ? day : undefined));
    const days = ([[labels.from, from], [labels.to, to]] as const).flatMap(([label, day]) => (day === undefined ? [] : [`${label} ${showWhen(readWhen(day)!)}`])).join(', ');
    if (part === undefined && days === '') return {};
    return { part: part && `results.${part}`, from, to, said: `${noun(part ? `results.${part}` : 'results', 'sentence')}${days && ` (${days})`}` };
  }

  /** What is found stays until the results, the host's limits or the filter are others. */
  #found?: { readonly limits: string | undefined; readonly model: ResultsModel; readonly filter: Filter; readonly found: FoundOfAll } | undefined;
  #find(model: ResultsModel): FoundOfAll {
    const { filter, row } = this.look;
    const { said: limits, ...limit } = this.#limits;
    // Rows may be made anew with the model: what is open is found again.
    if (row?.resource.id !== undefined && this.#found?.model !== model) {
      this.#set({ row: [...model.parts.flatMap(({ series, reports }) => [...series.flatMap(({ rows }) => rows), ...reports]), ...model.pending, ...model.closed].find(({ resource: { id, resourceType } }) => id === row.resource.id && resourceType === row.resource.resourceType) ?? row });
    }
    if (this.#found?.model !== model || this.#found.filter !== filter || this.#found.limits !== limits) {
      const all = find(model, everything(model), { ...CLEAR, ...limit });
      this.#found = { limits, model, filter, found: { ...(filter === CLEAR ? all : find(model, all.parts, filter)), left: all.all } };
      this.#columns = undefined;
    }
    return this.#found.found;
  }
  #columns: readonly Row[] | undefined;

  override renderModel(model: ResultsModel): TemplateResult {
    const { sectionState } = this;
    return 'model' in sectionState && sectionState.model !== model ? this.#plain(model) : this.#whole(model);
  }

  /** What was recorded in error: a list, nothing to search or to compare. */
  #plain(model: ResultsModel): TemplateResult {
    return html`${model.parts.map(({ part, series, reports }) => html`${this.rows(series.flatMap((one) => one.rows.map((row) => ({ ...one, key: '', rows: [row], group: [], kin: [], panel: undefined }))), (one) =>
      testRow(model, { series: one, rows: one.rows }, this.#opening(one.rows[0]!, () => fullResult(model.result(one.rows[0]!), false))), `${part}.error`)}${this.rows(reports, (row) => this.#report(model, row), `${part}.error.reports`)}`)}
      ${this.rows([...model.pending, ...model.closed], (row) => this.#request(model, row), 'error.requests')}`;
  }

  #opening(row: Row, rest: () => unknown, isOpen = this.look.row === row): Opening {
    return { isOpen, rest, toggle: () => { this.#opened.close(false); this.#set({ row: isOpen ? undefined : row, span: undefined }); } };
  }
  #report(model: ResultsModel, row: Row): TemplateResult {
    const one = model.report(row);
    return reportRow(one, this.#opening(row, () => fullReport(one, [this.#opened.files(one), this.#opened.panel([one], reportMarks)])));
  }
  #request(model: ResultsModel, row: Row): TemplateResult {
    const one = model.request(row);
    return requestRow(one, this.#opening(row, () => fullRequest(one)));
  }

  /** What a report or panel names may still come: only when all has is it not available. */
  #late(model: ResultsModel): ResultsModel {
    const late = <T extends Result | Report>(one: T): T => ({ ...one, results: one.results.map((each) => (each.missing === undefined ? each : { ...each, title: notCome(each.missing, words.loading.now('results')) })) });
    return this.sectionState.name === 'loading' ? { ...model, result: (row) => late(model.result(row)), report: (row) => late(model.report(row)) } : model;
  }
  #whole(sent: ResultsModel): TemplateResult {
    const model = this.#late(sent);
    const found = this.#find(sent);
    const { look } = this;
    const { said, part } = this.#limits;
    const view = look.view ?? (Object.hasOwn(VIEWS, this.view) ? this.view : 'latest');
    const viewer: Viewer = { model, row: look.row, span: look.span, set: this.#set };
    const tests = found.parts.flatMap((one) => one.tests);
    // A result that is not here is said not to be there yet only where none is on its way, did not come, or is not for this role.
    const { sectionState: state } = this;
    const isAll = isWhole(state);
    // What is kept from this role is said above; an answer that was cut may not have come newest first.
    const isNewest = state.name === 'ready' && (isWhole({ ...state, hidden: false }) || state.gaps.some(({ limit }) => limit?.newest));
    const requests = (title: string, rows: readonly Row[], key: string): TemplateResult | typeof nothing => {
      const list = rows.filter((row) => view === 'latest' && (part === undefined || row.part === part));
      // Where there is little room they would stand before every result: folded, and counted.
      return list.length === 0 ? nothing : html`<details ?open=${this.#prints || this.offsetWidth > 479}><summary>${this.subheading(this.counted(title, list.length))}</summary>${this.rows(list, (row) => this.#request(model, row), key)}</details>`;
    };
    const listed = view === 'reports' ? found.parts.flatMap((one) => one.reports) : tests;
    return html`${said === undefined ? nothing : html`<p class="notice">${words.filter.byHost(said)} ${press(buttons.showAll('results'), () => { this.#again({ widened: true }); })}</p>`}
      <div class="buttons screen" role="group" aria-label=${labels.results}>${(Object.keys(VIEWS) as View[]).map((one) => press(one === 'latest' && !isNewest ? labels.tests : VIEWS[one], () => { this.#set({ view: one, row: undefined, span: undefined }); }, view === one))}</div>
      <details class="fold screen"><summary>${labels.viewAndFilter}</summary></details>
      ${finder({ model, filter: look.filter, byPanel: look.byPanel, isOpen: this.filtersOpen, open: (isOpen) => { this.filtersOpen = isOpen; }, narrow: (change) => { this.#again({ filter: { ...this.look.filter, ...change } }); }, group: (byPanel) => { this.#again({ byPanel }); }, counted: (results) => this.counted('', results) })}<div role="status">${said !== undefined && found.left > 0 && (look.filter === CLEAR ? found.shown : found.all) === 0 ? html`<p>${words.filter.none('results', found.left)}</p>` : this.#filterLine(found)}</div>
      ${requests(isAll ? labels.noResultYet : labels.requested, model.pending, 'pending')}
      ${view === 'latest' ? found.parts.map((one) => this.#part(viewer, one)) : nothing}
      ${view === 'reports' ? found.parts.map((one) => this.#reports(model, this.counted(noun(one.part), countOf([], one.reports.length)), one.reports, one.part, 1)) : nothing}
      ${listed.length === 0 && view !== 'latest' ? html`<p>${VIEWS[view]}: ${labels.notAvailable}</p>`
        : view === 'over-time' ? this.#grid(viewer, tests) : view === 'trend' ? this.#trends(viewer, tests) : nothing}
      ${requests(labels.requested, model.closed, 'closed')}`;
  }

  #reports(model: ResultsModel, title: string, list: readonly Row[], key: string, depth: number): TemplateResult | typeof nothing {
    return group(this, title, list, (row) => this.#report(model, row), `${key}.reports`, depth);
  }

  /** A closed row is drawn anew only when what it says of its series is another: pages bring older results. */
  #drawn = new WeakMap<Series, { readonly now: readonly unknown[]; readonly row: TemplateResult }>();
  #part(viewer: Viewer, { part, tests, apart }: FoundPart): TemplateResult | typeof nothing {
    const { model, row } = viewer;
    const { byPanel } = this.look;
    if (tests.length + apart.length === 0) return nothing;
    const draw = (one: Shown): TemplateResult => {
      const { series, rows } = one;
      const isOpen = row !== undefined && rows.includes(row);
      const now = [this.sectionState.name, newSince.at, rows === series.rows, series.group.length, rows.length > SPARK || rows.length, rows[0], rows[SPARK - 1], previousOf(series, rows[0]!)];
      const before = this.#drawn.get(series);
      if (before && !isOpen && now.every((each, index) => each === before.now[index])) return before.row;
      const drawn = testRow(model, one, this.#opening(rows[0]!, () => history(viewer, one), isOpen));
      if (isOpen) this.#drawn.delete(series); else this.#drawn.set(series, { now, row: drawn });
      return drawn;
    };
    return html`${this.subheading(this.counted(noun(part), countOf(tests, apart.length)))}
      ${byPanel ? [...new Set(tests.map(({ series }) => series.panel))].map((panel) => group(this, panel ?? labels.noPanel, tests.filter(({ series }) => series.panel === panel), draw, `${part}.${panel ?? ''}`, 2))
        : this.rows(tests, draw, part)}
      ${this.#reports(model, labels.reports, apart, part, 2)}`;
  }

  #grid(viewer: Viewer, all: readonly Shown[]): TemplateResult {
    const { model, row } = viewer;
    const { byPanel, newestLast, column, line } = this.look;
    const tests = byPanel ? together([...all], ({ series }) => series.panel) : all;
    const opened = row && tests.find(({ rows }) => rows.includes(row));
    const open = (to: Row): void => {
      this.#set({ row: to, span: undefined, from: this.shadowRoot!.activeElement as HTMLElement });
      void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.opened')?.focus(); });
    };
    return html`${overTime({ model, byPanel, newestLast, whole: this.#prints, column, line, turn: () => { this.#again({ newestLast: !newestLast }); }, set: (change) => { this.#set({ ...change, from: undefined }); }, open }, tests, this.#columns ??= columnsOf(all))}
      ${opened ? html`<div class="opened panel" tabindex="-1">${this.subheading(model.result(row!).title ?? labels.notRecorded)}${history(viewer, opened)}${press(buttons.close, () => { (this.look.from ?? this.renderRoot.querySelector<HTMLElement>('.grid'))?.focus(); this.#set({ row: undefined }); })}</div>` : nothing}`;
  }

  /** Several tests, one axis. */
  #trends(viewer: Viewer, tests: readonly Shown[]): TemplateResult {
    const { line } = this.look;
    const isLine = ({ rows }: Shown): boolean => rows.length > 1 && rows.some(isDrawable);
    // What makes no line, as a single result, is shown as it is, after those that do.
    const drawn = [...tests].sort((a, b) => Number(isLine(b)) - Number(isLine(a)));
    const shown = drawn.slice(line, line + CHARTS);
    const whole = wholeSpan(shown.filter(isLine));
    return html`${pages(line, CHARTS, drawn.length, labels.tests, (to) => { this.#set({ line: to }); })}${whole ? spanButtons(viewer, whole) : nothing}
      ${shown.map((one) => html`${whole && isLine(one) ? trend(viewer, one, whole) : nothing}${historyTable(viewer, one)}`)}`;
  }

  /** What is on, by the reader or the host, as the foot of a printed page says it. */
  get filterText(): string | undefined {
    const { sectionState } = this;
    if (!('model' in sectionState) || !sectionState.model) return undefined;
    const { said } = this.#limits;
    const filter = this.#filterSaid(this.#find(sectionState.model));
    return [...(said ? [words.filter.byHost(said)] : []), ...(filter ? [filter] : [])].join(' ') || undefined;
  }

  #filterSaid({ shown, all, flagged, unjudged }: Found): string | undefined {
    const { query, abnormal, part, source, from, to, off } = this.look.filter;
    const why = words.filter.why;
    const on = ([[query.trim(), why.query], [abnormal, why.abnormal], [part, why.part], [source, why.source], [from ?? to, why.dates], [off.size, why.tests]] as const).flatMap(([active, text]) => (active ? [text] : [])).join('; ');
    return on === '' ? undefined : shown === 0 ? words.filter.none('results', all) : words.filter.onResults(shown, all, flagged, unjudged, all - shown, on);
  }
  #filterLine(found: Found): TemplateResult | typeof nothing {
    const text = this.#filterSaid(found);
    return text === undefined ? nothing : html`<p class="notice">${text} ${press(buttons.clearFilter, () => { this.#again({ filter: CLEAR }); })}</p>`;
  }
}
