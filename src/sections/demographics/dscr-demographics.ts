import { html, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { showWhen } from '../../record/when.js';
import { fields, provenance } from '../../ui/rows.js';
import { codeWord, labels } from '../../ui/labels.js';
import { unclearNote } from '../../ui/unclear.js';
import type { DemographicsModel, Detail, DetailValue, Person } from './demographics.model.js';

const DEATH = { formal: labels.deathFormal, informal: labels.deathInformal, stated: undefined };

function valueText({ text = labels.notAvailable, coded, note, period }: DetailValue): string {
  const said = coded === 'interpreter' ? (text === 'true' ? labels.interpreterNeeded : text === 'false' ? labels.interpreterNot : text)
    : coded ? codeWord(coded, text) ?? text : text;
  const extra = [note, period?.start && `${labels.from} ${showWhen(period.start)}`, period?.end && `${labels.until} ${showWhen(period.end)}`].filter((one) => one);
  return extra.length > 0 ? `${said} (${extra.join(', ')})` : said;
}

const missing = (hidden: boolean): string => (hidden ? labels.restricted : labels.notRecorded);

const details = (list: readonly Detail[], restricted: boolean): ReturnType<typeof fields> => fields(list.map(({ key, values, hideable }) => [labels[key],
  values.length === 0 ? missing(restricted && hideable === true)
    : html`${values.map((value) => html`<div>${valueText(key === 'died' ? { ...value, text: value.text ?? labels.dateNotRecorded,
      ...(DEATH[value.note as keyof typeof DEATH] !== undefined && { note: DEATH[value.note as keyof typeof DEATH] }) } : value)}</div>`)}`]));

/**
 * @summary Details of the patient: names, addresses, phones, practice, needs and contacts.
 * @fires dscr-section-shown
 */
export class DscrDemographics extends SectionElement<DemographicsModel> {
  static override readonly section = 'demographics';

  override renderModel({ people, contacts }: DemographicsModel): TemplateResult {
    const restricted = people.some((one) => one.restricted);
    return html`${this.rows(people, (person: Person) => html`${details(person.details, person.restricted)}${unclearNote(person.unclear, person.provenance)}${provenance(person.provenance)}`)}
      ${this.subheading(labels.contacts)}
      ${contacts.length === 0 ? html`<p>${missing(restricted)}</p>` : this.rows(contacts, (contact) => html`<p class="title">${contact.name ?? labels.notRecorded}</p>
        ${details(contact.details, false)}${unclearNote(contact.unclear, contact.provenance)}${provenance(contact.provenance)}`, 'contacts')}`;
  }
}
