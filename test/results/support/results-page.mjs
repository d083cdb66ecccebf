import { htmlPage, scriptTag } from '../../e2e/support/customer.mjs';
import { startSuite } from '../../e2e/support/suite.mjs';

const HL7 = 'http://terminology.hl7.org/CodeSystem/';
const LAB = [{ coding: [{ system: `${HL7}observation-category`, code: 'laboratory', display: 'Laboratory' }] }];

/** A number as it stands in JSON: every digit is sent. */
export const digits = (text) => `§${text}§`;
export const flag = (...codes) => codes.map((code) => ({ coding: [{ system: `${HL7}v3-ObservationInterpretation`, code }] }));
export const quantity = (sent, unit = 'mmol/L') => {
  const [, comparator, value] = /^([<>]=?)?(.+)$/.exec(sent);
  return { ...(comparator && { comparator }), value: digits(value), unit, system: 'http://unitsofmeasure.org', code: unit };
};
export const range = (low, high, unit = 'mmol/L') => [{ ...(low && { low: quantity(low, unit) }), ...(high && { high: quantity(high, unit) }) }];

let made = 0;
/** A laboratory result of the test named; `sent` is a number with its comparator, or nothing where `more` has the value. */
export const result = (test, sent, date = '2026-05-01T08:30:00Z', { unit, low, high, ...more } = {}) => ({
  resourceType: 'Observation', id: `r${++made}`, status: 'final', category: LAB, code: { coding: [{ system: 'urn:tests', code: test.toLowerCase().replace(/\W/g, '-'), display: test }] },
  effectiveDateTime: date, performer: [{ reference: 'Organization/lab', display: 'Example Laboratory' }],
  ...(sent !== undefined && { valueQuantity: quantity(sent, unit) }), ...((low ?? high) !== undefined && { referenceRange: range(low, high, unit) }), ...more,
});
export const report = (title, results, more = {}) => ({
  resourceType: 'DiagnosticReport', id: `r${++made}`, status: 'final', category: [{ coding: [{ system: `${HL7}v2-0074`, code: 'LAB' }] }], code: { text: title }, effectiveDateTime: '2026-05-01T08:30:00Z',
  performer: [{ reference: 'Organization/lab', display: 'Example Laboratory' }], result: results.map(({ id }) => ({ reference: `Observation/${id}` })), ...more,
});
/** One test at a day of each of several months, oldest first. */
export const course = (test, values, more = () => ({})) => values.map((value, i) => result(test, value, `2025-${String(i + 1).padStart(2, '0')}-10T09:00:00Z`, more(i)));

/** The built script in a customer's page, signed in at the demo; its API answers for results with what a test gives. */
export async function startResultsPage() {
  const suite = await startSuite({ pages: { '/results': (addresses) => htmlPage(scriptTag(addresses), '<dscr-results></dscr-results>') } });
  const [who, other] = [suite.patientFor('every section'), suite.patientFor('a child')];
  let answers = [];
  const { page, seen } = await suite.open(suite.customer.at('/results'), {
    before: (tab) => tab.route(/\/(?:Observation|DiagnosticReport|ImagingStudy|ServiceRequest)(?:\?|\/_search|$)/, async (route) => {
      const request = route.request();
      if (request.method() === 'OPTIONS') return route.fallback();
      const type = /\/(Observation|DiagnosticReport|ImagingStudy|ServiceRequest)/.exec(request.url())[1];
      const asked = new URLSearchParams(request.postData() ?? new URL(request.url()).search);
      const patient = (asked.get('patient') ?? asked.get('subject')).replace(/^Patient\//, '');
      const entry = answers.filter(({ resourceType }) => resourceType === type).map((resource) => ({ resource: { subject: { reference: `Patient/${patient}` }, ...resource }, search: { mode: 'match' } }));
      const body = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }).replace(/"§([^"§]+)§"/g, '$1');
      return route.fulfill({ status: 200, contentType: 'application/fhir+json', headers: { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }, body });
    }),
  });
  await suite.signIn(page, 'gp');
  const element = page.locator('dscr-results');
  const button = (name, within = element) => within.getByRole('button', { name, exact: true });
  return {
    page, seen, element, button, end: () => suite.end(),
    async show(resources, patient = who) {
      answers = resources;
      await page.evaluate(async ({ nhsNumber, birthDate }) => {
        const results = document.querySelector('dscr-results');
        results.patient = null;
        results.patient = { nhsNumber, birthDate };
        await results.settled;
      }, patient);
    },
    other,
    /** All that a reader sees of an element. */
    text: async (locator = element) => (await locator.evaluate((node) => {
      const read = (from) => (from.nodeType === 3 ? from.data : from.nodeName === 'STYLE' ? '' : [...(from.shadowRoot ?? from).childNodes].map(read).join(' '));
      return read(node);
    })).replace(/\s+/g, ' ').trim(),
    view: async (name) => button(name).first().click(),
    row: (name) => element.locator('li.row').filter({ has: page.getByRole('button', { name, exact: true }) }),
    async open(name) { await button(name).first().click(); },
  };
}
