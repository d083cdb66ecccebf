import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('results', 'src/sections/results/results.map.ts', 'toResults', ['Observation', 'DiagnosticReport', 'ImagingStudy'], ({ shown, unshown }) => {
  assert.deepEqual(unshown, []);
  assert.ok(shown > 0);
});
