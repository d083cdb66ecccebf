import { html, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { labels } from '../../ui/labels.js';
import { entryRow, group, status } from '../entry-row.js';
import type { Alert, AlertsModel } from './alerts.model.js';

const row = (alert: Alert): TemplateResult => entryRow(alert, status(alert.table, alert.status, alert.past ? 'plain' : 'warn'));

/**
 * @summary Alerts: flags of every kind, consents, and documents on resuscitation and treatment escalation, those that harm first on top, ended ones apart.
 * @fires dscr-section-shown
 */
export class DscrAlerts extends SectionElement<AlertsModel> {
  static override readonly section = 'alerts';

  override renderModel({ current, past }: AlertsModel): TemplateResult {
    return html`${this.rows(current, row)}${group(this, labels.past, past, row)}`;
  }
}
