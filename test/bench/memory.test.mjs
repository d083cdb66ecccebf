// What stays behind of patients who were shown and left: nothing. Measured where the browser compiles nothing, as what it
// compiles on the way would count as kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { browserOptions } from '../support/find-browser.mjs';
import { READY, SHOW } from './deployment.mjs';
import { BIRTH_DATE, nhsNumber } from './record-data.mjs';
import { startServer } from './server.mjs';

const SWITCHES = 25;
/** of heap, for each patient (issue of the results viewer) */
const MOST_BYTES = 3000;
let browser, page, server, cdp;

before(async () => {
  server = await startServer();
  server.setResults(200);
  const { args, ...options } = browserOptions();
  browser = await chromium.launch({ ...options, args: [...args, '--js-flags=--jitless'] });
  page = await browser.newPage();
  cdp = await page.context().newCDPSession(page);
  await page.goto(server.address('widget', 1));
});
after(async () => {
  await browser?.close();
  server?.close();
});

const settled = () => page.waitForFunction(READY, undefined, { polling: 20 });
const show = async (patient) => {
  await page.evaluate(`(${SHOW})('${nhsNumber(patient)}', '${BIRTH_DATE}')`);
  await settled();
};
async function held() {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes, listeners: jsEventListeners };
}

test(`${SWITCHES} patients shown and left keep no node, no listener and at most ${MOST_BYTES} bytes each`, async () => {
  await settled();
  for (let patient = 2; patient <= 10; patient++) await show(patient);
  const first = await held();
  for (let patient = 11; patient < 11 + SWITCHES; patient++) await show(patient);
  const last = await held();
  assert.ok(last.nodes - first.nodes < SWITCHES, `${last.nodes - first.nodes} nodes`);
  assert.ok(last.listeners - first.listeners < SWITCHES, `${last.listeners - first.listeners} listeners`);
  assert.ok((last.bytes - first.bytes) / SWITCHES <= MOST_BYTES, `${(last.bytes - first.bytes) / SWITCHES} bytes each`);
});
