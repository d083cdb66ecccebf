import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import type { SectionState } from '../../record/section-state.js';
import { codeWord, labels, type codes } from '../../ui/labels.js';
import { badge, fields, provenance } from '../../ui/rows.js';
import { stamp } from '../../ui/stamp.js';
import { unclearNote } from '../../ui/unclear.js';
import { words } from '../../ui/words.js';
import { allergyHeading } from './heading.js';
import type { AllergiesModel, Allergy, AllergyFlag, Reaction } from './allergies.model.js';

const word = (table: keyof typeof codes, code: string | undefined): string | undefined => codeWord(table, code) ?? code;

const reaction = ({ manifestations, severity, onset, details }: Reaction): TemplateResult => html`<div>${[
  manifestations.join(' + ') || labels.reactionsUnknown, word('severity', severity), onset, ...details].filter((part) => part).join(', ')}</div>`;

const row = (one: Allergy): TemplateResult => html`<p class="title">${one.agent?.label ?? labels.notRecorded}</p>
  ${badge(word('criticality', one.criticality), one.criticality === 'high' ? 'stop' : 'plain')}
  ${badge(word('allergyVerification', one.certainty))}${badge(word('allergyClinical', one.clinical))}
  ${fields([
    [labels.reactions, one.standing === 'none' ? undefined : one.reactions.length > 0 ? html`${one.reactions.map(reaction)}` : labels.reactionsUnknown],
    [labels.type, [word('allergyType', one.type), ...one.categories.map((category) => word('allergyCategory', category))].filter((part) => part).join(', ')],
    [labels.onset, one.onset], [labels.lastOccurrence, one.lastOccurrence], [labels.ended, [one.ended, one.endReason].filter((part) => part).join(', ')],
    [labels.notes, one.notes.length > 0 ? html`${one.notes.map((note) => html`<div>${note.text}</div>`)}` : undefined],
  ])}
  ${one.degraded ? html`<p class="warn">${labels.degraded}</p>` : one.uncoded ? html`<p>${labels.uncoded}</p>` : nothing}
  ${unclearNote(one.unclear, one.provenance)}${provenance(one.provenance)}`;

const flag = (one: AllergyFlag): TemplateResult => html`<p class="title">${one.message}</p>${badge(one.active ? labels.active : labels.inactive, one.active ? 'warn' : 'plain')}${provenance(one.provenance)}`;

/**
 * @summary Allergies and adverse reactions under exactly one heading; ended and refuted entries apart.
 * @fires dscr-section-shown
 */
export class DscrAllergies extends SectionElement<AllergiesModel> {
  static override readonly section = 'allergies';

  override headingText(state: SectionState<AllergiesModel>): string {
    return allergyHeading(state)?.text ?? super.headingText(state);
  }

  override stateText(state: SectionState<AllergiesModel>): TemplateResult | undefined {
    const heading = allergyHeading(state);
    return heading && html`${heading.notices.map((notice) => html`<p>${notice}</p>`)}${state.name === 'none-recorded' ? html`<p class="muted">${words.stale.loaded(stamp(state.loadedAt))}</p>` : nothing}`;
  }

  override renderModel(model: AllergiesModel): TemplateResult {
    const part = (text: string, list: readonly Allergy[]): TemplateResult | typeof nothing =>
      list.length > 0 ? html`${this.subheading(text)}${this.rows(list, row, text)}` : nothing;
    return html`${this.rows([...model.active, ...model.none], row)}
      ${model.flags.length > 0 ? html`${this.subheading(labels.alert)}${this.rows(model.flags, flag, 'flags')}` : nothing}
      ${part(labels.ended, model.ended)}${part(labels.refuted, model.refuted)}`;
  }
}
