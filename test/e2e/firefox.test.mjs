// In Firefox, where one is found: a person signs in, sees the whole record, prints it, opens another patient and signs out.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import { startDemo } from '../../demo/server/start.mjs';
import { findFirefox } from '../support/find-browser.mjs';
import { inPage } from './support/in-page.mjs';
import { builtCopy, spaced, test } from './support/suite.mjs';

const executablePath = findFirefox();
const ALL = ['demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents'];

let why = executablePath ? undefined : 'no Firefox was found';
let browser;
let folder;
let demo;
before(async () => {
  if (why) return;
  // One too old to be driven, or shut away from these files, is none.
  browser = await puppeteer.launch({ browser: 'firefox', executablePath }).catch((error) => { why = `the Firefox found cannot be driven: ${error.message.split('\n')[0]}`; });
  if (why) return;
  folder = builtCopy();
  demo = await startDemo({ dist: pathToFileURL(`${folder}/`) });
}, { timeout: 120_000 });
after(async () => {
  await browser?.close();
  await demo?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** How many letters a PDF shows: those of the texts in its packed streams. */
function letters(pdf) {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/(?<!end)stream\r?\n/g)].reduce((sum, { index, 0: head }) => {
    const from = index + head.length;
    let drawn;
    try { drawn = inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1'); } catch { return sum; }
    return /\bT[jJ]\b/.test(drawn) ? [...drawn.matchAll(/<([\da-f]+)>|\(((?:[^()\\]|\\.)*)\)/gi)].reduce((all, [, hex, plain]) => all + (hex ? hex.length / 2 : plain.length), sum) : sum;
  }, 0);
}

test('Firefox: the whole record is shown and printed, goes with its patient, and is gone when its reader signs out', async (t) => {
  if (why) { t.skip(why); return; }
  const [first, second] = ['every section', 'no known allergies'].map((purpose) => demo.patients.find((one) => one.for.startsWith(purpose)));
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.evaluateOnNewDocument(() => {
    window.violations = [];
    window.tellViolation = (text) => window.violations.push(text);
  });
  await page.evaluateOnNewDocument(inPage);
  await page.goto(`${demo.addresses.host}/?patient=${first.nhsNumber}`);

  await page.waitForFunction(() => window.e2e.button('Sign in'));
  const opened = new Promise((done) => { page.once('popup', done); });
  await (await page.evaluateHandle(() => window.e2e.button('Sign in'))).asElement().click();
  const popup = await opened;
  await (await popup.waitForSelector('[data-person="nurse"]')).click();
  await page.waitForFunction(() => window.dscr.session.state === 'ready');
  const state = await page.evaluate(async () => { await window.e2e.settled('dscr-record'); return document.querySelector('dscr-record').state; });
  assert.deepEqual(Object.entries(state.sections).map(([id, section]) => [id, section.state]), ALL.map((id) => [id, 'ready']));
  const family = first.name.split(',')[0];
  assert.match(await page.evaluate(() => window.e2e.shown('dscr-record')), new RegExp(`${family}.*${spaced(first.nhsNumber)}`, 's'));

  // What is not printed is controls alone: by far the smaller part.
  const onScreen = await page.evaluate(() => [...window.e2e.shadowRoots()].flatMap(({ children }) => [...children]).reduce((sum, one) => sum + (one.innerText ?? '').replace(/\s/g, '').length, 0));
  assert.ok(onScreen > 10_000, `${onScreen} letters on screen`);
  const printed = letters(Buffer.from(await page.pdf({ timeout: 120_000 })));
  assert.ok(printed > onScreen * 0.8, `${printed} letters printed of ${onScreen}`);

  const left = await page.evaluate(({ nhsNumber, birthDate }) => {
    document.querySelector('dscr-record').patient = { nhsNumber, birthDate };
    return window.e2e.held();
  }, second);
  assert.doesNotMatch(left, new RegExp(`${family}|${spaced(first.nhsNumber)}`));
  await page.evaluate(() => window.e2e.settled('dscr-record'));
  assert.match(await page.evaluate(() => window.e2e.shown('dscr-record')), new RegExp(`${second.name.split(',')[0]}.*${spaced(second.nhsNumber)}.*No known allergies`, 's'));

  const after = await page.evaluate(() => {
    void window.dscr.session.signOut();
    return window.e2e.held();
  });
  assert.doesNotMatch(after, new RegExp(`${second.name.split(',')[0]}|${spaced(second.nhsNumber)}`));
  await page.waitForFunction(() => /You have signed out/.test(window.e2e.shown('dscr-record')));
  assert.deepEqual([errors, await page.evaluate(() => window.violations)], [[], []]);
});
