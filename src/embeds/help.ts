import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import { wordingOf } from '../controllers/wording.js';
import { contactLines } from '../element/contact-lines.js';
import { labels } from '../ui/words.js';

/** Help links for the person's level, and whom to contact: the same place in every record (WCAG 3.2.6). */
export function helpAndContacts(page: Page): TemplateResult | typeof nothing {
  const { setup } = page;
  if (!setup) return nothing;
  const { contacts } = wordingOf(page);
  const principal = page.session?.principal;
  const permits = principal ? setup.policy.permitIds(principal) : [];
  const links = setup.config.help.filter((link) => !link.for?.length || link.for.some((id) => permits.includes(id)));
  const people = (['serviceDesk', 'localIt', 'privacyOfficer'] as const).flatMap((key) => { const contact = contacts[key]; return contact ? [{ label: labels[key], contact }] : []; });
  if (links.length === 0 && people.length === 0) return nothing;
  return html`<details class="section help screen" id="help" part="help"><summary>${labels.help}</summary>
    ${links.length === 0 ? nothing : html`<ul role="list">${links.map((link) => html`<li><a href=${link.url} target="_blank" rel="noopener noreferrer">${link.title}</a> (${link.title.includes(labels[link.kind]) ? '' : `${labels[link.kind]}, `}${labels.opensNewTab})</li>`)}</ul>`}
    <dl class="fields">${people.map(({ label, contact }) => html`<div><dt>${label}</dt><dd>${contactLines(contact)}</dd></div>`)}</dl></details>`;
}
