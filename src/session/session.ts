import type { DscrConfig } from '../config/types.js';
import type { Principals } from '../policy/principal.js';
import { newId } from '../record/new-id.js';
import { hostSource } from './host-token.js';
import { oidcSource } from './oidc.js';
import { hashOf, textOf, whose, type Person } from './person.js';
import { createRenewal } from './renewal.js';
import { serverClock } from './server-clock.js';
import { Refusal, type Grant } from './token-source.js';
import type { PageSession, SessionOptions, SessionReason, SessionSnapshot, SessionStateName } from './types.js';

export type { PageSession, SessionOptions } from './types.js';

/** how long before its end a session says when it will close */
const CLOSING = 5 * 60_000;
/** how long a sign-in may take: its answer is taken from whoever is at the page by then */
const ATTEMPT = 10 * 60_000;
const NOBODY: Principals = { choices: [], fixed: false, name: '' };

const isOpen = (state: SessionStateName): boolean => state === 'ready' || state === 'renewing';

/** The one session of a page: who is signed in, in which role, and until when. */
export function createSession(config: DscrConfig, options: SessionOptions): PageSession {
  const { clock = Date.now } = options;
  const { idle, auth } = config;
  const server = serverClock(clock);
  const listeners = new Set<(snapshot: SessionSnapshot) => void>();
  /** who waits for a sign-in to end, one way or the other */
  const waiting: ((snapshot: SessionSnapshot) => void)[] = [];
  const tabs = new BroadcastChannel('dscr-session');

  let snapshot: SessionSnapshot = Object.freeze({ state: 'signed-out', reason: 'start', choices: [], roleFixed: false });
  let grant: Grant | undefined;
  let found = NOBODY;
  /** whose session it was last, while a locked or ended one may be taken up again */
  let last: Person | undefined;
  /** where an unfinished sign-in goes back to */
  let resting: SessionStateName = 'signed-out';
  /** the identity provider must ask again: its own session says nothing about who sits here now */
  let again: 'unlock' | 'login' | 'stronger' | undefined;
  let attempt: AbortController | undefined;
  /** when the session began, or the attempt at one */
  let startedAt = 0;
  let activeAt = 0;
  let beat: ReturnType<typeof setInterval> | undefined;

  const source = auth.mode === 'host'
    ? hostSource(config, options.getAccessToken, clock)
    : oidcSource(config, options.open ?? ((...how) => window.open(...how)), clock, server, options.asking);

  const purge = (reason: SessionReason): void => quietly(() => options.purge(reason));
  const set = (state: SessionStateName, reason: SessionReason, more?: Partial<SessionSnapshot>): void => {
    const closes = isOpen(snapshot.state) && !isOpen(state);
    snapshot = Object.freeze({ choices: found.choices.map(({ choice }) => choice), roleFixed: found.fixed, name: last?.name, ...more, state, reason });
    clearInterval(beat);
    beat = grant || attempt ? setInterval(check, 1000) : undefined;
    if (closes) purge(reason);
    for (const listener of [...listeners]) quietly(() => listener(snapshot));
    if (state !== 'signing-in') for (const settle of waiting.splice(0)) settle(snapshot);
  };

  /** Ends what runs and forgets the tokens; the record is gone when it returns. */
  const close = (state: SessionStateName, reason: SessionReason, code?: string, next?: AbortController): void => {
    if (session.headersNow()) quietly(() => options.leaving?.());
    const running = attempt;
    const before = grant;
    grant = undefined;
    attempt = next;
    found = NOBODY;
    renewal.reset();
    set(state, reason, { code, reference: state === 'failed' ? newId() : undefined });
    running?.abort();
    if (before && reason === 'signed-out' && state === reason) source.revoke?.(before);
  };
  const end = (reason: SessionReason, code = 'DSCR_SESSION_ENDED'): void => {
    if (reason === 'limit' || reason === 'other-person') again = 'login';
    if (reason === 'other-person' || reason === 'signed-out') last = undefined;
    close('ended', reason, code);
  };
  const giveUp = (): void => close(resting, 'popup-closed', 'DSCR_POPUP_CLOSED');
  /** Nobody holds what comes after all was over, so it is done with; with somebody in, revoking it could reach their tokens too. */
  const late = (next: Grant): void => {
    if (!grant && !attempt) source.revoke?.(next);
  };
  /** Not whom the host expects: the provider must not give the same person again unasked. */
  const refuse = (): void => {
    again = 'login';
    close('failed', 'other-person', 'DSCR_TOKEN_INVALID');
  };
  const without = (problem: NonNullable<Principals['problem']>): void => {
    again = 'login';
    close('failed', problem, problem === 'no-role' ? 'DSCR_NO_ROLE' : 'DSCR_CLAIMS_OVERAGE');
  };
  const enter = ({ choice, principal }: Principals['choices'][number], reason: SessionReason): void => {
    last!.roleId = choice.id;
    set('ready', reason, { principal });
  };

  const read = ({ issuer, subject, claims }: Grant): Principals => options.readPrincipals(config.policy, { issuer, subject, claims });
  const expected = ({ subject }: Grant): boolean => (options.expectedUser ?? subject) === subject;
  const hold = (next: Grant, principals: Principals): void => {
    grant = next;
    found = principals;
    renewal.reset(next);
  };

  const signedIn = (next: Grant): void => {
    if (!expected(next)) return refuse();
    const who = whose(next);
    const other = last && last.who !== who;
    const reason = other ? 'other-person' : again === 'unlock' ? 'unlocked' : auth.mode === 'host' ? 'host' : 'sign-in';
    if (other) purge(reason);
    const principals = read(next);
    const { choices, problem, name } = principals;
    const mine: Person = { who, name, roleId: other ? undefined : last?.roleId };
    last = mine;
    void hashOf(who).then((hash) => { mine.hash = hash; });
    again = undefined;
    if (problem) return without(problem);
    hold(next, principals);
    startedAt = activeAt = clock();
    // a session taken up again goes on in the role it had
    const known = choices.length === 1 ? choices[0] : choices.find(({ choice }) => choice.id === mine.roleId);
    if (known) enter(known, reason);
    else set('choosing-role', reason);
  };

  const renewed = (next: Grant): void => {
    const principals = read(next);
    const { principal, state } = snapshot;
    const mine = principals.choices.find(({ choice }) => choice.id === last?.roleId);
    const same = whose(next) === last?.who && expected(next);
    if (!same) return end('other-person');
    if (principals.problem) return without(principals.problem);
    if (principal && !mine) return end('role-changed');
    hold(next, principals);
    if (!mine || !principal) return;
    const unchanged = textOf(mine.principal) === textOf(principal);
    if (!unchanged || state === 'renewing') enter(unchanged ? { ...mine, principal } : mine, 'renewed');
  };

  const renewal = createRenewal({
    source, clock, late, taken: renewed,
    holds: (before) => grant === before,
    refused({ reason, code }) {
      if (reason === 'not-accepted') close('failed', reason, code);
      else end(reason, code);
    },
    failing(closesAt) {
      if (isOpen(snapshot.state)) set('renewing', 'renew-failing', { ...snapshot, closesAt, code: 'DSCR_RENEW_FAILED' });
    },
  });

  const check = (): void => {
    const time = clock();
    const { state, reason } = snapshot;
    if (attempt && time - startedAt > ATTEMPT) return giveUp();
    // the attempt itself lives on: a provider that cuts the pop-up off from us makes it look closed
    if (attempt && state === 'signing-in' && source.abandoned?.()) return set(resting, 'popup-closed', { code: 'DSCR_POPUP_CLOSED' });
    if (!grant) return;
    const limit = startedAt + idle.endHours * 3_600_000;
    const left = Math.ceil((activeAt + idle.lockMinutes * 60_000 - time) / 1000);
    if (time >= limit) return end('limit');
    if (left <= 0) return session.lock('idle');
    const { expiresAt, renewable } = grant;
    const failing = renewal.failing();
    const lasting = renewable && !failing;
    if (time >= expiresAt && !lasting && !renewal.running()) return end('expired', failing ? 'DSCR_RENEW_FAILED' : undefined);
    renewal.beat(grant);
    // A host that is asked for a token may sign out instead.
    if (!isOpen(snapshot.state)) return;
    const closes = lasting ? limit : Math.min(limit, expiresAt);
    const closesAt = failing || closes - time < CLOSING ? closes : undefined;
    const warning = left <= idle.warnSeconds ? left : undefined;
    if (warning !== snapshot.warning || closesAt !== snapshot.closesAt) set(state, reason, { ...snapshot, warning, closesAt });
  };

  const session: PageSession = {
    get snapshot() { return snapshot; },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn(stronger) {
      const { state } = snapshot;
      // What one section wants is not asked of who signs in for the record.
      if (stronger) again = 'stronger';
      else if (again === 'stronger') again = undefined;
      if (state !== 'signing-in') resting = state === 'locked' ? state : last && state !== 'failed' ? 'ended' : 'signed-out';
      const mine = new AbortController();
      const done = new Promise<SessionSnapshot>((resolve) => { waiting.push(resolve); });
      startedAt = clock();
      close('signing-in', 'sign-in', undefined, mine);
      // Who is told of it may sign out at once.
      if (attempt !== mine) return done;
      const over = (then: () => void, next?: Grant): void => {
        // a sleep may have kept the timer from noticing that it is too late
        check();
        if (attempt !== mine) return next && late(next);
        attempt = undefined;
        then();
        mine.abort();
      };
      source.signIn(again, mine.signal, again === 'stronger' ? stronger : undefined).then((next) => over(() => signedIn(next), next), (error: unknown) => over(() => {
        const { reason, code } = error instanceof Refusal ? error : new Refusal('not-accepted', 'DSCR_SIGN_IN_REQUIRED');
        close(reason === 'not-accepted' ? 'failed' : resting, reason, code);
      }));
      return done;
    },
    cancelSignIn() {
      if (snapshot.state === 'signing-in') giveUp();
    },
    async signOut() {
      const person = last?.hash;
      last = undefined;
      again = 'login';
      close('signed-out', 'signed-out');
      if (person) tabs.postMessage({ type: 'ended', person });
    },
    lock(reason = 'locked') {
      if (!grant && !attempt) return;
      // where nobody has been in yet there is nothing to unlock; who comes next is asked all the same
      again = last ? 'unlock' : 'login';
      if (last) close('locked', reason, 'DSCR_LOCKED');
      else giveUp();
    },
    touch() {
      // the first touch after a sleep comes before the timer, and is no use of the time slept through
      check();
      activeAt = clock();
      if (snapshot.warning) check();
    },
    selectRole(id) {
      const chosen = snapshot.state === 'choosing-role' && found.choices.find(({ choice }) => choice.id === id);
      // whom the host expects may have been said after the sign-in
      if (chosen && grant && !expected(grant)) refuse();
      else if (chosen) enter(chosen, 'role-chosen');
    },
    changeRole() {
      if (!isOpen(snapshot.state) || found.fixed || found.choices.length < 2) return;
      quietly(() => options.leaving?.());
      last!.roleId = undefined;
      set('choosing-role', 'role-changed');
    },
    async authorize(reason) {
      const before = grant;
      if (!before || !isOpen(snapshot.state) || !await renewal.ready(reason, before)) return undefined;
      // renewals may have ended the session meanwhile
      return session.headersNow();
    },
    headersNow() {
      const { state, principal } = snapshot;
      if (!grant || !principal || !isOpen(state) || clock() >= grant.expiresAt) return undefined;
      return { authorization: `Bearer ${grant.accessToken}`, ...(principal.roleId && { 'nhsd-session-urid': principal.roleId }) };
    },
    now: server.now,
    sawDate: server.sawDate,
  };

  tabs.onmessage = ({ data }: MessageEvent<{ readonly type?: unknown; readonly person?: unknown } | null>) => {
    if (data?.type !== 'ended' || !last?.hash || data.person !== last.hash) return;
    again = 'login';
    end('signed-out');
  };
  // a page kept for "back" must not keep a record: it is gone before the page freezes
  for (const type of ['pagehide', 'pageshow'] as const) addEventListener(type, ({ persisted }) => { if (persisted && grant) end('expired'); });
  addEventListener('pageshow', check);
  addEventListener('online', () => {
    renewal.retryNow();
    check();
  });
  document.addEventListener('visibilitychange', check);
  return Object.freeze(session);
}

/** One listener's fault must not keep the others from hearing that a record is closed. */
function quietly(run: () => void): void {
  try { run(); } catch { /* the caller of ours who threw has its own means to tell */ }
}
