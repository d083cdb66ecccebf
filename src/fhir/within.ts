import type { Cause } from '../record/problem.js';

/**
 * Does `work` as long as signal and time allow; never rejects, and ends in time whatever the work does.
 * @param lost what is given instead: the network was left (`no-connection`), time ran out (`timeout`), or the work threw (undefined)
 */
export async function within<T>(milliseconds: number, signal: AbortSignal, work: (cut: AbortSignal) => Promise<T>, lost: (cause?: Cause) => T): Promise<T> {
  const cut = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, milliseconds))]);
  try {
    cut.throwIfAborted();
    return await Promise.race([work(cut), new Promise<never>((_, reject) => { cut.addEventListener('abort', reject); })]);
  } catch {
    return lost(signal.aborted ? 'no-connection' : cut.aborted ? 'timeout' : undefined);
  }
}
