import { contact } from './parts.js';

export const needed = 'Sign in to see the shared care record.';
export const signedOut = 'You have signed out. The record has been cleared from this page.';
export const busy = 'Finish signing in, in the other window.';
export const blocked = 'The sign-in window was blocked. Allow pop-ups for this page, then try again.';
export const closed = 'Sign-in was not finished.';
export const notAccepted = (access: string, ref?: string) => `Your sign-in could not be checked, so the record stays closed. Try again or c${contact(access, ref)}`;
export const renewFailing = (at: string) => `Connection lost. Trying again. The record closes at ${at} if this fails.`;
export const ended = 'Your session has ended. Sign in to continue where you were.';
export const otherPerson = 'A different person has signed in. The record has been cleared.';
export const as = (name: string) => `Signed in as ${name}.`;
