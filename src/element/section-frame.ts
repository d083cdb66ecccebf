import { html, nothing, type TemplateResult } from 'lit';
import { wordingOf } from '../controllers/wording.js';
import type { Page } from '../controllers/page.js';
import type { DscrElement } from './dscr-element.js';
import type { Gap, SectionState } from '../record/section-state.js';
import type { AreaId, SectionId } from '../record/sections.js';
import { heading } from '../ui/heading.js';
import { stamp } from '../ui/stamp.js';
import { buttons, labels, noun, words } from '../ui/words.js';
import { emergencyForm } from './emergency.js';
import { notices } from './notices.js';
import { sourceLines, visibleSources } from './sources.js';

/** What a frame needs of the element it is drawn in. */
export interface Framed<M> extends Pick<DscrElement, 'page' | 'refresh'> {
  readonly sectionId: SectionId; readonly level: number;
  headingText(state: SectionState<M>): string;
  stateText(state: SectionState<M>): TemplateResult | undefined;
}

/** Heading, state in words, gaps, items and sources of one section. Failure, absence, withholding and truncation each look different. */
export function sectionFrame<M>(element: Framed<M>, state: SectionState<M>, items: (model: M) => TemplateResult, above: TemplateResult | typeof nothing): TemplateResult {
  const { sectionId: id, level } = element;
  const shown = stateOf(element, state);
  const body = state.name === 'ready' || (state.name === 'loading' && state.model !== undefined);
  return html`<section class="section" aria-labelledby=${`section-${id}`} data-state=${state.name} part="section">
    ${heading(level, shown.heading, `section-${id}`)}${notices(element.page, id)}${above}
    <div role="status">${shown.text}</div>
    ${state.name === 'ready' ? html`${gapLines(element, state.gaps, state.counts.items, state.unread)}${visibleSources(element.page, id)}` : nothing}
    ${body && state.model !== undefined ? html`<div class="items" part="items">${items(state.model)}</div>` : nothing}
    ${state.name === 'ready' && state.inError !== undefined ? html`<details class="in-error"><summary>${labels.inError}</summary>${items(state.inError)}</details>` : nothing}
    ${state.name === 'none-recorded' ? visibleSources(element.page, id) : nothing}
    ${state.name === 'ready' || state.name === 'none-recorded' ? sourceLines(element.page, id, state.sources) : nothing}</section>`;
}

function stateOf<M>(element: Framed<M>, state: SectionState<M>): { readonly heading: string; readonly text: TemplateResult | typeof nothing } {
  const { page, sectionId: id } = element;
  const { desk, access } = wordingOf(page);
  const own = element.stateText(state);
  const title = element.headingText(state);
  const paragraph = (text: string): TemplateResult => html`<p>${text}</p>`;
  switch (state.name) {
    case 'waiting': return { heading: title, text: nothing };
    case 'loading': return { heading: title, text: own ?? paragraph(state.counts.items > 0 ? words.loading.pages(state.counts.items, id) : state.slow ? words.loading.slow(id) : words.loading.now(id)) };
    case 'withheld': {
      const principal = page.session?.principal;
      if (state.by === 'role' && page.decide(id).effect === 'stronger') return strongerAsked(page, id);
      const said = state.by === 'role' ? words.withheld.byRole(id, principal?.role ?? '', principal?.organisation.name ?? '', access) : words.withheld.byApi(id, desk, state.reference);
      return { heading: own ? title : said.heading, text: html`${own ?? paragraph(said.text)}${emergencyForm(page, id)}` };
    }
    case 'unavailable': {
      const said = words.unavailable(id, state.problem.cause, desk, state.problem.reference);
      const again = html`<button class="screen" @click=${() => element.refresh()}>${buttons.tryAgain}</button>`;
      return { heading: own ? title : said.heading, text: html`<div class="notice stop" role="alert">${own ?? paragraph(said.text)}${again}</div>` };
    }
    case 'none-recorded': return { heading: title, text: own ?? paragraph(words.noneRecorded(id as 'alerts', stamp(state.loadedAt))) };
    case 'ready': {
      const store = page.store(id);
      const { items, unshown } = state.counts;
      const uncategorised = store.partsShown !== undefined && id === 'results';
      return { heading: title, text: html`${own ?? nothing}${store.labelRule ? paragraph(items === 0 && unshown === 0 ? words.withheld.labelRuleNothing : words.withheld.labelRule) : nothing}
        ${uncategorised ? paragraph(`${words.withheld.uncategorised(id)}.`) : nothing}
        ${items === 0 && unshown > 0 && !own ? paragraph(words.gap.onlyGaps(unshown)) : nothing}
        <p class="muted">${words.stale.loaded(stamp(state.loadedAt))} <button class="link screen" @click=${() => element.refresh()}>${buttons.refresh}</button></p>` };
    }
  }
}

