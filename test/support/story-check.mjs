// Renders every story of the built Storybook in Chromium, runs its play function, then axe. The last line is `N passed, N failed`.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserOptions } from './find-browser.mjs';

const dir = fileURLToPath(new URL('../../stories/.storybook/out/', import.meta.url));
const PAGES = 2;
const STORY_MS = 20_000;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

if (!existsSync(join(dir, 'index.json'))) {
  console.error('Storybook is not built: npm run storybook -- --build');
  process.exit(1);
}

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://story').pathname));
  const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
  const content = file.startsWith(dir) ? await readFile(file).catch(() => undefined) : undefined;
  response.writeHead(content ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  response.end(content);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const { entries } = await (await fetch(`${base}/index.json`)).json();
// A guide page is rendered as well: one that throws shows nothing.
const waiting = Object.values(entries).filter(({ type, tags }) => !tags?.includes('no-ci') && (type === 'story' || tags?.some((tag) => tag.endsWith('-mdx'))));

/** Runs in the page before Storybook: resolves with what went wrong while the story rendered and played. */
function listen() {
  window.storyFinished = new Promise((finish) => {
    const wrong = [];
    const timer = setInterval(() => {
      const channel = window.__STORYBOOK_ADDONS_CHANNEL__;
      if (!channel) return;
      clearInterval(timer);
      channel.on('playFunctionThrewException', (error) => wrong.push(`play: ${error.message}`));
      channel.on('unhandledErrorsWhilePlaying', (errors) => wrong.push(`unhandled: ${errors[0]?.message}`));
      channel.on('storyErrored', (error) => finish([`render: ${error.title}`]));
      channel.on('storyThrewException', (error) => finish([`render: ${error.message}`]));
      channel.on('storyMissing', () => finish(['the story is missing']));
      channel.on('storyFinished', () => finish(wrong));
      channel.on('docsRendered', () => finish(wrong));
    }, 1);
  });
}

async function check(browser, { id, type }) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  try {
    await page.addInitScript(listen);
    await page.goto(`${base}/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}`);
    wrong.push(...await page.evaluate((ms) => Promise.race([
      window.storyFinished, new Promise((late) => setTimeout(() => late([`not finished after ${ms} ms`]), ms)),
    ]), STORY_MS));
    if (type === 'story') {
      await page.evaluate(axe);
      wrong.push(...await page.evaluate(async (rules) => {
        const { violations } = await window.axe.run('#storybook-root', { runOnly: rules });
        return violations.map((one) => `axe ${one.id}: ${one.nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
      }, RULES));
    }
  } catch (error) {
    wrong.push(error.message);
  } finally {
    await context.close();
  }
  return wrong;
}

const browser = await chromium.launch(browserOptions());
let passed = 0;
let failed = 0;
async function work() {
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    // A page that is frozen answers nothing: it must not hold up the others for ever.
    const wrong = await Promise.race([check(browser, entry), new Promise((late) => setTimeout(() => late(['the page is frozen']), 4 * STORY_MS).unref())]);
    if (wrong.length > 0) {
      failed++;
      console.log(`FAIL ${entry.id}\n  ${wrong.join('\n  ')}`);
    } else {
      passed++;
    }
  }
}
await Promise.all(Array.from({ length: PAGES }, work));
await browser.close();
server.closeAllConnections();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
