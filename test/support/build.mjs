// `npm run build`: makes the whole of dist/. `--no-gate` lets a bundle over the budget pass; `--report` says what weighs what.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, minify } from 'vite';
import { thirdPartyLicences } from './build/licences.mjs';
import { htmlData, makeManifest } from './build/manifest.mjs';
import { reactTypings, typings } from './build/typings.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');
// Everything is made beside dist and then moved: whoever reads dist meanwhile sees the last whole build.
const made = join(root, '.cache', `dist-${process.pid}`);
const flags = new Set(process.argv.slice(2));

const COPIES = [
  ['src/config/config.schema.json', 'config.schema.json'],
  ['src/config/config.example.json', 'config.example.json'],
  ['demo/derbyshire.policy.json', 'derbyshire.policy.json'],
  ['src/session/callback.html', 'callback.html'],
];

const write = (name, content) => writeFileSync(join(made, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);

async function bundle(mode) {
  const output = await build({
    root, mode, configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: made },
  });
  return [output].flat()[0].output.find((file) => file.type === 'chunk');
}

function types() {
  const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, '--outDir', join(made, 'types')], { stdio: 'inherit' });
  // The files are written even so: a type error fails the build without hiding its size.
  if (tsc.status !== 0) process.exitCode = 1;
}

function integrity() {
  const files = readdirSync(made, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => relative(made, join(entry.parentPath ?? entry.path, entry.name))).toSorted();
  return Object.fromEntries(files.map((file) => [file.split(sep).join('/'), `sha384-${createHash('sha384').update(readFileSync(join(made, file))).digest('base64')}`]));
}

/** Each module alone, minified and packed: the sum is above the bundle's, the order is right. */
async function report({ modules }) {
  const rows = await Promise.all(Object.entries(modules).map(async ([id, { code }]) => {
    const { code: small } = await minify(id, code ?? '', { module: true, compress: { target: 'es2022', unused: false } });
    return { file: relative(root, id), minified: small.length, gzip: small.length > 0 ? gzipSync(small, { level: 9 }).length : 0 };
  }));
  console.table(rows.filter(({ minified }) => minified > 0).toSorted((a, b) => b.gzip - a.gzip));
  const sum = (own) => rows.filter(({ file }) => file.includes('node_modules') !== own).reduce((total, { gzip }) => total + gzip, 0);
  console.log(`own modules ${sum(true)}, packages ${sum(false)} (gzip bytes, each module packed alone)`);
}

function gate() {
  const { file, gzipBytes } = JSON.parse(readFileSync(join(root, 'test/bundle/budget.json'), 'utf8'));
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  console.log(`dist/${file}: ${size} bytes gzip -9, budget ${gzipBytes}`);
  if (size > gzipBytes && !flags.has('--no-gate')) {
    console.error(`dist/${file} is ${size - gzipBytes} bytes over the budget. See what weighs what: npm run build -- --report`);
    process.exitCode = 1;
  }
}

try {
  mkdirSync(made, { recursive: true });
  const classic = await bundle('production');
  const module = await bundle('module');
  types();
  for (const [from, to] of COPIES) cpSync(join(root, from), join(made, to));
  const manifest = await makeManifest(root);
  write('custom-elements.json', manifest);
  write('vscode.html-custom-data.json', htmlData(manifest));
  write('dscr.d.ts', typings(manifest));
  write('react.d.ts', reactTypings(manifest));
  write('third-party-licences.txt', thirdPartyLicences([...new Set([...Object.keys(classic.modules), ...Object.keys(module.modules)])]));
  write('integrity.json', integrity());
  rmSync(dist, { recursive: true, force: true });
  renameSync(made, dist);
  if (flags.has('--report')) await report(classic);
  gate();
} catch (error) {
  console.error(stripVTControlCharacters(error.message));
  process.exitCode = 1;
} finally {
  rmSync(made, { recursive: true, force: true });
}
