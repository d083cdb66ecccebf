import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import type { SectionState } from '../../record/section-state.js';
import type { SectionId } from '../../record/sections.js';
import { details, foot } from '../../ui/details.js';
import { codeWord, labels } from '../../ui/labels.js';
import { badge, when } from '../../ui/rows.js';
import { buttons, words } from '../../ui/words.js';
import type { AllergiesModel } from '../allergies/allergies.model.js';
import { allergyLine } from '../allergies/allergy-line.js';
import { entryRow } from '../entry-row.js';
import { doses, sameAs } from './doses.js';
import type { Course, Entry, MedicationsModel } from './medications.model.js';

/** CUI words: an active course whose start lies ahead has not started. @param at epoch ms of the answer */
const statusWord = ({ status, kind, start }: Entry, at: number): string =>
  (kind === 'dispensed' && status === 'completed' ? labels.dispensed : status === 'active' && start && start.sort > at ? labels.notStarted
    : codeWord('medication', status) ?? status ?? labels.unknown);

const name = ({ title, form }: Entry): TemplateResult => html`${title ?? labels.medicineUnnamed}${form === undefined ? nothing : html` — ${form}`}`;

/** An entry inside a course: its name and dose only where they differ from the head's, and then never folded away. */
const inner = (entries: readonly Entry[], head: Entry, at: number): TemplateResult => html`<ul>${entries.map((one) => html`<li>
  <p>${labels[one.kind]} ${when(one.issued)} ${badge(statusWord(one, at))}</p>${sameAs(one, head) ? nothing : html`<p class="title">${name(one)}</p>${doses(one)}`}${details(one.details)}${foot(one)}</li>`)}</ul>`;

function row({ head, others, group }: Course, at: number): TemplateResult {
  const [same, differing] = [true, false].map((wanted) => others.filter((one) => sameAs(one, head) === wanted)) as [Entry[], Entry[]];
  return entryRow({ ...head, details: [['start', head.start ?? labels.notStated], ['end', head.end ?? labels.notStated], ...head.details] }, [
    badge(statusWord(head, at), head.status === 'on-hold' ? 'stop' : group === 'unclear' ? 'warn' : 'plain'), head.marks.map((mark) => badge(mark, 'stop')), doses(head),
    head.degraded ? html`<p class="warn">${labels.degraded}</p>` : nothing,
  ], [
    differing.length > 0 ? inner(differing, head, at) : nothing,
    same.length > 0 ? html`<details><summary>${labels.issues} (${same.length})</summary>${inner(same, head, at)}</details>` : nothing,
  ], name(head));
}

/**
 * @summary Medicines: Current and Past, what is unclear always in sight, allergies above.
 * @attr {current|past|all} status - which courses are shown first
 * @fires dscr-section-shown
 */
export class DscrMeds extends SectionElement<MedicationsModel> {
  static override readonly section = 'medications';

  static override properties: PropertyDeclarations = { status: {}, pressed: { state: true } };
  declare status: 'current' | 'past' | 'all';
  /** the button pressed; undefined until one has been */
  declare private pressed?: 'current' | 'past' | undefined;

  constructor() {
    super();
    this.status = 'current';
  }

  override get wanted(): readonly SectionId[] { return ['medications', 'allergies']; }
  protected override above(): TemplateResult | typeof nothing { return allergyLine(this.page.state('allergies') as SectionState<AllergiesModel>); }
  protected override forget(): void {
    super.forget();
    this.pressed = undefined;
  }

  override renderModel(model: MedicationsModel): TemplateResult {
    const loaded = this.sectionState;
    const at = loaded.name === 'ready' ? Date.parse(loaded.loadedAt) : Infinity;
    const list = (courses: readonly Course[], key: string): TemplateResult => this.rows(courses, (course) => row(course, at), key);
    // those recorded in error are one list, without buttons
    if (loaded.name === 'ready' && model === loaded.inError) return list([...model.current, ...model.past, ...model.unclear], 'in-error');
    const view = this.pressed ?? (this.status === 'past' || this.status === 'all' ? this.status : 'current');
    const part = (text: string, courses: readonly Course[], key: string): TemplateResult => html`${this.subheading(`${text} (${courses.length})`)}${list(courses, key)}`;
    return html`${model.unclear.length > 0 ? part(labels.statusUnclear, model.unclear, 'unclear') : nothing}
      ${view === 'all' ? nothing : html`<div class="buttons" role="group" aria-label=${labels.status}>${(['current', 'past'] as const).map((one) =>
        html`<button type="button" aria-pressed=${view === one} @click=${() => { this.pressed = one; }}>${labels[one]}</button>`)}</div>`}
      ${this.status === 'past' && !this.pressed ? html`<p>${words.filter.byHost(labels.past)} <button type="button" class="link" @click=${() => { this.status = 'all'; }}>${buttons.showAll('medications')}</button></p>` : nothing}
      ${view === 'past' ? nothing : part(labels.current, model.current, 'current')}${view === 'current' ? nothing : part(labels.past, model.past, 'past')}`;
  }
}
