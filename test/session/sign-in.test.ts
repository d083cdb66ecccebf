import { expect } from '@open-wc/testing';
import { encode, encodeJson, hmac, makeKey, sign, type Key } from './fake-issuer.js';
import { REDIRECT, messageFrom, settle, until, worldOf, type World } from './world.js';

describe('signing in', () => {
  let key: Key; let other: Key; let world: World;
  before(async () => { [key, other] = await Promise.all([makeKey('RS256', 'key-1'), makeKey('RS256', 'key-2')]); });
  beforeEach(() => { world = worldOf(key); });
  afterEach(async () => { await world.session.signOut(); world.issuer.restore(); });

  const revoked = () => world.issuer.calls.flatMap(({ url, body }) => (url.endsWith('/revoke') ? [body.get('token')] : []));
  const refused = async (): Promise<void> => {
    const { state, code, reason, principal, reference } = await world.enter();
    expect({ state, code, reason, principal }).to.deep.equal({ state: 'failed', code: 'DSCR_TOKEN_INVALID', reason: 'not-accepted', principal: undefined });
    expect(reference).to.match(/^[0-9a-f-]{36}$/);
    expect(await world.session.authorize()).to.equal(undefined);
    expect(world.popups[0]!.closed).to.equal(true);
  };

  it('opens the pop-up in the click, with PKCE and a nonce, and ends ready', async () => {
    const settled = world.session.signIn();
    expect(world.popups).to.have.length(1);
    expect(world.session.snapshot.state).to.equal('signing-in');
    await until(() => !!world.popups[0]!.address);
    const { params } = world.popups[0]!;
    expect(params.get('code_challenge_method')).to.equal('S256');
    expect(params.get('code_challenge')).to.match(/^[\w-]{43}$/);
    expect(params.get('state')).to.match(/^[0-9a-f]{32}\./);
    expect(atob(params.get('state')!.slice(33))).to.equal(location.origin);
    expect(params.get('redirect_uri')).to.equal(REDIRECT);
    expect(params.has('prompt')).to.equal(false);
    world.issuer.nonce = params.get('nonce')!;
    world.callback();
    const { state, reason, principal, name } = await settled;
    expect({ state, reason, role: principal?.role, name }).to.deep.equal({ state: 'ready', reason: 'sign-in', role: 'nurse', name: 'Ngozi Okafor' });
    expect(await world.session.authorize()).to.deep.equal({ authorization: 'Bearer access-SECRET-1', 'nhsd-session-urid': 'nurse' });
    expect(world.popups[0]!.closed).to.equal(true);
    expect(world.issuer.calls.find(({ url }) => url.endsWith('/token'))!.body.get('code_verifier')).to.match(/^[0-9a-f]{43,}$/);
    expect({ ...localStorage, ...sessionStorage }).to.deep.equal({});
  });

  it('tells each address before it is asked, wherever the provider has it', async () => {
    const told: string[] = [];
    world.issuer.restore();
    world = worldOf(key, {}, { asking: (url) => { told.push(url); } });
    expect((await world.enter()).state).to.equal('ready');
    expect(told).to.deep.equal(world.issuer.calls.map(({ url }) => url));
    expect(told.map((url) => url.split('/').at(-1))).to.include.members(['openid-configuration', 'token']);
  });

  it('a stronger sign-in asks the provider for what is strong and recent enough', async () => {
    const asked = async (stronger: Parameters<World['session']['signIn']>[0]): Promise<(string | null)[]> => {
      const count = world.popups.length;
      void world.session.signIn(stronger);
      await until(() => !!world.popups[count]?.address);
      return ['prompt', 'acr_values', 'max_age'].map((name) => world.popups[count]!.params.get(name));
    };
    expect(await asked(undefined)).to.deep.equal([null, null, null]);
    expect(await asked({ level: 2, maxAge: 3600 })).to.deep.equal(['login', 'AAL2_ANY AAL3_ANY', '0']);
    expect(await asked({ level: 9 })).to.deep.equal(['login', null, '0']);
    expect(await asked({ level: -1, maxAge: 60 })).to.deep.equal(['login', null, '0']);
  });

  it('a person whom the host does not expect is not given again unasked', async () => {
    world.session.signOut().catch(() => undefined);
    world.issuer.restore();
    world = worldOf(key, {}, { expectedUser: 'somebody else' });
    expect(await world.enter()).to.deep.include({ state: 'failed', reason: 'other-person' });
    void world.session.signIn();
    await until(() => !!world.popups[1]?.address);
    expect(world.popups[1]!.params.get('prompt')).to.equal('login');
  });

  for (const alg of ['PS256', 'ES256'] as const) {
    it(`takes ${alg}`, async () => {
      const its = await makeKey(alg, 'its-key');
      world.issuer.keys = [key.jwk, its.jwk];
      world.issuer.idToken = (claims) => sign(its, claims);
      expect((await world.enter()).state).to.equal('ready');
    });
  }

  it('asks for the keys once more where the key id is unknown', async () => {
    world.issuer.keys = [other.jwk];
    world.issuer.idToken = async (claims) => { queueMicrotask(() => { world.issuer.keys = [other.jwk]; }); return sign(key, claims); };
    await refused();
    expect(world.issuer.paths().filter((path) => path === '/jwks')).to.have.length(2);
  });

  const swap = (text: string, at: number): string => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return text.slice(0, at) + letters[(letters.indexOf(text[at]!) + 1) % 64] + text.slice(at + 1);
  };
  const faults: Record<string, (claims: Record<string, unknown>) => Promise<string> | string> = {
    'one changed byte of the header': async (claims) => swap(await sign(key, claims), 12),
    'one changed byte of the claims': async (claims) => { const token = await sign(key, claims); return swap(token, token.indexOf('.') + 30); },
    'one changed byte of the signature': async (claims) => { const token = await sign(key, claims); return swap(token, token.length - 100); },
    'one changed bit that base64 would overlook': async (claims) => { const token = await sign(key, claims); return swap(token, token.length - 1); },
    'alg none': (claims) => `${encodeJson({ alg: 'none', kid: 'key-1' })}.${encodeJson(claims)}.`,
    'alg none with a signature': (claims) => `${encodeJson({ alg: 'none', kid: 'key-1' })}.${encodeJson(claims)}.${encode('x')}`,
    'an algorithm named like a property of every object': (claims) => sign(key, claims, { alg: 'constructor' }),
    'another key id': (claims) => sign(key, claims, { kid: 'key-9' }),
    'no key id': (claims) => sign(key, claims, { kid: undefined }),
    'another key under the same id': (claims) => sign(other, claims, { kid: 'key-1' }),
    'HS256 with the public key': (claims) => hmac(JSON.stringify(key.jwk), claims, { alg: 'HS256', kid: 'key-1' }),
    'HS256 with the modulus': (claims) => hmac(key.jwk.n!, claims, { alg: 'HS256', kid: 'key-1' }),
    'PS256 announced for an RS256 signature': (claims) => sign(key, claims, { alg: 'PS256' }),
    'a critical header we do not know': (claims) => sign(key, claims, { crit: ['exp'] }),
    'another issuer': (claims) => sign(key, { ...claims, iss: 'https://evil.example' }),
    'the issuer with a slash more': (claims) => sign(key, { ...claims, iss: 'https://id.example/' }),
    'another audience': (claims) => sign(key, { ...claims, aud: 'other' }),
    'two audiences and no azp': (claims) => sign(key, { ...claims, aud: ['dscr-widget', 'other'] }),
    'another azp': (claims) => sign(key, { ...claims, azp: 'other' }),
    'expired': (claims) => sign(key, { ...claims, exp: (claims['iat'] as number) - 121 }),
    'an expiry that is text': (claims) => sign(key, { ...claims, exp: '9999999999' }),
    'no expiry': (claims) => sign(key, { ...claims, exp: undefined }),
    'issued in the future': (claims) => sign(key, { ...claims, iat: (claims['iat'] as number) + 180 }),
    'no iat': (claims) => sign(key, { ...claims, iat: undefined }),
    'another nonce': (claims) => sign(key, { ...claims, nonce: 'other' }),
    'no nonce': (claims) => sign(key, { ...claims, nonce: undefined }),
    'no subject': (claims) => sign(key, { ...claims, sub: undefined }),
    'no token at all': () => '',
    'three empty parts': () => '..',
    'claims that are no JSON': () => `${encodeJson({ alg: 'RS256', kid: 'key-1' })}.${encode('{')}.${encode('x')}`,
  };
  for (const [name, make] of Object.entries(faults)) {
    it(`refuses: ${name}`, async () => {
      world.issuer.idToken = async (claims) => make(claims);
      await refused();
    });
  }

  it('takes two audiences with our azp', async () => {
    world.issuer.extra = { aud: ['dscr-widget', 'other'], azp: 'dscr-widget' };
    expect((await world.enter()).state).to.equal('ready');
  });
  it('sends the access token nowhere before the ID token has been checked', async () => {
    world.issuer.idToken = (claims) => sign(other, claims, { kid: 'key-1' });
    await refused();
    expect(world.issuer.paths()).not.to.include('/userinfo');
  });
  it('refuses UserInfo of another subject', async () => {
    world.issuer.userInfo = { roles: ['nurse'], sub: 'somebody-else' };
    await refused();
  });
  it('lets signed claims win over UserInfo', async () => {
    world.issuer.userInfo = { roles: ['doctor'] };
    world.issuer.extra = { roles: ['nurse'] };
    expect((await world.enter()).principal?.role).to.equal('nurse');
  });
  it('refuses a token that is no bearer token', async () => {
    world.issuer.token = async () => new Response(JSON.stringify({ access_token: 'a\r\nb', token_type: 'Bearer', id_token: await sign(key, world.issuer.claims()) }), { headers: { 'content-type': 'application/json' } });
    await refused();
  });
  for (const [endpoint, url] of [['token_endpoint', 'https://evil.example/token'], ['jwks_uri', 'http://id.example/jwks'], ['userinfo_endpoint', 'https://id.example:8443/u'],
    ['authorization_endpoint', 'javascript:alert(1)'], ['issuer', 'https://evil.example']] as const) {
    it(`refuses a discovery document whose ${endpoint} is elsewhere`, async () => {
      world.issuer.metadata = { ...world.issuer.metadata, [endpoint]: url };
      const { state, code } = await world.session.signIn();
      expect({ state, code }).to.deep.equal({ state: 'failed', code: 'DSCR_TOKEN_INVALID' });
      expect(world.popups[0]!.address).to.equal('');
    });
  }
  it('says "failed" where the provider cannot be reached, and can try again', async () => {
    world.issuer.metadata = { ...world.issuer.metadata };
    const { issuer } = world;
    const answer = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('offline'));
    const { state, reason } = await world.session.signIn();
    expect({ state, reason }).to.deep.equal({ state: 'failed', reason: 'not-accepted' });
    globalThis.fetch = answer;
    expect((await world.enter()).state).to.equal('ready');
    expect(issuer.issued).to.equal(1);
  });

  describe('the pop-up', () => {
    /** The person has signed in, and the code is on its way to the provider. */
    const redeeming = async (): Promise<void> => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.issuer.nonce = world.popups[0]!.params.get('nonce')!;
      world.callback();
    };
    it('blocked', async () => {
      world.blocked = true;
      const { state, reason, code } = await world.session.signIn();
      expect({ state, reason, code }).to.deep.equal({ state: 'signed-out', reason: 'popup-blocked', code: 'DSCR_POPUP_BLOCKED' });
    });
    it('closed by the person', async () => {
      const settled = world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.popups[0]!.closed = true;
      await world.pass(1000);
      const { state, reason, code } = await settled;
      expect({ state, reason, code }).to.deep.equal({ state: 'signed-out', reason: 'popup-closed', code: 'DSCR_POPUP_CLOSED' });
    });
    it('cut off by the provider: looks closed, and its answer still counts, by the channel', async () => {
      const settled = world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.popups[0]!.closed = true;
      await world.pass(1000);
      await settled;
      const state = world.popups[0]!.params.get('state')!;
      world.issuer.nonce = world.popups[0]!.params.get('nonce')!;
      const channel = new BroadcastChannel(`dscr-cb-${state}`);
      channel.postMessage({ source: 'dscr-callback', url: `${REDIRECT}?code=c&state=${state}` });
      await until(() => world.session.snapshot.state === 'ready');
      channel.close();
    });
    const answer = async (): Promise<void> => {
      const state = world.popups[0]!.params.get('state')!;
      world.issuer.nonce = world.popups[0]!.params.get('nonce')!;
      const channel = new BroadcastChannel(`dscr-cb-${state}`);
      channel.postMessage({ source: 'dscr-callback', url: `${REDIRECT}?code=c&state=${state}` });
      await settle();
      channel.close();
    };
    it('cut off by the provider: its answer counts for ten minutes and no longer', async () => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.popups[0]!.closed = true;
      await world.pass(1000);
      await world.pass(600_000);
      await answer();
      const { state, reason, code } = world.session.snapshot;
      expect({ state, reason, code }).to.deep.equal({ state: 'signed-out', reason: 'popup-closed', code: 'DSCR_POPUP_CLOSED' });
      expect(world.issuer.paths()).not.to.include('/token');
    });
    it('an answer after a sleep of ten minutes, before any timer ran, comes too late', async () => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.issuer.nonce = world.popups[0]!.params.get('nonce')!;
      world.time += 600_001;
      world.callback();
      await settle();
      expect(world.session.snapshot.state).to.equal('signed-out');
      expect(revoked()).to.deep.equal(['refresh-SECRET-1', 'access-SECRET-1']);
    });
    it('left open: not finished after ten minutes', async () => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      await world.pass(600_000);
      expect(world.session.snapshot.state).to.equal('signing-in');
      await world.pass(1);
      expect(world.session.snapshot.code).to.equal('DSCR_POPUP_CLOSED');
      expect(world.popups[0]!.closed).to.equal(true);
    });
    it('ended by a host as it hears of it: no pop-up is opened, and who asked is told', async () => {
      const unheard = world.session.subscribe(({ state }) => { if (state === 'signing-in') void world.session.signOut(); });
      const done = world.session.signIn();
      unheard();
      expect((await Promise.race([done, settle().then(() => undefined)]))?.state).to.equal('signed-out');
      expect(world.popups).to.deep.equal([]);
    });
    it('cut off by the provider: a lock ends it', async () => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.popups[0]!.closed = true;
      await world.pass(1000);
      world.session.lock();
      await answer();
      expect(world.session.snapshot.state).to.equal('signed-out');
    });
    it('cancelled: what comes later is not heard', async () => {
      const settled = world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.session.cancelSignIn();
      expect((await settled).code).to.equal('DSCR_POPUP_CLOSED');
      expect(world.popups[0]!.closed).to.equal(true);
      world.callback();
      await settle();
      expect(world.session.snapshot.state).to.equal('signed-out');
      expect(world.issuer.paths()).not.to.include('/token');
    });
    it('cancelled while the code is being redeemed: the token is not kept', async () => {
      await redeeming();
      world.session.cancelSignIn();
      await settle();
      expect(world.session.snapshot.state).to.equal('signed-out');
      expect(await world.session.authorize()).to.equal(undefined);
      // nobody holds it, so nobody else would revoke it
      expect(revoked()).to.deep.equal(['refresh-SECRET-1', 'access-SECRET-1']);
      await world.session.signOut();
      await settle();
      expect(revoked()).to.have.length(2);
    });
    it('signed out while the code is being redeemed: the token is revoked', async () => {
      await redeeming();
      await world.session.signOut();
      await settle();
      expect(revoked()).to.deep.equal(['refresh-SECRET-1', 'access-SECRET-1']);
    });
    it('closes itself while the code is being redeemed: that is no closing by the person', async () => {
      let answer: (response: Response) => void = () => undefined;
      world.issuer.token = () => new Promise((resolve) => { answer = resolve; });
      const settled = world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.issuer.nonce = world.popups[0]!.params.get('nonce')!;
      world.callback();
      await until(() => world.issuer.paths().includes('/token'));
      world.popups[0]!.close();
      await world.pass(1000);
      expect(world.session.snapshot.state).to.equal('signing-in');
      answer(new Response(JSON.stringify({ access_token: 'a', token_type: 'Bearer', id_token: await sign(key, world.issuer.claims()) }), { headers: { 'content-type': 'application/json' } }));
      expect((await settled).state).to.equal('ready');
    });
    it('opened again: the first one is closed and forgotten', async () => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      void world.session.signIn();
      expect(world.popups[0]!.closed).to.equal(true);
      await until(() => !!world.popups[1]?.address);
      expect(world.popups[1]!.params.get('state')).not.to.equal(world.popups[0]!.params.get('state'));
    });
    it('opened again while a code is being redeemed: what that brings is dropped, and not revoked under the sign-in that runs', async () => {
      await redeeming();
      void world.session.signIn();
      await settle();
      expect(world.issuer.paths()).to.include('/token');
      expect([world.session.snapshot.state, revoked()]).to.deep.equal(['signing-in', []]);
    });
    it('refused at the provider', async () => {
      const settled = world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.callback((url) => { url.searchParams.delete('code'); url.searchParams.set('error', 'access_denied'); });
      expect((await settled).code).to.equal('DSCR_POPUP_CLOSED');
    });
    it('with the answer of another issuer', async () => {
      const settled = world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.callback((url) => url.searchParams.set('iss', 'https://evil.example'));
      expect((await settled).code).to.equal('DSCR_TOKEN_INVALID');
      expect(world.issuer.paths()).not.to.include('/token');
    });

    const strangers: Record<string, (state: string) => MessageEvent> = {
      'another window': (state) => messageFrom({}, { origin: location.origin, data: { source: 'dscr-callback', url: `${REDIRECT}?code=c&state=${state}` } }),
      'another origin': (state) => messageFrom(world.popups[0], { origin: 'https://evil.example', data: { source: 'dscr-callback', url: `${REDIRECT}?code=c&state=${state}` } }),
      'another shape': (state) => messageFrom(world.popups[0], { origin: location.origin, data: { source: 'oidc-client', url: `${REDIRECT}?code=c&state=${state}` } }),
      'no shape': () => messageFrom(world.popups[0], { origin: location.origin, data: null }),
      'no address': () => messageFrom(world.popups[0], { origin: location.origin, data: { source: 'dscr-callback', url: 'x' } }),
      'another path': (state) => messageFrom(world.popups[0], { origin: location.origin, data: { source: 'dscr-callback', url: `${location.origin}/other.html?code=c&state=${state}` } }),
      'another state': () => messageFrom(world.popups[0], { origin: location.origin, data: { source: 'dscr-callback', url: `${REDIRECT}?code=c&state=${'0'.repeat(32)}` } }),
    };
    for (const [name, make] of Object.entries(strangers)) {
      it(`hears no message of ${name}`, async () => {
        const settled = world.session.signIn();
        await until(() => !!world.popups[0]!.address);
        dispatchEvent(make(world.popups[0]!.params.get('state')!));
        await settle();
        expect(world.session.snapshot.state).to.equal('signing-in');
        expect(world.issuer.paths()).not.to.include('/token');
        world.issuer.nonce = world.popups[0]!.params.get('nonce')!;
        world.callback();
        expect((await settled).state).to.equal('ready');
      });
    }
  });
});
