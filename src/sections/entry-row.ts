import { html, nothing, type TemplateResult } from 'lit';
import type { SectionElement } from '../element/section-element.js';
import { details, unclearMark } from '../ui/details.js';
import { labels, word, type codes } from '../ui/labels.js';
import { badge, inOrder, newMark, provenance } from '../ui/rows.js';
import type { Entry } from './entry.js';

export const status = (table: keyof typeof codes, code: string | undefined, tone?: Parameters<typeof badge>[1]): TemplateResult | typeof nothing => badge(word(table, code) ?? labels.unknown, tone);

/** What is only proposed, or an option, must not look like an order. */
export const notOrdered = ({ intent }: Pick<Entry, 'intent'>): TemplateResult | typeof nothing => (intent === undefined ? nothing : status('intent', intent, 'warn'));

/** One row: title, badges, details, what the section has beside them, and always where it comes from. Whatever is not there leaves no node. */
export const entryRow = (entry: Entry, badges: unknown, beside: unknown = nothing, title: unknown = inOrder(entry.title ?? labels.notRecorded)): TemplateResult =>
  html`<p class="title">${title}</p> ${[newMark(entry), badges, notOrdered(entry), details(entry.details), beside, unclearMark(entry), provenance(entry.provenance)].flat(3).filter((part) => part !== nothing && part)}`;

/** Rows under a heading of their own; nothing where there are none. */
export const group = <T>(element: Pick<SectionElement<unknown>, 'subheading' | 'rows'>, text: string, list: readonly T[], row: (one: T) => TemplateResult, key = text, depth = 1): TemplateResult | typeof nothing =>
  (list.length > 0 ? html`${element.subheading(text, depth)}${element.rows(list, row, key)}` : nothing);
