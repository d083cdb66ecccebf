import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');
const manifest = JSON.parse(readFileSync(join(dist, 'custom-elements.json'), 'utf8'));
const elements = new Map(manifest.modules.flatMap(({ declarations }) => declarations).map((one) => [one.tagName, one]));

/** Contract, section 3. */
const OWN = {
  'dscr-record': ['sections', 'banner', 'layout'],
  'dscr-results': ['view', 'category', 'from', 'to'],
  'dscr-meds': ['status'],
  'dscr-demographics': [], 'dscr-alerts': [], 'dscr-allergies': [], 'dscr-appointments': [], 'dscr-care-plans': [], 'dscr-documents': [],
  'dscr-banner': [],
};
const COMMON = ['nhs-number', 'birth-date', 'heading-level', 'density', 'theme'];
const MEMBERS = ['patient', 'state', 'settled', 'refresh', 'clear', 'print', 'showSection'];
const TAGS = [...Object.keys(OWN), 'dscr-session'];
const names = (list) => list.map(({ name }) => name);

test('the manifest lists every element of the contract and no other', () => {
  assert.deepEqual([...elements.keys()].toSorted(), TAGS.toSorted());
});

for (const [tag, own] of Object.entries(OWN)) {
  test(`${tag} states its attributes, properties and methods`, () => {
    const element = elements.get(tag);
    assert.ok(element, `${tag} is missing`);
    assert.ok(element.summary, 'a summary');
    assert.deepEqual(names(element.attributes).toSorted(), [...COMMON, ...own].toSorted());
    assert.deepEqual(MEMBERS.filter((name) => !names(element.members).includes(name)), []);
    assert.ok(names(element.events).includes('dscr-section-shown') || tag === 'dscr-banner', 'dscr-section-shown');
  });
}

test('what a host may style is listed, and nothing of it holds the record', () => {
  const source = readFileSync(join(root, 'src/ui/tokens.ts'), 'utf8');
  const tokens = [...new Set(source.match(/'--dscr-[a-z-]+'/g))].map((name) => name.slice(1, -1)).toSorted();
  assert.ok(tokens.length > 5);
  for (const [tag, { cssProperties, cssParts }] of elements) {
    assert.deepEqual(names(cssProperties), tokens, tag);
    assert.deepEqual(names(cssParts), { 'dscr-record': ['help', 'session'], 'dscr-session': ['session'] }[tag] ?? [], tag);
  }
  const files = readdirSync(join(root, 'src'), { recursive: true }).filter((name) => name.endsWith('.ts'));
  const parts = files.flatMap((name) => readFileSync(join(root, 'src', name), 'utf8').match(/\spart="[^"]*"/g) ?? []);
  assert.deepEqual(parts.map((part) => part.trim()).toSorted(), ['part="help"', 'part="session"']);
});

test('an element states the events it raises', () => {
  for (const tag of TAGS.filter((name) => !/banner|session/.test(name))) assert.ok(names(elements.get(tag).events).includes('dscr-error'), tag);
  for (const tag of ['dscr-record', 'dscr-results', 'dscr-documents']) assert.ok(names(elements.get(tag).events).includes('dscr-open-document'), tag);
});

test('nothing private and no path of the source is in the manifest', () => {
  const text = JSON.stringify(manifest);
  assert.doesNotMatch(text, /"privacy"|"src\/|node_modules|inheritedFrom|"name":"[#_]/);
});

test('editors are offered every element, and the choices of its attributes', () => {
  const { tags } = JSON.parse(readFileSync(join(dist, 'vscode.html-custom-data.json'), 'utf8'));
  assert.deepEqual(names(tags).toSorted(), TAGS.toSorted());
  const view = tags.find(({ name }) => name === 'dscr-results').attributes.find(({ name }) => name === 'view');
  assert.deepEqual(names(view.values ?? []), ['latest', 'over-time', 'reports']);
});

test('TypeScript knows every element, in the DOM and in React', () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const dir = mkdtempSync(join(root, '.cache', 'typings-'));
  try {
    const uses = TAGS.map((tag, i) => `export const e${i}: HTMLElementTagNameMap['${tag}'] = document.createElement('${tag}');`).join('\n');
    writeFileSync(join(dir, 'host.ts'), `import { init, type DscrEventMap } from '../../dist/dscr.js';\n${uses}\nexport const started = init({}); export type Ready = DscrEventMap['dscr-ready']; export const version: string = window.dscr.version;\naddEventListener('dscr-audit', (event) => { const sequence: number = event.detail.sequence; return sequence; });\ndocument.addEventListener('dscr-section-shown', (event) => { const section: string = event.detail.section; return section; });\nexport const left: Promise<void> = dscr.session.signOut();\n`);
    writeFileSync(join(dir, 'react-host.tsx'), `import '../../dist/react.js';\nexport const page = <><dscr-record nhs-number="9990000018" birth-date="1958-03-14" ondscr-section-shown={(event) => event.detail.section} />${TAGS.map((tag) => `<${tag} />`).join('')}</>;\n`);
    writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', jsx: 'react-jsx', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['react'], skipLibCheck: true },
      files: ['host.ts', 'react-host.tsx'],
    }));
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', dir], { encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout || error.message);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test('no typing names a file that is not shipped', () => {
  const typings = readdirSync(join(dist, 'types'), { recursive: true }).filter((name) => name.endsWith('.d.ts'));
  assert.ok(typings.length > 0);
  for (const name of typings) assert.doesNotMatch(readFileSync(join(dist, 'types', name), 'utf8'), /from '[^']*(?:node_modules|\/src\/)/, name);
});
