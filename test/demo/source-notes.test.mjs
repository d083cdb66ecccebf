import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceNotes } from '../../demo/server/source-notes.mjs';

const organisations = [
  { ods: 'A', name: 'Long since', contributes: { documents: { live: '2021-06-01' } } },
  { ods: 'B', name: 'Next year', contributes: { documents: { live: '2027-04-01' }, results: { live: '2021-06-01' } } },
  { ods: 'C', name: 'Never said', contributes: { results: { live: '2021-06-01' } } },
];
const access = { sections: ['documents', 'results'] };

test('an organisation that begins on a day to come does not contribute yet, and from that day on it does', () => {
  const statuses = (day, type) => sourceNotes(organisations, [], Date.parse(day))({ type, patient: 'p01' }, access)
    .map(({ extension, details }) => [extension[0].valueIdentifier.value, details.coding[0].code, extension.length === 2]);
  assert.deepEqual(statuses('2026-11-25', 'DocumentReference'), [['A', 'answered', true], ['B', 'not-contributing', false]]);
  assert.deepEqual(statuses('2027-04-01', 'DocumentReference'), [['A', 'answered', true], ['B', 'answered', true]]);
  assert.deepEqual(statuses('2026-11-25', 'Observation'), [['B', 'answered', true], ['C', 'answered', true]]);
});
