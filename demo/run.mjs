// `npm run demo`: installs what is missing, builds what is older than its source, starts everything and prints the addresses.
// Only modules of Node are imported before the installation.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = `npm run demo -- [--port N] [--data folder] [--json]
  --port N        first of four ports on localhost (default: free ones)
  --data folder   loads the FHIR R4 files (.json, .ndjson) below the folder as well
  --json          prints one line of JSON when everything is ready`;
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);

class Stop extends Error {}
let child;
let demo;

async function end(code) {
  child?.kill('SIGTERM');
  await demo?.close();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
// Whoever ends npm alone leaves this process without a parent: it ends too.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) void end(0); }, 500).unref();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Stop(`The demo needs Node.js 20.19 or newer. This is ${process.versions.node}: install a newer one from https://nodejs.org and try again.`);
}

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } }));
  } catch (error) {
    throw new Stop(`${error.message}\n${HELP}`);
  }
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_532) throw new Stop(`--port takes a number from 1 to 65532, not ${values.port}.`);
  if (values.data !== undefined && !statSync(values.data, { throwIfNoEntry: false })?.isDirectory()) throw new Stop(`--data: there is no folder ${values.data}.`);
  return { ...values, port, data: values.data === undefined ? undefined : resolve(values.data) };
}

/** Are the packages of the lock file there, in their versions? Those for other platforms are never installed. */
function isInstalled() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const [wanted, present] = [join(root, 'package-lock.json'), hidden].map((path) => JSON.parse(readFileSync(path, 'utf8')).packages);
  return Object.entries(wanted).every(([path, { version, optional, link }]) => path === '' || optional || link || present[path]?.version === version);
}

/** Newest change below a path, in epoch milliseconds. */
function changed(path) {
  const info = statSync(path);
  return info.isDirectory() ? Math.max(info.mtimeMs, ...readdirSync(path).map((name) => changed(join(path, name)))) : info.mtimeMs;
}

function isBuilt() {
  const built = statSync(join(root, 'dist/dscr.js'), { throwIfNoEntry: false });
  return built !== undefined && ['src', 'package.json', 'vite.config.ts', 'tsconfig.json'].map((name) => join(root, name)).filter(existsSync).every((path) => changed(path) <= built.mtimeMs);
}

/** Runs a program; what it writes is shown only where it fails. */
async function run(command, args) {
  const written = [];
  child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && command === 'npm' });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => written.push(chunk));
  const code = await new Promise((ended) => {
    child.once('error', (error) => { written.push(error.message); ended(1); });
    child.once('close', ended);
  });
  child = undefined;
  if (code !== 0) throw new Stop(`${command} ${args.join(' ')} failed:\n${written.join('')}`);
}

async function install() {
  say('Installing packages (about half a minute) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await (npm && /\.c?js$/.test(npm) ? run(process.execPath, [npm, ...args]) : run('npm', args));
}

async function build() {
  say('Building the script …');
  await run(process.execPath, [join(root, 'test/support/build.mjs'), '--no-gate']);
}

function print({ addresses, patients, problems }, { data, json }, people) {
  if (data !== undefined) {
    for (const { file, says } of problems) say(`${file}: ${says}`);
  }
  if (json) return process.stdout.write(`${JSON.stringify(addresses)}\n`);
  const list = (rows) => rows.map((cells) => `  ${cells.join('  ')}`).join('\n');
  process.stdout.write(`The demo is running. Open ${addresses.host} and press "Sign in". Ctrl-C ends it.

  host page          ${addresses.host}
  a host system      ${addresses.host}/hosts/liquidlogic
  medicines only     ${addresses.host}/meds-only
  audit trail        ${addresses.host}/audit
  FHIR API           ${addresses.api}
  identity provider  ${addresses.issuer}
  request log        ${addresses.requestLog}
  patients           ${addresses.patients}
  faults             ${addresses.faults}

People who can sign in:
${list(people.map(({ id, does }) => [id.padEnd(16), does]))}

Patients:
${list(patients.map(({ nhsNumber, name, birthDate, for: purpose }) => [nhsNumber.replace(/^(...)(...)/, '$1 $2 '), birthDate.padEnd(10), `${name}: ${purpose}`]))}
`);
}

try {
  checkNode();
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${HELP}\n`);
    process.exit(0);
  }
  if (!isInstalled()) await install();
  if (!isBuilt()) await build();
  const { startDemo } = await import('./server/start.mjs');
  const { PEOPLE } = await import('./server/people.mjs');
  demo = await startDemo(options);
  print(demo, options, PEOPLE);
} catch (error) {
  say(error instanceof Stop || /^Port \d+ is taken/.test(error.message) ? error.message : error.stack);
  await end(1);
}
