// Renders every story of the built Storybook in Chromium, runs its play function, then axe. The last line is `N passed, N failed`.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { headlessOptions } from './find-browser.mjs';

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
  response.writeHead(content ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=600' });
  response.end(content);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const { entries } = await (await fetch(`${base}/index.json`)).json();
// A guide page is rendered as well: one that throws shows nothing.
const waiting = Object.values(entries).filter(({ type, tags }) => !tags?.includes('no-ci') && (type === 'story' || tags?.some((tag) => tag.endsWith('-mdx'))));

/** Runs in the page before Storybook: `storyFinished` resolves with what went wrong while the story rendered and played. */
function listen() {
  let channel;
  let wrong;
  let finish;
  const anew = () => {
    wrong = [];
    window.storyFinished = new Promise((done) => { finish = done; });
  };
  anew();
  // Without loading the page again, as somebody goes from story to story.
  window.showStory = (storyId) => {
    anew();
    channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
    return window.storyFinished;
  };
  const timer = setInterval(() => {
    channel = window.__STORYBOOK_ADDONS_CHANNEL__;
    if (!channel) return;
    clearInterval(timer);
    channel.on('playFunctionThrewException', (error) => wrong.push(`play: ${error.message}`));
    channel.on('unhandledErrorsWhilePlaying', (errors) => wrong.push(`unhandled: ${errors[0]?.message}`));
    channel.on('storyErrored', (error) => finish([`render: ${error.title}`]));
    channel.on('storyThrewException', (error) => finish([`render: ${error.message}`]));
    channel.on('storyMissing', () => finish(['the story is missing']));
    channel.on('storyFinished', ({ storyId, status }) => finish(status === 'error' && wrong.length === 0 ? [`${storyId}: error`] : wrong));
    channel.on('docsRendered', () => finish(wrong));
  }, 1);
}

/** A page that stories are shown in one after another: to start a page takes longer than to show a story. */
async function openPage(browser) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
  const page = await context.newPage();
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(`error: ${error.message}`));
  await page.addInitScript(listen);
  return { context, page, thrown, loaded: false };
}

const within = (finished) => Promise.race([finished, new Promise((late) => setTimeout(() => late([`not finished after ${STORY_MS} ms`]), STORY_MS).unref())]);

async function check(opened, { id, type }) {
  const { page, thrown } = opened;
  thrown.length = 0;
  const wrong = [];
  try {
    if (type === 'story' && opened.loaded) {
      wrong.push(...await within(page.evaluate((next) => window.showStory(next), id)));
    } else {
      // A guide page is a document of its own.
      await page.goto(`${base}/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}`);
      wrong.push(...await within(page.evaluate(() => window.storyFinished)));
      opened.loaded = type === 'story';
    }
    if (type === 'story') {
      const shown = new URL(page.url()).searchParams.get('id');
      if (shown !== id) wrong.push(`${shown} is shown in its place`);
      if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
      wrong.push(...await page.evaluate(async (rules) => {
        const { violations } = await window.axe.run('#storybook-root', { runOnly: rules });
        return violations.map((one) => `axe ${one.id}: ${one.nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
      }, RULES));
    }
  } catch (error) {
    wrong.push(error.message);
  }
  const all = [...wrong, ...thrown];
  // What went wrong here must not go on in the next story.
  if (all.length > 0) opened.loaded = false;
  return all;
}

const browser = await chromium.launch(headlessOptions());
let passed = 0;
let failed = 0;
async function work() {
  let opened = await openPage(browser);
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    // A page that is frozen answers nothing: it must not hold up the others for ever, and no other story is shown in it.
    const frozen = ['the page is frozen'];
    const wrong = await Promise.race([check(opened, entry), new Promise((late) => setTimeout(late, 4 * STORY_MS, frozen).unref())]);
    if (wrong.length > 0) {
      failed++;
      console.log(`FAIL ${entry.id}\n  ${wrong.join('\n  ')}`);
    } else {
      passed++;
    }
    if (wrong === frozen) opened = await openPage(browser);
  }
}
await Promise.all(Array.from({ length: PAGES }, work));
await browser.close();
server.closeAllConnections();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
