import type { AreaId } from '../../record/sections.js';
import { counted, noun } from './parts.js';

export const now = (area: AreaId) => `Loading ${noun(area, 'sentence')}`;
export const slow = (area: AreaId) => `Still loading ${noun(area, 'sentence')}. This is taking longer than usual.`;
export const pages = (n: number, area: AreaId) => `${n} ${counted(area)} so far. Still loading: more may appear, including newer ones.`;
