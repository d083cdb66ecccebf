import { html, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import type { SectionId } from '../record/sections.js';
import { dayOf } from '../record/when.js';

/** What the deployment has to say to its users, of one section or of the whole record, until it is over. */
export function notices(page: Page, section?: SectionId): TemplateResult[] {
  const now = page.now;
  // a day counts to its end, in London
  const isOver = (until: string): boolean => (until.length === 10 ? until < dayOf(now) : Date.parse(until) <= now);
  return (page.setup?.config.notices ?? [])
    .filter((notice) => (section ? notice.sections?.includes(section) : !notice.sections) && !(notice.until && isOver(notice.until)))
    .map((notice) => html`<p class="notice" role="note">${notice.text}</p>`);
}
