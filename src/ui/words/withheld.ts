import type { AreaId } from '../../record/sections.js';
import { contact, noun, roleAt, said } from './parts.js';

export const byRole = (area: AreaId, role: string, org: string, access: string) => said(`${noun(area)}: not shown to your role`,
  `Your role (${roleAt(role, org)}) does not include ${noun(area, 'sentence')}. There may be some recorded. If you need them for your work, c${contact(access)}`);
export const list = (areas: readonly AreaId[]) => `Not shown to your role: ${areas.map((area, index) => noun(area, index ? 'sentence' : 'heading')).join(', ')}.`;
export const byApi = (area: AreaId, desk: string, ref?: string) => said(`${noun(area)}: not released`,
  `The shared care record did not release ${noun(area, 'sentence')} to you for this patient. There may be some recorded. C${contact(desk, ref)}`);
export const labelRule = 'Some kinds of information are not shown to your role. Lists may be incomplete.';
export const labelRuleNothing = 'Nothing is shown here for your role. Information may still be recorded.';
export const uncategorised = (area: AreaId) => `${noun(area)} without a category are not shown to your role`;
