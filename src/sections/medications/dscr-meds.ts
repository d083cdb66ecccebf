import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { thePage } from '../../element/the-page.js';
import { isWhole, type SectionState } from '../../record/section-state.js';
import type { SectionId } from '../../record/sections.js';
import { showWhen } from '../../record/when.js';
import { choose, search } from '../../ui/controls.js';
import { labels } from '../../ui/labels.js';
import { stamp } from '../../ui/stamp.js';
import { styles } from '../../ui/styles.js';
import { buttons, words } from '../../ui/words.js';
import type { AllergiesModel } from '../allergies/allergies.model.js';
import { allergyLine } from '../allergies/allergy-line.js';
import { courseRow, name, statusWord } from './course-row.js';
import { endedSince, fits, matched, named, sourcesOf } from './find.map.js';
import type { Course, MedicationsModel } from './medications.model.js';
import { medicineStyles } from './medications.styles.js';

const VIEWS = { newest: labels.newestFirst, name: labels.byName, source: labels.bySource, line: labels.timeLine } as const;
const SIDES = { gp: labels.gp, hospital: labels.hospital, community: labels.community, other: '' } as const;
const GROUPS = { current: labels.current, past: labels.past, unclear: labels.statusUnclear, dispensed: labels.dispensedAlone } as const;
type Group = keyof typeof GROUPS;
const KEYS = Object.keys(GROUPS) as readonly Group[];
const allOf = (model: MedicationsModel): readonly Course[] => KEYS.flatMap((key) => model[key]);

/** What the reader has set; all of it ends with the patient. */
interface Look { readonly pressed?: 'current' | 'past'; readonly view: keyof typeof VIEWS; readonly query: string; readonly source: string }
const CLEAR = { query: '', source: '' } as const;
const START: Look = { view: 'newest', ...CLEAR };

/**
 * @summary Medicines: Current and Past, what is unclear always in sight, allergies above.
 * @attr {current|past|all} status - which courses are shown first
 * @fires dscr-section-shown
 */
export class DscrMeds extends SectionElement<MedicationsModel> {
  static override readonly section = 'medications';
  static override styles = [styles, medicineStyles];

  static override properties: PropertyDeclarations = { status: {}, look: { state: true } };
  declare status: 'current' | 'past' | 'all';
  declare private look: Look;

  constructor() {
    super();
    this.status = 'current';
    this.look = START;
  }

