import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { SectionElement } from '../../element/section-element.js';
import type { SectionState } from '../../record/section-state.js';
import type { SectionId } from '../../record/sections.js';
import { codeWord, labels } from '../../ui/labels.js';
import { badge, fields, provenance, when } from '../../ui/rows.js';
import { unclearNote } from '../../ui/unclear.js';
import { words } from '../../ui/words.js';
import { allergyLine } from '../allergies/allergy-line.js';
import type { AllergiesModel } from '../allergies/allergies.model.js';
import { doses, sameDose } from './doses.js';
import type { Course, Entry, MedicationsModel } from './medications.model.js';

type View = 'current' | 'past';
const KINDS = { statement: labels.stated, plan: labels.authorised, order: labels.issued, dispense: labels.dispensed } as const;

/** CUI words: an active course whose start lies ahead has not started. @param at epoch ms of the answer */
function statusWord({ status, kind, start }: Entry, at: number): string {
  if (kind === 'dispense' && status === 'completed') return labels.dispensed;
  if (status === 'active' && start !== undefined && start.sort > at) return labels.notStarted;
  return codeWord('medication', status) ?? status ?? labels.unknown;
}

const name = (entry: Entry): TemplateResult => html`<p class="title">${entry.medicine ?? labels.medicineUnnamed}${entry.form === undefined ? nothing : html` — ${entry.form}`}</p>`;

const notes = (entry: Entry): TemplateResult | undefined =>
  (entry.notes.length > 0 ? html`${entry.notes.map((note) => html`<div>${note.text}${note.author === undefined ? nothing : html` (${note.author})`}</div>`)}` : undefined);

/** An entry inside a course: its own name and dose only where they differ from the head's, and then never folded away. */
const inner = (entry: Entry, head: Entry, at: number): TemplateResult => html`<li><p>${KINDS[entry.kind]} ${when(entry.lastIssued ?? entry.provenance.date)} ${badge(statusWord(entry, at))}</p>
  ${entry.medicine === head.medicine ? nothing : name(entry)}${sameDose(entry, head) ? nothing : doses(entry)}
  ${fields([[labels.quantity, entry.quantity], [labels.statusReason, entry.reasons.join(', ')], [labels.change, entry.change], [labels.notes, notes(entry)]])}
  ${unclearNote(entry.unclear, entry.provenance)}${provenance(entry.provenance)}</li>`;

function row({ head, others, group }: Course, at: number): TemplateResult {
  const differs = (one: Entry): boolean => one.medicine !== head.medicine || !sameDose(one, head);
  const differing = others.filter(differs);
  const same = others.filter((one) => !differs(one));
  const list = (entries: readonly Entry[]): TemplateResult => html`<ul>${entries.map((one) => inner(one, head, at))}</ul>`;
  return html`${name(head)}${badge(statusWord(head, at), head.status === 'on-hold' ? 'stop' : group === 'unclear' ? 'warn' : 'plain')}
    ${head.marks.map((mark) => badge(mark || labels.highRisk, 'stop'))}${doses(head)}
    ${head.degraded ? html`<p class="warn">${labels.degraded}</p>` : nothing}
    ${fields([
      [labels.indication, head.indications.join(', ')], [labels.start, when(head.start) ?? labels.notStated], [labels.end, when(head.end) ?? labels.notStated],
      [labels.statusReason, head.reasons.join(', ')], [labels.type, [head.courseType, ...head.categories].filter((part) => part).join(', ')],
      [labels.quantity, head.quantity], [labels.expected, head.supply], [labels.issuesUsed, head.issued], [labels.issuesAllowed, head.allowed],
      [head.kind === 'dispense' ? labels.dispensed : labels.lastIssued, when(head.lastIssued)], [labels.authorisationEnds, when(head.review)], [labels.change, head.change], [labels.notes, notes(head)],
    ])}
    ${differing.length > 0 ? list(differing) : nothing}
    ${same.length > 0 ? html`<details><summary>${labels.issues} (${same.length})</summary>${list(same)}</details>` : nothing}
    ${unclearNote(head.unclear, head.provenance)}${provenance(head.provenance)}`;
}

/**
 * @summary Medicines: Current and Past, what is unclear always in sight, allergies above.
 * @attr {current|past|all} status - which courses are shown first
 * @fires dscr-section-shown
 */
export class DscrMeds extends SectionElement<MedicationsModel> {
  static override readonly section = 'medications';

  @property() status: View | 'all' = 'current';
  /** the button pressed; undefined until one has been */
  @state() private pressed?: View | undefined;

  override get wanted(): readonly SectionId[] { return ['medications', 'allergies']; }
  protected override above(): TemplateResult | typeof nothing { return allergyLine(this.page.state('allergies') as SectionState<AllergiesModel>); }
  protected override forget(): void {
    super.forget();
    this.pressed = undefined;
  }

  override renderModel(model: MedicationsModel): TemplateResult {
    const { sectionState: loaded } = this;
    const at = loaded.name === 'ready' ? Date.parse(loaded.loadedAt) : Infinity;
    const view = this.pressed ?? (this.status === 'past' ? 'past' : 'current');
    const part = (text: string, courses: readonly Course[], key: string): TemplateResult =>
      html`${this.subheading(`${text} (${courses.length})`)}${this.rows(courses, (course) => row(course, at), key)}`;
    const button = (which: View): TemplateResult =>
      html`<button type="button" aria-pressed=${!all && view === which} @click=${() => { this.pressed = which; }}>${labels[which]}</button>`;
    // those recorded in error are one list, without buttons
    if (loaded.name === 'ready' && model === loaded.inError) {
      return this.rows([...model.current, ...model.past, ...model.unclear], (course) => row(course, at), 'in-error');
    }
    const all = this.status === 'all' && !this.pressed;
    return html`${model.unclear.length > 0 ? part(labels.statusUnclear, model.unclear, 'unclear') : nothing}
      ${all ? nothing : html`<div class="buttons" role="group" aria-label=${labels.status}>${button('current')}${button('past')}</div>`}
      ${this.status === 'past' && !this.pressed ? html`<p>${words.filter.byHost(labels.past)}</p>` : nothing}
      ${all || view === 'current' ? part(labels.current, model.current, 'current') : nothing}
      ${all || view === 'past' ? part(labels.past, model.past, 'past') : nothing}`;
  }
}
