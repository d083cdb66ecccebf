// Results of the demo's main patient as they are laid out: what is seen first, and that nothing is lost by it. Measured boxes.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { htmlPage, scriptTag } from '../e2e/support/customer.mjs';
import { startSuite, test } from '../e2e/support/suite.mjs';

/** A small screen: what a reader sees of it below the section's heading. */
const SCREEN = 568;
const FIRST = { Latest: '.items > ul .value', 'Over time': '.grid tbody tr', Trend: '.chart path.dots', Reports: '.items > ul .row' };
const VIEWS = Object.keys(FIRST);
let suite;
let page;
let element;
const button = (name) => element.getByRole('button', { name, exact: true }).first();
const fold = () => element.locator('summary', { hasText: 'View and filter' });
/** Runs in the page, given the shadow root. */
const ask = (run, given) => page.evaluate(`(${run})(document.querySelector('dscr-results').shadowRoot, ${JSON.stringify(given)})`);
const at = async (width) => { await page.setViewportSize({ width, height: 900 }); };

before(async () => {
  suite = await startSuite({ pages: { '/results': (addresses) => htmlPage(scriptTag(addresses), '<dscr-results></dscr-results>') } });
  ({ page } = await suite.open(suite.customer.at('/results')));
  element = page.locator('dscr-results');
  await suite.signIn(page, 'nurse');
  const { nhsNumber, birthDate } = suite.patientFor('every section');
  // The widths are the element's own.
  await page.evaluate(() => { document.body.style.margin = '0'; });
  await at(320);
  await page.evaluate(async (patient) => {
    const results = document.querySelector('dscr-results');
    results.patient = patient;
    await results.settled;
  }, { nhsNumber, birthDate });
}, { timeout: 90_000 });
after(() => suite.end());

for (const view of VIEWS) {
  test(`${view}: at 320 px what is looked for is on the first screen, and nothing runs out of the page`, async () => {
    await button(view).click();
    const { top, over } = await ask((root, selector) => ({
      top: root.querySelector(selector).getBoundingClientRect().top - root.querySelector('#section-results').getBoundingClientRect().top,
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }), FIRST[view]);
    assert.ok(top < SCREEN, `${top}`);
    assert.equal(over, 0);
  });
}

test('at 320 px controls are folded, and what says how much is shown is not', async () => {
  await button('Over time').click();
  for (const name of ['Abnormal only', 'Earlier dates', 'Newest last']) assert.equal(await element.locator('button', { hasText: name }).isVisible(), false, name);
  for (const said of ['Dates 1 to 8 of', 'Tests 1 to 25 of']) assert.ok(await element.getByText(said).isVisible(), said);
  await fold().focus();
  await page.keyboard.press('Enter');
  for (const name of ['Abnormal only', 'Group by panel', 'Earlier dates', 'Newest last']) assert.ok(await button(name).isVisible(), name);
  assert.ok(await element.getByRole('searchbox').isVisible());
  await button('Abnormal only').click();
  await fold().click();
  assert.equal(await element.getByRole('searchbox').isVisible(), false);
  assert.ok(await element.getByText('Filter on: showing').isVisible());
  await button('Clear filter').click();
  await button('Trend').click();
  assert.equal(await element.locator('button', { hasText: 'Zoom in' }).isVisible(), false);
  await fold().click();
  assert.ok(await button('Zoom in').isVisible());
  await fold().click();
});

test('at 320 px what was requested is counted and folded, opened by its reader, and whole in print', async () => {
  await button('Latest').click();
  const requested = element.locator('summary', { hasText: /^Requested \(\d+( shown)?\)$/ }).first();
  const request = button('US Renal tract');
  assert.equal(await request.isVisible(), false);
  await requested.click();
  assert.ok(await request.isVisible());
  await requested.click();
  await page.evaluate(() => { dispatchEvent(new Event('beforeprint')); });
  assert.ok(await request.isVisible());
  await page.evaluate(() => { dispatchEvent(new Event('afterprint')); });
});

test('where there is room nothing is folded', async () => {
  for (const width of [480, 768, 1280]) {
    await at(width);
    // its width is read where it is drawn
    await button('Reports').click();
    await button('Latest').click();
    assert.equal(await fold().isVisible(), false);
    for (const name of ['Abnormal only', 'US Renal tract']) assert.ok(await button(name).isVisible(), `${width}: ${name}`);
  }
});

test('no two controls overlap, each is 24 px and more', async () => {
  for (const width of [280, 320, 768, 1280]) {
    await at(width);
    for (const view of VIEWS) {
      await button(view).click();
      const faults = await ask((root) => {
        const boxes = [...root.querySelectorAll('button, input, select, summary')].filter((one) => one.checkVisibility()).map((one) => ({ name: one.textContent.trim() || one.type, box: one.getBoundingClientRect(), isScrolled: one.closest('.grid') !== null }));
        return boxes.flatMap(({ name, box }, index) => [
          ...(Math.min(box.width, box.height) < 24 ? [`${name}: ${box.width} by ${box.height}`] : []),
          ...boxes.slice(index + 1).filter(({ box: other, isScrolled }) => !isScrolled && !boxes[index].isScrolled && box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 1 && other.top < box.bottom - 1).map((other) => `${name} over ${other.name}`),
        ]);
      });
      assert.deepEqual(faults, [], `${width}, ${view}`);
    }
  }
});

test('a notice with a button is no taller than one without', async () => {
  await at(1280);
  const heights = await ask((root) => [...root.querySelectorAll('[data-gap="in-error"], ul.notice')].map((one) => one.offsetHeight));
  assert.equal(heights.length, 2);
  assert.equal(heights[0], heights[1]);
});

test('a date in a notice is not parted', async () => {
  await at(320);
  const lines = await ask((root) => {
    const tops = [];
    const texts = document.createTreeWalker(root.querySelector('ul.notice'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { 0: date, index } of node.data.matchAll(/\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + date.length);
        tops.push(new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size);
      }
    }
    return tops;
  });
  assert.deepEqual(lines, [1]);
});

test('dates stand in columns of one width, in a frame that is seen', async () => {
  await at(1280);
  await button('Over time').click();
  const widths = await ask((root) => [...root.querySelectorAll('.grid thead th')].slice(1).map((one) => one.getBoundingClientRect().width));
  assert.equal(widths.length, 8);
  assert.ok(Math.max(...widths) - Math.min(...widths) < 2, `${widths}`);
  assert.notEqual(await ask((root) => getComputedStyle(root.querySelector('.grid')).borderRightStyle), 'none');
});

test('how many results a report holds stands beside its name', async () => {
  await at(1280);
  await button('Reports').click();
  const [name, count] = await ask((root) => [root.querySelector('.row .title'), [...root.querySelectorAll('.row .muted')].find((one) => /^Results \(\d+\)$/.test(one.textContent))].map((one) => one.getBoundingClientRect().top));
  assert.ok(Math.abs(name - count) < 8, `${name} ${count}`);
});
