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
  const [title, contentType, url, length = '', inline] = ['title', 'contentType', 'url', 'size', 'data'].map((name) => text(sent[name]));
  const data = inline?.replace(/\s+/g, '');
  const created = readWhen(sent['creation']);
  const size = /^\d+$/.test(length) ? Number(length) : data === undefined ? undefined : Math.floor(data.length * 0.75);
  return title ?? contentType ?? url ?? data ?? created ? { title, contentType: contentType?.trim(), size, created, url, data } : undefined;
}

/** Bytes of base64 text; undefined where it is none. */
export function decodeBase64(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const letters = atob(data.replace(/-/g, '+').replace(/_/g, '/'));
    // A loop, as thousands of texts may be searched.
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}

/** `text/plain; charset=utf-8` → `text/plain` */
export const bareType = (contentType: string | undefined): string => contentType?.split(';')[0]!.trim().toLowerCase() ?? '';

/** The text of a file in the character set its type names, else UTF-8; where it cannot be that, as Windows writes it. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
  try { return new TextDecoder(charset, { fatal: !charset }).decode(bytes); } catch { return charset ? decodeText(bytes, '') : new TextDecoder('windows-1252').decode(bytes); }
}

/** The words of a file that came as plain text; undefined for any other. */
export function plainText({ data, contentType }: Attachment): string | undefined {
  const bytes = data !== undefined && bareType(contentType) === 'text/plain' ? decodeBase64(data) : undefined;
  return bytes && decodeText(bytes, contentType);
}
