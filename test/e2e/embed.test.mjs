// In other people's pages: nothing but the tag; two tags; the strictest security policy; hostile styles; before the script; behind the Back button.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { htmlPage, scriptTag } from './support/customer.mjs';
import { differences, geometry } from './support/geometry.mjs';
import { startSuite, test } from './support/suite.mjs';

const element = (tag, { nhsNumber, birthDate }) => `<${tag} nhs-number="${nhsNumber}" birth-date="${birthDate}"></${tag}>`;

/** Host styles that must change nothing. */
const HOSTILE = {
  unset: 'html { font-size: 62.5% !important; } * { all: unset !important; }',
  inherited: `html, body, div { font-size: 62.5%; text-transform: uppercase; letter-spacing: .3em; word-spacing: 1em; line-height: 3; direction: rtl; text-align: right;
    font-variant: small-caps; font-style: italic; white-space: nowrap; color: #f0f; -webkit-text-fill-color: #0f0; text-indent: 5em; text-shadow: 2px 2px red; list-style: square;
    visibility: visible; cursor: none; --_ink: #fff; --_paper: #fff; --_size: 3px; --dscr-text: #fff; --dscr-background: #fff; }`,
  named: `.row, .banner, .section, .panel, .title, .name, .allergies, .notice, .gap, .items, .rows, .session, section, ul, li, dl, dt, dd, p, h2, h3, button, [part], [role], [data-critical], [data-state]
    { display: none !important; color: #fff !important; font-size: 1px !important; position: absolute !important; left: -9999px !important; }
    dscr-record, dscr-meds, dscr-record *, :host { color: #fff !important; background: #fff !important; font: 1px/1 serif !important; width: 10px !important; display: inline !important;
    padding: 90px !important; opacity: 1; all: unset !important; }`,
  parts: ['identity', 'alert-line', 'allergy-line', 'gap', 'items', 'row', 'rows', 'section', 'heading'].map((part) => `dscr-record::part(${part}), dscr-meds::part(${part})
    { color: transparent !important; font-size: 0 !important; text-indent: -9999px !important; filter: opacity(0) !important; }`).join(''),
};
/** Host styles that hide a line that must be seen. */
const HIDING = {
  clipped: '#box { height: 60px; overflow: hidden; }',
  narrow: '#box { width: 200px; overflow: clip; }',
  faded: '#box { opacity: .2; }',
  cut: '#box { clip-path: inset(100px); }',
};
const SET_UP = /The shared care record is not set up correctly here, so nothing is shown\. Contact .*, reference [\w-]+\./;

let suite;
let rich;
let child;
const pages = {
  '/twice': (addresses) => htmlPage(scriptTag(addresses) + scriptTag({ ...addresses, script: `${addresses.script}?again` }), element('dscr-record', child)),
  '/early': (addresses) => htmlPage(`<script src="/early.js" defer></script>${scriptTag(addresses)}`, ''),
  '/early.js': () => `const early = document.createElement('dscr-record'); early.patient = { nhsNumber: '${child.nhsNumber}', birthDate: '${child.birthDate}' }; early.headingLevel = 3;
    document.body.append(early);`,
  '/three': (addresses) => htmlPage(scriptTag(addresses), `${element('dscr-meds', rich)}<p>Host text</p><dscr-results></dscr-results><dscr-allergies></dscr-allergies><dscr-session></dscr-session>`),
  '/untrusted': (addresses) => htmlPage(`${scriptTag(addresses)}<meta http-equiv="content-security-policy" content="require-trusted-types-for 'script'; trusted-types 'none'">`, element('dscr-record', child)),
  '/child': (addresses) => htmlPage(scriptTag(addresses), element('dscr-record', child)),
  '/all.css': () => 'body { margin: 0; }',
};
for (const tag of ['record', 'meds']) {
  pages[`/${tag}`] = (addresses) => htmlPage(`<link rel="stylesheet" href="/all.css"><link rel="stylesheet" href="/plain.css" id="style">${scriptTag(addresses)}`, `<div id="box"><dscr-${tag}></dscr-${tag}></div>`);
}
for (const [name, css] of Object.entries({ plain: '', ...HOSTILE, ...HIDING })) pages[`/${name}.css`] = () => css;

before(async () => {
  suite = await startSuite({ pages });
  rich = suite.patientFor('every section');
  child = suite.patientFor('a child');
});
after(() => suite.end());

