import type { DscrConfig, GetAccessToken } from '../config/types.js';
import type { Identity, Principals } from '../policy/principal.js';
import type { Principal, RoleChoice } from '../policy/types.js';
import { hostSource } from './host-token.js';
import { idleState } from './idle.js';
import { oidcSource } from './oidc.js';
import type { Opener } from './popup.js';
import { Refusal, type Grant } from './token-source.js';
import type { Session, SessionReason, SessionSnapshot, SessionStateName } from './types.js';

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
  readonly open?: Opener;
  /** epoch ms by this device */
  readonly clock?: () => number;
}

export interface PageSession extends Session {
  /** a pointer or key event inside our elements */
  activity(event: Event): void;
  /** `Date` header of an answer */
  sawDate(date: string | null): void;
}

type Choices = Principals['choices'];

const RETRY = [1000, 4000, 15_000];
/** how long before its end a session says when it will close */
const CLOSING = 5 * 60_000;
/** a 401 this soon after a renewal belongs to a request that was sent before it */
const FRESH = 5000;

const isOpen = (state: SessionStateName): boolean => state === 'ready' || state === 'renewing';
const textOf = (principal: Principal): string =>
  JSON.stringify(principal, (_, value: unknown) => (value instanceof Set ? [...value] : value));

/** The one session of a page: who is signed in, in which role, and until when. */
export function createSession(config: DscrConfig, options: SessionOptions): PageSession {
  const { clock = Date.now } = options;
  const listeners = new Set<(snapshot: SessionSnapshot) => void>();
  const tabs = new BroadcastChannel('dscr-session');

  let snapshot: SessionSnapshot = Object.freeze({ state: 'signed-out', reason: 'start', choices: [], roleFixed: false });
  let grant: Grant | undefined;
  let choices: Choices = [];
  let fixed = false;
  /** whose session it was last, while a locked or ended one may be taken up again */
  let person: string | undefined;
  /** names the person to other tabs */
  let personHash: string | undefined;
  let personName: string | undefined;
  let roleId: string | undefined;
  /** where an unfinished sign-in goes back to */
  let resting: SessionStateName = 'signed-out';
  /** the identity provider must ask again: its own session says nothing about who sits here now */
  let again: 'unlock' | 'login' | undefined;
  let attempt: AbortController | undefined;
  let renewing: Promise<void> | undefined;
  let startedAt = 0;
  let activeAt = 0;
  let lifetime = 0;
  let renewedAt = -Infinity;
  let failures = 0;
  let retryAt = 0;
  let beat: ReturnType<typeof setInterval> | undefined;
  let server: { readonly time: number; readonly at: number; readonly wall: number; readonly weak: boolean } | undefined;

  // performance.now() stands still while some computers sleep, the wall clock may be set back: the later of the two is right
  const now = (): number => (server ? server.time + Math.max(performance.now() - server.at, clock() - server.wall) : clock());
  const sawDate = (date: string | number | null): void => {
    const weak = typeof date === 'number';
    const time = weak ? date * 1000 : Date.parse(date ?? '');
    if (!Number.isNaN(time) && (!weak || !server || server.weak)) server = { time, at: performance.now(), wall: clock(), weak };
  };

  const source = config.auth.mode === 'host'
    ? hostSource(config, options.getAccessToken, clock)
    : oidcSource(config.auth, options.open ?? ((...how) => window.open(...how)), { clock, now, sawDate });

  const named = (): Partial<SessionSnapshot> => (person && personName ? { name: personName } : {});

  const set = (state: SessionStateName, reason: SessionReason, more: Partial<SessionSnapshot> = {}): void => {
    const wasOpen = isOpen(snapshot.state);
    snapshot = Object.freeze({ choices: choices.map(({ choice }): RoleChoice => choice), roleFixed: fixed, ...more, state, reason });
    clearInterval(beat);
    beat = grant || attempt ? setInterval(check, 1000) : undefined;
    if (wasOpen && !isOpen(state)) purge(reason);
    for (const listener of [...listeners]) quietly(() => listener(snapshot));
  };
  const purge = (reason: SessionReason): void => quietly(() => options.purge(reason));

  /** Ends what runs and forgets the tokens; the record is gone when it returns. */
  const close = (state: SessionStateName, reason: SessionReason, more?: Partial<SessionSnapshot>, revoke = false): void => {
    grant = renewing = undefined;
    choices = [];
    fixed = false;
    failures = 0;
    const running = attempt;
    attempt = undefined;
    set(state, reason, more);
    running?.abort();
    source.drop(revoke);
  };
  const end = (reason: SessionReason, code = 'DSCR_SESSION_ENDED'): void => {
    if (reason === 'limit' || reason === 'other-person') again = 'login';
    if (reason === 'other-person' || reason === 'signed-out') person = undefined;
    close('ended', reason, { code });
  };
  const fail = (reason: SessionReason, code: string, more?: Partial<SessionSnapshot>): void =>
    close('failed', reason, { code, reference: crypto.randomUUID(), ...more });

  const enter = ({ choice, principal }: Choices[number], reason: SessionReason): void => {
    roleId = choice.id;
    set('ready', reason, { principal, name: principal.name });
  };
  const choose = (reason: SessionReason): void =>
    set('choosing-role', reason, named());

  const read = ({ issuer, subject, claims }: Grant): Principals => options.readPrincipals(config.policy, { issuer, subject, claims });
  const whose = ({ issuer, subject }: Grant): string => JSON.stringify([issuer, subject]);
  const expected = ({ subject }: Grant): boolean => options.expectedUser === undefined || options.expectedUser === subject;
  const hold = (next: Grant): void => {
    grant = next;
    lifetime = next.expiresAt - clock();
    failures = 0;
  };

  const signedIn = (next: Grant): void => {
    if (!expected(next)) return fail('other-person', 'DSCR_TOKEN_INVALID');
    const who = whose(next);
    const other = person !== undefined && person !== who;
    const reason: SessionReason = other ? 'other-person' : again === 'unlock' ? 'unlocked' : config.auth.mode === 'host' ? 'host' : 'sign-in';
    if (other) purge(reason);
    if (person !== who) roleId = personHash = undefined;
    const found = read(next);
    person = who;
    personName = found.name;
    void hashOf(who).then((hash) => { if (person === who) personHash = hash; });
    if (found.problem || !found.choices.length) {
      again = 'login';
      return fail(found.problem ?? 'no-role', found.problem === 'too-many-groups' ? 'DSCR_CLAIMS_OVERAGE' : 'DSCR_NO_ROLE', { name: found.name });
    }
    again = undefined;
    hold(next);
    ({ choices, fixed } = found);
    startedAt = activeAt = clock();
    // a session taken up again goes on in the role it had
    const known = choices.length === 1 ? choices[0] : choices.find(({ choice }) => choice.id === roleId);
    if (known) enter(known, reason);
    else choose(reason);
  };

  const renewed = (next: Grant): void => {
    const found = read(next);
    const mine = found.choices.find(({ choice }) => choice.id === roleId);
    if (whose(next) !== person || !expected(next) || (snapshot.principal && !mine)) return end('other-person');
    hold(next);
    renewedAt = clock();
    ({ choices, fixed } = found);
    if (!mine || !snapshot.principal) return;
    const same = textOf(mine.principal) === textOf(snapshot.principal);
    if (!same || snapshot.state === 'renewing') enter(same ? { ...mine, principal: snapshot.principal } : mine, 'renewed');
  };

  const renew = (reason: 'expiring' | '401'): Promise<void> => {
    if (renewing) return renewing;
    const before = grant;
    const running = source.renew(reason).then((next) => {
      if (grant === before) renewed(next);
    }, (error: unknown) => {
      if (!before || grant !== before) return;
      if (error instanceof Refusal) {
        if (error.reason === 'not-accepted') fail(error.reason, error.code);
        else end(error.reason, error.code);
      } else if (clock() >= before.expiresAt) {
        end('expired', 'DSCR_RENEW_FAILED');
      } else {
        retryAt = clock() + RETRY[Math.min(failures++, 2)]!;
        if (isOpen(snapshot.state)) set('renewing', 'renew-failing', { ...snapshot, closesAt: before.expiresAt, code: 'DSCR_RENEW_FAILED' });
      }
    }).finally(() => { if (renewing === running) renewing = undefined; });
    return renewing = running;
  };

  const check = (): void => {
    const time = clock();
    if (attempt && source.abandoned() && snapshot.state === 'signing-in') {
      // the attempt itself lives on: a provider that cuts the pop-up off from us makes it look closed
      return set(resting, 'popup-closed', { code: 'DSCR_POPUP_CLOSED', ...named() });
    }
    if (!grant) return;
    const limit = startedAt + config.idle.endHours * 3_600_000;
    const idle = idleState(config.idle, activeAt, time);
    if (time >= limit) return end('limit');
    if (idle === 'lock') return session.lock();
    const { expiresAt } = grant;
    if (time >= expiresAt && (failures || !source.canRenew()) && !renewing) {
      return end('expired', failures ? 'DSCR_RENEW_FAILED' : 'DSCR_SESSION_ENDED');
    }
    const due = Math.min(lifetime / 2, Math.max(60_000, lifetime / 5));
    if (source.canRenew() && expiresAt - time < due && (!failures || time >= retryAt)) void renew('expiring');
    if (!isOpen(snapshot.state)) return;
    const closes = failures || !source.canRenew() ? Math.min(limit, expiresAt) : limit;
    const closesAt = failures || closes - time < CLOSING ? closes : undefined;
    if (idle === snapshot.warning && closesAt === snapshot.closesAt) return;
    const { warning: _, closesAt: __, ...rest } = snapshot;
    set(rest.state, rest.reason, { ...rest, ...(idle ? { warning: idle } : {}), ...(closesAt ? { closesAt } : {}) });
  };


  const session: PageSession = {
    get snapshot() { return snapshot; },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn() {
      const { state } = snapshot;
      if (state !== 'signing-in') resting = state === 'locked' ? state : person && state !== 'failed' ? 'ended' : 'signed-out';
      const mine = new AbortController();
      close('signing-in', 'sign-in', named());
      attempt = mine;
      const settled = new Promise<SessionSnapshot>((resolve) => {
        const leave = session.subscribe((next) => {
          if (next.state === 'signing-in') return;
          leave();
          resolve(next);
        });
      });
      const over = (then: () => void) => {
        if (attempt !== mine) return;
        attempt = undefined;
        then();
        mine.abort();
      };
      source.signIn(again, mine.signal).then((next) => over(() => signedIn(next)), (error: unknown) => over(() => {
        if (!(error instanceof Refusal)) fail('not-accepted', 'DSCR_SIGN_IN_REQUIRED');
        else if (error.reason === 'not-accepted') fail(error.reason, error.code);
        else close(resting, error.reason, { code: error.code, ...named() });
      }));
      beat ??= setInterval(check, 1000);
      return settled;
    },
    cancelSignIn() {
      if (snapshot.state === 'signing-in') close(resting, 'popup-closed', { code: 'DSCR_POPUP_CLOSED', ...named() });
    },
    async signOut() {
      quietly(() => options.leaving?.());
      const hash = personHash;
      person = personHash = personName = roleId = undefined;
      again = 'login';
      close('signed-out', 'signed-out', {}, true);
      if (hash) tabs.postMessage({ type: 'ended', person: hash });
    },
    lock() {
      if (!grant) return;
      again = 'unlock';
      close('locked', 'idle', { code: 'DSCR_LOCKED', ...named() });
    },
    touch() {
      activeAt = clock();
      if (snapshot.warning) check();
    },
    activity(event) {
      if (event.isTrusted) session.touch();
    },
    selectRole(id) {
      const chosen = snapshot.state === 'choosing-role' && choices.find(({ choice }) => choice.id === id);
      if (chosen) enter(chosen, 'role-chosen');
    },
    changeRole() {
      quietly(() => options.leaving?.());
      if (!isOpen(snapshot.state) || fixed || choices.length < 2) return;
      roleId = undefined;
      choose('role-changed');
    },
    async authorize(reason) {
      if (!grant || !isOpen(snapshot.state)) return undefined;
      const before = grant;
      const left = before.expiresAt - clock();
      if (reason && (renewing || clock() - renewedAt > FRESH)) {
        await renew('401');
        if (grant === before) return undefined;
      } else if (left < Math.min(30_000, lifetime / 2) && source.canRenew() && (!failures || clock() >= retryAt)) {
        await renew('expiring');
      }
      // renewals may have ended the session meanwhile
      const { state, principal } = session.snapshot;
      const held = current();
      if (!held || !principal || !isOpen(state) || clock() >= held.expiresAt) return undefined;
      return { authorization: `Bearer ${held.accessToken}`, ...(principal.roleId ? { 'nhsd-session-urid': principal.roleId } : {}) };
    },
    now,
    sawDate,
  };
  const current = (): Grant | undefined => grant;

  tabs.onmessage = ({ data }: MessageEvent<unknown>) => {
    const { type, person: hash } = (data ?? {}) as { readonly type?: unknown; readonly person?: unknown };
    if (type !== 'ended' || !personHash || hash !== personHash || snapshot.state === 'signed-out') return;
    again = 'login';
    end('signed-out');
  };
  // a page kept for "back" must not keep a record: it is gone before the page freezes
  const frozen = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && grant) end('expired');
  };
  addEventListener('pagehide', frozen);
  addEventListener('pageshow', frozen);
  addEventListener('pageshow', check);
  addEventListener('online', () => {
    retryAt = 0;
    check();
  });
  document.addEventListener('visibilitychange', check);
  return Object.freeze(session);
}

/** First 64 bits: enough to know one's own, too little to tell others whose. */
async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One listener's fault must not keep the others from hearing that a record is closed. */
function quietly(run: () => void): void {
  try { run(); } catch { /* the caller of ours who threw has its own means to tell */ }
}
