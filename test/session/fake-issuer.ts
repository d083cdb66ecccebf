/** An identity provider in a few lines: real keys, real signatures, a `fetch` that answers for it. */
export const ISSUER = 'https://id.example';
export const CLIENT = 'dscr-widget';

/** different in every page: signing out reaches the other pages of a person, those of other tests as well */
const NURSE = `nurse-${crypto.randomUUID()}`;

const ALGORITHMS = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), saltLength: 32 },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
} as const;
export type Alg = keyof typeof ALGORITHMS;

export interface Key { readonly alg: Alg; readonly kid: string; readonly pair: CryptoKeyPair; readonly jwk: JsonWebKey & { kid: string } }

export async function makeKey(alg: Alg, kid: string): Promise<Key> {
  const pair = await crypto.subtle.generateKey(ALGORITHMS[alg], true, ['sign', 'verify']) as CryptoKeyPair;
  return { alg, kid, pair, jwk: { ...await crypto.subtle.exportKey('jwk', pair.publicKey), kid, use: 'sig', alg, key_ops: ['verify'] } };
}

export const encode = (bytes: Uint8Array | string): string => {
  const raw = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return btoa(String.fromCharCode(...raw)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
export const encodeJson = (value: unknown): string => encode(JSON.stringify(value));

export async function sign(key: Key, claims: object, header: object = {}): Promise<string> {
  const input = `${encodeJson({ alg: key.alg, kid: key.kid, ...header })}.${encodeJson(claims)}`;
  const signature = await crypto.subtle.sign(ALGORITHMS[key.alg], key.pair.privateKey, new TextEncoder().encode(input));
  return `${input}.${encode(new Uint8Array(signature))}`;
}

export async function hmac(secret: string, claims: object, header: object): Promise<string> {
  const input = `${encodeJson(header)}.${encodeJson(claims)}`;
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `${input}.${encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input))))}`;
}

export interface Call { readonly url: string; readonly method: string; readonly body: URLSearchParams; readonly authorization: string | null; readonly keepalive: boolean }

/** Stands in for `fetch` until `restore()`. What a test wants to go wrong it sets on `issuer`. */
export class FakeIssuer {
  readonly calls: Call[] = [];
  metadata: Record<string, unknown> = {
    issuer: ISSUER, authorization_endpoint: `${ISSUER}/authorize`, token_endpoint: `${ISSUER}/token`, jwks_uri: `${ISSUER}/jwks`,
    userinfo_endpoint: `${ISSUER}/userinfo`, revocation_endpoint: `${ISSUER}/revoke`,
  };
  subject = NURSE;
  extra: Record<string, unknown> = {};
  userInfo: Record<string, unknown> = { roles: ['nurse'], name: 'Ngozi Okafor' };
  userInfoFails = false;
  userInfoStatus = 200;
  keysFail = false;
  /** `Date` of its documents, which may come from a cache */
  documentDate = '';
  lifetime = 300;
  /** does it say how long a token lives? */
  saysLifetime = true;
  refresh = true;
  nonce = '';
  /** makes the ID token out of its claims */
  idToken: (claims: Record<string, unknown>) => Promise<string | undefined>;
  /** answers instead of the token endpoint */
  token: ((form: URLSearchParams) => Promise<Response> | Response) | undefined;
  keys: readonly (JsonWebKey & { kid: string })[];
  issued = 0;
  readonly #original = globalThis.fetch;

  constructor(readonly key: Key, readonly clock: () => number) {
    this.keys = [key.jwk];
    this.idToken = (claims) => sign(key, claims);
    globalThis.fetch = (input, init) => this.#answer(new Request(input, { ...init, signal: null }), !!init?.keepalive);
  }
  restore(): void { globalThis.fetch = this.#original; }
  paths(): string[] { return this.calls.map(({ url }) => new URL(url).pathname); }

  claims(): Record<string, unknown> {
    const iat = Math.floor(this.clock() / 1000);
    return { iss: ISSUER, aud: CLIENT, sub: this.subject, iat, exp: iat + this.lifetime, nonce: this.nonce, auth_time: iat, acr: 'AAL2_ANY', ...this.extra };
  }
  async #answer(request: Request, keepalive: boolean): Promise<Response> {
    const body = new URLSearchParams(request.method === 'POST' ? await request.text() : '');
    this.calls.push({ url: request.url, method: request.method, body, authorization: request.headers.get('authorization'), keepalive });
    const json = (value: unknown, status = 200, date = '') => new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...(date && { date }) } });
    const { pathname, origin } = new URL(request.url);
    if (origin !== ISSUER) throw new TypeError('no such host');
    switch (pathname) {
      case '/.well-known/openid-configuration': return json(this.metadata, 200, this.documentDate);
      case '/jwks': if (this.keysFail) throw new TypeError('offline'); return json({ keys: this.keys }, 200, this.documentDate);
      case '/userinfo': if (this.userInfoFails) throw new TypeError('offline'); return json({ sub: this.subject, ...this.userInfo }, this.userInfoStatus);
      case '/revoke': return json({});
      case '/token': {
        if (this.token) return this.token(body);
        this.issued += 1;
        return json({
          access_token: `access-SECRET-${this.issued}`, token_type: 'Bearer', ...(this.saysLifetime && { expires_in: this.lifetime }),
          id_token: await this.idToken(this.claims()), ...(this.refresh ? { refresh_token: `refresh-SECRET-${this.issued}` } : {}),
        });
      }
      default: throw new TypeError(`unexpected ${pathname}`);
    }
  }
}
