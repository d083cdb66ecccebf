import { first } from './parts.js';

export const open = (host: string) => `Open a patient in ${host} to see their shared care record.`;
export const noNumber = (host: string) => `${first(host)} gave no NHS number, so the shared care record cannot be opened.`;
