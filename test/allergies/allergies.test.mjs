// What other viewers can do with allergies and alerts, row by row (peers, 5.4), in the script as built.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { test } from '../e2e/support/suite.mjs';
import { entry, open, startAllergies } from './support.mjs';

let suite;
let rich;
before(async () => {
  suite = await startAllergies();
  rich = await open(suite);
});
after(() => suite.end());
const quiet = (seen) => assert.deepEqual(seen, { errors: [], console: [], violations: [] });
const HEADINGS = /Known allergies|No known allergies|Allergies not recorded|Allergies unavailable/g;

/** Opens a record with other allergies, reads the line of the banner and the section, and closes it. */
async function withAllergies(make, more = {}) {
  const opened = await open(suite, { patient: suite.patientFor('nothing recorded'), change: { AllergyIntolerance: (_, patient) => make(patient) }, ...more });
  const state = await opened.drawn();
  const found = { line: await opened.part('[data-critical=allergy-line]'), section: await opened.section('dscr-allergies'), alone: state.sections.allergies,
    icon: await opened.page.evaluate(() => getComputedStyle(document.querySelector('dscr-record').shadowRoot.querySelector('[data-critical=allergy-line] .title'), '::before').content) };
  quiet(opened.seen);
  await opened.close();
  return found;
}

test('what is severe stands out where a reader chooses the colours', async () => {
  await rich.page.emulateMedia({ forcedColors: 'active' });
  const width = await rich.page.evaluate(() => Object.fromEntries([...document.querySelector('dscr-record').shadowRoot.querySelector('dscr-allergies').shadowRoot.querySelectorAll('.badge')]
    .map((badge) => [badge.textContent.trim(), parseFloat(getComputedStyle(badge).borderTopWidth)])));
  await rich.page.emulateMedia({ forcedColors: 'none' });
  assert.ok(width['High risk'] > width.Confirmed, JSON.stringify(width));
});

test('53 Allergy strip next to banner, on every widget, also in <dscr-meds> alone', async () => {
  const line = await rich.part('[data-critical=allergy-line]');
  assert.match(line, /^Known allergies\n/);
  const strip = ['Allergy to penicillin (Anaphylaxis + Angioedema, Severe, High risk)', 'Allergy to penicillin (Rash, Moderate)', 'Amoxicillin (Vomiting, Mild, Unconfirmed)', 'Latex allergy (Contact dermatitis, Mild)', 'Septrin tabs - allergy (Unconfirmed)', 'Sticking plaster (brand not known) (Moderate, Presumed)'];
  for (const agent of strip) assert.ok(line.includes(agent), `${agent} in ${line}`);
  const place = await rich.page.evaluate(() => [...document.querySelector('dscr-record').shadowRoot.querySelectorAll('[data-critical]')].map((one) => one.getAttribute('data-critical')));
  assert.deepEqual(place, ['identity', 'alert-line', 'allergy-line']);
  const alone = await open(suite, { path: '/meds-only' });
  const all = await alone.section('dscr-meds');
  for (const agent of strip) assert.ok(all.includes(agent), `${agent} in medicines`);
  assert.ok(all.indexOf('Known allergies') < all.indexOf('Current ('), 'above the medicines');
  quiet(alone.seen);
  await alone.close();
});

test('53 the line in <dscr-meds> alone has a failure state of its own, and is drawn only when whole', async () => {
  await suite.fault({ type: 'AllergyIntolerance', status: 500, delayMs: 4000 });
  const alone = await suite.open(`/meds-only?patient=${suite.patientFor('every section').nhsNumber}`);
  await suite.signIn(alone.page, 'gp');
  const meds = () => alone.page.evaluate(() => window.e2e.section('dscr-meds'));
  // read in the moment in which it is so, however long it took to sign in
  const early = await (await alone.page.waitForFunction(() => document.querySelector('dscr-meds').state.sections.medications.state === 'ready' && window.e2e.section('dscr-meds'))).jsonValue();
  assert.match(early, /Loading allergies/);
  assert.doesNotMatch(early, HEADINGS);
  await suite.settled(alone.page, 'dscr-meds');
  assert.match(await meds(), /Allergies unavailable\nIt reported a fault\. Check another way before prescribing or giving medicines\./);
  assert.match(await meds(), /Warfarin/, 'the medicines are there all the same');
  assert.equal(await alone.page.evaluate(() => document.querySelector('dscr-meds').shadowRoot.querySelector('.allergies.unavailable').getAttribute('role')), 'alert');
  await suite.fault({});
  await alone.page.evaluate(() => document.querySelector('dscr-meds').refresh());
  await suite.settled(alone.page, 'dscr-meds');
  assert.match(await meds(), /Known allergies/);
  quiet(alone.seen);
  await alone.close();
});

