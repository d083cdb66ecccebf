// What other viewers can do with medicines, row by row (peers, 5.3), in the script as built; and what issue and CUI ask beyond that.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { test } from '../e2e/support/suite.mjs';
import { openMedicines, startMedicines } from './support.mjs';

let suite;
let meds;
before(async () => {
  suite = await startMedicines();
  meds = await openMedicines(suite);
}, { timeout: 90_000 });
after(() => suite.end());
/** Every test begins where a reader does. */
beforeEach(async () => {
  if ((await meds.ask(() => window.root().querySelector('[type=search]').value)) !== '') await meds.search('');
  await meds.choose('Source', 'All');
  await meds.choose('Show', 'Newest first');
  await meds.press('Current');
});
afterEach(() => assert.deepEqual(meds.seen, { errors: [], console: [], violations: [] }));

const names = (rows, ...wanted) => wanted.map((name) => (rows ?? []).some((row) => row.startsWith(name)));
const pressed = () => meds.ask(() => [...window.root().querySelectorAll('[aria-pressed]')].map((one) => `${one.textContent} ${one.getAttribute('aria-pressed')}`));
const notice = () => meds.ask(() => window.root().querySelector('.notice[aria-live]')?.textContent.replace(/\s+/g, ' ').trim() ?? null);
const UNCLEAR = ['Levothyroxine', 'Ibuprofen', 'Dapagliflozin', 'Never 5mg'];

test('43 Current / upcoming / past split, + “unclear” bucket', async () => {
  const current = await meds.lists();
  assert.deepEqual(Object.keys(current), ['Current', 'Status unclear', 'Dispensed: not linked to a course']);
  assert.deepEqual(await pressed(), ['Current true', 'Past false']);
  assert.deepEqual(names(current.Current, 'Warfarin', 'Ramipril', 'Metformin', 'Levothyroxine'), [true, false, false, false]);
  assert.match(await meds.rowText('Later 5mg'), /^Later 5mg tablets Not Started/);
  await meds.press('Past');
  const past = await meds.lists();
  assert.deepEqual(Object.keys(past), ['Past', 'Status unclear', 'Dispensed: not linked to a course']);
  assert.deepEqual(await pressed(), ['Current false', 'Past true']);
  assert.deepEqual(names(past.Past, 'Warfarin', 'Ramipril', 'Metformin'), [false, true, true]);
  for (const { 'Status unclear': unclear } of [current, past]) {
    assert.equal(unclear.length, 4);
    assert.deepEqual(names(unclear, ...UNCLEAR), [true, true, true, true]);
  }
});

test('44 Source dosage text verbatim first', async () => {
  const texts = new Set(meds.sent.filter((one) => one.status !== 'entered-in-error').flatMap((one) => one.dosageInstruction ?? one.dosage ?? []).flatMap((one) => one.text ?? []));
  assert.ok(texts.size > 25);
  const shown = new Set();
  for (const name of ['Current', 'Past']) {
    await meds.press(name);
    for (const text of await meds.ask(() => [...window.root().querySelectorAll('.dose b')].map((one) => one.textContent))) shown.add(text);
  }
  assert.deepEqual([...texts].filter((one) => !shown.has(one)), []);
  const styled = await meds.ask(() => [...window.root().querySelectorAll('.dose b')].map((one) => { const { textTransform, whiteSpace } = getComputedStyle(one); return `${textTransform} ${whiteSpace}`; }));
  assert.deepEqual([...new Set(styled)], ['none pre-wrap']);
  await meds.press('Past');
  // The text first, what is coded beneath it, and the two told apart where they differ.
  assert.match(await meds.rowText('Doxycycline'), /DOSE Two capsules on the first day, then one each day Dose as coded is not the same as the text ?Dose as coded100 mg — Oral — four times a day/);
});

test('45 AND/THEN/OR dosing, PRN, max dose', async () => {
  const structured = await meds.rowText('Structured 500mg');
  assert.match(structured, /DOSE 1 tablet to 2 tablets — every 6 hours — as required for pain — maximum 8 tablets per 24 hours ?and ?DOSE 1 tablet OR 2 tablets at night ?then ?DOSE at 100 mL per hour/);
  assert.match(await meds.rowText('Paracetamol'), /DOSE One or two up to four times a day when needed for pain Dose as codedOral — as required — maximum 8 tablet per 24 hour/);
  await meds.press('Past');
  assert.match(await meds.rowText('Prednisolone'), /30 mg each morning for 5 days.*then ?DOSE 20 mg each.*then ?DOSE 10 mg each.*then ?DOSE 5 mg each morning for 5 days, then stop/);
});

