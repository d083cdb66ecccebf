import type { Principal, RoleChoice } from '../policy/types.js';

export type SessionStateName = 'signed-out' | 'signing-in' | 'choosing-role' | 'ready' | 'renewing' | 'locked' | 'ended' | 'failed';

/** Reasons go into `dscr-session-change` and choose the sentence on screen. */
export type SessionReason =
  | 'start' | 'signed-out' | 'popup-blocked' | 'popup-closed' | 'not-accepted' | 'no-role' | 'too-many-groups' | 'sign-in'
  | 'role-chosen' | 'role-changed' | 'renewed' | 'renew-failing' | 'expired' | 'idle' | 'other-person' | 'host' | 'unlocked' | 'limit';

export interface SessionSnapshot {
  readonly state: SessionStateName;
  readonly reason: SessionReason;
  readonly principal?: Principal;
  /** while choosing a role */
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

/** The page's one session. Tokens never leave this folder but by `authorize`, which only fhir/ and audit/ are handed. */
export interface Session {
  readonly snapshot: SessionSnapshot;
  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void;
  /** Must be called in a click, so that the pop-up is allowed. */
  signIn(): Promise<SessionSnapshot>;
  signOut(): Promise<void>;
  lock(): void;
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
