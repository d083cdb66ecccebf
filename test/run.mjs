// `npm test`: everything, from a fresh clone. `--only=types,lint` runs the steps named. Node builtins only: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, findHeadlessShell } from './support/find-browser.mjs';
import { closingLine, tap } from './support/tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** A run takes about nine minutes on two cores, on some machines more: only one that hangs is stopped. */
const MINUTES = 15;

const bin = (path) => join('node_modules', path);
const testFiles = (ending) => readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
  .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/')).toSorted();

/** A step without `count` is one test: it passes or it fails. */
const STEPS = [
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '--emitDeclarationOnly', 'false', '-p', 'tsconfig.json'] },
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '-c', 'test/lint/eslint.config.mjs', '--no-error-on-unmatched-pattern', 'src', 'test', 'stories'] },
  { name: 'imports', args: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', 'test/lint/dependency-cruiser.cjs', '--output-type', 'err-long', 'src'] },
  { name: 'build', args: ['test/support/build.mjs'] },
  // After the build: stories read its manifest.
  { name: 'test-types', args: [bin('typescript/bin/tsc'), '-p', 'test/tsconfig.json'] },
  { name: 'browser', args: [bin('@web/test-runner/dist/bin.js'), '--config', 'test/web-test-runner.config.mjs'], count: closingLine },
  { name: 'node', args: () => ['--test', '--test-reporter=tap', '--test-concurrency=2', ...testFiles('.test.mjs')], count: tap },
  { name: 'storybook', args: ['test/support/storybook.mjs', '--build'] },
  { name: 'stories', args: ['test/support/story-check.mjs'], count: closingLine },
];

function fail(sentence) {
  console.error(sentence);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

function install() {
  if (existsSync(join(root, 'node_modules', '.package-lock.json'))) return;
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const { status } = spawnSync(npm[0], [...npm.slice(1), 'ci', '--ignore-scripts'], { cwd: root, stdio: 'inherit', shell: npm.length === 1 });
  if (status !== 0) fail('The npm packages could not be installed: see above.');
}

function apt(...packages) {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
}

function browser() {
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (mayInstall && !findBrowser()) apt('chromium');
  if (!findBrowser()) fail('The tests need a browser: install Chromium, Google Chrome or Microsoft Edge, or set CHROME_PATH to its program.');
  // Debian alone has it (Ubuntu does not), and a run goes on without.
  if (mayInstall && !process.env.CHROME_PATH && !findHeadlessShell() && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))) apt('chromium-headless-shell');
}

/** Runs one step to its end, or to the deadline of the whole run. */
const run = (args) => new Promise((done) => {
  let output = '';
  let late = false;
  // Its own group, so that browsers and servers it started end with it.
  const child = spawn(process.execPath, args, {
    cwd: root, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32',
  });
  const timer = setTimeout(() => {
    late = true;
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  }, Math.max(1_000, deadline - Date.now()));
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { output += text; });
  child.on('error', (error) => { output += error.stack; });
  child.on('close', (code) => {
    clearTimeout(timer);
    done({ code, output: late ? `${output}\nStopped: the whole run may take ${MINUTES} minutes.` : output });
  });
});

/** A step that crashed, or failed beside its tests, is one failure more. */
function tally({ count }, { code, output }) {
  if (!count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  const { passed, failed, skipped } = count(output) ?? { passed: 0, failed: 0, skipped: [] };
  const nothing = passed + failed === 0;
  return { passed, failed: failed > 0 ? failed : code !== 0 || nothing ? 1 : 0, skipped };
}

const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length).split(',');
const unknown = only?.filter((name) => !STEPS.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) fail(`There is no step ${unknown.join(', ')}. Steps: ${STEPS.map(({ name }) => name).join(', ')}.`);

install();
browser();
/** Of the tests: how long packages and a browser take to come is the network's affair. */
const deadline = Date.now() + MINUTES * 60_000 - 5_000;

const total = { passed: 0, failed: 0, skipped: [] };
for (const step of STEPS.filter(({ name }) => only?.includes(name) ?? true)) {
  const started = Date.now();
  const result = await run(typeof step.args === 'function' ? step.args() : step.args);
  const { passed, failed, skipped } = tally(step, result);
  if (failed > 0) console.log(`\n--- ${step.name} ---\n${result.output.trim()}\n`);
  console.log(`${step.name}: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
}
for (const name of total.skipped) console.log(`skipped: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
