import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cellsOf, choicesOf, entriesOf, matching, stamp } from '../../demo/server/audit-page/entries.js';
import { runningDemo } from './support/running-demo.mjs';

let demo;
let patient;
before(async () => {
  demo = await runningDemo();
  patient = (await demo.findPatient('nurse', demo.patientFor('rich'))).json.entry[0].resource.id;
});
after(() => demo.end());

const NAMED = 'FERNILEE, Marguerite Rose (Mrs), NHS\u00a0No.\u00a0999\u00a0000\u00a00018';
const act = (type, details = {}, more = []) => ({
  resourceType: 'AuditEvent', subtype: [{ system: 'urn:dscr:audit', code: type }],
  entity: [{ what: { reference: `Patient/${patient}` } }, ...more, { what: { identifier: { value: 'x' } }, detail: Object.entries(details).map(([name, valueString]) => ({ type: name, valueString })) }],
});
const post = (person, event) => demo.ask(person, 'AuditEvent', { method: 'POST', body: JSON.stringify(event) });
const read = async () => entriesOf((await demo.ask('privacy-officer', 'AuditEvent?_sort=-date&_count=1000')).json.entry.map(({ resource }) => resource));

test('times are of London, day first, in words', () => {
  assert.deepEqual(['2026-09-03T23:30:00Z', '2026-12-31T23:30:00Z'].map(stamp), ['04-Sep-2026 00:30', '31-Dec-2026 23:30']);
});

test('who opened whose documents, when and why can be read of the trail', async () => {
  await post('nurse', act('emergency-start', { section: 'documents', reason: 'Emergency care', text: 'Unconscious on arrival' }));
  await post('nurse', act('document', { section: 'documents' }, [{ what: { reference: 'DocumentReference/p01-doc-1' } }]));
  const { entries } = await read();
  const [opened, emergency] = matching(entries, { patient: `Patient/${patient}`, person: 'Mr Caspian Yewdale', kind: '' }).filter(({ kind }) => kind !== 'request').map(cellsOf);
  const nurse = 'Mr Caspian Yewdale, Nurse Access Role, Derbyshire Community Health Services NHS Foundation Trust';
  assert.match(opened[0], /^\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d$/);
  assert.deepEqual(opened.slice(1), [nurse, NAMED, 'Opened a document', 'Documents, p01-doc-1', '']);
  assert.deepEqual(emergency.slice(1), [nurse, NAMED, 'Opened emergency access', 'Documents', 'Emergency care: Unconscious on arrival']);
});

test('requests of one section are one entry; those of the trail itself are left out and counted; a refusal stands for itself', async () => {
  const before = await read();
  for (const path of [`DiagnosticReport?patient=${patient}`, `Observation?patient=${patient}`]) await demo.ask('gp', path);
  await demo.ask('receptionist', `Observation?patient=${patient}`);
  await demo.ask('receptionist', 'AuditEvent');
  await post('gp', act('view', { section: 'results' }));
  const { entries, own } = await read();
  assert.deepEqual(entries.slice(0, entries.length - before.entries.length).map((entry) => cellsOf(entry).slice(2)), [
    [NAMED, 'Viewed', 'Results', ''], ['', 'Was refused AuditEvent (403)', 'AuditEvent', ''], [NAMED, 'Was refused Observation (403)', 'Results', ''], [NAMED, 'Asked the API (2 requests)', 'Results', ''],
  ]);
  // the delivery of one event, and one reading
  assert.equal(own - before.own, 2);
  assert.deepEqual(matching(entries, { kind: 'refused' }).map(({ person }) => person).slice(0, 2), ['Mr Osbert Lintonfield', 'Mr Osbert Lintonfield']);
  assert.ok(choicesOf(entries).patients.some(([id, text]) => id === `Patient/${patient}` && text === NAMED));
});

test('who sends an event learns no name from it', async () => {
  const { text } = await post('receptionist', { ...act('view'), entity: [{ what: { reference: 'Patient/p15' } }] });
  assert.doesNotMatch(text, /BASLOWE|nhs-number/i);
});

test('an event of any shape leaves the trail readable', async () => {
  for (const more of [{ subtype: {} }, { subtype: [null] }, { outcomeDesc: {} }]) assert.equal((await post('nurse', { resourceType: 'AuditEvent', ...more })).status, 201);
  for (const detail of [{}, 'x', [null, 5], [{}]]) assert.equal((await post('nurse', { resourceType: 'AuditEvent', entity: [{ detail, what: { reference: 'Patient/nobody', identifier: { value: 5 } } }] })).status, 201);
  const { entries } = await read();
  assert.ok(entries.map(cellsOf).flat().every((text) => typeof text === 'string'));
});
