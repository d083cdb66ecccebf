import { html, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { details, foot, type Detail } from '../../ui/details.js';
import { labels, type Label } from '../../ui/labels.js';
import type { Contact, DemographicsModel, Person } from './demographics.model.js';

/** What is absent from a restricted person's record, and so is not "not recorded" (PDS). */
const HIDDEN: readonly Label[] = ['address', 'contact', 'gp'];
const missing = (hidden: boolean): string => (hidden ? labels.restricted : labels.notRecorded);

const row = (person: Person): TemplateResult => html`
  ${details([...person.always.map(([name, value]): Detail => [name, value ?? missing(person.restricted && HIDDEN.includes(name))]), ...person.details])}${foot(person)}`;
const contactRow = (contact: Contact): TemplateResult => html`<p class="title">${contact.name ?? labels.notRecorded}</p>${details(contact.details)}${foot(contact)}`;

/**
 * @summary Details of the patient: names, addresses, phones, practice, needs and contacts.
 * @fires dscr-section-shown
 */
export class DscrDemographics extends SectionElement<DemographicsModel> {
  static override readonly section = 'demographics';

  override renderModel({ people, contacts }: DemographicsModel): TemplateResult {
    return html`${this.rows(people, row)}${this.subheading(labels.contacts)}${contacts.length > 0 ? this.rows(contacts, contactRow, 'contacts')
      : html`<p>${missing(people.some((one) => one.restricted))}</p>`}`;
  }
}
