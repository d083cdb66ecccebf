import type { AreaId } from '../../record/sections.js';
import { counted } from './parts.js';

export const on = (n: number, m: number, area: AreaId, hidden: number, why: string) => `Filter on: showing ${n} of ${m} ${counted(area)}. ${hidden} hidden: ${why}.`;
export const none = (area: AreaId, hidden: number) => `No ${counted(area)} match this filter. ${hidden} hidden.`;
export const byHost = (what: string) => `This screen shows ${what} only.`;
/** Results: what is shown although nothing says that it is abnormal is counted too. */
export const onResults = (n: number, m: number, flagged: number, unjudged: number, hidden: number, why: string) =>
  `Filter on: showing ${n} of ${m} results (${flagged} flagged or outside range, ${unjudged} with no flag or range). ${hidden} hidden: ${why}.`;
export const why = { abnormal: 'in range or flagged normal', query: 'not found by the search', part: 'of another category', source: 'from other sources', dates: 'of other dates', tests: 'of tests not ticked' } as const;
/** Buttons that page through more than a screen holds. */
export const place = (from: number, to: number, all: number, of: string) => `${of} ${from} to ${to} of ${all}`;
