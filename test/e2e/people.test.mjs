// Each of the demo's people signs in through the pop-up: what the table of contract section 7 permits is shown, nothing else is shown or asked.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { spaced, startSuite, test } from './support/suite.mjs';

const NOUNS = {
  demographics: 'Patient details', alerts: 'Alerts', allergies: 'Allergies', medications: 'Medicines', results: 'Results',
  appointments: 'Appointments and referrals', 'care-plans': 'Care plans', documents: 'Documents',
};
const ALL = Object.keys(NOUNS);
const TAGS = {
  demographics: 'dscr-demographics', alerts: 'dscr-alerts', allergies: 'dscr-allergies', medications: 'dscr-meds', results: 'dscr-results',
  appointments: 'dscr-appointments', 'care-plans': 'dscr-care-plans', documents: 'dscr-documents',
};

/** Contract, section 7, and who each person is (demo/server/people.mjs). */
const PEOPLE = [
  ['gp', ALL, 'Dr Idris Fallowmere', 'General Medical Practitioner, GPs in Derbyshire'],
  ['hospital-doctor', ALL, 'Dr Priyasha Mellorby', 'Clinical Practitioner Access Role, University Hospitals of Derby and Burton NHS Foundation Trust'],
  ['nurse', ALL, 'Mr Caspian Yewdale', 'Nurse Access Role, Derbyshire Community Health Services NHS Foundation Trust'],
  ['out-of-hours', ALL, 'Dr Valentina Edgemoor', 'Clinical Practitioner Access Role, DHU Health Care'],
  ['pharmacist', ['demographics', 'alerts', 'allergies', 'medications', 'results'], 'Ms Nuala Thistlecroft', 'Pharmacist, University Hospitals of Derby and Burton NHS Foundation Trust'],
  ['social-worker', ['demographics', 'alerts', 'appointments', 'care-plans'], 'Mrs Petronella Hayfieldson', 'Social Worker, Derby City Council'],
  ['receptionist', ['demographics'], 'Mr Osbert Lintonfield', 'Receptionist, University Hospitals of Derby and Burton NHS Foundation Trust'],
  ['privacy-officer', ['demographics'], 'Mrs Ingrid Calverstone', 'Privacy Officer, Chesterfield Royal Hospital NHS Foundation Trust'],
];