/** A section that wants a stronger or more recent sign-in: asked for once, for a second try would end like the first. */
function strongerAsked(page: Page, id: SectionId): { readonly heading: string; readonly text: TemplateResult } {
  const { heading, text } = words.stronger.ask(id);
  const tried = page.strongerTried;
  const again = (): void => { page.strongerTried = true; void page.setup?.session.signIn(true); };
  return { heading, text: html`<p>${tried ? words.stronger.impossible(id, wordingOf(page).access) : text}</p>${tried ? nothing : html`<button class="screen" @click=${again}>${buttons.signInAgain}</button>`}` };
}

/** Every gap in its own words, before the items it concerns. */
function gapLines<M>(element: Framed<M>, gaps: readonly Gap[], items: number, unread: readonly unknown[]): TemplateResult | typeof nothing {
  if (gaps.length === 0) return nothing;
  const { desk } = wordingOf(element.page);
  const id = element.sectionId;
  const again = html` <button class="screen" @click=${() => element.refresh()}>${buttons.tryAgain}</button>`;
  const line = (gap: Gap): TemplateResult => {
    switch (gap.kind) {
      case 'unreadable': return html`${words.gap.unreadable(gap.count ?? 0)}<details><summary>${buttons.showReceived}</summary>
        ${unread.map((one) => html`<pre class="pre">${received(one)}</pre>`)}</details>`;
      case 'other-patient': return html`${words.gap.otherPatient(gap.count ?? 0, desk, gap.reference)}`;
      case 'in-error': return html`${words.gap.inError(gap.count ?? 0)}`;
      case 'withheld-at-source': return html`${words.gap.atSource(id, gap.organisation)}${gap.text ? html` <span class="pre">${gap.text}</span>` : nothing}`;
      case 'not-released': return html`${words.gap.notReleased(id, partName(id, gap.type))}`;
      case 'source-silent': return html`${words.gap.silent(gap.organisation ?? labels.recordName, id)}${again}`;
      case 'stopped': return html`${words.gap.stopped(items, id)}${again}`;
      case 'limit': return html`${words.gap.limit(gap.limit?.shown ?? items, gap.count ?? gap.limit?.shown ?? items, id, { exact: gap.limit?.exact ?? false, newest: gap.limit?.newest ?? false })}`;
      case 'warned': return html`${words.gap.warned}${gap.text ? html` <span class="pre">${gap.text}</span>` : nothing}`;
    }
  };
  return html`${gaps.map((gap) => html`<div class="gap warn" role="note" part="gap" data-gap=${gap.kind}>${line(gap)}</div>`)}`;
}

/** The part of a section that a query of this type serves, in words. */
function partName(id: SectionId, type: string | undefined): string {
  const part: AreaId | undefined = id === 'appointments' ? (type === 'Appointment' ? 'appointments.appointments' : 'appointments.referrals')
    : id === 'results' && type === 'ImagingStudy' ? 'results.imaging' : undefined;
  return noun(part ?? id);
}

/** What was received, for a reader who can make sense of it; never cut. */
function received(value: unknown): string {
  try { return JSON.stringify(value, null, 1); } catch { return String(value); }
}
