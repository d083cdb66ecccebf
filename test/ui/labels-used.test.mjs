import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

const root = fileURLToPath(new URL('../../src/', import.meta.url));
const own = readFileSync(`${root}ui/labels.ts`, 'utf8');
const { labels } = await import(`data:text/javascript,${encodeURIComponent(transformSync(own, { loader: 'ts' }).code)}`);

test('every label is used somewhere', () => {
  const code = readdirSync(root, { recursive: true }).filter((file) => file.endsWith('.ts') && !file.endsWith('labels.ts'))
    .map((file) => readFileSync(root + file, 'utf8')).join('\n');
  const isUsed = (name) => new RegExp(`labels\\.${name}\\b|['"\`]${name}['"\`]|\\b${name}: `).test(code) || new RegExp(`labels\\.${name}\\b`).test(own);
  assert.ok(Object.keys(labels).length > 100);
  assert.deepEqual(Object.keys(labels).filter((name) => !isUsed(name)), []);
});
