import type { AreaId } from '../../record/sections.js';
import { contact, noun, said } from './parts.js';

export const ask = (area: AreaId) => said(`Sign in again to see ${noun(area, 'sentence')}`, `${noun(area)} need a stronger or more recent sign-in.`);
export const impossible = (area: AreaId, access: string) => `${noun(area)} need a stronger sign-in than this account has. C${contact(access)}`;
