import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { badge, fields, provenance, when } from '../../ui/rows.js';
import { codeWord, labels } from '../../ui/labels.js';
import { unclearNote } from '../../ui/unclear.js';
import type { Alert, AlertsModel } from './alerts.model.js';

const row = (alert: Alert): TemplateResult => html`<p class="title">${alert.message ?? labels.notRecorded}</p>
  ${badge(codeWord('flag', alert.status) ?? alert.status ?? labels.unknown, alert.active ? 'warn' : 'plain')}
  ${fields([[labels.category, alert.categories.map((one) => codeWord('flagCategory', one) ?? one).join(', ')],
    [labels.from, when(alert.period?.start)], [labels.until, when(alert.period?.end)]])}
  ${unclearNote(alert.unclear, alert.provenance)}${provenance(alert.provenance)}`;

/**
 * @summary Alerts: flags of every kind, those that harm first on top, ended ones apart.
 * @fires dscr-section-shown
 */
export class DscrAlerts extends SectionElement<AlertsModel> {
  static override readonly section = 'alerts';

  override renderModel({ current, past }: AlertsModel): TemplateResult {
    return html`${this.rows(current, row)}${past.length > 0 ? html`${this.subheading(labels.past)}${this.rows(past, row, 'past')}` : nothing}`;
  }
}
