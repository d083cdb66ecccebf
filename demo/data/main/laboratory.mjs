import { SYSTEM, concept, label, loinc, note, snomed, words } from '../codes.mjs';
import { dec } from '../decimal.mjs';
import { at } from '../dates.mjs';
import { LAB_TESTS, PANELS } from '../lab-tests.mjs';
import { LABORATORY, VITAL_SIGNS, bloodPressure, flag, labPanel, labResult } from '../observations.mjs';
import { organisation } from '../organisations.mjs';
import { inRole } from '../professionals.mjs';
import { seeded } from '../seeded.mjs';

const DATES = [
  '2023-02-14', '2023-08-22', '2024-02-06', '2024-07-30', '2024-12-03', '2025-04-15', '2025-09-02', '2026-01-20', '2026-03-09', '2026-03-16',
  '2026-07-07', '2026-11-17',
];
/** What the story needs, date by date: kidneys failing in March 2026 and recovering, diabetes brought under control. */
const STORY = {
  k: ['4.3', '4.5', '4.60', '4.8', '4.7', '5.0', '5.1', '5.4', '6.8', '5.2', '5.10', '5.7'],
  creat: ['68', '72', '79', '84', '88', '96', '101', '108', '412', '188', '118', '124'],
  egfr: ['>90', '>90', '78', '71', '66', '59', '55', '51', '<15', '24', '45', '42'],
  hba1c: ['71', '68', '66', '64', '62', '59', '58', '56', '57', '57', '53', '51'],
  crp: ['<1', '3', '2', '<1', '4', '12', '<1', '6', '148', '41', '3', '<1'],
  tsh: ['6.20', '4.81', '3.90', '2.75', '2.40', '2.10', '1.98', '2.05', '1.70', '1.84', '2.30', '2.50'],
  hb: ['131', '128', '127', '124', '122', '119', '118', '116', '98', '101', '112', '114'],
};

function series(test) {
  if (STORY[test]) return STORY[test];
  const random = seeded(test.length * 977 + test.charCodeAt(0) * 31 + test.charCodeAt(1));
  const { middle, spread, places } = LAB_TESTS[test];
  return DATES.map(() => (middle + random.bell() * spread * 0.8).toFixed(places));
}

function addSeries(record) {
  const values = Object.fromEntries(Object.values(PANELS).flatMap(({ tests }) => tests).map((test) => [test, series(test)]));
  DATES.forEach((day, index) => {
    const inHospital = day.startsWith('2026-03');
    const date = at(day, inHospital ? '22:40' : '08:55');
    const ofDay = Object.fromEntries(Object.entries(values).map(([test, all]) => [test, all[index]]));
    const specimen = record.add({
      resourceType: 'Specimen', type: snomed('119297000', 'Blood specimen'), collection: { collectedDateTime: date },
      accessionIdentifier: { value: `B${day.replaceAll('-', '')}-${4100 + index}` },
    });
    const critical = Number(ofDay.k) > 6.5
      ? { k: { interpretation: flag('HH'), note: note('Telephoned to ward 407 at 23:05. Not haemolysed.', date) } } : {};
    for (const key of Object.keys(PANELS)) {
      // one laboratory sends no flags of its own: there the reader has only the range
      const lab = index % 4 === 1 && !inHospital ? 'RFS' : 'RTG';
      labPanel(record, key, ofDay, { date, lab, flagged: lab === 'RTG', specimen, overrides: key === 'ue' ? critical : {},
        report: { resultsInterpreter: index === 11 ? [inRole('gp')] : undefined } });
    }
  });
}

function addOddities(record) {
  const base = { resourceType: 'Observation', category: LABORATORY, status: 'final', performer: [organisation('RTG')] };
  // the same result by two ways: from the laboratory, and as filed by the practice
  labResult(record, 'inr', '2.6', { date: at('2026-11-12', '10:05'), lab: 'RTG' });
  labResult(record, 'inr', '2.6', { date: at('2026-11-12', '10:05'), lab: 'C8X901', note: note('Normal, no action. Filed by the practice.') });
  labResult(record, 'inr', '>10.0', { date: at('2026-03-09', '22:40'), interpretation: flag('HH') });
  // statuses that must be read with the value
  const date = at('2026-11-24', '07:30');
  const specimen = record.add({ resourceType: 'Specimen', type: snomed('119297000', 'Blood specimen'), collection: { collectedDateTime: date } });
  labPanel(record, 'fbc', { hb: '113', wcc: '8.10', plt: '255' }, { date, specimen, status: 'preliminary' });
  labResult(record, 'ferritin', '31', { date: at('2026-07-07'), status: 'amended', note: note('Amended: first reported as 310 ug/L in error.') });
  labResult(record, 'adjca', '2.40', { date: at('2026-07-07'), status: 'corrected' });
  labResult(record, 'b12', '402', { date: at('2025-09-02'), status: 'entered-in-error' });
  record.add({ ...base, status: 'cancelled', code: words('Magnesium'), effectiveDateTime: at('2026-07-07'), dataAbsentReason: { ...concept(SYSTEM.absent, 'not-performed', 'Not Performed'), text: 'Cancelled: specimen not received' } });
  // no value, and why
  record.add({ ...base, code: loinc(LAB_TESTS.k.code, 'Potassium'), effectiveDateTime: at('2026-07-14'), dataAbsentReason: { ...concept(SYSTEM.absent, 'as-text', 'As Text'), text: 'Specimen haemolysed: unsuitable for analysis' } });
  record.add({ ...base, code: words('Lithium'), effectiveDateTime: at('2025-04-15'), dataAbsentReason: concept(SYSTEM.absent, 'masked', 'Masked') });
  // no range, partial dates, no performer
  record.add({ resourceType: 'Observation', status: 'final', category: LABORATORY, code: words('Rheumatoid factor'), effectiveDateTime: '2019', valueString: 'Positive (1 in 160)' });
  record.add({ ...base, code: words('Anti-CCP antibodies'), effectiveDateTime: '2019-05', valueQuantity: { value: dec('212'), comparator: '>', unit: 'U/mL' }, referenceRange: [{ text: 'Negative < 7, equivocal 7-10, positive > 10' }] });
  record.add({ ...base, status: 'unknown', code: words('Cortisol (09:00)'), valueQuantity: { value: dec('418'), unit: 'nmol/L' } });
  record.add({ ...base, code: words('Urine albumin:creatinine ratio'), effectiveDateTime: at('2026-11-17', '08:55'), valueQuantity: { value: dec('12.40'), unit: 'mg/mmol' }, referenceRange: [{ high: { value: dec('3.0') } }] });
  record.add({ ...base, code: words('Antinuclear antibody titre'), effectiveDateTime: at('2024-02-06'), valueRatio: { numerator: { value: dec('1') }, denominator: { value: dec('320') } } });
  // labelled: only for those who may view sensitive results
  record.add({ ...base, meta: { security: [label('HIV', 'HIV/AIDS information sensitivity')] }, code: words('HIV 1 and 2 antibody and p24 antigen'), effectiveDateTime: at('2019-06-11'), valueCodeableConcept: words('Not detected'), interpretation: flag('NEG') });
  record.add({ ...base, meta: { security: [label('SEX', 'sexual assault, abuse, or domestic violence information sensitivity')] }, code: words('Chlamydia trachomatis NAAT'), effectiveDateTime: at('2019-06-11'), valueCodeableConcept: words('Not detected') });
}

