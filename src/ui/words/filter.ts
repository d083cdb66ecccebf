import type { AreaId } from '../../record/sections.js';
import { counted } from './parts.js';

export const on = (n: number, m: number, area: AreaId, hidden: number, why: string) => `Filter on: showing ${n} of ${m} ${counted(area)}. ${hidden} hidden: ${why}.`;
export const none = (area: AreaId, hidden: number) => `No ${counted(area)} match this filter. ${hidden} hidden.`;
export const byHost = (what: string) => `This screen shows ${what} only.`;
