// No clinical text of a medicine is cut off: measured boxes of every piece of text, at five widths, in every view, with everything unfolded.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { test } from '../e2e/support/suite.mjs';
import { ADDED, openMedicines, startMedicines } from './support.mjs';

/** 1280 px at 400 % zoom are 320 px of CSS. */
const WIDTHS = [280, 320, 600, 800, 1000, 1600];
const VIEWS = ['Newest first', 'By name', 'By source', 'Time line'];
/** Parts just short enough to be kept on one line, on each side. */
const LIMITED = ['primarycare', 'inpatient', 'community'].map((code) => ({ id: `limited-${code}`, status: 'active', intent: 'order', category: [{ coding: [{ code }] }],
  medicationCodeableConcept: { text: 'Limited 500mg tablets', coding: [{ system: 'https://dmd.nhs.uk', code: '322236009999' }] },
  dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: 1, unit: 'g' } }], route: { text: 'MMMMMMMM MMMMMMM MMMMMMMM' }, maxDosePerPeriod: { numerator: { value: 4, unit: 'g' }, denominator: { value: 24, unit: 'h' } } }] }));
let suite;
let meds;
before(async () => {
  suite = await startMedicines();
  meds = await openMedicines(suite, { added: { ...ADDED, MedicationRequest: [...ADDED.MedicationRequest, ...LIMITED] } });
  // The widths are the element's own.
  await meds.ask(() => { document.body.style.margin = '0'; });
}, { timeout: 90_000 });
after(() => suite.end());

/** Runs in the page: what text there is, and what of it lies outside the page or outside a box that hides what overflows. */
function measured() {
  const cut = [];
  let count = 0;
  const root = document.querySelector('dscr-meds').shadowRoot;
  for (const one of root.querySelectorAll('details')) one.open = true;
  const within = (box, { left, right, top, bottom }) => box.left >= left - 1 && box.right <= right + 1 && box.top >= top - 1 && box.bottom <= bottom + 1;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const host = node.parentElement;
    if (node.data.trim() === '' || !host || host.closest('style, option, .unseen, .paper')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    if (boxes.length === 0) {
      cut.push(`not drawn: ${node.data}`);
      continue;
    }
    count += 1;
    for (const box of boxes) {
      if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) cut.push(`outside the page: ${node.data} ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    const side = host.closest('.sides > div')?.getBoundingClientRect();
    // word by word: white space at the end of a line hangs, and lies over nothing
    for (const { 0: word, index } of side ? node.data.matchAll(/\S+/g) : []) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if ([...range.getClientRects()].some((box) => !within({ ...box.toJSON(), top: side.top, bottom: side.bottom }, side))) cut.push(`outside its column: ${node.data}`);
    }
    for (let around = host; around; around = around.parentElement) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(around);
      if (textOverflow !== 'clip') cut.push(`ellipsis: ${node.data}`);
      const hides = [overflowX, overflowY].some((one) => one === 'hidden' || one === 'clip');
      if (hides && !boxes.every((box) => within(box, around.getBoundingClientRect()))) cut.push(`hidden by ${around.localName}.${around.className}: ${node.data}`);
    }
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return { cut: [...new Set(cut)].slice(0, 10), count, over: scrollWidth - clientWidth };
}

for (const width of WIDTHS) {
  test(`no text of a medicine is cut off at ${width} px`, async () => {
    await meds.page.setViewportSize({ width, height: 900 });
    for (const list of ['Current', 'Past']) {
      await meds.press(list);
      for (const view of VIEWS) {
        await meds.choose('Show', view);
        const { cut, count, over } = await meds.ask(measured);
        assert.deepEqual(cut, [], `${list}, ${view}`);
        assert.ok(count > 100, `${list}, ${view}: ${count} pieces of text`);
        assert.ok(over <= 0, `${list}, ${view}: ${over} px to scroll sideways`);
      }
    }
    assert.ok((await meds.page.screenshot()).length > 10_000);
  });
}

test('the check sees text that is cut off', async () => {
  await meds.press('Current');
  const { cut } = await meds.ask(`(() => { const dose = window.root().querySelector('.dose'); dose.style.cssText = 'overflow:hidden;width:20px;height:10px'; const found = (${measured})(); dose.style.cssText = ''; return found; })()`);
  assert.ok(cut.some((one) => one.startsWith('hidden by p.dose')));
});

test('a label and its value share a line, however narrow; nothing empty stands between two of them', async () => {
  await meds.press('Current');
  for (const width of WIDTHS) {
    await meds.page.setViewportSize({ width, height: 900 });
    const [label, value, next] = await meds.ask(() => {
      const [route, setting] = window.row('Emollient').querySelectorAll('.fields > div');
      return [...route.children, setting.firstElementChild].map((one) => { const { top, bottom } = one.getClientRects()[0]; return { top, bottom }; });
    });
    assert.ok(Math.abs(label.top - value.top) < 2, `${width}: ${label.top} and ${value.top}`);
    assert.ok(width >= 900 || next.top - label.bottom < 8, `${width}: ${label.bottom} and ${next.top}`);
  }
});

test('a list to choose from stands beside its label, the search fills its row, and nothing empty stands above a medicine', async () => {
  await meds.page.setViewportSize({ width: 320, height: 900 });
  await meds.press('Current');
  await meds.choose('Show', 'By source');
  const { labels, search, row, sides } = await meds.ask(() => {
    const box = (one) => { const { top, bottom, right } = one.getBoundingClientRect(); return { top, bottom, right }; };
    const root = window.root();
    const text = (label) => { const range = document.createRange(); range.selectNode([...label.childNodes].find((one) => one.nodeType === Node.TEXT_NODE && one.data.trim() !== '')); return box(range); };
    return {
      labels: [...root.querySelectorAll('label')].map((label) => [text(label), box(label.querySelector('select'))]), search: box(root.querySelector('[type=search]')),
      row: box(root.querySelector('.buttons:has([type=search])')), sides: [...root.querySelectorAll('.sides > div')].map((one) => [one.textContent.trim() === '', one.checkVisibility()]),
    };
  });
  for (const [text, select] of labels) assert.ok(text.top < select.bottom && select.top < text.bottom, `${text.bottom} ${select.top}`);
  assert.ok(Math.abs(search.right - row.right) < 1, `${search.right} ${row.right}`);
  assert.ok(sides.length > 4);
  for (const [isEmpty, isDrawn] of sides) assert.equal(isDrawn, !isEmpty);
});
