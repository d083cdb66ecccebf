import { html, nothing, type TemplateResult } from 'lit';
import type { Provenance } from '../record/provenance.js';
import { DEFAULTS, words } from './words.js';

/** The note of a row that carries something we do not understand (modifierExtension, implicitRules, unknown status). */
export const unclearNote = (unclear: boolean, { organisation }: Provenance): TemplateResult | typeof nothing =>
  unclear ? html`<p class="warn">${words.rowUnclear(organisation ?? DEFAULTS.org)}</p>` : nothing;
