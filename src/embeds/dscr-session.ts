import { html, type nothing, type TemplateResult } from 'lit';
import { DscrElement } from '../element/dscr-element.js';
import { setUpPanel } from '../element/gate.js';
import { environmentMark } from '../element/identity-line.js';
import { sessionBar, sessionPanel } from '../element/session-panel.js';
import { thePage } from '../element/the-page.js';
import { wordingOf } from '../controllers/wording.js';

/**
 * @summary Who is signed in, in which role and organisation; choice of role, sign in and out. Shows nothing of a record.
 * @attr {number} heading-level - level of headings inside (2)
 * @attr {"comfortable"|"compact"} density
 * @attr {"nhs"|"host"|"dark"|"auto"} theme
 * @csspart session - name, role and organisation
 */
export class DscrSession extends DscrElement {
  readonly wanted = [] as const;
  override readonly showsSession = true;
  /** It shows nobody's record: it must not count among the elements that name a patient. */
  override get ownPatient(): null { return null; }

  protected draw(): TemplateResult | typeof nothing {
    const page = thePage();
    if (page.setupError) return setUpPanel(page.setupError, wordingOf(page).access);
    return html`${environmentMark(page)}${sessionPanel(page) ?? sessionBar(page)}`;
  }
}
