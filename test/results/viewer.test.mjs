// The rows of the feature matrix for results (what others have, and what none has), each by its name, in the built script.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { course, digits, flag, quantity, range, report, result, startResultsPage } from './support/results-page.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
let on;
before(async () => { on = await startResultsPage(); });
after(() => on.end());
beforeEach(() => { on.seen.errors.length = 0; });

const potassium = (values, more) => course('Potassium', values, more);
const slider = () => on.element.getByRole('slider');
/** Symbol that the style sheet puts before a word. */
const symbol = (locator) => locator.evaluate((node) => getComputedStyle(node, '::before').content);

test('18 group by panel / report', async () => {
  const [hb, wcc] = [result('Haemoglobin', '130', undefined, { unit: 'g/L' }), result('White cell count', '7.1', undefined, { unit: '10*9/L' })];
  await on.show([hb, wcc, result('Ferritin', '31', undefined, { unit: 'ug/L' }), report('Full blood count', [hb, wcc])]);
  // its results are listed: it is not told again
  assert.match(await on.text(), /Laboratory results \(3 tests, 3 results\)/);
  await on.button('Group by panel').click();
  assert.match(await on.text(), /Full blood count Haemoglobin.*White cell count.*Without a panel Ferritin/);
  await on.view('Reports');
  await on.open('Full blood count');
  assert.match(await on.text(on.row('Full blood count')), /Haemoglobin 130 g\/L.*White cell count 7\.1/);
});

test('19 tests × time grid (cumulative)', async () => {
  await on.show([...potassium(['4.10', '4.2', '6.0'], (i) => (i === 2 ? { interpretation: flag('H') } : {})), ...course('Sodium', ['140', '139', '138'])]);
  await on.view('Over time');
  const table = on.element.locator('.grid table');
  assert.deepEqual(await table.locator('thead th').allInnerTexts().then((all) => all.map((one) => one.split('\n').slice(0, 2).join(' ').trim())), ['Test', '10-Mar-2025 09:00', '10-Feb-2025 09:00', '10-Jan-2025 09:00']);
  const row = table.locator('tbody tr').filter({ hasText: 'Potassium' });
  assert.match(await on.text(row), /^Potassium mmol\/L 6\.0 High 4\.2 No flag or range 4\.10 No flag or range$/);
  assert.equal(await table.locator('tbody th[scope=row]').count(), 2);
  assert.equal(await table.locator('th:first-child').first().evaluate((cell) => getComputedStyle(cell).position), 'sticky');
  await on.button('Newest last').click();
  assert.match(await on.text(row), /4\.10 No flag or range 4\.2 No flag or range 6\.0 High$/);
  await on.button('4.10').focus();
  await on.page.keyboard.press('Enter');
  const opened = on.element.locator('.opened');
  assert.match(await on.text(opened), /^Potassium 4\.10 mmol\/L/);
  assert.ok(await opened.evaluate((node) => node.getRootNode().activeElement === node));
});

test('19 the grid says which part of it is shown, and a long value says open', async () => {
  const many = Array.from({ length: 20 }, (_, i) => result('Potassium', '4.0', `2025-01-${String(i + 1).padStart(2, '0')}T09:00:00Z`));
  await on.show([...many, result('Long one', '123456789012345.67890', '2025-03-01')]);
  await on.view('Over time');
  assert.match(await on.text(), /Dates 1 to 8 of 21/);
  assert.equal(await on.element.locator('thead th').count(), 9);
  assert.equal(await on.button('Open Long one').innerText(), 'Open');
  await on.button('Earlier dates').click();
  assert.match(await on.text(), /Dates 9 to 16 of 21/);
});

test('20 trend chart with range band, per-result range steps', async () => {
  await on.show(potassium(['4.0', '4.1', '4.2', '4.3'], (i) => (i < 2 ? { low: '3.5', high: '5.3' } : { low: '3.6', high: '5.0' })));
  await on.open('Potassium');
  const band = await on.element.locator('.band').getAttribute('d');
  const steps = [...band.matchAll(/M-?\d+ (\d+)H-?\d+V(\d+)/g)].map(([, top, bottom]) => `${top} ${bottom}`);
  assert.equal(steps.length, 4);
  assert.equal(new Set(steps).size, 2);
  assert.equal(steps[0], steps[1]);
  assert.notEqual(steps[1], steps[2]);
  // joins are straight, places proportional: months are not all of one length
  const xs = [...(await on.element.locator('.opened path.line').first().getAttribute('d')).matchAll(/[ML](\d+) /g)].map(([, x]) => Number(x));
  assert.equal(xs.length, 4);
  assert.ok(xs[1] - xs[0] > xs[2] - xs[1]);
});

