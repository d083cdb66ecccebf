import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { showApart } from '../../element/section-frame.js';
import type { SectionState } from '../../record/section-state.js';
import { labels, word } from '../../ui/labels.js';
import { badge, fields, inOrder } from '../../ui/rows.js';
import { stamp } from '../../ui/stamp.js';
import { buttons, words } from '../../ui/words.js';
import { entryRow, group } from '../entry-row.js';
import type { Entry } from '../entry.js';
import type { AllergiesModel, Allergy } from './allergies.model.js';
import { allergyHeading, type AllergyHeading } from './heading.js';

const row = (one: Allergy): TemplateResult => entryRow(one, [
  badge(word('criticality', one.criticality), one.criticality === 'high' ? 'stop' : 'plain'), badge(word('allergyVerification', one.certainty)), badge(word('allergyClinical', one.status)),
  one.standing === 'none' ? nothing : fields([[labels.reactions, one.reactions.length === 0 ? labels.reactionsUnknown
    : html`${one.reactions.map(({ text, severity }) => html`<div>${text ?? labels.reactionsUnknown}${severity && ` (${word('severity', severity)!})`}</div>`)}`]]),
], one.coding === 'coded' ? nothing : html`<p class="warn">${one.coding === 'degraded' ? labels.degraded : labels.uncoded}</p>`);

const flag = (one: Entry): TemplateResult => entryRow(one, one.status === 'inactive' ? badge(labels.inactive) : badge(labels.active, 'warn'));

/**
 * @summary Allergies and adverse reactions under exactly one heading; ended and refuted entries apart.
 * @fires dscr-section-shown
 */
export class DscrAllergies extends SectionElement<AllergiesModel> {
  static override readonly section = 'allergies';

  #heading(state: SectionState<AllergiesModel>): AllergyHeading | undefined { return allergyHeading(state, this.wording.desk); }
  override headingText(state: SectionState<AllergiesModel>): string {
    return this.#heading(state)?.text ?? super.headingText(state);
  }
  override stateText(state: SectionState<AllergiesModel>): TemplateResult | undefined {
    const heading = this.#heading(state);
    return heading && html`${heading.notices.map((notice) => html`<p>${inOrder(notice)}</p>`)}${heading.history ? html`<p>${heading.history} <button class="link screen" @click=${showApart}>${buttons.show}</button></p>` : nothing}${state.name === 'none-recorded' ? html`<p class="muted">${words.stale.loaded(stamp(state.loadedAt))}</p>` : nothing}`;
  }

  override renderModel({ active, none, ended, refuted, flags }: AllergiesModel): TemplateResult {
    return html`${this.rows([...active, ...none], row)}${group(this, labels.alert, flags, flag)}<div class="apart" tabindex="-1">${group(this, this.counted(labels.ended, ended.length), ended, row, 'ended')}${group(this, this.counted(labels.refuted, refuted.length), refuted, row, 'refuted')}</div>`;
  }
}
