import { note, ukCode, words } from '../codes.mjs';
import { at } from '../dates.mjs';
import { dec } from '../decimal.mjs';
import { ROUTE, degraded, dosage, drug, gpMedicine, trustMedicine } from '../medicines.mjs';
import { organisation } from '../organisations.mjs';
import { inRole, organisationOf } from '../professionals.mjs';

const MONTHLY = ['2026-11-16', '2026-10-19', '2026-09-21', '2026-08-24'];
const asNeeded = (text, more) => dosage(text, { asNeededBoolean: true, ...more });

function addPractice(record) {
  gpMedicine(record, { name: 'Atorvastatin 20mg tablets', code: '320030001', doses: [dosage('One to be taken at night', { amount: ['1', 'tablet'] })], kind: 'dispensing', start: '2019-05-13', issues: MONTHLY, supply: ['28', 'tablet', '28'], review: '2027-05-01' });
  gpMedicine(record, { name: 'Bisoprolol 2.5mg tablets', doses: [dosage('One to be taken each morning', { amount: ['2.5', 'mg'] })], start: '2022-02-08', issues: MONTHLY, supply: ['28', 'tablet', '28'], review: '2027-02-08' });
  gpMedicine(record, { name: 'Omeprazole 20mg gastro-resistant capsules', code: '317291008', doses: [dosage('One to be taken each day, before food')], start: '2020-10', issues: MONTHLY.slice(0, 3), supply: ['28', 'capsule', '28'], review: '2027-01-31' });
  gpMedicine(record, { name: 'Warfarin 1mg tablets', doses: [dosage('Take as directed in the yellow book. Target INR 2.0 to 3.0')], start: '2022-02-21', issues: MONTHLY.slice(0, 2), supply: ['84', 'tablet', '28'], review: '2026-12-15' });
  gpMedicine(record, { name: 'Insulin glargine 100units/ml solution for injection 3ml pre-filled pens', doses: [dosage('18 units at 10 pm', { route: ROUTE.subcutaneous, amount: ['18', 'unit'] })], start: '2024-08-12', issues: MONTHLY.slice(2, 3), supply: ['5', 'pre-filled pen', '75'], review: '2027-02-01' });
  gpMedicine(record, { name: 'Salbutamol 100micrograms/dose inhaler CFC free', code: '39113611000001102', doses: [asNeeded('One or two puffs when needed for breathlessness, up to four times a day', { route: ROUTE.inhaled })], start: '2011-01-17', issues: ['2026-06-15'], supply: ['200', 'dose'] });
  gpMedicine(record, { name: 'Paracetamol 500mg tablets', code: '322236009', doses: [asNeeded('One or two up to four times a day when needed for pain', { maxDosePerPeriod: { numerator: { value: dec('8'), unit: 'tablet' }, denominator: { value: dec('24'), unit: 'hour' } } })], start: '2018-03-05', issues: MONTHLY.slice(0, 1), supply: ['100', 'tablet'] });
  const stopped = gpMedicine(record, { name: 'Ramipril 5mg capsules', status: 'stopped', reason: 'Potassium 5.7 mmol/L', doses: [dosage('One to be taken each day')], start: '2021-07-01', end: '2026-11-18', issues: MONTHLY.slice(1), supply: ['28', 'capsule', '28'] });
  record.add({
    resourceType: 'Provenance', target: [stopped], recorded: at('2026-11-18', '16:25'), activity: words('Stopped'), reason: [words('Potassium rising on two samples')],
    agent: [{ who: inRole('gp'), onBehalfOf: organisationOf('gp') }],
  });
  gpMedicine(record, { name: 'Metformin 500mg tablets', code: '325278007', status: 'stopped', reason: 'Acute kidney injury, March 2026', doses: [dosage('One to be taken twice a day with meals')], start: '2015-09-14', end: '2026-03-12', issues: ['2026-02-10'], supply: ['56', 'tablet', '28'] });
  gpMedicine(record, { name: 'Furosemide 40mg tablets', status: 'on-hold', reason: 'Suspended by the renal team until the next blood test', doses: [dosage('One to be taken each morning')], start: '2025-05-02', issues: MONTHLY.slice(2), supply: ['28', 'tablet', '28'] });
  gpMedicine(record, { name: 'Levothyroxine sodium 50microgram tablets', status: 'unknown', planStatus: 'unknown', doses: [dosage('One to be taken each day')], start: '2023' });
  // the text and the structure disagree, as they do in real records: the text is the statement of record
  gpMedicine(record, { name: 'Doxycycline 100mg capsules', kind: 'acute', status: 'completed', doses: [dosage('Two capsules on the first day, then one each day', { amount: ['100', 'mg'], timing: { repeat: { frequency: 4, period: dec('1'), periodUnit: 'd' } } })], start: '2026-11-05', end: '2026-11-12', issues: ['2026-11-05'], supply: ['8', 'capsule', '7'] });
  gpMedicine(record, { name: 'Nitrofurantoin 100mg modified-release capsules', kind: 'acute', status: 'completed', doses: [dosage('One to be taken twice a day for three days')], start: '2026-11-11', end: '2026-11-14', issues: ['2026-11-11'], supply: ['6', 'capsule', '3'], by: 'pharmacist' });
  record.add({ resourceType: 'MedicationStatement', status: 'active', medicationCodeableConcept: degraded('Co-codamol 30mg/500mg caplets (old practice)'), dosage: [dosage('1-2 qds prn')], effectivePeriod: { start: '2009-04' }, informationSource: organisation('C8X901'), note: note('Transferred from another practice system.') });
  record.add({ resourceType: 'MedicationStatement', status: 'entered-in-error', medicationCodeableConcept: drug('Amiodarone 200mg tablets'), dosage: [dosage('One a day')], dateAsserted: '2025-03-03', informationSource: organisation('C8X901') });
  record.add({ resourceType: 'MedicationStatement', status: 'not-taken', medicationCodeableConcept: drug('Ibuprofen 200mg tablets'), statusReason: [words('Advised not to with warfarin and kidney disease')], informationSource: record.subject, dateAsserted: '2026-11-17' });
  gpMedicine(record, { name: 'Gabapentin 100mg capsules', status: 'active', doses: [dosage('WARNING - Dosage has changed during the effective period. One at night')], start: '2026-01-20', issues: MONTHLY.slice(0, 2), supply: ['28', 'capsule', '28'], statement: { note: note('Dosage changed on 21-Sep-2026.') } });
}

