import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PEOPLE, personById } from '../../demo/server/people.mjs';
import { runningDemo } from './support/running-demo.mjs';

let demo;
let patient;
before(async () => {
  demo = await runningDemo();
  patient = (await demo.findPatient('nurse', demo.patientFor('rich'))).json.entry[0].resource.id;
});
after(() => demo.end());

const TYPES = {
  alerts: ['Flag', 'Consent'], allergies: ['AllergyIntolerance'], medications: ['MedicationRequest', 'MedicationStatement', 'MedicationDispense'],
  results: ['Observation', 'DiagnosticReport', 'ImagingStudy', 'Specimen'], appointments: ['Appointment'], 'care-plans': ['CarePlan', 'Goal', 'CareTeam'], documents: ['DocumentReference'],
};
const ALL = Object.keys(TYPES);
const OPEN = {
  gp: ALL, 'hospital-doctor': ALL, nurse: ALL, 'out-of-hours': ALL, pharmacist: ['alerts', 'allergies', 'medications', 'results'],
  'social-worker': ['alerts', 'appointments', 'care-plans'], receptionist: [], 'privacy-officer': [],
};
const isRefusal = ({ status, json }) => status === 403 && json.resourceType === 'OperationOutcome';

test('each person is answered for the sections of the policy and for no other', async () => {
  for (const [person, open] of Object.entries(OPEN)) {
    assert.equal((await demo.ask(person, `Patient/${patient}`)).status, 200, person);
    for (const [section, types] of Object.entries(TYPES)) {
      for (const type of types) {
        const answer = await demo.ask(person, `${type}?patient=${patient}&_count=1`);
        assert.ok(open.includes(section) ? answer.status === 200 && answer.json.resourceType === 'Bundle' : isRefusal(answer), `${person}: ${type} ${answer.status}`);
      }
    }
  }
});

test('a receptionist is refused each withheld type by search, by id and by _include', async () => {
  const provenance = await demo.ask('receptionist', `Provenance?patient=${patient}&_include=Provenance:target`);
  assert.ok(isRefusal(provenance), `Provenance:target ${provenance.status}`);
  for (const type of Object.values(TYPES).flat()) {
    const known = (await demo.ask('nurse', `${type}?patient=${patient}&_count=1`)).json.entry?.find(({ search }) => search.mode === 'match');
    const answers = await Promise.all([
      demo.ask('receptionist', `${type}?patient=${patient}`), demo.ask('receptionist', `${type}/${known?.resource.id ?? 'none'}`),
      demo.ask('receptionist', `${type}/_search`, { method: 'POST', body: new URLSearchParams({ patient }) }),
      demo.ask('receptionist', `Patient?_id=${patient}&_include=${type}:subject`), demo.ask('receptionist', `Patient?_id=${patient}&_revinclude=${type}:patient`),
    ]);
    assert.deepEqual(answers.map(isRefusal), [true, true, true, true, true], type);
  }
});

test('a person without a role is refused the patient too', async () => {
  assert.ok(isRefusal(await demo.findPatient('no-role', demo.patientFor('rich'))));
});

test('no token, or a made-up one, is 401 with an OperationOutcome', async () => {
  const none = await demo.ask(undefined, `Patient/${patient}`);
  const madeUp = await demo.ask(undefined, `Patient/${patient}`, { headers: { authorization: 'Bearer made-up' } });
  for (const { status, json, headers } of [none, madeUp]) {
    assert.equal(status, 401);
    assert.equal(json.resourceType, 'OperationOutcome');
    assert.match(headers.get('www-authenticate'), /^Bearer/);
  }
});

