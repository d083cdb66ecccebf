import type { DscrConfig } from '../../src/config/types.js';
import type { Identity, Principals } from '../../src/policy/principal.js';
import type { Principal } from '../../src/policy/types.js';
import { createSession, type PageSession, type SessionOptions } from '../../src/session/session.js';
import type { SessionSnapshot } from '../../src/session/types.js';
import { CLIENT, FakeIssuer, ISSUER, type Key } from './fake-issuer.js';

export const REDIRECT = `${location.origin}/callback.html`;

export const configOf = (auth: Partial<DscrConfig['auth']> = {}): DscrConfig => ({
  schema: 'dscr-config/1', api: { kind: 'fhir-r4', base: 'https://api.example/fhir', timeoutSeconds: 20, pageSize: 200, maxItems: 20000 },
  auth: { mode: 'oidc', issuer: ISSUER, clientId: CLIENT, redirectUri: REDIRECT, scope: 'openid profile', userInfo: true, store: 'memory', ...auth },
  policy: { acrLevels: { AAL3_ANY: 3, AAL1: 1, AAL2_ANY: 2 } }, name: 'Shared care record', environment: 'live', idle: { lockMinutes: 15, warnSeconds: 60, endHours: 10 },
  audit: { url: null, required: false }, sections: ['demographics'], contact: { serviceDesk: null, localIt: null, privacyOfficer: null },
  organisations: [], help: [], isolation: 'inline', launch: null, print: true, language: 'en-GB', words: null, highRisk: [], notices: [], withdrawn: [],
});

/** Each of the claim `roles` is a role the person may act in. */
/** claims as the last ones were read */
export const claimsRead: Readonly<Record<string, unknown>>[] = [];

export function readPrincipals(_policy: unknown, { issuer, subject, claims }: Identity): Principals {
  claimsRead.push(claims as Readonly<Record<string, unknown>>);
  const { roles, name, overage } = claims as { roles?: string[]; name?: string; overage?: boolean };
  const none = new Set<string>();
  const choices = (roles ?? []).map((role) => {
    const choice = { id: role, role, organisation: { name: 'Test Trust' } };
    const principal: Principal = { issuer, subject, name: name ?? subject, ...choice, roleId: role,
      facts: { roles: new Set([role]), activities: none, organisations: none, levels: none, scopes: none, purpose: none, acr: none } };
    return { choice, principal };
  });
  return { choices, fixed: false, name: name ?? subject, ...(overage ? { problem: 'too-many-groups' as const } : choices.length ? {} : { problem: 'no-role' as const }) };
}

/** A pop-up as the session sees it. */
export class FakePopup {
  closed = false;
  address = '';
  readonly location = { replace: (url: string) => { this.address = url; } };
  close(): void { this.closed = true; }
  get params(): URLSearchParams { return new URL(this.address).searchParams; }
}

export interface World {
  readonly issuer: FakeIssuer; readonly session: PageSession; readonly popups: FakePopup[]; readonly purged: string[]; readonly seen: SessionSnapshot[];
  time: number;
  blocked: boolean;
  /** a second later, as the page's timer would notice */
  pass(milliseconds: number): Promise<void>;
  callback(change?: (url: URL) => void, event?: Partial<MessageEventInit>): void;
  /** the whole of a sign-in */
  enter(): Promise<SessionSnapshot>;
}

const START = Date.parse('2026-03-03T09:49:00Z');

export function worldOf(key: Key, auth: Partial<DscrConfig['auth']> = {}, options: Partial<SessionOptions> = {}): World {
  const popups: FakePopup[] = [];
  const purged: string[] = [];
  const seen: SessionSnapshot[] = [];
  const clock = () => world.time;
  const issuer = new FakeIssuer(key, clock);
  const session = createSession(configOf(auth), {
    readPrincipals, clock, purge: (reason) => { purged.push(reason); },
    open: () => {
      if (world.blocked) return null;
      popups.push(new FakePopup());
      return popups.at(-1) as unknown as Window;
    },
    ...options,
  });
  session.subscribe((snapshot) => { seen.push(snapshot); });
  const world: World = {
    issuer, session, popups, purged, seen, time: START, blocked: false,
    async pass(milliseconds) {
      world.time += milliseconds;
      document.dispatchEvent(new Event('visibilitychange'));
      await settle();
    },
    callback(change, event) {
      const popup = popups.at(-1)!;
      const url = new URL(REDIRECT);
      url.searchParams.set('code', 'the-code');
      url.searchParams.set('state', popup.params.get('state')!);
      change?.(url);
      dispatchEvent(messageFrom(popup, { origin: location.origin, data: { source: 'dscr-callback', url: url.href }, ...event }));
    },
    async enter() {
      const settled = session.signIn();
      await until(() => !!popups.at(-1)?.address);
      issuer.nonce = popups.at(-1)!.params.get('nonce')!;
      world.callback();
      return settled;
    },
  };
  return world;
}

/** A message whose source is one of our stand-ins: the constructor takes real windows only. */
export function messageFrom(source: unknown, init: MessageEventInit): MessageEvent {
  const event = new MessageEvent('message', { ...init, source: null });
  Object.defineProperty(event, 'source', { value: source });
  return event;
}

/** One turn of everything: messages and cryptography. Timers would crawl in a page that is in the background. */
async function turn(): Promise<void> {
  await crypto.subtle.digest('SHA-256', new Uint8Array(1000));
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(undefined); };
    port2.postMessage(null);
  });
}
export async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 5000; turns++) {
    if (holds()) return;
    await turn();
  }
  throw new Error('it never came to pass');
}
/** Lets everything already under way come to its end. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 30; turns++) await turn();
}
