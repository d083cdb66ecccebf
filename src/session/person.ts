import type { Principal } from '../policy/types.js';
import type { Grant } from './token-source.js';

/** Whose session it is or was. */
export interface Person {
  readonly who: string;
  readonly name: string;
  /** names the person to other tabs */
  hash?: string;
  roleId?: string;
}

export const whose = ({ issuer, subject }: Pick<Grant, 'issuer' | 'subject'>): string => JSON.stringify([issuer, subject]);

/** First 64 bits: enough to know one's own, too little to tell others whose. */
export const hashOf = async (text: string): Promise<string> =>
  String(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)), 0, 8));

/** Everything about a principal, to be compared. */
export const textOf = (principal: Principal): string =>
  JSON.stringify(principal, (_, value: unknown) => (value instanceof Set ? [...value] : value));
