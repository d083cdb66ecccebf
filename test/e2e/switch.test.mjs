// One page shows one patient: whatever a host sets, in whatever order answers come, nothing of another patient is held in any frame.
import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { htmlPage, scriptTag } from './support/customer.mjs';
import { slowNetwork } from './support/network.mjs';
import { startSuite, test } from './support/suite.mjs';
import { watcher } from './support/watch.mjs';

const ORDERS = 200;
let suite;
let opened;
let page;
let people;

const pages = {
  '/record': (addresses) => htmlPage(scriptTag(addresses), '<div id="one"><dscr-record></dscr-record></div><div id="two"></div>'),
};

before(async () => {
  suite = await startSuite({ pages });
  people = {
    rich: suite.patientFor('every section'), jon: suite.patientFor('nearly the same name and birth date as the next'),
    john: suite.patientFor('nearly the same name and birth date as the one before'), child: suite.patientFor('a child'), renumbered: suite.patientFor('record under a new'),
  };
  opened = await suite.open(suite.customer.at('/record'), { scripts: [[slowNetwork, suite.addresses.api], [watcher, Object.values(people)]] });
  ({ page } = opened);
  await page.evaluate((all) => {
    window.people = all;
    window.record = document.querySelector('dscr-record');
    /** Sets a patient as a host does, and looks before the next statement. */
    window.set = (name, how = (patient) => { window.record.patient = patient; }) => {
      const { nhsNumber, birthDate } = all[name] ?? {};
      window.watch.expect(nhsNumber);
      how(all[name] ? { nhsNumber, birthDate } : null);
      return window.watch.look(`as soon as ${name} is set`);
    };
    window.atRest = async (selector = 'dscr-record') => {
      const state = await document.querySelector(selector).settled;
      await new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); });
      return state;
    };
  }, people);
  await suite.signIn(page, 'gp');
  // What can be seen of each, and of nobody.
  const counts = await page.evaluate(async () => {
    const nobody = window.e2e.held();
    for (const { nhsNumber, birthDate } of Object.values(window.people)) {
      window.network.strings = new Set();
      window.record.patient = { nhsNumber, birthDate };
      await window.atRest();
      window.watch.learn(nhsNumber, window.network.strings);
    }
    window.network.strings = undefined;
    window.record.patient = null;
    window.watch.tellApart(nobody);
    window.watch.start();
    return Object.fromEntries([...window.watch.marks].map(([number, marks]) => [number, marks]));
  });
  for (const { nhsNumber, name } of Object.values(people)) {
    assert.ok(counts[nhsNumber].length > 8, `${name}: ${counts[nhsNumber].length} marks`);
    assert.ok(counts[nhsNumber].includes(name) && counts[nhsNumber].includes(nhsNumber));
  }
  assert.ok(counts[people.john.nhsNumber].some((mark) => mark.includes('Penicillin V')));
  assert.ok(counts[people.rich.nhsNumber].length > 100, `${counts[people.rich.nhsNumber].length} marks`);
});
after(() => suite.end());

beforeEach(async () => {
  await page.evaluate(async () => {
    Object.assign(window.network, { most: 0, deaf: false });
    window.network.release();
    document.getElementById('two').replaceChildren();
    window.dscr.patient = undefined;
    for (const name of ['nhs-number', 'birth-date']) window.record.removeAttribute(name);
    document.getElementById('one').append(window.record);
    window.set('nobody');
    await window.atRest();
  });
});

const faults = () => page.evaluate(() => window.watch.faults.splice(0));
const state = () => page.evaluate(() => window.atRest());

async function clean(shown) {
  const at = await state();
  assert.equal(at.patient, shown ? 'shown' : 'none');
  assert.deepEqual(await faults(), []);
  if (shown) {
    assert.ok(Object.values(at.sections).every(({ state: name }) => ['ready', 'none-recorded'].includes(name)), JSON.stringify(at.sections));
    const text = await suite.text(page);
    assert.ok(text.includes(people[shown].name), text.slice(0, 400));
  }
}

test('the rich record is gone when the assignment of another patient returns', async () => {
  await page.evaluate(() => { window.set('rich'); });
  await clean('rich');
  const left = await page.evaluate(() => window.set('jon'));
  assert.doesNotMatch(left, /FERNILEE|Methotrexate|safeguarding/);
  await clean('jon');
});

