// What is not understood is refused: an answer to another question would be read as the answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runningDemo } from './support/running-demo.mjs';

let demo;
before(async () => { demo = await runningDemo(); });
after(() => demo.end());

const PATIENT = 'p01';
async function holds(status, person, paths) {
  for (const path of paths) {
    const answer = await demo.ask(person, path);
    assert.deepEqual([answer.status, answer.json?.resourceType], [status, 'OperationOutcome'], `${person} ${path}`);
  }
}
const total = async (path) => {
  const { status, json } = await demo.ask('gp', path);
  assert.equal(status, 200, path);
  return json.total;
};

test('compartments, operations and histories are not offered, and tell nothing', async () => {
  const deeper = [`Patient/${PATIENT}/Observation`, `Patient/${PATIENT}/$everything`, `Patient/${PATIENT}/_history`, `Patient/${PATIENT}/_history/1`, `Patient/${PATIENT}/constructor`];
  await holds(404, 'gp', [...deeper, 'metadata/x']);
  await holds(401, undefined, deeper);
  await holds(403, 'receptionist', [`Patient/${PATIENT}/Observation`, `Flag/p01-flg-1/_history`]);
  await holds(404, 'receptionist', [`Patient/${PATIENT}/$everything`]);
  assert.equal((await demo.ask('gp', `Patient/${PATIENT}/`)).status, 200);
});

test('a parameter that can mean one thing is sent once, with a value, for one patient', async () => {
  await holds(400, 'gp', [
    ...['patient=p02', 'subject=p02', '_count=1&_count=2', '_sort=date&_sort=-date', '_id=a&_id=b', '_format=json&_format=json', '_count=', 'code=', 'date=', '_id=', '_include='].map((more) => `Observation?patient=${PATIENT}&${more}`),
    ...['p01,p02', '', 'Patient/', 'Practitioner/p01', 'Patient/p01,Patient/p02', 'Patient/p01/_history/1'].map((value) => `Observation?patient=${value}`),
    'Patient?identifier=a&identifier=b', 'Observation?subject=Group/p01',
  ]);
  assert.equal(await total(`Observation?patient=Patient/${PATIENT}`), await total(`Observation?subject=${demo.addresses.api}/Patient/${PATIENT}`));
});

test('dates and tokens that are sent twice must both fit', async () => {
  const [all, from, until, both] = await Promise.all(['', '&date=ge2026-03-01', '&date=lt2026-04-01', '&date=ge2026-03-01&date=lt2026-04-01'].map((more) => total(`Observation?patient=${PATIENT}${more}`)));
  assert.equal(from + until - both, await total(`Observation?patient=${PATIENT}&date=ge1900`));
  assert.ok(both > 0 && both < until && all >= from);
});

test('a read, a page and a value take what is offered and nothing else', async () => {
  const { json } = await demo.ask('gp', `Observation?patient=${PATIENT}&_count=5`);
  const next = json.link.find(({ relation }) => relation === 'next').url;
  const [path] = next.split('/').slice(-1);
  await holds(400, 'gp', [
    `Patient/${PATIENT}?colour=red`, `Patient/${PATIENT}?_elements=name`, `Patient/${PATIENT}?_format=xml`, `${path}&_count=5`, `${path}&_page=x`, `${path}&colour=red`,
    ...['_format=xml', '_total=many', '_include=Observation:performer:Organization:x', '_include=Observation:performer:', '_include=Observation', '_lastUpdated=2024'].map((more) => `Observation?patient=${PATIENT}&${more}`),
  ]);
  for (const format of ['json', 'application/json', 'application/fhir%2Bjson', 'application/fhir+json']) {
    assert.equal((await demo.ask('gp', `Patient/${PATIENT}?_format=${format}`)).status, 200, format);
    assert.equal((await demo.ask('gp', `Observation?patient=${PATIENT}&_total=accurate&_format=${format}`)).status, 200, format);
  }
  assert.equal((await demo.ask('gp', next)).status, 200);
});

test('an id that is named twice is one entry', async () => {
  assert.equal(await total('Flag?_id=p01-flg-1,p01-flg-1,p01-flg-2'), 2);
});

test('includes backwards do not go on, and no name of a program leads anywhere', async () => {
  await holds(400, 'gp', [
    `MedicationRequest?patient=${PATIENT}&_revinclude:iterate=Provenance:target`,
    ...['Observation:constructor', 'constructor:constructor', '__proto__:x', 'Observation:toString'].map((value) => `Observation?patient=${PATIENT}&_include=${value}`),
    `Patient?_id=${PATIENT}&_include=Patient:toString`, `Observation?patient=${PATIENT}&constructor=x`, `Observation?patient=${PATIENT}&_sort=constructor`,
  ]);
  await holds(404, 'gp', ['constructor/x', 'toString?patient=p01']);
});

test('the CapabilityStatement names no parameter that finds nothing for want of data', async () => {
  const { text } = await demo.ask(undefined, 'metadata');
  assert.doesNotMatch(text, /_lastUpdated/);
});

test('an entry of a refused patient is refused by its id too', async () => {
  await holds(403, 'gp', ['MedicationRequest?_id=p15-mrq-1', 'MedicationRequest?_id=p01-mrq-1,p15-mrq-1', 'MedicationRequest/p15-mrq-1']);
});

test('a fault that could not happen is refused', async () => {
  for (const fault of [{ type: 'Observation', status: 99999 }, { type: 'Observation', status: '500' }, { type: 'Observation', status: 100 }, { type: 'Colour' }, { type: 'constructor' }, { type: ['Flag'] }, { type: 'Flag', delayMs: -1 },
    { type: 'Flag', delayMs: '5' }, { type: 'Flag', afterPages: 0.5 }, { type: 'Flag', headers: 'x' }, { type: 'Flag', headers: null }, { type: 'Flag', headers: { 'a b': 'x' } }, { type: 'Flag', body: null }, { status: 500 }]) {
    assert.equal((await demo.fault(fault)).status, 400, JSON.stringify(fault));
  }
  for (const fault of [{ type: '*', delayMs: 0 }, { type: 'metadata', status: 503, headers: { 'retry-after': '1' } }, {}]) assert.equal((await demo.fault(fault)).status, 200, JSON.stringify(fault));
});
