import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const read = (file) => readFileSync(join(dist, file), 'utf8');
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
const scripts = ['dscr.js', 'dscr.mjs'];

test('the script is within its budget', () => {
  const { file, gzipBytes } = JSON.parse(readFileSync(new URL('budget.json', import.meta.url), 'utf8'));
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  assert.ok(size <= gzipBytes, `${size} bytes, budget ${gzipBytes}`);
});

for (const script of scripts) {
  test(`${script} has no code from strings, no inline style, no markup from strings`, () => {
    const text = read(script);
    for (const banned of [/\beval\s*\(/, /\bnew Function\b/, /[^.\w]Function\s*\(/, /\bset(?:Timeout|Interval)\s*\(\s*["'`]/, /<[a-z-]+[^<>`]*\sstyle\s*=/i, /<style\b/i, /<script\b/i, /\bsrcdoc\b/, /\bdocument\.write\b/, /insertAdjacentHTML/, /\.outerHTML\s*=/]) {
      assert.doesNotMatch(text, banned);
    }
  });

  test(`${script} holds nothing of tests or the demo`, () => {
    const text = read(script);
    for (const banned of [/mock/i, /999 ?000 ?00\d\d/, /localhost:\d/, /sourceMappingURL/, /__DSCR_VERSION__/, /\bprocess\.env\b/, /node_modules/]) assert.doesNotMatch(text, banned);
  });
}

test('browsers are told to compile the script while it arrives, before the first statement', () => {
  assert.match(read('dscr.js'), /^\/\*![^\n]*\*\/\n\/\/# allFunctionsCalledOnLoad\n\(/);
});

test('every file that the contract names is there', () => {
  const named = ['dscr.js', 'dscr.mjs', 'types/index.d.ts', 'custom-elements.json', 'config.schema.json', 'config.example.json',
    'derbyshire.policy.json', 'integrity.json', 'callback.html', 'vscode.html-custom-data.json', 'react.d.ts', 'dscr.d.ts', 'third-party-licences.txt'];
  assert.deepEqual(named.filter((file) => !files.includes(file)), []);
});

test('integrity.json has the SHA-384 of each file', () => {
  const stated = JSON.parse(read('integrity.json'));
  const right = Object.fromEntries(files.filter((file) => file !== 'integrity.json')
    .map((file) => [file, `sha384-${createHash('sha384').update(readFileSync(join(dist, file))).digest('base64')}`]));
  assert.deepEqual(stated, right);
});

test('licences of everything bundled stand beside it', () => {
  const text = read('third-party-licences.txt');
  for (const name of ['lit', 'lit-html', '@lit/reactive-element', '@lit/context', 'oidc-client-ts']) assert.match(text, new RegExp(`^${name} \\d`, 'm'), name);
});
