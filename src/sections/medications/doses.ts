import { html, nothing, type TemplateResult } from 'lit';
import { partsBeside, type Dosage } from '../../fhir/datatypes/dosage.js';
import { labels } from '../../ui/labels.js';
import { fields } from '../../ui/rows.js';
import type { Entry } from './medications.model.js';

/** Parts of a medication line: an em dash stays with the part before it, a short part is never broken (CUI MEDi-008, 018). */
const line = (parts: readonly string[]): TemplateResult =>
  html`${parts.map((part, index) => html`<span class=${part.length < 25 ? 'nowrap' : ''}>${part}${index < parts.length - 1 ? ' —' : ''}</span> `)}`;

const one = (dosage: Dosage): TemplateResult => {
  const beside = partsBeside(dosage);
  const said = dosage.text ?? (dosage.parts.length > 0 ? line(dosage.parts) : labels.doseNotRecorded);
  return html`${dosage.joined ? html`<p>${labels[dosage.joined]}</p>` : nothing}<p class="dose">${labels.dose} <b class="pre">${said}</b></p>
    ${fields([[labels.doseParts, beside.length > 0 ? line(beside) : undefined], [labels.instructions, dosage.notes.join('\n')]])}`;
};

/** Doses as sent: the text where there is one, the structure only where there is none, or apart where it says more. */
export const doses = ({ dosages }: Entry): TemplateResult => html`${dosages.length > 0 ? dosages.map(one) : one({ parts: [], notes: [] })}`;

/** Does an entry say nothing of medicine and dose that its course does not say? */
export const sameAs = (entry: Entry, head: Entry): boolean =>
  entry.title === head.title && (entry.dosages.length === 0 || JSON.stringify(entry.dosages) === JSON.stringify(head.dosages));
