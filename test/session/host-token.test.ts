import { expect } from '@open-wc/testing';
import type { TokenReply, TokenRequest } from '../../src/config/types.js';
import { createSession, type PageSession, type SessionOptions } from '../../src/session/session.js';
import { configOf, readPrincipals, settle } from './world.js';

describe('host mode', () => {
  let time = Date.parse('2026-03-03T09:49:00Z');
  let asked: TokenRequest[] = [];
  let purged: string[] = [];
  let reply: unknown;
  let session: PageSession;

  const good = (change: Partial<Record<keyof TokenReply, unknown>> = {}) => ({
    accessToken: `host-SECRET-${asked.length}`, expiresAt: time + 300_000, issuer: 'https://id.example', subject: 'nurse-1', claims: { roles: ['nurse'] }, ...change,
  });
  const start = (options: Partial<SessionOptions> = {}, issuer = ''): void => {
    asked = [];
    purged = [];
    session = createSession(configOf({ mode: 'host', issuer, clientId: '', redirectUri: '' }), {
      readPrincipals, clock: () => time, purge: (reason) => { purged.push(reason); },
      getAccessToken: (request) => { asked.push(request); return Promise.resolve(reply === undefined ? good() : reply) as Promise<TokenReply>; },
      ...options,
    });
  };
  beforeEach(() => { reply = undefined; start(); });
  afterEach(() => session.signOut());

  it('asks the host, and is ready', async () => {
    const signedIn = session.signIn();
    expect(asked[0]!.signal.aborted).to.equal(false);
    const { state, reason, principal } = await signedIn;
    expect({ state, reason, role: principal?.role }).to.deep.equal({ state: 'ready', reason: 'host', role: 'nurse' });
    const { audience, scopes, reason: why } = asked[0]!;
    expect({ audience, scopes, why }).to.deep.equal({ audience: 'https://api.example/fhir', scopes: ['openid', 'profile'], why: 'initial' });
    expect((await session.authorize())?.['authorization']).to.equal('Bearer host-SECRET-1');
  });
  const malformed: Record<string, () => unknown> = {
    'nothing': () => null, 'text': () => 'token', 'no token': () => good({ accessToken: undefined }), 'a token with a line break': () => good({ accessToken: 'a\nb' }),
    'no expiry': () => good({ expiresAt: undefined }), 'an expiry in seconds': () => good({ expiresAt: (time + 300_000) / 1000 }), 'an endless token': () => good({ expiresAt: Infinity }),
    'no subject': () => good({ subject: '' }), 'no issuer': () => good({ issuer: 7 }), 'claims that are a list': () => good({ claims: [] }),
  };
  for (const [name, make] of Object.entries(malformed)) {
    it(`refuses a reply with ${name}`, async () => {
      reply = make();
      const { state, code } = await session.signIn();
      expect({ state, code }).to.deep.equal({ state: 'failed', code: 'DSCR_TOKEN_INVALID' });
      expect(await session.authorize()).to.equal(undefined);
    });
  }
  it('refuses an issuer other than the configured one', async () => {
    start({}, 'https://other.example');
    expect((await session.signIn()).code).to.equal('DSCR_TOKEN_INVALID');
  });
  it('refuses anyone but the expected user', async () => {
    start({ expectedUser: 'nurse-2' });
    const { state, reason, code } = await session.signIn();
    expect({ state, reason, code }).to.deep.equal({ state: 'failed', reason: 'other-person', code: 'DSCR_TOKEN_INVALID' });
  });
  it('without claims there is no role', async () => {
    reply = good({ claims: undefined });
    expect((await session.signIn()).code).to.equal('DSCR_NO_ROLE');
  });
  it('without a host function is not configured, and opens nothing', async () => {
    start({ getAccessToken: undefined as never, open: () => { throw new Error('opened'); } });
    expect((await session.signIn()).code).to.equal('DSCR_NOT_CONFIGURED');
  });
  it('a host that refuses ends in failed', async () => {
    start({ getAccessToken: () => Promise.reject(new Error('SECRET')) });
    const snapshot = await session.signIn();
    expect(snapshot.state).to.equal('failed');
    expect(JSON.stringify(snapshot)).not.to.include('SECRET');
  });
  it('renews on 401 once, for all who ask', async () => {
    await session.signIn();
    const answers = await Promise.all([session.authorize('401'), session.authorize('401')]);
    expect(answers.map((headers) => headers?.['authorization'])).to.deep.equal(['Bearer host-SECRET-2', 'Bearer host-SECRET-2']);
    expect(asked.map(({ reason }) => reason)).to.deep.equal(['initial', '401']);
  });
  it('that fails on 401 is not asked again for others that were refused with the same token, and is some time later', async () => {
    start({ getAccessToken: (request) => { asked.push(request); return request.reason === '401' ? Promise.reject(new Error('no')) : Promise.resolve(good() as TokenReply); } });
    await session.signIn();
    for (const wait of [0, 500, 3000]) {
      time += wait;
      expect(await session.authorize('401')).to.equal(undefined);
    }
    expect(asked.map(({ reason }) => reason)).to.deep.equal(['initial', '401']);
    time += 2000;
    await session.authorize('401');
    expect(asked).to.have.length(3);
  });
  it('another person in a later reply clears everything', async () => {
    await session.signIn();
    reply = good({ subject: 'doctor-2' });
    expect(await session.authorize('401')).to.equal(undefined);
    expect(session.snapshot.reason).to.equal('other-person');
    expect(purged).to.deep.equal(['other-person']);
  });
  it('other facts of the same role are taken over', async () => {
    await session.signIn();
    const before = session.snapshot.principal;
    await session.authorize('401');
    expect(session.snapshot.principal).to.equal(before);
    reply = good({ claims: { roles: ['nurse'], name: 'Ngozi Okafor' } });
    time += 10_000;
    await session.authorize('401');
    expect(session.snapshot.principal?.name).to.equal('Ngozi Okafor');
    expect(purged).to.deep.equal([]);
  });
  it('unlocking asks with that reason', async () => {
    await session.signIn();
    session.lock();
    expect((await session.signIn()).reason).to.equal('unlocked');
    expect(asked.at(-1)!.reason).to.equal('unlock');
  });
  it('a stronger sign-in says how strong and how recent', async () => {
    await session.signIn();
    await session.signIn({ level: 2, maxAge: 3600 });
    expect(asked.at(-1)).to.deep.include({ reason: 'stronger', level: 2, maxAge: 3600 });
    await session.signIn({ level: -1, maxAge: 60 });
    expect(asked.at(-1)).to.deep.include({ reason: 'stronger', maxAge: 60 }).and.not.have.property('level');
    session.lock();
    await session.signIn();
    expect(asked.at(-1)).to.include({ reason: 'unlock' }).and.not.have.any.keys('level', 'maxAge');
  });
  it('one that failed for one section does not stand in the way of the others', async () => {
    await session.signIn();
    reply = Promise.reject(new Error('refused'));
    expect((await session.signIn({ level: 3 })).state).not.to.equal('ready');
    reply = good();
    expect((await session.signIn()).state).to.equal('ready');
    expect(asked.at(-1)).to.not.include({ reason: 'stronger' });
  });
  it('a person expected only later is held to it when the role is chosen', async () => {
    let expectedUser: string | undefined;
    session = createSession(configOf({ mode: 'host', issuer: '' }), {
      readPrincipals, clock: () => time, purge: () => undefined, getAccessToken: () => Promise.resolve(reply as TokenReply),
      get expectedUser() { return expectedUser; },
    });
    reply = good({ claims: { roles: ['nurse', 'doctor'] } });
    expect((await session.signIn()).state).to.equal('choosing-role');
    expectedUser = 'nurse-2';
    session.selectRole('nurse');
    expect(session.snapshot).to.deep.include({ state: 'failed', reason: 'other-person' });
    expect((await session.signIn()).state).to.equal('failed');
    expectedUser = 'nurse-1';
    expect((await session.signIn()).state).to.equal('choosing-role');
  });
  it('has headers at once as long as the session is open', async () => {
    expect(session.headersNow()).to.equal(undefined);
    await session.signIn();
    expect(session.headersNow()).to.deep.equal(await session.authorize());
    const token = session.headersNow();
    time += 300_000;
    expect(session.headersNow()).to.equal(undefined);
    time -= 300_000;
    expect(session.headersNow()).to.deep.equal(token);
    const out = session.signOut();
    expect(session.headersNow()).to.equal(undefined);
    await out;
  });
  it('a host that signs out when it is asked for another token has signed out, warned of idleness or not', async () => {
    start({ getAccessToken: (request) => {
      if (request.reason === 'expiring') void session.signOut();
      return Promise.resolve(good({ expiresAt: time + 15 * 60_000 }) as TokenReply);
    } });
    await session.signIn();
    time += 14 * 60_000 + 30_000;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(session.snapshot.state).to.equal('signed-out');
  });
  it('a reply that comes after signing out is not taken', async () => {
    let give: (value: TokenReply) => void = () => undefined;
    start({ getAccessToken: (request) => { asked.push(request); return new Promise((resolve) => { give = resolve; }); } });
    void session.signIn();
    await session.signOut();
    expect(asked[0]!.signal.aborted).to.equal(true);
    give(good() as TokenReply);
    await settle();
    expect(session.snapshot.state).to.equal('signed-out');
  });
  it('a renewal that comes after signing out and in again is not taken', async () => {
    let give: (value: TokenReply) => void = () => undefined;
    start({ getAccessToken: (request) => {
      asked.push(request);
      return request.reason === '401' ? new Promise((resolve) => { give = resolve; }) : Promise.resolve(good() as TokenReply);
    } });
    await session.signIn();
    const late = session.authorize('401');
    await session.signOut();
    await session.signIn();
    give(good({ accessToken: 'late' }) as TokenReply);
    await late;
    expect((await session.authorize())?.['authorization']).to.equal('Bearer host-SECRET-3');
  });
});
