import type { DscrConfig } from '../config/types.js';

/**
 * How an unused session stands.
 * @param since epoch ms of the last sign of the person
 * @returns 'lock', seconds left while the warning stands, or undefined while there is time
 */
export function idleState({ lockMinutes, warnSeconds }: DscrConfig['idle'], since: number, now: number): 'lock' | number | undefined {
  const left = Math.ceil((since + lockMinutes * 60_000 - now) / 1000);
  return left <= 0 ? 'lock' : left <= warnSeconds ? left : undefined;
}
