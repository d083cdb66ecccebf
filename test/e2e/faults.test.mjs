// When the API fails: the section says what happened in the fixed words, never that there is nothing, and "Try again" heals it.
import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { startSuite, test } from './support/suite.mjs';

/** Sections that are made to fail as a whole: their element, noun, and every type they ask for. */
const SECTIONS = {
  alerts: ['dscr-alerts', 'Alerts', ['Flag', 'Consent', 'DocumentReference']],
  allergies: ['dscr-allergies', 'Allergies', ['AllergyIntolerance', 'List', 'Flag']],
  medications: ['dscr-meds', 'Medicines', ['MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'List']],
  documents: ['dscr-documents', 'Documents', ['DocumentReference']],
};
const UNTOUCHED = ['demographics', 'results', 'appointments', 'care-plans'];
const DESK = 'contact the Shared Care Record service desk (invented), reference ';
const NEGATIVE = /No (?:alerts|medicines|documents|results|care plans|appointments or referrals) recorded|No known allergies|Allergies not recorded/;

let suite;
let opened;
let page;
let rich;
let nothing;
before(async () => {
  suite = await startSuite();
  rich = suite.patientFor('every section');
  nothing = suite.patientFor('nothing recorded');
  opened = await suite.open('/');
  ({ page } = opened);
  await suite.signIn(page, 'gp');
});
after(() => suite.end());
beforeEach(async () => {
  await suite.fault({});
  await page.evaluate(() => document.querySelector('dscr-record').clear());
});

/** Makes types fail, opens a patient, and reads each section at rest. */
async function show({ nhsNumber, birthDate }, faults) {
  for (const fault of faults) await suite.fault(fault);
  await page.evaluate((patient) => { document.querySelector('dscr-record').patient = patient; }, { nhsNumber, birthDate });
  return read();
}
async function read() {
  const state = await suite.settled(page);
  const part = (name) => page.evaluate((one) => {
    const found = document.querySelector('dscr-record').shadowRoot.querySelector(`[data-critical="${one}"]`);
    return found === null ? null : window.e2e.textOf(found);
  }, name);
  return { ...state, section: (tag) => page.evaluate((one) => window.e2e.section(one), tag), alertLine: await part('alert-line'), allergyLine: await part('allergy-line') };
}
/** Presses "Try again" in one section, and waits until nothing loads. */
async function tryAgain(tag) {
  await page.evaluate((one) => {
    const { shadowRoot } = window.e2e.find(one);
    [...shadowRoot.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Try again').click();
  }, tag);
  return read();
}
const counts = ({ state, received, shown, unshown }) => ({ state, received, shown, unshown });

for (const [name, fault, cause] of [
  ['500', { status: 500 }, 'It reported a fault.'],
  ['404', { status: 404 }, 'It did not accept the request.'],
  ['403 without an OperationOutcome', { status: 403, body: '' }, 'It did not accept the request.'],
  ['HTML with 200', { body: '<!doctype html><title>Proxy</title><p>Sign in to the network</p>' }, 'Its answer could not be read.'],
  ['JSON cut off', { body: '{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Fl' }, 'Its answer could not be read.'],
  ['a resource that is no Bundle', { body: { resourceType: 'Patient', id: 'p02' } }, 'Its answer could not be read.'],
  ['an OperationOutcome with 200', { body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] } }, undefined],
  ['a broken connection', { status: 0 }, 'There is no connection to the shared care record.'],
]) {
  test(`${name}: unavailable, in words, and healed by “Try again” section by section`, async () => {
    const types = [...new Set(Object.values(SECTIONS).flatMap(([, , all]) => all))];
    const shown = await show(rich, types.map((type) => ({ type, ...fault })));
    assert.equal(shown.patient, 'shown');
    for (const id of UNTOUCHED) assert.equal(shown.sections[id].state, 'ready', id);
    for (const [id, [tag, noun]] of Object.entries(SECTIONS)) {
      assert.deepEqual(counts(shown.sections[id]), { state: 'unavailable', received: 0, shown: 0, unshown: 0 }, id);
      const lines = (await shown.section(tag)).split('\n');
      const why = cause ?? lines.join(' ');
      if (id === 'allergies') {
        assert.equal(lines[0], 'Allergies unavailable');
        assert.ok(cause === undefined || lines[1].startsWith(`${cause} Check another way before prescribing or giving medicines.`), lines[1]);
      } else {
        assert.equal(lines[0], `${noun} could not be loaded`);
        const said = lines.find((line) => line.includes('There may be'));
        assert.ok(said.includes(`There may be ${noun.toLowerCase()} recorded. If this goes on, ${DESK}`) && why.includes(cause ?? ''), said);
        if (cause) assert.ok(said.startsWith(cause), said);
      }
      assert.ok(lines.some((line) => line.includes('Try again')), `${id}: ${lines}`);
      assert.doesNotMatch(lines.join('\n'), NEGATIVE);
    }
    assert.match(shown.allergyLine, /^Allergies unavailable\n/);
    assert.match(shown.alertLine, /^⚠ Alerts could not be loaded\n/);
    await suite.fault({});
    for (const [id, [tag]] of Object.entries(SECTIONS)) {
      const healed = await tryAgain(tag);
      assert.equal(healed.sections[id].state, 'ready', `${id} is healed`);
      assert.ok(healed.sections[id].shown > 0);
      assert.doesNotMatch(await healed.section(tag), /could not be loaded|Allergies unavailable/);
    }
    const { allergyLine, alertLine } = await read();
    assert.match(allergyLine, /^Known allergies\n/);
    assert.match(alertLine, /safeguarding/);
  });
}

test('403 with an OperationOutcome: not released by the API, though the role may see it', async () => {
  const types = [...new Set(Object.values(SECTIONS).flatMap(([, , all]) => all))];
  const shown = await show(rich, types.map((type) => ({ type, status: 403 })));
  for (const [id, [tag, noun]] of Object.entries(SECTIONS)) {
    assert.deepEqual(counts(shown.sections[id]), { state: 'withheld', received: 0, shown: 0, unshown: 0 }, id);
    const text = await shown.section(tag);
    const said = `The shared care record did not release ${noun.toLowerCase()} to you for this patient. There may be some recorded. Contact `;
    assert.ok(text.includes(said), text.slice(0, 500));
    assert.equal(text.split('\n')[0], id === 'allergies' ? 'Allergies unavailable' : `${noun}: not released`);
    assert.doesNotMatch(text, NEGATIVE);
  }
  assert.match(shown.allergyLine, /^Allergies unavailable\n/);
  assert.match(shown.alertLine, /^⚠ Alerts: not released\n/);
  assert.doesNotMatch(await suite.text(page), /Not shown to your role/);
});

test('the second page fails: what came is shown, the rest is said to be missing, and "Try again" brings all', async () => {
  for (const fault of [{ status: 500 }, { status: 0 }, { body: '<html>' }]) {
    const shown = await show(rich, [{ type: 'Observation', afterPages: 1, ...fault }]);
    const { state, received, gaps } = shown.sections.results;
    assert.equal(state, 'ready');
    assert.ok(received > 100);
    assert.deepEqual(gaps.filter(({ kind }) => kind !== 'in-error'), [{ kind: 'stopped' }]);
    assert.match(await shown.section('dscr-results'), /^\d+ results loaded, then loading stopped\. There may be more\. ?Try again$/m);
    await suite.fault({});
    const healed = await tryAgain('dscr-results');
    assert.deepEqual(healed.sections.results.gaps.filter(({ kind }) => kind !== 'in-error'), []);
    assert.ok(healed.sections.results.received > received);
    await page.evaluate(() => document.querySelector('dscr-record').clear());
  }
});

test('one of several queries fails: what came is shown with the gap; with nothing to show it is unavailable, not "none"', async () => {
  const some = await show(rich, [{ type: 'MedicationRequest', status: 500 }]);
  assert.equal(some.sections.medications.state, 'ready');
  assert.deepEqual(some.sections.medications.gaps.filter(({ kind }) => kind !== 'in-error'), [{ kind: 'source-silent' }]);
  const medicines = await some.section('dscr-meds');
  assert.match(medicines, /did not answer\. Its medicines may be missing here\. ?Try again/);
  await suite.fault({});
  assert.deepEqual((await tryAgain('dscr-meds')).sections.medications.gaps.filter(({ kind }) => kind !== 'in-error'), []);

  await page.evaluate(() => document.querySelector('dscr-record').clear());
  for (const type of ['MedicationRequest', 'MedicationStatement', 'MedicationDispense']) {
    const none = await show(nothing, [{ type, status: 500 }]);
    assert.equal(none.sections.medications.state, 'unavailable', type);
    assert.doesNotMatch(await none.section('dscr-meds'), /No medicines recorded/);
    await suite.fault({});
    assert.equal((await tryAgain('dscr-meds')).sections.medications.state, 'none-recorded');
    await page.evaluate(() => document.querySelector('dscr-record').clear());
  }
});

test('one of several queries is refused: not released, and never "none"', async () => {
  const shown = await show(rich, [{ type: 'DiagnosticReport', status: 403 }]);
  assert.equal(shown.sections.results.state, 'ready');
  assert.deepEqual(shown.sections.results.gaps.filter(({ kind }) => kind !== 'in-error'), [{ kind: 'not-released' }]);
  assert.match(await shown.section('dscr-results'), /Some results were not released to you: /);
  await page.evaluate(() => document.querySelector('dscr-record').clear());
  const none = await show(nothing, [{ type: 'DiagnosticReport', status: 403 }]);
  assert.equal(none.sections.results.state, 'ready');
  assert.doesNotMatch(await none.section('dscr-results'), /No results recorded/);
});

test('the patient cannot be looked up: every section is unavailable, nobody is shown, and "Try again" opens the record', async () => {
  for (const fault of [{ status: 500 }, { status: 0 }, { body: '<html>' }]) {
    const shown = await show(rich, [{ type: 'Patient', ...fault }]);
    assert.equal(shown.patient, 'none');
    for (const [id, { state }] of Object.entries(shown.sections)) assert.equal(state, 'unavailable', id);
    const text = await suite.text(page);
    assert.doesNotMatch(text.slice(text.indexOf('Not live')), /FERNILEE|999 000 0018/);
    assert.doesNotMatch(text, NEGATIVE);
    await suite.fault({});
    const healed = await tryAgain('dscr-documents');
    assert.equal(healed.patient, 'shown');
    assert.ok(Object.values(healed.sections).every(({ state }) => state === 'ready'));
    await page.evaluate(() => document.querySelector('dscr-record').clear());
  }
});

test('empty, without total, and a warning entry with total 0: none only where nothing warns', async () => {
  const bundle = (more) => ({ resourceType: 'Bundle', type: 'searchset', ...more });
  const warned = { search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete', diagnostics: 'One system is being replaced.' }] } };
  for (const [body, state] of [[bundle({ total: 0 }), 'none-recorded'], [bundle({}), 'none-recorded'], [bundle({ total: 0, entry: [] }), 'none-recorded'], [bundle({ total: 0, entry: [warned] }), 'ready']]) {
    const shown = await show(rich, [{ type: 'DocumentReference', body }]);
    assert.equal(shown.sections.documents.state, state, JSON.stringify(body));
    const text = await shown.section('dscr-documents');
    assert.equal(/No documents recorded in the shared care record/.test(text), state === 'none-recorded', text);
    if (state === 'ready') {
      assert.deepEqual(shown.sections.documents.gaps, [{ kind: 'warned' }]);
      assert.match(text, /The shared care record says this list may be incomplete\./);
    }
    await page.evaluate(() => document.querySelector('dscr-record').clear());
  }
});

test('another patient\'s resource is left out, counted and said', async () => {
  const flag = (id, subject, text) => ({ search: { mode: 'match' }, resource: { resourceType: 'Flag', id, status: 'active', code: { text }, subject } });
  const own = (await show(rich, [])).sections.alerts.received;
  assert.ok(own > 0);
  await page.evaluate(() => document.querySelector('dscr-record').clear());
  const body = { resourceType: 'Bundle', type: 'searchset', entry: [
    flag('f1', { reference: 'Patient/p02' }, 'Somebody else has a pacemaker'), flag('f2', { reference: 'Patient/somebody' }, 'And another one'),
  ] };
  const shown = await show(nothing, [{ type: 'Flag', body }]);
  assert.deepEqual(counts(shown.sections.alerts), { state: 'ready', received: 2, shown: 0, unshown: 2 });
  assert.deepEqual(shown.sections.alerts.gaps, [{ kind: 'other-patient', count: 2 }]);
  const text = await shown.section('dscr-alerts');
  assert.match(text, /2 entries were left out because they are not clearly this patient's\. Tell the Shared Care Record service desk \(invented\)(?:, reference [\w-]+)?\./);
  assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /pacemaker|And another one/);
  assert.doesNotMatch(text, /No alerts recorded/);
});

test('an organisation silent for one query of a section is silent, whatever it answers to another and in whatever order', async () => {
  const note = (code) => ({ search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome', issue: [{
    severity: code === 'answered' ? 'information' : 'warning', code: code === 'answered' ? 'informational' : 'incomplete', diagnostics: 'Derby City Council',
    details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code }] },
    extension: [{ url: 'https://dscr.example/fhir/StructureDefinition/source-organisation', valueIdentifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'X9C01' } }],
  }] } });
  const bundle = (code) => ({ resourceType: 'Bundle', type: 'searchset', total: 0, entry: [note(code)] });
  for (const [silent, other] of [['AllergyIntolerance', 'List'], ['List', 'AllergyIntolerance']]) {
    for (const late of [silent, other]) {
      const shown = await show(nothing, [
        { type: silent, body: bundle('not-answering'), ...(late === silent && { delayMs: 150 }) }, { type: other, body: bundle('answered'), ...(late === other && { delayMs: 150 }) },
      ]);
      assert.ok(shown.sections.allergies.gaps.some(({ kind }) => kind === 'source-silent'), `${silent} silent, ${late} late: ${JSON.stringify(shown.sections.allergies)}`);
      assert.match(shown.allergyLine, /^Allergies unavailable\nDerby City Council did not answer\. Its allergies may be missing here\./);
      await page.evaluate(() => document.querySelector('dscr-record').clear());
      await suite.fault({});
    }
  }
});

