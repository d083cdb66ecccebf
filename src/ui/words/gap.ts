import type { AreaId } from '../../record/sections.js';
import { counted, first, noun, quoting } from './parts.js';

export const unreadable = (n: number) => `${n} entries could not be shown because they could not be read.`;
export const otherPatient = (n: number, desk: string, ref?: string) => `${n} entries were left out because they are not clearly this patient's. Tell ${desk}${quoting(ref)}.`;
export const atSource = (area: AreaId, org?: string) => `Some ${noun(area, 'sentence')} are held back by ${org || 'their source'}.`;
export const notReleased = (area: AreaId, part: string) => `Some ${noun(area, 'sentence')} were not released to you: ${part}.`;
export const silent = (org: string, area: AreaId) => `${first(org)} did not answer. Its ${noun(area, 'sentence')} may be missing here.`;
export const stopped = (n: number, area: AreaId) => `${n} ${counted(area)} loaded, then loading stopped. There may be more.`;
export const limit = (n: number, m: number, area: AreaId, { exact, newest }: { readonly exact: boolean; readonly newest: boolean }) =>
  `Showing ${newest ? 'the newest ' : ''}${n} of ${exact ? '' : 'at least '}${m} ${counted(area)}, the most this screen can hold. Others are not shown.`;
export const inError = (n: number) => `${n} entries recorded in error are listed apart.`;
export const warned = 'The shared care record says this list may be incomplete.';
export const onlyGaps = (n: number) => `${n} entries were received but cannot be shown. See below.`;