const quiet = (seen) => assert.deepEqual(seen, { errors: [], console: [], violations: [] });
async function drawn(page, selector) {
  await page.waitForFunction((one) => document.querySelector(one).state.patient === 'shown' || document.querySelector(one).shadowRoot.querySelector('[role=alert]'), selector);
  const state = await suite.settled(page, selector);
  await page.evaluate(() => new Promise((frames) => { requestAnimationFrame(() => requestAnimationFrame(frames)); }));
  return state;
}
async function open(path, selector, more) {
  const opened = await suite.open(path.startsWith('/meds-only') ? path : suite.customer.at(path), more);
  await suite.signIn(opened.page, 'nurse');
  await drawn(opened.page, selector);
  return opened;
}

test("the host's address is told to nobody, however weak its referrer policy", async () => {
  const told = [];
  const { page, seen, close } = await suite.open(suite.customer.at('/child?nhs=9990000018'), {
    // what a page loads by a tag of its own is the host's affair
    before: (one) => one.context().on('request', (request) => { if (!request.url().startsWith(suite.published)) told.push(request.allHeaders().then(({ referer }) => [new URL(request.url()).pathname, referer])); }),
  });
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in', exact: true }).first().click()]);
  await popup.locator('[data-person="nurse"]').waitFor();
  assert.equal(await popup.evaluate(() => document.referrer), '');
  assert.equal(await popup.evaluate(() => window.opener !== null), true, 'the answer finds its way back');
  await Promise.all([popup.waitForEvent('close'), popup.locator('[data-person="nurse"]').click()]);
  await page.bringToFront();
  await drawn(page, 'dscr-record');
  const requests = await Promise.all(told);
  assert.ok(requests.length > 10);
  assert.deepEqual(requests.filter(([, referer]) => referer?.includes(suite.customer.origin)), []);
  quiet(seen);
  await close();
});

test('a page with nothing but the tag and <dscr-meds> shows medicines under the identity line', async () => {
  const { page, seen, close } = await open(`/meds-only?patient=${rich.nhsNumber}`, 'dscr-meds');
  const { sections } = await suite.settled(page, 'dscr-meds');
  assert.deepEqual(Object.keys(sections), ['medications']);
  assert.equal(sections.medications.state, 'ready');
  assert.ok(sections.medications.items >= 15);
  const text = await suite.text(page);
  const order = ['FERNILEE, Marguerite Rose (Mrs)', 'NHS No. 999 000 0018', 'Medicines', 'Known allergies', 'Current (', 'Information comes from contributing organisations.'];
  order.reduce((from, part) => {
    const at = text.indexOf(part, from);
    assert.ok(at >= from, `${part}, after what comes before it, in:\n${text.slice(0, 1500)}`);
    return at;
  }, 0);
  assert.match(text, /Mr Caspian Yewdale/, 'who is signed in can be seen');
  assert.match(text, /Community Health Services/);
  const boxes = await page.evaluate(() => ['[data-critical]', '.items .row'].map((one) => document.querySelector('dscr-meds').shadowRoot.querySelector(one).getBoundingClientRect().top));
  assert.ok(boxes[0] < boxes[1]);
  quiet(seen);
  await close();
});

test('the script loaded twice works once', async () => {
  const { page, seen, close } = await open('/twice', 'dscr-record');
  assert.match(await suite.text(page), /BONSALLOW, Arlo Wren[\s\S]*Paracetamol/);
  assert.equal(await page.evaluate(() => document.querySelector('dscr-record').shadowRoot.querySelectorAll('[data-critical="identity"]').length), 1);
  quiet(seen);
  await close();
});

test('elements of one page share one session, one patient and one request for each query', async () => {
  const before = (await suite.log()).length;
  const { page, seen, close } = await suite.open(suite.customer.at('/three'));
  await page.evaluate(({ nhsNumber, birthDate }) => { window.dscr.patient = { nhsNumber, birthDate }; }, rich);
  await suite.signIn(page, 'nurse');
  await drawn(page, 'dscr-results');
  for (const tag of ['dscr-meds', 'dscr-allergies']) await suite.settled(page, tag);
  const asked = (await suite.log()).slice(before);
  const patients = asked.filter(({ type }) => type === 'Patient');
  assert.equal(patients.length, 1);
  assert.equal(asked.filter(({ type }) => type === 'AllergyIntolerance').length, 1, 'medicines and allergies ask once');
  assert.deepEqual(asked.filter(({ type }) => ['Appointment', 'CarePlan', 'DocumentReference'].includes(type)), [], 'what no element draws is not asked');
  const text = await suite.text(page);
  assert.equal(text.match(/^NHS No\. 999 000 0018$/gm)?.length, 3, 'an identity line on each');
  quiet(seen);
  await close();
});

