import { said } from './parts.js';

export const warning = (n: number) => said('Still using the shared care record?', `It locks in ${n} seconds. Your place is kept.`);
export const end = (at: string) => `You will be signed out at ${at}.`;
/** @param minutes left out where somebody locked it: nothing was cleared for want of use */
export const locked = (minutes: number | undefined, name: string) => said('Locked', `${minutes ? `Cleared after ${minutes} minutes without use. ` : ''}Signed in as ${name}.`);
