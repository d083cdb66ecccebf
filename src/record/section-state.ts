import type { Problem } from './problem.js';

/**
 * The heart: what one section may say of itself (contract, section 4). One union, no boolean beside it.
 * `none-recorded` is made in {@link settle} alone.
 */
export type StateName = 'waiting' | 'loading' | 'withheld' | 'unavailable' | 'none-recorded' | 'ready';

/** These three add up to `unshown`: they arrived and are not among the items. */
export type UnshownKind = 'unreadable' | 'other-patient' | 'in-error';
/** These never arrived. */
export type MissingKind = 'withheld-at-source' | 'not-released' | 'source-silent' | 'stopped' | 'limit' | 'warned';
export type GapKind = UnshownKind | MissingKind;

export interface Gap {
  readonly kind: GapKind;
  /** how many; for a {@link MissingKind} only where the API gave a number */
  readonly count?: number;
  /** the organisation concerned, as the API names it */
  readonly organisation?: string;
  /** a text that the source prescribes and that must be shown as it is */
  readonly text?: string;
  /** correlation id for the service desk */
  readonly reference?: string;
  /** `limit` only, where `count` is of all items: how many are shown, whether `count` is exact or a lower bound, whether they are the newest,
   * and how many resources never arrived, where that is known */
  readonly limit?: { readonly shown: number; readonly exact: boolean; readonly newest: boolean; readonly left?: number | undefined };
  /** FHIR type of the query concerned, for `not-released`, `source-silent` and `stopped` */
  readonly type?: string;
}

/** What an API says of one contributing organisation (contract, section 8). */
export interface SourceNote {
  readonly ods?: string;
  readonly name: string;
  readonly status: 'answered' | 'not-answering' | 'not-contributing' | 'withheld';
  /** FHIR dateTime as received */
  readonly lastUpdate?: string;
}

/** How one query ended. */
export type QueryEnd =
  | { readonly kind: 'whole' }
  /** pages arrived, then one failed */
  | { readonly kind: 'stopped'; readonly problem: Problem }
  /** the most this client will hold has been reached; `total` where the API gave one; `newest`: what came was seen to be in that order;
   * `together`: of all types of the section, which were one answer */
  | { readonly kind: 'limit'; readonly total?: number | undefined; readonly newest?: boolean; readonly together?: boolean }
  /** nothing arrived */
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** 403 with an OperationOutcome */
  | { readonly kind: 'not-released'; readonly reference: string }
  /** the CapabilityStatement omits the type: it was not asked */
  | { readonly kind: 'not-served' };

export interface Counts {
  /** rows a reader would count; several resources may stand behind one */
  readonly items: number;
  /** distinct resources of the section's own types that arrived, less those a label rule dropped */
  readonly received: number;
  readonly shown: number;
  readonly unshown: number;
}
export const NO_COUNTS: Counts = { items: 0, received: 0, shown: 0, unshown: 0 };

export type SectionState<M = unknown> =
  | { readonly name: 'waiting' }
  /** `model` only for sections that draw page by page, once a page has come */
  | { readonly name: 'loading'; readonly counts: Counts; readonly model?: M; readonly slow: boolean;
    /** what stays on screen while it is asked for again */ readonly kept?: Ready<M> }
  | { readonly name: 'withheld'; readonly by: 'role' | 'api'; readonly reference?: string }
  | { readonly name: 'unavailable'; readonly problem: Problem }
  /** something came all the same, and nothing of it could be shown */
  | { readonly name: 'unavailable'; readonly problem: Problem; readonly counts: Counts; readonly gaps: readonly Gap[]; readonly unread: readonly unknown[] }
  | { readonly name: 'none-recorded'; readonly loadedAt: string; readonly sources: readonly SourceNote[] }
  | Ready<M>;

export const LOADING = { name: 'loading', counts: NO_COUNTS, slow: false } as const satisfies SectionState;

