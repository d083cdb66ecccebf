import { utf8 } from '../config/request.js';
import { isObject, type Fields } from '../record/resource.js';
import { isText, must, notAccepted, type Claims } from './token-source.js';

const ALGORITHMS = new Map<unknown, string>([['RS256', 'RSASSA-PKCS1-v1_5'], ['PS256', 'RSA-PSS'], ['ES256', 'ECDSA']]);
/** seconds by which clocks may differ */
const SKEW = 120;
/** seconds: both are whole ones, and a provider notes the sign-in a moment before it writes the token */
const ROUNDING = 5;

export type Jwk = JsonWebKey & { readonly kid?: string };

export interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** a renewed token need not repeat the nonce, but may not carry another (OpenID Connect Core, 12.2) */
  readonly renewed: boolean;
  /** ms since the person was asked to sign in anew: it must have happened in that time */
  readonly within?: number | undefined;
  /** epoch ms */
  readonly now: number;
  /** the issuer's keys; `true` asks anew */
  keys(anew: boolean): Promise<readonly Jwk[]>;
}

/**
 * Checks an ID token as OpenID Connect Core 3.1.3.7 says; oidc-client-ts checks nothing but the nonce.
 * @returns its claims
 * @throws Refusal where anything is wrong with the token; what `keys` throws, as it is
 */
export async function verifyIdToken(token: unknown, expected: Expected): Promise<Claims> {
  const parts = String(token).split('.');
  must(parts.length === 3);
  const [head, body, signature] = parts as [string, string, string];
  const { alg, kid, crit } = readJson(head);
  const name = ALGORITHMS.get(alg);
  must(name && isText(kid) && crit === undefined);

  const find = async (anew: boolean) => (await expected.keys(anew)).find((key) => key.kid === kid);
  const jwk = await find(false) ?? await find(true);
  must(jwk);
  // each kind of key passes over what is not for it
  const algorithm = { name: name!, hash: 'SHA-256', saltLength: 32, namedCurve: 'P-256' };
  // importKey refuses a key of another type, use or algorithm
  must(await crypto.subtle.importKey('jwk', jwk!, algorithm, false, ['verify'])
    .then((key) => crypto.subtle.verify(algorithm, key, readBytes(signature), new TextEncoder().encode(`${head}.${body}`)))
    .catch(() => false));

  const claims = readJson(body);
  const { iss, aud, azp, exp, iat, nonce, sub, auth_time } = claims;
  const audiences: readonly unknown[] = [aud].flat();
  const now = expected.now / 1000;
  /** in seconds: milliseconds would lie in the future */
  const between = (time: unknown, from: number): boolean => typeof time === 'number' && time > from - SKEW && time < now + SKEW;
  must(iss === expected.issuer && isText(sub));
  must(audiences.includes(expected.clientId) && (azp === undefined ? audiences.length === 1 : azp === expected.clientId));
  must(typeof exp === 'number' && exp > now - SKEW && between(iat, 0));
  // Both are the provider's own times: a clock that differs from its neither locks anybody out nor lets an older sign-in count.
  must(expected.within === undefined || (between(auth_time, 0) && iat as number - (auth_time as number) <= expected.within / 1000 + ROUNDING));
  must(nonce === expected.nonce || (expected.renewed && nonce === undefined));
  return claims;
}

/** Only the one true base64url form: otherwise a changed last character could go unnoticed. */
function readBytes(part: string): Uint8Array<ArrayBuffer> {
  const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  must(btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === part);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function readJson(part: string): Fields {
  try {
    const value: unknown = JSON.parse(utf8(readBytes(part)));
    must(isObject(value));
    return value as Fields;
  } catch {
    throw notAccepted();
  }
}
