import type { AuditAct } from '../audit/event.js';
import { newId } from '../record/new-id.js';
import type { PatientState } from './patient-controller.js';

/** What was done to the record of whoever is shown, for the audit. */
export const actOn = (shown: PatientState, type: AuditAct['type'], more?: Partial<AuditAct>): AuditAct =>
  ({ type, ...(shown.name === 'shown' && { patient: `Patient/${shown.patient.id}` }), ...more, correlationId: newId(), outcome: '0' });
