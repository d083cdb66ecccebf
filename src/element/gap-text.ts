import type { Gap, Ready } from '../record/section-state.js';
import type { AreaId, SectionId } from '../record/sections.js';
import { labels, noun, words } from '../ui/words.js';

/** The part of a section that a query of this type serves, in words. */
function partName(id: SectionId, type: string | undefined): string {
  const part: AreaId | undefined = id === 'appointments' ? (type === 'Appointment' ? 'appointments.appointments' : 'appointments.referrals')
    : id === 'results' && type === 'ImagingStudy' ? 'results.imaging' : undefined;
  return noun(part ?? id);
}

/** A gap in our words; what the source itself says of it (`gap.text`) stands beside them. @param items how many are shown */
export function gapText({ kind, count = 0, organisation, reference, type, limit }: Gap, id: SectionId, items: number, desk: string): string {
  switch (kind) {
    case 'unreadable': return words.gap.unreadable(count);
    case 'other-patient': return words.gap.otherPatient(count, desk, reference);
    case 'in-error': return words.gap.inError(count);
    case 'withheld-at-source': return words.gap.atSource(id, organisation);
    case 'not-released': return words.gap.notReleased(id, partName(id, type));
    case 'source-silent': return words.gap.silent(organisation ?? labels.recordName, id);
    case 'stopped': return words.gap.stopped(items, id);
    case 'limit': return words.gap.limit(limit?.shown ?? items, count || (limit?.shown ?? items), id, { exact: limit?.exact ?? false, newest: limit?.newest ?? false });
    case 'warned': return words.gap.warned;
  }
}
/** What may be missing from a list and why, each once: what the source itself says of it, else our words. Entries recorded in error are none that is missing. */
export const gapReasons = ({ gaps, counts }: Pick<Ready, 'gaps' | 'counts'>, id: SectionId, desk: string): string[] =>
  [...new Set(gaps.flatMap((gap) => (gap.kind === 'in-error' ? [] : gap.text ?? gapText(gap, id, counts.items, desk))))];
