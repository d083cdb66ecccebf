import { roleAt } from './parts.js';

export const foot = (record: string, t: string, printed: string, name: string, role: string, org: string, filter: string | undefined, unshown: number) =>
  `${record}. Not a complete record. Loaded ${t}. Printed ${printed} by ${name}, ${roleAt(role, org)}. ${filter ? `Filter: ${filter}` : 'No filter'}. ${unshown} entries not shown. Confidential patient information.`;
export const page = (x: number | string, y: number | string) => `Page ${x} of ${y}.`;
export const off = 'Printing is switched off here.';
