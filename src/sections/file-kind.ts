import { bareType } from '../fhir/datatypes/attachment.js';

/** How a file can be shown; undefined: it can only be downloaded. */
export type FileKind = 'text' | 'html' | 'image' | 'pdf';

/** Types that are shown, with the bytes they must begin with (`..` is any byte): what a file says of itself must be true. */
const TYPES: Readonly<Record<string, readonly [kind: FileKind, magic?: string]>> = {
  'text/plain': ['text'], 'text/html': ['html'], 'application/pdf': ['pdf', '255044462d'],
  'image/png': ['image', '89504e470d0a1a0a'], 'image/jpeg': ['image', 'ffd8ff'], 'image/gif': ['image', '47494638'], 'image/webp': ['image', '52494646........57454250'],
};
const standard = (contentType: string | undefined): string => bareType(contentType).replace('image/jpg', 'image/jpeg');
const GENERIC = ['', 'application/octet-stream', 'binary/octet-stream'];

export interface ShownFile { readonly kind?: FileKind; readonly type: string }

/** @param declared what the entry says; @param answered what the answer says: where they disagree the file is only downloaded */
export function fileKind(bytes: Uint8Array, declared: string | undefined, answered: string | undefined): ShownFile {
  const said = [declared, answered].map(standard).filter((type) => !GENERIC.includes(type));
  const type = said[0] ?? 'application/octet-stream';
  const [kind, magic] = Object.hasOwn(TYPES, type) ? TYPES[type]! : [];
  if (kind === undefined || said.some((one) => one !== type)) return { type };
  const start = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const fits = magic === undefined ? !bytes.subarray(0, 4096).includes(0) && !/^(25504446|89504e47|ffd8ff)/.test(start) : new RegExp(`^${magic}`).test(start);
  return fits ? { kind, type } : { type };
}
