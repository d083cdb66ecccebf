// What a host page that measures hands over: public API only. The functions run in the page and are sent there as text.

const SECTIONS = ['demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents'];

/** Starts the widget with the host's own token, for the API at `base` of the page's own origin. */
function start(base, sections) {
  const api = location.origin + base;
  globalThis.dscr.init({
    config: {
      schema: 'dscr-config/1', environment: 'test', api: { kind: 'fhir-r4', base: api, pageSize: 1000, maxItems: 100_000 },
      auth: { mode: 'host', issuer: location.origin, clientId: 'bench', scope: 'openid' },
      policy: {
        schema: 'dscr-policy/1', id: 'bench', version: '1', claims: { roles: ['/roles'], organisations: ['/org'] },
        permit: [{ id: 'all', when: { roles: ['R8000'] }, sections }], forbid: [],
      },
    },
    getAccessToken: async () => ({
      accessToken: 'bench', expiresAt: Date.now() + 3_600_000, issuer: location.origin, subject: 'bench',
      claims: { name: 'Bench', roles: ['R8000'], org: 'XBENCH' },
    }),
  });
}

/** Statements for a page that has loaded dist/dscr.js. */
export const startScript = (base) => `(${start})(${JSON.stringify(base)}, ${JSON.stringify(SECTIONS)});`;

/** An expression: true once the one `<dscr-record>` of the page has every section of this patient settled and drawn. */
export const READY = `(() => {
  const record = document.querySelector('dscr-record');
  const { patient, sections } = record?.state ?? {};
  const all = Object.values(sections ?? {});
  return patient === 'shown' && all.length === ${SECTIONS.length} && all.every(({ state }) => state !== 'waiting' && state !== 'loading') && [record, ...record.shadowRoot.querySelectorAll('*')].every((one) => !one.isUpdatePending);
})()`;

/** An expression of a function that shows a patient. */
export const SHOW = "(nhsNumber, birthDate) => { document.querySelector('dscr-record').patient = { nhsNumber, birthDate }; }";
