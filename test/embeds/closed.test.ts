import { expect } from '@open-wc/testing';
import { Page } from '../../src/controllers/page.js';
import { DscrElement } from '../../src/element/dscr-element.js';
import { defineElements } from '../../src/embeds/define.js';
import { createRuntime, type Dscr } from '../../src/embeds/runtime.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, configOf, everything, PATIENT_A, PATIENT_B } from '../contracts/world.js';

const TOKEN = 'token-that-nobody-may-find';
const TAGS = ['record', 'results', 'meds', 'demographics', 'alerts', 'allergies', 'appointments', 'care-plans', 'documents', 'banner', 'session'].map((name) => `dscr-${name}`);
/** prototypes of the browser's, and what stands for the whole page: nothing of ours is there, or it is looked at by itself */
const FOREIGN = new Set<unknown>([window, document, ...[Object, Function, Array, Map, Set, Promise, HTMLElement, Element, Node, EventTarget, ShadowRoot].map((one) => one.prototype)]);

/** Where, from here, a property leads to the token, to what hands it out, or to the page; each as the way there. */
function leaks(start: object): string[] {
  const found: string[] = [];
  const seen = new Set<unknown>(FOREIGN);
  const visit = (value: unknown, way: string, depth: number): void => {
    if (typeof value === 'string' && value.includes(TOKEN)) found.push(way);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || depth > 30) return;
    seen.add(value);
    if (value instanceof Page || (typeof value === 'function' && /^(?:authorize|headersNow)$/.test(value.name))) {
      found.push(way);
      return;
    }
    for (let owner: object | null = value; owner && !FOREIGN.has(owner); owner = Object.getPrototypeOf(owner) as object | null) {
      for (const key of Reflect.ownKeys(owner)) {
        // asked of what inherits it, never of itself
        if (key === 'prototype') continue;
        let inner: unknown;
        try { inner = Reflect.get(owner, key, value); } catch { continue; }
        visit(inner, `${way}.${String(key)}`, depth + 1);
      }
      // What the browser's own prototypes give of a node is the page around it.
      if (value instanceof Node && !(value instanceof DscrElement)) break;
    }
    if (value instanceof Map || value instanceof Set) for (const inner of value.values()) visit(inner, `${way}[]`, depth + 1);
  };
  visit(start, start instanceof Element ? start.localName : 'dscr', 0);
  return found;
}

describe('what a host can reach', () => {
  let dscr: Dscr;
  let stage: HTMLElement;
  before(async function () {
    this.timeout(20_000);
    await startApi();
    api.reset([PATIENT_A, PATIENT_B]);
    api.answerAll(({ type, url }) => json(bundle([resourceOf(type as Type, url.searchParams.get('patient')!)])));
    dscr = createRuntime({});
    defineElements();
    stage = document.createElement('div');
    document.body.append(stage);
    await dscr.init({
      config: configOf(),
      getAccessToken: () => Promise.resolve({ accessToken: TOKEN, expiresAt: Date.now() + 600_000, issuer: 'https://id.example', subject: 'u1', claims: { name: 'Nurse Example', levels: ['all'] } }),
    });
    dscr.patient = A;
    const made = TAGS.map((tag) => stage.appendChild(document.createElement(tag)) as DscrElement);
    while (made.some(({ localName, state }) => state.patient !== 'shown' && localName !== 'dscr-session')) await new Promise((resolve) => { setTimeout(resolve, 5); });
    await Promise.all(made.map(({ settled }) => settled));
  });
  after(async () => {
    stage.remove();
    await dscr.session.signOut();
    void worker.stop();
  });

  it('the walk finds what there is to be found', () => {
    const hidden = Object.create({ get [Symbol('a')]() { return { b: [`Bearer ${TOKEN}`] }; } }) as object;
    expect(leaks(hidden)).to.deep.equal(['dscr.Symbol(a).b.0']);
    expect(leaks({ a: () => undefined, b: { headersNow() { return {}; } } })).to.deep.equal(['dscr.b.headersNow']);
    expect(leaks({ a: { page: new Page([]) } })).to.deep.equal(['dscr.a.page']);
  });
  it('the token was used', () => {
    expect(new Set(api.asked.map(({ headers }) => headers.get('authorization')))).to.deep.equal(new Set([`Bearer ${TOKEN}`]));
  });
  for (const tag of TAGS) {
    it(`of <${tag}>: neither the token, nor who gives it, nor the page`, () => {
      const [element] = stage.querySelectorAll(tag);
      for (const node of [element!, element!.shadowRoot!, ...everything(element!.shadowRoot!)]) expect(leaks(node)).to.deep.equal([]);
    });
  }
  it('of the one global: neither of them', () => {
    expect(leaks(dscr)).to.deep.equal([]);
  });
});
