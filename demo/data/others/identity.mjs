import { noKnownAllergies } from '../allergies.mjs';
import { appointment } from '../appointments.mjs';
import { SYSTEM, ukCode, extension } from '../codes.mjs';
import { at } from '../dates.mjs';
import { pdf } from '../files.mjs';
import { KIND, addDocument } from '../documents.mjs';
import { alert } from '../main/alerts.mjs';
import { dosage, gpMedicine } from '../medicines.mjs';
import { testNhsNumber } from '../nhs-number.mjs';
import { labPanel } from '../observations.mjs';
import { deathNotification, nhsIdentifier, patientResource } from '../patient.mjs';
import { recordOf } from '../record.mjs';

const usual = (prefix, given, family) => [{ use: 'usual', ...(prefix ? { prefix: [prefix] } : {}), given: given.split(' '), family }];
const home = (line, city, postalCode) => ({ line: [line], city, district: 'Derbyshire', postalCode });

/** Restricted: the demographics service sends neither address, telephone nor practice. */
export function restricted() {
  const record = recordOf(patientResource({ id: 'p04', nhsNumber: testNhsNumber('000004'), birthDate: '1989-12-01', gender: 'female', names: usual('Ms', 'Imogen Clare', 'Hartingdale'), restricted: true }));
  alert(record, { category: 'safety', text: 'Restricted record: do not disclose where this person lives.', start: '2025-08-01', by: 'countySocialWorker' });
  // who recorded it would tell where this person lives
  noKnownAllergies(record, at('2025-09-11', '10:00'));
  addDocument(record, { title: 'Letter to a confidential address', kind: KIND.letter(), contentType: 'application/pdf', bytes: pdf([['Letter', '', 'Address restricted.']]), date: '2026-05-06', ods: 'X9C02', by: 'countySocialWorker', secret: true });
  return record;
}

export function deceased() {
  const record = recordOf(patientResource({
    id: 'p05', nhsNumber: testNhsNumber('000005'), birthDate: '1934-05-19', gender: 'male', names: usual('Mr', 'Albert Percival', 'Chelmorden'), practice: 'C8X902',
    address: home('2 Weaver Yard', 'Chesterfield', 'S99 9ZZ'), deceasedDateTime: at('2026-09-03', '04:20'),
    extensions: [deathNotification('2', 'Formal - death notice received from Registrar of Deaths', at('2026-09-08', '12:00'))],
  }));
  noKnownAllergies(record, '2024-01-17', 'gp2');
  gpMedicine(record, { name: 'Paracetamol 500mg tablets', code: '322236009', status: 'stopped', reason: 'Patient died', doses: [dosage('One or two up to four times a day')], start: '2020-01-10', end: '2026-09-03' });
  appointment(record, { status: 'cancelled', specialty: 320, start: at('2026-10-02', '09:30'), by: 'cardiologist', place: 'loc-rfs-clinic', cancelled: 'Patient died' });
  addDocument(record, { title: 'Discharge summary', kind: KIND.discharge(), contentType: 'text/plain', bytes: Buffer.from('Died on the ward, 03-Sep-2026, 04:20.\n'), date: at('2026-09-03', '09:00'), ods: 'C8X902', by: 'cardiologist' });
  return record;
}

/** A death notification that was withdrawn: this person is alive. */
export const notDead = () => recordOf(patientResource({
  id: 'p06', nhsNumber: testNhsNumber('000006'), birthDate: '1947-11-08', gender: 'female', names: usual('Mrs', 'Dorothea May', 'Alportdale'), practice: 'C8X903',
  address: home('Toll Bar Cottage', 'Matlock', 'DE99 3ZZ'), extensions: [deathNotification('U', 'Removed', at('2026-02-11', '09:00'))],
}));

/** Of this person even the birth date is known only by year. */
export const untraced = () => recordOf(patientResource({
  id: 'p07', nhsNumber: testNhsNumber('000007'), status: '02', birthDate: '1972', gender: 'unknown', names: usual(undefined, 'Mircea Ștefan', 'Drăguleanu-Wormhill'), practice: 'C8X901',
  address: { text: 'No fixed abode', city: 'Derby' },
  extensions: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true }],
  communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'ro', display: 'Romanian' }] }, preferred: true }],
}));

