import { DscrAlerts } from '../sections/alerts/dscr-alerts.js';
import { DscrAllergies } from '../sections/allergies/dscr-allergies.js';
import { DscrAppointments } from '../sections/appointments/dscr-appointments.js';
import { DscrCarePlans } from '../sections/care-plans/dscr-care-plans.js';
import { DscrDemographics } from '../sections/demographics/dscr-demographics.js';
import { DscrDocuments } from '../sections/documents/dscr-documents.js';
import { DscrMeds } from '../sections/medications/dscr-meds.js';
import { DscrResults } from '../sections/results/dscr-results.js';
import { DscrBanner } from './dscr-banner.js';
import { DscrRecord } from './dscr-record.js';
import { DscrSession } from './dscr-session.js';

const elements = {
  'dscr-record': DscrRecord, 'dscr-results': DscrResults, 'dscr-meds': DscrMeds, 'dscr-demographics': DscrDemographics,
  'dscr-alerts': DscrAlerts, 'dscr-allergies': DscrAllergies, 'dscr-appointments': DscrAppointments, 'dscr-care-plans': DscrCarePlans,
  'dscr-documents': DscrDocuments, 'dscr-banner': DscrBanner, 'dscr-session': DscrSession,
} as const;

/** Defines every element once. A name that somebody else has taken is left to them. */
export function defineElements(): void {
  for (const [tag, element] of Object.entries(elements)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dscr-record': DscrRecord; 'dscr-results': DscrResults; 'dscr-meds': DscrMeds; 'dscr-demographics': DscrDemographics;
    'dscr-alerts': DscrAlerts; 'dscr-allergies': DscrAllergies; 'dscr-appointments': DscrAppointments; 'dscr-care-plans': DscrCarePlans;
    'dscr-documents': DscrDocuments; 'dscr-banner': DscrBanner; 'dscr-session': DscrSession;
  }
}
