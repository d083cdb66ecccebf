import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import type { SectionState } from '../../record/section-state.js';
import { details, foot } from '../../ui/details.js';
import { codeWord, labels, type codes } from '../../ui/labels.js';
import { badge, fields } from '../../ui/rows.js';
import { stamp } from '../../ui/stamp.js';
import { words } from '../../ui/words.js';
import type { AllergiesModel, Allergy, AllergyFlag } from './allergies.model.js';
import { allergyHeading } from './heading.js';

const word = (table: keyof typeof codes, code: string | undefined): string | undefined => codeWord(table, code) ?? code;

const row = (one: Allergy): TemplateResult => html`<p class="title">${one.agent?.label ?? labels.notRecorded}</p>
  ${badge(word('criticality', one.criticality), one.criticality === 'high' ? 'stop' : 'plain')}${badge(word('allergyVerification', one.certainty))}${badge(word('allergyClinical', one.clinical))}
  ${one.standing === 'none' ? nothing : fields([[labels.reactions, one.reactions.length === 0 ? labels.reactionsUnknown
    : html`${one.reactions.map(({ text, severity }) => html`<div>${text ?? labels.reactionsUnknown}${severity === undefined ? nothing : ` (${word('severity', severity)!})`}</div>`)}`]])}
  ${details(one.details)}${one.coding === 'coded' ? nothing : html`<p class="warn">${one.coding === 'degraded' ? labels.degraded : labels.uncoded}</p>`}${foot(one)}`;

const flag = (one: AllergyFlag): TemplateResult => html`<p class="title">${one.message}</p>${badge(one.active ? labels.active : labels.inactive, one.active ? 'warn' : 'plain')}${foot(one)}`;

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

  override renderModel({ active, none, ended, refuted, flags }: AllergiesModel): TemplateResult {
    const part = <T>(text: string, list: readonly T[], draw: (one: T) => TemplateResult): TemplateResult | typeof nothing =>
      (list.length > 0 ? html`${this.subheading(text)}${this.rows(list, draw, text)}` : nothing);
    return html`${this.rows([...active, ...none], row)}${part(labels.alert, flags, flag)}${part(labels.ended, ended, row)}${part(labels.refuted, refuted, row)}`;
  }
}
