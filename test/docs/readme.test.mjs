import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startDemo } from '../../demo/server/start.mjs';
import { browserOptions } from '../support/find-browser.mjs';
import { brokenLinks, rowsUnder, snippets } from './markdown.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const pkg = JSON.parse(read('package.json'));
const manifest = JSON.parse(read('dist/custom-elements.json'));
const elements = new Map(manifest.modules.flatMap(({ declarations }) => declarations).map((one) => [one.tagName, one]));
const names = (list = []) => list.map(({ name }) => name).toSorted();
const codesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

test('every command is a script of the package', () => {
  const commands = snippets(readme, 'sh').flatMap((text) => text.trim().split('\n'));
  assert.ok(commands.includes('npm run demo') && commands.includes('npm run storybook'));
  for (const command of commands) {
    const [, script] = /^npm (?:run )?(\w+)$/.exec(command) ?? [];
    assert.ok(script in pkg.scripts, command);
    assert.ok(existsSync(new URL(pkg.scripts[script].replace('node ', ''), root)), command);
  }
});

test('the embed is under twenty lines', () => {
  const lines = [...snippets(readme, 'html'), ...snippets(readme, 'js')].join('\n').split('\n').filter((line) => line.trim() !== '');
  assert.ok(lines.length > 0 && lines.length < 20, String(lines.length));
});

test('the tables name every element with its own attributes, as the manifest does', () => {
  const common = rowsUnder(readme, 'Attribute').flatMap(([attribute]) => codesIn(attribute));
  const own = Object.fromEntries(rowsUnder(readme, 'Element').map(([element, , attributes]) => [codesIn(element)[0].slice(1, -1), codesIn(attributes).map((text) => text.split('=')[0])]));
  assert.deepEqual(Object.keys(own).toSorted(), [...elements.keys()].toSorted());
  for (const [tag, attributes] of Object.entries(own)) assert.deepEqual([...common, ...attributes].toSorted(), names(elements.get(tag).attributes), tag);
  for (const [tag, attributes] of Object.entries(own)) {
    for (const text of rowsUnder(readme, 'Element').filter(([cell]) => cell.includes(`<${tag}>`)).flatMap(([, , cell]) => codesIn(cell))) {
      const [attribute, choices] = text.replaceAll('\\|', '|').split('=');
      assert.ok(attributes.includes(attribute));
      const { type } = elements.get(tag).attributes.find(({ name }) => name === attribute);
      if (choices) assert.deepEqual([...type.text.matchAll(/"([^"]+)"|'([^']+)'/g)].map(([, a, b]) => a ?? b).toSorted(), choices.slice(1, -1).split('|').toSorted(), text);
    }
  }
});

test('properties and methods are those of the elements', () => {
  const properties = rowsUnder(readme, 'Attribute').flatMap(([, property]) => codesIn(property));
  const methods = [.../^Methods: (.*)$/m.exec(readme)[1].split('. ')[0].matchAll(/`(\w+)\(/g)].map(([, name]) => name);
  const shared = [...elements.values()].map(({ members }) => names(members)).reduce((one, other) => one.filter((name) => other.includes(name)));
  assert.deepEqual([...properties, ...methods].toSorted(), shared.toSorted());
});

test('events and their details are those of the typings', () => {
  const typings = /interface DscrEventMap \{([^]*?)\n\}/.exec(read('dist/dscr.d.ts'))[1];
  const wanted = Object.fromEntries([...typings.matchAll(/'(dscr-[\w-]+)': CustomEvent<\{(.*)\}>/g)].map(([, name, detail]) => [name, [...detail.matchAll(/readonly (\w+\??):/g)].map(([, key]) => key)]));
  assert.ok(Object.keys(wanted).length >= 8);
  assert.deepEqual(Object.fromEntries(rowsUnder(readme, 'Event').map(([event, detail]) => [codesIn(event)[0], codesIn(detail)])), wanted);
});

test('every link leads to a file, and the picture is small', () => {
  assert.deepEqual(brokenLinks('README.md'), []);
  assert.ok(statSync(new URL('stories/guide/images/record.png', root)).size < 250_000);
});

test('the example the embed starts from has the keys it names', () => {
  const example = JSON.parse(read('src/config/config.example.json'));
  const named = codesIn(/^1\. Copy[^]*?^2\./m.exec(readme)[0]).filter((text) => /^\w+\.\w+$/.test(text) && !text.endsWith('.json'));
  assert.ok(named.length >= 4);
  for (const path of named) assert.ok(path.split('.').reduce((at, key) => at?.[key], example), path);
});

let demo;
let browser;
let host;
before(async () => {
  demo = await startDemo();
  browser = await chromium.launch(browserOptions());
  const page = await (await fetch(demo.addresses.host)).text();
  const [tag] = /<script src="[^"]*dscr\.js"[^]*?<\/script>/.exec(page);
  const valueOf = (name) => new RegExp(`${name}="([^"]+)"`).exec(tag)[1];
  const [patient, other] = demo.patients;
  const swapped = (text) => [
    ['https://cdn.dscr.example/dscr/1.0.0/dscr.js', valueOf('src')], ['https://cdn.dscr.example/dscr/config.json', valueOf('data-config')], ['sha384-…', valueOf('integrity')],
    ['999 000 0018', patient.nhsNumber], ['1958-03-14', patient.birthDate], ['999 000 0026', other.nhsNumber], ['1971-11-02', other.birthDate],
  ].reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const files = {
    '/': `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Host</title></head><body>${snippets(readme, 'html').map(swapped).join('')}</body></html>`,
  };
  const server = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(files[request.url] ?? ''));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  host = { address: `http://localhost:${server.address().port}/`, script: swapped(snippets(readme, 'js').join('\n')), patient, other, close: () => { server.closeAllConnections(); server.close(); } };
});
after(async () => {
  host?.close();
  await browser?.close();
  await demo?.close();
});

test('the embed shows a record, and follows its host', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.address);
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await (await opened).locator('[data-person="nurse"]').click();
  await page.getByText(host.patient.name.split(',')[0]).first().waitFor();
  const state = () => page.evaluate(() => globalThis.document.querySelector('dscr-record').settled);
  assert.equal((await state()).patient, 'shown');

  // One statement after the other, as a host's events bring them.
  const [find, another, none, leave] = host.script.split('\n').filter((line) => line.trim() !== '');
  await page.evaluate(`globalThis.record = ${find.slice(find.indexOf('=') + 1)}; ${another}`);
  await page.getByText(host.other.name.split(',')[0]).first().waitFor();
  assert.equal((await state()).patient, 'shown');
  await page.evaluate(none);
  assert.equal((await state()).patient, 'none');
  assert.equal(await page.getByText(host.other.name.split(',')[0]).count(), 0);
  await page.evaluate(leave);
  await page.waitForFunction(() => globalThis.dscr.session.state === 'signed-out');
  await context.close();
});