export interface Ready<M = unknown> {
  readonly name: 'ready';
  readonly model: M;
  readonly counts: Counts;
  readonly gaps: readonly Gap[];
  readonly sources: readonly SourceNote[];
  /** ISO 8601, when our request was answered; never the source's last update */
  readonly loadedAt: string;
  /** the same model made of the entries recorded in error: listed apart, on demand */
  readonly inError?: M;
  /** entries that could not be read, as received */
  readonly unread: readonly unknown[];
  /** some may be there that this person is not shown */
  readonly hidden?: boolean;
  /** it was asked for again, in vain: what is here is what came before */
  readonly notRefreshed?: Problem;
}

/** What a reader has before them: a list that is being asked for again stays until the new one is there. */
export const onScreen = <M>(state: SectionState<M>): SectionState<M> => (state.name === 'loading' ? state.kept ?? state : state);

/** Can nothing be missing? Only then may a reader conclude from what is not there. */
export const isWhole = (state: SectionState): boolean => state.name === 'ready' && !state.notRefreshed && !state.hidden && state.gaps.every(({ kind }) => kind === 'in-error');

/** One query of a section that has ended. `main`: without its type the section cannot be shown at all. */
export interface EndedQuery {
  readonly type: string;
  readonly main: boolean;
  readonly end: QueryEnd;
}

const NOT_SERVED: Problem = { cause: 'refused', reference: '' };

export type Settled =
  | { readonly name: 'withheld'; readonly reference?: string }
  | { readonly name: 'unavailable'; readonly problem: Problem }
  | { readonly name: 'none-recorded' }
  | { readonly name: 'ready'; readonly gaps: readonly Gap[] };

/**
 * Step 7 of a request: which of the settled states a section is in, once every query has ended.
 * @param queries every query of the section, those not served included
 * @param counts what was mapped
 * @param gaps gaps found while reading (unreadable, other-patient, in-error, warnings, sources)
 * @param shownOf how many of a type of its own are shown; undefined for any other
 * @param hidden true where a label rule applies to this person and section, or only parts of it are theirs to see: then nothing is ever "none recorded"
 */
export function settle(queries: readonly EndedQuery[], counts: Counts, gaps: readonly Gap[], hidden: boolean, shownOf: (type: string) => number | undefined): Settled {
  const asked = queries.filter(({ end }) => end.kind !== 'not-served');
  if (!asked.some(({ main }) => main)) return { name: 'unavailable', problem: NOT_SERVED };

  const refused = asked.filter(({ end }) => end.kind === 'not-released');
  if (refused.length === asked.length) return { name: 'withheld', reference: (refused[0]!.end as { reference: string }).reference };

  const problem = asked.flatMap(({ end }) => ('problem' in end ? [end.problem] : []))[0];
  if (problem && counts.items === 0) return { name: 'unavailable', problem };

  // What was cut off, of whichever types, is one number of the section; where several entries make one item, nobody can tell how many items are missing.
  const limits = asked.flatMap(({ type, end }) => (end.kind === 'limit' ? (end.total ?? NaN) - ((end.together ? counts.shown : shownOf(type)) ?? NaN) : []));
  const left = limits.reduce((sum, one) => sum + one, 0);
  const exact = left >= 0 && counts.items >= counts.shown;
  // Of which type those not shown are nobody knows, nor how many of all there are came and are hidden.
  const never = hidden || (counts.unshown > 0 && asked.length > limits.length) ? NaN : left - counts.unshown;
  const all: Gap[] = [...gaps, ...asked.flatMap(gapOf), ...limits.length > 0 ? [{ kind: 'limit', ...(exact && { count: counts.items + left }),
    // of several types, or with some left out, those shown need not be the newest there are
    limit: { shown: counts.items, exact, left: never >= 0 ? never : undefined, newest: asked.length === 1 && gaps.length === 0 && !hidden && 'newest' in asked[0]!.end } } as const] : []];
  if (all.length > 0 || counts.received > 0 || counts.items > 0 || hidden) return { name: 'ready', gaps: all };
  return queries.some(({ main, end }) => main && end.kind === 'not-served') ? { name: 'unavailable', problem: NOT_SERVED } : { name: 'none-recorded' };
}

function gapOf({ type, end }: EndedQuery): Gap[] {
  const { kind } = end;
  return kind === 'whole' || kind === 'not-served' || kind === 'limit' ? [] : [{ kind: kind === 'failed' ? 'source-silent' : kind, type, reference: 'problem' in end ? end.problem.reference : end.reference }];
}
