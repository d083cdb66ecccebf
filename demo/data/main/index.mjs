import { recordOf } from '../record.mjs';
import { addAlerts } from './alerts.mjs';
import { addAllergies } from './allergies.mjs';
import { addAppointments } from './appointments.mjs';
import { addCarePlans } from './care-plans.mjs';
import { addDocuments } from './documents.mjs';
import { addImaging } from './imaging.mjs';
import { addLaboratory } from './laboratory.mjs';
import { addMedicines } from './medicines.mjs';
import { addContacts, mainPatient } from './patient.mjs';

export function mainRecord() {
  const record = recordOf(mainPatient());
  for (const add of [addContacts, addAlerts, addAllergies, addMedicines, addLaboratory, addImaging, addAppointments, addCarePlans, addDocuments]) add(record);
  return record;
}
