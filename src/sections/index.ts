import type { SectionDefinition } from './define.js';
import { alerts } from './alerts/alerts.section.js';
import { allergies } from './allergies/allergies.section.js';
import { appointments } from './appointments/appointments.section.js';
import { carePlans } from './care-plans/care-plans.section.js';
import { demographics } from './demographics/demographics.section.js';
import { documents } from './documents/documents.section.js';
import { medications } from './medications/medications.section.js';
import { results } from './results/results.section.js';

/** Every section, in the default order on screen. A new one is a folder and a line here. */
export const sections: readonly SectionDefinition[] = [
  demographics, alerts, allergies, medications, results, appointments, carePlans, documents,
] as readonly SectionDefinition[];
