import { careTeam, carePlan, goal } from '../care-plans.mjs';
import { snomed, words } from '../codes.mjs';
import { at } from '../dates.mjs';

export function addCarePlans(record) {
  const team = careTeam(record, 'Community support team', [['GP', 'gp'], ['District nurse, care co-ordinator', 'districtNurse'], ['Social worker', 'socialWorker'], ['Husband and carer', undefined, 'Mr Cuthbert Fernilee']]);
  const garden = goal(record, { text: 'To walk to the allotment and back without stopping', start: '2026-09-20', due: '2027-03-31', importance: '9 of 10', progress: 'Improving', by: 'districtNurse' });
  const hypos = goal(record, { text: 'No low blood sugar at night', start: '2026-09-20', progress: 'Sustaining' });
  const pain = goal(record, { text: 'Pain no more than 4 of 10 on most days', status: 'on-hold', start: '2026-04-01' });
  carePlan(record, {
    title: 'Personalised care and support plan', kind: snomed('2181441000000107', 'Personalised care and support plan'), start: '2026-09-20', created: at('2026-09-20', '11:30'), by: 'districtNurse', team, goals: [garden, hypos, pain],
    description: 'What matters to me: my allotment, my grandchildren, staying in my own home.\nHow best to support me: speak clearly and face me. Ask Cuthbert to stay.',
    activities: [['Twice-weekly leg dressing', 'in-progress', 'districtNurse', 'Mondays and Thursdays'], ['Carer assessment for the husband', 'scheduled', 'socialWorker', 'December 2026'], ['Falls class at the village hall', 'cancelled', undefined, undefined, 'No transport'], ['Medicines review', 'completed', 'pharmacist', '16-Nov-2026']],
    text: 'Next review due March 2027. Agreed with the patient.',
  });
  carePlan(record, { title: 'Home care package', kind: words('Services and care'), start: '2026-10-05', end: '2027-04-05', created: '2026-10-01', by: 'socialWorker', description: 'Morning call of 30 minutes, seven days a week.', activities: [['Help with washing and dressing', 'in-progress', undefined, 'Every morning, 08:00 to 09:00'], ['Key safe installed', 'completed']] });
  carePlan(record, { title: 'Diabetes management plan', kind: words('Diabetes'), start: '2024-08-12', by: 'practiceNurse', goals: [goal(record, { text: 'HbA1c 53 mmol/mol or below', start: '2024-08-12', due: '2026-12-31', progress: 'Achieved' })], activities: [['Sick day rules given', 'completed', 'practiceNurse'], ['Annual eye screening', 'not-started', undefined, 'January 2027']] });
  carePlan(record, { title: 'Contingency plan', kind: snomed('325691000000100', 'Contingency plan'), start: '2026-03-20', created: at('2026-03-20', '15:00'), by: 'wardDoctor', description: 'If she becomes confused, sleepy or passes little urine: urgent U&E the same day, stop furosemide, telephone the renal registrar.' });
  carePlan(record, { title: 'Intermediate care after discharge', status: 'completed', start: '2026-03-20', end: '2026-05-01', by: 'districtNurse' });
  // real data are odd: this period ends before the plan was made
  carePlan(record, { title: 'Falls prevention', status: 'on-hold', start: '2025-11-01', end: '2025-10-01', created: '2025-11-03' });
  carePlan(record, { title: 'Warfarin initiation', status: 'revoked', start: '2022-02-21', by: 'gp' });
  carePlan(record, { title: 'Renal low potassium diet', status: 'draft', by: 'nephrologist' });
  carePlan(record, { title: 'Maternity plan', status: 'entered-in-error', by: 'gp' });
}
