import { contact } from './parts.js';

export const invalid = (access: string, ref?: string) => `The shared care record is not set up correctly here, so nothing is shown. C${contact(access, ref)}`;
export const csp = (access: string) => `This system's security settings block the shared care record. C${contact(access)}`;
export const browser = 'This browser cannot show the shared care record safely. Use a current Edge, Chrome or Firefox.';
export const withdrawn = (access: string) => `This version has been withdrawn. C${contact(access)}`;