function addMicrobiology(record) {
  const date = at('2026-11-09', '11:20');
  const specimen = record.add({ resourceType: 'Specimen', type: words('Mid-stream urine'), collection: { collectedDateTime: date } });
  const text = 'Microscopy: WBC >100 /uL, RBC 20 /uL, epithelial cells +\nCulture: Escherichia coli >10^5 cfu/mL\n\nTrimethoprim      R\nNitrofurantoin    S\nCefalexin         S\nCiprofloxacin     S\n\nPenicillin allergy noted on the request.';
  const culture = record.add({
    resourceType: 'Observation', status: 'final', category: LABORATORY, code: loinc('630-4', 'Bacteria identified in Urine by Culture', 'Urine culture and sensitivity'),
    effectiveDateTime: date, issued: at('2026-11-11', '14:02'), performer: [organisation('RTG')], specimen, valueString: text, interpretation: flag('A'),
  });
  record.add({
    resourceType: 'DiagnosticReport', status: 'final', category: [concept(SYSTEM.service, 'MB', 'Microbiology')], code: words('Urine microscopy, culture and sensitivity'),
    effectiveDateTime: date, issued: at('2026-11-11', '14:02'), performer: [organisation('RTG')], specimen: [specimen], result: [culture],
    conclusion: 'Significant growth.\nTreat by sensitivities if symptomatic.',
  });
  record.add({
    resourceType: 'Observation', status: 'final', category: LABORATORY, code: words('MRSA screen (nose and groin)'), effectiveDateTime: at('2026-03-10', '09:00'),
    performer: [organisation('RTG')], valueCodeableConcept: words('MRSA isolated'), interpretation: flag('POS'),
  });
}

function addMeasurements(record) {
  [['152', '88', '2024-02-06'], ['146', '84', '2025-04-15'], ['138', '79', '2026-01-20'], ['92', '54', '2026-03-09'], ['134', '76', '2026-11-17']]
    .forEach(([systolic, diastolic, day]) => bloodPressure(record, systolic, diastolic, { date: at(day, '09:10'), ods: day === '2026-03-09' ? 'RTG' : 'C8X901' }));
  [['29463-7', 'Body weight', '74.50', 'kg'], ['8302-2', 'Body height', '161', 'cm'], ['39156-5', 'Body mass index', '28.7', 'kg/m2'], ['8867-4', 'Heart rate', '72', '/min']]
    .forEach(([code, name, value, unit]) => record.add({
      resourceType: 'Observation', status: 'final', category: VITAL_SIGNS, code: loinc(code, name), effectiveDateTime: at('2026-11-17', '09:10'),
      performer: [organisation('C8X901'), inRole('practiceNurse')], valueQuantity: { value: dec(value), unit, system: SYSTEM.ucum, code: unit },
    }));
  // without any category: belongs under other results
  record.add({ resourceType: 'Observation', status: 'final', code: words('Smoking status'), effectiveDateTime: '2026-01', valueString: 'Ex-smoker, stopped 2011', performer: [inRole('practiceNurse')] });
}

export function addLaboratory(record) {
  addSeries(record);
  addOddities(record);
  addMicrobiology(record);
  addMeasurements(record);
  record.add({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', category: [snomed('108252007', 'Laboratory procedure')], code: words('Urea and electrolytes, repeat after stopping ramipril'), priority: 'urgent', authoredOn: at('2026-11-18', '16:20'), requester: inRole('gp'), performer: [organisation('RTG')], reasonCode: [words('Potassium 5.7 mmol/L')] });
  record.add({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', category: [snomed('108252007', 'Laboratory procedure')], code: words('Methotrexate monitoring: FBC, LFT, U&E'), priority: 'routine', authoredOn: at('2026-11-20', '11:00'), requester: inRole('rheumatologist'), performer: [organisation('RTG')] });
}
