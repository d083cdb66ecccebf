import { html, nothing, type TemplateResult } from 'lit';
import { wordingOf } from '../controllers/wording.js';
import type { DscrElement } from './dscr-element.js';
import type { Gap, GapKind, SectionState } from '../record/section-state.js';
import { partsOf, type SectionId } from '../record/sections.js';
import { heading } from '../ui/heading.js';
import { inOrder } from '../ui/rows.js';
import { stamp } from '../ui/stamp.js';
import { buttons, labels, words } from '../ui/words.js';
import { emergencyForm } from './emergency.js';
import { gapText } from './gap-text.js';
import { notices } from './notices.js';
import { sourceLines, visibleSources } from './sources.js';
import { staleText } from './stale.js';
import { strongerSignIn } from './stronger.js';
import { thePage } from './the-page.js';

/** What a frame needs of the element it is drawn in. */
export interface Framed<M> extends Pick<DscrElement, 'refresh'> {
  readonly sectionId: SectionId; readonly level: number;
  headingText(state: SectionState<M>): string;
  stateText(state: SectionState<M>): TemplateResult | undefined;
}

/** Heading, state in words, gaps, items and sources of one section. Failure, absence, withholding and truncation each look different. */
export function sectionFrame<M>(element: Framed<M>, state: SectionState<M>, items: (model: M) => TemplateResult, above: TemplateResult | typeof nothing): TemplateResult {
  const { sectionId: id, level } = element;
  const shown = stateOf(element, state);
  const stale = staleText(state);
  const { name } = thePage().state(id);
  return html`<section class="section" aria-labelledby=${`section-${id}`} data-state=${name}>
    ${heading(level, shown.heading, `section-${id}`)}${notices(thePage(), id)}<div data-critical>${above}</div>
    <div aria-live="polite">${shown.text}</div>${shown.beside}
    ${stale && name !== 'loading' ? html`<p class="notice warn"><span role=${'notRefreshed' in state ? 'alert' : 'note'}>${stale}</span> ${refreshing(element)}</p>` : nothing}
    ${'gaps' in state ? gapLines(element, state.gaps, state.counts.items, state.unread) : nothing}${'sources' in state ? visibleSources(thePage(), id, state.sources) : nothing}
    ${'model' in state ? html`<div class="items">${items(state.model as M)}</div>` : nothing}
    ${'inError' in state ? html`<details class="in-error"><summary>${labels.inError}</summary>${items(state.inError as M)}</details>` : nothing}
    ${'sources' in state ? sourceLines(thePage(), id, state.sources, state.name === 'none-recorded') : nothing}</section>`;
}

type Asking = Pick<Framed<unknown>, 'refresh' | 'sectionId'>;
// Eight of each may stand on a page: the heading says of which section.
const refreshing = (element: Asking): TemplateResult => html`<button class="link screen" aria-describedby=${`section-${element.sectionId}`} @click=${() => element.refresh()}>${buttons.refresh}</button>`;
const again = (element: Asking): TemplateResult => html` <button class="screen" aria-describedby=${`section-${element.sectionId}`} @click=${() => element.refresh()}>${buttons.tryAgain}</button>`;
const loading = (slow: boolean, id: SectionId): string => (slow ? words.loading.slow : words.loading.now)(id);

