import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import type { SectionId } from '../record/sections.js';
import { clock } from '../ui/stamp.js';
import { buttons, words } from '../ui/words.js';
import type { DscrElement } from './dscr-element.js';
import { identityOf, identityText } from './identity-line.js';
import { strongerSignIn } from './stronger.js';

/** The way into a section that the role does not include, where the policy has one: a reason first, and it is recorded first. */
export function emergencyForm(page: Page, section: SectionId): TemplateResult | typeof nothing {
  const rule = page.emergency.rule(section);
  const identity = identityOf(page);
  if (!rule || !identity) return nothing;
  const { heading, text } = words.emergency.ask(section, identityText(identity).join(', '));
  const stronger = page.emergency.wantsStronger(section);
  if (stronger) return html`<details class="panel screen"><summary>${heading}</summary>${strongerSignIn(page, stronger)}</details>`;
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    // A script of the page must not open it in the person's name.
    if (!event.isTrusted) return;
    const { host } = form.getRootNode() as ShadowRoot;
    if (!await page.emergency.open(section, String(given.get('reason')), String(given.get('text')))) form.querySelector('output')!.textContent = words.emergency.refused;
    else {
      // What was opened may stand far below the form.
      await (host as DscrElement).updateComplete;
      (host as DscrElement).showSection(section);
    }
  };
  const close = (event: Event): void => { (event.target as Element).closest('details')!.open = false; };
  return html`<details class="panel screen"><summary>${heading}</summary><form @submit=${send}><p>${text}</p>
    <p><label>${words.emergency.reason} <select name="reason" required><option value=""></option>${words.emergency.reasons.map((reason) => html`<option>${reason}</option>`)}</select></label></p>
    <p><label>${words.emergency.explain} <textarea name="text" required minlength="10" maxlength="500"></textarea></label></p>
    <output role="alert"></output><div class="buttons"><button class="primary">${buttons.openFor(rule.minutes)}</button><button type="button" @click=${close}>${buttons.cancel}</button></div></form></details>`;
}

/** As long as a section is open in an emergency, everybody in front of the screen sees that it is. */
export function emergencyBanner(page: Page): TemplateResult | typeof nothing {
  const { current, ended } = page.emergency;
  if (ended) return html`<p class="notice warn" role="alert">${words.emergency.ended(ended)}</p>`;
  return current ? html`<div class="notice stop emergency" role="alert"><p>${words.emergency.banner(current.section, identityOf(page)?.name ?? '', clock(current.until))}</p>
    <button @click=${() => page.emergency.end()}>${buttons.endNow}</button></div>` : nothing;
}
