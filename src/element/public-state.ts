import type { Page } from '../controllers/page.js';
import type { PatientStateName } from '../controllers/patient-controller.js';
import { NO_COUNTS, type Gap, type GapKind, type SectionState, type StateName } from '../record/section-state.js';
import type { SectionId } from '../record/sections.js';
import type { SessionStateName } from '../session/types.js';

export interface PublicGap { readonly kind: GapKind; readonly count?: number }
export interface PublicSection {
  readonly state: StateName; readonly items: number; readonly received: number; readonly shown: number; readonly unshown: number;
  readonly gaps: readonly PublicGap[]; readonly loadedAt: string | null;
}
/** `element.state` (contract, section 4): numbers and names, nothing of a person. */
export interface PublicState {
  readonly session: SessionStateName; readonly patient: PatientStateName;
  readonly sections: Readonly<Partial<Record<SectionId, PublicSection>>>;
}

/** What is on screen of a section: of one that was cleared away, nothing but that it could not be shown. */
export const drawnState = (state: SectionState, cleared?: boolean): SectionState =>
  (cleared && ('counts' in state || 'loadedAt' in state) ? { name: 'unavailable', problem: { cause: 'unreadable', reference: '' } } : state);

/** Gaps of one kind make one line: counts are added; with one that has none, nobody knows how many they are. */
const publicGaps = (gaps: readonly Gap[]): PublicGap[] => {
  const kinds = new Map<GapKind, number | undefined>();
  for (const { kind, count: told, limit } of gaps) {
    // what has arrived is in other numbers
    const count = kind === 'limit' ? limit?.left : told;
    const before = kinds.has(kind) ? kinds.get(kind) : 0;
    kinds.set(kind, before === undefined || count === undefined ? undefined : before + count);
  }
  return [...kinds].map(([kind, count]) => (count === undefined ? { kind } : { kind, count }));
};

/** @param cleared what was drawn of a section had to go: nothing of it is on screen, whatever the page holds */
export function publicState(page: Page, wanted: readonly SectionId[], showsPatient: boolean, cleared?: (id: SectionId) => boolean): PublicState {
  const sections = wanted.map((id) => {
    const state: SectionState = showsPatient ? drawnState(page.state(id), cleared?.(id)) : { name: 'waiting' };
    const { items, received, shown, unshown } = 'counts' in state ? state.counts : NO_COUNTS;
    return [id, {
      state: state.name, items, received, shown, unshown,
      gaps: 'gaps' in state ? publicGaps(state.gaps) : [],
      loadedAt: 'loadedAt' in state ? state.loadedAt : null,
    } satisfies PublicSection] as const;
  });
  return { session: page.session?.state ?? 'signed-out', patient: showsPatient ? page.patient.name : 'none', sections: Object.fromEntries(sections) };
}
