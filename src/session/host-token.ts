import type { DscrConfig, GetAccessToken, TokenRequest } from '../config/types.js';
import { isObject, type Fields } from '../record/resource.js';
import { isBearer, isText, must, Refusal, type Grant, type TokenSource } from './token-source.js';
import type { Stronger } from './types.js';

const TIMEOUT = 10_000;
const ANY: Stronger = { level: -1 };

/** Tokens the host hands over (contract, section 2). Nothing of a reply is trusted before it has been looked at. */
export function hostSource({ api, auth }: DscrConfig, getAccessToken: GetAccessToken | undefined, clock: () => number): TokenSource {
  const ask = async (reason: TokenRequest['reason'], more?: Pick<TokenRequest, 'level' | 'maxAge'>, ...signals: AbortSignal[]): Promise<Grant> => {
    if (!getAccessToken) throw new Refusal('not-accepted', 'DSCR_NOT_CONFIGURED');
    const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...signals]);
    const reply: unknown = await Promise.race([
      getAccessToken({ audience: api.base, scopes: auth.scope.split(' ').filter(isText), reason, ...more, signal }),
      new Promise<never>((_, reject) => signal.addEventListener('abort', reject)),
    ]);
    must(isObject(reply));
    const { accessToken, expiresAt, issuer, subject, claims = {} } = reply as Fields;
    must(isBearer(accessToken) && Number.isFinite(expiresAt) && (expiresAt as number) > clock());
    must(isText(issuer) && isText(subject) && (!auth.issuer || issuer === auth.issuer) && isObject(claims));
    return { accessToken, expiresAt: expiresAt as number, issuer, subject, claims: claims as Fields, renewable: true };
  };
  return {
    signIn: (again, signal, { level, maxAge } = ANY) => ask(again === 'unlock' || again === 'stronger' ? again : 'initial',
      { ...(level >= 0 && { level }), ...(maxAge && { maxAge }) }, signal),
    renew: (reason) => ask(reason),
  };
}
