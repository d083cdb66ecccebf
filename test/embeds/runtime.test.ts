import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import type { TokenReply, TokenRequest } from '../../src/config/types.js';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { defineElements } from '../../src/embeds/define.js';
import { thePage } from '../../src/element/the-page.js';
import { createRuntime, type Dscr } from '../../src/embeds/runtime.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { nameAreas, noun } from '../../src/ui/words.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, configOf, PATIENT_A, PATIENT_B, POLICY, said } from '../contracts/world.js';

declare const __DSCR_VERSION__: string;

interface Heard { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }
const heard: Heard[] = [];
for (const type of ['dscr-ready', 'dscr-session-change', 'dscr-patient-change', 'dscr-error', 'dscr-audit', 'dscr-diagnostic']) {
  window.addEventListener(type, (event) => heard.push({ type, detail: (event as CustomEvent<Heard['detail']>).detail }));
}
const asked: TokenRequest[] = [];
const token = (request: TokenRequest): Promise<TokenReply> => {
  asked.push(request);
  return Promise.resolve({ accessToken: `host-token-${asked.length}`, expiresAt: Date.now() + 600_000, issuer: 'https://id.example', subject: 'u1', claims: { name: 'Nurse Example', levels: ['all'] } });
};
/** Runs with timers of ten seconds that are over in no time. */
async function withoutWaiting<T>(work: () => Promise<T>): Promise<T> {
  const { setTimeout: original } = window;
  window.setTimeout = ((run: () => void, wait?: number) => original(run, wait === 10_000 ? 0 : wait)) as typeof setTimeout;
  try { return await work(); } finally { window.setTimeout = original; }
}
const rejection = async (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'resolved', (error: unknown) => error);

