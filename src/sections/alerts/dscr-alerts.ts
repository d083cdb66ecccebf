import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { details, foot } from '../../ui/details.js';
import { codeWord, labels } from '../../ui/labels.js';
import { badge } from '../../ui/rows.js';
import type { Alert, AlertsModel } from './alerts.model.js';

const row = (alert: Alert): TemplateResult => html`<p class="title">${alert.message ?? labels.notRecorded}</p>
  ${badge(codeWord('flag', alert.status) ?? alert.status ?? labels.unknown, alert.active ? 'warn' : 'plain')}${details(alert.details)}${foot(alert)}`;

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