export const unmatched = () => recordOf(patientResource({
  id: 'p08', nhsNumber: testNhsNumber('000008'), status: '04', birthDate: '2001-06', gender: 'other', names: usual('Mx', 'Tèmi', 'Mönyash'), practice: 'C8X902',
  address: home('Flat 3, 40 Saltergate Mews', 'Chesterfield', 'S99 8ZZ'),
}));

export const OLD_NUMBER = testNhsNumber('000010');
export function renumbered() {
  const old = { ...nhsIdentifier(OLD_NUMBER), use: 'old', period: { end: '2026-06-30' } };
  const record = recordOf(patientResource({
    id: 'p09', nhsNumber: testNhsNumber('000009'), birthDate: '1979-10-23', gender: 'female', names: usual('Ms', 'Siobhán Éilis', "O'Middlewell-Topley"), practice: 'C8X901',
    address: home('9 Kiln Terrace', 'Ilkeston', 'DE99 7ZZ'), telecom: [{ system: 'phone', use: 'mobile', value: '07700 900219' }], identifiers: [old],
  }));
  noKnownAllergies(record, at('2026-07-01', '09:30'), 'practiceNurse');
  labPanel(record, 'fbc', { hb: '128', wcc: '5.6', plt: '301' }, { date: at('2026-07-01', '09:45') });
  return record;
}

/** Two people whom a tired reader takes for one. */
export function nearlyTheSame() {
  const twins = [
    ['p10', '000011', 'Jon Paul', '1961-04-12', 'Penicillamine 250mg tablets', '3 Gritstone Rise', 'C8X903'],
    ['p11', '000012', 'John Paul', '1961-12-04', 'Penicillin V 250mg tablets', '8 Gritstone Rise', 'C8X903'],
  ];
  return twins.map(([id, six, given, birthDate, medicine, line, practice]) => {
    const record = recordOf(patientResource({ id, nhsNumber: testNhsNumber(six), birthDate, gender: 'male', names: usual('Mr', given, 'Tansleydale'), practice, address: home(line, 'Matlock', 'DE99 4ZZ') }));
    gpMedicine(record, { name: medicine, doses: [dosage('One to be taken twice a day')], start: '2026-10-01', issues: ['2026-11-02'], supply: ['56', 'tablet', '28'], by: 'gp3' });
    labPanel(record, 'ue', { na: '139', k: id === 'p10' ? '4.2' : '5.9', urea: '6.0', creat: '82', egfr: '84' }, { date: at('2026-11-10', '08:30'), lab: 'RFS' });
    return record;
  });
}

export function child() {
  const record = recordOf(patientResource({
    id: 'p12', nhsNumber: testNhsNumber('000013'), birthDate: '2025-05-30', gender: 'male', names: [{ use: 'usual', given: ['Arlo', 'Wren'], family: 'Bonsallow' }], practice: 'C8X903',
    address: home('1 Gingerbread Row', 'Ashbourne', 'DE99 5ZZ'), extensions: [extension('EthnicCategory', { valueCodeableConcept: ukCode('EthnicCategoryEngland', 'F', 'Mixed - White and Asian') })],
    contact: [{ relationship: [{ text: 'Mother, parental responsibility' }], name: { text: 'Ms Linnet Bonsallow' }, telecom: [{ system: 'phone', use: 'mobile', value: '07700 900312' }] }],
  }));
  record.add({ resourceType: 'RelatedPerson', active: true, relationship: [{ text: 'Mother' }], name: [{ given: ['Linnet'], family: 'Bonsallow' }], identifier: [{ system: SYSTEM.nhsNumber, value: testNhsNumber('000015') }] });
  alert(record, { category: 'safety', text: 'Child protection plan since 14-Aug-2026.', start: '2026-08-14', by: 'countySocialWorker' });
  gpMedicine(record, { name: 'Paracetamol 120mg/5ml oral suspension paediatric sugar free', kind: 'acute', doses: [dosage('5 ml up to four times a day when needed', { amount: ['5', 'mL'], asNeededBoolean: true })], start: '2026-11-20', issues: ['2026-11-20'], supply: ['100', 'mL'], by: 'gp3' });
  appointment(record, { specialty: 420, service: 'Paediatric clinic', start: at('2027-02-09', '11:00'), by: 'paediatrician', place: 'loc-rfs-clinic' });
  labPanel(record, 'fbc', { hb: '104', wcc: '11.8', plt: '410' }, { date: at('2026-10-28', '12:15'), lab: 'RFS', flagged: false });
  return record;
}
