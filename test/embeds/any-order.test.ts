import { expect } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { numbers, pick } from '../support/random.mjs';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, ready, said, world, type World } from '../contracts/world.js';

const TAGS = ['dscr-record', 'dscr-alerts', 'dscr-meds', 'dscr-banner'] as const;
const MARKS = { a1: /EXAMPLE|999 000 0018|Entry of a1/, b1: /SAMPLE|999 000 0026|Entry of b1/ } as const;
const GIVEN = [A, B, null, undefined] as const;
const ROLES = ['all', 'desk'] as const;

let made: World;
let stage: HTMLElement;

/** Whom a host asks for by what it set: nobody where that is nobody, or two. */
function asked(elements: readonly DscrElement[], page: typeof A | typeof B | null | undefined): keyof typeof MARKS | undefined {
  const named = new Set(elements.filter((one) => one.isConnected).map(({ patient }) => (patient === undefined ? page : patient)).filter((one) => !!one));
  return named.size === 1 ? (named.has(A) ? 'a1' : 'b1') : undefined;
}

/** Each step is what a host or a session may do at any time; some are done in the very moment in which the page tells of another one. */
async function walk(seed: number, steps: number): Promise<void> {
  const next = numbers(seed);
  let page: (typeof GIVEN)[number];
  let open = true, role: (typeof ROLES)[number] = 'all';
  const did: string[] = [];
  const elements = TAGS.slice(0, 3).map((tag) => Object.assign(document.createElement(tag), next() < 0.5 && { patient: A }) as DscrElement);
  const end = new AbortController();
  /** an element has left in this task: it may be about to come back, and nothing is forgotten before that is known */
  let leaving = false;
  const step = (): void => {
    const [what, which, value] = [next(), next(), next()];
    const element = pick(elements, which);
    const given = pick(GIVEN, value);
    did.push(`${Math.floor(what * 10)} ${element.localName} ${given?.nhsNumber}`);
    if (what < 0.3) element.patient = given;
    else if (what < 0.4) made.page.members.pagePatient = page = given;
    else if (what < 0.5) element.clear();
    else if (what < 0.6) element.refresh();
    else if (what < 0.7) { leaving ||= element.isConnected; if (element.isConnected) element.remove(); else stage.append(element); }
    else if (what < 0.8) stage.prepend(element);
    else if (what < 0.9) { open = true; made.session.set(ready(role = pick(ROLES, value))); }
    else { open = false; made.session.set({ state: 'locked', reason: 'idle' }); }
  };
  const judge = (): void => {
    if (leaving) return;
    const who = open ? asked(elements, page) : undefined;
    for (const element of elements.filter(({ isConnected }) => isConnected)) {
      const text = said(element);
      for (const [id, mark] of Object.entries(MARKS)) if (id !== who && mark.test(text)) expect.fail(`${seed}: ${did.join(', ')}: “${mark.exec(text)![0]}” in ${element.localName} while ${who ?? 'nobody'} is asked for`);
      if (role === 'desk' && /Entry of/.test(text)) expect.fail(`${seed}: ${did.join(', ')}: an entry in ${element.localName} for a role that may see none`);
    }
  };
  const again = (): void => { if (next() < 0.2) addEventListener('dscr-patient-change', step, { once: true, signal: end.signal }); };

  made = world();
  stage.append(...elements);
  for (let count = 0; count < steps; count++) {
    again();
    step();
    judge();
    if (next() < 0.4) await Promise.all(elements.map(({ settled }) => settled));
    else await Promise.resolve();
    leaving = false;
    judge();
  }
  end.abort();
  open = true;
  made.session.set(ready(role = 'all'));
  await Promise.all(elements.map(({ settled }) => settled));
  judge();
  // In the end it is as if nothing but this had ever been set.
  const before = elements.filter(({ isConnected }) => isConnected).map((one) => [one.localName, one.state.patient, said(one)]);
  made = world();
  made.page.members.pagePatient = page;
  const fresh = [...elements].filter(({ isConnected }) => isConnected).map((one) => Object.assign(document.createElement(one.localName), { patient: one.patient }) as DscrElement);
  stage.replaceChildren(...fresh);
  await Promise.all(fresh.map(({ settled }) => settled));
  const level = (all: unknown): string => JSON.stringify(all).replaceAll('Nurse Example · Nurse, Example Hospital Sign out ', '');
  expect(level(fresh.map((one) => [one.localName, one.state.patient, said(one)])), `${seed}: ${did.join(', ')}`).to.equal(level(before));
}

describe('in whatever order things happen', () => {
  before(() => startApi());
  after(() => { void worker.stop(); });
  beforeEach(() => {
    stage = document.createElement('div');
    document.body.append(stage);
    api.reset([PATIENT_A, PATIENT_B]);
    api.answerAll(({ type, url }) => {
      const id = url.searchParams.get('patient')!;
      return json(bundle([{ ...resourceOf(type as Type, id), ...(type === 'Flag' && { code: { text: `Entry of ${id}` } }) }]));
    });
  });
  afterEach(() => { stage.remove(); });

  for (let seed = 1; seed <= 12; seed++) it(`nothing of another patient or for another role is shown, and the end is that of a fresh page (${seed})`, () => walk(seed, 25));
});
