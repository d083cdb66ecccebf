import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../', import.meta.url));
let root;

/** A clone with the demo as it is, and stand-ins for npm and the build that leave a note. */
before(() => {
  root = mkdtempSync(join(tmpdir(), 'dscr-run-'));
  for (const name of ['demo', 'package.json', 'package-lock.json']) cpSync(join(project, name), join(root, name), { recursive: true });
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, 'test/support'), { recursive: true });
  writeFileSync(join(root, 'src/dscr.ts'), '');
  writeFileSync(join(root, 'test/support/build.mjs'), `
    import { mkdirSync, writeFileSync } from 'node:fs';
    mkdirSync('dist', { recursive: true });
    writeFileSync('dist/dscr.js', '');
    writeFileSync('built.txt', '');`);
  writeFileSync(join(root, 'npm.cjs'), `
    require('node:fs').writeFileSync('installed.txt', process.argv.slice(2).join(' '));
    require('node:fs').symlinkSync(${JSON.stringify(join(project, 'node_modules'))}, 'node_modules');`);
});
after(() => rmSync(root, { recursive: true }));

const here = (name) => join(root, name);
beforeEach(() => {
  for (const name of ['installed.txt', 'built.txt']) rmSync(here(name), { force: true });
});

function run(...args) {
  const child = spawn(process.execPath, [here('demo/run.mjs'), ...args], { cwd: root, env: { ...process.env, npm_execpath: here('npm.cjs') } });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk) => { written.out += chunk; });
  child.stderr.on('data', (chunk) => { written.err += chunk; });
  const ended = new Promise((done) => { child.once('close', (code, signal) => done({ code, signal })); });
  const ready = new Promise((done, failed) => {
    child.stdout.on('data', () => { if (written.out.includes('\n')) done(); });
    ended.then(() => failed(new Error(written.err)));
  });
  ready.catch(() => {});
  return { child, written, ended, ready };
}

test('on a fresh clone it installs, builds, starts, and prints one line of JSON; ended, it leaves nothing behind', async () => {
  const { child, written, ended, ready } = run('--json');
  await ready;
  assert.equal(readFileSync(here('installed.txt'), 'utf8'), 'ci --ignore-scripts --no-audit --no-fund');
  assert.ok(existsSync(here('built.txt')));
  assert.match(written.out, /^\{.*\}\n$/);
  const addresses = JSON.parse(written.out);
  assert.deepEqual(Object.keys(addresses), ['host', 'api', 'issuer', 'requestLog', 'patients', 'faults']);
  for (const address of Object.values(addresses)) assert.equal(new URL(address).hostname, 'localhost');
  const patients = await (await fetch(addresses.patients)).json();
  assert.ok(patients.length >= 10);
  assert.deepEqual(Object.keys(patients[0]), ['nhsNumber', 'name', 'birthDate', 'for']);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, { code: 0, signal: null });
  for (const address of [addresses.host, addresses.api, addresses.issuer]) await assert.rejects(fetch(address));
  assert.equal(written.out.split('\n').length, 2);
});

test('the second time it only starts; Ctrl-C ends it; people and patients are listed', async () => {
  if (!existsSync(here('node_modules'))) symlinkSync(join(project, 'node_modules'), here('node_modules'));
  const { child, written, ended, ready } = run();
  await ready;
  assert.equal(existsSync(here('installed.txt')) || existsSync(here('built.txt')), false);
  assert.match(written.out, /social-worker/);
  assert.match(written.out, /999 000 0018/);
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
});

test('a changed source is built again', async () => {
  const later = new Date(Date.now() + 5000);
  utimesSync(here('src/dscr.ts'), later, later);
  const { child, ended, ready } = run('--json');
  await ready;
  assert.ok(existsSync(here('built.txt')));
  child.kill('SIGTERM');
  await ended;
});

test('what is wrong is said in a sentence', async () => {
  const taken = createServer();
  await new Promise((listening) => { taken.listen(0, 'localhost', listening); });
  const { port } = taken.address();
  for (const [args, says] of [[['--colour'], /--colour/], [['--port', 'x'], /--port takes a number/], [['--data', '/nowhere/at/all'], /there is no folder/], [['--port', String(port)], new RegExp(`Port ${port} is taken`)]]) {
    const { written, ended } = run(...args);
    assert.equal((await ended).code, 1);
    assert.match(written.err, says);
    assert.doesNotMatch(written.err, /\n\s+at /);
    assert.equal(written.out, '');
  }
  taken.close();
});