test('who holds two roles acts in the one the request names, and in no other', async () => {
  const [nurse, receptionist] = personById('two-roles').claims.nhsid_nrbac_roles.map(({ person_roleid }) => person_roleid);
  const [foreign] = personById('gp').claims.nhsid_nrbac_roles;
  const asRole = (role) => demo.ask('two-roles', `Observation?patient=${patient}&_count=1`, role ? { headers: { 'nhsd-session-urid': role } } : {});
  assert.equal((await asRole(nurse)).status, 200);
  assert.ok(isRefusal(await asRole(receptionist)));
  assert.ok(isRefusal(await asRole(foreign.person_roleid)));
  assert.ok(isRefusal(await asRole(undefined)));
});

test('every role id belongs to one person', () => {
  const ids = PEOPLE.flatMap(({ claims }) => [claims.sub, ...claims.nhsid_nrbac_roles.map(({ person_roleid }) => person_roleid)]);
  assert.equal(new Set(ids).size, ids.length);
});

test('a page made for one person is not given to another', async () => {
  const { json } = await demo.ask('nurse', `Observation?patient=${patient}&_count=1`);
  const { url } = json.link.find(({ relation }) => relation === 'next');
  assert.ok(isRefusal(await demo.ask('gp', url)));
  assert.equal((await demo.ask('nurse', url)).status, 200);
});

test('referrals are told from requests for tests', async () => {
  const categories = async (person) => {
    const { json } = await demo.ask(person, `ServiceRequest?patient=${patient}&_count=1000`);
    return new Set((json.entry ?? []).filter(({ search }) => search.mode === 'match').map(({ resource }) => (/108252007|363679005|laboratory|imaging/i.test(JSON.stringify(resource.category ?? [])) ? 'test' : 'referral')));
  };
  assert.deepEqual([...await categories('social-worker')], ['referral']);
  assert.equal((await categories('pharmacist')).has('referral'), false);
});

test('what a label rule hides is dropped without a trace in numbers', async () => {
  const labelled = (resource) => (resource.meta?.security ?? []).some(({ code }) => ['SEX', 'HIV'].includes(code));
  const all = async (person) => (await demo.ask(person, `Observation?patient=${patient}&_count=1000`)).json;
  const [open, narrowed] = [await all('gp'), await all('nurse')];
  const hidden = open.entry.filter(({ resource }) => labelled(resource));
  assert.ok(hidden.length > 0);
  assert.equal(narrowed.entry.some(({ resource }) => labelled(resource)), false);
  assert.equal(narrowed.total, open.total - hidden.length);
  for (const { resource } of hidden) assert.equal((await demo.ask('nurse', `Observation/${resource.id}`)).status, 404);
});

test('the audit trail is read by the privacy officer alone, and names user, role, organisation and patient', async () => {
  await demo.ask('pharmacist', `Flag?patient=${patient}`);
  for (const person of ['gp', 'receptionist', 'no-role']) assert.ok(isRefusal(await demo.ask(person, 'AuditEvent?_count=10')), person);
  const { json } = await demo.ask('privacy-officer', `AuditEvent?patient=${patient}&_sort=-date&_count=1000`);
  const mine = json.entry.map(({ resource }) => resource).find(({ entity, agent }) => entity.some(({ name }) => name === 'Flag') && agent[0].name === 'Ms Nuala Thistlecroft');
  assert.deepEqual(mine.agent.map(({ role, who }) => [role?.[0].text, who.display]), [['Pharmacist', 'Ms Nuala Thistlecroft'], [undefined, 'University Hospitals of Derby and Burton NHS Foundation Trust']]);
});

test('a client may add an AuditEvent; who sent it is written by the server', async () => {
  const event = { resourceType: 'AuditEvent', type: { code: 'rest' }, agent: [{ requestor: true, name: 'Somebody else' }], source: { observer: { display: 'x' } } };
  const sent = await demo.ask('nurse', 'AuditEvent', { method: 'POST', body: JSON.stringify(event), headers: { 'content-type': 'application/fhir+json' } });
  assert.equal(sent.status, 201);
  assert.equal(sent.json.agent[0].name, 'Mr Caspian Yewdale');
  assert.equal(sent.json.agent.some(({ name }) => name === 'Somebody else'), false);
});
