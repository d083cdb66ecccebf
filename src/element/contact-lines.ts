import { html, nothing, type TemplateResult } from 'lit';
import type { Contact } from '../config/types.js';

/** One contact with the ways to reach it, each on a line; links go nowhere but to https, mail and telephone. @param named false where a sentence has named it */
export function contactLines({ name, phone, email, url }: Contact, named = true): TemplateResult | undefined {
  const lines = [
    // "the service desk" is written to stand in a sentence
    named && html`<span class="title">${name.replace(/^(the|your) /, (word) => word[0]!.toUpperCase() + word.slice(1))}</span>`,
    phone && html`<a class="nowrap" href=${`tel:${phone.replace(/[^\d+]/g, '')}`}>${phone}</a>`,
    email && html`<a href=${`mailto:${email}`}>${email}</a>`,
    url && html`<a href=${url} target="_blank" rel="noopener noreferrer">${url}</a>`,
  ].filter(Boolean);
  return lines[0] ? html`${lines.map((line, at) => html`${at ? html`<br>` : nothing}${line}`)}` : undefined;
}
