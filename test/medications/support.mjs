import assert from 'node:assert/strict';
import { startSuite } from '../e2e/support/suite.mjs';

const DMD = 'https://dmd.nhs.uk';
export const coded = (text, code) => ({ medicationCodeableConcept: { text, ...(code && { coding: [{ system: DMD, code, display: text }] }) } });
const ukExtension = (name, rest) => ({ url: `https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-${name}`, ...rest });
const mg = (value, unit = 'mg') => ({ value, unit });

/** Cases that the demo's patients do not have; each is added to what the API answers for the main patient. */
export const ADDED = {
  List: [{ id: 'medicines', status: 'current', mode: 'snapshot', code: { coding: [{ system: 'http://snomed.info/sct', code: '933361000000108' }] },
    extension: ['confidential-items', 'data-awaiting-filing'].map((valueCode) => ukExtension('ListWarningCode', { valueCode })) }],
  MedicationStatement: [
    { id: 'later', status: 'active', ...coded('Later 5mg tablets'), effectivePeriod: { start: '2099-01-02' }, dosage: [{ text: 'One a day' }] },
    { id: 'changed', status: 'active', ...coded('Changed 10mg tablets'), effectivePeriod: { start: '2026-01-02' }, dosage: [{ text: 'Two a day' }],
      note: [{ text: 'Cough at the higher dose', authorString: 'Dr Nobody Invented' }],
      extension: [ukExtension('MedicationChangeSummary', { extension: [
        { url: 'status', valueCode: 'changed' }, { url: 'indicationForChange', valueCodeableConcept: { text: 'Dose halved for cough' } }, { url: 'dateTime', valueDateTime: '2026-09-03' }] })] },
  ],
  MedicationRequest: [
    { id: 'structured', status: 'active', intent: 'order', ...coded('Structured 500mg tablets'), dosageInstruction: [
      { sequence: 1, doseAndRate: [{ doseRange: { low: mg(1, 'tablet'), high: mg(2, 'tablets') } }], asNeededCodeableConcept: { text: 'pain' }, timing: { repeat: { frequency: 1, period: 6, periodUnit: 'h' } },
        maxDosePerPeriod: { numerator: mg(8, 'tablets'), denominator: mg(24, 'h') } },
      { sequence: 1, text: '1 tablet OR 2 tablets at night' }, { sequence: 2, doseAndRate: [{ rateQuantity: mg(100, 'mL/h') }] }] },
    { id: 'unissued', status: 'active', intent: 'plan', ...coded('Plan only 1mg tablets'), authoredOn: '2026-02-01', dosageInstruction: [{ text: 'One a day' }] },
    { id: 'its-issue', status: 'completed', intent: 'order', ...coded('Plan only 1mg tablets'), authoredOn: '2026-10-01', basedOn: [{ reference: 'MedicationRequest/unissued' }], dosageInstruction: [{ text: 'One a day' }] },
    { id: 'ward', status: 'active', intent: 'order', ...coded('Atorvastatin 20mg tablets', '320030001'), authoredOn: '2026-11-01', category: [{ coding: [{ code: 'discharge' }], text: 'Discharge' }],
      dosageInstruction: [{ text: 'TWO at night' }] },
    { id: 'never', status: 'active', intent: 'order', doNotPerform: true, ...coded('Never 5mg tablets'), dosageInstruction: [{ text: 'Not to be given' }] },
    { id: 'long', status: 'active', intent: 'order', ...coded(`Chlordiazepoxidehydrochlorideclidiniumbromide${'x'.repeat(60)} 5mg/2.5mg capsules (Imported (Brazil))`),
      dosageInstruction: [{ text: `Take 12,500 micrograms in 1,000 ml   then 5-10 ml; ${'y'.repeat(90)}\nthen\tstop`, doseAndRate: [{ doseQuantity: mg(7, 'milligrampersquaremetre') }] }] },
  ],
};

