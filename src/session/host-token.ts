import type { DscrConfig, GetAccessToken, TokenRequest } from '../config/types.js';
import { isBearer, isText, must, Refusal, type Grant, type TokenSource } from './token-source.js';

const TIMEOUT = 10_000;

/** Tokens the host hands over (contract, section 2). Nothing of a reply is trusted before it has been looked at. */
export function hostSource({ api, auth }: DscrConfig, getAccessToken: GetAccessToken | undefined, clock: () => number): TokenSource {
  const ask = async (reason: TokenRequest['reason'], signal: AbortSignal): Promise<Grant> => {
    if (!getAccessToken) throw new Refusal('not-accepted', 'DSCR_NOT_CONFIGURED');
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
    const request: TokenRequest = { audience: api.base, scopes: auth.scope.split(' ').filter(isText), reason, signal: limit };
    const reply: unknown = await Promise.race([
      getAccessToken(request),
      new Promise<never>((_, reject) => limit.addEventListener('abort', () => reject(limit.reason))),
    ]);
    must(typeof reply === 'object' && reply !== null);
    const { accessToken, expiresAt, issuer, subject, claims = {} } = reply as Record<string, unknown>;
    must(isBearer(accessToken) && typeof expiresAt === 'number' && expiresAt > clock() && expiresAt < Infinity);
    must(isText(issuer) && isText(subject) && (!auth.issuer || issuer === auth.issuer));
    must(typeof claims === 'object' && claims !== null && !Array.isArray(claims));
    return { accessToken, expiresAt, issuer, subject, claims: claims as Grant['claims'] };
  };
  return {
    signIn: (again, signal) => ask(again === 'unlock' ? 'unlock' : 'initial', signal),
    abandoned: () => false,
    canRenew: () => true,
    renew: (reason) => ask(reason, new AbortController().signal),
    drop: () => undefined,
  };
}
