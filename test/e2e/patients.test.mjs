// Each of the demo's patients: who the banner says it is, what is said of allergies, and what is said where nothing, or nobody, can be shown.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { spaced, startSuite, test } from './support/suite.mjs';

const IDS = ['demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents'];
const NOT_RECORDED = ['There is no current entry, and no statement that the patient has none. Check with the patient.'];

let suite;
let opened;
let page;
before(async () => {
  suite = await startSuite();
  opened = await suite.open('/');
  ({ page } = opened);
  await suite.signIn(page, 'gp');
});
after(() => suite.end());

/** Opens a patient as the host does, and reads what is on screen at rest. */
async function show(patient) {
  await page.evaluate((given) => { document.querySelector('dscr-record').patient = given; }, patient);
  const state = await suite.settled(page);
  const part = (name) => page.evaluate((one) => {
    const found = document.querySelector('dscr-record').shadowRoot.querySelector(`[data-critical="${one}"]`);
    return found === null ? null : window.e2e.textOf(found);
  }, name);
  return {
    state, text: await page.evaluate(() => window.e2e.shown('dscr-record')), banner: await part('identity'), allergyLine: await part('allergy-line'),
    section: (tag) => page.evaluate((one) => window.e2e.section(one), tag),
  };
}
const of = (purpose) => suite.patientFor(purpose);
const given = ({ nhsNumber, birthDate }, more = {}) => ({ nhsNumber, birthDate, ...more });
const states = ({ sections }) => Object.fromEntries(Object.entries(sections).map(([id, { state }]) => [id, state]));