test('53 the line is there for roles that may see it, and nothing of it is asked for others', async () => {
  const before = (await suite.log()).length;
  const other = await open(suite, { person: 'social-worker' });
  assert.equal(await other.part('[data-critical=allergy-line]'), null);
  assert.doesNotMatch(await suite.text(other.page), /penicillin/i);
  assert.deepEqual((await suite.log()).slice(before).filter(({ type, person }) => type === 'AllergyIntolerance' && person === 'social-worker'), []);
  await other.close();
});

test('54 Agent, reaction, severity, criticality, certainty, onset, recorded by and when at a glance', async () => {
  const [first, second] = await rich.rows('dscr-allergies');
  for (const part of ['Allergy to penicillin', 'High risk', 'Confirmed', 'Anaphylaxis + Angioedema', '(Severe)', 'Aug-1994', 'Needed adrenaline. Confirmed with the husband.', 'University Hospitals of Derby and Burton', '10-Mar-2026 01:40', 'Mellorby']) {
    assert.ok(first.includes(part), `${part} in ${first}`);
  }
  // a second record of the agent stands beside the first, older, and not merged into it
  for (const part of ['Allergy to penicillin', 'Rash (Moderate)', '02-Nov-2004']) assert.ok(second.includes(part), `${part} in ${second}`);
  const rows = await rich.rows('dscr-allergies');
  assert.equal(rows.length, 6);
  assert.ok(rows.find((row) => row.startsWith('Amoxicillin')).includes('Unconfirmed'));
  assert.ok(rows.find((row) => row.startsWith('Septrin tabs')).includes('Transferred from another system: not coded'));
  assert.ok(rows.find((row) => row.startsWith('Sticking plaster')).includes('Not coded: not used by decision support'));
});

for (const [name, make, heading, said] of [
  ['stated', (patient) => [entry(patient, 'n', 'No known allergy', { code: '716186003', recordedDate: '2026-08-19', recorder: { display: 'Dr Invented' } })], 'No known allergies', /Stated by Dr Invented, .*19-Aug-2026\./],
  ['no data', () => [], 'Allergies not recorded', /There is no current entry, and no statement that the patient has none\. Check with the patient\./],
  ['refuted', (patient) => [entry(patient, 'r', 'Latex', { verification: 'refuted' })], 'Allergies not recorded', /0 ended, 1 refuted, 0 recorded in error/],
  ['a statement that was refuted', (patient) => [entry(patient, 'n', 'No known allergy', { code: '716186003', verification: 'refuted' })], 'Allergies not recorded', /0 ended, 1 refuted/],
  ['one kind denied', (patient) => [entry(patient, 'd', 'No known drug allergy', { code: '409137002' })], 'No known drug allergy', /Other allergies: not recorded\./],
  ['contradicted', (patient) => [entry(patient, 'n', 'No known allergy', { code: '716186003', recordedDate: '2026-08-19' }), entry(patient, 'a', 'Peanut')], 'Known allergies', /Entries disagree: .*19-Aug-2026, recorded no known allergies\./],
  ['without any status', (patient) => [entry(patient, 'a', 'Peanut', { clinical: '', verification: '' })], 'Known allergies', /Peanut/],
]) {
  test(`55 NKA statement with source + date vs no data vs refuted: ${name} → ${heading}`, async () => {
    const { line, section, icon } = await withAllergies(make);
    // an icon of its own for what is known, another for what is not, and neither is read out
    assert.equal(icon, heading === 'Known allergies' ? '"⚠" / ""' : '"i" / ""');
    for (const text of [line, section]) {
      assert.equal(text.split('\n')[0], heading);
      assert.match(text, said);
      assert.deepEqual([...new Set(text.match(HEADINGS) ?? [heading])], [heading], 'exactly one heading');
    }
  });
}

