import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sourceNote } from '../../demo/server/source-notes.mjs';
import { brokenLinks, snippets } from './markdown.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder, ending) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && ending.test(entry.name)).map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));

/** Embedding contract, section 6. */
const CODES = `DSCR_NOT_CONFIGURED DSCR_CONFIG_INVALID DSCR_POLICY_INVALID DSCR_WITHDRAWN DSCR_SIGN_IN_REQUIRED
DSCR_POPUP_BLOCKED DSCR_POPUP_CLOSED DSCR_NO_ROLE DSCR_CLAIMS_OVERAGE DSCR_TOKEN_INVALID DSCR_SESSION_ENDED DSCR_LOCKED DSCR_RENEW_FAILED
DSCR_PATIENT_INVALID DSCR_PATIENT_NOT_FOUND DSCR_PATIENT_MISMATCH DSCR_PATIENT_REFUSED DSCR_TWO_PATIENTS DSCR_FORBIDDEN
DSCR_API_UNAVAILABLE DSCR_API_RESPONSE_INVALID DSCR_TIMEOUT DSCR_LIMIT_REACHED DSCR_LAUNCH_INVALID DSCR_AUDIT_REFUSED DSCR_PRINT_OFF
DSCR_CSP_BLOCKED DSCR_BROWSER_UNSUPPORTED`.split(/\s+/);

test('every code has its heading, with what it means and what to do', () => {
  const parts = read('stories/guide/errors.md').split(/^## /m).slice(1);
  assert.deepEqual(parts.map((part) => part.split('\n')[0].replaceAll('`', '')).toSorted(), CODES.toSorted());
  for (const part of parts) assert.match(part, /^`\w+`\n\n\S[^]{40,}\*\*Do:\*\* \S/, part.split('\n')[0]);
});

test('the source raises no code that the guide does not know', () => {
  const raised = new Set(filesIn('src', /\.ts$/).flatMap((file) => read(file).match(/\bDSCR_[A-Z_]+[A-Z]\b/g) ?? []));
  raised.delete('DSCR_VERSION');
  assert.deepEqual([...raised].filter((code) => !CODES.includes(code)), []);
});

test('links of the guide lead somewhere', () => {
  const pages = ['CHANGELOG.md', 'src/README.md', 'demo/README.md', ...filesIn('stories/guide', /\.mdx?$/)];
  assert.deepEqual(pages.flatMap((page) => brokenLinks(page).map((link) => `${page}: ${link}`)), []);
});

test('JSON in the guide is JSON, and scripts can be read', () => {
  for (const page of filesIn('stories/guide', /\.mdx?$/)) {
    for (const text of snippets(read(page), 'json')) assert.doesNotThrow(() => JSON.parse(text), page);
    for (const text of snippets(read(page), 'js')) assert.doesNotThrow(() => new Function(text), page);
  }
});

test('the note on a source is the one that the demo sends', () => {
  const [note] = snippets(read('stories/guide/api.md'), 'json').map((text) => JSON.parse(text));
  assert.deepEqual(note, sourceNote({ ods: 'X9C01', name: 'Derby City Council', status: 'answered', lastUpdate: '2026-11-25T06:00:00Z' }));
});

test('colours that a host may set are those of the style sheet', () => {
  const colours = (text) => [...new Set(text.match(/--dscr-[a-z-]+[a-z]/g))].toSorted();
  assert.deepEqual(colours(read('stories/guide/embedding.mdx')), colours(read('src/ui/tokens.ts')));
});

test('every decision is listed', () => {
  const listed = read('stories/guide/decisions/README.md');
  const files = readdirSync(join(root, 'stories/guide/decisions')).filter((name) => name !== 'README.md');
  assert.deepEqual(files.filter((name) => !listed.includes(`(${name})`)), []);
  for (const name of files) assert.match(read(`stories/guide/decisions/${name}`), /\*\*(?:Taken|Not taken|Taken in part|A server product was not taken)/, name);
});
