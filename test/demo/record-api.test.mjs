import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runningDemo } from './support/running-demo.mjs';

let demo;
let patient;
before(async () => {
  demo = await runningDemo();
  patient = (await demo.findPatient('nurse', demo.patientFor('rich'))).json.entry[0].resource.id;
});
after(() => demo.end());

const matches = ({ entry = [] }) => entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource);
const nextOf = ({ link }) => link.find(({ relation }) => relation === 'next')?.url;

test('metadata lists what is served, without a token', async () => {
  const { json } = await demo.ask(undefined, 'metadata');
  const { resource } = json.rest[0];
  const observation = resource.find(({ type }) => type === 'Observation');
  assert.ok(observation.searchInclude.includes('Observation:specimen'));
  assert.ok(observation.searchParam.some(({ name }) => name === 'patient'));
  assert.equal(resource.some(({ type }) => type === 'Claim'), false);
  for (const { type, searchParam } of resource.filter(({ type }) => !['Binary', 'AuditEvent', 'Patient'].includes(type))) {
    for (const { name } of searchParam) {
      const value = { _id: 'x', patient, subject: patient }[name] ?? (/date|authored|started|issued|period|collected|onset|effective|when|recorded|occurrence/.test(name) ? '2024' : 'x');
      const answer = await demo.ask('nurse', `${type}?${['patient', 'subject'].includes(name) ? '' : `patient=${patient}&`}${name}=${value}`);
      assert.ok([200, 400].includes(answer.status), `${type} ${name}: ${answer.status}`);
      if (searchParam.some(({ name: each }) => each === 'patient')) assert.equal(answer.status, 200, `${type} ${name}: ${answer.text}`);
    }
  }
});

test('20,000 results come whole, newest first, and no address carries an NHS number', async () => {
  const nhsNumber = demo.patientFor('20,000 results');
  const found = (await demo.findPatient('nurse', nhsNumber)).json;
  assert.equal(JSON.stringify(found.link).includes(nhsNumber), false);
  const ids = new Set();
  let last = Infinity;
  let page = 0;
  for (let url = `Observation?patient=${found.entry[0].resource.id}&_sort=-date&_count=1000`; url; page++) {
    const { json } = await demo.ask('nurse', url);
    assert.equal(json.total, 20_000);
    for (const resource of matches(json)) {
      const at = Date.parse(resource.effectiveDateTime ?? resource.effectivePeriod?.start);
      assert.ok(at <= last);
      last = at;
      ids.add(resource.id);
    }
    url = nextOf(json);
    assert.equal(/\d{10}/.test(url ?? ''), false);
  }
  assert.equal(ids.size, 20_000);
  assert.equal(page, 20);
});

test('oldest first is the other way round', async () => {
  const dates = async (sort) => matches((await demo.ask('nurse', `DiagnosticReport?patient=${patient}&_sort=${sort}&_count=1000`)).json).map((each) => Date.parse(each.effectiveDateTime ?? each.effectivePeriod?.start)).filter((each) => !Number.isNaN(each));
  const ascending = await dates('date');
  assert.ok(ascending.length > 5);
  assert.deepEqual(ascending, ascending.toSorted((a, b) => a - b));
  assert.deepEqual(await dates('-date'), ascending.toReversed());
});

test('what was done to a medicine comes along where it is asked for', async () => {
  // A pharmacist sees neither care plans nor documents, which a Provenance may be about as well.
  const { json } = await demo.ask('pharmacist', `MedicationStatement?patient=${patient}&_count=200&_revinclude=Provenance:target`);
  const told = json.entry.filter(({ resource }) => resource.resourceType === 'Provenance');
  assert.ok(told.length > 0);
  const matches = new Set(json.entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => `${resource.resourceType}/${resource.id}`));
  for (const { resource, search } of told) {
    assert.equal(search.mode, 'include');
    assert.ok(resource.target.some(({ reference }) => matches.has(reference)));
  }
});

