import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { document, PLAIN_HOST, startHost } from './host-page.mjs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const bundle = readFileSync(new URL('../../dist/dscr.js', import.meta.url), 'utf8');
const OTHER = '0.9.7';
const script = '<script src="/dscr/dscr.js" defer></script>';
const record = '<dscr-record nhs-number="999 000 0018" birth-date="1958-03-14"></dscr-record>';

/** What a host may call `dscr` that is not the widget. */
const FOREIGN = { object: "window.dscr = { hello: 1, version: 7 };", number: 'window.dscr = 5;', nothing: 'window.dscr = null;', declared: "var dscr = 'ours';" };

/** What Lit does at its top level, for hosts that use it too. */
const lit = "window.hostPolicy = trustedTypes.createPolicy('lit-html', { createHTML: (html) => html });";

let host;
before(async () => {
  host = await startHost({
    '/once.html': document(script, record),
    '/twice.html': document(script + script, record),
    '/other.html': document(`${script}<script src="/other.js" defer></script><script src="/other.js" defer></script>`, record),
    '/other.js': bundle.replaceAll(`\`${version}\``, `\`${OTHER}\``).replaceAll(`"${version}"`, `"${OTHER}"`).replaceAll(`dscr ${version}`, `dscr ${OTHER}`).replaceAll(`: ${version} was`, `: ${OTHER} was`),
    '/upgrade.html': document(`<script src="/early.js" defer></script>${script}`, '<dscr-results></dscr-results>'),
    '/early.js': "document.querySelector('dscr-results').patient = { nhsNumber: '9990000018', birthDate: '1958-03-14' }; document.querySelector('dscr-results').headingLevel = 4;",
    '/configured.html': document(script.replace(' defer', ' defer data-config="/config.json"'), record),
    '/config.json': '{}',
    '/polluted.html': document(`<script src="/polluted.js"></script>${script}`, record),
    '/polluted.js': "Object.prototype.config = '/of-another.json'; Object.prototype.configIntegrity = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';",
    '/named.html': document(script, `<div id="dscr"></div>${record}`),
    '/lit-first.html': document(`<script src="/lit.js" defer></script>${script}`, record),
    '/lit-last.html': document(`${script}<script src="/lit.js" defer></script>`, record),
    '/lit.js': lit,
    '/module.html': document('<script type="module" src="/module.js"></script>', record),
    '/module.js': "import * as dscr from '/dscr/dscr.mjs'; window.exported = Object.keys(dscr);",
    '/both.html': document(`${script}<script type="module" src="/module.js"></script>`, record),
    '/other-module.html': document('<script src="/older.js"></script><script type="module" src="/module.js"></script>', record),
    '/older.js': `window.dscr = { version: '${OTHER}', init: 'of the other' };`,
    ...Object.fromEntries(Object.entries(FOREIGN).flatMap(([name, code]) => [
      [`/foreign-${name}.js`, code],
      [`/foreign-${name}-script.html`, document(`<script src="/foreign-${name}.js"></script>${script}`, record)],
      [`/foreign-${name}-module.html`, document(`<script src="/foreign-${name}.js"></script><script type="module" src="/module.js"></script>`, record)],
    ])),
  });
});
after(() => host.close());

const quiet = ({ console: said, errors, violations }) => assert.deepEqual({ said, errors, violations }, { said: [], errors: [], violations: [] });
const code = (seen) => seen.requests.filter((path) => path !== '/favicon.ico');
const drawn = (page, tag) => page.evaluate((name) => window.document.querySelector(name).shadowRoot?.textContent?.trim() ?? '', tag);

test('one script, nothing else is asked for, nothing is said on the console', async () => {
  const { page, seen } = await host.open('/once.html');
  quiet(seen);
  assert.deepEqual(code(seen), ['/once.html', '/dscr/dscr.js']);
  assert.equal(await page.evaluate(() => globalThis.dscr.version), version);
  assert.notEqual(await drawn(page, 'dscr-record'), '', 'the element draws under Trusted Types');
  assert.deepEqual(await page.evaluate(() => ['version', 'ready', 'init', 'session', 'patient', 'registerSource', 'check'].filter((name) => !(name in globalThis.dscr))), []);
});

test('it adds one global and no more', async () => {
  const { page } = await host.open('/once.html');
  const names = await page.evaluate(() => {
    const frame = window.document.createElement('iframe');
    window.document.body.append(frame);
    const known = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && !/^\d+$/.test(name));
  });
  // Lit's own registers of versions and metadata, and this test's.
  const others = /^(?:lit|reactiveElement)|^(?:diagnostics|tellViolation|__playwright|__pw)/;
  assert.deepEqual(names.filter((name) => !others.test(name)), ['dscr']);
});

test('the same version twice is silent', async () => {
  const { page, seen } = await host.open('/twice.html');
  quiet(seen);
  assert.deepEqual(await page.evaluate(() => window.diagnostics), []);
});