/** Which sections need a type (demo/README.md). What is not listed here serves any section. */
const NEEDED_BY = {
  Flag: ['alerts'], Consent: ['alerts'], AllergyIntolerance: ['allergies'],
  MedicationRequest: ['medications'], MedicationStatement: ['medications'], MedicationDispense: ['medications'], Medication: ['medications'],
  Observation: ['results'], DiagnosticReport: ['results'], ImagingStudy: ['results'], Specimen: ['results'],
  ServiceRequest: ['results', 'appointments'], Appointment: ['appointments'], CarePlan: ['care-plans'], Goal: ['care-plans'], CareTeam: ['care-plans'],
  DocumentReference: ['documents'], Binary: ['documents'], List: ['allergies', 'medications', 'results', 'appointments'],
};
const SERVES_ANY = ['CapabilityStatement', 'Patient', 'RelatedPerson', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Provenance', 'AuditEvent'];

let suite;
let main;
before(async () => {
  suite = await startSuite();
  main = suite.patientFor('every section');
});
after(() => suite.end());

const quiet = (seen) => assert.deepEqual(seen, { errors: [], console: [], violations: [] });

async function signedIn(person, path = `/?patient=${main.nhsNumber}`) {
  const opened = await suite.open(path);
  await suite.signIn(opened.page, person);
  return opened;
}

/** What is on screen is exactly what is permitted. */
async function holdsTable(page, permitted) {
  const state = await suite.settled(page);
  assert.equal(state.patient, 'shown');
  assert.deepEqual(Object.keys(state.sections), ALL);
  for (const id of ALL) {
    const { state: name, items, received, shown, unshown, gaps, loadedAt } = state.sections[id];
    if (permitted.includes(id)) {
      assert.equal(name, 'ready', id);
      assert.equal(received, shown + unshown, id);
      assert.ok(items > 0, `${id} has items`);
    } else {
      assert.deepEqual({ name, items, received, shown, unshown, gaps, loadedAt }, { name: 'withheld', items: 0, received: 0, shown: 0, unshown: 0, gaps: [], loadedAt: null }, id);
    }
  }
  const drawn = await page.evaluate(() => [...document.querySelector('dscr-record').shadowRoot.querySelectorAll('[nested]')].map((one) => one.localName));
  assert.deepEqual(drawn, permitted.map((id) => TAGS[id]));
  const links = await page.evaluate(() => [...document.querySelector('dscr-record').shadowRoot.querySelectorAll('nav button')].map((one) => one.textContent.trim()));
  assert.deepEqual(links, permitted.map((id) => NOUNS[id]));
}

async function holdsWithheld(page, permitted) {
  const text = await suite.text(page);
  const named = text.match(/Not shown to your role: [^\n]*/g) ?? [];
  const withheld = ALL.filter((id) => !permitted.includes(id)).map((id, index) => (index === 0 ? NOUNS[id] : NOUNS[id].charAt(0).toLowerCase() + NOUNS[id].slice(1)));
  const all = withheld.length === 0 ? [] : [`Not shown to your role: ${withheld.join(', ')}. Whom to contact`];
  // the record names them once; alerts that would have held documents say that these are not among them
  assert.deepEqual(named, permitted.includes('alerts') && !permitted.includes('documents') ? [...all, 'Not shown to your role: Documents.'] : all);
  const critical = await page.evaluate(() => [...document.querySelector('dscr-record').shadowRoot.querySelectorAll('[data-critical]')].map((one) => one.getAttribute('data-critical')));
  assert.deepEqual(critical, ['identity', ...(permitted.includes('alerts') ? ['alert-line'] : []), ...(permitted.includes('allergies') ? ['allergy-line'] : [])]);
}

/** No request for a type that only withheld sections need, and none was refused. */
function holdsLog(entries, permitted) {
  const asked = new Set(entries.map(({ type }) => type));
  for (const type of asked) {
    const sections = NEEDED_BY[type];
    if (sections) assert.ok(sections.some((id) => permitted.includes(id)), `${type} was asked`);
    else assert.ok(SERVES_ANY.includes(type), `${type} is a type this test knows`);
  }
  for (const id of permitted) {
    assert.ok(id === 'demographics' || [...asked].some((type) => NEEDED_BY[type]?.includes(id)), `${id} was asked for`);
  }
  // What was shown goes to the audit, which answers 201.
  assert.ok(entries.every(({ type, status }) => status === (type === 'AuditEvent' ? 201 : 200)));
  assert.ok(entries.every(({ path }) => !/999\s?0/.test(path)), 'no NHS number in an address');
}

for (const [person, permitted, name, role] of PEOPLE) {
  test(`${person}: ${permitted.length === ALL.length ? 'all sections' : permitted.join(', ')}`, async () => {
    const { page, seen, close } = await signedIn(person);
    await holdsTable(page, permitted);
    await holdsWithheld(page, permitted);
    const bar = await page.locator('dscr-record [part="session"]').innerText();
    assert.ok(bar.includes(name) && bar.includes(role), bar);
    assert.ok(await page.getByText(spaced(main.nhsNumber)).first().isVisible());
    holdsLog((await suite.log()).filter((entry) => entry.person === person), permitted);
    quiet(seen);
    await close();
  });
}

test('a role withheld on a single element says so of itself, and asks for nothing', async () => {
  const { page, seen, close } = await signedIn('social-worker', `/meds-only?patient=${main.nhsNumber}`);
  const state = await suite.settled(page, 'dscr-meds');
  assert.deepEqual(Object.entries(state.sections).map(([id, section]) => [id, section.state]), [['medications', 'withheld']]);
  const text = await suite.text(page);
  assert.match(text, /Medicines: not shown to your role/);
  assert.match(text, /does not include medicines\. There may be some recorded\. If you need them for your work, contact the IT service desk of Derby City Council/);
  assert.match(text, /Allergies unavailable\nNot shown to your role\. Check another way before prescribing or giving medicines\./);
  assert.doesNotMatch(text, /FERNILEE|No medicines recorded|No known allergies/);
  quiet(seen);
  await close();
});

test('"Whom to contact" opens help with the contacts of the organisation', async () => {
  const { page, close } = await signedIn('receptionist');
  await suite.settled(page);
  await page.getByRole('button', { name: 'Whom to contact' }).click();
  const help = page.locator('dscr-record #help');
  assert.equal(await help.getAttribute('open'), '');
  assert.match(await help.innerText(), /it@uhdb\.example/);
  await close();
});

test('two-roles chooses a role; changing it clears the screen and asks anew', async () => {
  const { page, seen, close } = await signedIn('two-roles');
  const before = (await suite.log()).filter(({ person }) => person === 'two-roles');
  assert.deepEqual(before, [], 'nothing is asked before a role is chosen');
  const choices = await page.locator('dscr-record .panel button').allInnerTexts();
  assert.deepEqual(choices, [
    'Nurse Access Role, Derbyshire Community Health Services NHS Foundation Trust', 'Receptionist, Chesterfield Royal Hospital NHS Foundation Trust', 'Sign out',
  ]);
  assert.equal(await page.evaluate(() => window.dscr.session.principal), null);
  assert.doesNotMatch(await suite.text(page), /FERNILEE, M.*\nPreferred/);

  await page.getByRole('button', { name: /^Nurse Access Role/ }).click();
  await holdsTable(page, ALL);
  const marks = await page.evaluate(() => window.e2e.textsOf('dscr-record').filter((text) => text.length > 12));
  const asked = (await suite.log()).length;

  const left = await page.evaluate(() => {
    window.e2e.button('Change role').click();
    return window.e2e.held();
  });
  assert.doesNotMatch(left, /FERNILEE|999 000|penicillin/i);
  assert.ok(marks.some((text) => /penicillin/i.test(text)));
  assert.match(await suite.text(page), /Choose your role/);
  await page.getByRole('button', { name: /^Receptionist/ }).click();
  await holdsTable(page, ['demographics']);
  await holdsWithheld(page, ['demographics']);
  const later = (await suite.log()).slice(asked).filter(({ person }) => person === 'two-roles');
  assert.ok(later.some(({ type }) => type === 'Patient'), 'asked anew');
  holdsLog(later, ['demographics']);
  assert.deepEqual(await page.evaluate(() => ({ ...window.dscr.session.principal })),
    { name: 'Miss Delphine Roweberry', role: 'Receptionist', organisation: 'Chesterfield Royal Hospital NHS Foundation Trust' });
  quiet(seen);
  await close();
});

test('no-role: a page of its own with whom to contact, and nothing asked', async () => {
  const { page, seen, close } = await signedIn('no-role');
  const text = await suite.text(page);
  assert.match(text, /You have no role for the shared care record\nSigned in as Mr Tobias Underledge\. To ask for access, contact the IT service desk of University Hospitals of Derby and Burton \(invented\)\./);
  assert.match(text, /it@uhdb\.example/);
  assert.match(text, /privacy@uhdb\.example/);
  assert.equal(await page.evaluate(() => window.dscr.session.state), 'failed');
  const state = await suite.settled(page);
  assert.equal(state.patient, 'none');
  assert.ok(Object.values(state.sections).every(({ state: name }) => name === 'waiting'));
  assert.deepEqual((await suite.log()).filter(({ person }) => person === 'no-role'), []);
  quiet(seen);
  await close();
});

test('no-role on a page of no organisation gets the default contacts', async () => {
  const { page, close } = await signedIn('no-role', '/meds-only');
  assert.match(await suite.text(page), /To ask for access, contact your local IT service desk \(invented\)\./);
  await close();
});

test('sign-out purges every shadow root before anything else happens', async () => {
  const { page, seen, close } = await signedIn('gp');
  await suite.settled(page);
  const marks = await page.evaluate(() => window.e2e.textsOf('dscr-record').filter((text) => text.length > 5));
  const left = await page.evaluate(() => {
    void window.dscr.session.signOut();
    return window.e2e.held();
  });
  assert.doesNotMatch(left, /FERNILEE|999 000|penicillin|Fallowmere/i);
  await page.getByText('You have signed out. The record has been cleared from this page.').waitFor();
  const after = await page.evaluate(() => window.e2e.held());
  const own = (await page.evaluate(() => window.e2e.textsOf('dscr-record'))).join('\n');
  const kept = marks.filter((text) => after.includes(text));
  // What is still said is help, contacts and the mark that this is no live data.
  assert.deepEqual(kept.filter((text) => !/^(Not live|training|Help|First steps|Quick guide|Results over time|Questions|Service desk|Local IT|Privacy Officer|Video|[Tt]he (IT service desk|Privacy Officer|shared care record|Shared Care Record service desk)|\d{5} \d{6}|[a-z]+@|https:|Sign |\(|, opens|opens)/.test(text)), []);
  assert.doesNotMatch(own, /Fallowmere|FERNILEE/);
  assert.equal(await page.evaluate(() => document.querySelector('dscr-record').state.patient), 'none');
  quiet(seen);
  await close();
});

test('a pop-up that is closed, and one that is blocked, leave the record shut and say so', async () => {
  const { page, close } = await suite.open(`/?patient=${main.nhsNumber}`);
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in', exact: true }).click()]);
  await page.getByText('Finish signing in, in the other window.').waitFor();
  await popup.close();
  await page.getByText('Sign-in was not finished.').waitFor();
  await page.evaluate(() => { window.open = () => null; });
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('The sign-in window was blocked. Allow pop-ups for this page, then try again.').waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('dscr-record').state.patient), 'none');
  await close();
});

test('the host\'s page keeps its address, its history and no token', async () => {
  const { page, close } = await suite.open(`/?patient=${main.nhsNumber}`);
  const before = await page.evaluate(() => [location.href, history.length]);
  await suite.signIn(page, 'nurse');
  await suite.settled(page);
  assert.deepEqual(await page.evaluate(() => [location.href, history.length]), before);
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]), [[], [], '']);
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length + (await caches.keys()).length), 0);
  await close();
});