test('every patient of the list who may be shown: own banner, all sections settled, received = shown + unshown', async () => {
  for (const patient of suite.patients.filter((one) => !one.for.startsWith('release') && !one.for.endsWith('000 results'))) {
    const { state, banner, text } = await show(given(patient));
    assert.equal(state.patient, 'shown', patient.for);
    const number = patient.replacedBy ?? patient.nhsNumber;
    assert.ok(banner.startsWith(patient.name), `${patient.for}: ${banner}`);
    assert.ok(banner.includes(`NHS No. ${spaced(number)}`), banner);
    for (const other of suite.patients) {
      if (other.name !== patient.name) assert.ok(!text.includes(other.name), `${other.name} on the screen of ${patient.name}`);
    }
    for (const [id, { state: name, items, received, shown, unshown, loadedAt }] of Object.entries(state.sections)) {
      assert.ok(['ready', 'none-recorded'].includes(name), `${patient.for}: ${id} is ${name}`);
      assert.equal(received, shown + unshown);
      assert.ok(name === 'ready' || (items === 0 && received === 0));
      assert.match(loadedAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
    assert.equal(text.match(/Information comes from contributing organisations\. It may be incomplete or out of date\./g).length, 1);
  }
});

test('deceased: died and age at death in the banner, no age of the living, an appointment after death marked', async () => {
  const { banner, text, section } = await show(given(of('deceased')));
  assert.match(banner, /^CHELMORDEN, Albert Percival \(Mr\)\nBorn 19-May-1934.*\nDied 03-Sep-2026 04:20.*\nAge at Death 92y\nGender Male\nNHS No\. 999 000 0050$/);
  assert.doesNotMatch(banner, /\(\d+y\)/);
  assert.match(await section('dscr-appointments'), /02-Oct-2026 09:30[\s\S]*Cancelled\nAfter date of death/);
  assert.ok(await page.evaluate(() => document.querySelector('dscr-record').shadowRoot.querySelector('.banner.deceased') !== null));
  assert.doesNotMatch(text, /Peggy|FERNILEE/);
});

test('a withdrawn death notification: living', async () => {
  const { banner, text } = await show(given(of('death notification withdrawn')));
  assert.match(banner, /^ALPORTDALE, Dorothea May \(Mrs\)\nBorn 08-Nov-1947.*\n\(\d+y\)\nGender Female\n/);
  assert.doesNotMatch(text, /Died|Age at Death|Removed/);
});

test('restricted: address, telephone and practice are "Restricted: not shown"; its document asks first', async () => {
  const { section } = await show(given(of('restricted')));
  const details = await section('dscr-demographics');
  for (const label of ['Address', 'Phone and email', 'GP practice']) assert.match(details, new RegExp(`^${label}\\nRestricted: not shown$`, 'm'));
  assert.doesNotMatch(details, /DE\d\d|0\d{4}|Surgery/);
  const asked = (await suite.log()).length;
  const panel = await page.evaluate(async () => {
    const documents = window.e2e.find('dscr-documents');
    documents.shadowRoot.querySelector('.row button').click();
    await documents.updateComplete;
    return window.e2e.textOf(documents.shadowRoot.querySelector('.document'));
  });
  assert.match(panel, /HARTINGDALE[\s\S]*Restricted patient: this document may show where they live\.\nOpen\nCancel/);
  assert.equal((await suite.log()).slice(asked).filter(({ type }) => type === 'Binary').length, 0, 'nothing is fetched before it is confirmed');
  await page.evaluate(() => window.e2e.button('Cancel').click());
});

test('numbers: not verified, and replaced by another', async () => {
  for (const purpose of ['NHS number not traced', 'NHS number traced without']) assert.match((await show(given(of(purpose)))).text, /NHS number not verified\./);
  const old = of('replaced NHS number');
  const { text, banner, state } = await show(given(old));
  assert.equal(state.patient, 'shown');
  assert.ok(text.includes(`This NHS number has been replaced by ${spaced(old.replacedBy)}. Update your own system.`));
  assert.ok(banner.includes(spaced(old.replacedBy)) && !banner.includes(spaced(old.nhsNumber)));
  assert.doesNotMatch((await show(given(of('every section')))).text, /not verified|has been replaced/);
});

test('birth dates known by year or month only are compared as far as they go', async () => {
  const untraced = of('NHS number not traced');
  for (const birthDate of ['1972', '1972-05', '1972-05-09']) assert.equal((await show({ nhsNumber: untraced.nhsNumber, birthDate })).state.patient, 'shown', birthDate);
  assert.equal((await show({ nhsNumber: untraced.nhsNumber, birthDate: '1973' })).state.patient, 'mismatch');
  const main = of('every section');
  for (const birthDate of ['1958', '1958-03']) assert.equal((await show({ nhsNumber: main.nhsNumber, birthDate })).state.patient, 'shown', birthDate);
});

for (const [purpose, heading, notices, rows] of [
  ['no known allergies', 'No known allergies', ['Stated by General Medical Practitioner, Fernilee Lane Surgery, 19-Aug-2026 14:10.'], 1],
  ['nothing recorded', 'Allergies not recorded', NOT_RECORDED, 0],
  ['no known drug allergy', 'No known drug allergy', ['Other allergies: not recorded.'], 1],
  ['entries disagree', 'Known allergies', ['Entries disagree: University Hospitals of Derby and Burton NHS Foundation Trust, 01-Oct-2026 02:15, recorded no known allergies.'], 2],
  ['allergy in an alert only', 'Allergies not recorded', [...NOT_RECORDED, 'Alert: Allergy to peanut'], 0],
  ['lists with warnings', 'Allergies unavailable', ['Patient record transfer from previous GP practice not yet complete; information recorded before 03-Nov-2026 may be missing. Check another way before prescribing or giving medicines.'], 0],
  ['every section', 'Known allergies', [], 6],
]) {
  test(`allergies, ${purpose}: “${heading}”, the same in banner, section and medicines`, async () => {
    const { allergyLine, section } = await show(given(of(purpose)));
    const lines = allergyLine.split('\n');
    assert.equal(lines[0], heading);
    for (const notice of notices) assert.ok(lines.includes(notice), `${notice} in ${allergyLine}`);
    const own = (await section('dscr-allergies')).split('\n');
    assert.equal(own[0], heading);
    for (const notice of notices) assert.ok(own.includes(notice), `${notice} in ${own}`);
    const meds = (await section('dscr-meds')).split('\n').map((line) => line.replace(/^⚠ /, ''));
    assert.equal(meds[0], 'Medicines');
    assert.ok(meds.includes(heading));
    const others = ['Known allergies', 'No known allergies', 'Allergies not recorded', 'Allergies unavailable'].filter((one) => one !== heading);
    for (const text of [lines, own, meds]) assert.deepEqual(text.filter((line) => others.includes(line)), [], 'exactly one heading');
    const drawn = await page.evaluate(() => window.e2e.find('dscr-allergies').shadowRoot.querySelector('.items ul.rows[data-rows="rows"]')?.childElementCount ?? 0);
    assert.equal(drawn, rows);
  });
}

test('lists with warnings: what the source says of medicines, results and referrals is said', async () => {
  const { state, section } = await show(given(of('lists with warnings')));
  assert.deepEqual(state.sections.medications.gaps.map(({ kind }) => kind), ['withheld-at-source']);
  assert.match(await section('dscr-meds'), /Items excluded due to confidentiality and\/or patient preferences\./);
  assert.equal(state.sections.results.state, 'ready');
  assert.match(await section('dscr-results'), /awaiting review before becoming available\./);
  assert.deepEqual(state.sections.appointments.gaps.map(({ kind }) => kind), ['withheld-at-source']);
  assert.match(await section('dscr-appointments'), /Items excluded due to confidentiality and\/or patient preferences\./);
});

test('nothing recorded: said in the exact words, and never of patient details', async () => {
  const { state, text } = await show(given(of('nothing recorded')));
  assert.deepEqual(states(state), { ...Object.fromEntries(IDS.map((id) => [id, 'none-recorded'])), demographics: 'ready' });
  for (const [noun, tail] of [['alerts', ' Other systems may hold alerts.'], ['medicines', ''], ['results', ''], ['appointments or referrals', ''], ['care plans', ''], ['documents', '']]) {
    assert.match(text, new RegExp(`^No ${noun} recorded in the shared care record\\. Loaded \\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d\\.${tail}$`, 'm'));
  }
  assert.equal(text.match(/^No /gm).length, 6, 'and of nothing else');
  assert.match(text, /Chesterfield Royal Hospital NHS Foundation Trust does not share documents here yet \(expected 01-Apr-2027\)\. There may be some recorded there\./);
});

test('a role to which a label rule applies is never told that there are none', async () => {
  const doctor = await suite.open('/');
  await suite.signIn(doctor.page, 'hospital-doctor');
  await doctor.page.evaluate((patient) => { document.querySelector('dscr-record').patient = patient; }, given(of('nothing recorded')));
  const { sections } = await suite.settled(doctor.page);
  assert.equal(sections.results.state, 'ready');
  const results = await doctor.page.evaluate(() => window.e2e.section('dscr-results'));
  assert.match(results, /Nothing is shown here for your role\. Information may still be recorded\./);
  assert.doesNotMatch(results, /No results recorded/);
  await doctor.close();
});

async function nothingShown({ state, banner, text }, name) {
  assert.equal(state.patient, name);
  assert.ok(Object.values(state.sections).every(({ state: one, received }) => one === 'waiting' && received === 0));
  assert.equal(banner, null);
  assert.doesNotMatch(text, /recorded in the shared care record|Known allergies|not recorded/);
  assert.equal(await page.evaluate(() => document.querySelector('dscr-record').shadowRoot.querySelector('[nested]')), null);
}

test('refused: nothing of it, and whom to contact', async () => {
  const patient = of('release');
  const shown = await show(given(patient));
  await nothingShown(shown, 'refused');
  assert.match(shown.text, /Record not released\nThe shared care record did not release this patient's record\. If you need it for this person's care, contact the Shared Care Record service desk \(invented\), reference [\w-]+\./);
  assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /BASLOWE|Clementine|Must never be shown/);
});

test('not found: the number has no match', async () => {
  const shown = await show({ nhsNumber: '999 000 0999', birthDate: '1950-01-01' });
  await nothingShown(shown, 'not-found');
  assert.match(shown.text, /Record not found\nThe shared care record has no match for this NHS number\. The person may have records elsewhere\. Check the number in your own system\./);
});

test('another birth date: the field is named, no value of the record is shown or held', async () => {
  const main = of('every section');
  for (const birthDate of ['1958-03-15', '1958-04', '1959']) {
    const shown = await show({ nhsNumber: main.nhsNumber, birthDate });
    await nothingShown(shown, 'mismatch');
    assert.match(shown.text, /Record not shown: patient details differ\nYour own system and the shared care record differ in: date of birth\. Check that the right patient is open in your own system\. If so, contact the Shared Care Record service desk \(invented\), reference [\w-]+\./);
    assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /FERNILEE|14-Mar-1958|1958-03-14|Derby,/);
  }
});

