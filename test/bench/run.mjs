// `npm run bench`: the built script beside a page written by hand, same patient, same server. Prints a Markdown table.
// `--quick`: fewer repetitions and no 20,000. `--results=200,2000`: those sizes only.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserOptions } from '../support/find-browser.mjs';
import { READY, SHOW } from './deployment.mjs';
import { BIRTH_DATE, nhsNumber } from './record-data.mjs';
import { startServer } from './server.mjs';

if (!existsSync(new URL('../../dist/dscr.js', import.meta.url))) {
  console.error('dist/dscr.js is not there: npm run build');
  process.exit(1);
}

const quick = process.argv.includes('--quick');
const sizes = (process.argv.find((arg) => arg.startsWith('--results='))?.slice('--results='.length) ?? (quick ? '200,2000' : '200,2000,20000')).split(',').map(Number);
const repetitions = (results) => (quick ? 2 : results > 2000 ? 3 : 7);
const SWITCHES = quick ? 10 : 50;

const SIDES = {
  widget: { ready: READY, show: SHOW },
  plain: { ready: 'window.plainShown !== undefined', show: '(nhsNumber) => { plain.show(nhsNumber); }' },
};

/** In the page: the results of the widget, a search in them, a press of one of their buttons. */
const RESULTS = "document.querySelector('dscr-record').shadowRoot.querySelector('dscr-results').shadowRoot";
const search = (text) => `(() => { const field = ${RESULTS}.querySelector('[type=search]'); field.value = '${text}'; field.dispatchEvent(new Event('input')); })()`;
const press = (name) => `[...${RESULTS}.querySelectorAll('button')].find((button) => button.textContent === '${name}').click()`;
/** What a reader does with the results: in the widget, and where the plain page can do it too, there. */
const ACTS = [
  ['search', search('potassium'), "plain.filter('potassium')"], ['search cleared', search(''), "plain.filter('')"], ['abnormal only', press('Abnormal only')], ['abnormal only, off', press('Abnormal only')],
  ['group by panel', press('Group by panel')], ['view over time', press('Over time')], ['columns turned round', press('Newest last')], ['view trend', press('Trend')], ['three months', press('3 months')], ['view reports', press('Reports')],
  ['view latest', press('Latest')], ['a test opened', `${RESULTS}.querySelector('.row .title').click()`],
];

const server = await startServer();
const { args, ...options } = browserOptions();
const launch = (flags) => chromium.launch({ ...options, args: [...args, '--enable-precise-memory-info', `--js-flags=${flags}`] });
const browser = await launch('--expose-gc');
/** What the browser compiles as functions are used more often is kept as well, and is of no patient: here it compiles nothing. */
const uncompiled = await launch('--expose-gc --jitless');

/** Runs in every page first: long tasks, and the time of the first frame after everything was there. */
function probe(ready) {
  const seen = { blocking: 0, visible: 0, longest: 0 };
  window.bench = seen;
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) { seen.blocking += Math.max(0, duration - 50); seen.longest = Math.max(seen.longest, duration); } }).observe({ type: 'longtask', buffered: true });
  const isReady = () => {
    try {
      return (0, eval)(ready);
    } catch {
      return false;
    }
  };
  seen.painted = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    const frame = () => requestAnimationFrame(() => (isReady() ? channel.port2.postMessage(0) : frame()));
    frame();
  });
}

/** Of every section something: a side that shows less must not win. */
const SHOWN = ['benchmark1', 'haemoglobin', 'medicine 0', 'allergy to substance 0', 'visit 0', 'document 0', 'care plan 0'];

/** Runs in the page: all text, shadow roots included. */
function pageText() {
  const read = (root) => [...root.childNodes].map((node) => (node.nodeType === 3 ? node.data : `${node.shadowRoot ? read(node.shadowRoot) : ''} ${read(node)}`)).join(' ');
  return read(document.body);
}