test('46 Why stopped / changed, by whom', async () => {
  const changed = await meds.fields('Changed 10mg');
  assert.equal(changed['Last change'], 'changed, Dose halved for cough, 03-Sep-2026');
  assert.equal(changed.Notes, 'Cough at the higher dose (Dr Nobody Invented)');
  await meds.press('Past');
  assert.match((await meds.fields('Ramipril')).History, /^18-Nov-2026 16:25 · Stopped · Dr Idris Fallowmere, .*Fernilee Lane Surgery · Potassium rising on two samples$/);
  assert.equal((await meds.fields('Metformin')).History, undefined);
  assert.equal((await meds.fields('Metformin'))['Status reason'], 'Acute kidney injury, March 2026');
  assert.match(await meds.rowText('Metformin'), /Discontinued.*Fernilee Lane Surgery/);
  assert.match(await meds.rowText('Co-amoxiclav'), /Discontinued.*Prescribed before the penicillin allergy was seen.*University Hospitals of Derby.*Dr /);
});

test('47 Last issued/dispensed, next due, days’ supply', async () => {
  await meds.search('atorvastatin');
  await meds.choose('Source', 'Fernilee Lane Surgery');
  const { 'Last issued': last, 'Issues used': used, 'Authorisation ends': ends, Type: type } = await meds.fields('Atorvastatin');
  assert.deepEqual({ last, used, ends, type }, { last: '16-Nov-2026', used: '4 of 6', ends: '01-May-2027', type: 'Continuous long term (repeat dispensing)' });
  assert.match(await meds.rowText('Atorvastatin'), /Authorised \(1 shown\) · Issued \(4 shown\)/);
  assert.match(await meds.rowText('Atorvastatin'), /Issued 16-Nov-2026.*Completed.*Expected supply28 day/);
  await meds.choose('Source', 'All');
  await meds.search('chlorphenamine');
  const supply = await meds.fields('Chlorphenamine');
  assert.deepEqual([supply.Dispensed, supply.Quantity, supply['Expected supply'], supply.Type], ['08-Jun-2026 15:30', '14 tablet', '14 day', 'Over the counter']);
  // Nothing is reckoned: where the source gave no date of the last issue, there is none, only the issues themselves.
  await meds.search('');
  assert.equal((await meds.fields('Plan only'))['Last issued'], undefined);
  assert.match(await meds.rowText('Plan only'), /Issued \(1 shown\)/);
});

test('48 GP repeat vs hospital vs community view side by side', async () => {
  await meds.choose('Show', 'By source');
  const sides = await meds.ask(() => [...window.root().querySelectorAll('.sides')].map((row) => [...row.children].map((side) => [...side.querySelectorAll('.muted')].map((one) => `${one.textContent}: ${one.nextElementSibling.textContent}`))));
  const rowsOf = (name) => sides.filter((row) => row.flat().some((one) => one.includes(name)));
  // One dm+d code, two sources, two doses: beside one another, each as its source has it. Warfarin has no code: alone.
  const row = (await meds.ask(() => [...window.root().querySelectorAll('.sides')].map((one) => one.textContent.replace(/\s+/g, ' ')))).find((one) => one.includes('TWO at night'));
  assert.match(row, /GP practice.*One to be taken at night.*Hospital.*TWO at night/);
  assert.deepEqual(rowsOf('Atorvastatin')[0], [['GP practice: Atorvastatin 20mg tablets'], ['Hospital: Atorvastatin 20mg tablets'], [], []]);
  assert.deepEqual(rowsOf('Emollient'), [[[], [], ['Community: Emollient cream (wound service)'], []]]);
  assert.deepEqual(rowsOf('Warfarin').map((one) => one.flat()), [['GP practice: Warfarin 1mg tablets'], ['Dispensed: Warfarin 1mg tablets']]);
  const tops = await meds.ask(() => [...[...window.root().querySelectorAll('.sides')].find((one) => one.textContent.includes('TWO at night')).children].map((one) => Math.round(one.getBoundingClientRect().top)));
  assert.equal(new Set(tops).size, 1);
});

