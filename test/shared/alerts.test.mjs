import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('alerts', 'src/sections/alerts/alerts.map.ts', 'toAlerts', ['Flag', 'Consent'], ({ shown, unshown }) => {
  assert.deepEqual(unshown, []);
  assert.ok(shown > 0);
});
