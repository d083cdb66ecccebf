import { listsOf } from '../../fhir/list-warnings.js';
import { defineSection } from '../define.js';
import { MEDICINE_LISTS, toMedications } from './medications.map.js';
import type { MedicationsModel } from './medications.model.js';

export const medications = defineSection<MedicationsModel>({
  id: 'medications', tag: 'dscr-meds', types: ['MedicationRequest', 'MedicationStatement', 'MedicationDispense'], draws: 'whole', fetches: ['medicationReference'],
  searches: [
    { type: 'MedicationRequest', main: true, include: ['MedicationRequest:medication', 'MedicationRequest:requester', 'Provenance:target'] },
    { type: 'MedicationStatement', main: true, include: ['MedicationStatement:medication', 'MedicationStatement:source', 'Provenance:target'] },
    { type: 'MedicationDispense', main: false, include: ['MedicationDispense:medication', 'MedicationDispense:performer'] },
    listsOf(MEDICINE_LISTS),
  ],
  mapper: toMedications,
});
