import { html, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { isWhole } from '../../record/section-state.js';
import { details, foot } from '../../ui/details.js';
import { labels } from '../../ui/labels.js';
import { newMark } from '../../ui/rows.js';
import { entryRow } from '../entry-row.js';
import type { Entry } from '../entry.js';
import type { DemographicsModel } from './demographics.model.js';

const row = (person: Entry): TemplateResult => html`${newMark(person)}${details(person.details)}${foot(person)}`;

/**
 * @summary Details of the patient: names, addresses, phones, practice, needs and contacts.
 * @fires dscr-section-shown
 */
export class DscrDemographics extends SectionElement<DemographicsModel> {
  static override readonly section = 'demographics';

  override renderModel({ people, contacts, restricted }: DemographicsModel): TemplateResult {
    return html`${this.rows(people, row)}${this.subheading(labels.contacts)}${contacts.length > 0 ? this.rows(contacts, (one) => entryRow(one, ''), 'contacts')
      : html`<p>${labels[restricted ? 'restricted' : isWhole(this.sectionState) ? 'notRecorded' : 'notAvailable']}</p>`}`;
  }
}
