import { Refusal, type Grant, type TokenSource } from './token-source.js';

const RETRY = [1000, 4000, 15_000];
/** a 401 this soon after a renewal, or after one that failed, belongs to a request that was sent before it */
const FRESH = 5000;

export interface RenewalOptions {
  readonly source: TokenSource;
  readonly clock: () => number;
  /** is this still the token of the session? */
  holds(grant: Grant): boolean;
  /** came for a token that is no longer that of the session */
  late(next: Grant): void;
  taken(next: Grant): void;
  refused(refusal: Refusal): void;
  /** it will be tried again, as long as the token lives */
  failing(closesAt: number): void;
}

/** Renewing a token without the person: one at a time, however many ask. */
export function createRenewal({ source, clock, holds, late, taken, refused, failing }: RenewalOptions) {
  let running: Promise<void> | undefined;
  let lifetime = 0;
  let renewedAt = -Infinity;
  let failures = 0;
  let retryAt = 0;

  const run = (reason: 'expiring' | '401', before: Grant): Promise<void> => {
    if (running) return running;
    const mine = source.renew(reason, before).then((next) => {
      if (!holds(before)) return late(next);
      renewedAt = clock();
      taken(next);
    }, (error: unknown) => {
      if (!holds(before)) return;
      if (error instanceof Refusal) return refused(error);
      if (clock() >= before.expiresAt) return refused(new Refusal('expired', 'DSCR_RENEW_FAILED'));
      retryAt = clock() + Math.max(RETRY[Math.min(failures++, 2)]!, reason === '401' ? FRESH : 0);
      failing(before.expiresAt);
    }).finally(() => { if (running === mine) running = undefined; });
    return running = mine;
  };
  const ifDue = (grant: Grant, within: number): Promise<void> | undefined =>
    (grant.renewable && clock() >= retryAt && grant.expiresAt - clock() < Math.min(lifetime / 2, within) ? run('expiring', grant) : undefined);

  return {
    /** Another token begins, or none. */
    reset(next?: Grant): void {
      running = undefined;
      failures = retryAt = 0;
      if (next) lifetime = next.expiresAt - clock();
    },
    retryNow(): void { retryAt = 0; },
    failing: (): boolean => failures > 0,
    running: (): boolean => !!running,
    beat: (grant: Grant): void => { void ifDue(grant, Math.max(60_000, lifetime / 5)); },
    /** Before a request goes out. @returns false where the token it had was refused and no other came */
    async ready(reason: '401' | undefined, grant: Grant): Promise<boolean> {
      if (!reason || !(running || clock() - renewedAt > FRESH)) {
        await ifDue(grant, 30_000);
        return true;
      }
      if (clock() >= retryAt) await run(reason, grant);
      return !holds(grant);
    },
  };
}