test('the twins: the number of one with the birth date of the other shows neither', async () => {
  const [jon, john] = [of('nearly the same name and birth date as the next'), of('nearly the same name and birth date as the one before')];
  const shown = await show({ nhsNumber: jon.nhsNumber, birthDate: john.birthDate });
  await nothingShown(shown, 'mismatch');
  assert.doesNotMatch(await page.evaluate(() => window.e2e.held()), /TANSLEYDALE|Penicill/);
});

test('what a host gives wrongly is said, and nothing is asked', async () => {
  const main = of('every section');
  // What was shown before may still be told to the audit.
  const questions = async () => (await suite.log()).filter(({ type }) => type !== 'AuditEvent').length;
  for (const [patient, words] of [
    [{ nhsNumber: '999 000 0019', birthDate: '1958-03-14' }, 'This is not a valid NHS number. Check it in your own system.'],
    [{ nhsNumber: '', birthDate: '1958-03-14' }, 'Your own system gave no NHS number, so the shared care record cannot be opened.'],
    [{ nhsNumber: main.nhsNumber, birthDate: '' }, 'The date of birth could not be compared, so nothing is shown.'],
    [{ nhsNumber: main.nhsNumber, birthDate: '14/03/1958' }, 'The date of birth could not be compared, so nothing is shown.'],
  ]) {
    const asked = await questions();
    const shown = await show(patient);
    await nothingShown(shown, 'none');
    assert.ok(shown.text.includes(words), shown.text.slice(0, 600));
    assert.equal(await questions(), asked);
  }
});

