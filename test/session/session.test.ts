import { expect } from '@open-wc/testing';
import { makeKey, sign, type Key } from './fake-issuer.js';
import { claimsRead, readPrincipals as standard, settle, until, worldOf, type World } from './world.js';

const MINUTE = 60_000;
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

describe('session', () => {
  let key: Key; let other: Key; let world: World;
  before(async () => { [key, other] = await Promise.all([makeKey('ES256', 'key-1'), makeKey('ES256', 'key-2')]); });
  beforeEach(() => { world = worldOf(key); });
  afterEach(async () => { await world.session.signOut(); world.issuer.restore(); });

  const brief = () => { const { state, reason, code } = world.session.snapshot; return { state, reason, code }; };
  const bearer = async (reason?: '401') => (await world.session.authorize(reason))?.['authorization'];
  const revoked = () => world.issuer.calls.flatMap(({ url, body }) => (url.endsWith('/revoke') ? [body.get('token')] : []));
  const tokenCalls = () => world.issuer.calls.filter(({ url }) => url.endsWith('/token'));

  it('tells what is still to be told before it closes, while the API would hear it', async () => {
    const told: boolean[] = [];
    world.issuer.restore();
    world = worldOf(key, {}, { leaving: () => { told.push(world.session.headersNow() !== undefined); } });
    await world.enter();
    world.session.lock();
    expect(told).to.deep.equal([true]);
  });

  describe('renewal', () => {
    it('without a new ID token tells no time', async () => {
      await world.enter();
      world.issuer.idToken = () => Promise.resolve(undefined);
      const before = world.session.now();
      world.time += 240_000;
      await bearer('401');
      expect(tokenCalls()).to.have.length(2);
      expect(world.session.now() - before).to.be.within(239_000, 250_000);
    });
    it('asks anew what the person is: a role that is gone is gone', async () => {
      await world.enter();
      world.issuer.userInfo = { name: 'Ngozi Okafor' };
      await bearer('401');
      expect(brief()).to.deep.equal({ state: 'failed', reason: 'no-role', code: 'DSCR_NO_ROLE' });
      expect(world.purged).to.deep.equal(['no-role']);
    });
    it('takes no role from a token of before', async () => {
      world.issuer.userInfo = { name: 'Ngozi Okafor' };
      world.issuer.extra = { roles: ['nurse'] };
      expect((await world.enter()).state).to.equal('ready');
      world.issuer.extra = {};
      await bearer('401');
      expect(brief()).to.deep.equal({ state: 'failed', reason: 'no-role', code: 'DSCR_NO_ROLE' });
    });
    it('goes on as strong as it was where the new token does not say how strong', async () => {
      await world.enter();
      const before = world.session.snapshot;
      world.issuer.idToken = (claims) => sign(key, { ...claims, acr: undefined, auth_time: undefined });
      await bearer('401');
      expect(brief().state).to.equal('ready');
      expect(world.session.snapshot.principal).to.equal(before.principal);
      expect(claimsRead.at(-1)).to.include({ acr: 'AAL2_ANY' }).and.to.have.property('auth_time').that.is.a('number');
    });
    it('goes on as strong as UserInfo says where no token says it', async () => {
      world.issuer.idToken = (claims) => sign(key, { ...claims, acr: undefined, auth_time: undefined });
      world.issuer.userInfo = { ...world.issuer.userInfo, acr: 'AAL3_ANY', auth_time: 1772531340 };
      await world.enter();
      await bearer('401');
      expect(tokenCalls()).to.have.length(2);
      expect(claimsRead.at(-1)).to.include({ acr: 'AAL3_ANY', auth_time: 1772531340 });
    });
    for (const status of [401, 403, 404]) {
      it(`with a UserInfo that refuses (${status}) keeps nothing: that is no want of a network`, async () => {
        await world.enter();
        world.issuer.userInfoStatus = status;
        expect(await bearer('401')).to.equal(undefined);
        expect(brief()).to.deep.equal({ state: 'failed', reason: 'not-accepted', code: 'DSCR_TOKEN_INVALID' });
      });
    }
    for (const status of [408, 429, 500, 503]) {
      it(`keeps what UserInfo said where it cannot answer just now (${status})`, async () => {
        await world.enter();
        world.issuer.userInfoStatus = status;
        expect([await bearer('401'), brief().state]).to.deep.equal(['Bearer access-SECRET-2', 'ready']);
      });
    }
    it('keeps what UserInfo said where it cannot be asked just now', async () => {
      await world.enter();
      world.issuer.userInfoFails = true;
      await bearer('401');
      expect([brief().state, await bearer()]).to.deep.equal(['ready', 'Bearer access-SECRET-2']);
    });
    it('comes before the token expires, and nothing on screen changes', async () => {
      await world.enter();
      const heard = world.seen.length;
      await world.pass(230_000);
      expect(tokenCalls()).to.have.length(1);
      await world.pass(15_000);
      await until(() => tokenCalls().length === 2);
      expect(tokenCalls()[1]!.body.get('refresh_token')).to.equal('refresh-SECRET-1');
      await settle();
      expect(await bearer()).to.equal('Bearer access-SECRET-2');
      expect(world.seen).to.have.length(heard);
      expect(world.purged).to.deep.equal([]);
    });
    it('is one, however many ask', async () => {
      await world.enter();
      world.time += 280_000;
      const answers = await Promise.all([bearer(), bearer(), bearer('401'), bearer('401')]);
      expect([...new Set(answers)]).to.deep.equal(['Bearer access-SECRET-2']);
      expect(tokenCalls()).to.have.length(2);
    });
    it('after 401 is one for all that were refused, late ones too', async () => {
      await world.enter();
      const answers = await Promise.all([bearer('401'), bearer('401')]);
      answers.push(await bearer('401'));
      expect([...new Set(answers)]).to.deep.equal(['Bearer access-SECRET-2']);
      expect(tokenCalls()).to.have.length(2);
      world.time += 10_000;
      expect(await bearer('401')).to.equal('Bearer access-SECRET-3');
    });
    it('uses the rotated refresh token, and keeps the old one where none came', async () => {
      await world.enter();
      await bearer('401');
      world.issuer.refresh = false;
      world.time += 10_000;
      await bearer('401');
      world.time += 10_000;
      await bearer('401');
      expect(tokenCalls().map(({ body }) => body.get('refresh_token'))).to.deep.equal([null, 'refresh-SECRET-1', 'refresh-SECRET-2', 'refresh-SECRET-2']);
    });
    it('whose token cannot be checked for want of a network is tried again with the refresh token that came, the only one left', async () => {
      await world.enter();
      world.issuer.keys = [other.jwk];
      world.issuer.keysFail = true;
      world.issuer.idToken = (claims) => sign(other, claims);
      expect(await bearer('401')).to.equal(undefined);
      expect(brief().state).to.equal('renewing');
      world.issuer.keysFail = false;
      world.issuer.refresh = false;
      await world.pass(5000);
      expect(await bearer('401')).to.equal('Bearer access-SECRET-3');
      expect(brief()).to.deep.equal({ state: 'ready', reason: 'renewed', code: undefined });
      await world.pass(10_000);
      await bearer('401');
      expect(tokenCalls().map(({ body }) => body.get('refresh_token'))).to.deep.equal([null, 'refresh-SECRET-1', 'refresh-SECRET-2', 'refresh-SECRET-2']);
    });
    it('got no further than its refresh token when the person signs out: that one is revoked', async () => {
      await world.enter();
      world.issuer.keys = [];
      world.issuer.keysFail = true;
      world.issuer.idToken = (claims) => sign(other, claims);
      await bearer('401');
      await world.session.signOut();
      await settle();
      expect(revoked()).to.deep.equal(['refresh-SECRET-2', 'access-SECRET-1']);
    });
    it('failing for want of a network is tried again after 1, 4 and 15 seconds while the token lives, and said', async () => {
      await world.enter();
      world.issuer.token = () => Promise.reject(new TypeError('offline'));
      await world.pass(245_000);
      await until(() => world.session.snapshot.state === 'renewing');
      expect(brief()).to.deep.equal({ state: 'renewing', reason: 'renew-failing', code: 'DSCR_RENEW_FAILED' });
      expect(world.session.snapshot.principal?.role).to.equal('nurse');
      expect(world.session.snapshot.closesAt).to.equal(world.time + 55_000);
      expect(await bearer()).to.equal('Bearer access-SECRET-1');
      expect(await bearer('401')).to.equal(undefined);
      const before = tokenCalls().length;
      await world.pass(500);
      expect(tokenCalls()).to.have.length(before);
      await world.pass(4000);
      expect(tokenCalls()).to.have.length(before + 1);
      expect(world.purged).to.deep.equal([]);
      world.issuer.token = undefined;
      await world.pass(15_000);
      await until(() => world.session.snapshot.state === 'ready');
      expect(world.session.snapshot.reason).to.equal('renewed');
      expect(world.session.snapshot.closesAt).to.equal(undefined);
    });
    it('still failing when the token expires ends the session', async () => {
      await world.enter();
      world.issuer.token = () => json({ error: 'server_error' }, 503);
      await world.pass(245_000);
      await until(() => world.session.snapshot.state === 'renewing');
      await world.pass(56_000);
      await until(() => world.session.snapshot.state === 'ended');
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'expired', code: 'DSCR_RENEW_FAILED' });
      expect(world.purged).to.deep.equal(['expired']);
      expect(await bearer()).to.equal(undefined);
    });
    it('first failing when the token has expired already, after a sleep, ends the session', async () => {
      await world.enter();
      world.issuer.token = () => Promise.reject(new TypeError('offline'));
      await world.pass(301_000);
      await until(() => world.session.snapshot.state !== 'ready');
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'expired', code: 'DSCR_RENEW_FAILED' });
      expect(world.purged).to.deep.equal(['expired']);
    });
    it('refused for good ends the session', async () => {
      await world.enter();
      world.issuer.token = () => json({ error: 'invalid_grant' }, 400);
      expect(await bearer('401')).to.equal(undefined);
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'expired', code: 'DSCR_SESSION_ENDED' });
      expect(world.purged).to.deep.equal(['expired']);
    });
    it('with a token that cannot be checked keeps nothing', async () => {
      await world.enter();
      world.issuer.idToken = (claims) => sign(other, claims, { kid: 'key-1' });
      expect(await bearer('401')).to.equal(undefined);
      expect(brief()).to.deep.equal({ state: 'failed', reason: 'not-accepted', code: 'DSCR_TOKEN_INVALID' });
      expect(world.purged).to.deep.equal(['not-accepted']);
    });
    it('with another nonce keeps nothing; without one it is taken', async () => {
      await world.enter();
      world.issuer.nonce = undefined as unknown as string;
      expect(await bearer('401')).to.equal('Bearer access-SECRET-2');
      world.issuer.nonce = 'other';
      world.time += 10_000;
      expect(await bearer('401')).to.equal(undefined);
      expect(world.session.snapshot.code).to.equal('DSCR_TOKEN_INVALID');
    });
    it('for another person clears everything', async () => {
      await world.enter();
      world.issuer.subject = 'doctor-2';
      expect(await bearer('401')).to.equal(undefined);
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'other-person', code: 'DSCR_SESSION_ENDED' });
      expect(world.purged).to.deep.equal(['other-person']);
    });
    it('for another role of the same person clears everything, and does not speak of another person', async () => {
      await world.enter();
      world.issuer.extra = { roles: ['receptionist'] };
      expect(await bearer('401')).to.equal(undefined);
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'role-changed', code: 'DSCR_SESSION_ENDED' });
      expect(world.purged).to.deep.equal(['role-changed']);
      const { state, principal, name } = await world.enter();
      expect({ state, role: principal?.role, name }).to.deep.equal({ state: 'ready', role: 'receptionist', name: 'Ngozi Okafor' });
    });
    it('without a new ID token goes on with the claims there were', async () => {
      await world.enter();
      world.issuer.idToken = () => Promise.resolve(undefined);
      expect(await bearer('401')).to.equal('Bearer access-SECRET-2');
      expect(world.session.snapshot.principal?.role).to.equal('nurse');
    });
    it('under way when the person signs out brings nothing back', async () => {
      await world.enter();
      const asked = bearer('401');
      await world.session.signOut();
      expect(await asked).to.equal(undefined);
      await settle();
      expect(world.session.snapshot.state).to.equal('signed-out');
      expect(await bearer()).to.equal(undefined);
      expect(revoked()).to.deep.equal(['refresh-SECRET-1', 'access-SECRET-1', 'refresh-SECRET-2', 'access-SECRET-2']);
      // nor is what it brought still held anywhere
      await world.session.signOut();
      await settle();
      expect(revoked()).to.have.length(4);
    });
    it('without a refresh token there is none: the session says when it closes, and ends at its expiry', async () => {
      world.issuer.refresh = false;
      await world.enter();
      await world.pass(10_000);
      expect(world.session.snapshot.closesAt).to.equal(world.time + 290_000);
      await world.pass(289_000);
      expect(world.session.snapshot.state).to.equal('ready');
      await world.pass(1000);
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'expired', code: 'DSCR_SESSION_ENDED' });
      expect(tokenCalls()).to.have.length(1);
    });
    it('without a refresh token the session lasts as long as the provider says, else five minutes', async () => {
      world.issuer.refresh = false;
      for (const [said, lasts] of [[true, 240_000], [false, 300_000]] as const) {
        world.issuer.lifetime = 240;
        world.issuer.saysLifetime = said;
        await world.enter();
        await world.pass(1000);
        expect(world.session.snapshot.closesAt).to.equal(world.time - 1000 + lasts);
        await world.session.signOut();
      }
    });
    it('without a refresh token ends the session where the token is refused, and sends nothing', async () => {
      world.issuer.refresh = false;
      await world.enter();
      expect(await bearer('401')).to.equal(undefined);
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'expired', code: 'DSCR_SESSION_ENDED' });
      expect(tokenCalls()).to.have.length(1);
    });
  });

  describe('roles', () => {
    it('several: one is chosen, nothing goes out before', async () => {
      world.issuer.userInfo = { roles: ['nurse', 'receptionist'] };
      const { state, choices } = await world.enter();
      expect(state).to.equal('choosing-role');
      expect(choices.map(({ id }) => id)).to.deep.equal(['nurse', 'receptionist']);
      expect(await bearer()).to.equal(undefined);
      world.session.selectRole('admin');
      expect(world.session.snapshot.state).to.equal('choosing-role');
      world.session.selectRole('receptionist');
      expect(brief()).to.deep.equal({ state: 'ready', reason: 'role-chosen', code: undefined });
      expect((await world.session.authorize())?.['nhsd-session-urid']).to.equal('receptionist');
      world.session.changeRole();
      expect(brief()).to.deep.equal({ state: 'choosing-role', reason: 'role-changed', code: undefined });
      expect(world.purged).to.deep.equal(['role-changed']);
      expect(await bearer()).to.equal(undefined);
    });
    it('one: there is nothing to change', async () => {
      await world.enter();
      world.session.changeRole();
      expect(world.session.snapshot.state).to.equal('ready');
    });
    for (const [name, info, code, reason] of [['none', { name: 'Ngozi Okafor' }, 'DSCR_NO_ROLE', 'no-role'],
      ['too many groups', { name: 'Ngozi Okafor', overage: true, roles: ['nurse'] }, 'DSCR_CLAIMS_OVERAGE', 'too-many-groups']] as const) {
      it(`${name}: failed, and says who is signed in`, async () => {
        world.issuer.userInfo = info as Record<string, unknown>;
        const snapshot = await world.enter();
        expect({ ...brief(), name: snapshot.name }).to.deep.equal({ state: 'failed', reason, code, name: 'Ngozi Okafor' });
        expect(await bearer()).to.equal(undefined);
      });
    }
    it('chosen at the provider: cannot be changed here', async () => {
      await world.session.signOut();
      world.issuer.restore();
      world = worldOf(key, {}, { readPrincipals: (policy, identity) => ({ ...standard(policy, identity), fixed: true }) });
      world.issuer.userInfo = { roles: ['nurse', 'receptionist'] };
      await world.enter();
      world.session.selectRole('nurse');
      expect(world.session.snapshot.roleFixed).to.equal(true);
      world.session.changeRole();
      expect(world.session.snapshot.state).to.equal('ready');
    });
  });

  describe('locking', () => {
    it('warns in seconds, is kept open by a touch, locks without one', async () => {
      world.issuer.lifetime = 36_000;
      await world.enter();
      await world.pass(14 * MINUTE - 1000);
      expect(world.session.snapshot.warning).to.equal(undefined);
      await world.pass(1000);
      expect(world.session.snapshot.warning).to.equal(60);
      await world.pass(18_000);
      expect(world.session.snapshot.warning).to.equal(42);
      world.session.touch();
      expect(world.session.snapshot.warning).to.equal(undefined);
      await world.pass(15 * MINUTE);
      expect({ ...brief(), name: world.session.snapshot.name }).to.deep.equal({ state: 'locked', reason: 'idle', code: 'DSCR_LOCKED', name: 'Ngozi Okafor' });
      expect(world.session.snapshot.principal).to.equal(undefined);
      expect(world.purged).to.deep.equal(['idle']);
      expect(await bearer()).to.equal(undefined);
    });
    it('the first touch after such a sleep comes too late, though no timer has run', async () => {
      await world.enter();
      world.time += 60 * MINUTE;
      world.session.touch();
      expect(brief()).to.deep.equal({ state: 'locked', reason: 'idle', code: 'DSCR_LOCKED' });
    });
    it('after a sleep longer than the limit, locks before anything else', async () => {
      await world.enter();
      await world.pass(60 * MINUTE);
      expect(world.session.snapshot.state).to.equal('locked');
      expect(tokenCalls()).to.have.length(1);
    });
    it('unlocks by signing in anew, in the same role', async () => {
      world.issuer.userInfo = { roles: ['nurse', 'receptionist'] };
      await world.enter();
      world.session.selectRole('receptionist');
      world.session.lock();
      const { reason, principal } = await world.enter();
      expect({ reason, role: principal?.role }).to.deep.equal({ reason: 'unlocked', role: 'receptionist' });
      expect(world.popups[1]!.params.get('prompt')).to.equal('login');
      expect(world.purged).to.deep.equal(['locked']);
    });
    it('unlocks for nobody where the provider gives its old sign-in in spite of being asked for a new one', async () => {
      await world.enter();
      world.time += 10 * MINUTE;
      const old = Math.floor(world.time / 1000) - 600;
      world.session.lock();
      world.issuer.extra = { auth_time: old };
      await world.enter();
      expect(brief()).to.deep.equal({ state: 'failed', reason: 'not-accepted', code: 'DSCR_TOKEN_INVALID' });
      expect(['prompt', 'max_age'].map((name) => world.popups[1]!.params.get(name))).to.deep.equal(['login', '0']);
      // nor at the next try
      await world.enter();
      expect(brief().state).to.equal('failed');
      world.issuer.extra = {};
      expect((await world.enter()).reason).to.equal('unlocked');
    });
    for (const [name, auth_time] of Object.entries({ none: undefined, text: '9999999999', milliseconds: Date.now() * 10 })) {
      it(`unlocks for nobody where the time of signing in is ${name}`, async () => {
        await world.enter();
        world.session.lock();
        world.issuer.extra = { auth_time };
        await world.enter();
        expect(brief().code).to.equal('DSCR_TOKEN_INVALID');
      });
    }
    it('unlocks for nobody by a sign-in of just before the lock', async () => {
      await world.enter();
      const { auth_time } = { auth_time: Math.floor(world.time / 1000) };
      world.time += MINUTE;
      world.session.lock();
      world.issuer.extra = { auth_time };
      await world.enter();
      expect(brief().code).to.equal('DSCR_TOKEN_INVALID');
    });
    it('unlocks where the sign-in was after the asking, however the clocks of provider and page differ', async () => {
      for (const apart of [-100, 0, 100]) {
        await world.enter();
        world.session.lock();
        const time = Math.floor(world.time / 1000) + apart;
        world.issuer.extra = { auth_time: time, iat: time };
        expect((await world.enter()).reason, String(apart)).to.equal('unlocked');
      }
    });
    it('does not take the token of an attempt that began before the lock', async () => {
      await world.enter();
      world.session.lock();
      const settled = world.session.signIn();
      await until(() => !!world.popups[1]?.address);
      world.session.lock();
      expect((await settled).state).to.equal('locked');
      expect(world.popups[1]!.closed).to.equal(true);
      world.issuer.nonce = world.popups[1]!.params.get('nonce')!;
      world.callback();
      await settle();
      expect(brief()).to.deep.equal({ state: 'locked', reason: 'locked', code: 'DSCR_LOCKED' });
      expect(tokenCalls()).to.have.length(1);
    });
    it('a first sign-in under way is over; there is nobody to unlock for, and whoever comes next is asked', async () => {
      void world.session.signIn();
      await until(() => !!world.popups[0]!.address);
      world.session.lock();
      expect(brief()).to.deep.equal({ state: 'signed-out', reason: 'popup-closed', code: 'DSCR_POPUP_CLOSED' });
      world.callback();
      await settle();
      expect(tokenCalls()).to.have.length(0);
      expect((await world.enter()).reason).to.equal('sign-in');
      expect(world.popups[1]!.params.get('prompt')).to.equal('login');
    });
    it('stays locked where the sign-in is not finished', async () => {
      await world.enter();
      world.session.lock();
      void world.session.signIn();
      world.session.cancelSignIn();
      expect({ ...brief(), name: world.session.snapshot.name }).to.deep.equal({ state: 'locked', reason: 'popup-closed', code: 'DSCR_POPUP_CLOSED', name: 'Ngozi Okafor' });
    });
    it('another person who unlocks finds everything cleared', async () => {
      await world.enter();
      world.session.lock();
      world.issuer.subject = 'doctor-2';
      world.issuer.userInfo = { roles: ['nurse', 'doctor'] };
      const { state, reason } = await world.enter();
      expect({ state, reason }).to.deep.equal({ state: 'choosing-role', reason: 'other-person' });
      expect(world.purged).to.deep.equal(['locked', 'other-person']);
    });
    it('ends at the absolute limit, which is said before', async () => {
      world.issuer.lifetime = 360_000;
      await world.enter();
      const start = world.time;
      for (let minutes = 0; minutes < 10 * 60 - 10; minutes += 10) { world.time += 10 * MINUTE; world.session.touch(); }
      expect(world.session.snapshot.closesAt).to.equal(undefined);
      await world.pass(6 * MINUTE);
      expect(world.session.snapshot.closesAt).to.equal(start + 600 * MINUTE);
      world.session.touch();
      await world.pass(4 * MINUTE);
      expect(brief()).to.deep.equal({ state: 'ended', reason: 'limit', code: 'DSCR_SESSION_ENDED' });
      expect(world.purged).to.deep.equal(['limit']);
    });
  });

  describe('signing out', () => {
    it('clears first, then tells; then revokes', async () => {
      await world.enter();
      const order: string[] = [];
      const { fetch } = globalThis;
      globalThis.fetch = (...request) => { order.push('fetch'); return fetch(...request); };
      world.session.subscribe(({ state }) => { order.push(state); });
      const before = world.purged.length;
      const out = world.session.signOut();
      expect(world.purged.slice(before)).to.deep.equal(['signed-out']);
      expect(order).to.deep.equal(['signed-out', 'fetch', 'fetch']);
      expect(await bearer()).to.equal(undefined);
      await out;
      await settle();
      const revoked = world.issuer.calls.filter(({ url }) => url.endsWith('/revoke'));
      expect(revoked.map(({ body, keepalive }) => [body.get('token'), keepalive])).to.deep.equal([['refresh-SECRET-1', true], ['access-SECRET-1', true]]);
      globalThis.fetch = fetch;
    });
    it('asks the next person who they are', async () => {
      await world.enter();
      await world.session.signOut();
      world.issuer.subject = 'doctor-2';
      const { reason } = await world.enter();
      expect(reason).to.equal('sign-in');
      expect(world.popups[1]!.params.get('prompt')).to.equal('login');
    });
    it('is done though revoking fails and clearing or a listener throws', async () => {
      await world.session.signOut();
      world.issuer.restore();
      world = worldOf(key, {}, { purge: () => { throw new Error('broken'); } });
      await world.enter();
      world.session.subscribe(() => { throw new Error('broken'); });
      globalThis.fetch = () => Promise.reject(new TypeError('offline'));
      await world.session.signOut();
      expect(world.session.snapshot.state).to.equal('signed-out');
      expect(await bearer()).to.equal(undefined);
    });
    it('revokes nowhere but at the issuer', async () => {
      world.issuer.metadata = { ...world.issuer.metadata, revocation_endpoint: 'https://evil.example/revoke' };
      await world.enter();
      await world.session.signOut();
      await settle();
      expect(world.issuer.calls.filter(({ url }) => url.includes('evil'))).to.deep.equal([]);
    });
    it('reaches other pages of the same person, and of nobody else', async () => {
      const here = world;
      await here.enter();
      await settle();
      here.issuer.restore();
      const same = worldOf(key);
      await same.enter();
      same.issuer.restore();
      const stranger = worldOf(key);
      stranger.issuer.subject = 'doctor-2';
      await stranger.enter();
      await settle();
      const heard: unknown[] = [];
      const channel = new BroadcastChannel('dscr-session');
      channel.onmessage = ({ data }) => { heard.push(data); };
      await here.session.signOut();
      await until(() => same.session.snapshot.state === 'ended' && heard.length > 0);
      channel.close();
      expect(same.purged).to.deep.equal(['signed-out']);
      expect(JSON.stringify(heard)).not.to.match(/nurse|example/);
      expect(stranger.session.snapshot.state).to.equal('ready');
      await stranger.session.signOut();
      await same.session.signOut();
      stranger.issuer.restore();
    });
  });

  it('a page kept for "back" is cleared before it freezes', async () => {
    await world.enter();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    expect(world.session.snapshot.state).to.equal('ready');
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(brief()).to.deep.equal({ state: 'ended', reason: 'expired', code: 'DSCR_SESSION_ENDED' });
    expect(world.purged).to.deep.equal(['expired']);
  });

  it('nothing exported gives a token away', async () => {
    await world.enter();
    await bearer('401');
    const { authorize: _, ...rest } = world.session;
    const texts = [JSON.stringify(world.session), JSON.stringify(world.seen), JSON.stringify(rest), ...Object.values(world.session).map(String)];
    expect(texts.join()).not.to.include('SECRET');
    expect(JSON.stringify(await world.session.authorize())).to.include('SECRET');
    expect(Object.isFrozen(world.session) && Object.isFrozen(world.session.snapshot)).to.equal(true);
  });

  it('hears no time of a provider\'s documents, which a cache may have kept for days', async () => {
    world.time = Date.parse('2026-03-03T09:49:00Z');
    world.issuer.documentDate = 'Sun, 01 Mar 2026 12:00:00 GMT';
    await world.enter();
    expect([world.session.snapshot.state, new Date(world.session.now()).toISOString().slice(0, 15)]).to.deep.equal(['ready', '2026-03-03T09:4']);
  });

  it('knows the servers\' time: a Date seen, else the token\'s', async () => {
    world.time = Date.parse('2026-03-03T09:49:00Z');
    await world.enter();
    expect(new Date(world.session.now()).toISOString()).to.match(/^2026-03-03T09:4/);
    world.session.sawDate('Tue, 03 Mar 2026 12:00:00 GMT');
    world.session.sawDate('not a date');
    world.session.sawDate(null);
    expect(new Date(world.session.now()).toISOString()).to.match(/^2026-03-03T12:0/);
    expect(tokenCalls()).to.have.length(1);
  });
});