test('21 sparkline in row, with latest and previous', async () => {
  await on.show([...potassium(['4.0', '4.4', '4.2']), result('Sodium', '140')]);
  assert.equal(((await on.row('Potassium').locator('svg.spark path').getAttribute('d')).match(/L/g) ?? []).length, 2);
  assert.equal(await on.row('Sodium').locator('svg').count(), 0);
  assert.match(await on.text(on.row('Potassium')), /4\.2 mmol\/L.*Previous 4\.4 mmol\/L/);
});

test('22 latest + previous + change, in words', async () => {
  await on.show([...potassium(['4.9', '5.10']), ...course('CRP', ['<1', '12']), ...course('Sodium', ['140', '140.0'])]);
  assert.match(await on.text(on.row('Potassium')), /5\.10 mmol\/L .*Previous 4\.9 mmol\/L \(10-Jan-2025 09:00\): Higher by 0\.20 mmol\/L/);
  assert.match(await on.text(on.row('Sodium')), /Previous 140 mmol\/L \(10-Jan-2025 09:00\): Unchanged/);
  const crp = await on.text(on.row('CRP'));
  assert.match(crp, /Previous <1 mmol\/L/);
  assert.doesNotMatch(crp, /Higher|Lower|Unchanged/);
});

test('23 small multiples, aligned time axes', async () => {
  await on.show([...potassium(['4.0', '4.1', '4.2']), ...course('Sodium', ['140', '139']).map((one, i) => ({ ...one, effectiveDateTime: `2025-0${i + 2}-10T09:00:00Z` }))]);
  await on.view('Trend');
  assert.equal(await on.element.locator('figure').count(), 2);
  const firstX = async (i) => Number(/M(\d+)/.exec(await on.element.locator('figure').nth(i).locator('path.line').first().getAttribute('d'))[1]);
  const names = await on.element.locator('figure figcaption b').allInnerTexts();
  // sodium starts a month later: on one axis it stands further right, and its own axis would put it at the left edge
  const [potassiumX, sodiumX] = [await firstX(names.indexOf('Potassium')), await firstX(names.indexOf('Sodium'))];
  assert.ok(sodiumX > potassiumX + 300, `${potassiumX} ${sodiumX}`);
  const axes = await on.element.locator('.axis').allInnerTexts();
  assert.equal(axes[0], axes[1]);
});

test('24 time-range control, by buttons and by keyboard', async () => {
  await on.show(potassium(['4.0', '4.1', '4.2', '4.3', '4.4', '4.5', '4.6', '4.7', '4.8', '4.9', '5.0', '5.1']));
  await on.open('Potassium');
  const axis = () => on.element.locator('.axis').innerText();
  const whole = await axis();
  await on.button('3 months').click();
  const three = await axis();
  assert.notEqual(three, whole);
  assert.equal(await on.button('3 months').getAttribute('aria-pressed'), 'true');
  await slider().focus();
  await on.page.keyboard.press('PageUp');
  assert.notEqual(await axis(), three);
  const before = await axis();
  await on.page.keyboard.press('+');
  assert.notEqual(await axis(), before);
  await on.button('All dates').click();
  assert.equal(await axis(), whole);
});

