import { contact, roleAt, said } from './parts.js';

export const none = (name: string, access: string) => said('You have no role for the shared care record', `Signed in as ${name}. To ask for access, c${contact(access)}`);
export const tooManyGroups = (access: string) => `Your roles could not be read: the account is in too many groups. C${contact(access)}`;
export const choose = said('Choose your role', 'Choose the role you are working in now. It decides what you see and is recorded.');
export const option = roleAt;
export const changing = 'Changing role clears the screen.';
export const fixed = 'Your role was chosen at sign-in. To change it, sign in again.';
