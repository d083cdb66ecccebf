import { startSuite } from '../e2e/support/suite.mjs';

export const startAllergies = startSuite;

/**
 * The demo signed in, with what the API answers changed on its way.
 * @param path `/` the record, `/meds-only` medicines alone
 * @param clock the page's clock is the test's
 * @param change type → (resources of the answer, id of the patient) => those to be there instead
 */
export async function open(suite, { path = '/', patient = suite.patientFor('every section'), person = 'gp', change = {}, clock } = {}) {
  const selector = path === '/' ? 'dscr-record' : 'dscr-meds';
  const opened = await suite.open(`${path}?patient=${patient.nhsNumber}`, { before: async (page) => {
    if (clock) {
      await page.clock.install();
      // A token that lasts as long as the test's clock runs.
      await page.route((url) => url.pathname.endsWith('/token'), async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...await response.json(), expires_in: 36_000 } });
      });
    }
    await page.route((url) => url.pathname.replace('/fhir/', '') in change, async (route) => {
      const type = new URL(route.request().url()).pathname.replace('/fhir/', '');
      const response = await route.fetch();
      const bundle = await response.json();
      const subject = new URL(route.request().url()).searchParams.get('patient');
      const entries = bundle.entry ?? [];
      const other = entries.filter(({ search }) => search?.mode === 'outcome');
      const resources = change[type](entries.filter(({ search }) => search?.mode !== 'outcome').map(({ resource }) => resource), { reference: `Patient/${subject}` });
      await route.fulfill({ response, json: { ...bundle, total: resources.length, entry: [...resources.map((resource) => ({ resource, search: { mode: 'match' } })), ...other] } });
    });
  } });
  const { page } = opened;
  await suite.signIn(page, person);
  const drawn = async () => {
    const state = await suite.settled(page, selector);
    await page.evaluate(() => new Promise((frames) => { requestAnimationFrame(() => requestAnimationFrame(frames)); }));
    return state;
  };
  await drawn();
  return {
    ...opened, drawn,
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
