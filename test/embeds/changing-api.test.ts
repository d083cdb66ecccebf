import { expect } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { sections } from '../../src/sections/index.js';
import { api, BASE, bundle, json, outcome, startApi, worker, type Type } from '../contracts/api.js';
import { numbers, pick } from '../support/random.mjs';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, ready, said, world } from '../contracts/world.js';

/** Each element, and the types whose entries it lists. */
const LISTS = {
  'dscr-alerts': ['Flag'], 'dscr-allergies': ['AllergyIntolerance'], 'dscr-meds': ['MedicationRequest', 'MedicationStatement', 'MedicationDispense'], 'dscr-results': ['Observation', 'DiagnosticReport'],
  'dscr-appointments': ['Appointment', 'ServiceRequest'], 'dscr-care-plans': ['CarePlan'], 'dscr-documents': ['DocumentReference'],
} as const satisfies Readonly<Record<string, readonly Type[]>>;
type Tag = keyof typeof LISTS;
const TAGS = Object.keys(LISTS) as readonly Tag[];
const TYPES = Object.values(LISTS).flat();
const WAYS = ['whole', 'whole', 'whole', 'whole', 'whole', '500', '403', 'refused', 'html', 'page 2 fails'] as const;
/** Who has no role for records, and who may see all but what is labelled HIV among alerts and results. */
const ROLES = ['all', 'labelled', 'desk'] as const;
const PATIENTS = { a1: A, b1: B } as const;
type Who = keyof typeof PATIENTS;

function named(type: Type, name: string): object {
  switch (type) {
    case 'CarePlan': return { title: name };
    case 'DocumentReference': return { description: name };
    case 'Appointment': return { serviceType: [{ text: name }] };
    case 'MedicationRequest': case 'MedicationStatement': case 'MedicationDispense': return { medicationCodeableConcept: { text: name } };
    default: return { code: { text: name } };
  }
}