  override get wanted(): readonly SectionId[] { return ['medications', 'allergies']; }
  protected override get reported(): readonly SectionId[] { return ['medications']; }
  protected override above(): TemplateResult | typeof nothing { return allergyLine(thePage().state('allergies') as SectionState<AllergiesModel>, this.wording.desk); }
  protected override forget(): void {
    super.forget();
    this.look = START;
  }
  /** Another list begins at its top. */
  #set(change: Partial<Look>): void {
    this.windowsToTop();
    this.look = { ...this.look, ...change };
  }

  override renderModel(model: MedicationsModel): TemplateResult {
    const loaded = this.sectionState;
    const at = loaded.name === 'ready' ? Date.parse(loaded.loadedAt) : Infinity;
    const all = allOf(model);
    // those recorded in error are one list, without buttons
    if (loaded.name === 'ready' && model === loaded.inError) return html`${this.#rows(all, at, 'in-error')}`;
    const { pressed, view } = this.look;
    const shown = this.#shown;
    const lists = this.#lists(model);
    const isEmpty = shown !== 'all' && model[shown].length === 0;
    return html`${shown === 'all' ? nothing : html`<div class="buttons screen" role="group" aria-label=${labels.status}>${(['current', 'past'] as const).map((one) =>
        html`<button aria-pressed=${shown === one} @click=${() => { this.#set({ pressed: one }); }}>${labels[one]}</button>`)}</div>`}
      ${this.status === 'past' && !pressed ? html`<p>${words.filter.byHost(labels.past)} <button class="link" @click=${() => { this.status = 'all'; }}>${buttons.showAll('medications')}</button></p>` : nothing}
      ${this.#finder(all)}${this.#confess(model, lists)}${this.#unchosen(model) ? html`<p class=${isEmpty ? '' : 'paper'}>${this.#said(model)}</p>` : nothing}${shown === 'past' ? nothing : this.#ended(model.past, at)}
      ${lists.map(({ key, whole, found }) => html`${this.subheading(this.counted(GROUPS[key], (found.length === whole.length ? '' : `${found.length} of `) + whole.length))}${this.#list(view === 'name' ? named(found) : found, at, `${key}-${view}`)}`)}`;
  }

  get #shown(): 'current' | 'past' | 'all' { return this.look.pressed ?? (this.status === 'past' || this.status === 'all' ? this.status : 'current'); }
  #lists(model: MedicationsModel): readonly { readonly key: Group; readonly whole: readonly Course[]; readonly found: readonly Course[] }[] {
    const { look: { query, source } } = this;
    const shown = this.#shown;
    return KEYS.flatMap((key) => {
      const whole = model[key];
      const isChosen = key === 'unclear' || key === 'dispensed' ? whole.length > 0 : shown === 'all' || shown === key;
      // what is unclear is never hidden
      return isChosen ? { key, whole, found: key === 'unclear' ? whole : whole.filter((one) => fits(one, query, source)) } : [];
    });
  }
  /** the list that is not chosen, where there is anything in it */
  #unchosen(model: MedicationsModel): 'current' | 'past' | undefined {
    const shown = this.#shown;
    const other = shown === 'all' ? undefined : shown === 'past' ? 'current' : 'past';
    return other && model[other].length > 0 ? other : undefined;
  }
  get #reasons(): readonly string[] {
    const { query, source } = this.look;
    const why = words.filter.why;
    return [query.trim() && why.query, source && why.source].filter((one) => one !== '');
  }
  /** Of all medicines: how many are shown, and why the others are not. */
  #said(model: MedicationsModel): string | undefined {
    const other = this.#unchosen(model);
    const reasons = [...this.#reasons, ...(other ? [labels[other]] : [])];
    const found = this.#lists(model).flatMap((one) => one.found).length;
    const whole = allOf(model).length;
    return reasons.length === 0 ? undefined : words.filter.on(found, whole, 'medications', whole - found, reasons.join('; '));
  }
  /** What a printed page does not hold, in the words of its foot. */
  get filterText(): string | undefined {
    const { sectionState } = this;
    return 'model' in sectionState && sectionState.model ? this.#said(sectionState.model) : undefined;
  }

  #rows(courses: readonly Course[], at: number, key: string): TemplateResult | typeof nothing {
    const whole = isWhole(this.sectionState);
    return this.rows(courses, (course) => courseRow(course, at, false, whole), key);
  }
  #list(courses: readonly Course[], at: number, key: string): TemplateResult | typeof nothing {
    const { view } = this.look;
    if (view === 'source') {
      return this.rows(matched(courses), (row) => html`<div class="sides">${Object.entries(SIDES).map(([side, text]) => html`<div>${row.filter(({ setting = 'other' }) => setting === side).map((one) =>
        html`<p class="muted">${text || (one.group === 'dispensed' ? labels.dispensed : labels.settingNotStated)}</p>${courseRow(one, at, true)}`)}</div>`)}</div>`, key);
    }
    if (view !== 'line') return this.#rows(courses, at, key);
    const starts = courses.flatMap(({ head: { start } }) => (start && start.precision !== 'raw' ? start : [])).sort((a, b) => a.sort - b.sort);
    const [first] = starts;
    const place = (time: number): number => (first ? Math.min(100, Math.max(0, ((time - first.sort) / Math.max(1, at - first.sort)) * 100)) : 0);
    return html`${first ? html`<p class="axis muted"><span>${showWhen(first)}</span> <span>${Number.isFinite(at) ? stamp(at) : nothing}</span></p>` : nothing}${this.rows(courses, (course) => {
      const { head: { start, end }, group } = course;
      const x = start && place(start.sort);
      // no bar runs to today for what is past, nor to an end that is no date
      const isDrawn = start && starts.includes(start) && start.sort <= at && (end ? end.sort >= start.sort : group === 'current');
      return html`${courseRow(course, at, true)}${isDrawn ? html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class=${end ? '' : 'open'} x=${x} width=${Math.max(0.5, (end ? place(end.sort) : 100) - x!)} height="1"></rect></svg>` : nothing}`;
    }, key)}`;
  }

  /** Recently ended medicines are told of above the current ones (CUI medlist 074 to 077). */
  #ended(past: readonly Course[], at: number): TemplateResult | typeof nothing {
    const recent = endedSince(past, at);
    // a planned end that is still to come is not when it was stopped
    const undated = past.filter(({ head: { end } }) => end === undefined || end.precision === 'raw' || end.sort > at).length;
    return recent.length + undated === 0 ? nothing : html`<div class="notice ended">${recent[0] ? html`<p><b>${this.counted(labels.endedRecently, recent.length)}</b></p>
      <ul role="list">${recent.map(({ head }) => html`<li>${name(head)}, <span class="nowrap">${statusWord(head, at)}</span> <span class="nowrap">${showWhen(head.end!)}</span></li>`)}</ul>` : nothing}
      ${undated ? html`<p>${this.counted(labels.endedUndated, undated)}</p>` : nothing}</div>`;
  }

  #finder(all: readonly Course[]): TemplateResult {
    const { view, query, source } = this.look;
    return html`<div class="buttons screen">${choose(labels.show, Object.entries(VIEWS), view, (value) => { this.#set({ view: value as keyof typeof VIEWS }); })}
      ${choose(labels.source, [['', labels.all], ...[...new Set(all.flatMap(sourcesOf))].sort().map((one) => [one, one] as const)], source, (value) => { this.#set({ source: value }); })}
      ${search(labels.searchMedicines, query, (words) => { this.#set({ query: words }); })}</div>`;
  }

  /** A filter says what it hides, and what it finds in the list that is not chosen. */
  #confess(model: MedicationsModel, lists: readonly { readonly whole: readonly Course[]; readonly found: readonly Course[] }[]): TemplateResult | typeof nothing {
    const { look: { query, source } } = this;
    const reasons = this.#reasons;
    if (reasons.length === 0) return nothing;
    const other = this.#unchosen(model);
    const elsewhere = other ? model[other].filter((one) => fits(one, query, source)).length : 0;
    const found = lists.flatMap((one) => one.found).length;
    const whole = lists.flatMap((one) => one.whole).length;
    return html`<p class="notice" aria-live="polite">${found + elsewhere === 0 ? words.filter.none('medications', whole) : words.filter.on(found, whole, 'medications', whole - found, reasons.join('; '))}
      ${elsewhere > 0 ? html`<b>${labels[other!]} (${elsewhere} of ${model[other!].length})</b>` : nothing}
      <button class="screen" @click=${() => { this.#set(CLEAR); }}>${buttons.clearFilter}</button></p>`;
  }
}
