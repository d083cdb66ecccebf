import { said } from './parts.js';

export const warning = (n: number) => said('Still using the shared care record?', `It locks in ${n} seconds. Your place is kept.`);
export const end = (at: string) => `You will be signed out at ${at}.`;
export const locked = (minutes: number, name: string) => said('Locked', `Cleared after ${minutes} minutes without use. Signed in as ${name}.`);