test(`${ORDERS} random orders of answers, watched every frame`, async () => {
  const before = await page.evaluate(() => window.watch.frames);
  const done = await page.evaluate(async (orders) => {
    const { network } = window;
    // It is their order that matters: each question is answered by the API once.
    network.known = new Map();
    network.seed(20261125);
    const names = Object.keys(window.people);
    const wait = (ms) => new Promise((go) => { setTimeout(go, ms); });
    let now = 'nobody';
    let shown = 0;
    for (let order = 0; order < orders; order++) {
      network.most = 30;
      network.deaf = network.random() < 0.5;
      // the rich one costs a hundred times the others
      const others = names.filter((name) => name !== now && (name !== 'rich' || order % 20 === 0));
      now = others[Math.floor(network.random() * others.length)];
      window.set(now);
      if (network.random() < 0.6) {
        const { patient } = await window.record.settled;
        if (patient === 'shown') shown += 1;
        else window.watch.faults.push(`order ${order}: ${patient} at rest`);
        const text = window.e2e.held();
        if (!text.includes(window.people[now].name)) window.watch.faults.push(`order ${order}: ${now} is not on screen at rest`);
      } else {
        // the next patient is set while answers for this one are on their way
        await wait(network.random() * 60);
      }
    }
    await window.record.settled;
    await wait(60);
    network.known = undefined;
    return { shown };
  }, ORDERS);
  assert.deepEqual(await faults(), []);
  assert.ok(done.shown > ORDERS / 3, `${done.shown} came to rest`);
  assert.ok(await page.evaluate(() => window.watch.frames) > before + ORDERS);
});

test('answers held back until after the switch land nowhere, in either order', async () => {
  for (const reversed of [false, true]) {
    await page.evaluate(async (backwards) => {
      Object.assign(window.network, { deaf: true, holding: false });
      window.set('rich');
      // the patient is known, the sections are on their way
      while (window.record.state.patient !== 'shown') await new Promise((go) => { setTimeout(go, 2); });
      window.network.holding = true;
      window.set('john');
      await new Promise((go) => { setTimeout(go, 50); });
      const order = [...window.network.held.keys()];
      window.network.release(backwards ? order.toReversed() : order);
    }, reversed);
    await clean('john');
    await page.evaluate(() => { window.set('nobody'); });
  }
});

test('attributes: number, then birth date, in one task are one change', async () => {
  await page.evaluate(() => { window.record.patient = undefined; });
  for (const name of ['rich', 'john', 'jon']) {
    const asked = await page.evaluate(async (who) => {
      const { asked: before } = window.network;
      window.set(who, ({ nhsNumber, birthDate }) => {
        window.record.setAttribute('nhs-number', nhsNumber);
        window.watch.look('between the two attributes');
        window.record.setAttribute('birth-date', birthDate);
      });
      await window.atRest();
      return window.network.asked - before;
    }, name);
    await clean(name);
    assert.ok(asked > 5);
  }
});

test('attributes taken away clear the record at once', async () => {
  await page.evaluate(async () => {
    window.record.patient = undefined;
    window.set('jon', ({ nhsNumber, birthDate }) => {
      window.record.setAttribute('nhs-number', nhsNumber);
      window.record.setAttribute('birth-date', birthDate);
    });
    await window.atRest();
    window.set('nobody', () => {
      window.record.removeAttribute('nhs-number');
      window.record.removeAttribute('birth-date');
    });
  });
  await clean();
  assert.match(await suite.text(page), /Open a patient in your own system to see their shared care record\./);
});

for (const [way, clear] of [
  ['patient = null', () => { window.set('nobody', () => { window.record.patient = null; }); }],
  ['clear()', () => { window.set('nobody', () => { window.record.clear(); }); }],
]) {
  test(`${way} shows nobody, at rest and while loading`, async () => {
    await page.evaluate(() => { window.set('rich'); });
    await clean('rich');
    await page.evaluate(clear);
    await clean();
    await page.evaluate(async () => {
      Object.assign(window.network, { holding: true, deaf: true });
      window.set('rich');
      await new Promise((go) => { setTimeout(go, 30); });
    });
    await page.evaluate(clear);
    await page.evaluate(async () => {
      window.network.release();
      await new Promise((go) => { setTimeout(go, 50); });
    });
    await clean();
  });
}

test('dscr.patient is the patient of an element that has none of its own', async () => {
  await page.evaluate(() => {
    window.record.patient = undefined;
    window.set('jon', (patient) => { window.dscr.patient = patient; });
  });
  await clean('jon');
  await page.evaluate(() => { window.set('john', (patient) => { window.dscr.patient = patient; }); });
  await clean('john');
  await page.evaluate(() => { window.set('nobody', () => { window.dscr.patient = null; }); });
  await clean();
});

