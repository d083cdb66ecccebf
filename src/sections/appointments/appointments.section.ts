import { isInvestigationRequest, REQUESTS } from '../../fhir/investigation.js';
import { listsOf } from '../../fhir/list-warnings.js';
import { defineSection } from '../define.js';
import { REFERRAL_LISTS, toAppointments } from './appointments.map.js';
import type { AppointmentsModel } from './appointments.model.js';

export const appointments = defineSection<AppointmentsModel>({
  id: 'appointments', tag: 'dscr-appointments', types: ['Appointment', 'ServiceRequest'], draws: 'by-page',
  searches: [
    { type: 'Appointment', main: true, sort: '-date', include: ['Appointment:actor'], parts: ['appointments.appointments'] },
    { ...REQUESTS, main: true, parts: ['appointments.referrals'] },
    { ...listsOf(REFERRAL_LISTS), parts: ['appointments.referrals'] },
  ],
  owns: (resource) => resource.resourceType === 'Appointment' || !isInvestigationRequest(resource),
  mapper: toAppointments, partOf: ({ resourceType }) => (resourceType === 'Appointment' ? 'appointments.appointments' : 'appointments.referrals'),
});
