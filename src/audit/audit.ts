import type { DscrConfig } from '../config/types.js';
import type { Principal } from '../policy/types.js';
import type { Session } from '../session/types.js';
import { toAuditEvent, type AuditAct, type AuditContext, type AuditDetail } from './event.js';

export interface AuditOptions extends Pick<AuditContext, 'agent' | 'policy'> {
  readonly session: Pick<Session, 'authorize' | 'now' | 'snapshot'>;
  /** each act, once it has its number: for `dscr-audit` */
  heard?(detail: AuditDetail): void;
  /** the audit service refused an event for good, or events had to be given up */
  refused?(correlationId: string): void;
}

export interface Audit {
  /** Notes an act of the person signed in; without one there is nothing to note. Never waits. */
  record(act: AuditAct): void;
  /**
   * To be awaited before anything is drawn. Where audit is required: true only once the service has taken the event.
   * Elsewhere the act is noted and the answer is true.
   */
  accepted(act: AuditAct): Promise<boolean>;
  /** Sends what waits. Called before signing out: the events belong to the person's own token. */
  flush(): Promise<void>;
}

interface Entry { readonly body: string; readonly principal: Principal; readonly id: string }

const WAIT = 10_000;
const BATCH = 20;
/** browsers allow 64 KiB of keepalive bodies at once */
const LEAVING_BYTES = 48_000;

/** Tells the API what was shown. It adds to the API's own audit: a browser can lose an event, and the numbers tell. */
export function createAudit({ url, required }: DscrConfig['audit'], options: AuditOptions): Audit {
  const { session, agent, policy } = options;
  const run = crypto.randomUUID();
  let sequence = 0;
  let queue: Entry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushing: Promise<void> | undefined;

  const enter = (act: AuditAct): Entry | undefined => {
    const { principal } = session.snapshot;
    if (!principal) return undefined;
    const { type, section, correlationId, outcome } = act;
    sequence += 1;
    const body = JSON.stringify(toAuditEvent(act, { principal, run, sequence, recorded: new Date(session.now()).toISOString(), agent, policy }));
    options.heard?.(Object.freeze({ type, ...(section ? { section } : {}), sequence, correlationId, outcome }));
    return { body, principal, id: correlationId };
  };

  /** @returns the status, 0 where there was no answer */
  const post = ({ body, id }: Entry, headers: Readonly<Record<string, string>>, keepalive = false): Promise<number> =>
    fetch(url!, {
      method: 'POST', body, keepalive, credentials: 'omit', redirect: 'error', cache: 'no-store', referrerPolicy: 'no-referrer',
      headers: { ...headers, 'content-type': 'application/fhir+json', accept: 'application/fhir+json', 'x-request-id': id },
      ...(keepalive ? {} : { signal: AbortSignal.timeout(WAIT) }),
    }).then((response) => response.status, () => 0);

  /** Only the person who acted may vouch for it: what is another's is given up, and said. */
  const own = (): void => {
    const { principal } = session.snapshot;
    if (!principal) return;
    const theirs = queue.filter((entry) => entry.principal.issuer !== principal.issuer || entry.principal.subject !== principal.subject
      || entry.principal.roleId !== principal.roleId);
    queue = queue.filter((entry) => !theirs.includes(entry));
    for (const { id } of theirs) options.refused?.(id);
  };

  const later = (): void => {
    timer ??= setTimeout(() => { timer = undefined; void flush(); }, WAIT);
  };
  const send = async (): Promise<void> => {
    own();
    const batch = queue.slice(0, BATCH);
    let headers = batch.length ? await session.authorize() : undefined;
    for (const entry of batch) {
      if (!headers || !queue.includes(entry)) break;
      let status = await post(entry, headers);
      if (status === 401 && (headers = await session.authorize('401'))) status = await post(entry, headers);
      if (status === 0 || status === 401 || status === 408 || status === 429 || status >= 500) break;
      queue = queue.filter((each) => each !== entry);
      if (status >= 300) options.refused?.(entry.id);
    }
    if (queue.length) later();
  };
  const flush = (): Promise<void> => flushing ??= send().finally(() => { flushing = undefined; });

  /** The page may be gone at once: everything that fits is sent together. */
  const leave = (): void => {
    own();
    let bytes = 0;
    const fit = queue.filter(({ body }) => (bytes += new TextEncoder().encode(body).length) <= LEAVING_BYTES);
    if (!fit.length) return;
    queue = queue.filter((entry) => !fit.includes(entry));
    void session.authorize().then((headers) => {
      if (headers) for (const entry of fit) void post(entry, headers, true);
      else queue = [...fit, ...queue];
    });
  };
  // before the session's own listener, which ends a page that is kept for "back"
  if (url) addEventListener('pagehide', leave, { capture: true });

  const audit: Audit = {
    record(act) {
      const entry = enter(act);
      if (!entry || !url) return;
      queue.push(entry);
      if (queue.length >= BATCH) void flush();
      else later();
    },
    async accepted(act) {
      if (!required) {
        audit.record(act);
        return true;
      }
      const entry = url ? enter(act) : undefined;
      let headers = entry && await session.authorize();
      if (!entry || !headers) return false;
      let status = await post(entry, headers);
      if (status === 401 && (headers = await session.authorize('401'))) status = await post(entry, headers);
      return status >= 200 && status < 300;
    },
    flush,
  };
  return audit;
}
