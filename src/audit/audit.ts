import { passing, PLAIN } from '../config/request.js';
import type { DscrConfig } from '../config/types.js';
import { newId } from '../record/new-id.js';
import type { Principal } from '../policy/types.js';
import type { PageSession } from '../session/types.js';
import { toAuditEvent, type AuditAct, type AuditContext, type AuditDetail } from './event.js';

export interface AuditOptions extends Pick<AuditContext, 'agent' | 'placed' | 'policy'> {
  readonly session: Pick<PageSession, 'authorize' | 'headersNow' | 'now' | 'snapshot'>;
  /** each act, once it has its number: for `dscr-audit` */
  heard?(detail: AuditDetail): void;
  /** the audit service refused an event for good, or events had to be given up */
  refused?(correlationId: string): void;
}

export interface Audit {
  /**
   * Notes an act of the person signed in; without one there is nothing to note. Never waits.
   * @param by whoever acted, where the session that ends knows them no more
   */
  record(act: AuditAct, by?: Principal): void;
  /**
   * To be awaited before anything is drawn. Where audit is required: true only once the service has taken the event.
   * Elsewhere the act is noted and the answer is true. @param must required for this act, whatever the configuration says
   */
  accepted(act: AuditAct, must?: boolean): Promise<boolean>;
  /** Sends what waits, in order. */
  flush(): Promise<void>;
  /** Sends what waits, all at once: when the page goes, and right before signing out or changing role. Returns at once. */
  leave(): void;
}

interface Entry { readonly body: string; readonly whose: string; readonly id: string }

const WAIT = 10_000;
const BATCH = 20;
/** browsers allow 64 KiB of keepalive bodies at once; a margin is left for letters of more than one byte */
const LEAVING_BYTES = 48_000;

const taken = (status: number): boolean => status >= 200 && status < 300;
const worthRetrying = (status: number): boolean => !status || status === 401 || passing(status);

/** Tells the API what was shown. It adds to the API's own audit: a browser can lose an event, and the numbers tell. */
export function createAudit({ url, required }: DscrConfig['audit'], { session, agent, placed, policy, heard, refused }: AuditOptions): Audit {
  const run = newId();
  let sequence = 0;
  let queue: readonly Entry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushing: Promise<void> | undefined;
  let sending: Entry | undefined;

  /** who acts, and in which role; '' where nobody is signed in */
  const acting = (principal = session.snapshot.principal): string => (principal ? JSON.stringify([principal.issuer, principal.subject, principal.roleId]) : '');
  const enter = (act: AuditAct, principal = session.snapshot.principal): Entry | undefined => {
    if (!principal) return undefined;
    const { type, section, correlationId, outcome } = act;
    sequence += 1;
    const event = toAuditEvent(act, { principal, run, sequence, recorded: new Date(session.now()).toISOString(), agent, placed, policy });
    heard?.(Object.freeze({ type, section, sequence, correlationId, outcome }));
    return { body: JSON.stringify(event), whose: acting(principal), id: correlationId };
  };

  /** @returns the status, 0 where there was no token, or no answer but a page of whatever stands before the service */
  const put = async ({ body, whose, id }: Entry, headers: Readonly<Record<string, string>> | undefined, keepalive?: boolean): Promise<number> => {
    // only the person who acted may vouch for it, in the role it was done in
    if (!headers || whose !== acting()) return 0;
    return fetch(url!, {
      ...PLAIN, method: 'POST', body, keepalive, signal: AbortSignal.timeout(WAIT),
      headers: { ...headers, 'content-type': 'application/fhir+json', accept: 'application/fhir+json', 'x-request-id': id },
    }).then((answer) => (answer.status === 200 && /html/i.test(answer.headers.get('content-type') ?? '') ? 0 : answer.status), () => 0);
  };
  const post = async (entry: Entry, reason?: '401'): Promise<number> => put(entry, await session.authorize(reason));
  const deliver = async (entry: Entry, must = required): Promise<number> => {
    const status = await post(entry);
    // Where the record may be seen without it, an audit service that does not know our tokens costs nobody their session: the event waits for the next token.
    return status === 401 && must ? post(entry, '401') : status;
  };

  /** What waits, from the front; what is another's is given up, and said. */
  const waiting = (): readonly Entry[] => {
    const me = acting();
    const all = queue;
    if (me) queue = all.filter(({ whose }) => whose === me);
    for (const entry of all) if (!queue.includes(entry)) refused?.(entry.id);
    return queue;
  };
  const later = (): void => {
    timer ??= setTimeout(() => { timer = undefined; void flush(); }, WAIT);
  };
  const send = async (): Promise<void> => {
    for (const entry of waiting().slice(0, BATCH)) {
      sending = entry;
      const status = await deliver(entry).finally(() => { sending = undefined; });
      if (worthRetrying(status)) break;
      queue = queue.filter((each) => each !== entry);
      if (!taken(status)) refused?.(entry.id);
    }
    if (queue.length) later();
  };
  const flush = (): Promise<void> => flushing ??= send().finally(() => { flushing = undefined; });

  /**
   * The page, or the right to speak for the person, may be gone at once: everything is sent together with the token there is
   * now. What did not arrive waits for the same person in the same role, unless they signed out; it does not outlive the page.
   */
  const leave = (): void => {
    let bytes = 0;
    const headers = session.headersNow();
    const all = waiting();
    // What is under way is not sent twice.
    queue = all.filter((entry) => entry === sending);
    for (const entry of all) {
      if (entry === sending) continue;
      bytes += entry.body.length;
      void put(entry, headers, bytes <= LEAVING_BYTES).then((status) => {
        const me = acting();
        if (worthRetrying(status) && session.snapshot.state !== 'signed-out' && (!me || me === entry.whose)) queue = [...queue, entry];
        else if (!taken(status)) refused?.(entry.id);
      });
    }
  };

  const record = (act: AuditAct, by?: Principal): void => {
    const entry = enter(act, by);
    if (!entry || !url) return;
    queue = [...queue, entry];
    if (queue.length >= BATCH) void flush();
    else later();
  };
  return {
    record,
    async accepted(act, must = required) {
      if (!must) {
        record(act);
        return true;
      }
      const entry = url && enter(act);
      const status = entry ? await deliver(entry, must) : 0;
      return taken(status);
    },
    flush,
    leave,
  };
}
