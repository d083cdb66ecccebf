import { startSuite } from '../e2e/support/suite.mjs';

export const startAllergies = async () => ({ ...await startSuite(), closed: new Map() });

/** Puts what a test makes of the answers in the place of what the API said. */
async function answerThrough(page, changes) {
  const typeOf = (url) => url.pathname.replace('/fhir/', '');
  await page.route((url) => typeOf(url) in changes.now, async (route) => {
    const url = new URL(route.request().url());
    const response = await route.fetch();
    const bundle = await response.json();
    const entries = bundle.entry ?? [];
    const other = entries.filter(({ search }) => search?.mode === 'outcome');
    const resources = changes.now[typeOf(url)](entries.filter(({ search }) => search?.mode !== 'outcome').map(({ resource }) => resource), { reference: `Patient/${url.searchParams.get('patient')}` });
    await route.fulfill({ response, json: { ...bundle, total: resources.length, entry: [...resources.map((resource) => ({ resource, search: { mode: 'match' } })), ...other] } });
  });
}

/** The page's clock is the test's, and a token lasts as long as it runs. */
async function stopClock(page) {
  await page.clock.install();
  await page.route((url) => url.pathname.endsWith('/token'), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), expires_in: 36_000 } });
  });
}

async function signedIn(suite, address, person, { clock, change }) {
  const changes = { now: change };
  const opened = await suite.open(address, { before: async (page) => {
    if (clock) await stopClock(page);
    await answerThrough(page, changes);
  } });
  await suite.signIn(opened.page, person);
  return { ...opened, changes };
}

/** A page that another test is done with, with the patient opened in it as a host does. */
async function openAgain(opened, selector, { nhsNumber, birthDate }, change) {
  opened.changes.now = change;
  await opened.page.evaluate(([one, patient]) => {
    document.querySelector(one).patient = null;
    document.querySelector(one).patient = patient;
  }, [selector, { nhsNumber, birthDate }]);
  return opened;
}

/**
 * The demo signed in, with what the API answers changed on its way. Closed, a page waits for the next test of that person: to sign in takes
 * longer than most of the tests.
 * @param path `/` the record, `/meds-only` medicines alone
 * @param clock the page's clock is the test's
 * @param change type → (resources of the answer, id of the patient) => those to be there instead
 */
export async function open(suite, { path = '/', patient = suite.patientFor('every section'), person = 'gp', change = {}, clock = false } = {}) {
  const selector = path === '/' ? 'dscr-record' : 'dscr-meds';
  const key = `${person} ${path} ${clock}`;
  const closed = suite.closed.get(key);
  suite.closed.delete(key);
  const opened = closed && !clock ? await openAgain(closed, selector, patient, change) : await signedIn(suite, `${path}?patient=${patient.nhsNumber}`, person, { clock, change });
  const { page } = opened;
  const drawn = async () => {
    const state = await suite.settled(page, selector);
    await page.evaluate(() => new Promise((frames) => { requestAnimationFrame(() => requestAnimationFrame(frames)); }));
    return state;
  };
  await drawn();
  return {
    ...opened, drawn,
    close: async () => {
      if (clock) await opened.close();
      else suite.closed.set(key, opened);
    },
    /** Text of a section, a line to a block. */
    section: (tag) => page.evaluate((one) => window.e2e.section(one), tag),
    /** Text of a part of the element that stands in the page; null where it is not there. */
    part: (name) => page.evaluate(([one, part]) => {
      const found = document.querySelector(one).shadowRoot.querySelector(part);
      return found && window.e2e.textOf(found);
    }, [selector, name]),
    /** Rows of a section's first list, or of the lists below a heading, as they are read. */
    rows: (tag, below = '') => page.evaluate(([one, heading]) => {
      const root = window.e2e.find(one).shadowRoot;
      const items = root.querySelector('.items');
      const title = heading === '' ? undefined : [...root.querySelectorAll('h2,h3,h4')].find((node) => node.textContent.trim().startsWith(heading));
      const list = title ? title.nextElementSibling : heading === '' ? items.querySelector('ul') : null;
      return list ? [...list.querySelectorAll('li.row')].map((row) => window.e2e.textOf(row).replaceAll('\n', ' · ')) : [];
    }, [tag, below]),
    press: async (tag, name) => {
      await page.evaluate(([one, text]) => {
        [...window.e2e.find(one).shadowRoot.querySelectorAll('button')].find((button) => button.textContent.trim() === text).click();
      }, [tag, name]);
      return drawn();
    },
  };
}

const status = (kind, code) => ({ coding: [{ system: `http://terminology.hl7.org/CodeSystem/allergyintolerance-${kind}`, code }] });
/** An entry as an API may send it. */
export const entry = (patient, id, text, { clinical = 'active', verification = 'confirmed', code, ...rest } = {}) => ({
  resourceType: 'AllergyIntolerance', id, patient, code: { text, ...(code && { coding: [{ system: 'http://snomed.info/sct', code }] }) },
  ...(clinical && { clinicalStatus: status('clinical', clinical) }), ...(verification && { verificationStatus: status('verification', verification) }), ...rest,
});
