import { AGENT, MANIFESTATION, allergy, noKnownAllergies } from '../allergies.mjs';
import { referral } from '../appointments.mjs';
import { careTeam, carePlan, goal } from '../care-plans.mjs';
import { extension, note, profile, snomed, ukCode } from '../codes.mjs';
import { at } from '../dates.mjs';
import { alert } from '../main/alerts.mjs';
import { dosage, gpMedicine } from '../medicines.mjs';
import { testNhsNumber } from '../nhs-number.mjs';
import { bloodPressure, labPanel } from '../observations.mjs';
import { organisation } from '../organisations.mjs';
import { patientResource } from '../patient.mjs';
import { inRole } from '../professionals.mjs';
import { recordOf } from '../record.mjs';

const start = (id, six, birthDate, gender, prefix, given, family, practice, line, city) => recordOf(patientResource({
  id, nhsNumber: testNhsNumber(six), birthDate, gender, names: [{ use: 'usual', prefix: [prefix], given: given.split(' '), family }], practice,
  address: { line: [line], city, district: 'Derbyshire', postalCode: 'DE99 9ZZ' },
}));

export function noKnown() {
  const record = start('p02', '000002', '1983-07-02', 'male', 'Mr', 'Tobias Edmund', 'Wessingdale', 'C8X901', '27 Silk Mill Lane', 'Derby');
  noKnownAllergies(record, at('2026-08-19', '14:10'), 'gp');
  bloodPressure(record, '124', '78', { date: at('2026-08-19', '14:05'), ods: 'C8X901' });
  return record;
}

export const nothingRecorded = () => start('p03', '000003', '1996-02-29', 'female', 'Miss', 'Zoë Áine', 'Bradwallow-Łomnicka', 'C8X903', '5 Wash Green', 'Wirksworth');

/** A mental health patient whose practice has held items back, and says so in the words GP Connect prescribes. */
export function listWarnings() {
  const record = start('p16', '000018', '1968-09-09', 'female', 'Mrs', 'Ottilie Jane', 'Grindlemoor', 'C8X902', '61 Brimington Fold', 'Chesterfield');
  const warn = (code, text) => ({ code, text });
  const list = (code, name, entries, warning, more = {}) => record.add({
    resourceType: 'List', meta: profile('List'), status: 'current', mode: 'snapshot', title: name, code: snomed(code, name), date: at('2026-11-24', '23:10'), source: inRole('gp2'),
    ...(warning ? { extension: [extension('ListWarningCode', { valueCode: warning.code })], note: note(warning.text) } : {}), ...(entries.length ? { entry: entries.map((item) => ({ item })) } : {}), ...more,
  });
  const medicine = gpMedicine(record, { name: 'Sertraline 50mg tablets', doses: [dosage('One to be taken each morning')], start: '2025-06-02', issues: ['2026-11-03'], supply: ['28', 'tablet', '28'], by: 'gp2' });
  list('1102411000000102', 'Active medications', [medicine], warn('confidential-items', 'Items excluded due to confidentiality and/or patient preferences.'));
  list('886921000000105', 'Allergies and adverse reactions', [], warn('data-in-transit', 'Patient record transfer from previous GP practice not yet complete; information recorded before 03-Nov-2026 may be missing.'),
    { emptyReason: { ...ukCode('ListEmptyReasonCode', 'no-content-recorded', 'No Content Recorded'), text: 'Information not available' } });
  list('887191000000108', 'Investigations and results', [], warn('data-awaiting-filing', 'Patient data may be incomplete as there is data supplied by a third party awaiting review before becoming available.'),
    { emptyReason: ukCode('ListEmptyReasonCode', 'no-content-recorded', 'No Content Recorded') });
  const sent = referral(record, { service: 'Eating disorders service', date: '2026-10-12', from: 'gp2', to: 'psychiatrist', reason: 'Weight loss since spring' });
  list('792931000000107', 'Outbound referral', [sent], warn('confidential-items', 'Items excluded due to confidentiality and/or patient preferences.'));
  const team = careTeam(record, 'Community mental health team', [['Care co-ordinator', 'cpn'], ['Consultant', 'psychiatrist']]);
  carePlan(record, { title: 'Mental health crisis plan', kind: snomed('736253002', 'Mental health crisis plan'), start: '2026-04-22', by: 'cpn', team, goals: [goal(record, { text: 'To sleep at least six hours', start: '2026-04-22', by: 'cpn' })], description: 'Early signs: not sleeping, not answering the telephone. Ring the team before anything else.', activities: [['Weekly visit', 'in-progress', 'cpn', 'Wednesdays']] });
  return record;
}

export function noKnownDrugAllergy() {
  const record = start('p17', '000019', '1990-01-31', 'male', 'Mr', 'Efan Llewelyn', 'Stanton-Leesmoor', 'C8X903', '12 Nine Ladies Way', 'Bakewell');
  allergy(record, { code: AGENT.noDrug(), date: at('2026-06-10', '16:40'), by: 'gp3' });
  return record;
}

/** The hospital says none, the practice holds one: the reader must see both. */
export function contradictory() {
  const record = start('p18', '000020', '1955-08-17', 'female', 'Mrs', 'Nnenna Philippa', 'Youlgrave-Hallam', 'C8X901', '4 Sough Lane', 'Belper');
  allergy(record, { code: AGENT.none(), date: at('2026-10-01', '02:15'), by: 'wardDoctor' });
  allergy(record, { code: AGENT.peanut(), category: 'food', criticality: 'high', date: '2013-02-04', by: 'gp', reactions: [{ manifestation: [MANIFESTATION.anaphylaxis()], severity: 'severe' }] });
  return record;
}

/** The allergy stands in a flag only: the empty allergy list must not be believed. */
export function allergyInFlag() {
  const record = start('p19', '000021', '1976-04-25', 'female', 'Ms', 'Wilhelmina', 'Brassington-Bradbourne-Parwich-Ible', 'C8X903', '1 Blackwall View', 'Ashbourne');
  alert(record, { category: 'clinical', code: AGENT.peanut(), start: '2022-12-12', by: 'urgentCare' });
  labPanel(record, 'lft', { alt: '22', alp: '70', bili: '6', alb: '43' }, { date: at('2026-09-16', '09:00') });
  record.add({ resourceType: 'Observation', status: 'final', code: { text: 'Weight, as told' }, effectiveDateTime: '2026-09', valueString: 'about 10 stone', performer: [organisation('C8X903')] });
  return record;
}
