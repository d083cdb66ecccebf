import { html, nothing, type TemplateResult } from 'lit';
import { differs, partsBeside, type Dosage } from '../../fhir/datatypes/dosage.js';
import { labels } from '../../ui/labels.js';
import { badge, fields, unbroken } from '../../ui/rows.js';
import type { Entry } from './medications.model.js';

/** Parts of a medication line: an em dash stays with the part before it, a part that fits on a line is not broken (CUI MEDi-008, 018). */
const line = (parts: readonly string[]): TemplateResult =>
  html`${parts.map((part, index) => html`<span class="whole">${unbroken(part)}${index < parts.length - 1 ? ' —' : ''}</span> `)}`;

const one = (dosage: Dosage, title?: string): TemplateResult => {
  const beside = partsBeside(dosage, title);
  const said = dosage.text ? unbroken(dosage.text) : dosage.parts[0] ? line(dosage.parts) : labels.doseNotRecorded;
  return html`${dosage.joined ? html`<p>${labels[dosage.joined]}</p>` : nothing}<p class="dose">${labels.dose} <b class="pre">${said}</b></p>
    ${differs(dosage, title) ? badge(labels.doseDiffers, 'warn') : nothing}${fields([[labels.doseParts, beside[0] && line(beside)], [labels.instructions, dosage.notes.join('\n')]])}`;
};

/** Doses as sent: the text where there is one, the structure only where there is none, or apart where it says more or something else. */
export const doses = ({ dosages, title }: Entry): TemplateResult => html`${(dosages[0] ? dosages : [{ parts: [], notes: [] }]).map((dosage) => one(dosage, title))}`;

/** A detail of an entry, by its name. */
export const detailOf = ({ details }: Entry, wanted: string): unknown => details.find(([name]) => name === wanted)?.[1] || undefined;

/** Does an entry say nothing of medicine and dose that its course does not say? */
export const sameAs = (entry: Entry, head: Entry): boolean =>
  entry.title === head.title && [undefined, head.form].includes(entry.form) && [undefined, detailOf(head, 'strength')].includes(detailOf(entry, 'strength')) && (!entry.dosages[0] || JSON.stringify(entry.dosages) === JSON.stringify(head.dosages));
