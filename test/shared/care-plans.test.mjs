import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('care-plans', 'src/sections/care-plans/care-plans.map.ts', 'toCarePlans', ['CarePlan', 'Goal', 'CareTeam'], ({ shown, unshown }) => {
  assert.deepEqual(unshown, []);
  assert.ok(shown > 0);
});
