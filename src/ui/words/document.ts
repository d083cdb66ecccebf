import { first } from './parts.js';

export const notReleased = (org: string) => `${first(org)} did not release this document.`;
export const notFound = (org: string) => `It was not found at ${org}.`;
export const tooLarge = (size: string) => `It is too large to show here (${size}).`;
export const kind = 'This kind of file cannot be shown here.';
