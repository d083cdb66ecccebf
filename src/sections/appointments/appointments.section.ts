import { isInvestigationRequest, REQUESTS } from '../../fhir/investigation.js';
import { defineSection } from '../define.js';
import { REFERRAL_LIST, toAppointments } from './appointments.map.js';
import type { AppointmentsModel } from './appointments.model.js';

export const appointments = defineSection<AppointmentsModel>({
  id: 'appointments', tag: 'dscr-appointments', types: ['Appointment', 'ServiceRequest'], draws: 'by-page',
  searches: [
    { type: 'Appointment', main: true, sort: '-date', include: ['Appointment:actor'], parts: ['appointments.appointments'] },
    { ...REQUESTS, main: true, parts: ['appointments.referrals'] },
    // Lists are the type of sections that a role without clinical records does not ask at all.
    { type: 'List', main: false, needs: 'results', params: { code: `http://snomed.info/sct|${REFERRAL_LIST}` }, parts: ['appointments.referrals'] },
  ],
  owns: (resource) => resource.resourceType === 'Appointment' || !isInvestigationRequest(resource),
  mapper: toAppointments, partOf: ({ resourceType }) => (resourceType === 'Appointment' ? 'appointments.appointments' : 'appointments.referrals'),
});
