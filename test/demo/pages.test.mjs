import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { headlessOptions } from '../support/find-browser.mjs';
import { HOST_SYSTEMS } from '../../demo/hosts/host-systems.mjs';
import { runningDemo } from './support/running-demo.mjs';

let demo;
let browser;
before(async () => {
  demo = await runningDemo();
  browser = await chromium.launch(headlessOptions());
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

const textOf = async (path) => (await fetch(demo.addresses.host + path)).text();

test('a host page stands as a customer writes it, under the strict policy, without inline script or style', async () => {
  const answer = await fetch(`${demo.addresses.host}?patient=${demo.patientFor('rich')}`);
  const html = await answer.text();
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types lit-html dscr/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.doesNotMatch(html, /<style|style=|<script>|\son\w+=/);
  const [, source, integrity] = /<script src="([^"]+dscr\.js)" integrity="([^"]+)" crossorigin="anonymous" defer/.exec(html);
  const script = Buffer.from(await (await fetch(source)).arrayBuffer());
  assert.equal(integrity, `sha384-${createHash('sha384').update(script).digest('base64')}`);
  assert.match(html, new RegExp(`<dscr-record nhs-number="${demo.patientFor('rich')}" birth-date="\\d{4}`));
  assert.notEqual(new URL(source).origin, demo.addresses.host);
});

test('every host system of the contract has its page, its look and its organisation', async () => {
  assert.deepEqual(HOST_SYSTEMS.map(({ id }) => id), ['lorenzo', 'meditech', 'systmone', 'medway', 'liquidlogic', 'mosaic', 'adastra', 'emis']);
  assert.equal(new Set(HOST_SYSTEMS.map(({ look }) => look)).size, HOST_SYSTEMS.length);
  for (const { id, ods } of HOST_SYSTEMS) assert.match(await textOf(`/hosts/${id}`), new RegExp(`data-host="${id}" data-organisation="${ods}"`));
});

test('the medicines page has nothing but the tag and the element', async () => {
  const html = await textOf('/meds-only');
  assert.match(html, /<dscr-meds nhs-number="\d{10}" birth-date="[\d-]+"><\/dscr-meds>/);
  assert.equal(html.match(/<script/g).length, 1);
});

test('the configuration has this demo\'s addresses and its policy', async () => {
  const [, address] = /data-config="([^"]+)"/.exec(await textOf('/'));
  const answer = await fetch(address, { headers: { origin: demo.addresses.host } });
  assert.equal(answer.headers.get('access-control-allow-origin'), demo.addresses.host);
  const { api, auth, policy, organisations } = await answer.json();
  assert.deepEqual([api.base, auth.issuer, auth.redirectUri, policy.schema, organisations.length], [demo.addresses.api, demo.addresses.issuer, demo.callback, 'dscr-policy/1', 9]);
});

test('the page that ends a sign-in answers the host, and a page of this machine that has fetched the configuration', async () => {
  const origins = async () => /<meta name="dscr-origins" content="([^"]*)">/.exec(await (await fetch(demo.callback)).text())[1].split(' ');
  assert.deepEqual((await origins())[0], demo.addresses.host);
  const configuration = new URL('/dscr/config.json', demo.callback);
  await fetch(configuration, { headers: { origin: 'https://elsewhere.example' } });
  await fetch(configuration, { headers: { origin: 'http://localhost:9' } });
  assert.deepEqual(await origins(), [demo.addresses.host, 'http://localhost:9']);
});

test('choosing a patient sets the property and the address, without a reload', async () => {
  const page = await browser.newPage();
  await page.goto(demo.addresses.host);
  await page.evaluate(() => { globalThis.same = true; });
  const nhsNumber = demo.patientFor('a child');
  await page.click(`[data-nhs-number="${nhsNumber}"]`);
  assert.deepEqual(await page.evaluate(() => [globalThis.same, document.querySelector('dscr-record').patient.nhsNumber, location.search]), [true, nhsNumber, `?patient=${nhsNumber}`]);
  // the widget needs the browser's own: a host script of global functions has broken sign-in before
  assert.match(await page.evaluate(() => String(globalThis.open)), /native code/);
  await page.close();
});

test('the sign-in page has a button for each person; the audit trail opens for the privacy officer alone', async () => {
  for (const [person, says] of [['privacy-officer', /requests are recorded/], ['nurse', /not shown to your role/]]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const violations = [];
    page.on('console', (message) => { if (message.type() === 'error' && !/403/.test(message.text())) violations.push(message.text()); });
    for (const one of ['pharmacist', 'gp']) await demo.ask(one, 'Patient?_id=x');
    await page.goto(`${demo.addresses.host}/audit`);
    await page.click('#sign-in');
    await page.waitForSelector('[data-person]');
    assert.equal(await page.locator('button[data-person]').count(), 10);
    await page.click(`[data-person="${person}"]`);
    await page.waitForFunction((pattern) => new RegExp(pattern).test(document.getElementById('says').textContent), says.source);
    assert.equal(await page.locator('#rows tr').count() > 0, person === 'privacy-officer');
    if (person === 'privacy-officer') {
      const all = await page.locator('#rows tr').count();
      assert.match(await page.textContent('#says'), new RegExp(`Showing ${all} of ${all} entries\\. Left out: \\d+ requests`));
      await page.selectOption('[name=person]', 'Ms Nuala Thistlecroft');
      const some = await page.locator('#rows tr').count();
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
      assert.match(await page.textContent('#says'), new RegExp(`Showing ${some} of ${some} entries that match \\(${all} in all\\)`));
    }
    assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
    assert.deepEqual(violations, []);
    await context.close();
  }
});