test('25 filter by test tree / search', async () => {
  const members = [...potassium(['4.0']), ...course('Sodium', ['140'])];
  await on.show([...members, result('Culture', undefined, undefined, { valueString: 'Escherichia coli' }), report('Electrolytes', members)]);
  const search = on.element.getByRole('searchbox');
  await search.fill('sodi');
  assert.match(await on.text(), /Filter on: showing 1 of 4 results \(0 flagged or outside range, 1 with no flag or range\)\. 3 hidden: not found by the search\./);
  assert.equal(await on.row('Potassium').count(), 0);
  await search.fill('escher');
  assert.equal(await on.row('Culture').count(), 1);
  await search.fill('zzz');
  assert.match(await on.text(), /No results match this filter\. 4 hidden\./);
  await on.button('Clear filter').click();
  assert.equal(await on.row('Potassium').count(), 1);
  await on.element.locator('summary', { hasText: /^Filter$/ }).click();
  const panel = on.element.getByRole('checkbox', { name: 'Electrolytes (2)' });
  await on.element.getByRole('checkbox', { name: /^Sodium/ }).uncheck();
  assert.ok(await panel.evaluate((box) => box.indeterminate));
  assert.equal(await on.row('Sodium').count(), 0);
  assert.match(await on.text(), /1 hidden: of tests not ticked/);
  await search.fill('potas');
  await on.show(members, on.other);
  assert.equal(await on.element.getByRole('searchbox').inputValue(), '');
  assert.doesNotMatch(await on.text(), /Filter on/);
});

test('25 category, source and dates narrow too, and say so', async () => {
  await on.show([...potassium(['4.0', '4.1']), result('Pulse', '70', '2026-05-01', { unit: '/min', category: [{ text: 'Vital signs' }], performer: [{ reference: 'Organization/gp', display: 'Example Surgery' }] })]);
  await on.element.locator('summary', { hasText: /^Filter$/ }).click();
  await on.element.getByLabel('Category').selectOption({ label: 'Laboratory results' });
  assert.match(await on.text(), /1 hidden: of another category/);
  await on.button('Clear filter').click();
  await on.element.getByLabel('Source').selectOption({ label: 'Example Surgery' });
  assert.match(await on.text(), /2 hidden: from other sources/);
  await on.button('Clear filter').click();
  await on.element.getByLabel('From').fill('2025-02-01');
  assert.match(await on.text(), /1 hidden: of other dates/);
});

test('26 abnormal-only filter that states what it hides', async () => {
  await on.show([
    result('Normal by flag', '4.0', undefined, { interpretation: flag('N') }), result('Inside range', '4.1', undefined, { low: '3.5', high: '5.3' }), result('High by flag', '6.1', undefined, { interpretation: flag('H') }),
    result('Outside range', '6.2', undefined, { low: '3.5', high: '5.3' }), result('No range', '4.4'), result('Words', undefined, undefined, { valueString: 'Positive' }), result('Beyond', '>90', undefined, { high: '100' }),
  ]);
  await on.button('Abnormal only').click();
  assert.match(await on.text(), /Filter on: showing 5 of 7 results \(2 flagged or outside range, 3 with no flag or range\)\. 2 hidden: in range or flagged normal\./);
  for (const [name, count] of [['Normal by flag', 0], ['Inside range', 0], ['High by flag', 1], ['Outside range', 1], ['No range', 1], ['Words', 1], ['Beyond', 1]]) assert.equal(await on.row(name).count(), count, name);
  // an older abnormal result never passes for the latest one
  await on.show([...potassium(['6.0', '4.0'], (i) => ({ interpretation: flag(i ? 'N' : 'H') }))]);
  await on.button('Abnormal only').click();
  assert.match(await on.text(on.row('Potassium')), /6\.0 mmol\/L.*Not the latest: 4\.0 mmol\/L \(10-Feb-2025 09:00\)/);
});

test('27 interpretation from lab first, never invented for text', async () => {
  await on.show([result('Said normal', '9.0', undefined, { interpretation: flag('N'), low: '3.5', high: '5.3' }), result('Calculated', '9.0', undefined, { low: '3.5', high: '5.3' }), result('Words', undefined, undefined, { valueString: 'Positive', referenceRange: range('3.5', '5.3') }), result('Alone', '4.0')]);
  const said = await on.text(on.row('Said normal'));
  assert.match(said, /Normal/);
  assert.doesNotMatch(said, /calculated/);
  assert.match(await on.text(on.row('Calculated')), /Above range \(calculated\)/);
  assert.equal(await on.row('Words').locator('.badge').count(), 0);
  assert.match(await on.text(on.row('Alone')), /No flag or range/);
});