describe('an API whose entries come, change and go, and which fails now and then', () => {
  let stage: HTMLElement;
  before(() => startApi());
  after(() => { void worker.stop(); });
  beforeEach(() => {
    stage = document.createElement('div');
    document.body.append(stage);
    api.reset([PATIENT_A, PATIENT_B]);
  });
  afterEach(() => { stage.remove(); });

  async function walk(seed: number, rounds: number): Promise<void> {
    const next = numbers(seed), delay = numbers(-seed);
    const did: string[] = [];
    const held = new Map<string, Map<string, string>>();
    const entries = (who: string, type: Type): Map<string, string> => held.get(who + type) ?? held.set(who + type, new Map()).get(who + type)!;
    const ways = new Map<Type, (typeof WAYS)[number]>();
    /** of each type every name it ever had */
    const ever = new Map<Type, Set<string>>(TYPES.map((type) => [type, new Set<string>()]));
    /** what each type was answered last */
    let answered = new Map<string, { readonly way: (typeof WAYS)[number]; readonly names: readonly string[] }>();
    let count = 0;
    let who: Who = 'a1';
    let role: (typeof ROLES)[number] = 'all';
    const secret = new Set<string>();
    const hides = (tag: Tag): boolean => role === 'labelled' && (tag === 'dscr-alerts' || tag === 'dscr-results');

    api.answerAll(async ({ type, url }) => {
      const own = TYPES.find((one) => one === type);
      if (!own) return json(bundle([]));
      const way = ways.get(own) ?? 'whole', of = url.searchParams.get('patient')!;
      const found = url.searchParams.has('page') ? [] : [...entries(of, own)].map(([id, name]) => ({ name, resource: { ...resourceOf(own, of, id), ...named(own, name), ...(secret.has(name) && { meta: { security: [{ code: 'HIV' }] } }) } }));
      const some = way === 'whole' ? found : way === 'page 2 fails' ? found.slice(0, 1) : [];
      if (!url.searchParams.has('page')) answered.set(type, { way, names: some.map(({ name }) => name) });
      // As they stood when they were asked for, whenever the answer comes.
      await new Promise((resolve) => { setTimeout(resolve, delay() * 8); });
      const sent = some.map(({ resource }) => resource);
      switch (way) {
        case 'whole': return json(bundle(sent));
        case 'refused': return json(outcome('forbidden'), 403);
        case 'html': return new Response('<p>Sign in</p>', { headers: { 'content-type': 'text/html' } });
        case 'page 2 fails': return url.searchParams.has('page') ? json('', 500) : json(bundle(sent, { total: undefined, link: [{ relation: 'next', url: `${BASE}/${type}?patient=${of}&page=2` }] }));
        default: return json('', Number(way));
      }
    });
    const change = (): void => {
      const type = pick(TYPES, next()), of = next() < 0.8 ? who : pick(['a1', 'b1'] as const, next()), list = entries(of, type);
      const what = next(), key = pick([...list.keys()], next());
      const name = `Entry ${++count}.`;
      if (what < 0.35) list.set(`k${count}`, name);
      else if (what < 0.5 && key) list.delete(key);
      else if (what < 0.65 && key) list.set(key, name);
      else ways.set(type, pick(WAYS, next()));
      ever.get(type)!.add(name);
      if (next() < 0.2) secret.add(name);
      did.push(`${of} ${type} ${what.toFixed(2)} ${key} ${name} ${ways.get(type)}`);
    };

    const made = world();
    const lists = Object.fromEntries(TAGS.map((tag) => [tag, document.createElement(tag) as DscrElement])) as Record<Tag, DscrElement>;
    const record = document.createElement('dscr-record') as DscrElement;
    const elements = [record, ...Object.values(lists)];
    const settle = (): Promise<unknown> => Promise.all(elements.map(({ settled }) => settled));
    const show = (next_: Who): void => {
      who = next_;
      did.push(`show ${who}`);
      for (const one of elements) one.patient = PATIENTS[who];
    };

    /** What an element says, beside what it has been answered since it asked. */
    const judge = (tag: Tag): void => {
      const element = lists[tag], text = said(element);
      const [[id, state]] = Object.entries(element.state.sections) as [[string, (typeof element.state.sections)['alerts'] & object]];
      const names = LISTS[tag].flatMap((type) => [...ever.get(type)!]);
      const shown = names.filter((name) => text.includes(name));
      if (role === 'desk') {
        expect([state.state, shown, LISTS[tag].filter((type) => answered.has(type))], `${seed}: ${did.join(', ')}: ${tag}`).to.deep.equal(['withheld', [], []]);
        return;
      }
      const came = LISTS[tag].flatMap((type) => answered.get(type)?.names ?? expect.fail(`${type} was not asked`)).filter((name) => !hides(tag) || !secret.has(name));
      const used = sections.find((one) => one.id === id)!.searches.map(({ type }) => answered.get(type)?.way ?? 'whole');
      const isKept = [...element.renderRoot.querySelectorAll('section > .notice.warn')].some((one) => said(one).includes('Could not refresh'));
      const isWhole = used.every((way) => way === 'whole');
      const told = `${seed}: ${did.join(', ')}: ${tag} (${state.state}) was answered ${JSON.stringify([...answered])} and says ${text}`;
      expect(shown, `all that came; ${told}`).to.include.members(came);
      if (isKept) expect(used.some((way) => way !== 'whole' && way !== 'refused'), `kept for a reason; ${told}`).to.equal(true);
      else expect(came, `nothing old; ${told}`).to.include.members(shown);
      if (/No [a-z ]+ recorded|No known/.test(text)) expect([isWhole, came.length, hides(tag), state.state], `none where there is none; ${told}`).to.deep.equal([true, 0, false, 'none-recorded']);
      if (!isWhole && !isKept) expect(state.state === 'ready' ? state.gaps.length : 1, `a gap where something failed; ${told}`).to.be.greaterThan(0);
    };

    for (let many = 0; many < 12; many++) change();
    show('a1');
    stage.append(...elements);
    await settle();
    TAGS.forEach(judge);
    for (let round = 0; round < rounds; round++) {
      for (let many = next() * 4; many > 0; many--) change();
      answered = new Map();
      const what = next(), tag = pick(TAGS, next());
      /** done once more while the answers to the first are still under way, the record being another by then */
      const twice = async (act: () => void): Promise<void> => {
        act();
        if (next() > 0.35) return;
        await new Promise((resolve) => { setTimeout(resolve, next() * 12); });
        change();
        answered = new Map();
        act();
      };
      if (what < 0.5) await twice(() => { did.push(`refresh ${tag}`); lists[tag].refresh(); });
      else if (what < 0.7) await twice(() => { did.push('refresh'); record.refresh(); });
      else if (what < 0.85) await twice(() => { show(who === 'a1' ? 'b1' : 'a1'); });
      else {
        made.session.set({ state: 'locked', reason: 'idle' });
        expect(elements.map((one) => said(one)).join(' '), did.join()).to.not.match(/Entry|EXAMPLE|SAMPLE/);
        role = pick(ROLES, next());
        did.push(`locked, then ${role}`);
        made.session.set(ready(role));
      }
      await settle();
      if (what < 0.5) judge(tag); else TAGS.forEach(judge);
    }
  }
  for (let seed = 1; seed <= 6; seed++) it(`is shown as it last answered: nothing that came is missing, nothing old stays unsaid, none is said only where there is none (${seed})`, () => walk(seed, 10));
});
