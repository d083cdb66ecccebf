import { html, nothing, type TemplateResult } from 'lit';
import { DscrElement } from '../element/dscr-element.js';
import { gate } from '../element/gate.js';
import { bannerLines, environmentMark, identityLine, identityOf, notes } from '../element/identity-line.js';
import type { SectionId } from '../record/sections.js';
import { labels } from '../ui/words.js';

/**
 * @summary The patient banner: name, date of birth and age, gender, NHS number. Alone it shows no clinical line.
 * @attr {string} nhs-number - with or without spaces
 * @attr {string} birth-date - yyyy, yyyy-mm or yyyy-mm-dd
 * @attr {"comfortable"|"compact"} density
 * @attr {"nhs"|"host"|"dark"|"auto"} theme
 * @csspart identity - the banner
 */
export class DscrBanner extends DscrElement {
  readonly wanted: readonly SectionId[] = ['demographics'];

  protected draw(): TemplateResult | typeof nothing {
    const { page } = this;
    const shut = gate(page, this, this.showsPatient);
    const identity = identityOf(page);
    if (shut || !identity) return shut ?? nothing;
    if (!page.permitted('demographics')) return html`${environmentMark(page)}${identityLine(page)}`;
    return html`${environmentMark(page)}<div class="banner ${identity.deceased ? 'deceased' : ''}" role="group" aria-label=${labels.identityLine} data-critical part="identity">${bannerLines(page, identity)}</div>${notes(page, identity)}`;
  }
}
