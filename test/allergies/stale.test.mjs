// A list that is old, that was there before the computer slept, or that could not be refreshed, says so; in the script as built, with a clock of the test's.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { test } from '../e2e/support/suite.mjs';
import { open, startAllergies } from './support.mjs';

let suite;
before(async () => { suite = await startAllergies(); });
after(() => suite.end());

const AGO = /^Loaded \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d, (\d+) minutes ago\. Newer information may exist\. ?Refresh$/;
const notice = (page, tag) => page.evaluate((one) => {
  const found = window.e2e.find(one).shadowRoot.querySelector('section > .notice.warn');
  return found && window.e2e.textOf(found);
}, tag);
const ages = async (page, tag) => AGO.exec(await notice(page, tag) ?? '')?.[1];

test('older than 30 minutes: it says how old it is, and a refresh makes it new', async () => {
  const { page, press, close } = await open(suite, { clock: true });
  assert.equal(await notice(page, 'dscr-alerts'), null);
  // Whoever works with the record is not locked out.
  for (let turn = 0; turn < 3; turn++) {
    assert.equal(await notice(page, 'dscr-alerts'), null, `after ${turn * 10} minutes`);
    await page.clock.runFor('10:00');
    await page.locator('dscr-record').click({ position: { x: 5, y: 5 } });
  }
  await page.clock.runFor('02:00');
  for (const tag of ['dscr-alerts', 'dscr-allergies', 'dscr-meds', 'dscr-results', 'dscr-documents']) {
    await page.waitForFunction((one) => window.e2e.find(one).shadowRoot.querySelector('section > .notice.warn') !== null, tag);
    assert.ok(Number(await ages(page, tag)) >= 30, `${tag}: ${await notice(page, tag)}`);
  }
  await press('dscr-alerts', 'Refresh');
  assert.equal(await notice(page, 'dscr-alerts'), null);
  assert.ok(await ages(page, 'dscr-allergies'), 'the others are as old as they were');
  await close();
});

test('woken from sleep: it says so, though it is not old', async () => {
  const { page, close } = await open(suite, { clock: true });
  await page.clock.runFor('02:00');
  assert.equal(await notice(page, 'dscr-allergies'), null);
  await page.clock.fastForward('07:00');
  await page.waitForFunction(() => window.e2e.find('dscr-allergies').shadowRoot.querySelector('section > .notice.warn') !== null);
  const age = Number(await ages(page, 'dscr-allergies'));
  assert.ok(age >= 8 && age < 30, await notice(page, 'dscr-allergies'));
  await close();
});

test('a refresh that fails keeps what was there, and says so in the section and in the line at the top', async () => {
  const { page, press, part, section, seen, close } = await open(suite);
  const alerts = await section('dscr-alerts');
  for (const type of ['Flag', 'Consent', 'DocumentReference', 'AllergyIntolerance', 'List']) await suite.fault({ type, status: 500 });
  const after = await press('dscr-alerts', 'Refresh');
  await press('dscr-allergies', 'Refresh');
  assert.equal(after.sections.alerts.state, 'ready');
  const FAILED = /Could not refresh\. This was loaded \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d\./;
  for (const [tag, line, text] of [['dscr-alerts', '[data-critical=alert-line]', 'Adult safeguarding enquiry'], ['dscr-allergies', '[data-critical=allergy-line]', 'Allergy to penicillin']]) {
    assert.match(await notice(page, tag), FAILED);
    assert.match(await part(line), FAILED);
    assert.ok((await section(tag)).includes(text) && (await part(line)).includes(text), `${text} is still there`);
  }
  const rowsOf = (text) => text.split('\n').filter((row) => /:/.test(row) && !/Loaded|loaded|last update|^Alerts:/.test(row));
  assert.deepEqual(rowsOf(await section('dscr-alerts')), rowsOf(alerts));
  await suite.fault({});
  await press('dscr-alerts', 'Refresh');
  assert.equal(await notice(page, 'dscr-alerts'), null);
  assert.doesNotMatch(await part('[data-critical=alert-line]'), FAILED);
  assert.deepEqual(seen, { errors: [], console: [], violations: [] });
  await close();
});

test('each organisation has its own last update, apart from "Loaded"; one older than a day, and one that does not contribute yet, are seen at once', async () => {
  const { page, section, close } = await open(suite);
  const seen = await page.evaluate(() => [...window.e2e.find('dscr-documents').shadowRoot.querySelectorAll('section > ul.notice li')].map((one) => one.textContent.trim()));
  assert.ok(seen.some((line) => /^Chesterfield Royal Hospital NHS Foundation Trust does not share documents here yet \(expected 01-Apr-2027\)\. There may be some recorded there\.$/.test(line)), seen.join('\n'));
  const all = await section('dscr-alerts');
  assert.match(all, /Loaded \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d\. ?Refresh/);
  assert.match(all, /One Medical Group: last update \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d\. Newer alerts may exist\./);
  assert.match(all, /Derby City Council: last update \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d\.(?! ?Newer)/);
  await close();
});