test('49 High-risk marker (host-supplied list)', async () => {
  const stops = (opened) => opened.ask(() => [...window.root().querySelectorAll('.items li.row')].flatMap((row) => [...row.querySelectorAll(':scope > .badge.stop')].map((badge) => `${row.querySelector('.title').textContent}: ${badge.textContent}`)));
  assert.deepEqual((await stops(meds)).sort(), ['Furosemide 40mg tablets: Suspended', 'Never 5mg tablets: Not to be carried out']);
  const risky = await openMedicines(suite, { highRisk: [{ system: 'https://dmd.nhs.uk', code: '322236009', label: 'Count all paracetamol' }, { code: '317291008' }] });
  assert.deepEqual((await stops(risky)).filter((one) => !/Suspended|carried/.test(one)).sort(), ['Omeprazole 20mg gastro-resistant capsules: High-risk medicine', 'Paracetamol 500mg tablets: Count all paracetamol']);
  await risky.close();
});

test('50 Missing duration ≠ “indefinite”', async () => {
  const { 'Start date': start, 'End date': end, Indication: indication, Route: route, 'Not stated': missing } = await meds.fields('Warfarin');
  assert.deepEqual({ start, end, indication, route, missing }, { start: '21-Feb-2022', end: undefined, indication: undefined, route: 'Oral', missing: 'Indication, End date' });
  assert.doesNotMatch(await suite.text(meds.page), /indefinite|ongoing|no end/i);
});

test('51 Search/sort/filter; print', async () => {
  await meds.choose('Show', 'By name');
  const titles = () => meds.ask(() => [...window.root().querySelector('.rows').querySelectorAll(':scope > li > .title')].map((one) => one.textContent));
  const sorted = await titles();
  assert.ok(sorted.length > 20);
  assert.deepEqual(sorted, sorted.toSorted(new Intl.Collator('en-GB', { numeric: true }).compare));
  await meds.search('warfarin yellow');
  assert.deepEqual(await titles(), ['Warfarin 1mg tablets']);
  assert.equal(await notice(), 'Filter on: showing 5 of 32 medicines. 27 hidden: not found by the search. Clear filter');
  const headings = await meds.ask(() => [...window.root().querySelectorAll('.items > h3')].map((one) => one.textContent));
  assert.deepEqual(headings, ['Current (1 of 23 shown)', 'Status unclear (4 shown)', 'Dispensed: not linked to a course (0 of 5 shown)']);
  await meds.press('Clear filter');
  assert.equal(await notice(), null);
  await meds.choose('Source', 'Derbyshire Community Health Services NHS Foundation Trust');
  assert.match(await notice(), /^Filter on: .* hidden: from other sources\. Clear filter$/);
  assert.deepEqual((await titles()).toSorted(), ['Emollient cream (wound service)', 'Hydroxocobalamin 1mg/1ml solution for injection ampoules']);
  // On paper everything of the list stands, and what is unclear with it.
  await meds.press('Clear filter');
  const printed = await meds.ask(() => window.e2e.paper('dscr-meds'));
  for (const text of ['Warfarin 1mg tablets', 'Status unclear (4 shown)', '15 mg (six tablets) ONCE A WEEK, on Monday. Not daily.', 'Stopped or completed in the last 90 days (3 shown)']) assert.ok(printed.includes(text), text);
  // A filter ends with its patient.
  await meds.search('warfarin');
  const back = await meds.ask(async ([other, main]) => {
    const element = document.querySelector('dscr-meds');
    for (const { nhsNumber, birthDate } of [other, main]) {
      element.patient = { nhsNumber, birthDate };
      await element.settled;
      await element.updateComplete;
    }
    return [window.root().querySelector('[type=search]').value, window.root().querySelector('.notice[aria-live]')];
  }, [suite.patientFor('a child'), suite.patientFor('every section')]);
  assert.deepEqual(back, ['', null]);
});

