import type { Problem } from '../record/problem.js';
import type { QueryEnd } from '../record/section-state.js';
import type { Turn } from './bundle.js';
import { failure } from './patient-answer.js';
import { pause } from './pause.js';
import type { Page, Warning } from './source.js';

/** How far a query may go. */
export interface Bounds { readonly signal: AbortSignal; readonly maxItems: number; onPage(page: Page): void }

/** One page with the reference of its request, or why it did not come. */
export type Step = (Turn & { readonly reference: string }) | { readonly end: QueryEnd };

const INCOMPLETE: Warning = { severity: 'warning', code: 'incomplete', withheld: false };
export const NOTHING: Page = { matches: [], included: [], unreadable: [], warnings: [], sources: [] };
/** pages without a match that a server may send before it counts as going in circles */
const EMPTY_PAGES = 50;
/** matches that are read in one task */
const AT_ONCE = 100;

/**
 * Follows one query to its end, pages in order. The next page is asked before this one is handed on, so that reading and
 * network overlap. Never rejects.
 * @param first cursor of the first page; @param step asks for the page of a cursor, and never rejects
 */
export async function followPages(first: string, step: (cursor: string) => Promise<Step>, { signal, maxItems, onPage }: Bounds): Promise<QueryEnd> {
  const asked = new Set([first]);
  const ids = new Set<unknown>();
  let arrived = 0;
  let matched = 0;
  let turns = 0;
  let total: number | undefined;
  let reference = '';
  const over = (problem: Problem = { cause: 'unreadable', reference }): QueryEnd => ({ kind: turns > 0 ? 'stopped' : 'failed', problem });
  const limit = (): QueryEnd => ({ kind: 'limit', ...(total !== undefined && { total }) });
  try {
    let pending = step(first);
    for (;;) {
      const turn = await pending;
      if (signal.aborted) return failure('no-connection', reference);
      if ('end' in turn) {
        // What fails after some pages have come has stopped.
        const { end } = turn;
        if (end.kind === 'limit') return limit();
        if (end.kind === 'failed') return over(end.problem);
        return end.kind === 'not-released' && turns > 0 ? over({ cause: 'refused', status: 403, reference: end.reference }) : end;
      }
      ({ reference } = turn);
      const { next, page } = turn;
      const last = next === undefined;
      total ??= page.total;
      const room = maxItems - matched;
      const full = page.matches.length + (last ? 0 : 1) > room;
      const matches = page.matches.slice(0, room);
      matched += matches.length;
      // The same entry on two pages is one: a page that shifted must not hide that another entry was lost.
      for (const { id } of matches) if (id !== undefined) ids.add(id); else arrived++;
      arrived += page.unreadable.length;
      const circling = !last && (asked.has(next) || turns > matched + EMPTY_PAGES);
      const stop = turn.broken || circling;
      if (!last && !full && !stop) {
        asked.add(next);
        pending = step(next);
      }
      const short = last && !full && !stop && total !== undefined && total > arrived + ids.size;
      const warnings = short ? [...page.warnings, INCOMPLETE] : page.warnings;
      let rest = { ...page, warnings, reference }, from = 0;
      do {
        if (matches.length > AT_ONCE) await pause();
        if (signal.aborted) return failure('no-connection', reference);
        onPage({ ...rest, matches: matches.slice(from, from += AT_ONCE), more: from < matches.length });
        rest = { ...NOTHING, reference };
      } while (from < matches.length);
      turns++;
      if (full) return limit();
      if (stop) return over();
      if (last) return { kind: 'whole' };
    }
  } catch {
    return over();
  }
}