test('28 full vocabulary of flags: arrow, word and colour', async () => {
  const WORDS = { H: 'High', L: 'Low', HH: 'Critical high', LL: 'Critical low', A: 'Abnormal', AA: 'Critical abnormal', POS: 'Positive', NEG: 'Negative', DET: 'Detected', ND: 'Not detected', IND: 'Indeterminate', R: 'Resistant', S: 'Susceptible', U: 'Significant change up', W: 'Worse', QCF: 'Quality control failure' };
  await on.show(Object.keys(WORDS).map((code) => result(`Test ${code}`, '5', undefined, { interpretation: flag(code) })));
  for (const [code, word] of Object.entries(WORDS)) assert.equal(await on.row(`Test ${code}`).locator('.badge').first().innerText(), word, code);
  const badge = (code) => on.row(`Test ${code}`).locator('.badge').first();
  assert.match(await symbol(badge('H')), /▲\s/);
  assert.match(await symbol(badge('L')), /▼\s/);
  assert.match(await symbol(badge('HH')), /▲▲/);
  assert.match(await symbol(badge('LL')), /▼▼/);
  assert.match(await symbol(badge('A')), /◆/);
  const colour = (code) => badge(code).evaluate((node) => getComputedStyle(node).borderTopColor);
  assert.notEqual(await colour('HH'), await colour('NEG'));
  assert.notEqual(await colour('H'), await colour('NEG'));
  await on.show([result('Several', '5', undefined, { interpretation: flag('H', 'QCF') })]);
  assert.deepEqual(await on.row('Several').locator('.badge').allInnerTexts(), ['High', 'Quality control failure']);
});

test('29 one-sided, text, age and sex ranges, of that very result', async () => {
  await on.show([
    result('One side', '4.0', undefined, { high: '5.3' }), result('Text', '4.0', undefined, { referenceRange: [{ text: 'up to 5.3, fasting' }] }),
    result('Age and sex', '4.0', undefined, { referenceRange: [{ low: quantity('1.0'), high: quantity('2.0'), appliesTo: [{ text: 'Female' }], age: { low: quantity('18', 'a'), high: quantity('50', 'a') } }] }),
  ]);
  assert.match(await on.text(on.row('One side')), /≤ 5\.3 mmol\/L/);
  assert.match(await on.text(on.row('Text')), /up to 5\.3, fasting/);
  const both = await on.text(on.row('Age and sex'));
  assert.match(both, /1\.0 – 2\.0 mmol\/L \(Female, 18 – 50 a\)/);
  assert.doesNotMatch(both, /calculated/);
});

test('30 comparators kept in text, chart and flagging, with an open marker', async () => {
  await on.show(course('CRP', ['4', '<1', '6'], () => ({ unit: 'mg/L', high: '5' })));
  await on.view('Over time');
  assert.equal(await on.button('<1').count(), 1);
  await on.view('Latest');
  await on.open('CRP');
  assert.deepEqual(await on.element.locator('.sign').allInnerTexts(), ['<']);
  assert.match(await on.text(on.element.locator('.opened tbody')), /<1 mg\/L/);
  assert.doesNotMatch(await on.text(on.element.locator('.opened tbody tr').nth(1)), /calculated/);
  // no join runs through it
  assert.doesNotMatch(await on.element.locator('.opened path.line').first().getAttribute('d'), /L/);
});

test('31 unit change breaks the series', async () => {
  await on.show([...course('Glucose', ['5.0', '5.5']), ...course('Glucose', ['90', '99'], () => ({ unit: 'mg/dL' })).map((one, i) => ({ ...one, effectiveDateTime: `2025-0${i + 3}-10T09:00:00Z` }))]);
  const rows = on.row('Glucose');
  assert.equal(await rows.count(), 2);
  assert.match(await on.text(rows.first()), /99 mg\/dL.*Unit changed: not joined.*Previous 90 mg\/dL .*Higher by 9 mg\/dL/);
  await on.view('Over time');
  assert.equal(await on.element.locator('.grid tr.split').count(), 2);
  assert.deepEqual(await on.element.locator('.grid tbody th .muted').allInnerTexts(), ['mg/dL', 'mmol/L']);
  await on.view('Trend');
  assert.equal(await on.element.locator('figure').count(), 2);
});