/** The medicines page of the demo, signed in, with {@link ADDED} in the answers. */
export async function openMedicines(suite, { highRisk = [], patient = suite.patientFor('every section'), added = ADDED } = {}) {
  const sent = [];
  const opened = await suite.open(`/meds-only?patient=${patient.nhsNumber}`, { before: async (page) => {
    await page.route('**/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...await response.json(), highRisk } });
    });
    await page.route((url) => /^\/fhir\/(Medication\w+|List)$/.test(url.pathname), async (route) => {
      const response = await route.fetch();
      let body = await response.text();
      const { pathname, searchParams } = new URL(route.request().url());
      const type = pathname.replace('/fhir/', '');
      const subject = searchParams.get('patient');
      const isMedicines = type !== 'List' || searchParams.get('code')?.includes(added.List?.[0].code.coding[0].code);
      const extra = response.ok() && subject && isMedicines ? added[type] ?? [] : [];
      // Put in as text, so that no digit of the others changes.
      if (extra.length > 0) {
        const entries = extra.map((one) => JSON.stringify({ resource: { resourceType: type, ...one, subject: { reference: `Patient/${subject.replace('Patient/', '')}` } }, search: { mode: 'match' } }));
        body = /"entry":\s*\[/.test(body) ? body.replace(/"entry":\s*\[/, (start) => `${start}${entries.join()},`) : body.replace(/\}\s*$/, `,"entry":[${entries.join()}]}`);
        body = body.replace(/"total":\s*(\d+)/, (_all, total) => `"total":${Number(total) + extra.length}`);
      }
      sent.push(...(JSON.parse(body).entry ?? []).map(({ resource }) => resource));
      await route.fulfill({ response, body });
    });
  } });
  const { page } = opened;
  await suite.signIn(page, 'gp');
  const state = await suite.settled(page, 'dscr-meds');
  assert.equal(state.sections?.medications?.state ?? state.state, 'ready');
  await page.evaluate(() => {
    window.root = () => document.querySelector('dscr-meds').shadowRoot;
    const tidy = (text) => text.replace(/\s+/g, ' ').trim();
    /** Rows as they are read, under their heading's words without the count. */
    window.lists = () => Object.fromEntries([...window.root().querySelectorAll('.items > :is(h3, h4)')].map((heading) => {
      let list = heading.nextElementSibling;
      while (list && !list.matches('ul, .window')) list = list.nextElementSibling;
      return [heading.textContent.replace(/ \(.*/, ''), [...list.querySelectorAll('li.row')].map((row) => tidy(row.textContent))];
    }));
    window.row = (name) => [...window.root().querySelectorAll('.items li.row')].find((one) => one.querySelector('.title').textContent.startsWith(name));
    /** Label → value of a row's own fields. */
    window.fields = (name) => Object.fromEntries([...window.row(name).querySelectorAll(':scope > .fields > div')].map((one) => [one.children[0].textContent, tidy((one.children[1].querySelector('[aria-hidden]') ?? one.children[1]).textContent)]));
    window.press = async (name) => {
      [...window.root().querySelectorAll('button')].find((one) => one.textContent.trim() === name).click();
      await document.querySelector('dscr-meds').updateComplete;
    };
    /** Chooses in one of the two lists: what to show, and whose. */
    window.choose = async (label, text) => {
      const select = [...window.root().querySelectorAll('label')].find((one) => one.textContent.trim().startsWith(label)).querySelector('select');
      select.value = [...select.options].find((one) => one.text === text).value;
      select.dispatchEvent(new Event('change'));
      await document.querySelector('dscr-meds').updateComplete;
    };
    window.search = async (text) => {
      const input = window.root().querySelector('[type=search]');
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await document.querySelector('dscr-meds').updateComplete;
    };
  });
  return {
    ...opened, sent,
    ask: (run, ...given) => page.evaluate(run, ...given),
    lists: () => page.evaluate(() => window.lists()),
    fields: (name) => page.evaluate((one) => window.fields(one), name),
    rowText: (name) => page.evaluate((one) => window.row(one)?.textContent.replace(/\s+/g, ' ').trim(), name),
    press: (name) => page.evaluate((one) => window.press(one), name),
    choose: (label, text) => page.evaluate((given) => window.choose(...given), [label, text]),
    search: (text) => page.evaluate((one) => window.search(one), text),
  };
}

export const startMedicines = () => startSuite();
