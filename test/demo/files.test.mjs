// Whoever may see an entry may open the file it points at, and nobody opens one that a rule keeps from them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runningDemo } from './support/running-demo.mjs';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const patient = (id, value) => ({ resourceType: 'Patient', id, birthDate: '1970-01-01', identifier: [{ system: NHS_NUMBER, value }] });
const label = (code) => ({ security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code }] });
const report = (id, file, { of = 'open', ...more } = {}) => ({
  resourceType: 'DiagnosticReport', id, status: 'final', code: { text: id }, subject: { reference: `Patient/${of}` }, category: [{ coding: [{ code: 'RAD' }] }], presentedForm: [{ url: file }], ...more,
});
const letter = (id, file, { of = 'open', ...more } = {}) => ({ resourceType: 'DocumentReference', id, status: 'current', subject: { reference: `Patient/${of}` }, content: [{ attachment: { url: file } }], ...more });

const RECORDS = {
  patients: [{ nhsNumber: '9990000018', for: 'open' }, { nhsNumber: '9990000026', for: 'refused', refused: true }],
  resources: [
    patient('open', '9990000018'), patient('refused', '9990000026'),
    report('r-plain', 'Binary/of-report'), letter('d-plain', 'Binary/of-letter'),
    report('r-both', 'Binary/of-both'), letter('d-both', 'Binary/of-both'),
    report('r-label', 'Binary/labelled', { meta: label('SEX') }),
    letter('d-mixed', 'Binary/mixed'), report('r-mixed', 'Binary/mixed', { meta: label('HIV') }),
    report('r-refused', 'Binary/of-refused', { of: 'refused' }),
    letter('d-shared', 'Binary/shared'), report('r-shared', 'Binary/shared', { of: 'refused' }),
  ],
  binaries: new Map(['of-report', 'of-letter', 'of-both', 'labelled', 'mixed', 'of-refused', 'shared', 'of-nothing'].map((id) => [id, { contentType: 'text/plain', bytes: Buffer.from(id) }])),
};

let demo;
before(async () => { demo = await runningDemo({ records: RECORDS }); });
after(() => demo.end());
const statuses = async (person) => Object.fromEntries(await Promise.all([...RECORDS.binaries.keys(), 'not-there'].map(async (id) => [id, (await demo.ask(person, `Binary/${id}`)).status])));

test('a file is open to whoever may see what points at it, and to nobody where a label rule hides that or its patient is refused', async () => {
  // The general practitioner may see what is labelled, the nurse may not.
  assert.deepEqual(await statuses('gp'), { 'of-report': 200, 'of-letter': 200, 'of-both': 200, labelled: 200, mixed: 200, 'of-refused': 403, shared: 403, 'of-nothing': 200, 'not-there': 404 });
  assert.deepEqual(await statuses('nurse'), { 'of-report': 200, 'of-letter': 200, 'of-both': 200, labelled: 404, mixed: 404, 'of-refused': 403, shared: 403, 'of-nothing': 200, 'not-there': 404 });
});

test('who sees results and no documents opens the files of reports, and hears the same of every other', async () => {
  const { 'of-report': own, 'of-both': both, ...others } = await statuses('pharmacist');
  assert.deepEqual([own, both], [200, 200]);
  assert.deepEqual([...new Set(Object.values(others))], [403]);
  const [letterText, nothingText] = await Promise.all(['of-letter', 'not-there'].map(async (id) => (await demo.ask('pharmacist', `Binary/${id}`)).text));
  assert.equal(letterText, nothingText);
  assert.deepEqual([...new Set(Object.values(await statuses('social-worker')))], [403]);
});

test('the audit names the patient of a report whose file was opened', async () => {
  await demo.ask('gp', 'Binary/of-report', { headers: { 'x-request-id': 'open-report' } });
  const { json } = await demo.ask('privacy-officer', 'AuditEvent?patient=open&_count=1000');
  assert.ok(json.entry.some(({ resource }) => JSON.stringify(resource).includes('open-report')));
});