test('32 decimal precision as reported', async () => {
  await on.show([...course('Decimals', ['5.10', '1.000', '0.50', '12345678901234567890.10']), result('Exponent', '1e3')]);
  assert.match(await on.text(on.row('Exponent')), /1e3 mmol\/L/);
  await on.open('Decimals');
  for (const printed of ['5.10', '1.000', '0.50', '12345678901234567890.10']) assert.match(await on.text(on.element.locator('.opened table')), new RegExp(` ${printed.replace('.', '\\.')} mmol/L`));
  assert.deepEqual(await on.element.locator('.limit').allInnerTexts(), ['12345678901234567890.10', '0.50']);
  await on.view('Over time');
  assert.equal(await on.button('1.000').count(), 1);
});

test('33 non-numeric series (positive, negative) on a time strip', async () => {
  await on.show(course('Virus', [undefined, undefined, undefined], (i) => ({ valueCodeableConcept: { text: ['Negative', 'Positive', 'Negative'][i] } })));
  await on.open('Virus');
  assert.deepEqual(await on.element.locator('.word').allInnerTexts(), ['Negative', 'Positive', 'Negative']);
  assert.equal(await on.element.locator('.opened path.dots').first().getAttribute('d'), '');
});

test('34 dataAbsentReason in words', async () => {
  await on.show([result('Missing', undefined, undefined, { dataAbsentReason: { coding: [{ code: 'as-text' }], text: 'Specimen unsatisfactory for evaluation' } }), ...potassium(['4.0'])]);
  assert.match(await on.text(on.row('Missing')), /No value sent: Specimen unsatisfactory for evaluation/);
});

test('35 status: preliminary, corrected with what it was, cancelled, entered in error', async () => {
  await on.show([
    result('Early', '4.0', undefined, { status: 'preliminary' }), result('Right now', '31', undefined, { status: 'corrected', note: [{ text: 'First reported as 310.' }] }), result('Called off', undefined, undefined, { status: 'cancelled', note: [{ text: 'Not received' }] }),
    result('Announced', undefined, undefined, { status: 'registered' }), result('Mistake', '99.9', undefined, { status: 'entered-in-error' }),
  ]);
  for (const [name, word] of [['Early', 'Preliminary'], ['Right now', 'Corrected'], ['Called off', 'Cancelled'], ['Announced', 'Registered']]) assert.equal(await on.row(name).locator('.badge').first().innerText(), word);
  assert.match(await on.text(on.row('Right now')), /First reported as 310\./);
  assert.match(await on.text(), /entries recorded in error are listed apart/);
  assert.match(await on.text(on.element.locator('.in-error')), /Mistake.*99\.9/);
  assert.doesNotMatch(await on.text(on.element.locator('.items')), /99\.9/);
  await on.view('Over time');
  assert.doesNotMatch(await on.text(on.element.locator('.items')), /99\.9/);
});

test('36 specimen, collected and issued times', async () => {
  await on.show([result('Urea', '5.0', '2026-05-01T08:30:00Z', { issued: '2026-05-01T11:00:00Z', specimen: { display: 'Venous blood' } })]);
  assert.match(await on.text(on.row('Urea')), /Specimen: Venous blood · Reported 01-May-2026 12:00.*01-May-2026 09:30/);
  await on.open('Urea');
  assert.match(await on.text(on.row('Urea')), /Sample taken 01-May-2026 09:30/);
});

test('37 radiology report text with conclusion first, images link', async () => {
  const study = { resourceType: 'ImagingStudy', id: 'study1', status: 'available', started: '2026-04-01T09:00:00Z', numberOfSeries: 2, series: [{ uid: '1', modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'DX', display: 'Digital Radiography' }, bodySite: { display: 'Chest' } }] };
  const chest = {
    resourceType: 'DiagnosticReport', id: 'chest1', status: 'final', code: { text: 'XR Chest' }, issued: '2026-04-01T10:00:00Z', imagingStudy: [{ reference: 'ImagingStudy/study1' }], conclusion: 'No focal consolidation.\n\nHeart size normal.',
    presentedForm: [{ contentType: 'text/plain', data: Buffer.from('Line one\nLine two').toString('base64') }], performer: [{ display: 'Example Hospital' }],
  };
  await on.show([study, chest]);
  assert.match(await on.row('XR Chest').locator('p.pre').first().evaluate((node) => node.textContent), /^No focal consolidation\.\n\nHeart size normal\.$/);
  await on.open('XR Chest');
  assert.match(await on.text(on.row('XR Chest')), /No focal consolidation.*Line one Line two.*Digital Radiography · Chest · Series: 2/);
});

