import { SigninState } from 'oidc-client-ts';
import type { DscrConfig } from '../config/types.js';
import { verifyIdToken, type Jwk } from './id-token.js';
import { callbackFrom, openPopup, type Opener } from './popup.js';
import { isBearer, must, Refusal, type Claims, type Grant, type TokenSource } from './token-source.js';

interface Clock {
  /** epoch ms by this device */
  readonly clock: () => number;
  /** epoch ms by the servers */
  readonly now: () => number;
  /** a `Date` header; or an `iat` in seconds, which counts only while no header has been seen */
  readonly sawDate: (date: string | number | null) => void;
}
interface Metadata {
  readonly issuer: string; readonly authorization_endpoint: string; readonly token_endpoint: string; readonly jwks_uri: string;
  readonly userinfo_endpoint?: string; readonly revocation_endpoint?: string; readonly authorization_response_iss_parameter_supported?: boolean;
}
interface TokenResponse {
  readonly access_token?: string; readonly token_type?: string; readonly expires_in?: number;
  readonly id_token?: string; readonly refresh_token?: string;
}
/** seconds a token is taken to live where the provider does not say */
const UNSAID_LIFETIME = 300;

/**
 * Code flow with PKCE in a pop-up, tokens in memory. State, verifier and challenge come from oidc-client-ts; its client is left
 * out, as each of its answers would have to be checked again here (stories/guide/decisions/oidc-client-ts.md).
 */
export function oidcSource(auth: DscrConfig['auth'], open: Opener, { clock, now, sawDate }: Clock): TokenSource {
  const { issuer, clientId, redirectUri } = auth;
  let metadata: Metadata | undefined;
  let keys: readonly Jwk[] | undefined;
  let popup: Window | undefined;
  let held: { readonly access: string; readonly refresh?: string; readonly nonce: string; readonly claims: Claims } | undefined;

  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url, { ...init, credentials: 'omit', redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(15_000) });
    sawDate(response.headers.get('date'));
    return response;
  };
  const get = async (url: string, token?: string): Promise<unknown> => {
    const response = await ask(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    if (!response.ok) throw new TypeError(String(response.status));
    return response.json();
  };
  const post = (url: string, form: Record<string, string>, keepalive = false): Promise<Response> =>
    ask(url, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...form }), keepalive });

  const atIssuer = (url: unknown): boolean =>
    typeof url === 'string' && URL.canParse(url) && new URL(url).origin === new URL(issuer).origin;

  const discover = async (): Promise<Metadata> => {
    if (metadata) return metadata;
    const found = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`) as Metadata;
    must(found.issuer === issuer && [found.authorization_endpoint, found.token_endpoint, found.jwks_uri].every(atIssuer));
    must(!auth.userInfo || atIssuer(found.userinfo_endpoint));
    return metadata = found;
  };

  const readKeys = async (anew: boolean): Promise<readonly Jwk[]> => {
    if (anew || !keys) {
      const set = await get((await discover()).jwks_uri) as { readonly keys?: unknown } | null;
      must(Array.isArray(set?.keys));
      keys = set.keys as Jwk[];
    }
    return keys;
  };

  /** Takes nothing of a token response until all of it has been checked. */
  const accept = async (response: TokenResponse, nonce: string, before?: typeof held, signal?: AbortSignal): Promise<Grant> => {
    const received = clock();
    const { access_token: access, token_type: type, id_token: token, expires_in: lifetime } = response;
    must(isBearer(access) && typeof type === 'string' && type.toLowerCase() === 'bearer' && (token || before));
    const signed = token ? await verifyIdToken(token, { issuer, clientId, nonce, renewed: !!before, now: now(), keys: readKeys }) : before!.claims;
    let more: Claims = before?.claims.sub === signed.sub ? before!.claims : {};
    if (!before && auth.userInfo) {
      more = await get((await discover()).userinfo_endpoint!, access) as Claims;
      must(more?.sub === signed.sub);
    }
    signal?.throwIfAborted();
    if (held !== before) throw new Refusal('expired', 'DSCR_SESSION_ENDED');
    // what is signed wins over what is not
    const claims = { ...more, ...signed };
    const refresh = response.refresh_token ?? before?.refresh;
    held = { access, nonce, claims, ...(refresh ? { refresh } : {}) };
    sawDate(signed.iat as number);
    return { accessToken: access, expiresAt: received + (Number(lifetime) || UNSAID_LIFETIME) * 1000, issuer, subject: signed.sub as string, claims };
  };

  return {
    async signIn(again, signal) {
      const window = popup = openPopup(open);
      signal.addEventListener('abort', () => window.close());
      const found = await discover();
      const nonce = crypto.randomUUID();
      const state = await SigninState.create({ authority: issuer, client_id: clientId, redirect_uri: redirectUri, scope: auth.scope, code_verifier: true });
      const url = new URL(found.authorization_endpoint);
      const query = {
        client_id: clientId, redirect_uri: redirectUri, scope: auth.scope, response_type: 'code', state: state.id, nonce,
        code_challenge: state.code_challenge!, code_challenge_method: 'S256', ...(again && { prompt: 'login' }),
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      signal.throwIfAborted();
      const answer = callbackFrom(window, redirectUri, state.id, signal);
      window.location.replace(url.href);
      const returned = (await answer).searchParams;
      popup = undefined;
      const iss = returned.get('iss');
      must(iss === issuer || (iss === null && !found.authorization_response_iss_parameter_supported));
      if (returned.get('error') === 'access_denied') throw new Refusal('popup-closed', 'DSCR_POPUP_CLOSED');
      const code = returned.get('code');
      must(code !== null);
      const response = await post(found.token_endpoint, { grant_type: 'authorization_code', code: code!, redirect_uri: redirectUri, code_verifier: state.code_verifier! });
      if (response.status === 429 || response.status >= 500) throw new TypeError(String(response.status));
      must(response.ok);
      return accept(await response.json() as TokenResponse, nonce, undefined, signal);
    },
    abandoned: () => !!popup?.closed,
    canRenew: () => !!held?.refresh,
    async renew() {
      const before = held;
      if (!before?.refresh) throw new Refusal('expired', 'DSCR_SESSION_ENDED');
      const response = await post((await discover()).token_endpoint, { grant_type: 'refresh_token', refresh_token: before.refresh });
      if (response.status === 429 || response.status >= 500) throw new TypeError(String(response.status));
      const answer = await response.json() as TokenResponse;
      if (!response.ok) throw new Refusal('expired', 'DSCR_SESSION_ENDED');
      return accept(answer, before.nonce, before);
    },
    drop(revoke) {
      const { access, refresh } = held ?? {};
      held = undefined;
      const url = metadata?.revocation_endpoint;
      if (!revoke || !url || !atIssuer(url)) return;
      for (const token of [refresh, access]) if (token) void post(url, { token }, true).catch(() => undefined);
    },
  };
}