/** What is said of a state, and beside it what asks for an answer or is said at once: neither belongs into what a reader is told when there is time. */
function stateOf<M>(element: Framed<M>, state: SectionState<M>): { readonly heading: string; readonly text: unknown; readonly beside?: unknown } {
  const page = thePage();
  const { sectionId: id } = element;
  const { desk, access } = wordingOf(page);
  const own = element.stateText(state);
  const title = element.headingText(state);
  const paragraph = (text: string): TemplateResult => html`<p>${text}</p>`;
  switch (state.name) {
    case 'waiting': return { heading: title, text: nothing };
    case 'loading': return { heading: title, text: own ?? paragraph(state.counts.items > 0 ? words.loading.pages(state.counts.items, id) : loading(state.slow, id)) };
    case 'withheld': {
      const principal = page.session?.principal;
      if (state.by === 'role' && page.decide(id).effect === 'stronger') return { heading: words.stronger.ask(id).heading, text: nothing, beside: strongerSignIn(page, id) };
      const said = state.by === 'role' ? words.withheld.byRole(id, principal?.role ?? '', principal?.organisation.name ?? '', access) : words.withheld.byApi(id, desk, state.reference);
      return { heading: own ? title : said.heading, text: own ?? paragraph(said.text), beside: emergencyForm(page, id) };
    }
    case 'unavailable': {
      const said = words.unavailable(id, state.problem.cause, desk, state.problem.reference);
      return { heading: own ? title : said.heading, text: nothing, beside: html`<div class="notice stop"><div role="alert">${own ?? paragraph(said.text)}</div>${again(element)}</div>` };
    }
    case 'none-recorded': return { heading: title, text: own ?? paragraph(words.noneRecorded(id as 'alerts', stamp(state.loadedAt))) };
    case 'ready': {
      const store = page.store(id);
      const now = store.state;
      const { items, unshown } = state.counts;
      const { labelRule, partsShown } = store;
      const shut = partsShown ? partsOf(id).filter((part) => !partsShown.includes(part)) : [];
      const stronger = shut.filter((part) => page.decide(part).effect === 'stronger');
      const others = shut.filter((part) => !stronger.includes(part));
      const shutOut = [...others.length > 0 ? [words.withheld.list(others)] : [], ...partsShown && id === 'results' ? [`${words.withheld.uncategorised(id)}.`] : []];
      const isFresh = now.name !== 'loading' && !staleText(state);
      const nothingLeft = items === 0 && unshown === 0 && state.hidden;
      return { heading: title, text: html`${own ?? nothing}${nothingLeft ? paragraph(words.withheld.labelRuleNothing) : labelRule ? paragraph(words.withheld.labelRule) : nothing}
        ${shutOut.length > 0 ? paragraph(shutOut.join(' ')) : nothing}
        ${items === 0 && unshown > 0 && !own ? paragraph(words.gap.onlyGaps(unshown)) : nothing}
        ${now.name === 'loading' ? paragraph(loading(now.slow, id)) : isFresh ? html`<p class="muted"><span class="unseen" .textContent=${`${title}: `}></span>${words.stale.loaded(stamp(state.loadedAt))}</p>` : nothing}`,
        beside: [isFresh ? refreshing(element) : nothing, stronger.map((part) => strongerSignIn(page, part)), partsShown ? emergencyForm(page, id) : nothing] };
    }
  }
}

/** Every gap in its own words, before the items it concerns; what several queries have to say alike is said once. */
function gapLines<M>(element: Framed<M>, gaps: readonly Gap[], items: number, unread: readonly unknown[]): TemplateResult {
  const { desk } = wordingOf(thePage());
  const beside: Partial<Record<GapKind, TemplateResult>> = {
    unreadable: html`<details ?hidden=${unread.length === 0}><summary>${buttons.showReceived}</summary>${unread.map((one) => html`<pre class="pre">${received(one)}</pre>`)}</details>`,
    'in-error': html` <button class="link screen" @click=${showApart}>${buttons.show}</button>`,
  };
  beside['source-silent'] = beside.stopped = again(element);
  const lines = new Map(gaps.map((gap) => {
    const told = gapText(gap, element.sectionId, items, desk);
    return [`${told}${gap.text}`, [told, gap]] as const;
  }));
  return html`${[...lines.values()].map(([told, gap]) => html`<div class="gap ${gap.kind === 'in-error' ? '' : 'warn'}" role="note" data-gap=${gap.kind}>${inOrder(told)}${gap.text ? html` <span class="pre">${gap.text}</span>` : nothing}${beside[gap.kind] ?? nothing}</div>`)}`;
}

/** Opens what is listed apart in the section of a button, and goes there. */
export function showApart({ currentTarget }: Event): void {
  const section = (currentTarget as Element).closest('section')!;
  for (const one of section.querySelectorAll<HTMLDetailsElement>('.in-error')) one.open = true;
  section.querySelector<HTMLElement>('.apart, .in-error > summary')?.focus();
}

/** What was received, for a reader who can make sense of it; never cut. */
function received(value: unknown): string {
  try { return JSON.stringify(value, null, 1); } catch { return String(value); }
}