test('another version warns once, on the console and by an event, and does not start', async () => {
  const { page, seen } = await host.open('/other.html');
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
  assert.equal(seen.console.length, 1);
  assert.match(seen.console[0], /^warning: /);
  for (const one of [version, OTHER]) assert.ok(seen.console[0].includes(one), one);
  const [told, ...more] = await page.evaluate(() => window.diagnostics);
  assert.deepEqual(more, []);
  assert.deepEqual({ ...told, hint: '' }, { check: 'version', outcome: 'conflict', hint: '', frozen: true });
  assert.ok(told.hint.includes(version) && told.hint.includes(OTHER));
  assert.equal(await page.evaluate(() => globalThis.dscr.version), version);
});

test('an element made before the script keeps the properties it was given', async () => {
  const { page, seen } = await host.open('/upgrade.html');
  quiet(seen);
  const result = await page.evaluate(() => {
    const element = window.document.querySelector('dscr-results');
    return { upgraded: element.matches(':defined'), own: ['patient', 'headingLevel'].filter((name) => Object.hasOwn(element, name)),
      nhsNumber: element.patient?.nhsNumber, headingLevel: element.headingLevel };
  });
  assert.deepEqual(result, { upgraded: true, own: [], nhsNumber: '9990000018', headingLevel: 4 });
});

test('a configuration that stands on Object.prototype, and not on the script tag, is not asked for', async () => {
  const { page, seen } = await host.open('/polluted.html');
  await page.evaluate(() => globalThis.dscr.ready);
  assert.deepEqual(code(seen), ['/polluted.html', '/polluted.js', '/dscr/dscr.js']);
});

test('an element of the page with the id "dscr" is not taken for the widget', async () => {
  const { page, seen } = await host.open('/named.html');
  quiet(seen);
  assert.equal(await page.evaluate(() => globalThis.dscr.version), version);
});

for (const order of ['first', 'last']) {
  test(`a host that uses Lit itself, loaded ${order}, keeps its policy`, async () => {
    const { page, seen } = await host.open(`/lit-${order}.html`);
    quiet(seen);
    assert.ok(await page.evaluate(() => String(window.hostPolicy.createHTML('<b>')) === '<b>'));
    assert.notEqual(await drawn(page, 'dscr-record'), '');
  });
}

test('the module is one file too, and has init', async () => {
  const { page, seen } = await host.open('/module.html');
  quiet(seen);
  assert.deepEqual(code(seen), ['/module.html', '/module.js', '/dscr/dscr.mjs']);
  assert.ok((await page.evaluate(() => window.exported)).includes('init'));
  assert.notEqual(await drawn(page, 'dscr-record'), '');
});

for (const path of ['/once.html', '/configured.html']) {
  test(`a page of plain http (${path}): it is there, asks for nothing, and says why nothing can be shown`, async () => {
    const { page, seen } = await host.open(path, PLAIN_HOST);
    quiet(seen);
    assert.deepEqual(code(seen), [path, '/dscr/dscr.js']);
    assert.equal(await page.evaluate(() => isSecureContext), false);
    assert.equal(await page.evaluate(() => globalThis.dscr.version), version);
    assert.match(await drawn(page, 'dscr-record'), /This browser cannot show the shared care record safely/);
    assert.deepEqual(await page.evaluate(() => globalThis.dscr.init({ config: {}, getAccessToken: () => undefined }).catch((error) => error)), { code: 'DSCR_BROWSER_UNSUPPORTED', path: '' });
  });
}

test('the module beside the script throws nothing', async () => {
  const { seen } = await host.open('/both.html');
  assert.deepEqual(seen.errors, []);
});

test('the module beside another version warns once and does not start', async () => {
  const { page, seen } = await host.open('/other-module.html');
  assert.deepEqual(seen.errors, []);
  assert.equal(seen.console.length, 1);
  for (const one of ['warning: ', version, OTHER]) assert.ok(seen.console[0].includes(one), one);
  const diagnostics = await page.evaluate(() => window.diagnostics);
  assert.deepEqual(diagnostics.map((one) => ({ ...one, hint: '' })), [{ check: 'version', outcome: 'conflict', hint: '', frozen: true }]);
  assert.deepEqual(await page.evaluate(() => [window.dscr.init, window.document.querySelector('dscr-record').matches(':defined')]), ['of the other', false]);
});

for (const name of Object.keys(FOREIGN)) {
  for (const way of ['script', 'module']) {
    test(`a global "dscr" of the host's own (${name}) is not taken for the widget by the ${way}`, async () => {
      const { page, seen } = await host.open(`/foreign-${name}-${way}.html`);
      quiet(seen);
      assert.equal(await page.evaluate(() => globalThis.dscr.version), version);
      assert.notEqual(await drawn(page, 'dscr-record'), '');
    });
  }
}