function addHospital(record) {
  const outpatient = { setting: 'outpatient', by: 'rheumatologist', kind: 'continuous' };
  trustMedicine(record, { ...outpatient, name: 'Methotrexate 2.5mg tablets', doses: [dosage('15 mg (six tablets) ONCE A WEEK, on Monday. Not daily.', { amount: ['15', 'mg'], timing: { repeat: { frequency: 1, period: dec('1'), periodUnit: 'wk', dayOfWeek: ['mon'] } } })], date: at('2020-02-18', '10:30'), indication: 'Rheumatoid arthritis', note: note('Shared care agreement with the practice. Monitoring every 12 weeks.') });
  trustMedicine(record, { ...outpatient, name: 'Folic acid 5mg tablets', doses: [dosage('One tablet ONCE A WEEK, on Friday', { timing: { repeat: { frequency: 1, period: dec('1'), periodUnit: 'wk', dayOfWeek: ['fri'] } } })], date: at('2020-02-18', '10:32'), indication: 'With methotrexate' });
  const adalimumab = record.add({ resourceType: 'Medication', code: drug('Adalimumab 40mg/0.4ml solution for injection pre-filled pens'), form: words('Solution for injection') });
  trustMedicine(record, { ...outpatient, medicationReference: { ...adalimumab, display: 'Adalimumab 40mg/0.4ml pre-filled pens' }, doses: [dosage('40 mg every two weeks', { route: ROUTE.subcutaneous, amount: ['40', 'mg'] })], date: at('2024-09-10'), indication: 'Rheumatoid arthritis' });
  trustMedicine(record, { setting: 'discharge', by: 'wardDoctor', kind: 'acute', status: 'completed', name: 'Prednisolone 5mg tablets', date: at('2026-03-20', '13:10'), doses: [
    dosage('30 mg each morning for 5 days', { sequence: 1, amount: ['30', 'mg'] }), dosage('20 mg each morning for 5 days', { sequence: 2, amount: ['20', 'mg'] }),
    dosage('10 mg each morning for 5 days', { sequence: 3, amount: ['10', 'mg'] }), dosage('5 mg each morning for 5 days, then stop', { sequence: 4, amount: ['5', 'mg'] })] });
  trustMedicine(record, { setting: 'discharge', by: 'wardDoctor', name: 'Morphine sulfate 10mg modified-release capsules', date: at('2026-03-20', '13:12'), doses: [dosage('One capsule every 12 hours', { amount: ['10', 'mg'] })], indication: 'Back pain', note: note('Controlled drug (Schedule 2). Review at four weeks.') });
  const inpatient = { setting: 'inpatient', by: 'wardDoctor', status: 'completed' };
  trustMedicine(record, { ...inpatient, name: 'Calcium gluconate 10% solution for injection 10ml ampoules', date: at('2026-03-09', '23:08'), doses: [dosage('30 ml over 10 minutes, once', { route: ROUTE.intravenous, amount: ['30', 'mL'] })], indication: 'Potassium 6.8 mmol/L' });
  trustMedicine(record, { ...inpatient, medicationReference: { reference: '#drug' }, contained: [{ resourceType: 'Medication', id: 'drug', code: drug('Enoxaparin sodium 20mg/0.2ml solution for injection pre-filled syringes') }], date: at('2026-03-10', '18:00'), doses: [dosage('20 mg once a day', { route: ROUTE.subcutaneous })] });
  trustMedicine(record, { ...inpatient, status: 'cancelled', reason: 'Prescribed before the penicillin allergy was seen', name: 'Co-amoxiclav 1000mg/200mg powder for solution for injection vials', date: at('2026-03-10', '01:15'), doses: [dosage('1.2 g three times a day', { route: ROUTE.intravenous })] });
  trustMedicine(record, { setting: 'outpatient', by: 'nephrologist', status: 'draft', name: 'Dapagliflozin 10mg tablets', date: '2026-11', doses: [dosage('One each morning, to be started in clinic')] });
}

