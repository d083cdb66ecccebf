import { readWhen, type When } from '../../record/when.js';
import { node, text } from '../read.js';

export interface Attachment {
  readonly title?: string;
  /** as sent, parameters included */
  readonly contentType?: string;
  /** bytes, where given or known from the inline data */
  readonly size?: number;
  readonly created?: When;
  readonly url?: string;
  /** base64 */
  readonly data?: string;
}

/** @returns undefined where there is nothing to say of it */
export function readAttachment(value: unknown): Attachment | undefined {
  const sent = node(value);
  if (!sent) return undefined;
  const [title, contentType, url, size] = ['title', 'contentType', 'url', 'size'].map((name) => text(sent[name]));
  const data = text(sent['data'])?.replace(/\s+/g, '');
  const created = readWhen(sent['creation']);
  const length = size !== undefined && /^\d+$/.test(size) ? Number(size) : data === undefined ? undefined : Math.floor(data.length * 0.75);
  if (title === undefined && contentType === undefined && url === undefined && data === undefined && created === undefined) return undefined;
  return {
    ...(title !== undefined && { title }), ...(contentType !== undefined && { contentType: contentType.trim() }), ...(length !== undefined && { size: length }),
    ...(created && { created }), ...(url !== undefined && { url }), ...(data !== undefined && { data }),
  };
}

/** Bytes of base64 text; undefined where it is none. */
export function decodeBase64(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(data.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** `text/plain; charset=utf-8` → `text/plain` */
export const bareType = (contentType: string | undefined): string => contentType?.split(';')[0]!.trim().toLowerCase() ?? '';

/** The text of a file in the character set its type names, else UTF-8. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try { return new TextDecoder(charset).decode(bytes); } catch { return new TextDecoder().decode(bytes); }
}
