import { appointment, referral } from '../appointments.mjs';
import { at } from '../dates.mjs';

function addReferrals(record) {
  const renal = referral(record, { service: 'Nephrology', priority: 'urgent', date: at('2026-11-18', '16:35'), from: 'gp', to: 'nephrologist', reason: 'CKD stage 3b, potassium 5.7', details: 'Ramipril stopped today.\nPlease advise on restarting.', identifier: [{ system: 'https://fhir.nhs.uk/Id/UBRN', value: '000099900018' }] });
  referral(record, { service: 'Diabetic foot protection service', date: '2026-09-07', from: 'practiceNurse', to: 'podiatrist', reason: 'Reduced sensation on monofilament test' });
  referral(record, { service: 'Adult social care assessment', date: '2026-09-14', from: 'districtNurse', to: 'socialWorker', reason: 'Carer strain' });
  referral(record, { status: 'completed', service: 'Rheumatology', date: '2019-06', from: 'gp', to: 'rheumatologist', reason: 'Symmetrical small joint swelling' });
  referral(record, { status: 'revoked', service: 'Trauma and Orthopaedics, knee', date: '2024-06-03', from: 'gp', to: 'surgeon', reason: 'Knee osteoarthritis', details: 'Withdrawn: patient prefers physiotherapy.' });
  referral(record, { status: 'draft', service: 'Community pain service', from: 'gp' });
  return renal;
}

export function addAppointments(record) {
  const renal = addReferrals(record);
  appointment(record, { specialty: 361, service: 'CKD clinic', start: at('2026-12-08', '10:20'), end: at('2026-12-08', '10:40'), by: 'nephrologist', place: 'loc-rtg-clinic', channel: 'In-person', kind: 'ROUTINE', reason: 'New patient, urgent', basedOn: renal, instruction: 'Bring all your medicines and a urine sample.' });
  appointment(record, { specialty: 410, service: 'Rheumatology follow-up', start: at('2027-01-19', '14:00'), end: at('2027-01-19', '14:15'), by: 'rheumatologist', channel: 'Video', kind: 'FOLLOWUP', instruction: 'A link will be sent by text message.' });
  appointment(record, { specialty: 'Sleep medicine', service: 'Overnight sleep study', start: at('2027-03-27', '20:30'), end: at('2027-03-28', '07:30'), by: 'wardDoctor', place: 'loc-rtg-ward', channel: 'In-person', comment: 'The clocks go forward in this night.' });
  appointment(record, { service: 'INR clinic', start: at('2026-12-03', '09:15'), end: at('2026-12-03', '09:25'), by: 'practiceNurse', place: 'loc-gp-901', channel: 'In-person' });
  appointment(record, { specialty: 653, service: 'Foot protection clinic', start: at('2026-12-21', '13:45'), by: 'podiatrist', place: 'loc-ry8-whitworth' });
  appointment(record, { status: 'waitlist', specialty: 130, service: 'Cataract assessment', by: 'wardDoctor', reason: 'Right cataract' });
  appointment(record, { status: 'pending', service: 'District nurse visit', start: at('2026-11-30', '09:00'), end: at('2026-11-30', '13:00'), by: 'districtNurse', place: 'loc-home', comment: 'Morning visit, time not fixed.' });
  appointment(record, { status: 'cancelled', specialty: 320, service: 'Echocardiogram', start: at('2026-12-01', '11:30'), by: 'cardiologist', place: 'loc-rfs-clinic', cancelled: 'Cancelled by the hospital: equipment fault' });
  appointment(record, { status: 'cancelled', service: 'Practice nurse, diabetes review', start: at('2026-10-13', '09:40'), by: 'practiceNurse', place: 'loc-gp-901', cancelled: 'Cancelled by the patient' });
  appointment(record, { status: 'noshow', specialty: 110, service: 'Knee clinic', start: at('2026-08-06', '15:10'), by: 'surgeon', place: 'loc-rfs-clinic' });
  appointment(record, { status: 'fulfilled', service: 'Telephone consultation', start: at('2026-10-25', '01:40'), end: at('2026-10-25', '01:52'), by: 'outOfHours', channel: 'Telephone', reason: 'Dysuria and fever' });
  appointment(record, { status: 'fulfilled', specialty: 410, service: 'Rheumatology follow-up', start: at('2026-07-14', '14:30'), by: 'rheumatologist', place: 'loc-rtg-clinic', channel: 'In-person', kind: 'FOLLOWUP' });
  appointment(record, { status: 'fulfilled', service: 'GP appointment', start: at('2026-11-17', '08:50'), by: 'gp', place: 'loc-gp-901', channel: 'In-person' });
  appointment(record, { status: 'fulfilled', service: 'Urgent treatment centre', start: at('2026-11-05', '13:20'), by: 'urgentCare', reason: 'Cough and breathlessness' });
  appointment(record, { status: 'arrived', service: 'Blood test', start: at('2026-11-24', '07:20'), place: 'loc-gp-901' });
  appointment(record, { status: 'entered-in-error', service: 'Antenatal clinic', start: at('2026-11-27', '10:00'), by: 'wardDoctor', place: 'loc-rtg-clinic' });
}
