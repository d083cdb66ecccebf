import { createHash, randomBytes } from 'node:crypto';

const form = (values) => new URLSearchParams(values);

/** A browser's cookies, as far as one host name needs them. */
function cookieJar() {
  const cookies = new Map();
  return async function request(url, options = {}) {
    const answer = await fetch(url, { ...options, redirect: 'manual', headers: { ...options.headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
}

/**
 * Signs one of the demo's people in over HTTP, as a browser would: authorise, choose, code, token.
 * @param asking what else is asked of the provider
 * @returns the token response, and the redirect address the provider knows
 */
export async function signIn({ issuer, redirectUri, person, nonce = 'n-1', clientId = 'dscr-widget', scope = 'openid profile nhsperson nationalrbacaccess associatedorgs', asking = {} }) {
  const request = cookieJar();
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const start = await request(`${issuer}/auth?${form({
    client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope, state: 's-1', nonce, code_challenge: challenge, code_challenge_method: 'S256', ...asking,
  })}`);
  const chooser = new URL(start.headers.get('location'), issuer);
  let answer = await request(chooser, { method: 'POST', body: form({ person }), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  let location = answer.headers.get('location');
  while (!location.startsWith(redirectUri)) {
    answer = await request(new URL(location, issuer));
    location = answer.headers.get('location');
  }
  const code = new URL(location).searchParams.get('code');
  const token = await request(`${issuer}/token`, { method: 'POST', body: form({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId, code_verifier: verifier }) });
  if (!token.ok) throw new Error(`token: ${token.status} ${await token.text()}`);
  return token.json();
}

export const payloadOf = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString('utf8'));
