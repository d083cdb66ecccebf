import type { AreaId } from '../../record/sections.js';
import { first, noun } from './parts.js';

export const notYet = (org: string, area: AreaId, date?: string) =>
  `${first(org)} does not share ${noun(area, 'sentence')} here yet${date ? ` (expected ${date})` : ''}. There may be some recorded there.`;
export const notKnown = (org: string, area: AreaId) => `It is not known whether ${org} shares ${noun(area, 'sentence')} here.`;
export const since = (org: string, area: AreaId, date: string) => `${first(org)} shares ${noun(area, 'sentence')} from ${date}. Earlier ones are not here.`;
/** @param area of a source that is old: newer ones may exist */
export const updated = (org: string, t: string, area?: AreaId) => `${first(org)}: last update ${t}.${area ? ` Newer ${noun(area, 'sentence')} may exist.` : ''}`;
export const updateUnknown = (org: string) => `${first(org)}: time of last update not given.`;