function addCommunity(record) {
  const community = { setting: 'community', by: 'districtNurse' };
  trustMedicine(record, { ...community, name: 'Emollient cream (wound service)', date: '2026-10-06', doses: [dosage('Apply to both lower legs twice a day', { route: ROUTE.topical })] });
  trustMedicine(record, { ...community, name: 'Hydroxocobalamin 1mg/1ml solution for injection ampoules', date: '2026-08-03', doses: [dosage('1 mg every 12 weeks, given by the district nurse', { route: ROUTE.intramuscular, amount: ['1', 'mg'] })] });
  record.add({ resourceType: 'MedicationStatement', status: 'active', medicationCodeableConcept: drug('Glucosamine (bought, strength not known)'), informationSource: record.subject, dateAsserted: '2026-10-06' });
  const supply = (name, date, [amount, unit, days], status = 'completed', more = {}) => record.add({
    resourceType: 'MedicationDispense', status, medicationCodeableConcept: drug(name), whenHandedOver: at(date, '15:30'), quantity: { value: dec(amount), unit },
    daysSupply: { value: dec(days), unit: 'day' }, performer: [{ actor: { display: 'Community pharmacy (invented), Littleover Fields' } }],
    dosageInstruction: [{ text: 'One to be taken as on the label' }],
    type: ukCode('MedicationSupplyType', 'prescription-dispensing', 'Prescription dispensing'), ...more,
  });
  supply('Atorvastatin 20mg tablets', '2026-11-17', ['28', 'tablet', '28']);
  supply('Bisoprolol 2.5mg tablets', '2026-11-17', ['28', 'tablet', '28']);
  supply('Warfarin 1mg tablets', '2026-10-20', ['84', 'tablet', '28']);
  supply('Ramipril 5mg capsules', '2026-11-19', ['28', 'capsule', '28'], 'declined', { statusReasonCodeableConcept: words('Stopped by the practice') });
  supply('Chlorphenamine 4mg tablets', '2026-06-08', ['14', 'tablet', '14'], 'completed', { type: ukCode('MedicationSupplyType', 'over-the-counter', 'Over the counter') });
}

export function addMedicines(record) {
  addPractice(record);
  addHospital(record);
  addCommunity(record);
  record.add({
    resourceType: 'Provenance', target: [{ reference: `MedicationRequest/${record.patient.id}-mrq-1` }], recorded: at('2019-05-13', '09:42'),
    agent: [{ who: inRole('gp'), onBehalfOf: organisationOf('gp') }],
  });
}