test('52 dm+d / CUI line typography, no wrap inside dose', async () => {
  const sent = new Set(meds.sent.flatMap((one) => [one.medicationCodeableConcept?.text ?? []]).flat());
  const titles = await meds.ask(() => [...window.root().querySelectorAll('.items li.row > .title')].map((one) => [one.textContent, getComputedStyle(one).textTransform, Number(getComputedStyle(one).fontWeight)]));
  for (const [title, transform, weight] of titles) {
    assert.ok(sent.has(title) || / — [A-Z]/.test(title), title);
    assert.deepEqual([transform, weight >= 600], ['none', true]);
  }
  await meds.page.setViewportSize({ width: 280, height: 900 });
  // A number and the word after it stand on one line, however narrow.
  const parted = await meds.ask(() => [...window.root().querySelectorAll('.dose b, .title, dd.pre:not(:has(.unseen))')].flatMap((host) => [...host.textContent.matchAll(/\d[\d.,]{0,8}[ \u00a0]?[A-Za-z%]{1,12}(?![A-Za-z])/g)].flatMap((found) => {
    const texts = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const [from, to] = [found.index, found.index + found[0].length];
    for (let seen = 0, node = texts.nextNode(); node; seen += node.data.length, node = texts.nextNode()) {
      if (seen <= from && from < seen + node.data.length) range.setStart(node, from - seen);
      if (seen < to && to <= seen + node.data.length) range.setEnd(node, to - seen);
    }
    const lines = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top)));
    return lines.size > 1 ? found[0] : [];
  })));
  const numbers = await meds.ask(() => [...window.root().querySelectorAll('.dose b')].filter((one) => /\d/.test(one.textContent)).length);
  await meds.page.setViewportSize({ width: 1280, height: 900 });
  assert.ok(numbers > 8);
  assert.deepEqual(parted, []);
});

test('Recently ended medicines are told of above Current, with count and interval', async () => {
  const told = await meds.ask(() => { const one = window.root().querySelector('.ended'); return [one.textContent.replace(/\s+/g, ' ').trim(), one.compareDocumentPosition([...window.root().querySelectorAll('h3')].find((h) => h.textContent.startsWith('Current'))) & Node.DOCUMENT_POSITION_FOLLOWING]; });
  assert.match(told[0], /^Stopped or completed in the last 90 days \(3 shown\) Ramipril 5mg capsules, Discontinued 18-Nov-2026.*Past, end date not stated \(4 shown\)$/);
  assert.ok(told[1]);
});

test('One course holds statement, authorisation and issues; a differing dose inside is not folded away', async () => {
  const { Current: rows } = await meds.lists();
  assert.equal(rows.filter((one) => one.startsWith('Warfarin')).length, 1);
  assert.equal(rows.filter((one) => one.startsWith('Plan only')).length, 1);
});

test('List warnings of GP Connect stand in their own words above the list', async () => {
  const gaps = await meds.ask(() => { const root = window.root(); const text = [...root.querySelectorAll('.gap')].map((one) => one.textContent.replace(/\s+/g, ' ').trim()); return [text, Boolean(root.querySelector('.gap').compareDocumentPosition(root.querySelector('.items')) & Node.DOCUMENT_POSITION_FOLLOWING)]; });
  for (const text of ['Items excluded due to confidentiality and/or patient preferences.', 'Patient data may be incomplete as there is data supplied by a third party awaiting review before becoming available.']) assert.ok(gaps[0].some((one) => one.includes(text)), text);
  assert.ok(gaps[1]);
});

test('A Medication contained or sent along gives the name and the form', async () => {
  assert.match(await meds.rowText('Adalimumab'), /^Adalimumab 40mg\/0\.4ml solution for injection pre-filled pens — Solution for injection/);
  await meds.press('Past');
  assert.match(await meds.rowText('Enoxaparin'), /^Enoxaparin sodium 20mg\/0\.2ml solution for injection pre-filled syringes/);
});

test('Degraded entries stand by their text with the warning; what is not to be given is no current medicine', async () => {
  assert.match(await meds.rowText('Co-codamol'), /^Co-codamol 30mg\/500mg caplets \(old practice\).*DOSE 1-2 qds prn Transferred from another system: not coded/);
  const { 'Status unclear': unclear } = await meds.lists();
  assert.ok(unclear.some((one) => /^Never 5mg tablets.*Not to be carried out/.test(one)));
});

test('A time line of courses: what has no end stated is drawn as open, what has no start not at all', async () => {
  await meds.choose('Show', 'Time line');
  const bar = (name) => meds.ask((one) => { const rect = window.row(one).querySelector('.bar rect'); return rect && [rect.getAttribute('class'), Math.round(Number(rect.getAttribute('x')) + Number(rect.getAttribute('width')))]; }, name);
  assert.deepEqual(await bar('Warfarin'), ['open', 100]);
  assert.equal(await bar('Emollient'), null);
  assert.equal(await bar('Later'), null);
  await meds.press('Past');
  const [kind, end] = await bar('Metformin');
  assert.equal(kind, '');
  assert.ok(end < 100 && end > 50, `${end}`);
});
