import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('allergies', 'src/sections/allergies/allergies.map.ts', 'toAllergies', ['AllergyIntolerance'], ({ shown, unshown }) => {
  assert.deepEqual(unshown, []);
  assert.ok(shown > 0);
});
