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
  /** Sends what waits, in order. */
  flush(): Promise<void>;
  /** Sends what waits, all at once: when the page goes, and right before signing out or changing role. Returns at once. */
  leave(): void;
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

  /** Only the person who acted may vouch for it, in the role it was done in. */
  const isOwn = ({ principal: { issuer, subject, roleId } }: Entry): boolean => {
    const { principal } = session.snapshot;
    return principal?.issuer === issuer && principal.subject === subject && principal.roleId === roleId;
  };

  /** @returns the status, 0 where there was no answer or no token */
  const post = async (entry: Entry, { reason, keepalive = false }: { reason?: '401'; keepalive?: boolean } = {}): Promise<number> => {
    const headers = await session.authorize(reason);
    if (!headers || !isOwn(entry)) return 0;
    const { body, id } = entry;
    return fetch(url!, {
      method: 'POST', body, keepalive, credentials: 'omit', redirect: 'error', cache: 'no-store', referrerPolicy: 'no-referrer',
      headers: { ...headers, 'content-type': 'application/fhir+json', accept: 'application/fhir+json', 'x-request-id': id },
      signal: AbortSignal.timeout(WAIT),
    }).then((response) => response.status, () => 0);
  };
  const deliver = async (entry: Entry): Promise<number> => {
    const status = await post(entry);
    return status === 401 ? post(entry, { reason: '401' }) : status;
  };

  /** What is another's is given up, and said. */
  const own = (): void => {
    if (!session.snapshot.principal) return;
    const theirs = queue.filter((entry) => !isOwn(entry));
    queue = queue.filter(isOwn);
    for (const { id } of theirs) options.refused?.(id);
  };

  const later = (): void => {
    timer ??= setTimeout(() => { timer = undefined; void flush(); }, WAIT);
  };
  const send = async (): Promise<void> => {
    own();
    for (const entry of queue.slice(0, BATCH)) {
      const status = await deliver(entry);
      if (!status || status === 401 || status === 408 || status === 429 || status >= 500) break;
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
    for (const entry of fit) void post(entry, { keepalive: true });
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
      const status = entry ? await deliver(entry) : 0;
      return status >= 200 && status < 300;
    },
    flush,
    leave,
  };
  return audit;
}
