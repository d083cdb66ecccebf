import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import { wordingOf } from '../controllers/wording.js';
import type { AreaId } from '../record/sections.js';
import { buttons, words } from '../ui/words.js';

/** A section that wants a stronger or more recent sign-in: asked for once, for a second try would end like the first. */
export function strongerSignIn(page: Page, id: AreaId): TemplateResult {
  const tried = page.strongerTried;
  return html`<p>${tried ? words.stronger.impossible(id, wordingOf(page).access) : words.stronger.ask(id).text}</p>${tried ? nothing
    : html`<button class="screen" @click=${() => void page.signInStronger(id)}>${buttons.signInAgain}</button>`}`;
}

/** Why what another section would have added is not here. */
export const notBorrowed = (page: Page, id: AreaId): TemplateResult | string => (page.decide(id).effect === 'stronger' ? strongerSignIn(page, id) : words.withheld.list([id]));
