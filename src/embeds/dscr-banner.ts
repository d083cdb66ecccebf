import { html, nothing, type TemplateResult } from 'lit';
import { DscrElement } from '../element/dscr-element.js';
import { gate } from '../element/gate.js';
import { environmentMark, identityLine } from '../element/identity-line.js';
import { sectionFrame } from '../element/section-frame.js';
import { thePage } from '../element/the-page.js';
import { noun } from '../ui/words.js';

/**
 * @summary The patient banner: name, date of birth and age, gender, NHS number. Alone it shows no clinical line.
 * @attr {string} nhs-number - with or without spaces
 * @attr {string} birth-date - yyyy, yyyy-mm or yyyy-mm-dd
 * @attr {"comfortable"|"compact"} density
 * @attr {"nhs"|"host"|"dark"|"auto"} theme
 */
export class DscrBanner extends DscrElement {
  readonly sectionId = 'demographics';
  readonly wanted = ['demographics'] as const;
  get level(): number { return this.headingLevel; }
  headingText(): string { return noun(this.sectionId); }
  stateText(): undefined { return undefined; }

  protected draw(): TemplateResult {
    const page = thePage();
    const line = identityLine(page, page.permitted(this.sectionId));
    // While there is nobody to name it says why: a blank could be read as anything.
    return html`${this.bar}${gate(page, this, this.showsPatient) ?? html`${environmentMark(page)}${line === nothing
      ? sectionFrame(this, page.state(this.sectionId), () => html``, nothing) : line}`}`;
  }
}
