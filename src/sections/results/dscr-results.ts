import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { SectionElement } from '../../element/section-element.js';
import { readWhen, showWhen } from '../../record/when.js';
import { labels } from '../../ui/labels.js';
import { styles } from '../../ui/styles.js';
import { buttons, noun, words } from '../../ui/words.js';
import { find, type Filter, type Found, type Shown } from './find.map.js';
import { history, historyTable, spanButtons, trend, wholeSpan, type Span, type Viewer } from './history.js';
import { overTime } from './over-time.js';
import { fullReport, fullRequest, reportRow, requestRow, testRow, type Opening } from './result-rows.js';
import type { PartRows, ResultsModel, Row, Series } from './results.model.js';
import { resultStyles } from './results.styles.js';

const VIEWS = { latest: labels.latest, 'over-time': labels.overTime, trend: labels.trend, reports: labels.reports } as const;
type View = keyof typeof VIEWS;
const CATEGORIES = ['laboratory', 'imaging', 'other'] as const;
type Category = (typeof CATEGORIES)[number];
const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
/** Charts on one screen. */
const CHARTS = 4;

/** What the reader has set; all of it ends with the patient. */
interface Look {
  readonly view?: View | undefined;
  /** the reader asked for everything, whatever the host narrowed */
  readonly widened: boolean;
  readonly query: string;
  readonly abnormal: boolean;
  readonly category: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly off: ReadonlySet<Series>;
  readonly byPanel: boolean;
  readonly newestLast: boolean;
  /** the row that is open; in a test, its result in focus */
  readonly row?: Row | undefined;
  readonly span?: Span | undefined;
  readonly column: number;
  readonly line: number;
}
const CLEAR = { query: '', abnormal: false, category: '', source: '', from: '', to: '', off: new Set<Series>(), column: 0, line: 0 } as const;
const START: Look = { ...CLEAR, widened: false, byPanel: false, newestLast: false };
const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

/**
 * @summary Laboratory, radiology and other results, newest first; what was asked for and has no result yet stands apart.
 * @attr {latest|over-time|trend|reports} view - which view opens
 * @attr {laboratory|imaging|other} category - one kind only; said, and can be widened
 * @attr {string} from - first day shown (yyyy, yyyy-mm, yyyy-mm-dd)
 * @attr {string} to - last day shown
 * @fires dscr-section-shown
 */
export class DscrResults extends SectionElement<ResultsModel> {
  static override readonly section = 'results';
  static override styles = [styles, resultStyles];

  @property() view: View = 'latest';
  @property() category: Category | undefined;
  @property() from: string | undefined;
  @property() to: string | undefined;
  @state() private look = START;

  protected override forget(): void {
    super.forget();
    this.look = START;
    this.#found = undefined;
    this.#columns = undefined;
  }

