import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const hazards = JSON.parse(readFileSync(new URL('stories/guide/safety/hazards.json', root), 'utf8'));
const SEVERITIES = ['Minor', 'Significant', 'Considerable', 'Major', 'Catastrophic'];
const LIKELIHOODS = ['Very low', 'Low', 'Medium', 'High', 'Very high'];

/** Titles of tests and suites; a title that is a variable counts by the key or list it is made of. */
const sources = new Map();
function source(file) {
  if (!sources.has(file)) sources.set(file, existsSync(new URL(file, root)) ? readFileSync(new URL(file, root), 'utf8') : undefined);
  return sources.get(file);
}

/** `file::part of a title`: the part must stand in the file, in one line with a test or a key of a table of tests. */
function whyNot(named) {
  const [file, title, ...rest] = named.split('::');
  if (!file || !title || rest.length > 0) return 'not of the form file::title';
  const text = source(file);
  if (text === undefined) return 'no such file';
  const plain = title.replace(/ is fixed$/, '');
  const found = text.split('\n').some((line) => line.includes(title) && /\b(it|test|describe)\(/.test(line)
    || (new RegExp(`^\\s*'?${plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'?: `).test(line)));
  return found ? undefined : 'no such test';
}

test('every hazard is whole, and told apart from the others', () => {
  assert.ok(hazards.length >= 28);
  for (const { id, hazard, cause, severity, likelihood, control, tests } of hazards) {
    assert.match(id, /^H\d+$/);
    for (const text of [hazard, cause, control]) assert.ok(typeof text === 'string' && text.length > 10, id);
    assert.ok(SEVERITIES.includes(severity), `${id}: severity ${severity}`);
    assert.ok(LIKELIHOODS.includes(likelihood), `${id}: likelihood ${likelihood}`);
    assert.ok(Array.isArray(tests), id);
  }
  assert.equal(new Set(hazards.map(({ id }) => id)).size, hazards.length);
  for (let number = 1; number <= 28; number++) assert.ok(hazards.some(({ id }) => id === `H${number}`), `H${number} is gone`);
});

test('every test that a hazard names is there', () => {
  const gone = hazards.flatMap(({ id, tests }) => tests.map((named) => [id, named, whyNot(named)])).filter(([, , why]) => why);
  assert.deepEqual(gone, []);
});

test('every hazard has a test', () => {
  assert.deepEqual(hazards.filter(({ tests }) => tests.length === 0).map(({ id }) => id), []);
});

test('a test that vanished would be noticed', () => {
  assert.equal(whyNot('test/record/when.test.ts::no such title here'), 'no such test');
  assert.equal(whyNot('test/record/gone.test.ts::x'), 'no such file');
  assert.equal(whyNot('test/record/when.test.ts'), 'not of the form file::title');
});
