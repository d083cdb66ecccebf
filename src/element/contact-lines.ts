import { html, nothing, type TemplateResult } from 'lit';
import type { Contact } from '../config/types.js';

/** One contact with the ways to reach it; links go nowhere but to https, mail and telephone. */
export const contactLines = (contact: Contact): TemplateResult => html`<span class="title">${contact.name}</span>
  ${contact.phone ? html` <a class="nowrap" href=${`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>${contact.phone}</a>` : nothing}
  ${contact.email ? html` <a href=${`mailto:${contact.email}`}>${contact.email}</a>` : nothing}
  ${contact.url ? html` <a href=${contact.url} target="_blank" rel="noopener noreferrer">${contact.url}</a>` : nothing}`;
