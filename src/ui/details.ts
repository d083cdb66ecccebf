import { html, nothing, type TemplateResult } from 'lit';
import type { Provenance } from '../record/provenance.js';
import type { When } from '../record/when.js';
import { labels, type Label } from './labels.js';
import { fields, provenance, when } from './rows.js';
import { DEFAULTS, words } from './words.js';

/** A detail of a row: what it is called and what was sent; left out where nothing was. */
export type Detail = readonly [name: Label, value: string | When | undefined];

export const details = (list: readonly Detail[]): ReturnType<typeof fields> =>
  fields(list.map(([name, value]) => [labels[name], typeof value === 'object' ? when(value) : value]));

interface Sent { readonly unclear: boolean; readonly provenance: Provenance }
export const unclearText = ({ unclear, provenance: { organisation } }: Sent): string | undefined => (unclear ? words.rowUnclear(organisation ?? DEFAULTS.org) : undefined);
/** What is said of a row that is not understood. */
export const unclearMark = (row: Sent): TemplateResult | typeof nothing => (row.unclear ? html`<p class="warn">${unclearText(row)}</p>` : nothing);

/** The end of every row: what of it is not understood, and where it comes from. */
export const foot = (row: Sent): TemplateResult => html`${unclearMark(row)}${provenance(row.provenance)}`;
