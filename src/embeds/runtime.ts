// These two first, out of the order of names: what reads a record then stands together in the script, apart from what draws it, and packs 1 kB smaller.
import { sections } from '../sections/index.js';
import { createRecordClient } from '../fhir/record-client.js';
import { createAudit, type Audit } from '../audit/audit.js';
import { parseConfig } from '../config/config.js';
import { loadConfig, withPolicy } from '../config/load.js';
import { ConfigError, type DscrConfig, type InitOptions } from '../config/types.js';
import { isLoopback } from '../config/urls.js';
import { announce, report } from '../controllers/announce.js';
import { Page, type TokenlessSession } from '../controllers/page.js';
import type { PatientInput } from '../controllers/patient-controller.js';
import { setPage } from '../element/the-page.js';
import { fromCustomSource } from '../fhir/custom-source.js';
import type { CustomSource, RecordSource } from '../fhir/source.js';
import { compilePolicy } from '../policy/policy.js';
import { readPrincipals } from '../policy/principal.js';
import { isSectionId } from '../record/sections.js';
import { createSession, type PageSession } from '../session/session.js';
import { isText } from '../session/token-source.js';
import type { SessionSnapshot, SessionStateName } from '../session/types.js';
import { nameAreas, words } from '../ui/words.js';
import { watchPolicyViolations } from './policy-violations.js';

declare const __DSCR_VERSION__: string;

/** `dscr.session` (contract, section 2). */
export interface PublicSession {
  readonly state: SessionStateName;
  readonly principal: { readonly name: string; readonly role: string; readonly organisation: string } | null;
  signIn(): Promise<PublicSession>;
  signOut(): Promise<void>;
  lock(): void;
  touch(): void;
  selectRole(id: string): void;
  emergency(request: { readonly section: string; readonly reason: string; readonly text: string }): Promise<void>;
}
export interface Check { readonly check: string; readonly outcome: 'passed' | 'failed' | 'unknown'; readonly hint: string }

/** The one global, `dscr` (contract, section 1). */
export interface Dscr {
  readonly version: string;
  readonly ready: Promise<void>;
  readonly session: PublicSession;
  patient: PatientInput | null | undefined;
  init(options?: InitOptions): Promise<PublicSession>;
  registerSource(name: string, factory: (config: DscrConfig) => CustomSource): void;
  check(): Promise<readonly Check[]>;
}

/** Names of the script tag: where the configuration is, and which host and organisation this page belongs to. */
export interface Tag { readonly script?: string; readonly config?: string; readonly integrity?: string; readonly host?: string; readonly organisation?: string }

const failure = (code: string, path = ''): { readonly code: string; readonly path: string } => ({ code, path });

