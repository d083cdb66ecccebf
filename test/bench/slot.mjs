// The widget as a contestant for a harness that measures record pages side by side: a folder of built files, the page's
// body, when it is ready, and how a patient is shown. The harness gives `nhsOf` and `BIRTH_DATE` of its own patients.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { READY, SHOW, startScript } from './deployment.mjs';

const BASE = '/fhir/R4';
const NAME = 'dscr';
const dir = fileURLToPath(new URL('../../.cache/slot', import.meta.url));
// The folder is weighed as a whole: only what a host's page loads belongs into it.
mkdirSync(dir, { recursive: true });
copyFileSync(new URL('../../dist/dscr.js', import.meta.url), `${dir}/dscr.js`);

/** The harness's patients: `p<seed>-<results>`, and the NHS number it makes from that. Runs here and in the page. */
function nhsOf(pid) {
  const [, seed, results] = /^p(\d+)-(\d+)$/.exec(pid);
  for (const from of [0, 500_000]) {
    const digits = `999${String(from + Number(seed) * 10 + [200, 2000, 20000].indexOf(Number(results))).padStart(6, '0')}`;
    const check = (11 - ([...digits].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11)) % 11;
    if (check < 10) return digits + check;
  }
  return undefined;
}
const BORN = '1961-04-17';

/** The host's own heading: the harness looks for the name as the host writes it, and the widget writes surnames in capitals. */
function heading(pid) {
  document.querySelector('h1').textContent = '';
  const name = `Synthetic${/\d+/.exec(pid)[0]}`;
  addEventListener('dscr-patient-change', function shown({ detail }) {
    if (detail.state !== 'shown') return;
    removeEventListener('dscr-patient-change', shown);
    document.querySelector('h1').textContent = name;
  });
}

const body = (view, pid) => `<h1></h1><dscr-record${pid ? ` nhs-number="${nhsOf(pid)}" birth-date="${BORN}"` : ''}></dscr-record>
<script>${pid ? `(${heading})('${pid}');` : ''}</script><script src="/x/${NAME}/dscr.js"></script><script>${startScript(BASE)}</script>`;

export default {
  name: NAME,
  dir,
  does: ['record'],
  ready: READY,
  body,
  hooks: { record: `((pid) => { (${heading})(pid); (${SHOW})((${nhsOf})(pid), '${BORN}'); })` },
};
