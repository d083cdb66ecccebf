import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isNhsNumber } from '../../demo/server/nhs-numbers.mjs';
import { loadRecords } from '../../demo/server/records.mjs';

const none = { patients: [], resources: [], binaries: new Map() };
const shared = fileURLToPath(new URL('../../../shared/fhir/', import.meta.url));
let folder;
let result;

const FILES = {
  'single/patient.json': { resourceType: 'Patient', id: 'one', name: [{ text: 'One' }], birthDate: '1970-01-01', identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }] },
  'single/same-number.json': { resourceType: 'Patient', id: 'two', name: [{ given: ['Two'], family: 'Same' }], birthDate: '1971-01-01', identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }] },
  'single/observation.json': '{"resourceType":"Observation","id":"decimal","subject":{"reference":"Patient/one"},"code":{"text":"a \\"1.0\\" b"},"valueQuantity":{"value":5.10}}',
  'single/logical.json': { resourceType: 'Flag', id: 'logical', subject: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' } } },
  'single/nobody.json': { resourceType: 'Flag', id: 'nobody', subject: { reference: 'Patient/not-here' } },
  'bundle.json': {
    resourceType: 'Bundle', type: 'transaction', entry: [
      { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: { resourceType: 'Patient', birthDate: '1980-01-01' } },
      { resource: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Condition' } },
        { resource: { resourceType: 'AllergyIntolerance', id: 'nested', patient: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' } } }] } },
      { request: { method: 'DELETE', url: 'Patient/9' } },
    ],
  },
  'other/patient.json': { resourceType: 'Patient', id: 'one', name: [{ text: 'Another one' }] },
  'other/flag.json': { resourceType: 'Flag', id: 'other', subject: { reference: 'Patient/one' } },
  'many.ndjson': '{"resourceType":"Goal","id":"g1","subject":{"reference":"https://server.example/fhir/Patient/root"}}\n\n{"resourceType":"Patient","id":"root"}\n',
  'broken.json': '{ "resourceType": "Patient", }',
  'no-type.json': { id: 'x' },
  'r5.json': { resourceType: 'InventoryItem' },
  'list.json': [1, 2],
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dscr-data-'));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  result = await loadRecords({ data: folder, records: none });
});
after(() => rmSync(folder, { recursive: true }));

const saidOf = (file) => result.problems.filter((problem) => problem.file === file).map(({ says }) => says).join(' | ');
const patientNamed = (text) => result.patients.find(({ name, for: purpose }) => `${name} ${purpose}`.includes(text));
const idOf = (text) => result.store.patientsByNumber(patientNamed(text).nhsNumber)[0].id;
const ofPatient = (text, type) => result.store.ofPatient(idOf(text), type).map(({ id }) => id);

test('references find their patient: by folder, urn:uuid, whole address and NHS number', () => {
  assert.deepEqual(ofPatient('single/patient.json', 'Observation'), ['decimal']);
  assert.deepEqual(ofPatient('single/patient.json', 'Flag'), ['logical']);
  assert.deepEqual(ofPatient('other/patient.json', 'Flag'), ['other']);
  assert.deepEqual(ofPatient('bundle.json', 'AllergyIntolerance'), ['nested']);
  assert.deepEqual(ofPatient('many.ndjson', 'Goal'), ['g1']);
});

test('every patient can be asked for by a number of their own', () => {
  const numbers = result.patients.map(({ nhsNumber }) => nhsNumber);
  assert.equal(new Set(numbers).size, result.patients.length);
  assert.equal(result.patients.length, 5);
  assert.ok(numbers.every(isNhsNumber));
  assert.equal(patientNamed('single/patient.json').nhsNumber, '9990000018');
  assert.match(patientNamed('Two Same').for, /invented NHS number/);
  assert.match(patientNamed('other/patient.json').for, /invented NHS number and birth date/);
});

test('what could not be loaded is said per file', () => {
  assert.match(saidOf('broken.json'), /not valid JSON/);
  assert.match(saidOf('no-type.json'), /no resourceType/);
  assert.match(saidOf('r5.json'), /InventoryItem is not a type of FHIR R4/);
  assert.match(saidOf('list.json'), /not a resource/);
  assert.match(saidOf('bundle.json'), /Condition is not part of the record served \| not loaded: an entry without a resource/);
  assert.match(saidOf(join('single', 'nobody.json')), /names no patient here/);
  assert.equal(saidOf(join('single', 'patient.json')), '');
});

test('decimals leave as the file has them', () => {
  assert.match(result.store.text(result.store.get('Observation/decimal')), /"text":"a \\"1\.0\\" b"\},"valueQuantity":\{"value":5\.10\}/);
});

test('every folder of real data is taken, and everything in it can be sent', { skip: !existsSync(shared) }, async () => {
  for (const name of readdirSync(shared, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)) {
    const { store, patients } = await loadRecords({ data: join(shared, name), records: none });
    for (const { nhsNumber } of patients) {
      const [patient] = store.patientsByNumber(nhsNumber);
      assert.equal(JSON.parse(store.text(patient)).resourceType, 'Patient', name);
    }
  }
});
