// Files as they come from anywhere: one that is odd is said, and the others are loaded all the same.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadRecords } from '../../demo/server/records.mjs';
import { runningDemo } from './support/running-demo.mjs';

const none = { patients: [], resources: [], binaries: new Map() };
const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const ofPatient = { subject: { reference: 'Patient/good' } };
const FILES = {
  'good.json': { resourceType: 'Patient', id: 'good', birthDate: '1970-01-01' },
  'null-identifier.json': { resourceType: 'Flag', id: 'f1', identifier: [null], ...ofPatient },
  'null-author.json': { resourceType: 'Observation', id: 'o1', performer: [null], ...ofPatient },
  'number-1.json': { resourceType: 'Flag', id: 5, ...ofPatient },
  'number-2.json': { resourceType: 'Flag', id: 5, code: { text: 'another' }, ...ofPatient },
  'number-as-number.json': { resourceType: 'Patient', id: 'numbered', birthDate: '1970-01-01', identifier: [{ system: NHS_NUMBER, value: 9990000018 }] },
  'none.ndjson': 'x\n'.repeat(1000),
  'deep.json': `{"resourceType":"Flag","id":"deep","extension":${'['.repeat(6000)}${']'.repeat(6000)}}`,
  'deep-bundles.json': `${'{"resourceType":"Bundle","entry":[{"resource":'.repeat(6000)}null${'}]}'.repeat(6000)}`,
  'long.json': `{"resourceType":"Binary","id":"long","contentType":"text/plain","data":"${'QUJD'.repeat(5_000_000)}"}`,
  'lines.ndjson': [{ resourceType: 'Flag', id: 'l1', ...ofPatient }, '{ broken', { resourceType: 'Flag', id: 'l3', ...ofPatient }, '', 'also broken }'].map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
};

let folder;
let result;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dscr-odd-'));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real', 'flag.json'), JSON.stringify({ resourceType: 'Flag', id: 'real', ...ofPatient }));
  symlinkSync('itself.json', join(folder, 'itself.json'));
  symlinkSync('nowhere.json', join(folder, 'dangling.json'));
  symlinkSync('real', join(folder, 'linked'));
  symlinkSync(join('real', 'flag.json'), join(folder, 'linked-file.json'));
  result = await loadRecords({ data: folder, records: none });
});
after(() => rmSync(folder, { recursive: true }));
const said = (file) => result.problems.filter((problem) => problem.file === file).map(({ says }) => says).join(' | ');

test('what is odd in a file is said of that file', () => {
  assert.equal(said('deep.json'), 'not loaded: nested too deeply');
  assert.equal(said('deep-bundles.json'), 'not loaded: nested too deeply');
  assert.match(said('lines.ndjson'), /^not loaded: line 2: not valid JSON: .* \| not loaded: line 5: not valid JSON: /);
  assert.match(said('none.ndjson'), /line 10: [^|]* \| not loaded: 990 more lines$/);
  assert.equal(said('itself.json'), 'not loaded: a link that leads nowhere');
  assert.equal(said('dangling.json'), 'not loaded: a link that leads nowhere');
  assert.equal(said('linked'), 'not loaded: a link to a folder');
  for (const file of ['good.json', 'null-identifier.json', 'number-1.json', 'number-2.json', 'long.json', 'linked-file.json']) assert.equal(said(file), '', file);
});

test('everything else is loaded, each under a text as its id', () => {
  const flags = result.store.ofPatient('good', 'Flag');
  assert.deepEqual(flags.map(({ id }) => typeof id), flags.map(() => 'string'));
  assert.deepEqual(flags.filter(({ id }) => !/^loaded-/.test(id)).map(({ id }) => id).toSorted(), ['f1', 'l1', 'l3', 'real']);
  assert.equal(flags.length, 6);
  assert.equal(result.store.binaries.get('long').bytes.length, 15_000_000);
  for (const flag of flags) assert.equal(JSON.parse(result.store.text(flag)).id, flag.id);
  assert.match(result.patients.find(({ for: purpose }) => purpose.includes('number-as-number')).for, /invented NHS number/);
});

test('what is odd within an entry does not keep it from being sent', async () => {
  const demo = await runningDemo({ data: folder, records: none });
  const { status, json } = await demo.ask('gp', 'Observation?patient=good&_include=Observation:performer');
  await demo.end();
  assert.deepEqual([status, json.total], [200, 1]);
});