test('what is not understood is 400 with an OperationOutcome', async () => {
  for (const query of ['colour=red', '_sort=colour', '_include=Observation:colour', '_revinclude=Provenance:target', '_count=0', '_count=x', 'date=yesterday']) {
    const { status, json } = await demo.ask('nurse', `Observation?patient=${patient}&${query}`);
    assert.deepEqual([status, json.resourceType], [400, 'OperationOutcome'], query);
  }
  assert.equal((await demo.ask('nurse', 'Observation?code=1234')).status, 400);
  assert.equal((await demo.ask('nurse', 'Claim?patient=x')).status, 404);
  assert.equal((await demo.ask('nurse', 'Observation?_page=nowhere.20')).status, 410);
});

test('tokens and dates choose', async () => {
  const all = matches((await demo.ask('nurse', `Observation?patient=${patient}&_count=1000`)).json);
  const { system, code } = all.find(({ code: concept }) => concept?.coding?.[0]?.system).code.coding[0];
  const wanted = all.filter((each) => each.code.coding?.some((coding) => coding.system === system && coding.code === code));
  const chosen = matches((await demo.ask('nurse', `Observation?patient=${patient}&_count=1000&code=${encodeURIComponent(`${system}|${code}`)}`)).json);
  assert.deepEqual(new Set(chosen.map(({ id }) => id)), new Set(wanted.map(({ id }) => id)));
  assert.ok(chosen.length > 0 && chosen.length < all.length);
  const since = matches((await demo.ask('nurse', `Observation?patient=${patient}&_count=1000&date=ge2026`)).json);
  assert.ok(since.length > 0 && since.every((each) => (each.effectiveDateTime ?? each.effectivePeriod.start) >= '2026'));
});

test('an include brings its target once, marked as included', async () => {
  const { json } = await demo.ask('nurse', `MedicationRequest?patient=${patient}&_count=1000&_include=MedicationRequest:medication&_include=MedicationRequest:requester&_include:iterate=PractitionerRole:practitioner`);
  const included = json.entry.filter(({ search }) => search.mode === 'include').map(({ fullUrl }) => fullUrl);
  assert.equal(new Set(included).size, included.length);
  for (const type of ['Medication', 'PractitionerRole', 'Practitioner']) assert.ok(included.some((url) => url.includes(`/${type}/`)), type);
  assert.equal(json.total, matches(json).length);
});

test('numbers leave as they were written', async () => {
  const { text } = await demo.ask('nurse', `Observation?patient=${patient}&_count=1000`);
  assert.match(text, /"value":-?\d+\.\d*0[,}]/);
});

test('organisations that contribute say so on the first page, and only for sections the reader may see', async () => {
  const first = await demo.ask('nurse', `Observation?patient=${patient}&_count=5`);
  const notes = first.json.entry.find(({ search }) => search.mode === 'outcome').resource;
  for (const issue of notes.issue) {
    assert.equal(issue.details.coding[0].system, 'https://dscr.example/CodeSystem/source-status');
    assert.match(issue.extension[0].valueIdentifier.value, /^\w+$/);
    assert.ok(issue.diagnostics);
  }
  assert.ok(notes.issue.some(({ extension }) => extension[1] && !Number.isNaN(Date.parse(extension[1].valueDateTime))));
  const second = await demo.ask('nurse', nextOf(first.json));
  assert.equal(second.json.entry.some(({ search }) => search.mode === 'outcome'), false);
});

test('a refused record is 403, a replaced number leads to the new one, an unknown one finds nobody', async () => {
  const refused = await demo.findPatient('gp', demo.patientFor('refused'));
  assert.deepEqual([refused.status, refused.json.resourceType], [403, 'OperationOutcome']);
  const replaced = await demo.findPatient('gp', demo.patientFor('replaced'));
  assert.equal(JSON.stringify(replaced.json.entry[0].resource.identifier).includes(demo.patientFor('under a new NHS number')), true);
  assert.equal((await demo.findPatient('gp', '9990000999')).json.total, 0);
});