test('an element created before the script is upgraded with its properties', async () => {
  const { page, seen, close } = await open('/early', 'dscr-record');
  assert.match(await suite.text(page), /BONSALLOW, Arlo Wren/);
  assert.deepEqual(await page.evaluate(() => [...window.e2e.find('dscr-meds').shadowRoot.querySelectorAll('h1,h2,h3')].map(({ localName }) => localName)), ['h3']);
  quiet(seen);
  await close();
});

test('a policy under which nothing can be drawn: it is said in plain text, once, and the page goes on', async () => {
  const { page, seen, close } = await suite.open(suite.customer.at('/untrusted'));
  await page.waitForFunction(() => document.querySelector('dscr-record')?.shadowRoot?.textContent !== '');
  assert.match(await page.evaluate(() => document.querySelector('dscr-record').shadowRoot.textContent), /^This system's security settings block the shared care record\./);
  const refused = () => seen.console.length + seen.violations.length + seen.errors.length;
  const before = refused();
  const told = await page.evaluate(async () => {
    const record = document.querySelector('dscr-record');
    const codes = [];
    record.addEventListener('dscr-error', ({ detail }) => { codes.push(detail.code); });
    for (let turn = 0; turn < 3; turn++) {
      record.requestUpdate();
      await new Promise((frames) => { requestAnimationFrame(() => requestAnimationFrame(frames)); });
    }
    return codes;
  });
  assert.deepEqual(told, [], 'what was told once is not told with every redraw');
  assert.ok(refused() - before < 20 && before < 200, `${before}, then ${refused()} refusals`);
  await close();
});

test('the strictest policy of a host: nothing is blocked, documents open in the page and go with the patient', async () => {
  const { page, seen, close } = await suite.open(`/?patient=${rich.nhsNumber}`);
  const answer = await fetch(`${suite.addresses.host}/`);
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types lit-html dscr$/);
  assert.doesNotMatch(policy, /unsafe/);
  const fetched = [];
  page.on('request', (request) => { if (['script', 'stylesheet', 'font', 'image'].includes(request.resourceType()) && request.url().startsWith('http')) fetched.push(new URL(request.url()).pathname); });
  await suite.signIn(page, 'gp');
  await drawn(page, 'dscr-record');
  const names = await page.evaluate(() => [...window.e2e.find('dscr-documents').shadowRoot.querySelectorAll('.row')].map((row) => row.querySelector('.title').textContent.trim()));
  assert.ok(names.length >= 12);
  const kinds = new Set();
  for (let at = 0; at < names.length; at++) {
    const shown = await page.evaluate(async (index) => {
      const { shadowRoot } = window.e2e.find('dscr-documents');
      const open = shadowRoot.querySelectorAll('.row')[index].querySelector('button');
      if (!open) return { none: true };
      open.click();
      // the panel of the last one is still there until then
      await window.e2e.find('dscr-documents').updateComplete;
      const panel = () => shadowRoot.querySelector('.document');
      while (!panel() || /Loading documents/.test(panel().textContent)) await new Promise((go) => { setTimeout(go, 10); });
      await new Promise((frames) => { requestAnimationFrame(() => requestAnimationFrame(frames)); });
      const seen = panel();
      return {
        identity: seen.querySelector('[data-critical]')?.textContent ?? '', said: seen.querySelector('[aria-live]').textContent.trim(),
        kind: seen.querySelector('iframe') ? 'frame' : seen.querySelector('img') ? 'image' : seen.querySelector('.pre.content') ? 'text' : 'none',
      };
    }, at);
    if (shown.none) continue;
    kinds.add(shown.kind);
    assert.match(shown.identity, /FERNILEE, Marguerite Rose/, names[at]);
    assert.ok(shown.kind !== 'none' || shown.said !== '', `${names[at]}: ${JSON.stringify(shown)}`);
  }
  assert.ok(kinds.has('frame') && kinds.has('text'), [...kinds].join());
  const left = await page.evaluate(() => {
    document.querySelector('dscr-record').clear();
    return [window.e2e.find('iframe') !== null, window.e2e.held()];
  });
  assert.equal(left[0], false);
  assert.doesNotMatch(left[1], /FERNILEE|blob:/);
  assert.deepEqual(fetched, [], 'nothing is fetched for code, style, font or picture');
  quiet(seen);
  await close();
});

/** Gives the page a host's style while nobody is shown, then sets the patient: everything is drawn under that style. */
const drawUnder = (page, selector, name, { nhsNumber, birthDate }) => page.evaluate(async (given) => {
  const shown = document.querySelector(given.selector);
  shown.patient = null;
  const link = document.getElementById('style');
  if (!link.href.endsWith(`/${given.name}.css`)) {
    await new Promise((loaded) => {
      link.onload = loaded;
      link.href = `/${given.name}.css`;
    });
  }
  shown.patient = given.patient;
  await shown.settled;
  for (let frames = 0; frames < 6; frames++) await new Promise((frame) => { requestAnimationFrame(frame); });
}, { selector, name, patient: { nhsNumber, birthDate } });