test('no CapabilityStatement to be had: the record is shown all the same', async () => {
  const fresh = await suite.open('/');
  for (const fault of [{ status: 500 }, { body: '<html>' }]) {
    await suite.fault({ type: 'metadata', ...fault });
    await suite.fault({ type: 'CapabilityStatement', ...fault });
  }
  await suite.signIn(fresh.page, 'gp');
  await fresh.page.evaluate(({ nhsNumber, birthDate }) => { document.querySelector('dscr-record').patient = { nhsNumber, birthDate }; }, rich);
  const { patient, sections } = await suite.settled(fresh.page);
  assert.equal(patient, 'shown');
  assert.ok(Object.values(sections).every(({ state }) => state === 'ready'), JSON.stringify(sections));
  await fresh.close();
});

test('an answer that does not come in time is said to be late', async () => {
  const quick = await suite.open('/', {
    before: (one) => one.route('**/dscr/config.json', async (route) => {
      const response = await route.fetch();
      const configuration = await response.json();
      configuration.api.timeoutSeconds = 1;
      await route.fulfill({ response, json: configuration });
    }),
  });
  await suite.signIn(quick.page, 'gp');
  await suite.fault({ type: 'DocumentReference', delayMs: 60_000 });
  await quick.page.evaluate(({ nhsNumber, birthDate }) => { document.querySelector('dscr-record').patient = { nhsNumber, birthDate }; }, rich);
  const { sections } = await suite.settled(quick.page);
  assert.equal(sections.documents.state, 'unavailable');
  assert.match(await quick.page.evaluate(() => window.e2e.section('dscr-documents')), /^Documents could not be loaded\nIt did not answer in time\. There may be documents recorded\./);
  await quick.close();
});

test('nothing was written to the console and nothing was blocked', () => {
  assert.deepEqual(opened.seen, { errors: [], console: [], violations: [] });
});
