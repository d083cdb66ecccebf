import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORGANISATIONS, bigResults, dec, demoJson, demoRecords } from '../../demo/data/index.mjs';
import { at } from '../../demo/data/dates.mjs';
import { checkDigit } from '../../demo/data/nhs-number.mjs';

const { patients, resources, binaries } = demoRecords();
const keyOf = ({ resourceType, id }) => `${resourceType}/${id}`;
const byKey = new Map(resources.map((resource) => [keyOf(resource), resource]));
const ownerOf = (resource) => (resource.subject ?? resource.patient ?? resource.participant?.[0]?.actor)?.reference;
const main = (type) => resources.filter((resource) => resource.resourceType === type && ownerOf(resource) === 'Patient/p01');

function* objectsIn(value) {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield value;
  for (const member of Object.values(value)) yield* objectsIn(member);
}

test('every resource has an id of its own, of the form FHIR allows', () => {
  assert.equal(byKey.size, resources.length);
  for (const { id } of resources) assert.match(id, /^[A-Za-z0-9.-]{1,64}$/);
});

test('every reference leads to a resource, every attachment to a file', () => {
  const linked = new Set();
  for (const resource of resources) {
    const contained = new Set((resource.contained ?? []).map(({ id }) => `#${id}`));
    for (const { reference, url } of objectsIn(resource)) {
      if (typeof reference === 'string') assert.ok(reference.startsWith('#') ? contained.has(reference) : byKey.has(reference), `${keyOf(resource)} → ${reference}`);
      if (typeof url === 'string' && url.startsWith('Binary/')) {
        linked.add(url.slice(7));
        assert.ok(binaries.has(url.slice(7)), url);
      }
    }
  }
  assert.deepEqual([...linked].sort(), [...binaries.keys()].sort());
});

test('no resource refers to another patient\'s', () => {
  for (const resource of resources) {
    const owner = /^p\d\d/.exec(resource.id)?.[0];
    if (owner === undefined) continue;
    for (const { reference } of objectsIn(resource)) {
      const other = /\/(p\d\d)\b/.exec(reference ?? '')?.[1];
      if (other !== undefined) assert.equal(other, owner, keyOf(resource));
    }
  }
});

test('every NHS number is of the 999 range with a valid check digit, and nobody shares one', () => {
  const numbers = resources.flatMap((resource) => resource.identifier ?? []).filter(({ system }) => system === 'https://fhir.nhs.uk/Id/nhs-number').map(({ value }) => value);
  assert.equal(new Set(numbers).size, numbers.length);
  for (const number of [...numbers, ...patients.map(({ nhsNumber }) => nhsNumber)]) {
    assert.match(number, /^999\d{7}$/);
    assert.equal(checkDigit(number.slice(0, 9)), number[9]);
  }
});

test('the list of patients fits the Patient resources', () => {
  const held = resources.filter(({ resourceType }) => resourceType === 'Patient');
  for (const { nhsNumber, birthDate, replacedBy } of patients) {
    const [patient, ...more] = held.filter(({ identifier }) => identifier.some(({ value }) => value === nhsNumber));
    assert.equal(more.length, 0);
    assert.equal(patient.birthDate, birthDate);
    assert.equal(patient.identifier[0].value, replacedBy ?? nhsNumber);
  }
  assert.deepEqual([patients[0].nhsNumber, patients[0].birthDate], ['9990000018', '1958-03-14']);
  assert.equal(patients.filter(({ refused }) => refused).length, 1);
  assert.ok(patients.length >= 10);
});

test('restricted, deceased and living after all are told as the demographics service tells them', () => {
  const patient = (id) => byKey.get(`Patient/${id}`);
  assert.equal(patient('p04').meta.security[0].code, 'R');
  for (const absent of ['address', 'telecom', 'generalPractitioner']) assert.equal(patient('p04')[absent], undefined);
  const notified = ({ extension }) => extension.flatMap((outer) => outer.extension ?? []).find(({ url }) => url === 'deathNotificationStatus').valueCodeableConcept.coding[0].code;
  assert.equal(notified(patient('p05')), '2');
  assert.ok(patient('p05').deceasedDateTime);
  assert.equal(notified(patient('p06')), 'U');
  assert.equal(patient('p06').deceasedDateTime, undefined);
  assert.equal(patient('p19').name[0].family.length, 35);
  assert.deepEqual(resources.filter((resource) => ownerOf(resource) === 'Patient/p03'), []);
});

