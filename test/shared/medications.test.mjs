import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('medications', 'src/sections/medications/medications.map.ts', 'toMedications', ['MedicationRequest', 'MedicationStatement', 'MedicationDispense'], ({ shown, unshown }) => {
  assert.deepEqual(unshown, []);
  assert.ok(shown > 0);
});