test('55 failure, refusal, a warning, a silent source and a role are "unavailable", with the desk by its configured name', async () => {
  for (const [fault, said] of [[{ status: 500 }, /It reported a fault\./], [{ status: 403 }, /Contact the Shared Care Record service desk \(invented\), reference [\w-]+\./]]) {
    for (const type of ['AllergyIntolerance', 'List', 'Flag']) await suite.fault({ type, ...fault });
    const opened = await open(suite, { patient: suite.patientFor('nothing recorded') });
    assert.match(await opened.part('[data-critical=allergy-line]'), /^Allergies unavailable\n/);
    assert.match(await opened.part('[data-critical=allergy-line]'), said);
    await opened.close();
    await suite.fault({});
  }
  const { line, icon } = await withAllergies((patient) => [entry(patient, 'n', 'No known allergy', { code: '716186003' })],
    { change: { AllergyIntolerance: (_, patient) => [entry(patient, 'n', 'No known allergy', { code: '716186003' })], List: (_, subject) => [
      { resourceType: 'List', id: 'l', status: 'current', mode: 'snapshot', subject, code: { coding: [{ system: 'http://snomed.info/sct', code: '886921000000105' }] },
        extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ListWarningCode', valueCode: 'data-awaiting-filing' }] }] } });
  assert.match(line, /^Allergies unavailable\nPatient data may be incomplete as there is data supplied by a third party awaiting review before becoming available\. Check another way/);
  assert.equal(icon, '"?" / ""', 'neither the sign of what is known nor of what is not');
});

test('56 Record without `reaction` does not crash', async () => {
  const { section, alone } = await withAllergies((patient) => [
    entry(patient, 'a', 'Nuts'), entry(patient, 'b', 'Wasp venom', { reaction: null }), entry(patient, 'c', 'Bee venom', { reaction: [{}] }), entry(patient, 'd', 'Latex', { reaction: 'rash' }),
  ]);
  assert.deepEqual([alone.state, alone.received, alone.shown, alone.items], ['ready', 4, 4, 4]);
  for (const agent of ['Nuts', 'Wasp venom', 'Bee venom', 'Latex']) assert.match(section, new RegExp(`\n${agent}[\\s\\S]*?Reaction not recorded`));
});

test('57 Resolved/refuted/entered-in-error handled and countable', async () => {
  assert.deepEqual((await rich.rows('dscr-allergies', 'Ended (2)')).map((row) => /^(Codeine|Egg)/.exec(row)?.[0]), ['Codeine', 'Egg']);
  assert.match((await rich.rows('dscr-allergies', 'Ended (2)'))[1], /Resolved.*1975, Outgrown: eats eggs without trouble/);
  assert.match((await rich.rows('dscr-allergies', 'Refuted (1)'))[0], /^Trimethoprim.*Refuted/);
  const line = await rich.part('[data-critical=allergy-line]');
  for (const agent of ['Egg', 'Codeine', 'Trimethoprim', 'Warfarin']) assert.ok(!line.includes(agent), `${agent} is no current allergy`);
  assert.match(await rich.section('dscr-allergies'), /1 entries recorded in error are listed apart\. ?Show/);
  const apart = () => rich.page.evaluate(() => {
    const { shadowRoot } = window.e2e.find('dscr-allergies');
    const details = shadowRoot.querySelector('.in-error');
    return [details.open, details.textContent.includes('Warfarin'), shadowRoot.activeElement?.className ?? ''];
  });
  assert.deepEqual(await apart(), [false, true, '']);
  await rich.press('dscr-allergies', 'Show');
  assert.deepEqual(await apart(), [true, true, 'apart']);

  // nothing but such entries: not recorded, with their numbers, and a way to them
  const only = await open(suite, { change: { AllergyIntolerance: (all) => all.filter((one) => /Egg|Codeine|Trimethoprim|Warfarin/.test(JSON.stringify(one.code))) } });
  const section = await only.section('dscr-allergies');
  assert.match(section, /^Allergies not recorded\nThere is no current entry, [^\n]*\n2 ended, 1 refuted, 1 recorded in error ?Show\n/);
  assert.match(await only.part('[data-critical=allergy-line]'), /^Allergies not recorded\n[\s\S]*2 ended, 1 refuted, 1 recorded in error/);
  await only.press('dscr-allergies', 'Show');
  assert.equal(await only.page.evaluate(() => window.e2e.find('dscr-allergies').shadowRoot.activeElement.className), 'apart');
  quiet(only.seen);
  await only.close();
});

test('57 an allergy that stands in an alert only is never passed over', async () => {
  const flagged = await open(suite, { patient: suite.patientFor('allergy in an alert only') });
  assert.match(await flagged.part('[data-critical=allergy-line]'), /Allergies not recorded\n[\s\S]*Alert: Allergy to peanut/);
  await flagged.close();
  const denied = await open(suite, { patient: suite.patientFor('allergy in an alert only'), change: { AllergyIntolerance: (_, patient) => [entry(patient, 'n', 'No known drug allergy', { code: '409137002' })] } });
  assert.match(await denied.part('[data-critical=allergy-line]'), /^Known allergies\n[\s\S]*Alert: Allergy to peanut/);
  await denied.close();
});

test('58 Alerts (safeguarding, infection, DNACPR, adjustments, legal items, documents) ranked', async () => {
  const flag = (subject, id, text, priority) => ({ resourceType: 'Flag', id, status: 'active', subject, code: { text }, author: { display: 'Dr Invented' },
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/flag-priority', valueCodeableConcept: { coding: [{ code: priority }] } }] });
  const ranked = await open(suite, { change: {
    Flag: (all, subject) => [...all.toReversed(), flag(subject, 'low', 'Safeguarding note of 1999', 'PL'), flag(subject, 'high', 'Carries an adrenal crisis kit', 'PH')],
    Consent: (all, patient) => [...all, { resourceType: 'Consent', id: 'lpa', status: 'active', patient, category: [{ text: 'Lasting power of attorney: health and welfare' }], dateTime: '2025-02-01', provision: { type: 'permit' } }],
  } });
  const ORDER = ['Carries an adrenal crisis kit', 'Document: ReSPECT form', 'Not for attempted cardiopulmonary resuscitation', 'Adult safeguarding enquiry', 'Lasting power of attorney',
    'Infection risk: MRSA', 'Dog on the premises', 'Methotrexate: do not', 'Reasonable adjustment: hard of hearing', 'Sharing with the shared care record', 'Safeguarding note of 1999'];
  const rows = await ranked.rows('dscr-alerts');
  const at = (list) => ORDER.map((start) => list.findIndex((row) => row.startsWith(start)));
  assert.deepEqual(at(rows), ORDER.map((_, index) => index), rows.join('\n'));
  const top = (await ranked.part('[data-critical=alert-line]')).split('\n');
  assert.equal(top[0], '⚠ Alerts');
  // what may be missing stands above them
  assert.deepEqual(at(top.slice(top.findIndex((row) => row.startsWith(ORDER[0])))), ORDER.map((_, index) => index), 'the line at the top has them in the same order');
  // period, author and organisation
  const safeguarding = rows.find((row) => row.startsWith('Adult safeguarding'));
  assert.match(safeguarding, /Active.*14-Sep-2026.*Derby City Council.*Hayfieldson/);
  assert.match(rows.find((row) => row.startsWith('Carries')), /High priority/);
  assert.match(rows.find((row) => row.startsWith('Document: ')), /Current.*University Hospitals of Derby and Burton.*18-Mar-2026 16:45/);
  assert.deepEqual((await ranked.rows('dscr-alerts', 'Past')).map((row) => row.split(':')[0]), ['Relative verbally aggressive to staff']);
  // the document belongs to the documents: it is shown here and counted there
  const { alerts } = (await ranked.drawn()).sections;
  assert.equal(alerts.received, alerts.shown + alerts.unshown);
  assert.equal(alerts.items, alerts.shown + 1);
  quiet(ranked.seen);
  await ranked.close();
});

test('58 documents are asked for alerts only where the role may see documents', async () => {
  const before = (await suite.log()).length;
  const pharmacist = await open(suite, { person: 'pharmacist' });
  const rows = await pharmacist.rows('dscr-alerts');
  assert.ok(rows.some((row) => row.startsWith('Not for attempted')) && !rows.some((row) => row.startsWith('Document: ')));
  const asked = (await suite.log()).slice(before).filter(({ person }) => person === 'pharmacist');
  assert.deepEqual(asked.filter(({ type }) => type === 'DocumentReference'), []);
  assert.equal(asked.filter(({ type }) => type === 'Flag').length, 1, 'alerts and allergies ask once');
  await pharmacist.close();
});

test('59 Alert load failure is loud', async () => {
  for (const type of ['Flag', 'Consent', 'DocumentReference']) await suite.fault({ type, status: 500 });
  const failed = await open(suite);
  const line = await failed.part('[data-critical=alert-line]');
  assert.match(line, /^⚠ Alerts could not be loaded\nIt reported a fault\. There may be alerts recorded\. If this goes on, contact the Shared Care Record service desk \(invented\), reference [\w-]+\.$/);
  const box = await failed.page.evaluate(() => {
    const notice = document.querySelector('dscr-record').shadowRoot.querySelector('[data-critical=alert-line] > *');
    const { top, height } = notice.getBoundingClientRect();
    return { role: notice.getAttribute('role'), stop: notice.classList.contains('stop'), inView: top < window.innerHeight, height, above: top < window.e2e.find('dscr-demographics').getBoundingClientRect().top };
  });
  assert.ok(box.height > 20);
  assert.deepEqual([box.role, box.stop, box.inView, box.above], ['alert', true, true, true]);
  assert.match(await failed.section('dscr-alerts'), /^Alerts could not be loaded\n/);
  await suite.fault({});
  await failed.press('dscr-alerts', 'Try again');
  assert.match(await failed.part('[data-critical=alert-line]'), /^⚠ Alerts\nDocument: ReSPECT form/);
  await failed.close();

  // a part of them only is as loud, whatever else came
  await suite.fault({ type: 'Flag', status: 500 });
  const partly = await open(suite);
  assert.match(await partly.part('[data-critical=alert-line]'), /^⚠ Alerts\nShared care record did not answer\. Its alerts may be missing here\.\n/);
  assert.equal(await partly.page.evaluate(() => document.querySelector('dscr-record').shadowRoot.querySelector('[data-critical=alert-line] > .stop[role=alert]') !== null), true);
  await suite.fault({});
  await partly.close();
});

test('list warnings of GP Connect stand in their exact wording where the list is shown', async () => {
  const warned = await open(suite, { patient: suite.patientFor('lists with warnings') });
  const transfer = 'Patient record transfer from previous GP practice not yet complete; information recorded before 03-Nov-2026 may be missing.';
  const held = 'Items excluded due to confidentiality and/or patient preferences.';
  assert.ok((await warned.section('dscr-allergies')).includes(transfer));
  assert.ok((await warned.part('[data-critical=allergy-line]')).includes(transfer));
  const medicines = await warned.section('dscr-meds');
  assert.ok(medicines.includes(`Some medicines are held back by their source. ${held}`), medicines.slice(0, 900));
  assert.ok(medicines.includes(transfer), 'in the allergy line above medicines');
  assert.ok((await warned.section('dscr-results')).includes('Patient data may be incomplete as there is data supplied by a third party awaiting review before becoming available.'));
  assert.ok(!(await warned.section('dscr-documents')).includes(held));
  quiet(warned.seen);
  await warned.close();
});

test('the same words on screen, in the accessibility tree and in print', async () => {
  const screen = await rich.section('dscr-allergies');
  const tree = await rich.page.locator('dscr-allergies section').first().ariaSnapshot();
  const sheet = await rich.page.evaluate(() => window.e2e.paper('dscr-allergies'));
  const flat = (text) => text.replace(/["\\]|\s+/g, ' ').replace(/ +/g, ' ');
  for (const words of ['Known allergies', 'Allergy to penicillin', 'Anaphylaxis + Angioedema', 'High risk', 'Transferred from another system: not coded', 'Ended (2)', 'Refuted (1)', '1 entries recorded in error are listed apart.']) {
    for (const [where, text] of Object.entries({ screen, tree, sheet })) assert.ok(flat(text).includes(words), `${words} on ${where}`);
  }
});
