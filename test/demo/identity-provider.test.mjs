import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runningDemo } from './support/running-demo.mjs';
import { payloadOf, signIn } from './support/sign-in.mjs';

let demo;
before(async () => { demo = await runningDemo(); });
after(() => demo.end());

const signInAs = (person, more) => signIn({ issuer: demo.addresses.issuer, redirectUri: demo.callback, person, ...more });
const claimsOf = async (person) => (await fetch(`${demo.addresses.issuer}/me`, { headers: { authorization: `Bearer ${await demo.tokenOf(person)}` } })).json();
const authorise = (params) => fetch(`${demo.addresses.issuer}/auth?${new URLSearchParams({
  client_id: 'dscr-widget', redirect_uri: demo.callback, response_type: 'code', scope: 'openid', state: 's', nonce: 'n', ...params,
})}`, { redirect: 'manual' });

test('roles come from UserInfo; the ID token is thin, carries the nonce and the assurance level', async () => {
  const { id_token: idToken, expires_in: lifetime } = await signInAs('nurse', { nonce: 'a-nonce' });
  const { nhsid_nrbac_roles: inToken, nonce, acr, aud, iss, authentication_assurance_level: level } = payloadOf(idToken);
  assert.deepEqual({ inToken, nonce, acr, aud, iss, level, lifetime },
    { inToken: undefined, nonce: 'a-nonce', acr: 'AAL3_ANY', aud: 'dscr-widget', iss: demo.addresses.issuer, level: '3', lifetime: 300 });
  const { name, nhsid_nrbac_roles: [role], nhsid_user_orgs: [organisation] } = await claimsOf('nurse');
  assert.match(name, /\w+ \w+/);
  assert.match(role.role_code, /:R8001$/);
  assert.equal(organisation.org_code, role.org_code);
});

test('each person has the roles the demo promises', async () => {
  const roles = {};
  for (const person of ['gp', 'hospital-doctor', 'nurse', 'out-of-hours', 'pharmacist', 'social-worker', 'receptionist', 'privacy-officer', 'two-roles', 'no-role']) {
    const claims = await claimsOf(person);
    assert.equal(claims.selected_roleid, undefined, person);
    roles[person] = claims.nhsid_nrbac_roles.map(({ role_code }) => role_code.split(':').at(-1)).concat(claims.dscr_levels ?? []).join();
  }
  assert.deepEqual(roles, {
    gp: 'R0260', 'hospital-doctor': 'R8000', nurse: 'R8001', 'out-of-hours': 'R8000', pharmacist: 'R1290', 'social-worker': 'social-care',
    receptionist: 'R8009', 'privacy-officer': 'R0001', 'two-roles': 'R8001,R8009', 'no-role': '',
  });
});

test('a request without PKCE is refused, and so is another redirect address', async () => {
  const plain = await authorise({});
  assert.equal(new URL(plain.headers.get('location')).searchParams.get('error'), 'invalid_request');
  assert.equal((await authorise({ redirect_uri: 'http://localhost:1/evil' })).status, 400);
});

test('asked to ask again, it says when the person signed in', async () => {
  const before = Math.floor(Date.now() / 1000);
  const { id_token: idToken } = await signInAs('nurse', { asking: { prompt: 'login', max_age: '0' } });
  assert.ok(payloadOf(idToken).auth_time >= before);
});

test('a refresh token works once; the next one replaces it', async () => {
  const first = await signInAs('gp');
  const renew = (token) => fetch(`${demo.addresses.issuer}/token`, { method: 'POST', headers: { origin: demo.addresses.host }, body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: 'dscr-widget' }) });
  const renewed = await renew(first.refresh_token);
  assert.equal(renewed.status, 200);
  assert.equal(renewed.headers.get('access-control-allow-origin'), demo.addresses.host);
  const second = await renewed.json();
  assert.notEqual(second.access_token, first.access_token);
  assert.equal((await renew(first.refresh_token)).status, 400);
});

test('tokens are not given to a page that is not of this machine', async () => {
  const ask = (origin) => fetch(`${demo.addresses.issuer}/token`, { method: 'POST', headers: { origin }, body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', client_id: 'dscr-widget' }) });
  assert.equal((await ask(demo.addresses.host)).headers.get('access-control-allow-origin'), demo.addresses.host);
  assert.notEqual((await ask('https://elsewhere.example')).headers.get('access-control-allow-origin'), 'https://elsewhere.example');
});
