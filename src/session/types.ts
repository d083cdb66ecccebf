import type { GetAccessToken } from '../config/types.js';
import type { Identity, Principals } from '../policy/principal.js';
import type { Principal, RoleChoice } from '../policy/types.js';
import type { Opener } from './popup.js';

export type SessionStateName = 'signed-out' | 'signing-in' | 'choosing-role' | 'ready' | 'renewing' | 'locked' | 'ended' | 'failed';

/** Reasons go into `dscr-session-change` and choose the sentence on screen. */
export type SessionReason =
  | 'start' | 'signed-out' | 'popup-blocked' | 'popup-closed' | 'not-accepted' | 'no-role' | 'too-many-groups' | 'sign-in'
  | 'role-chosen' | 'role-changed' | 'renewed' | 'renew-failing' | 'expired' | 'idle' | 'locked' | 'other-person' | 'host' | 'unlocked' | 'limit';

export interface SessionSnapshot {
  readonly state: SessionStateName;
  readonly reason: SessionReason;
  readonly principal?: Principal;
  /** roles the person may act in, while somebody is signed in */
  readonly choices: readonly RoleChoice[];
  /** true where the identity provider chose the role: it cannot be changed here */
  readonly roleFixed: boolean;
  /** who is signed in, also when no role could be read */
  readonly name?: string;
  /** epoch ms when a failing renewal, or the absolute limit, ends the session */
  readonly closesAt?: number;
  /** seconds until the idle lock, while the warning stands */
  readonly warning?: number;
  readonly code?: string;
  readonly reference?: string;
}

/** What a stronger sign-in has to reach, as the policy says. */
export interface Stronger {
  /** below 0: any */
  readonly level: number;
  /** seconds since the person proved who they are */
  readonly maxAge?: number | undefined;
}

/** The page's one session. Tokens never leave this folder but by `authorize`, which only fhir/ and audit/ are handed. */
export interface Session {
  readonly snapshot: SessionSnapshot;
  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void;
  /** Must be called in a click, so that the pop-up is allowed. @param stronger a stronger or more recent sign-in is asked for */
  signIn(stronger?: Stronger): Promise<SessionSnapshot>;
  signOut(): Promise<void>;
  /** Ends a sign-in that is under way, too. @param reason `idle` where nobody asked for it */
  lock(reason?: 'idle' | 'locked'): void;
  touch(): void;
  cancelSignIn(): void;
  selectRole(id: string): void;
  /** back to `choosing-role`: everything is cleared */
  changeRole(): void;
  /**
   * Headers for one request to the API: bearer token, and the acting role where the token does not carry it.
   * @param reason `401`: the last token was refused; renew once
   * @returns undefined where there is no usable session any more
   */
  authorize(reason?: '401'): Promise<Readonly<Record<string, string>> | undefined>;
  /** server time, epoch ms, by the last `Date` seen or the ID token's `iat` */
  now(): number;
}

export interface SessionOptions {
  /** policy/principal.ts: who may act as what */
  readPrincipals(policy: unknown, identity: Identity): Principals;
  /**
   * Clears everything of a record from page and memory before it returns. Called whenever a session stops being open,
   * before anybody hears of it, and once more with `other-person` where somebody else takes over a locked or ended one.
   */
  purge(reason: SessionReason): void;
  /** Before a person signs out or changes role: what still needs their token can be sent. */
  leaving?(): void;
  readonly getAccessToken?: GetAccessToken;
  /** subject of the host's own user: a token of anyone else is refused */
  readonly expectedUser?: string;
  /** told of each address of the identity provider before it is asked */
  asking?(url: string): void;
  readonly open?: Opener;
  /** epoch ms by this device */
  readonly clock?: () => number;
}

export interface PageSession extends Session {
  /** `authorize` at once, for what is sent while the session is being left. Renews nothing. */
  headersNow(): Readonly<Record<string, string>> | undefined;
  /** `Date` header of an answer */
  sawDate(date: string | null): void;
}
