import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startDemo } from '../../../demo/server/start.mjs';
import { signIn } from './sign-in.mjs';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/** A stand-in for dist/, so that these tests hold the servers and not the build. */
function standIn() {
  const folder = mkdtempSync(join(tmpdir(), 'dscr-demo-'));
  writeFileSync(join(folder, 'dscr.js'), 'globalThis.dscr = { version: "stand-in" };\n');
  writeFileSync(join(folder, 'callback.html'), '<!doctype html><meta name="dscr-origins" content="self"><title>Callback</title>\n');
  return folder;
}

/** The demo as `npm run demo` starts it, with what a test asks of it. Call `end` when done. */
export async function runningDemo(options = {}) {
  const folder = standIn();
  const demo = await startDemo({ dist: pathToFileURL(`${folder}/`), ...options });
  const { addresses, callback } = demo;
  const tokens = new Map();

  async function tokenOf(person) {
    if (!tokens.has(person)) tokens.set(person, (await signIn({ issuer: addresses.issuer, redirectUri: callback, person })).access_token);
    return tokens.get(person);
  }
  /** @param path below the API's base, or a whole address */
  async function ask(person, path, { headers = {}, ...rest } = {}) {
    const answer = await fetch(path.startsWith('http') ? path : `${addresses.api}/${path}`, {
      ...rest, headers: { ...(person ? { authorization: `Bearer ${await tokenOf(person)}` } : {}), ...headers },
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: text !== '' && /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined };
  }
  const findPatient = (person, nhsNumber, more) => ask(person, 'Patient/_search', { method: 'POST', body: new URLSearchParams({ identifier: `${NHS_NUMBER}|${nhsNumber}` }), ...more });
  return {
    ...demo, tokenOf, ask, findPatient,
    fault: (fault) => fetch(addresses.faults, { method: 'POST', body: JSON.stringify(fault) }),
    log: async () => (await (await fetch(addresses.requestLog)).text()).trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    patientFor: (purpose) => demo.patients.find(({ for: text }) => text.includes(purpose)).nhsNumber,
    async end() {
      await demo.close();
      rmSync(folder, { recursive: true });
    },
  };
}
