import { html, nothing, type TemplateResult } from 'lit';
import { visibleSources } from '../../element/sources.js';
import { notRefreshed } from '../../element/stale.js';
import { thePage } from '../../element/the-page.js';
import { joined } from '../../fhir/said.js';
import { onScreen, type SectionState } from '../../record/section-state.js';
import { unclearMark } from '../../ui/details.js';
import { labels, word } from '../../ui/labels.js';
import { inOrder, when } from '../../ui/rows.js';
import { DEFAULTS, noun, words } from '../../ui/words.js';
import { worstSeverity } from './severity.js';
import { allergyHeading } from './heading.js';
import type { AllergiesModel, Allergy } from './allergies.model.js';

/** Agent, reactions, worst severity, and what of risk, certainty and end is out of the ordinary, or not understood. */
const agent = (one: Allergy): TemplateResult => {
  const severity = worstSeverity(one);
  const about = joined([...new Set(one.reactions.map(({ signs }) => signs)), word('severity', severity), one.criticality === 'high' ? word('criticality', 'high') : undefined,
    one.certainty === 'confirmed' ? undefined : word('allergyVerification', one.certainty),
    ...one.details.map(([name, value]) => (name === 'ended' && value ? `${labels.ended} ${value as string}` : undefined))]);
  return html`<li><b>${inOrder(one.title ?? labels.notRecorded)}</b>${about ? html` (${inOrder(about)})` : nothing} <span class="prov">${when(one.provenance.date) ?? labels.dateNotRecorded}</span>${unclearMark(one)}</li>`;
};

/** What they may lack, as the section itself says it. */
const lacking = (state: SectionState): TemplateResult | typeof nothing => ('sources' in state ? visibleSources(thePage(), 'allergies', state.sources) : nothing);

/** What the banner says of them. That there are none is not said without what qualifies it, nor of what could not be asked again. */
export const allergyMark = (now: SectionState<AllergiesModel>, desk: string): string | undefined => {
  const state = onScreen(now);
  const heading = allergyHeading(state, desk);
  return heading && (notRefreshed(state) ?? (heading.kind === 'partial' || (heading.kind === 'none-known' && (heading.notices.length > 1 || lacking(state) !== nothing)))) ? noun('allergies') : heading?.text;
};

/** The allergy line of the banner and above every list of medicines; drawn only once the whole answer is there. @param desk the service desk by its configured name */
export const allergyLine = (now: SectionState<AllergiesModel>, desk: string = DEFAULTS.desk): TemplateResult | typeof nothing => {
  const state = onScreen(now);
  const heading = allergyHeading(state, desk);
  if (!heading) return state.name === 'loading' ? html`<p class="allergies">${words.loading.now('allergies')}</p>` : nothing;
  const lines = [...heading.notices, heading.history, notRefreshed(state)];
  return html`<div class="allergies ${heading.kind}" role=${heading.kind === 'unavailable' ? 'alert' : nothing}><p class="title"><b>${heading.text}</b></p>
    ${state.name === 'ready' && state.model.active.length > 0 ? html`<ul role="list">${state.model.active.map(agent)}</ul>` : nothing}
    ${lines.map((line) => line && html`<p>${inOrder(line)}</p>`)}${lacking(state)}</div>`;
};
