import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as nodeTest } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemo } from '../../../demo/server/start.mjs';
import { headlessOptions } from '../../support/find-browser.mjs';
import { startCustomer } from './customer.mjs';
import { inPage } from './in-page.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A page that hangs ends its own test, not the whole run. */
export const test = (name, run) => nodeTest(name, { timeout: 240_000 }, run);

/** A copy of the built files: whoever builds meanwhile changes nothing for a suite that runs. */
export function builtCopy() {
  if (!existsSync(join(root, 'dist/dscr.js'))) spawnSync(process.execPath, ['test/support/build.mjs', '--no-gate'], { cwd: root, stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'dscr-e2e-'));
  for (const name of ['dscr.js', 'dscr.mjs', 'callback.html']) cpSync(join(root, 'dist', name), join(folder, name));
  return folder;
}

/**
 * The demo as built, one browser, and a customer's own web server for pages that the demo's hosts do not have.
 * @param pages path → (addresses) => text, served by the customer (see customer.mjs)
 */
export async function startSuite({ pages = {} } = {}) {
  const folder = builtCopy();
  const demo = await startDemo({ dist: pathToFileURL(`${folder}/`) });
  const { addresses, patients } = demo;
  const published = demo.callback.replace(/callback\.html$/, '');
  const customer = await startCustomer(pages, {
    script: `${published}dscr.js`, configuration: new URL('../config.json', published).href, api: addresses.api, issuer: addresses.issuer,
  });
  const browser = await chromium.launch(headlessOptions());

  /** A page of its own profile, with scripts `[function, argument]` that run before its own; `seen` holds what must not happen in it. */
  async function open(address, { scripts = [], before } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const seen = { errors: [], console: [], violations: [] };
    page.on('pageerror', (error) => seen.errors.push(error.message));
    page.on('console', (message) => {
      // Written by the browser itself: a failed request, and an answer of the sign-in window to an origin that did not open it.
      if (!/^Failed to load resource|^Failed to execute 'postMessage' on 'DOMWindow': The target origin/.test(message.text())) seen.console.push(`${message.type()}: ${message.text()}`);
    });
    await page.exposeFunction('tellViolation', (text) => { seen.violations.push(text); });
    await page.addInitScript(inPage);
    for (const [script, given] of scripts) await page.addInitScript(script, given);
    if (before) await before(page);
    await page.goto(address.startsWith('http') ? address : `${addresses.host}${address}`, { waitUntil: 'load' });
    return { page, seen, close: () => context.close() };
  }

  /** Signs somebody in through the pop-up, as a person does. */
  async function signIn(page, person) {
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in', exact: true }).first().click()]);
    await popup.waitForLoadState();
    await Promise.all([popup.waitForEvent('close'), popup.locator(`[data-person="${person}"]`).click()]);
    // A window that was behind another draws no frames.
    await page.bringToFront();
    await page.waitForFunction(() => !['signed-out', 'signing-in'].includes(window.dscr.session.state));
  }

  return {
    addresses, customer, open, signIn, published,
    /** @returns the demo's patient whose purpose begins so */
    patientFor(purpose) {
      const found = patients.find((one) => one.for.startsWith(purpose));
      if (!found) throw new Error(`The demo has no patient for: ${purpose}`);
      return found;
    },
    patients,
    fault: async (fault) => { await fetch(addresses.faults, { method: 'POST', body: JSON.stringify(fault) }); },
    log: async () => (await (await fetch(addresses.requestLog)).text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)),
    /** Waits until nothing of an element is loading, and gives its public state. */
    settled: (page, selector = 'dscr-record') => page.evaluate((one) => window.e2e.settled(one), selector),
    text: (page) => page.evaluate(() => window.e2e.shown()),
    async end() {
      await browser.close();
      await customer.close();
      await demo.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** An NHS number as it is shown. */
export const spaced = (nhsNumber) => nhsNumber.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
