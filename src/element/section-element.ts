import { html, nothing, type TemplateResult } from 'lit';
import { codeOfCause, errorEvent, makeEvent } from '../controllers/announce.js';
import type { Problem } from '../record/problem.js';
import { isWhole, onScreen, type SectionState, type StateName } from '../record/section-state.js';
import type { SectionId } from '../record/sections.js';
import { heading } from '../ui/heading.js';
import { RowWindow } from '../ui/row-window.js';
import { labels, noun, words } from '../ui/words.js';
import { DscrElement } from './dscr-element.js';
import { emergencyBanner } from './emergency.js';
import { gate } from './gate.js';
import { environmentMark, identityLine } from './identity-line.js';
import { notices } from './notices.js';
import { drawnState } from './public-state.js';
import { sectionFrame } from './section-frame.js';
import { staleText, watchTime } from './stale.js';
import { thePage } from './the-page.js';

/**
 * One section: the frame says what state it is in, the subclass draws its items.
 *
 * @fires dscr-section-shown
 * @fires dscr-error
 */
export abstract class SectionElement<M> extends DscrElement {
  /** which section the class draws */
  static readonly section: SectionId;

  get sectionId(): SectionId { return (this.constructor as typeof SectionElement).section; }
  get wanted(): readonly SectionId[] { return [this.sectionId]; }
  /** what is on screen: while it is asked for again, what came before */
  get sectionState(): SectionState<M> { return onScreen(thePage().state(this.sectionId) as SectionState<M>); }

  /** Draws the items, and nothing but the items. */
  protected abstract renderModel(model: M): TemplateResult;

  /** Allergies have four headings of their own; every other section has its noun. */
  headingText(_state: SectionState<M>): string { return noun(this.sectionId); }
  /** A section's own words for a state, in place of the frame's. */
  stateText(_state: SectionState<M>): TemplateResult | undefined { return undefined; }
  /** What stands above the items whatever the section's own state (the allergy line above medicines). */
  protected above(): TemplateResult | typeof nothing { return nothing; }

  /** Level of the section's own heading. */
  get level(): number { return Math.min(6, Math.max(1, this.headingLevel || 2)); }
  /** A heading inside the section, `depth` levels below its own. */
  subheading(text: string | TemplateResult, depth = 1): TemplateResult { return heading(this.level + depth, text); }

  /** A text with how many there are: of a list that is not whole, that is how many are shown, and never nought. */
  counted(text: string, count: number | string): string {
    const whole = isWhole(this.sectionState);
    return whole || Number(count) !== 0 ? `${text} (${count}${whole ? '' : ` ${labels.shown}`})` : text;
  }

  readonly #windows = new Map<string, RowWindow>();
  /** A list of rows: drawn whole up to 200, windowed above. */
  rows<T>(items: readonly T[], draw: (item: T, index: number) => TemplateResult, name = 'rows'): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    let window = this.#windows.get(name);
    if (!window) this.#windows.set(name, window = new RowWindow(this, name));
    return window.render(items, draw, noun(this.sectionId));
  }
  /** Draws every row while it is being printed, here or by the browser with the host's page. */
  drawWhole(whole: boolean): void {
    for (const window of this.#windows.values()) window.whole = whole;
    this.requestUpdate();
    this.performUpdate();
  }
  protected override forget(): void {
    this.#viewed = false;
    this.windowsToTop();
  }
  /** Another list begins at its top. */
  protected windowsToTop(): void { for (const window of this.#windows.values()) window.reset(); }

  readonly #printing = ({ type }: Event): void => { this.drawWhole(type === 'beforeprint'); };
  #unwatch?: () => void;
  override connectedCallback(): void {
    this.#unwatch = watchTime(() => { if (staleText(this.sectionState) !== undefined) this.requestUpdate(); });
    addEventListener('beforeprint', this.#printing);
    addEventListener('afterprint', this.#printing);
    super.connectedCallback();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    removeEventListener('beforeprint', this.#printing);
    removeEventListener('afterprint', this.#printing);
  }

  protected override draw(): TemplateResult | typeof nothing {
    const frame = (): TemplateResult => sectionFrame(this, this.sectionState, (model) => this.renderModel(model), this.above());
    const body = (): TemplateResult => {
      try { return frame(); } catch {
        // What came cannot be drawn: that is a failure like any other, and is said as one.
        thePage().breakSection(this.sectionId);
        return frame();
      }
    };
    if (this.record) return body();
    const shut = gate(thePage(), this, this.showsPatient);
    if (shut) return html`${this.bar}${shut}`;
    // The allergies above medicines are the record's too.
    const shows = this.wanted.some((id) => !['waiting', 'withheld'].includes(thePage().state(id).name));
    return html`${this.bar}${environmentMark(thePage())}${shows ? identityLine(thePage()) : nothing}${notices(thePage())}${emergencyBanner(thePage())}${body()}<p class="standing">${words.standing}</p>`;
  }

  protected override giveUp(reference: string): boolean {
    const { name } = this.sectionState;
    if (name !== 'ready' && name !== 'loading') return false;
    thePage().breakSection(this.sectionId, reference);
    return true;
  }

  #announced: StateName = 'waiting';
  /** code and reference of the failure that was told */
  #failed = '';
  /** the audit has been told that the section was on screen */
  #viewed = false;
  protected override updated(): void {
    super.updated();
    const { sectionId: section } = this;
    const state = drawnState(thePage().state(section), this.cleared(section));
    const there = this.showsPatient;
    const name = there ? state.name : 'waiting';
    // Seen is seen, be it the first page of many.
    const drawn = name === 'ready' || name === 'none-recorded' || (there && state.name === 'loading' && state.model !== undefined);
    if (drawn && !this.#viewed) thePage().note('view', section);
    this.#viewed = drawn || (this.#viewed && name === 'loading');
    const code = there ? codeOf(state) : undefined;
    const reference = problemOf(state)?.reference ?? ('reference' in state ? state.reference : undefined);
    const before = this.#announced, told = this.#failed;
    this.#announced = name;
    this.#failed = `${code} ${reference}`;
    if (name !== before) this.dispatchEvent(makeEvent('dscr-section-shown', { section, state: name }));
    // Who was cleared away has said why. What failed again may look as it did.
    if (code && !this.fault && (name !== before || this.#failed !== told)) this.dispatchEvent(errorEvent(code, reference, !!problemOf(state), section));
  }
}

const problemOf = (state: SectionState): Problem | undefined => (state.name === 'unavailable' ? state.problem : state.name === 'ready' ? state.notRefreshed : undefined);
const codeOf = (state: SectionState): string | undefined => {
  if (state.name === 'withheld' && state.by === 'api') return 'DSCR_FORBIDDEN';
  if (state.name === 'ready' && state.gaps.some((gap) => gap.kind === 'limit')) return 'DSCR_LIMIT_REACHED';
  const problem = problemOf(state);
  return problem && codeOfCause(problem.cause);
};