test('38 notes and comments with the result', async () => {
  await on.show([result('Urea', '5.0', undefined, { note: [{ text: 'Sample lipaemic <b>', authorString: 'Dr Example' }] })]);
  assert.match(await on.text(on.row('Urea')), /Sample lipaemic <b> \(Dr Example\)/);
});

test('39 table alternative to every chart, always in the document', async () => {
  await on.show([...potassium(['4.0', '4.1', '4.2']), ...course('Sodium', ['140', '139', '138'])]);
  await on.view('Trend');
  assert.equal(await on.element.locator('figure').count(), 2);
  for (const chart of await on.element.locator('figure').all()) {
    const table = chart.locator('xpath=following-sibling::*[1]');
    assert.equal(await table.locator('tbody tr').count(), 3);
    const [over, under] = await Promise.all([chart, table].map((one) => one.boundingBox()));
    assert.ok(over.y + over.height <= under.y);
    assert.equal(over.width, under.width);
  }
});

test('a row keeps to few lines where there is room, nothing of it cut off', async () => {
  await on.show([...potassium(['4.0', '4.4', '6.2'], (i) => ({ low: '3.5', high: '5.3', ...(i === 2 && { interpretation: flag('H') }) })), result('Culture', undefined, undefined, { valueString: 'Trimethoprim    R\nNitrofurantoin  S' })]);
  const size = on.page.viewportSize();
  const box = (selector) => on.row('Potassium').locator(selector).first().evaluate((node) => { const { top, bottom, right } = node.getBoundingClientRect(); return { top, bottom, right }; });
  for (const [width, together] of [[1280, true], [768, true], [320, false]]) {
    await on.page.setViewportSize({ width, height: 800 });
    const [title, value, spark, source] = await Promise.all(['.title', '.value', '.spark', '.prov'].map(box));
    assert.equal(value.top < title.bottom && spark.top < title.bottom, together, String(width));
    assert.ok(source.top >= value.bottom && value.right <= width && spark.right <= width);
    assert.equal(await on.element.evaluate((node) => [...node.shadowRoot.querySelectorAll('.row, .row > *, .row .line-1 > *')].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline').length), 0);
  }
  // unit and dates of an axis are not parted, nor run out of the frame
  await on.page.setViewportSize({ width: 280, height: 800 });
  // a range stays in its row, whatever the width of the letters: its name may stand on a line of its own
  assert.ok(await on.row('Potassium').evaluate((row) => [...row.querySelectorAll('.line-1 *')].every((one) => one.getBoundingClientRect().right <= row.getBoundingClientRect().right - 12)));
  await on.open('Potassium');
  assert.deepEqual(await on.element.locator('.opened .axis > span').evaluateAll((all) => all.map((one) => one.offsetHeight < 30 && one.getBoundingClientRect().right <= one.parentElement.getBoundingClientRect().right + 1)), [true, true, true]);
  await on.page.setViewportSize(size);
  const text = on.row('Culture').locator('.value');
  assert.deepEqual(await text.evaluate((node) => { const { fontFamily, fontWeight, whiteSpaceCollapse } = getComputedStyle(node); return [fontFamily, fontWeight, whiteSpaceCollapse]; }), ['monospace', '400', 'preserve']);
});

test('40 chart by keyboard and screen reader: twelve points', async () => {
  const values = ['4.0', '4.1', '4.2', '4.3', '4.4', '4.5', '4.6', '4.7', '4.8', '4.9', '5.0', '6.20'];
  await on.show(potassium(values, (i) => ({ low: '3.5', high: i < 6 ? '5.3' : '5.1', ...(i === 11 && { interpretation: flag('H') }) })));
  await on.button('Potassium').focus();
  await on.page.keyboard.press('Enter');
  for (let i = 0; i < 30 && (await slider().evaluate((node) => node.getRootNode().activeElement !== node)); i++) await on.page.keyboard.press('Tab');
  await on.page.keyboard.press('Home');
  const heard = [];
  for (const value of values) {
    const said = await slider().getAttribute('aria-valuetext');
    assert.ok(said.includes(`${value} mmol/L`), `${value}: ${said}`);
    assert.equal(await on.element.locator('.said').innerText(), said);
    heard.push(said);
    await on.page.keyboard.press('ArrowRight');
  }
  assert.equal(heard[0], '10-Jan-2025 09:00, 4.0 mmol/L, Reference range 3.5 – 5.3 mmol/L');
  assert.equal(heard[11], '10-Dec-2025 09:00, 6.20 mmol/L, High, Reference range 3.5 – 5.1 mmol/L, Higher by 1.20 mmol/L');
  const tree = await slider().evaluate((node) => node.getAttribute('aria-label'));
  assert.equal(tree, 'Chart Potassium');
});

test('42 5,000 results: few nodes in every view, whatever the number', async () => {
  const tests = ['Potassium', 'Sodium', 'Urea', 'Creatinine', 'Albumin'];
  const start = Date.UTC(2026, 0, 1);
  await on.show(Array.from({ length: 5000 }, (_, i) => result(tests[i % 5], String(4 + (i % 7)), new Date(start - Math.floor(i / 5) * 86_400_000).toISOString(), { low: '3.5', high: '8.0' })));
  const nodes = () => on.page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('dscr-results').shadowRoot, NodeFilter.SHOW_ALL);
    let count = 0;
    while (walker.nextNode()) count++;
    return count;
  });
  assert.match(await on.text(), /Laboratory results \(5 tests, 5000 results\)/);
  for (const name of ['Latest', 'Over time', 'Trend', 'Reports']) {
    await on.view(name);
    assert.ok(await nodes() < 3000, `${name}: ${await nodes()}`);
  }
  await on.view('Latest');
  await on.open('Potassium');
  assert.ok(await nodes() < 3000);
  assert.match(await on.text(on.row('Potassium')), /Results 1 to 8 of 1000/);
});

