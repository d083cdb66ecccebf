import type { SessionReason, Stronger } from './types.js';

export type Claims = Readonly<Record<string, unknown>>;

/** One access token and whose it is. Lives in closures of this folder only. */
export interface Grant {
  readonly accessToken: string;
  /** epoch ms by this device's clock */
  readonly expiresAt: number;
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
  /** what of the claims was signed, and what UserInfo told */
  readonly signed?: Claims;
  readonly told?: Claims | undefined;
  /** false: the token ends at its expiry */
  readonly renewable: boolean;
  /** what renewing takes, where the provider does it */
  readonly refresh?: string;
  readonly nonce?: string;
}

/** Where tokens come from: the identity provider (oidc.ts) or the host (host-token.ts). */
export interface TokenSource {
  /**
   * Asks the person. Runs in a click: what needs it (the pop-up) happens before the first await.
   * @param again the person must prove anew who they are
   * @param stronger what has to be reached
   */
  signIn(again: 'unlock' | 'login' | 'stronger' | undefined, signal: AbortSignal, stronger?: Stronger): Promise<Grant>;
  /** Without the person. Rejects with a {@link Refusal} where asking again is useless, with anything else where it is not. */
  renew(reason: 'expiring' | '401', before: Grant): Promise<Grant>;
  /** true once the person has closed the pop-up */
  abandoned?(): boolean;
  /** Tells the provider that its tokens are done with, without waiting for it. */
  revoke?(grant: Grant): void;
}

export class Refusal extends Error {
  constructor(readonly reason: SessionReason, readonly code?: string) { super(code); }
}

export const notAccepted = (): Refusal => new Refusal('not-accepted', 'DSCR_TOKEN_INVALID');

/** Refuses a token unless everything holds. */
export function must(holds: unknown): asserts holds {
  if (!holds) throw notAccepted();
}

/** Characters a bearer token may have (RFC 6750, 2.1): nothing that could break out of a header. */
export const isBearer = (token: unknown): token is string => typeof token === 'string' && /^[\w~+/.-]+=*$/.test(token);

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
