import type { Cause } from '../record/problem.js';

/**
 * Does `work` as long as signal and time allow, and begins none where there is no time; never rejects, and ends in time whatever the work does.
 * @param lost what is given instead: the network was left (`no-connection`), time ran out (`timeout`), or the work threw (undefined)
 */
export async function within<T>(milliseconds: number, signal: AbortSignal, work: (cut: AbortSignal) => Promise<T>, lost: (cause?: Cause) => T): Promise<T> {
  const out = new AbortController();
  const cut = AbortSignal.any([signal, out.signal]);
  // Not AbortSignal.timeout: its clock runs on after the work is done, and holds all of this until then.
  const clock = setTimeout(() => out.abort(), milliseconds);
  if (milliseconds <= 0) out.abort();
  try {
    cut.throwIfAborted();
    return await Promise.race([work(cut), new Promise<never>((_, reject) => { cut.addEventListener('abort', reject); })]);
  } catch {
    return lost(signal.aborted ? 'no-connection' : cut.aborted ? 'timeout' : undefined);
  } finally {
    clearTimeout(clock);
  }
}