/** Makes the page's runtime. Elements must not be defined before it. */
export function createRuntime(tag: Tag): Dscr {
  const page = new Page(sections);
  setPage(page);
  const factories = new Map<string, (config: DscrConfig) => CustomSource>();
  let session: PageSession | undefined;
  let audit: Audit | undefined;
  let started: Promise<PublicSession> | undefined;
  /** a document from `data-config` that waits for what only JavaScript can give */
  let pending: DscrConfig | undefined;
  let completed = false;
  /** whom the host expects; a second call may add it to a document of `data-config` */
  let expectedUser: string | undefined;
  const awaited = new Map<string, () => void>();
  /**
   * A host's adapter may be registered by a script that runs after this one. One that comes later than some time after the page has loaded
   * is no use any more: the set-up has been refused, for good.
   */
  const registered = ({ api: { kind } }: DscrConfig): Promise<void> => new Promise((resolve, reject) => {
    if (kind === 'fhir-r4' || factories.has(kind)) return resolve();
    awaited.set(kind, resolve);
    const loaded = (): void => { setTimeout(() => reject(new ConfigError('DSCR_CONFIG_INVALID', '/api/kind')), 10_000); };
    if (document.readyState === 'complete') loaded(); else addEventListener('load', loaded);
  });
  let loading: Promise<DscrConfig> | undefined;

  const supported = isSecureContext && 'subtle' in crypto;
  const publicSession: PublicSession = Object.freeze({
    get state() { return session?.snapshot.state ?? 'signed-out'; },
    get principal() {
      const principal = session?.snapshot.principal;
      return principal ? Object.freeze({ name: principal.name, role: principal.role, organisation: principal.organisation.name }) : null;
    },
    signIn: async () => {
      if (!session) throw failure('DSCR_NOT_CONFIGURED');
      const shot = await session.signIn();
      if (shot.state !== 'ready' && shot.state !== 'choosing-role') throw failure(shot.code ?? 'DSCR_SIGN_IN_REQUIRED');
      return publicSession;
    },
    signOut: async () => { await session?.signOut(); },
    lock: () => session?.lock(),
    touch: () => session?.touch(),
    selectRole: (id: string) => session?.selectRole(id),
    emergency: async (request: { readonly section: string; readonly reason: string; readonly text: string }) => {
      const { section, reason, text } = request ?? {};
      if (!isSectionId(section) || !page.emergency.rule(section)) throw failure('DSCR_FORBIDDEN', '/section');
      if (!words.emergency.reasons.some((one) => one === reason)) throw failure('DSCR_AUDIT_REFUSED', '/reason');
      if (!isText(text) || text.trim().length < 10 || text.length > 500) throw failure('DSCR_AUDIT_REFUSED', '/text');
      if (page.emergency.wantsStronger(section)) throw failure('DSCR_SIGN_IN_REQUIRED');
      if (!await page.emergency.open(section, reason, text)) throw failure('DSCR_AUDIT_REFUSED');
    },
  });

  const watch = watchPolicyViolations(() => page.refuseSetup('DSCR_CSP_BLOCKED'));
  const refuse = (error: unknown): never => {
    const { code, path } = watch.blocked ? failure('DSCR_CSP_BLOCKED') : error instanceof ConfigError ? error : failure('DSCR_CONFIG_INVALID');
    if (!watch.blocked) page.refuseSetup(code, path);
    throw failure(code, path);
  };
  /** A browser tells of what its policy blocked some time after the request has failed. */
  const refuseLater = async (error: unknown): Promise<never> => {
    if (error instanceof ConfigError && /NOT_CONFIGURED|POLICY_INVALID/.test(error.code)) await new Promise((resolve) => { setTimeout(resolve, 50); });
    return refuse(error);
  };

  const start = (config: DscrConfig, options: InitOptions): PublicSession => {
    if (config.withdrawn.includes(__DSCR_VERSION__)) throw new ConfigError('DSCR_WITHDRAWN', '/withdrawn', 'this version');
    // A host that hands over tokens to a page that signs in by itself thinks it signs in another person.
    if (options.getAccessToken && config.auth.mode !== 'host') throw new ConfigError('DSCR_CONFIG_INVALID', '/auth/mode');
    nameAreas(config.words?.nouns);
    const policy = compilePolicy(config.policy);
    // An adapter may throw: nothing may be half there then.
    const source = sourceOf(config);
    // The audit hears what ends while there is a token to tell it with.
    const leaving = (): void => {
      page.emergency.end();
      audit?.leave();
    };
    // before the session's own listener, which ends a page that is kept for "back"
    addEventListener('pagehide', leaving, { capture: true });
    session = createSession(config, {
      readPrincipals, asking: watch.add, purge: () => page.purge(), leaving,
      getAccessToken: options.getAccessToken,
      get expectedUser() { return expectedUser; },
    });
    let told = '';
    session.subscribe((shot) => {
      // While a warning counts down, snapshots come every second: only a change of state or reason is one for the host.
      const now = `${shot.state} ${shot.reason} ${shot.code ?? ''}`;
      if (now === told) return;
      told = now;
      announce('dscr-session-change', { state: shot.state, reason: shot.reason });
      if (shot.code) report(shot.code, shot.reference, shot.state !== 'ended');
    });
    audit = createAudit(config.audit, {
      session, agent: `dscr ${__DSCR_VERSION__}${tag.host ? ` @ ${tag.host}` : ''}`, placed: tag.organisation, policy: { id: policy.id, version: policy.version },
      heard: (detail) => announce('dscr-audit', detail),
      refused: (reference) => report('DSCR_AUDIT_REFUSED', reference, true),
    });
    const { authorize: _, headersNow: __, ...kept } = Object.getOwnPropertyDescriptors(session);
    page.configure({
      ...page.known!, policy, session: Object.create(null, kept) as TokenlessSession, audit, source,
    });
    watch.base = config.api.base;
    if (config.audit.url) watch.add(config.audit.url);
    if (config.auth.mode === 'host') void session.signIn();
    return publicSession;
  };

  const sourceOf = (config: DscrConfig): RecordSource => (config.api.kind === 'fhir-r4'
    ? createRecordClient({ ...config.api, authorize: (reason) => session!.authorize(reason), sawDate: (date) => session!.sawDate(date) })
    : fromCustomSource(factories.get(config.api.kind)!(config), { ...config.api, searches: (id) => page.store(id).definition.searches }));

  const read = (doc: unknown): DscrConfig => {
    const config = parseConfig(doc, { loopback: isLoopback(location.hostname) });
    page.known = { config, host: tag.host, organisation: tag.organisation };
    return config;
  };

  if (supported && tag.config !== undefined && tag.script !== undefined) {
    loading = loadConfig({ url: tag.config, scriptUrl: tag.script, integrity: tag.integrity, asking: watch.add }).then(read);
    started = loading.then(async (config) => {
      await registered(config);
      if (config.auth.mode !== 'host') return start(config, {});
      pending = config;
      return publicSession;
    }).catch(refuseLater);
    // A host that never calls init() learns of it by event and on the page.
    started.catch(() => undefined);
  }

  const init = async (options: InitOptions = {}): Promise<PublicSession> => {
    if (!supported) throw failure('DSCR_BROWSER_UNSUPPORTED');
    // Whom a host expects and cannot name must not be anybody.
    const user = options.expectedUser;
    if (user !== undefined && !isText(user)) throw failure('DSCR_CONFIG_INVALID', '/expectedUser');
    if (loading) {
      // data-config gave the document: init may add, once, what only JavaScript can give.
      if (options.config !== undefined || !(options.getAccessToken || user)) throw failure('DSCR_CONFIG_INVALID');
      await started;
      // Of calls that waited here together the first is taken.
      if (completed) throw failure('DSCR_CONFIG_INVALID');
      if (!pending && options.getAccessToken) throw failure('DSCR_CONFIG_INVALID', '/auth/mode');
      completed = true;
      expectedUser = user;
      if (!pending) {
        const principal = session?.snapshot.principal;
        if (principal && principal.subject !== user) await session?.signOut();
        return publicSession;
      }
      try { return start(pending, options); } catch (error) { return refuse(error); }
    }
    if (started) throw failure('DSCR_CONFIG_INVALID');
    if (options.config === undefined) throw failure('DSCR_NOT_CONFIGURED');
    expectedUser = user;
    // The document is read before anything is awaited: a host cannot change it afterwards.
    let copy: unknown;
    try { copy = structuredClone(options.config); } catch { /* what cannot be copied is no document */ }
    started = withPolicy(copy, { scriptUrl: tag.script ?? location.href, asking: watch.add }).then(async (doc) => {
      const config = read(doc);
      await registered(config);
      return start(config, options);
    }).catch(refuseLater);
    return started;
  };

  let ready = (): void => undefined;
  const dscr: Dscr = {
    version: __DSCR_VERSION__,
    ready: new Promise<void>((resolve) => { ready = resolve; }),
    get session() { return publicSession; },
    get patient() { return page.members.pagePatient; },
    set patient(value) { page.members.pagePatient = value; },
    init,
    registerSource: (name, factory) => { factories.set(name, factory); awaited.get(name)?.(); },
    check: async () => {
      const { setupError, setup } = page;
      const { principal, code }: Partial<SessionSnapshot> = session?.snapshot ?? {};
      const checks = ([
        ['browser', supported, !supported, 'DSCR_BROWSER_UNSUPPORTED'], ['configuration', setup && !setupError, setupError, setupError?.why ?? 'DSCR_NOT_CONFIGURED'],
        ['session', principal, code, code ?? 'DSCR_SIGN_IN_REQUIRED'],
      ] as const).map(([check, holds, fails, why]): Check => ({ check, outcome: holds ? 'passed' : fails ? 'failed' : 'unknown', hint: `guide/errors#${why}` }));
      for (const one of checks) announce('dscr-diagnostic', { ...one });
      return checks;
    },
  };
  if (!supported) page.refuseSetup('DSCR_BROWSER_UNSUPPORTED');
  // The slip of a first embed: the script is there, and nothing ever gives it a configuration. A page cannot tell that from a host that takes its time.
  setTimeout(() => { if (!started && supported) announce('dscr-diagnostic', { check: 'configuration', outcome: 'unknown', hint: 'guide/errors#DSCR_NOT_CONFIGURED' }); }, 10_000);
  queueMicrotask(() => { ready(); announce('dscr-ready', { version: __DSCR_VERSION__ }); });
  return Object.freeze(dscr);
}
