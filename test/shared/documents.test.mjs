import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('documents', 'src/sections/documents/documents.map.ts', 'toDocuments', ['DocumentReference'], ({ shown, unshown }) => {
  // a profile and nothing else
  assert.deepEqual(unshown, ['POST-body', 'POST-success'].map((name) => `nhs-bars/examples1.4.0/document_reference/${name}.json DocumentReference/undefined`));
  assert.ok(shown > 0);
});
