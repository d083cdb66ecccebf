import { html, nothing, type TemplateResult } from 'lit';
import type { SectionState } from '../../record/section-state.js';
import { codeWord, labels } from '../../ui/labels.js';
import { when } from '../../ui/rows.js';
import { words } from '../../ui/words.js';
import { worstSeverity } from './severity.js';
import { allergyHeading } from './heading.js';
import type { AllergiesModel, Allergy } from './allergies.model.js';

const agent = (one: Allergy): TemplateResult => {
  const severity = worstSeverity(one);
  const about = [severity && (codeWord('severity', severity) ?? severity), one.criticality === 'high' ? codeWord('criticality', 'high') : undefined].filter((part) => part);
  return html`<li><b>${one.title ?? labels.notRecorded}</b>${about.length > 0 ? html` (${about.join(', ')})` : nothing} <span class="prov">${when(one.provenance.date) ?? labels.dateNotRecorded}</span></li>`;
};

/** The allergy line of the banner and above every list of medicines; drawn only once the whole answer is there. */
export const allergyLine = (state: SectionState<AllergiesModel>): TemplateResult | typeof nothing => {
  const heading = allergyHeading(state);
  if (!heading) return state.name === 'loading' ? html`<p class="allergies">${words.loading.now('allergies')}</p>` : nothing;
  const stands = heading.kind === 'known' || heading.kind === 'unavailable';
  return html`<div class="allergies ${heading.kind}"><p class="title">${stands ? html`<span aria-hidden="true">⚠ </span>` : nothing}<b>${heading.text}</b></p>
    ${state.name === 'ready' && state.model.active.length > 0 ? html`<ul>${state.model.active.map(agent)}</ul>` : nothing}
    ${heading.notices.map((notice) => html`<p>${notice}</p>`)}</div>`;
};
