// An invented patient per number, the same on every run: `results` laboratory results and a little of everything else.
import { numbers } from '../support/random.mjs';

export const BIRTH_DATE = '1961-04-17';
const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 15, 9);
const TESTS = [
  ['1022431000000105', 'Haemoglobin', 'g/L', 115, 165], ['1022651000000100', 'Platelet count', '10*9/L', 150, 400],
  ['1022541000000102', 'White cell count', '10*9/L', 4, 11], ['1000661000000107', 'Serum sodium', 'mmol/L', 133, 146],
  ['1000651000000109', 'Serum potassium', 'mmol/L', 3.5, 5.3], ['1000731000000107', 'Serum creatinine', 'umol/L', 45, 84],
  ['1000981000000109', 'Serum urea', 'mmol/L', 2.5, 7.8], ['1000821000000103', 'Serum albumin', 'g/L', 35, 50],
  ['1000971000000107', 'Serum C reactive protein', 'mg/L', 0, 5], ['1022191000000100', 'Serum TSH', 'mu/L', 0.3, 4.2],
];

/** Ten digits of the range that is never given to anybody; those whose check digit would be 10 are passed over. */
export function nhsNumber(patient) {
  for (let serial = patient * 11; ; serial++) {
    const digits = `999${String(serial).padStart(6, '0')}`;
    const check = (11 - ([...digits].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11)) % 11;
    if (check < 10) return digits + check;
  }
}
export const patientOf = (number) => Math.floor(Number(number.slice(3, 9)) / 11);

const coded = (system, code, display) => ({ coding: [{ system, code, display }], text: display });
const SNOMED = 'http://snomed.info/sct';
const HL7 = 'http://terminology.hl7.org/CodeSystem/';
const iso = (time) => new Date(time).toISOString();

/** @returns {Record<string, object[]>} resources by type, newest first */
export function makeRecord(patient, results) {
  const random = numbers(patient * 7919 + results);
  const id = `b${patient}`;
  const subject = { reference: `Patient/${id}` };
  const list = (count, make) => Array.from({ length: count }, (_, i) => make(i, NOW - i * 9 * DAY));
  return {
    Patient: [{
      resourceType: 'Patient', id, active: true, identifier: [{ system: NHS_NUMBER, value: nhsNumber(patient) }],
      name: [{ use: 'official', family: `Benchmark${patient}`, given: ['Alex'] }], gender: 'female', birthDate: BIRTH_DATE,
      address: [{ line: ['12 Example Street'], city: 'Derby', postalCode: 'DE1 1AA' }],
    }],
    Observation: Array.from({ length: results }, (_, i) => {
      const [code, name, unit, low, high] = TESTS[i % TESTS.length];
      const time = NOW - Math.floor(i / TESTS.length) * DAY - (i % TESTS.length) * 60_000;
      const value = Number((low + (high - low) * (random() * 1.3 - 0.15)).toPrecision(3));
      const flag = value < low ? ['L', 'Low'] : value > high ? ['H', 'High'] : ['N', 'Normal'];
      return {
        resourceType: 'Observation', id: `${id}-o${i}`, status: random() < 0.97 ? 'final' : 'amended', subject,
        category: [coded(`${HL7}observation-category`, 'laboratory', 'Laboratory')], code: coded(SNOMED, code, name),
        effectiveDateTime: iso(time), issued: iso(time + 3_600_000), performer: [{ display: `Example Laboratory ${1 + (i % 3)}` }],
        valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
        interpretation: [coded(`${HL7}v3-ObservationInterpretation`, ...flag)], referenceRange: [{ low: { value: low, unit }, high: { value: high, unit } }],
      };
    }),
    MedicationRequest: list(50, (i, time) => ({
      resourceType: 'MedicationRequest', id: `${id}-m${i}`, status: i < 30 ? 'active' : 'completed', intent: 'order', subject,
      medicationCodeableConcept: coded(SNOMED, String(300_000 + i), `Medicine ${i} 5 mg tablets`), authoredOn: iso(time),
      dosageInstruction: [{ text: 'One tablet daily' }],
    })),
    AllergyIntolerance: list(10, (i, time) => ({
      resourceType: 'AllergyIntolerance', id: `${id}-a${i}`, patient: subject, recordedDate: iso(time), code: coded(SNOMED, String(91_930_000 + i), `Allergy to substance ${i}`),
      clinicalStatus: coded(`${HL7}allergyintolerance-clinical`, 'active', 'Active'), verificationStatus: coded(`${HL7}allergyintolerance-verification`, 'confirmed', 'Confirmed'),
      criticality: i % 2 ? 'low' : 'high', reaction: [{ manifestation: [coded(SNOMED, '247472004', 'Weal')] }],
    })),
    Appointment: list(30, (i, time) => ({
      resourceType: 'Appointment', id: `${id}-v${i}`, status: i < 3 ? 'booked' : 'fulfilled', description: `Visit ${i}`, start: iso(time + 27 * DAY), end: iso(time + 27 * DAY + 1_800_000),
      participant: [{ actor: subject, status: 'accepted' }],
    })),
    DocumentReference: list(20, (i, time) => ({
      resourceType: 'DocumentReference', id: `${id}-d${i}`, status: 'current', type: coded(SNOMED, '373942005', 'Discharge summary'), subject, date: iso(time), description: `Document ${i}`,
      content: [{ attachment: { contentType: 'application/pdf', url: `Binary/${id}-b${i}`, title: `Document ${i}`, size: 40_000 + i } }],
    })),
    CarePlan: list(5, (i, time) => ({ resourceType: 'CarePlan', id: `${id}-c${i}`, status: 'active', intent: 'plan', title: `Care plan ${i}`, subject, period: { start: iso(time) } })),
  };
}