test('the words name the host system that the tag names', async () => {
  const host = await suite.open('/hosts/liquidlogic?patient=9990000999');
  await suite.signIn(host.page, 'social-worker');
  await suite.settled(host.page);
  assert.match(await suite.text(host.page), /Check the number in Liquid Logic\./);
  await host.close();
});

for (const [purpose, n] of [['5,000 results', 5000], ['20,000 results', 20000]]) {
  test(`${purpose}: windowed, all counted, drawn page by page, the last can be reached`, async () => {
    const watched = await page.evaluate(async (patient) => {
      const record = document.querySelector('dscr-record');
      const seen = { rows: 0, frames: 0, partly: 0, nodes: 0 };
      let loading = true;
      const look = () => {
        if (!loading) return;
        seen.frames += 1;
        const root = window.e2e.find('dscr-results')?.shadowRoot;
        if (root) {
          seen.rows = Math.max(seen.rows, root.querySelectorAll('li').length);
          if (/so far\. Still loading: more may appear, including newer ones\./.test(root.querySelector('[aria-live]')?.textContent ?? '')) seen.partly += 1;
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      record.patient = patient;
      const { sections } = await record.settled;
      loading = false;
      return { ...seen, results: sections.results };
    }, given(of(purpose)));
    const { results } = watched;
    assert.deepEqual({ ...results, loadedAt: '' }, { state: 'ready', items: n, received: n, shown: n, unshown: 0, gaps: [], loadedAt: '' });
    assert.ok(watched.rows > 0 && watched.rows < 400, `${watched.rows} rows at once`);
    assert.ok(watched.partly > 0, 'pages that came were drawn before the last');
    assert.ok(watched.frames > 3, 'the page went on drawing');
    // Whatever view of them is chosen, only what is near is in the document, and the last row can be reached.
    const views = await page.evaluate(async () => {
      const { shadowRoot } = window.e2e.find('dscr-results');
      const frames = async (count) => { for (let at = 0; at < count; at++) await new Promise((frame) => { requestAnimationFrame(frame); }); };
      const found = [];
      for (const button of [...shadowRoot.querySelectorAll('[role=group] > button[aria-pressed]')]) {
        button.click();
        await frames(4);
        const view = { name: button.textContent.trim(), rows: shadowRoot.querySelectorAll('li, tr').length, nodes: shadowRoot.querySelectorAll('*').length };
        const scroller = shadowRoot.querySelector('[data-window]');
        if (scroller) {
          const places = () => [...scroller.querySelectorAll('[aria-posinset]')].map((row) => Number(row.getAttribute('aria-posinset')));
          view.first = places()[0];
          let before = -1;
          // Rows of unequal height: the end moves until it has been measured.
          while (Math.abs(scroller.scrollTop - before) > 1) {
            before = scroller.scrollTop;
            scroller.scrollTop = scroller.scrollHeight;
            await frames(4);
          }
          Object.assign(view, { last: Math.max(...places()), size: Number(scroller.querySelector('[aria-setsize]').getAttribute('aria-setsize')), rows: Math.max(view.rows, shadowRoot.querySelectorAll('li, tr').length) });
        }
        found.push(view);
        if (button.getAttribute('aria-pressed') !== 'true') view.unpressed = true;
      }
      return found;
    });
    assert.ok(views.length >= 3, JSON.stringify(views));
    for (const { name, rows, nodes, first, last, size } of views) {
      assert.ok(rows < 600 && nodes < 20_000, `${name}: ${rows} rows, ${nodes} elements`);
      assert.ok(first === undefined || (first === 1 && last === size), `${name}: from ${first} to ${last} of ${size}`);
    }
    // It is gone at once, like every other patient.
    const left = await page.evaluate(() => {
      document.querySelector('dscr-record').clear();
      return window.e2e.held();
    });
    assert.doesNotMatch(left, /EYAMWOOD|CASTLETONBY|Haemoglobin/);
  });
}

test('more than the screen may hold: how many others there are is said', async () => {
  const limited = await suite.open('/', {
    before: (one) => one.route('**/dscr/config.json', async (route) => {
      const response = await route.fetch();
      const configuration = await response.json();
      configuration.api.maxItems = 600;
      await route.fulfill({ response, json: configuration });
    }),
  });
  await suite.signIn(limited.page, 'gp');
  await limited.page.evaluate((patient) => { document.querySelector('dscr-record').patient = patient; }, given(of('5,000 results')));
  const { sections } = await suite.settled(limited.page);
  const { state, items, received, shown, gaps } = sections.results;
  assert.deepEqual({ state, items, received, shown }, { state: 'ready', items: 600, received: 600, shown: 600 });
  assert.deepEqual(gaps.map(({ kind }) => kind), ['limit']);
  assert.match(await limited.page.evaluate(() => window.e2e.section('dscr-results')), /^Showing (?:the newest )?600 of 5000 results, the most this screen can hold\. Others are not shown\.$/m);
  await limited.close();
});

test('nothing was written to the console and nothing was blocked', () => {
  assert.deepEqual(opened.seen, { errors: [], console: [], violations: [] });
});
