import { SigninState } from 'oidc-client-ts';
import { passing, PLAIN } from '../config/request.js';
import type { DscrConfig } from '../config/types.js';
import { newId } from '../record/new-id.js';
import { verifyIdToken, type Jwk } from './id-token.js';
import { callbackFrom, type Opener } from './popup.js';
import type { ServerClock } from './server-clock.js';
import { isBearer, must, notAccepted, Refusal, type Claims, type Grant, type TokenSource } from './token-source.js';

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
 * By a link of the pop-up's own empty document: sent there from the host's page, it would tell the provider the page's whole address
 * where the host's referrer policy is weak. `opener` stays.
 */
function goTo(popup: Window, href: string): void {
  try {
    Object.assign(popup.document.createElement('a'), { href, referrerPolicy: 'no-referrer' }).click();
  } catch {
    popup.location.replace(href);
  }
}

/**
 * Code flow with PKCE in a pop-up, tokens in memory. State, verifier and challenge come from oidc-client-ts; its client is left
 * out, as each of its answers would have to be checked again here (stories/guide/decisions/oidc-client-ts.md).
 */
export function oidcSource({ auth, policy }: Pick<DscrConfig, 'auth' | 'policy'>, open: Opener, clock: () => number, { now, saw, sawDate }: ServerClock,
  asking?: (url: string) => void): TokenSource {
  const { issuer, clientId, redirectUri, scope, userInfo } = auth;
  let metadata: Metadata | undefined;
  let keys: readonly Jwk[] | undefined;
  let popup: Window | undefined;
  /** what came in place of a token's spent refresh token, while the rest of that answer could not be checked */
  const rotated = new WeakMap<Grant, string>();
  const refreshOf = (grant: Grant): string | undefined => rotated.get(grant) ?? grant.refresh;

  const ask = async (url: string, init: RequestInit): Promise<Response> => {
    asking?.(url);
    const response = await fetch(url, { ...PLAIN, ...init, signal: AbortSignal.timeout(15_000) });
    // A document without a token of ours may come from a cache, and its `Date` be of days ago.
    if (init.method ?? init.headers) sawDate(response.headers.get('date'));
    return response;
  };
  const get = async (url: string, headers?: HeadersInit): Promise<unknown> => {
    const response = await ask(url, { headers });
    if (response.ok) return response.json();
    // without a token of ours it is a document that is missing
    throw headers && !passing(response.status) ? notAccepted() : new TypeError(String(response.status));
  };
  const post = (url: string, form: Record<string, string>, keepalive?: boolean): Promise<Response> =>
    ask(url, { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...form }), keepalive });

  const atIssuer = (url: string | undefined): boolean => URL.canParse(url!) && new URL(url!).origin === new URL(issuer).origin;

  const discover = async (): Promise<Metadata> => {
    if (metadata) return metadata;
    const found = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`) as Metadata;
    must(found.issuer === issuer
      && [found.authorization_endpoint, found.token_endpoint, found.jwks_uri, userInfo ? found.userinfo_endpoint : issuer].every(atIssuer));
    return metadata = found;
  };

  const readKeys = async (anew: boolean): Promise<readonly Jwk[]> => {
    if (anew || !keys) {
      const set = await get((await discover()).jwks_uri) as { readonly keys?: readonly Jwk[] } | null;
      must(Array.isArray(set?.keys));
      keys = set!.keys!;
    }
    return keys;
  };

  /** Asks the token endpoint: its refusal is final, a fault or too many requests are not. */
  const redeem = async (refusal: Refusal, form: Record<string, string>): Promise<TokenResponse> => {
    const response = await post((await discover()).token_endpoint, form);
    const { status, ok } = response;
    if (passing(status)) throw new TypeError(String(status));
    const answer = await response.json() as TokenResponse;
    if (ok) return answer;
    throw refusal;
  };

  /** Takes nothing of a token response until all of it has been checked. */
  const accept = async (response: TokenResponse, nonce: string, { before, since }: { readonly before?: Grant; readonly since?: number }): Promise<Grant> => {
    const received = clock();
    const { access_token: accessToken, token_type: type, id_token: token, expires_in: lifetime, refresh_token: refresh = before && refreshOf(before) } = response;
    must(isBearer(accessToken) && /^bearer$/i.test(type!) && (token || before));
    const verified = token ? await verifyIdToken(token, { issuer, clientId, nonce, renewed: !!before, within: since && now() - since, now: now(), keys: readKeys }) : before!.signed!;
    // How and when somebody signed in is as it was, and a provider need not say it again.
    const how = Object.entries(before?.signed ?? {}).filter(([name]) => /^(?:acr|amr|auth_time)$/.test(name));
    const signed: Claims = { ...Object.fromEntries(how), ...verified };
    let told: Claims | undefined;
    if (userInfo) {
      const answer = get((await discover()).userinfo_endpoint!, { authorization: `Bearer ${accessToken}` }) as Promise<Claims | undefined>;
      // the refresh token is used up: what cannot be asked just now is as it was
      told = await (before ? answer.catch((error: unknown) => {
        if (error instanceof Refusal) throw error;
        return before.told;
      }) : answer);
      must(told?.sub === signed.sub);
    }
    // what is signed wins over what is not
    const claims = { ...told, ...signed };
    // an old token tells no time
    if (token) saw(signed.iat as number * 1000, true);
    const expiresAt = received + (Number(lifetime) || UNSAID_LIFETIME) * 1000;
    return { accessToken, expiresAt, issuer, subject: signed.sub as string, claims, signed, told, renewable: !!refresh, refresh, nonce };
  };

  /** names of the policy for what is strong enough, the least first */
  const strongEnough = (least: number): string => Object.entries((policy as { readonly acrLevels?: Readonly<Record<string, number>> }).acrLevels ?? {})
    .filter(([, level]) => least >= 0 && level >= least).sort(([, one], [, other]) => one - other).map(([name]) => name).join(' ');

  return {
    async signIn(again, signal, stronger) {
      // still in the click; it learns its address later
      const window = popup = open('about:blank', '_blank', 'popup,width=520,height=680') ?? undefined;
      if (!window) throw new Refusal('popup-blocked', 'DSCR_POPUP_BLOCKED');
      signal.addEventListener('abort', () => window.close());
      const found = await discover();
      // a provider that gives its own session in spite of being asked to ask lets in whoever sits here
      const since = again && now();
      const nonce = newId();
      const { id, code_challenge, code_verifier } = await SigninState.create({ authority: issuer, client_id: clientId, redirect_uri: redirectUri, scope, code_verifier: true });
      // callback.html answers this page alone
      const state = `${id}.${btoa(location.origin)}`;
      const url = new URL(found.authorization_endpoint);
      const acr = stronger && strongEnough(stronger.level);
      const query = {
        client_id: clientId, redirect_uri: redirectUri, scope, response_type: 'code', state, nonce,
        code_challenge: code_challenge!, code_challenge_method: 'S256', ...(again && { prompt: 'login', max_age: '0' }), ...(acr && { acr_values: acr }),
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      signal.throwIfAborted();
      const answer = callbackFrom(window, redirectUri, state, signal);
      goTo(window, url.href);
      const returned = (await answer).searchParams;
      popup = undefined;
      const iss = returned.get('iss');
      must(iss === issuer || (iss === null && !found.authorization_response_iss_parameter_supported));
      if (returned.get('error') === 'access_denied') throw new Refusal('popup-closed', 'DSCR_POPUP_CLOSED');
      const code = returned.get('code');
      must(code);
      const form = { grant_type: 'authorization_code', code: code!, redirect_uri: redirectUri, code_verifier: code_verifier! };
      return accept(await redeem(notAccepted(), form), nonce, { since });
    },
    abandoned: () => !!popup?.closed,
    async renew(_, before) {
      const over = new Refusal('expired');
      const refresh = refreshOf(before);
      if (!refresh) throw over;
      const response = await redeem(over, { grant_type: 'refresh_token', refresh_token: refresh });
      if (response.refresh_token) rotated.set(before, response.refresh_token);
      return accept(response, before.nonce!, { before });
    },
    revoke(grant) {
      const url = metadata?.revocation_endpoint;
      if (url && atIssuer(url)) for (const token of [refreshOf(grant), grant.accessToken]) if (token) void post(url, { token }, true).catch(() => undefined);
    },
  };
}