test('the content of a document comes as it is, or as FHIR where that is asked for', async () => {
  const documents = matches((await demo.ask('gp', `DocumentReference?patient=${patient}`)).json);
  const pdfs = documents.flatMap(({ content }) => content).map(({ attachment }) => attachment).filter(({ url, contentType }) => /^Binary\//.test(url ?? '') && contentType === 'application/pdf');
  const answers = await Promise.all(pdfs.map(({ url }) => demo.ask('gp', url)));
  const raw = answers.find(({ status }) => status === 200);
  const { url, contentType } = pdfs[answers.indexOf(raw)];
  assert.equal(raw.headers.get('content-type'), contentType);
  assert.equal(raw.text.slice(0, 5), '%PDF-');
  const wrapped = await demo.ask('gp', url, { headers: { accept: 'application/fhir+json' } });
  assert.equal(Buffer.from(wrapped.json.data, 'base64').toString('latin1').slice(0, 5), '%PDF-');
  assert.equal((await demo.ask('pharmacist', url)).status, 403);
});

test('across origins: pages of this machine only, with the headers of the contract, and nothing is stored', async () => {
  const preflight = await fetch(`${demo.addresses.api}/Observation`, { method: 'OPTIONS', headers: { origin: demo.addresses.host, 'access-control-request-method': 'GET' } });
  assert.equal(preflight.headers.get('access-control-allow-origin'), demo.addresses.host);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'authorization, content-type, accept, x-request-id, nhsd-session-urid');
  assert.equal(preflight.headers.get('access-control-expose-headers'), 'retry-after, date');
  assert.ok(Number(preflight.headers.get('access-control-max-age')) > 0);
  const other = await demo.ask('nurse', `Patient/${patient}`, { headers: { origin: 'https://elsewhere.example' } });
  assert.equal(other.headers.get('access-control-allow-origin'), null);
  assert.equal(other.headers.get('cache-control'), 'no-store');
});

test('the log names person, type and request, and never a patient by number', async () => {
  await demo.ask('nurse', `Goal?patient=${patient}`, { headers: { 'x-request-id': 'request-42' } });
  await demo.ask('receptionist', 'Goal?patient=x');
  const log = await demo.log();
  const { time, ...mine } = log.find(({ requestId }) => requestId === 'request-42');
  assert.ok(Date.parse(time));
  assert.deepEqual(mine, { method: 'GET', path: '/fhir/Goal', type: 'Goal', status: 200, requestId: 'request-42', person: 'nurse', parameters: ['patient'] });
  assert.deepEqual([log.at(-1).person, log.at(-1).status], ['receptionist', 403]);
  for (const { nhsNumber } of demo.patients) assert.equal(JSON.stringify(log).includes(nhsNumber), false);
});

test('faults can be planted and healed', async () => {
  const observations = () => demo.ask('nurse', `Observation?patient=${patient}&_count=50`);
  await demo.fault({ type: 'Observation', status: 403, body: '' });
  assert.deepEqual([(await observations()).status, (await demo.ask('nurse', `Flag?patient=${patient}`)).status], [403, 200]);
  await demo.fault({ type: 'Observation', status: 503, headers: { 'retry-after': '1' } });
  const busy = await observations();
  assert.deepEqual([busy.status, busy.headers.get('retry-after'), busy.json.resourceType], [503, '1', 'OperationOutcome']);
  await demo.fault({ type: 'Observation', body: '<html>Sign in</html>' });
  const page = await observations();
  assert.deepEqual([page.status, page.headers.get('content-type'), page.text], [200, 'text/html', '<html>Sign in</html>']);
  await demo.fault({ type: 'Observation', status: 500, afterPages: 1 });
  const first = await observations();
  assert.deepEqual([first.status, (await demo.ask('nurse', nextOf(first.json))).status], [200, 500]);
  await demo.fault({ type: 'Observation', status: 0 });
  await assert.rejects(observations());
  assert.equal((await demo.fault({ typ: 'Observation' })).status, 400);
  await demo.fault({});
  assert.equal((await observations()).status, 200);
});