  readonly #set = (change: Partial<Look>): void => {
    this.look = { ...this.look, ...change };
  };
  /** Narrows or widens: every list begins at its top again. */
  #filter(change: Partial<Look>): void {
    super.forget();
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
  #found?: { readonly key: string; readonly model: ResultsModel; readonly off: unknown; readonly found: Found } | undefined;
  #find(model: ResultsModel, limits: Partial<Filter>): Found {
    const { query, abnormal, category, source, from, to, off } = this.look;
    const kind = CATEGORIES.find((one) => one === category);
    const key = JSON.stringify([limits, query, abnormal, kind, source, from, to]);
    if (this.#found?.key !== key || this.#found.model !== model || this.#found.off !== off) {
      const base = find(model, { query: '', abnormal: false, off: CLEAR.off, ...limits });
      const narrowed = query || abnormal || kind || source || from || to || off.size > 0;
      const inner: ResultsModel = { ...model, parts: base.parts.map(({ part, tests, reports }) => ({ part, reports, series: tests.map(({ series, rows }) => (rows === series.rows ? series : narrow(series, rows))) })) };
      const found = narrowed ? find(inner, { query, abnormal, part: kind && `results.${kind}`, source: source || undefined, from: from || undefined, to: to || undefined, off }) : base;
      this.#found = { key, model, off, found };
      this.#columns = undefined;
    }
    return this.#found.found;
  }
  #columns: readonly number[] | undefined;
  /** Times of collection, newest first. */
  #times(tests: readonly Shown[]): readonly number[] {
    return this.#columns ??= [...new Set(tests.flatMap(({ rows }) => rows.map(({ sort }) => sort)))].sort((a, b) => b - a || 0);
  }

  override renderModel(model: ResultsModel): TemplateResult {
    const { sectionState } = this;
    return 'model' in sectionState && sectionState.model !== model ? this.#plain(model) : this.#whole(model);
  }

  /** What was recorded in error: a list, nothing to search or to compare. */
  #plain(model: ResultsModel): TemplateResult {
    return html`${model.parts.map(({ series, reports }) => html`${this.rows(series.flatMap((one) => one.rows.map((row) => ({ series: { ...one, rows: [row], group: [], unit: one.unit, panel: undefined }, rows: [row] }))), (one) => testRow(model, one, this.#opening(one.rows[0]!, () => nothing)), 'error')}${this.rows(reports, (row) => this.#report(model, row), 'error.reports')}`)}
      ${this.rows([...model.pending, ...model.closed], (row) => this.#request(model, row), 'error.requests')}`;
  }

  #opening(row: Row, rest: () => unknown, isOpen = this.look.row === row): Opening {
    return { isOpen, rest, toggle: () => { this.#set({ row: isOpen ? undefined : row, span: undefined }); } };
  }
  #report(model: ResultsModel, row: Row): TemplateResult {
    const one = model.report(row);
    return reportRow(one, this.#opening(row, () => fullReport(one)));
  }
  #request(model: ResultsModel, row: Row): TemplateResult {
    const one = model.request(row);
    return requestRow(one, this.#opening(row, () => fullRequest(one)));
  }
  #viewer(model: ResultsModel): Viewer { return { model, row: this.look.row, span: this.look.span, set: this.#set }; }

  #whole(model: ResultsModel): TemplateResult {
    const { look } = this;
    const limits = this.#limits;
    const view = look.view ?? (Object.hasOwn(VIEWS, this.view) ? this.view : 'latest');
    const found = this.#find(model, limits);
    const viewer = this.#viewer(model);
    const tests = found.parts.flatMap((one) => one.tests);
    const requests = (title: string, rows: readonly Row[], key: string): TemplateResult | typeof nothing => {
      const list = found === this.#found?.found && limits.part ? rows.filter(({ part }) => part === limits.part) : rows;
      return list.length === 0 || view !== 'latest' ? nothing : html`${this.subheading(`${title} (${list.length})`)}${this.rows(list, (row) => this.#request(model, row), key)}`;
    };
    return html`${limits.said === undefined ? nothing : html`<p class="notice">${words.filter.byHost(limits.said)} <button type="button" class="screen" @click=${() => { this.#filter({ widened: true }); }}>${buttons.showAll('results')}</button></p>`}
      <div class="buttons screen" role="group" aria-label=${labels.results}>${(Object.keys(VIEWS) as View[]).map((one) => html`<button type="button" aria-pressed=${view === one ? 'true' : 'false'} @click=${() => { this.#set({ view: one, row: undefined, span: undefined }); }}>${VIEWS[one]}</button>`)}</div>
      ${this.#finder(model)}${this.#filterLine(found)}
      ${requests(labels.noResultYet, model.pending, 'pending')}
      ${view === 'latest' ? found.parts.map((one) => this.#part(viewer, one)) : nothing}
      ${view === 'reports' ? found.parts.map(({ part, reports }) => this.#reports(model, `${noun(part)} (${reports.length})`, reports, part, 1)) : nothing}
      ${view === 'over-time' ? this.#grid(viewer, tests) : nothing}
      ${view === 'trend' ? this.#trends(viewer, tests) : nothing}
      ${requests(labels.requested, model.closed, 'closed')}`;
  }

  #reports(model: ResultsModel, title: string, list: readonly Row[], key: string, depth: number): TemplateResult | typeof nothing {
    return list.length === 0 ? nothing : html`${this.subheading(title, depth)}${this.rows(list, (row) => this.#report(model, row), `${key}.reports`)}`;
  }

  #part(viewer: Viewer, { part, tests, reports }: Found['parts'][number]): TemplateResult | typeof nothing {
    const { model, row } = viewer;
    if (tests.length + reports.length === 0) return nothing;
    const draw = (one: Shown): TemplateResult => testRow(model, one, this.#opening(one.rows[0]!, () => history(viewer, one), row !== undefined && one.rows.includes(row)));
    const panels = this.look.byPanel ? [...new Set(tests.map(({ series }) => series.panel))] : [undefined];
    return html`${this.subheading(`${noun(part)} (${tests.reduce((sum, { rows }) => sum + rows.length, reports.length)})`)}
      ${tests.length === 0 ? nothing : panels.map((panel) => (this.look.byPanel ? html`${this.subheading(panel ?? labels.noPanel, 2)}${this.rows(tests.filter(({ series }) => series.panel === panel), draw, `${part}.${panel ?? ''}`)}` : this.rows(tests, draw, part)))}
      ${this.#reports(model, labels.reports, reports.filter(speaksItself), part, 2)}`;
  }

  /** Pages through what the document cannot hold, and says which page this is. */
  readonly #pages = (first: number, size: number, all: number, of: string, go: (to: number) => void): TemplateResult | typeof nothing => (all <= size ? nothing
    : html`<div class="buttons screen"><button type="button" ?disabled=${first === 0} @click=${() => { go(Math.max(0, first - size)); }}>${labels.previous}</button><button type="button" ?disabled=${first + size >= all} @click=${() => { go(first + size); }}>${labels.next}</button>
      <span role="status">${words.filter.place(first + 1, Math.min(first + size, all), all, of)}</span></div>`);

  #grid(viewer: Viewer, all: readonly Shown[]): TemplateResult {
    const { model, row } = viewer;
    const { byPanel, newestLast, column, line } = this.look;
    // Series of one test stand together; so do the tests of a panel.
    const order = new Map(all.map(({ series }, index) => [series.group, index] as const).reverse());
    const panels = new Map(all.map(({ series }, index) => [series.panel, index] as const).reverse());
    const tests = [...all].sort((a, b) => (byPanel ? panels.get(a.series.panel)! - panels.get(b.series.panel)! : 0) || order.get(a.series.group)! - order.get(b.series.group)!);
    const opened = row && tests.find(({ rows }) => rows.includes(row));
    const open = (_shown: Shown, to: Row): void => {
      this.#set({ row: to, span: undefined });
      void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.opened')?.focus(); });
    };
    return html`<div class="buttons screen">${this.#toggle(labels.newestLast, newestLast, { newestLast: !newestLast })}</div>
      ${overTime({ model, byPanel, newestLast, column, line, pages: this.#pages, set: this.#set, open }, tests, this.#times(all))}
      ${opened ? html`<div class="opened panel" tabindex="-1">${this.subheading(model.result(row!).title ?? labels.notRecorded)}${history(viewer, opened)}<button type="button" class="screen" @click=${() => { this.#set({ row: undefined }); }}>${buttons.close}</button></div>` : nothing}`;
  }

  /** Several tests, one axis. */
  #trends(viewer: Viewer, tests: readonly Shown[]): TemplateResult {
    const { line } = this.look;
    const drawn = tests.filter(({ rows }) => rows.length > 1 && rows.some(({ resource }) => Object.keys(resource).some((name) => name.startsWith('value'))));
    const shown = drawn.slice(line, line + CHARTS);
    const whole = wholeSpan(shown);
    return html`${this.#pages(line, CHARTS, drawn.length, labels.tests, (to) => { this.#set({ line: to }); })}${whole ? spanButtons(viewer, whole) : nothing}
      ${shown.map((one) => html`<div class="beside">${whole ? trend(viewer, one, whole) : nothing}${historyTable(viewer, one)}</div>`)}`;
  }

  #toggle(text: string, on: boolean, change: Partial<Look>): TemplateResult {
    return html`<button type="button" aria-pressed=${on ? 'true' : 'false'} @click=${() => { this.#filter(change); }}>${text}</button>`;
  }

  #finder(model: ResultsModel): TemplateResult {
    const { query, abnormal, category, source, from, to, byPanel } = this.look;
    const field = (label: string, input: TemplateResult): TemplateResult => html`<label>${label} ${input}</label>`;
    const choose = (label: string, name: 'category' | 'source', list: readonly (readonly [string, string])[], now: string): TemplateResult =>
      field(label, html`<select @change=${(event: Event) => { this.#filter({ [name]: valueOf(event) }); }}>${[['', labels.all] as const, ...list].map(([key, text]) => html`<option value=${key} ?selected=${key === now}>${text}</option>`)}</select>`);
    const day = (label: string, name: 'from' | 'to', now: string): TemplateResult => field(label, html`<input type="date" .value=${now} @change=${(event: Event) => { this.#filter({ [name]: valueOf(event) }); }} />`);
    const names = (): readonly string[] => [...new Set(model.sources.flatMap((one) => model.sourceName(one) || []))].sort();
    return html`<div class="finder screen"><input type="search" aria-label=${labels.searchResults} placeholder=${labels.searchResults} .value=${query} @input=${(event: Event) => { this.#filter({ query: valueOf(event) }); }} />
      ${this.#toggle(labels.abnormalOnly, abnormal, { abnormal: !abnormal })}${this.#toggle(labels.groupByPanel, byPanel, { byPanel: !byPanel })}
      <details @toggle=${(event: Event) => { this.filtersOpen = (event.target as HTMLDetailsElement).open; }}><summary>${labels.filter}</summary>${this.filtersOpen ? html`<div class="finder">
        ${choose(labels.category, 'category', CATEGORIES.map((one) => [one, noun(`results.${one}`)]), category)}
        ${choose(labels.source, 'source', names().map((one) => [one, one]), source)}${day(labels.from, 'from', from)}${day(labels.to, 'to', to)}</div>${this.#tree(model.parts)}` : nothing}</details></div>`;
  }
  @state() private filtersOpen = false;

  /** Panels and their tests: a panel's box is ticked, half ticked or not. */
  #tree(parts: readonly PartRows[]): TemplateResult {
    const { off } = this.look;
    const all = parts.flatMap(({ series }) => series);
    const box = (text: string, of: readonly Series[]): TemplateResult => {
      const hidden = of.filter((one) => off.has(one)).length;
      return html`<label><input type="checkbox" .checked=${hidden === 0} .indeterminate=${hidden > 0 && hidden < of.length} @change=${() => {
        const next = new Set(off);
        for (const one of of) if (hidden === 0) next.add(one); else next.delete(one);
        this.#filter({ off: next });
      }} /> ${text} (${of.reduce((sum, { rows }) => sum + rows.length, 0)})</label>`;
    };
    const { model } = this.#found!;
    return html`<ul class="tree">${[...new Set(all.map(({ panel }) => panel))].map((panel) => {
      const of = all.filter((one) => one.panel === panel);
      return html`<li>${box(panel ?? labels.noPanel, of)}<ul>${of.slice(0, 100).map((one) => html`<li>${box([model.result(one.rows[0]!).title ?? labels.notRecorded, one.unit].filter((part) => part).join(', '), [one])}</li>`)}</ul></li>`;
    })}</ul>`;
  }

  #filterLine({ shown, all, flagged, unjudged }: Found): TemplateResult | typeof nothing {
    const { query, abnormal, category, source, from, to, off } = this.look;
    const { why } = words.filter;
    const on = ([[query.trim(), why.query], [abnormal, why.abnormal], [category, why.part], [source, why.source], [from || to, why.dates], [off.size > 0, why.tests]] as const).flatMap(([active, text]) => (active ? [text] : []));
    if (on.length === 0) return nothing;
    return html`<p class="notice" role="status">${shown === 0 ? words.filter.none('results', all) : words.filter.onResults(shown, all, flagged, unjudged, all - shown, on.join('; '))}
      <button type="button" class="screen" @click=${() => { this.#filter(CLEAR); }}>${buttons.clearFilter}</button></p>`;
  }
}

/** What a report says beyond the results it names: those stand there by themselves, and the report with them in its own view. */
const speaksItself = ({ resource }: Row): boolean => resource['result'] === undefined || ['conclusion', 'conclusionCode', 'presentedForm', 'media', 'imagingStudy'].some((name) => resource[name] !== undefined);

/** A series of which the host shows a part: what came before is still what came before. */
const narrow = (series: Series, rows: readonly Row[]): Series => ({ rows, unit: series.unit, group: series.group, panel: series.panel });