test('possibly the same: two sources, one group, open, never merged', async () => {
  await on.show([result('Urea', '5.0'), result('Urea', '5.0', undefined, { performer: [{ reference: 'Organization/gp', display: 'Example Surgery' }] })]);
  assert.match(await on.text(on.row('Urea').locator('.twins')), /Possibly the same.*5\.0 mmol\/L.*Example.*5\.0 mmol\/L.*Example/);
  assert.match(await on.text(), /Laboratory results \(1 test, 2 results\)/);
});

test('an uncertain date is as wide as it is uncertain, and stays partial', async () => {
  await on.show([result('Urea', '5.0', '2019-04'), result('Urea', '6.0', '2020-01-05'), result('Urea', '7.0', 'soon')]);
  await on.open('Urea');
  assert.match(await on.element.locator('.wide').getAttribute('d'), /^M\d+ \d+H\d+$/);
  assert.match(await on.text(on.element.locator('.opened table')), /05-Jan-2020.*Apr-2019.*soon/);
});

test('accessible by axe in every view, an opened test included', async () => {
  await on.show([...potassium(['4.0', '<1', '6.2'], (i) => ({ low: '3.5', high: '5.3', ...(i === 2 && { interpretation: flag('H') }) })), ...course('Virus', [undefined, undefined], () => ({ valueString: 'Negative' })), report('Electrolytes', [])]);
  await on.page.evaluate(axe);
  for (const name of ['Latest', 'Over time', 'Trend', 'Reports']) {
    await on.view(name);
    if (name === 'Latest') {
      await on.open('Potassium');
      await on.element.locator('summary', { hasText: /^Filter$/ }).click();
    }
    const { violations } = await on.page.evaluate(() => window.axe.run(document.querySelector('dscr-results'), { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0].html}`), []);
  }
});

test('a search and an opened row are gone with the patient', async () => {
  await on.show([...potassium(['4.0', '4.1']), ...course('Sodium', ['140'])]);
  await on.button('Abnormal only').click();
  await on.open('Potassium');
  await on.show([...potassium(['4.0', '4.1'])], on.other);
  assert.equal(await on.element.locator('.opened').count(), 0);
  assert.doesNotMatch(await on.text(), /Filter on|Sodium/);
  assert.equal(await on.button('Abnormal only').getAttribute('aria-pressed'), 'false');
});

test('nothing went wrong in the page, and digits are sent as digits', () => {
  assert.deepEqual(on.seen.errors, []);
  assert.deepEqual(on.seen.violations, []);
  assert.equal(JSON.stringify({ value: digits('5.10') }).replace(/"§([^"§]+)§"/g, '$1'), '{"value":5.10}');
});