for (const tag of ['record', 'meds']) {
  test(`hostile styles: <dscr-${tag}> looks the same`, async () => {
    const selector = `dscr-${tag}`;
    const { page, seen, close } = await suite.open(suite.customer.at(`/${tag}`), { scripts: [[geometry]] });
    await suite.signIn(page, 'nurse');
    const looks = {};
    for (const name of ['plain', ...Object.keys(HOSTILE)]) {
      await drawUnder(page, selector, name, rich);
      looks[name] = await page.evaluate((one) => window.looks(one), selector);
    }
    assert.ok(looks.plain.all.length > 300);
    assert.ok(looks.plain.all.some(({ name, place }) => /\.row/.test(name) && place[3] > 20));
    for (const name of Object.keys(HOSTILE)) assert.deepEqual(differences(looks.plain, looks[name]), [], name);
    quiet(seen);
    await close();
  });

  test(`styles that hide the identity of <dscr-${tag}>: it is cleared, says so, and comes back`, async () => {
    const selector = `dscr-${tag}`;
    const { page, seen, close } = await suite.open(suite.customer.at(`/${tag}`));
    await suite.signIn(page, 'nurse');
    await page.evaluate(() => {
      window.codes = [];
      addEventListener('dscr-error', ({ detail }) => window.codes.push(detail.code));
    });
    for (const name of Object.keys(HIDING)) {
      await drawUnder(page, selector, name, child);
      assert.match(await page.evaluate((one) => window.e2e.shown(one), selector), SET_UP, name);
      assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /BONSALLOW|999 000|Paracetamol/i, name);
      assert.ok((await page.evaluate(() => window.codes.splice(0))).includes('DSCR_CONFIG_INVALID'), name);
    }
    await drawUnder(page, selector, 'plain', child);
    assert.match(await suite.text(page), /BONSALLOW, Arlo Wren[\s\S]*Paracetamol/);
    assert.deepEqual(await page.evaluate(() => window.codes), []);
    quiet(seen);
    await close();
  });
}

test('an element that is hidden as a whole is drawn all the same, and is right when it is shown', async () => {
  const { page, seen, close } = await suite.open(suite.customer.at('/record'));
  await suite.signIn(page, 'nurse');
  await page.evaluate(() => { document.querySelector('dscr-record').hidden = true; });
  await drawUnder(page, 'dscr-record', 'plain', child);
  await page.evaluate(() => { document.querySelector('dscr-record').hidden = false; });
  await page.getByText('BONSALLOW, Arlo Wren').first().waitFor();
  assert.doesNotMatch(await suite.text(page), SET_UP);
  quiet(seen);
  await close();
});

test('a page that is put away keeps no text, and coming back asks to sign in', async () => {
  const { page, seen, close } = await open('/child', 'dscr-record');
  const left = await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    return window.e2e.held();
  });
  assert.doesNotMatch(left, /BONSALLOW|999 000|Paracetamol/i);
  assert.match(await suite.text(page), /Your session has ended\. Sign in to continue where you were\./);
  assert.equal(await page.evaluate(() => window.dscr.session.state), 'ended');
  await suite.signIn(page, 'nurse');
  await drawn(page, 'dscr-record');
  assert.match(await suite.text(page), /BONSALLOW, Arlo Wren/, 'where one was');
  await page.goto(`${suite.addresses.host}/`);
  await page.goBack();
  await page.waitForFunction(() => window.dscr?.session.state !== undefined && /Sign in/.test(document.querySelector('dscr-record').shadowRoot.textContent));
  assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /BONSALLOW, |Paracetamol/i);
  quiet(seen);
  await close();
});

test('a person who comes after another gets nothing of what was before', async () => {
  const { page, close } = await open('/child', 'dscr-record');
  await page.evaluate(() => window.dscr.session.lock());
  assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /BONSALLOW|999 000/);
  assert.match(await suite.text(page), /Locked\nSigned in as Mr Caspian Yewdale\./);
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Unlock' }).click()]);
  await popup.waitForLoadState();
  await Promise.all([popup.waitForEvent('close'), popup.locator('[data-person="receptionist"]').click()]);
  await page.bringToFront();
  await page.waitForFunction(() => window.dscr.session.principal?.role === 'Receptionist');
  const { sections } = await drawn(page, 'dscr-record');
  assert.equal(sections.medications.state, 'withheld');
  assert.doesNotMatch(await suite.text(page), /Mr Caspian Yewdale ·|Paracetamol/i);
  await close();
});
