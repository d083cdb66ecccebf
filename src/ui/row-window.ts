import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** Lists up to this length are drawn whole (contract, section 3). */
export const WHOLE = 200;
const ESTIMATE = 96;
const OVERSCAN = 6;

/**
 * A long list of rows of unequal height: only those near the scroll position are in the document. Rows are a pool that
 * is filled anew by position, never removed by key: Lit's keyed repeat() leaves a node behind for every row removed.
 */
export class RowWindow implements ReactiveController {
  #heights = new Float64Array(0);
  #offsets = new Float64Array(1);
  #first = 0;
  #last = 0;
  /** draws every row, for print */
  whole = false;
  /** where the list was when it was drawn whole */
  #top = 0;
  /** the row that a reader's focus is in, and which of its controls has it */
  #held?: { readonly index: number; readonly text: string; readonly control: number; readonly label: string; readonly length: number } | undefined;
  /** entries of the list, drawn or not */
  #length = 0;

  constructor(private readonly host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }, readonly name: string) {
    host.addController(this);
  }

  /** Back to the top: another patient, filter or order. */
  reset(): void {
    this.#heights = new Float64Array(0);
    this.#first = this.#top = 0;
    const scroller = this.#scroller;
    if (scroller) scroller.scrollTop = 0;
  }

  render<T>(items: readonly T[], draw: (item: T, index: number) => TemplateResult, label: string): TemplateResult {
    this.#length = items.length;
    const top = this.#scroller?.scrollTop ?? this.#top;
    if (items.length <= WHOLE || this.whole) {
      this.#first = 0;
      this.#top = top;
      return html`<ul class="rows" role="list" data-rows=${this.name}>${items.map((item, index) => html`<li class="row">${draw(item, index)}</li>`)}</ul>`;
    }
    this.#fit(items.length);
    const height = this.#scroller?.clientHeight || 600;
    this.#first = Math.max(0, this.#rowAt(top) - OVERSCAN);
    this.#last = Math.min(items.length, this.#rowAt(top + height) + 1 + OVERSCAN);
    const { length } = items;
    return html`<div class="window" data-window=${this.name} tabindex="0" role="group" aria-label=${label} @scroll=${this.#scrolled}>
      <div .style=${`height:${this.#offsets[this.#first]!}px`}></div>
      <ul class="rows" role="list" data-rows=${this.name}>${items.slice(this.#first, this.#last).map((item, place) => html`<li class="row" aria-setsize=${length} aria-posinset=${this.#first + place + 1}>${draw(item, this.#first + place)}</li>`)}</ul>
      <div .style=${`height:${this.#offsets[length]! - this.#offsets[this.#last]!}px`}></div></div>`;
  }

  hostUpdate(): void {
    this.#held = undefined;
    const focused = (this.host.renderRoot as ShadowRoot | undefined)?.activeElement;
    const row = focused?.closest<HTMLElement>('li.row');
    if (!focused || !row || row.parentElement?.dataset['rows'] !== this.name) return;
    this.#held = { index: this.#first + [...row.parentElement.children].indexOf(row), text: row.textContent, control: controls(row).indexOf(focused as HTMLElement), label: labelOf(focused), length: this.#length };
  }

  /** Rows are filled anew by position: the focus goes with the entry it was on, so that a key never acts on another one. */
  #refocus(): void {
    const held = this.#held;
    const list = this.#find('rows');
    const rows = [...list?.children ?? []] as HTMLElement[];
    const now = (this.host.renderRoot as ShadowRoot).activeElement;
    // Outside of the list it was put on purpose: on what was opened.
    if (!held || rows.length === 0 || (now && !list!.contains(now))) return;
    const there = rows[held.index - this.#first];
    // What was pressed may have changed what its own row says, and no other.
    const isPressed = there !== undefined && held.length === this.#length && (labelOf(controls(there)[held.control]) === held.label || there.textContent.slice(0, 20) === held.text.slice(0, 20));
    const row = there?.textContent === held.text ? there : rows.find((one) => one.textContent === held.text) ?? (isPressed ? there : undefined);
    const target = row ? controls(row)[held.control] : this.#scroller ?? this.host.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]');
    if (target !== now) target?.focus({ preventScroll: true });
  }

  hostUpdated(): void {
    this.#refocus();
    const scroller = this.#scroller;
    if (!scroller || this.#heights.length === 0) return;
    if (this.#top > 0) scroller.scrollTop = this.#top;
    this.#top = 0;
    const rows = scroller.querySelectorAll<HTMLElement>(':scope > ul > li');
    const seen = this.#rowAt(scroller.scrollTop);
    let changed = false;
    let above = 0;
    rows.forEach((row, place) => {
      const index = this.#first + place;
      const height = row.offsetHeight;
      const before = this.#heights[index];
      if (before === undefined || height === 0 || Math.abs(before - height) < 1) return;
      this.#heights[index] = height;
      if (index < seen) above += height - before;
      changed = true;
    });
    if (!changed) return;
    this.#sum();
    // Rows above grew or shrank once they were measured: keep what is being read where it is.
    if (above !== 0) scroller.scrollTop += above;
    this.host.requestUpdate();
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const first = Math.max(0, this.#rowAt(scroller.scrollTop) - OVERSCAN);
    const last = this.#rowAt(scroller.scrollTop + scroller.clientHeight) + 1;
    if (first !== this.#first || last > this.#last) this.host.requestUpdate();
  };

  get #scroller(): HTMLElement | null { return this.#find('window'); }
  #find(what: 'window' | 'rows'): HTMLElement | null { return this.host.renderRoot?.querySelector<HTMLElement>(`[data-${what}="${CSS.escape(this.name)}"]`) ?? null; }

  #fit(length: number): void {
    if (this.#heights.length === length) return;
    const heights = new Float64Array(length).fill(ESTIMATE);
    heights.set(this.#heights.subarray(0, length));
    this.#heights = heights;
    this.#sum();
  }

  #sum(): void {
    const { length } = this.#heights;
    this.#offsets = new Float64Array(length + 1);
    for (let index = 0; index < length; index++) this.#offsets[index + 1] = this.#offsets[index]! + this.#heights[index]!;
  }

  /** index of the row at a distance from the top */
  #rowAt(y: number): number {
    let low = 0;
    let high = Math.max(0, this.#heights.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#offsets[middle]! <= y) low = middle; else high = middle - 1;
    }
    return low;
  }
}

const labelOf = (control: Element | undefined): string => `${control?.getAttribute('aria-label') ?? ''}${control?.textContent ?? ''}`;
const controls = (row: HTMLElement): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('button, a, summary, input, select, textarea, [tabindex]')];
