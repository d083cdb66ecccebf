import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import { NOBODY, type PatientMessage } from '../controllers/patient-controller.js';
import { wordingOf, type Wording } from '../controllers/wording.js';
import { buttons, words, type Said } from '../ui/words.js';
import { environmentMark } from './identity-line.js';
import { sessionPanel } from './session-panel.js';

interface Refreshable { refresh(): void }

/** What stands in the way of showing a record, in words; undefined where nothing does. */
export function gate(page: Page, element: Refreshable, showsPatient: boolean): TemplateResult | undefined {
  const wording = wordingOf(page);
  if (page.setupError) return setUpPanel(page.setupError, wording.access);
  if (!page.setup) return panel(words.waiting.open(wording.host));
  const session = sessionPanel(page);
  if (session) return html`${environmentMark(page)}${session}`;
  const state = showsPatient ? page.patient : NOBODY;
  if (state.name === 'loading' || state.name === 'shown') return undefined;
  // A role that may see nothing learns so from the sections themselves, and so does everybody where the look-up failed.
  const { message } = state;
  if (message.kind === 'failed' || (showsPatient && message.kind === 'none' && page.hasInput)) return undefined;
  return html`${environmentMark(page)}${patientPanel(message, wording, element)}`;
}

function patientPanel(message: Exclude<PatientMessage, { readonly kind: 'failed' }>, wording: Wording, element: Refreshable): TemplateResult {
  const { host, desk } = wording;
  switch (message.kind) {
    case 'none': return panel(words.waiting.open(host));
    case 'no-number': return panel(words.waiting.noNumber(host));
    case 'invalid': return panel(words.patient.invalid(host), 'alert');
    case 'two-patients': return panel(words.patient.two, 'alert');
    case 'several': return panel(words.patient.several(desk), 'alert');
    case 'no-date': return panel(words.patient.noDate, 'alert');
    case 'mismatch': return saidPanel(words.patient.mismatch(host, message.fields.map((field) => (field === 'nhs-number' ? 'NHS number' : 'date of birth')), desk, message.reference));
    case 'not-found': return saidPanel(words.patient.notFound(host));
    case 'refused': return saidPanel(words.patient.refused(desk, message.reference));
    case 'audit': return panel(words.auditRefused(desk, message.reference), 'alert', undefined, html`<button @click=${() => element.refresh()}>${buttons.tryAgain}</button>`);
  }
}

/** Why nothing can be shown at all here. */
export function setUpPanel({ code, reference }: { readonly code: string; readonly reference: string }, access: string): TemplateResult {
  return panel(code === 'DSCR_WITHDRAWN' ? words.setUp.withdrawn(access) : code === 'DSCR_CSP_BLOCKED' ? words.setUp.csp(access)
    : code === 'DSCR_BROWSER_UNSUPPORTED' ? words.setUp.browser : words.setUp.invalid(access, reference), 'alert');
}

const panel = (text: string, role: 'status' | 'alert' = 'status', heading?: string, more?: TemplateResult): TemplateResult =>
  html`<div class="panel" role=${role}>${heading ? html`<p class="title">${heading}</p>` : nothing}<p>${text}</p>${more}</div>`;
const saidPanel = ({ heading, text }: Said): TemplateResult => panel(text, 'alert', heading);