test('the main patient is as rich as promised', () => {
  const dates = new Map();
  for (const { code, effectiveDateTime, valueQuantity } of main('Observation')) {
    if (valueQuantity && effectiveDateTime) dates.set(code.text, (dates.get(code.text) ?? new Set()).add(effectiveDateTime.slice(0, 10)));
  }
  assert.ok([...dates.values()].filter((days) => days.size >= 10).length >= 8);
  assert.ok(main('DiagnosticReport').filter(({ category }) => category[0].coding[0].code === 'RAD').length >= 6);
  assert.ok(main('ImagingStudy').length >= 6);
  const courses = [...main('MedicationStatement'), ...main('MedicationRequest').filter(({ basedOn, intent }) => intent === 'order' && !basedOn)];
  assert.ok(courses.length >= 15);
  const documents = main('DocumentReference');
  assert.ok(documents.length >= 12);
  assert.ok(new Set(documents.map(({ type }) => type.text)).size >= 4);
  assert.ok(new Set(documents.map(({ custodian }) => custodian?.reference)).size >= 3);
  assert.deepEqual([...new Set(documents.map(({ content }) => content[0].attachment.contentType))].sort(), ['application/pdf', 'image/png', 'image/tiff', 'text/html', 'text/plain']);
  assert.ok(main('CarePlan').length >= 3 && main('Goal').length >= 3 && main('Flag').length >= 5 && main('AllergyIntolerance').length >= 8);
  for (const status of ['booked', 'fulfilled', 'cancelled', 'noshow', 'pending', 'waitlist']) assert.ok(main('Appointment').some((one) => one.status === status), status);
  for (const status of ['final', 'preliminary', 'amended', 'corrected', 'cancelled', 'entered-in-error']) assert.ok(main('Observation').some((one) => one.status === status), status);
  for (const label of ['HIV', 'SEX']) assert.ok(main('Observation').some(({ meta }) => meta?.security?.[0].code === label), label);
  for (const code of ['H', 'HH', 'L']) assert.ok(main('Observation').some(({ interpretation }) => interpretation?.[0].coding[0].code === code), code);
});

test('decimals keep their digits', () => {
  assert.equal(demoJson({ value: dec('5.10'), text: '5.1', gone: undefined, list: [dec('0.30')] }), '{"value":5.10,"text":"5.1","list":[0.30]}');
  const potassium = main('Observation').find(({ valueQuantity }) => valueQuantity?.value.digits === '5.10');
  assert.match(demoJson(potassium), /"value":5\.10,/);
  for (const wrong of ['05', '5.', '.5', '1e3', '<1', '']) assert.throws(() => dec(wrong), wrong);
  for (const resource of resources.slice(0, 2000)) assert.deepEqual(JSON.parse(demoJson(resource)), JSON.parse(JSON.stringify(resource)));
});

test('the big records hold what they say, newest first', () => {
  for (const [id, n] of [['p13', 5000], ['p14', 20000]]) {
    const results = resources.filter((resource) => resource.resourceType === 'Observation' && ownerOf(resource) === `Patient/${id}`);
    assert.equal(results.length, n);
    for (let index = 1; index < n; index++) assert.ok(Date.parse(results[index - 1].effectiveDateTime) >= Date.parse(results[index].effectiveDateTime));
    const kinds = new Set(results.map(({ code }) => code.text)).size;
    assert.ok(kinds >= 35 && kinds <= 45, String(kinds));
  }
  assert.deepEqual(bigResults('x', 50), bigResults('x', 50));
});

test('two starts give the same', () => {
  assert.deepEqual(demoRecords().resources.slice(0, 1500), resources.slice(0, 1500));
});

test('wall-clock times carry the offset of their day', () => {
  assert.equal(at('2026-07-01', '09:30'), '2026-07-01T09:30:00+01:00');
  assert.equal(at('2026-11-24', '09:30'), '2026-11-24T09:30:00+00:00');
  assert.deepEqual([at('2027-03-28', '00:30'), at('2027-03-28', '07:30')].map((time) => time.slice(-6)), ['+00:00', '+01:00']);
  assert.deepEqual([at('2026-10-25', '00:30'), at('2026-10-25', '01:40')].map((time) => time.slice(-6)), ['+01:00', '+00:00']);
});

test('files are what their type says', () => {
  for (const { contentType, bytes } of binaries.values()) {
    const head = bytes.subarray(0, 4).toString('latin1');
    if (contentType === 'application/pdf') {
      const text = bytes.toString('latin1');
      assert.ok(text.startsWith('%PDF-') && text.slice(Number(/startxref\n(\d+)/.exec(text)[1])).startsWith('xref\n'));
    }
    if (contentType === 'image/png') assert.equal(head, '\x89PNG');
    if (contentType === 'image/tiff') assert.equal(head, 'II*\0');
  }
  assert.equal([...binaries.values()].filter(({ released }) => released === false).length, 1);
  assert.ok([...binaries.values()].some(({ contentType, bytes }) => contentType === 'text/html' && bytes.includes('<script>')));
});

test('the organisations are the nine of Derbyshire, each with its systems', () => {
  assert.equal(ORGANISATIONS.length, 9);
  assert.equal(new Set(ORGANISATIONS.map(({ ods }) => ods)).size, 9);
  for (const { name, hosts } of ORGANISATIONS) assert.ok(name && hosts.length);
});