async function open(side, inBrowser = browser) {
  const context = await inBrowser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${side}: ${error.message}`));
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    page,
    close: () => context.close(),
    async cpu() {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    },
    slow: (rate) => cdp.send('Emulation.setCPUThrottlingRate', { rate }),
    async memory() {
      for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize } = await cdp.send('Runtime.getHeapUsage');
      const { nodes } = await cdp.send('Memory.getDOMCounters');
      return { heap: usedSize / 1e6, nodes };
    },
  };
}

async function load(side, slowdown = 1) {
  const tab = await open(side);
  try {
    if (slowdown > 1) await tab.slow(slowdown);
    // The process and the connection exist already, as on a host's page; caches are empty.
    await tab.page.goto(server.address('blank'));
    const before = await tab.cpu();
    await tab.page.addInitScript(probe, SIDES[side].ready);
    await tab.page.goto(server.address(side, 1), { waitUntil: 'commit' });
    const visible = await tab.page.evaluate(() => window.bench.painted());
    await new Promise((rest) => setTimeout(rest, 300));
    const after = await tab.cpu();
    const { blocking, longest } = await tab.page.evaluate(() => window.bench);
    const text = (await tab.page.evaluate(pageText)).toLowerCase();
    const missing = SHOWN.filter((one) => !text.includes(one));
    if (missing.length > 0) throw new Error(`${side} does not show ${missing.join(', ')}`);
    return { cpu: after >= before ? after - before : after, visible, blocking, longest, ...await tab.memory() };
  } finally {
    await tab.close();
  }
}

/** What stays behind for each patient that was shown and left. */
async function growth(side, inBrowser) {
  const tab = await open(side, inBrowser);
  try {
    await tab.page.addInitScript(probe, SIDES[side].ready);
    await tab.page.goto(server.address(side, 1));
    await tab.page.evaluate(() => window.bench.painted());
    const show = async (patient) => {
      await tab.page.evaluate(`(${SIDES[side].show})('${nhsNumber(patient)}', '${BIRTH_DATE}')`);
      await tab.page.evaluate(() => window.bench.painted());
    };
    for (let patient = 2; patient <= 6; patient++) await show(patient);
    const before = await tab.memory();
    for (let patient = 7; patient < 7 + SWITCHES; patient++) await show(patient);
    const after = await tab.memory();
    return { heap: (after.heap - before.heap) * 1000 / SWITCHES, nodes: (after.nodes - before.nodes) / SWITCHES };
  } finally {
    await tab.close();
  }
}

/** Milliseconds until each act is painted, and the nodes of the results in each state. */
async function acts(side) {
  const tab = await open(side);
  try {
    await tab.page.addInitScript(probe, SIDES[side].ready);
    await tab.page.goto(server.address(side, 1));
    await tab.page.evaluate(() => window.bench.painted());
    const samples = [];
    for (const [, inWidget, inPlain] of ACTS) {
      const act = side === 'widget' ? inWidget : inPlain;
      samples.push(act && await tab.page.evaluate(async (what) => {
        const start = performance.now();
        (0, eval)(what);
        await new Promise((done) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = done;
          requestAnimationFrame(() => channel.port2.postMessage(0));
        });
        return performance.now() - start;
      }, act));
    }
    return samples;
  } finally {
    await tab.close();
  }
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const number = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1));
const MEASURES = { cpu: 'CPU, ms', visible: 'everything visible, ms', blocking: 'blocking, ms', longest: 'longest task, ms', heap: 'heap, MB', nodes: 'DOM nodes' };

try {
  console.log('| results | measure | widget | plain page | ratio |\n|---:|---|---:|---:|---:|');
  for (const results of sizes) {
    server.setResults(results);
    const samples = { widget: [], plain: [] };
    // The first round fills the server's answers and is not counted; sides take turns, so that both meet the same noise.
    for (let i = -1; i < repetitions(results); i++) {
      for (const side of i % 2 ? ['plain', 'widget'] : ['widget', 'plain']) {
        const sample = await load(side);
        if (i >= 0) samples[side].push(sample);
      }
    }
    for (const [key, label] of Object.entries(MEASURES)) {
      const [widget, plain] = ['widget', 'plain'].map((side) => median(samples[side].map((sample) => sample[key])));
      const ratio = plain > 0 ? number(widget / plain) : '–';
      console.log(`| ${results} | ${label} | ${number(widget)} | ${number(plain)} | ${ratio} |`);
    }
  }
  const most = Math.max(...sizes);
  server.setResults(most);
  const slow = { widget: [], plain: [] };
  const times = { widget: [], plain: [] };
  for (let i = 0; i < repetitions(most); i++) {
    for (const side of ['widget', 'plain']) {
      slow[side].push((await load(side, 4)).blocking);
      times[side].push(await acts(side));
    }
  }
  console.log(`| ${most} | blocking at 4× CPU slowdown, ms | ${number(median(slow.widget))} | ${number(median(slow.plain))} | |`);
  ACTS.forEach(([name, , inPlain], i) => {
    const [widget, plain] = ['widget', 'plain'].map((side) => median(times[side].map((sample) => sample[i])));
    console.log(`| ${most} | ${name}, ms to painted | ${number(widget)} | ${inPlain ? number(plain) : '–'} | ${inPlain ? number(widget / plain) : ''} |`);
  });
  server.setResults(200);
  for (const [inBrowser, rows] of [[browser, [['heap', 'heap kept, kB'], ['nodes', 'DOM nodes kept']]], [uncompiled, [['heap', 'heap kept without compiled code, kB']]]]) {
    const grown = { widget: await growth('widget', inBrowser), plain: await growth('plain', inBrowser) };
    for (const [key, label] of rows) console.log(`| 200 | ${label}, for each of ${SWITCHES} patients shown and left | ${number(grown.widget[key])} | ${number(grown.plain[key])} | |`);
  }
} finally {
  await browser.close();
  await uncompiled.close();
  server.close();
}