describe('the runtime of a page', () => {
  let stage: HTMLElement;
  let dscr: Dscr;
  before(async function () {
    this.timeout(20_000);
    await startApi();
  });
  after(() => { void worker.stop(); });
  beforeEach(() => {
    stage = document.createElement('div');
    document.body.append(stage);
    heard.length = asked.length = 0;
    api.reset([PATIENT_A, PATIENT_B]);
    api.answerAll(({ type, url }) => json(bundle([resourceOf(type as Type, url.searchParams.get('patient')!)])));
    dscr = createRuntime({});
    defineElements();
  });
  afterEach(async () => {
    stage.remove();
    await dscr.session.signOut();
  });
  const put = (tag: string, given: object = {}): DscrElement => {
    const element = Object.assign(document.createElement(tag), given) as DscrElement;
    stage.append(element);
    return element;
  };
  const init = (more: object = {}, options: object = {}): Promise<unknown> => dscr.init({ config: configOf(more), getAccessToken: token, ...options });

  it('is frozen, says its version, and is ready once', async () => {
    expect(Object.isFrozen(dscr)).to.equal(true);
    expect(dscr.version).to.match(/^\d+\.\d+\.\d+$/);
    await dscr.ready;
    expect(heard.filter(({ type }) => type === 'dscr-ready')).to.deep.equal([{ type: 'dscr-ready', detail: { version: dscr.version } }]);
  });
  it('without a configuration elements wait, and nothing is asked', async () => {
    const element = put('dscr-alerts', { patient: A });
    const state = await element.settled;
    expect(state).to.deep.include({ session: 'signed-out', patient: 'none' });
    expect(state.sections.alerts!.state).to.equal('waiting');
    expect(said(element)).to.equal('Open a patient in your own system to see their shared care record.');
    expect(api.asked).to.deep.equal([]);
    expect(await rejection(dscr.init())).to.deep.equal({ code: 'DSCR_NOT_CONFIGURED', path: '' });
    expect(await rejection(dscr.session.signIn())).to.deep.include({ code: 'DSCR_NOT_CONFIGURED' });
  });
  it('host tokens: asked once, carried by every request, and shown nowhere', async () => {
    await init();
    const element = put('dscr-record', { patient: A });
    await element.settled;
    // the session becomes ready after init() resolves
    while (element.state.session !== 'ready') await new Promise((resolve) => { setTimeout(resolve, 5); });
    await element.settled;
    expect(said(element)).to.contain('EXAMPLE, Patricia').and.to.contain('Lives alone');
    expect(asked.length).to.equal(1);
    const { audience, scopes, reason } = asked[0]!;
    expect({ audience, scopes, reason }).to.deep.equal({ audience: 'https://api.example/fhir', scopes: ['openid', 'profile'], reason: 'initial' });
    expect(new Set(api.asked.map((one) => one.headers.get('authorization')))).to.deep.equal(new Set(['Bearer host-token-1']));
    expect(api.asked.every((one) => /^[0-9a-f-]{36}$/.test(one.headers.get('x-request-id') ?? ''))).to.equal(true);
    expect(new Set(api.asked.map((one) => one.headers.get('x-request-id'))).size).to.equal(api.asked.length);
    expect(JSON.stringify(heard) + said(document.body)).to.not.contain('host-token');
    expect(dscr.session.principal).to.deep.equal({ name: 'Nurse Example', role: 'all', organisation: '' });
    expect(Object.isFrozen(dscr.session)).to.equal(true);
    expect(Object.keys(dscr.session).sort()).to.deep.equal(['emergency', 'lock', 'principal', 'selectRole', 'signIn', 'signOut', 'state', 'touch']);
  });
  it("the page's patient is inherited, null clears it at once, and so does signing out", async () => {
    await init();
    const element = put('dscr-alerts');
    dscr.patient = A;
    expect(dscr.patient).to.equal(A);
    while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
    await element.settled;
    expect(said(element)).to.contain('EXAMPLE, Patricia');
    dscr.patient = B;
    expect(said(element)).to.not.contain('EXAMPLE,');
    await element.settled;
    expect(said(element)).to.contain('SAMPLE, Patricia');
    const out = dscr.session.signOut();
    expect(said(element)).to.not.contain('SAMPLE,');
    await out;
    expect([dscr.session.state, dscr.session.principal]).to.deep.equal(['signed-out', null]);
    expect(heard.filter(({ type }) => type === 'dscr-session-change').at(-1)!.detail).to.deep.equal({ state: 'signed-out', reason: 'signed-out' });
    dscr.patient = null;
    expect(element.state.patient).to.equal('none');
  });
  it("a deployment's own nouns stand in headings and in sentences", async () => {
    api.answer('DocumentReference', () => json(bundle([])));
    await init({ words: { nouns: { documents: 'GP letters', 'results.imaging': 'X-rays and scans' } } });
    try {
      const element = put('dscr-documents', { patient: A });
      while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
      await element.settled;
      expect(said(element)).to.match(/GP letters No GP letters recorded in the shared care record\./);
      expect([noun('results.imaging'), noun('results.imaging', 'sentence'), noun('alerts', 'sentence')]).to.deep.equal(['X-rays and scans', 'X-rays and scans', 'alerts']);
    } finally { nameAreas({ documents: 'Documents', 'results.imaging': 'Radiology results' }); }
  });
  it('what a host gives beside the document is refused where nothing could come of it', async () => {
    for (const expectedUser of [null, '', 7, {}] as unknown[]) {
      expect(await rejection(init({}, { getAccessToken: token, expectedUser: expectedUser as string })), String(expectedUser)).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/expectedUser' });
    }
    const oidc = { mode: 'oidc', issuer: 'https://id.example', clientId: 'dscr', redirectUri: `${location.origin}/callback.html` };
    expect(await rejection(init({ auth: oidc }, { getAccessToken: token }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/auth/mode' });
    expect(asked.length).to.equal(0);
  });
  it('a lock clears at once', async () => {
    await init();
    const element = put('dscr-alerts', { patient: A });
    while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
    await element.settled;
    dscr.session.lock();
    expect(said(element)).to.contain('Locked');
    expect(said(element)).to.not.contain('EXAMPLE,');
    expect(dscr.session.state).to.equal('locked');
  });

  const REFUSED: readonly (readonly [string, object, string, RegExp])[] = [
    ['no api', { api: undefined }, 'DSCR_CONFIG_INVALID', /^\/api$/], ['an unknown key', { colour: 'red' }, 'DSCR_CONFIG_INVALID', /^\/colour$/], ['a key of its own', { 'x-own': 1, api: { kind: 'fhir-r4' } }, 'DSCR_CONFIG_INVALID', /^\/api\/base$/],
    ['a policy that nobody understands', { policy: { ...POLICY, permit: [{ id: 'x', sections: ['alerts'] }] } }, 'DSCR_POLICY_INVALID', /^\/policy\/permit\/0/],
    ['medicines without allergies', { policy: { ...POLICY, permit: [{ id: 'x', when: { levels: ['all'] }, sections: ['medications'] }] } }, 'DSCR_POLICY_INVALID', /^\/policy\/permit\/0\/sections$/],
    ['an API that nobody registered', { api: { kind: 'other', base: 'https://api.example/x' } }, 'DSCR_CONFIG_INVALID', /^\/api\/kind$/],
    ['a frame of its own', { isolation: 'frame' }, 'DSCR_CONFIG_INVALID', /^\/isolation$/], ['a launch', { launch: { key: 'x' } }, 'DSCR_CONFIG_INVALID', /^\/launch$/],
    ['a launch with SMART', { auth: { mode: 'smart', issuer: 'https://id.example', clientId: 'x', redirectUri: 'https://a.example/c' } }, 'DSCR_CONFIG_INVALID', /^\/auth\/mode$/],
    ['a session kept in the tab, which is for our own pages', { auth: { mode: 'host', store: 'tab' } }, 'DSCR_CONFIG_INVALID', /^\/auth\/store$/], ['a language it does not speak', { language: 'cy' }, 'DSCR_CONFIG_INVALID', /^\/language$/],
    ['a version withdrawn', { withdrawn: [__DSCR_VERSION__] }, 'DSCR_WITHDRAWN', /^\/withdrawn$/],
    ['what cannot be copied', { name: () => 'x' }, 'DSCR_CONFIG_INVALID', /^/],
  ];
  for (const [name, more, code, path] of REFUSED) {
    it(`refuses ${name}: rejects, says it on the page and by event, and shows nothing`, async () => {
      const element = put('dscr-alerts', { patient: A });
      const error = await withoutWaiting(() => rejection(init(more))) as { readonly code: string; readonly path: string };
      expect(error).to.have.property('code', code);
      expect(error.path).to.match(path);
      await element.updateComplete;
      expect(said(element)).to.match(/not set up correctly here|has been withdrawn/);
      expect(heard.filter(({ type }) => type === 'dscr-error').map(({ detail }) => detail['code'])).to.include(code);
      expect([api.asked, asked]).to.deep.equal([[], []]);
    });
  }
  it('a version withdrawn names whom the document names', async () => {
    const element = put('dscr-alerts', { patient: A });
    await withoutWaiting(() => rejection(init({ withdrawn: [__DSCR_VERSION__], contact: { localIt: { name: 'Ward IT' } } })));
    await element.updateComplete;
    expect(said(element)).to.contain('This version has been withdrawn. Contact Ward IT.');
  });
  it('an adapter that is registered after init() is waited for', async () => {
    const done = init({ api: { kind: 'late', base: 'https://api.example/late' } });
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    dscr.registerSource('late', () => ({ findPatient: () => Promise.resolve(PATIENT_A), search: () => Promise.resolve({ resources: [] }) }));
    expect(await done).to.equal(dscr.session);
    expect(thePage().setupError).to.equal(undefined);
  });
  it('an adapter that cannot be made: refused, and nobody can sign in', async () => {
    dscr.registerSource('broken', () => { throw new Error('x'); });
    expect(await rejection(init({ api: { kind: 'broken', base: 'https://api.example/broken' } }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '' });
    expect(await rejection(dscr.session.signIn())).to.deep.equal({ code: 'DSCR_NOT_CONFIGURED', path: '' });
    expect([asked.length, heard.filter(({ type }) => type === 'dscr-session-change').length]).to.deep.equal([0, 0]);
  });
  it('the first configuration wins: a second call rejects and changes nothing', async () => {
    await init({ name: 'First' });
    expect(await rejection(init({ name: 'Second', api: { kind: 'fhir-r4', base: 'https://evil.example/fhir' } }))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
    const element = put('dscr-alerts', { patient: A });
    while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
    expect(api.asked.every(({ url }) => url.origin === 'https://api.example')).to.equal(true);
  });
  it('a document changed after it was given changes nothing', async () => {
    const config = configOf() as { api: { base: string } };
    const done = dscr.init({ config, getAccessToken: token });
    config.api.base = 'https://evil.example/fhir';
    await done;
    const element = put('dscr-alerts', { patient: A });
    while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
    expect(api.asked.every(({ url }) => url.origin === 'https://api.example')).to.equal(true);
  });
  it('a token of somebody else is refused', async () => {
    await init({}, { expectedUser: 'u2' });
    const element = put('dscr-alerts', { patient: A });
    while (dscr.session.state !== 'failed') await new Promise((resolve) => { setTimeout(resolve, 5); });
    await element.updateComplete;
    expect(said(element)).to.not.contain('EXAMPLE,');
    expect(heard.filter(({ type }) => type === 'dscr-error').at(-1)!.detail['code']).to.equal('DSCR_TOKEN_INVALID');
    expect(api.asked).to.deep.equal([]);
  });
  it('another kind of API: its answers go through the same policy, states and limits', async () => {
    dscr.registerSource('own', () => ({
      findPatient: ({ nhsNumber }) => Promise.resolve(nhsNumber === '9990000018' ? PATIENT_A : null),
      search: (section, who) => Promise.resolve({ resources: section === 'alerts' ? [resourceOf('Flag', who.id!), resourceOf('Flag', 'b1', 'other')] : [] }),
    }));
    await init({ api: { kind: 'own', base: 'https://api.example/own' } });
    const [alerts, documents, allergies] = ['dscr-alerts', 'dscr-documents', 'dscr-allergies'].map((tag) => put(tag, { patient: A }));
    while (alerts!.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
    await Promise.all([alerts, documents, allergies].map((one) => one!.settled));
    expect(alerts!.state.sections.alerts).to.deep.include({ state: 'ready', items: 1, received: 2, unshown: 1 });
    expect(documents!.state.sections.documents!.state).to.equal('none-recorded');
    expect(said(allergies!)).to.contain('Allergies not recorded');
    expect(api.asked).to.deep.equal([]);
  });
  it('a stronger sign-in is asked for as the policy says; that it was in vain is known only once it ended ready', async () => {
    let claims: Record<string, unknown> = { name: 'Nurse Example', levels: ['all'] };
    let subject = 'u1';
    let fails = false;
    const getAccessToken = (request: TokenRequest): Promise<TokenReply> => {
      asked.push(request);
      return fails ? Promise.reject(new Error()) : Promise.resolve({ accessToken: `t${asked.length}`, expiresAt: Date.now() + 600_000, issuer: 'https://id.example', subject, claims });
    };
    await init({ policy: { ...POLICY, acrLevels: { AAL3: 3 }, stronger: [{ sections: ['documents'], level: 3, maxAgeSeconds: 600 }] } }, { getAccessToken });
    const page = thePage();
    const states = async (state: string): Promise<void> => { while (dscr.session.state !== state) await new Promise((resolve) => { setTimeout(resolve, 5); }); };
    await states('ready');
    fails = true;
    await page.signInStronger('documents');
    expect(asked.at(-1)).to.deep.include({ reason: 'stronger', level: 3, maxAge: 600 });
    expect([dscr.session.state, page.strongerTried]).to.deep.equal(['failed', false]);
    fails = false;
    await dscr.session.signIn();
    await page.signInStronger('documents');
    expect(page.strongerTried).to.equal(true);
    dscr.session.lock();
    await dscr.session.signIn();
    expect(page.strongerTried, 'the same person').to.equal(true);
    dscr.session.lock();
    subject = 'u2';
    await dscr.session.signIn();
    expect(page.strongerTried, 'another person').to.equal(false);
    claims = { ...claims, acr: 'AAL3', auth_time: Math.floor(Date.now() / 1000) };
    await page.signInStronger('documents');
    expect([page.strongerTried, page.decide('documents').effect]).to.deep.equal([false, 'permit']);
    const count = asked.length;
    await page.signInStronger('documents');
    expect(asked.length, 'strong enough: nothing to ask for').to.equal(count);
  });
  describe('with data-config', () => {
    const SCRIPT = `${location.origin}/dist/dscr.js`;
    const serve = (doc: unknown): void => worker.use(http.get(`${location.origin}/dist/config.json`, () => HttpResponse.json(doc as object)));
    const made = (doc: unknown): void => {
      serve(doc);
      dscr = createRuntime({ script: SCRIPT, config: 'config.json', host: 'liquidlogic' });
    };
    afterEach(() => worker.resetHandlers());

    it('host tokens: it waits for getAccessToken, takes it once, and nothing else', async () => {
      made(configOf());
      const element = put('dscr-alerts', { patient: A });
      expect(await rejection(dscr.init({ config: configOf(), getAccessToken: token }))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
      expect(await rejection(dscr.init({}))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
      expect(asked).to.deep.equal([]);
      expect(await dscr.init({ getAccessToken: token, expectedUser: 'u1' })).to.equal(dscr.session);
      while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
      expect(asked.length).to.equal(1);
    });
    it('expectedUser alone completes it too', async () => {
      made(configOf());
      await dscr.init({ expectedUser: 'u1' });
      while (dscr.session.state === 'signed-out' || dscr.session.state === 'signing-in') await new Promise((resolve) => { setTimeout(resolve, 5); });
      expect(dscr.session.state).to.equal('failed');
    });
    it('OIDC: it starts at once, signs nobody in by itself, and takes nothing more', async () => {
      made(configOf({ auth: { mode: 'oidc', issuer: 'https://id.example', clientId: 'dscr', redirectUri: `${location.origin}/dist/callback.html` } }));
      const element = put('dscr-alerts', { patient: A });
      while (!said(element).includes('Sign in')) await new Promise((resolve) => { setTimeout(resolve, 5); });
      expect(said(element)).to.equal('Sign in to see the shared care record. Sign in');
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
      expect(dscr.session.state).to.equal('signed-out');
    });
    it('OIDC: whom the host expects, said after the document was taken, holds for the sign-in to come', async () => {
      made(configOf({ auth: { mode: 'oidc', issuer: 'https://id.example', clientId: 'dscr', redirectUri: `${location.origin}/dist/callback.html` } }));
      expect(await dscr.init({ expectedUser: 'u2' })).to.equal(dscr.session);
      expect(dscr.session.state).to.equal('signed-out');
      expect(await rejection(dscr.init({ expectedUser: 'u1' }))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
    });
    it('OIDC: a call that is refused changes nothing, so another one may still say whom the host expects', async () => {
      made(configOf({ auth: { mode: 'oidc', issuer: 'https://id.example', clientId: 'dscr', redirectUri: `${location.origin}/dist/callback.html` } }));
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/auth/mode' });
      expect(await dscr.init({ expectedUser: 'u2' })).to.equal(dscr.session);
    });
    it('of two calls at once the first is taken', async () => {
      made(configOf());
      const [one, other] = await Promise.all([rejection(dscr.init({ getAccessToken: token, expectedUser: 'u1' })), rejection(dscr.init({ getAccessToken: token, expectedUser: 'u2' }))]);
      expect([one, other]).to.deep.equal(['resolved', { code: 'DSCR_CONFIG_INVALID', path: '' }]);
      while (dscr.session.state !== 'ready') await new Promise((resolve) => { setTimeout(resolve, 5); });
      expect(asked.length).to.equal(1);
    });
    it('a document that is refused: said on the page, by event, and to whoever calls init()', async () => {
      made({ ...configOf(), colour: 'red' });
      const element = put('dscr-alerts', { patient: A });
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/colour' });
      await element.updateComplete;
      expect(said(element)).to.contain('not set up correctly here');
      expect(heard.filter(({ type }) => type === 'dscr-error').map(({ detail }) => [detail['code'], detail['hint']])).to.deep.equal([['DSCR_CONFIG_INVALID', 'guide/errors#DSCR_CONFIG_INVALID /colour']]);
      expect((await dscr.check()).find(({ check }) => check === 'configuration')).to.deep.equal({ check: 'configuration', outcome: 'failed', hint: 'guide/errors#DSCR_CONFIG_INVALID /colour' });
    });
    it('an adapter that is never registered: said some time after the page has loaded, and for good', async () => {
      const kind = 'never';
      Object.defineProperty(document, 'readyState', { value: 'interactive', configurable: true });
      try {
        made(configOf({ api: { kind, base: 'https://api.example/x' } }));
        const element = put('dscr-alerts', { patient: A });
        await withoutWaiting(async () => {
          const settled = rejection(dscr.init({ getAccessToken: token }));
          expect(await Promise.race([settled, new Promise((resolve) => { setTimeout(() => resolve('waits'), 100); })]), 'the page is still loading').to.equal('waits');
          // On a busy machine the document may not have come yet, and nobody listens: a page loads once, here it does until it is heard.
          const loads = setInterval(() => window.dispatchEvent(new Event('load')), 20);
          void settled.then(() => { clearInterval(loads); });
          expect(await settled).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/api/kind' });
        });
        await element.updateComplete;
        expect(said(element)).to.contain('not set up correctly here');
        expect(heard.filter(({ type }) => type === 'dscr-error').map(({ detail }) => detail['code'])).to.deep.equal(['DSCR_CONFIG_INVALID']);
        dscr.registerSource(kind, () => ({ findPatient: () => Promise.resolve(PATIENT_A), search: () => Promise.resolve({ resources: [] }) }));
        expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/api/kind' });
      } finally { Reflect.deleteProperty(document, 'readyState'); }
    });
    it('a document that is not there', async () => {
      worker.use(http.get(`${location.origin}/dist/config.json`, () => new HttpResponse(null, { status: 404 })));
      dscr = createRuntime({ script: SCRIPT, config: 'config.json' });
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.include({ code: 'DSCR_NOT_CONFIGURED' });
    });
    const blocks = (blockedURI: string, disposition: 'enforce' | 'report' = 'enforce', effectiveDirective = 'connect-src') => document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', {
      blockedURI, disposition, violatedDirective: effectiveDirective, effectiveDirective, documentURI: location.href, originalPolicy: '', statusCode: 200 }));
    for (const [name, early] of [['before', true], ['after', false]] as const) {
      it(`a document that the page's security policy blocks, told ${name} the request has failed`, async () => {
        const url = `${location.origin}/dist/config.json`;
        worker.use(http.get(url, () => {
          if (early) blocks(url);
          return HttpResponse.error();
        }));
        dscr = createRuntime({ script: SCRIPT, config: 'config.json' });
        const element = put('dscr-alerts', { patient: A });
        const failed = await rejection(dscr.init({ getAccessToken: token }));
        if (early) expect(failed).to.deep.include({ code: 'DSCR_CSP_BLOCKED' });
        else {
          blocks('https://other.example/x');
          blocks(url, 'report');
          blocks(url, 'enforce', 'img-src');
          // a keyword in place of an address throws nothing and blocks nothing of ours
          let thrown = 0;
          const onError = (): void => { thrown++; };
          window.addEventListener('error', onError);
          blocks('inline');
          window.removeEventListener('error', onError);
          expect(thrown).to.equal(0);
          expect(thePage().setupError!.code).to.equal('DSCR_NOT_CONFIGURED');
          const told = (): number => heard.filter(({ type, detail }) => type === 'dscr-error' && detail['code'] === 'DSCR_CSP_BLOCKED').length;
          blocks(url);
          const once = told();
          blocks(url);
          expect([once > 0, told()]).to.deep.equal([true, once]);
        }
        await element.updateComplete;
        expect(said(element)).to.contain("This system's security settings block");
      });
    }
    for (const [name, url] of [['API', 'https://api.example/fhir/Flag'], ['audit service', 'https://audit.example/AuditEvent']] as const) {
      it(`a policy that blocks the ${name}`, async () => {
        made(configOf({ audit: { url: 'https://audit.example/AuditEvent' } }));
        await dscr.init({ getAccessToken: token });
        blocks(url);
        expect(thePage().setupError!.code).to.equal('DSCR_CSP_BLOCKED');
      });
    }
    for (const [name, more, url] of [
      ['beside the configuration', {}, `${location.origin}/telemetry`], ['of the configuration with a query', {}, `${location.origin}/dist/config.json?beacon`],
      ['beside the API', {}, 'https://api.example/telemetry'], ['that only begins like the API', {}, 'https://api.example/fhir-stats/1'],
      // of a redirect that was followed a browser tells the origin alone, and we follow none
      ['that another request was sent on to', { api: { kind: 'fhir-r4', base: 'https://api.example' } }, 'https://api.example'],
      ['beside the audit service', {}, 'https://audit.example/AuditEvent/1'], ['of the issuer', { auth: { mode: 'host', issuer: 'https://id.example' } }, 'https://id.example/telemetry'],
    ] as const) {
      it(`a policy that blocks an address ${name}, which is not ours, ends nothing`, async () => {
        made(configOf({ audit: { url: 'https://audit.example/AuditEvent' }, ...more }));
        await dscr.init({ getAccessToken: token });
        blocks(url);
        expect(thePage().setupError).to.equal(undefined);
      });
    }
    for (const [name, url] of [['with a query', 'https://api.example/fhir/Patient/_search?x=1'], ['itself', 'https://api.example/fhir']] as const) {
      it(`a policy that blocks the API ${name}`, async () => {
        made(configOf());
        await dscr.init({ getAccessToken: token });
        blocks(url);
        expect(thePage().setupError!.code).to.equal('DSCR_CSP_BLOCKED');
      });
    }
    it("a policy that blocks the deployment's policy document, wherever that is", async () => {
      const policyUrl = 'https://policy.example/p.json?v=2';
      worker.use(http.get('https://policy.example/p.json', () => {
        blocks(policyUrl);
        return HttpResponse.error();
      }));
      made({ ...configOf({ policyUrl, policyIntegrity: 'sha384-AAAA' }), policy: undefined });
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.include({ code: 'DSCR_CSP_BLOCKED' });
    });
    it('a policy that blocks the issuer, once it is asked', async () => {
      const discovery = 'https://id.example/realm/.well-known/openid-configuration';
      worker.use(http.get(discovery, () => HttpResponse.error()));
      made(configOf({ auth: { mode: 'oidc', issuer: 'https://id.example/realm', clientId: 'dscr', redirectUri: `${location.origin}/dist/callback.html` } }));
      await dscr.init({ expectedUser: 'u1' });
      const { open } = window;
      window.open = () => ({ close: () => undefined }) as Window;
      try { await rejection(dscr.session.signIn()); } finally { window.open = open; }
      blocks('https://id.example/realm/telemetry');
      expect(thePage().setupError).to.equal(undefined);
      blocks(discovery);
      expect(thePage().setupError!.code).to.equal('DSCR_CSP_BLOCKED');
    });
    it('of another origin without a digest: refused, and never asked', async () => {
      dscr = createRuntime({ script: SCRIPT, config: 'https://evil.example/config.json' });
      expect(await rejection(dscr.init({ getAccessToken: token }))).to.deep.include({ code: 'DSCR_CONFIG_INVALID' });
    });
    it('the organisation named on the script tag reaches the audit as no more than that', async () => {
      const details: unknown[] = [];
      const url = 'https://audit.example/AuditEvent';
      worker.use(http.post(url, async ({ request }) => {
        const { entity } = await request.json() as { readonly entity: readonly { readonly detail?: readonly unknown[] }[] };
        details.push(...entity.flatMap(({ detail = [] }) => detail));
        return new HttpResponse(null, { status: 201 });
      }));
      serve(configOf({ audit: { url, required: true } }));
      dscr = createRuntime({ script: SCRIPT, config: 'config.json', organisation: 'XEX01' });
      await dscr.init({ getAccessToken: token });
      const element = put('dscr-alerts', { patient: A });
      while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
      expect(details).to.deep.include({ type: 'data-organisation', valueString: 'XEX01' });
    });
    it('the host named on the script tag gives the words, and no access', async () => {
      made({ ...configOf({ organisations: [{ ods: 'XEX01', name: 'Derby', hosts: ['Liquid Logic'] }] }) });
      await dscr.init({ getAccessToken: token });
      const element = put('dscr-alerts', { patient: { birthDate: '1958-03-14' } });
      while (element.state.session !== 'ready') await new Promise((resolve) => { setTimeout(resolve, 5); });
      await element.updateComplete;
      expect(said(element)).to.contain('Liquid Logic gave no NHS number');
    });
  });
  describe('emergency access', () => {
    const url = 'https://audit.example/AuditEvent';
    let events: string[] = [];
    const give = { section: 'documents', reason: 'Emergency care', text: 'Unconscious on arrival' };
    const opened = async (): Promise<void> => {
      events = [];
      worker.use(http.post(url, async ({ request }) => {
        const { subtype } = await request.json() as { readonly subtype: readonly { readonly code: string }[] };
        events.push(subtype[0]!.code);
        return new HttpResponse(null, { status: 201 });
      }));
      const policy = { ...POLICY, emergency: [{ id: 'e', when: { levels: ['desk'] }, sections: ['documents'], minutes: 30 }] };
      const getAccessToken = async (request: TokenRequest): Promise<TokenReply> => ({ ...await token(request), claims: { levels: ['desk'] } });
      await init({ policy, audit: { url } }, { getAccessToken });
      const element = put('dscr-demographics', { patient: A });
      while (element.state.patient !== 'shown') await new Promise((resolve) => { setTimeout(resolve, 5); });
    };
    // kept for "back": with a page that goes for good, the network of these tests would go too
    const leave = (): boolean => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    for (const [name, end] of [['locking', () => { dscr.session.lock(); }], ['signing out', () => dscr.session.signOut()], ['leaving the page', leave]] as const) {
      it(`${name} ends it, and the audit service hears of both`, async () => {
        await opened();
        await dscr.session.emergency(give);
        expect(events.filter((one) => one.startsWith('emergency'))).to.deep.equal(['emergency-start']);
        await end();
        for (let tries = 0; tries < 100 && !events.includes('emergency-end'); tries++) await new Promise((resolve) => { setTimeout(resolve, 10); });
        expect(events.filter((one) => one.startsWith('emergency'))).to.deep.equal(['emergency-start', 'emergency-end']);
      });
    }
    it('is refused with what is wrong where the reason is none of those offered, or nothing is explained', async () => {
      await opened();
      const wrong: readonly (readonly [unknown, string])[] = [
        [{ ...give, reason: 'curious' }, '/reason'], [{ ...give, reason: '' }, '/reason'], [{ ...give, reason: undefined }, '/reason'], [{ ...give, reason: ['Emergency care'] }, '/reason'],
        [{ section: 'documents', reason: give.reason }, '/text'], [{ ...give, text: ' too short ' }, '/text'], [{ ...give, text: 7 }, '/text'], [{ ...give, text: 'x'.repeat(501) }, '/text'],
      ];
      for (const [request, path] of wrong) expect(await rejection(dscr.session.emergency(request as typeof give)), JSON.stringify(request)).to.deep.equal({ code: 'DSCR_AUDIT_REFUSED', path });
      for (const request of [{ ...give, section: 'alerts' }, { ...give, section: 7 }, {}, undefined, null]) {
        expect(await rejection(dscr.session.emergency(request as typeof give)), JSON.stringify(request)).to.deep.equal({ code: 'DSCR_FORBIDDEN', path: '/section' });
      }
      expect(events.filter((one) => one.startsWith('emergency'))).to.deep.equal([]);
    });
  });
  it('check() says what is there, and raises it', async () => {
    expect((await dscr.check()).map(({ check, outcome }) => [check, outcome])).to.deep.equal([['browser', 'passed'], ['configuration', 'unknown'], ['session', 'unknown']]);
    await init();
    while (dscr.session.state !== 'ready') await new Promise((resolve) => { setTimeout(resolve, 5); });
    expect((await dscr.check()).map(({ outcome }) => outcome)).to.deep.equal(['passed', 'passed', 'passed']);
    expect(heard.filter(({ type }) => type === 'dscr-diagnostic').length).to.equal(6);
  });
  it('a name that somebody else has taken is left to them', () => {
    defineElements();
    expect(customElements.get('dscr-record')).to.be.a('function');
  });
});
