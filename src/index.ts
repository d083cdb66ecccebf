/** Names of the package without side effects: types of the public face, and the element classes. */
export type { Check, Dscr, PublicSession } from './embeds/runtime.js';
export type { DscrConfig, GetAccessToken, InitOptions, TokenReply, TokenRequest } from './config/types.js';
export type { PatientInput } from './controllers/patient-controller.js';
export type { PublicGap, PublicSection, PublicState } from './element/public-state.js';
export type { CustomSource } from './fhir/source.js';
export type { ErrorDetail } from './controllers/announce.js';
export type { AreaId, PartId, SectionId } from './record/sections.js';
export { DscrBanner } from './embeds/dscr-banner.js';
export { DscrRecord } from './embeds/dscr-record.js';
export { DscrSession } from './embeds/dscr-session.js';
export { DscrAlerts } from './sections/alerts/dscr-alerts.js';
export { DscrAllergies } from './sections/allergies/dscr-allergies.js';
export { DscrAppointments } from './sections/appointments/dscr-appointments.js';
export { DscrCarePlans } from './sections/care-plans/dscr-care-plans.js';
export { DscrDemographics } from './sections/demographics/dscr-demographics.js';
export { DscrDocuments } from './sections/documents/dscr-documents.js';
export { DscrMeds } from './sections/medications/dscr-meds.js';
export { DscrResults } from './sections/results/dscr-results.js';
