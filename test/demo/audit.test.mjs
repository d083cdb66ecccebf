import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runningDemo } from './support/running-demo.mjs';

let demo;
let patient;
let refused;
before(async () => {
  demo = await runningDemo();
  patient = (await demo.findPatient('nurse', demo.patientFor('rich'))).json.entry[0].resource.id;
  refused = 'p15';
});
after(() => demo.end());

const post = (event, person = 'nurse') => demo.ask(person, 'AuditEvent', { method: 'POST', body: JSON.stringify(event), headers: { 'content-type': 'application/fhir+json' } });
const trail = async (query = '') => demo.ask('privacy-officer', `AuditEvent?_count=1000${query}`);
/** The patients that the trail has of a request, by its id. */
async function patientsOf(requestId) {
  const { json } = await trail();
  const event = json.entry.map(({ resource }) => resource).find(({ entity }) => entity?.some(({ what }) => what?.identifier?.value === requestId));
  return event.entity.map(({ what }) => what?.reference).filter((reference) => reference?.startsWith('Patient/')).map((reference) => reference.slice('Patient/'.length));
}

test('an event that the trail could not be read with is refused', async () => {
  const deep = `{"resourceType":"AuditEvent","extension":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  for (const more of [{ entity: { a: 1 } }, { agent: {} }, { entity: [null] }, { agent: ['x'] }, { entity: 'x' }, { entity: [{ what: 'x' }] }, { entity: [{ what: { reference: 5 } }] }, { recorded: 'soon' }, { recorded: 5 }]) {
    const { status, json } = await post({ resourceType: 'AuditEvent', ...more });
    assert.deepEqual([status, json?.resourceType], [400, 'OperationOutcome'], JSON.stringify(more));
  }
  assert.equal((await demo.ask('nurse', 'AuditEvent', { method: 'POST', body: deep })).status, 400);
  assert.equal((await trail(`&patient=${patient}`)).status, 200);
  assert.equal((await trail('&_sort=-date')).status, 200);
});

test('when an event came is written by the server; when it was done, as its sender says', async () => {
  const { status, json } = await post({ resourceType: 'AuditEvent', recorded: '2030-01-01T00:00:00Z' });
  assert.equal(status, 201);
  assert.ok(Math.abs(Date.parse(json.recorded) - Date.now()) < 60_000);
  assert.deepEqual(json.period, { start: '2030-01-01T00:00:00Z', end: '2030-01-01T00:00:00Z' });
});

test('an event is found by its id, and no other with it', async () => {
  const { json: { id } } = await post({ resourceType: 'AuditEvent' });
  const { json } = await trail(`&_id=${id}`);
  assert.deepEqual(json.entry.map(({ resource }) => resource.id), [id]);
});

test('every request that is about a patient says so in the trail, answered or refused', async () => {
  const [flag] = (await demo.ask('nurse', `Flag?patient=${patient}&_count=1`)).json.entry;
  const next = (await demo.ask('nurse', `Observation?patient=${patient}&_count=5`)).json.link.find(({ relation }) => relation === 'next').url;
  const form = (fields) => ({ method: 'POST', body: new URLSearchParams(fields) });
  const cases = [
    ['nurse', `Flag?_id=${flag.resource.id}`, {}, 200, [patient]], ['nurse', `Patient?_id=${patient},p02`, {}, 200, [patient, 'p02']], ['nurse', next, {}, 200, [patient]],
    ['receptionist', `Flag?patient=Patient/${patient}`, {}, 403, [patient]], ['receptionist', `Flag/${flag.resource.id}`, {}, 403, [patient]], ['receptionist', 'Flag/_search', form({ patient }), 403, [patient]],
    ['receptionist', `Flag?_id=${flag.resource.id}`, {}, 403, [patient]], ['no-role', `Patient/${patient}`, {}, 403, [patient]], ['gp', next, {}, 403, [patient]],
    ['gp', 'Patient/_search', form({ identifier: `https://fhir.nhs.uk/Id/nhs-number|${demo.patientFor('refused')}` }), 403, [refused]], ['gp', `MedicationRequest?patient=${refused}`, {}, 403, [refused]],
    ['two-roles', `Flag?patient=${patient}`, {}, 403, [patient]], ['nurse', 'Organization?_count=1', {}, 200, []],
  ];
  for (const [person, path, options, status, patients] of cases) {
    const requestId = `about-${cases.findIndex(([one, other]) => one === person && other === path)}`;
    const answer = await demo.ask(person, path, { ...options, headers: { 'x-request-id': requestId } });
    assert.equal(answer.status, status, `${person} ${path}`);
    assert.deepEqual(await patientsOf(requestId), patients, `${person} ${path}`);
  }
  const sent = await demo.ask('nurse', 'AuditEvent', { method: 'POST', body: JSON.stringify({ resourceType: 'AuditEvent', entity: [{ what: { reference: `Patient/${patient}` } }] }), headers: { 'x-request-id': 'about-create' } });
  assert.deepEqual([sent.status, await patientsOf('about-create')], [201, [patient]]);
});

test('a refusal reads the same whether there is such a patient or not', async () => {
  for (const paths of [[`Flag?patient=${patient}`, 'Flag?patient=nobody'], ['Flag/p01-flg-1', 'Flag/nothing'], ['Flag?_id=p01-flg-1', 'Flag?_id=nothing']]) {
    const [known, unknown] = await Promise.all(paths.map((path) => demo.ask('receptionist', path)));
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
  }
});