test('the same patient again, in other words, asks nothing and draws nothing anew', async () => {
  await page.evaluate(() => { window.set('jon'); });
  await clean('jon');
  const kept = await page.evaluate(async () => {
    const { asked } = window.network;
    const { nhsNumber, birthDate } = window.people.jon;
    const banner = window.record.shadowRoot.querySelector('[data-critical]');
    const events = [];
    addEventListener('dscr-patient-change', () => events.push('change'));
    window.record.patient = { birthDate, nhsNumber };
    window.record.patient = { nhsNumber: nhsNumber.replace(/^(...)(...)/, '$1 $2 '), birthDate: ` ${birthDate} ` };
    await window.atRest();
    return { more: window.network.asked - asked, same: banner === window.record.shadowRoot.querySelector('[data-critical]') && banner.isConnected, events };
  });
  assert.deepEqual(kept, { more: 0, same: true, events: [] });
  await clean('jon');
});

test('moving, removing and adding again, cloning and hiding ask nothing anew and lose nothing', async () => {
  await page.evaluate(() => { window.set('rich'); });
  await clean('rich');
  const seen = await page.evaluate(async () => {
    const { asked } = window.network;
    const steps = {};
    document.getElementById('two').append(window.record);
    await window.atRest();
    steps.moved = window.e2e.shown();
    window.record.remove();
    document.getElementById('one').append(window.record);
    await window.atRest();
    steps.removedAndAdded = window.e2e.shown();
    window.record.hidden = true;
    await window.atRest();
    window.record.hidden = false;
    await window.atRest();
    steps.hidden = window.e2e.shown();
    const copy = window.record.cloneNode(true);
    copy.patient = { ...window.record.patient };
    document.getElementById('two').append(copy);
    await window.atRest('#two dscr-record');
    steps.cloned = window.e2e.shown('#two');
    copy.remove();
    await window.atRest();
    return { steps, more: window.network.asked - asked };
  });
  assert.equal(seen.more, 0);
  for (const [step, text] of Object.entries(seen.steps)) assert.match(text, /FERNILEE, Marguerite Rose \(Mrs\)[\s\S]*Known allergies[\s\S]*Adult safeguarding/, step);
  await clean('rich');
});

test('an element taken out of the page for good keeps nothing of the patient, and nor does its memory', async () => {
  await page.evaluate(() => { window.set('rich'); });
  await clean('rich');
  const after = await page.evaluate(async () => {
    window.record.remove();
    await new Promise((go) => { setTimeout(go, 0); });
    window.watch.expect(undefined);
    const roots = [window.record.shadowRoot, ...window.e2e.shadowRoots(window.record.shadowRoot)];
    const text = roots.map((root) => root.textContent).join(' ');
    window.set('nobody');
    document.getElementById('one').append(window.record);
    return text;
  });
  assert.doesNotMatch(after, /FERNILEE|safeguarding|penicillin/i);
});

test('two elements given different patients are all cleared, with the code', async () => {
  await page.evaluate(() => { window.set('rich'); });
  await clean('rich');
  const told = await page.evaluate(async () => {
    const codes = [];
    addEventListener('dscr-error', ({ detail }) => codes.push(detail.code));
    const meds = document.createElement('dscr-meds');
    const { nhsNumber, birthDate } = window.people.jon;
    meds.patient = { nhsNumber, birthDate };
    window.watch.expect(undefined);
    document.getElementById('two').append(meds);
    window.watch.look('as soon as a second patient is there');
    await window.atRest();
    return { codes, text: window.e2e.shown(), states: [window.record.state.patient, meds.state.patient] };
  });
  assert.deepEqual(told.codes, ['DSCR_TWO_PATIENTS']);
  assert.deepEqual(told.states, ['none', 'none']);
  assert.equal(told.text.match(/This page was given two different patients, so nothing is shown\. Close and reopen the patient\./g)?.length, 2);
  assert.deepEqual(await faults(), []);
  // One of them agrees: the page has one patient again.
  await page.evaluate(() => { window.set('jon'); });
  await clean('jon');
  assert.match(await page.evaluate(() => window.e2e.shown('#two')), /TANSLEYDALE, Jon Paul[\s\S]*Penicillamine/);
});

test('an element beside the record that is told nobody shows nobody, and the record stays', async () => {
  await page.evaluate(() => { window.set('john'); });
  await clean('john');
  const text = await page.evaluate(async () => {
    const meds = document.createElement('dscr-meds');
    meds.patient = null;
    document.getElementById('two').append(meds);
    await window.atRest();
    return window.e2e.shown('#two');
  });
  assert.doesNotMatch(text, /TANSLEYDALE|Penicillin|999/);
  await clean('john');
});

test('nothing was written to the console and nothing was blocked', () => {
  assert.deepEqual(opened.seen, { errors: [], console: [], violations: [] });
});
