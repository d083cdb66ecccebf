import type { Cause } from '../../record/problem.js';
import type { AreaId } from '../../record/sections.js';
import { causes, contact, noun, said, some } from './parts.js';

export const standing = 'Information comes from contributing organisations. It may be incomplete or out of date.';
/** Allergies have their own headings, patient details never are "none": neither can be asked for here. */
export const noneRecorded = (area: Exclude<AreaId, 'allergies' | 'demographics'>, t: string) =>
  `No ${noun(area, 'sentence').replace(' and ', ' or ')} recorded in the shared care record. Loaded ${t}.${area === 'alerts' ? ' Other systems may hold alerts.' : ''}`;
export const unavailable = (area: AreaId, cause: Cause, desk: string, ref?: string) => said(`${noun(area)} could not be loaded`,
  `${causes[cause]} ${some(area)} If this goes on, c${contact(desk, ref)}`);
export const rowUnclear = (org: string) => `Part of this entry could not be understood. Check with ${org}.`;
export const auditRefused = (desk: string, ref?: string) => `The record was not opened because access could not be recorded. Try again or c${contact(desk, ref)}`;

export * as waiting from './waiting.js';
export * as loading from './loading.js';
export * as withheld from './withheld.js';
export * as allergies from './allergies.js';
export * as gap from './gap.js';
export * as filter from './filter.js';
export * as source from './source.js';
export * as stale from './stale.js';
export * as range from './range.js';
export * as patient from './patient.js';
export * as signIn from './sign-in.js';
export * as role from './role.js';
export * as idle from './idle.js';
export * as stronger from './stronger.js';
export * as emergency from './emergency.js';
export * as launch from './launch.js';
export * as setUp from './set-up.js';
export * as document from './document.js';
export * as print from './print.js';
