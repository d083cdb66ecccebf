import type { AreaId } from '../../record/sections.js';
import { noun, said } from './parts.js';

export const ask = (area: AreaId, identity: string) => said(`Emergency access to ${noun(area, 'sentence')}`,
  `${identity}. Your role does not normally include ${noun(area, 'sentence')}. Continue only if they are needed for this patient's care now. Your name, role, reason and what you open are recorded for the Privacy Officer.`);
export const reason = 'Reason';
export const reasons = ['Emergency care', 'Risk of serious harm', 'Required by law', 'Court order'] as const;
export const explain = 'Explain briefly (at least 10 characters)';
export const banner = (area: AreaId, name: string, until: string) => `Emergency access: ${noun(area, 'sentence')} of ${name}, until ${until}. What you open is recorded.`;
export const ended = (area: AreaId) => `Emergency access has ended. ${noun(area)} are no longer shown.`;
export const refused = 'Emergency access was not opened because it could not be recorded. Try again, or phone the service that holds the information.';
