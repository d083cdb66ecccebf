import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('appointments', 'src/sections/appointments/appointments.map.ts', 'toAppointments', ['Appointment', 'ServiceRequest'], ({ shown, unshown }) => {
  // a status, and of what is not said
  assert.deepEqual(unshown, ['ukcore/Extension-UKCore-Coverage-Example.json ServiceRequest/Extension-UKCore-Coverage-Example', 'nhs-bars/examples/appointment/PATCH-body.json Appointment/91607239-b002-470a-8709-6b25bd50fdd1']);
  assert.ok(shown > 0);
});
