import { html, type TemplateResult } from 'lit';
import type { Provenance } from '../record/provenance.js';
import type { When } from '../record/when.js';
import { labels, type Label } from './labels.js';
import { fields, provenance, when } from './rows.js';
import { DEFAULTS, words } from './words.js';

/** A detail of a row: what it is called and what was sent; left out where nothing was. */
export type Detail = readonly [name: Label, value: string | When | undefined];

export const details = (list: readonly Detail[]): ReturnType<typeof fields> =>
  fields(list.map(([name, value]) => [labels[name], typeof value === 'object' ? when(value) : value]));

/** The end of every row: what of it is not understood, and where it comes from. */
export const foot = (row: { readonly unclear: boolean; readonly provenance: Provenance }): TemplateResult =>
  (row.unclear ? html`<p class="warn">${words.rowUnclear(row.provenance.organisation ?? DEFAULTS.org)}</p>${provenance(row.provenance)}` : provenance(row.provenance));
