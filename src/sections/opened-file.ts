import { bareType, decodeBase64, decodeText, type Attachment } from '../fhir/datatypes/attachment.js';
import { joined } from '../fhir/said.js';
import type { DocumentAnswer } from '../fhir/source.js';
import type { Cause } from '../record/problem.js';
import type { Provenance } from '../record/provenance.js';
import { showWhen, type When } from '../record/when.js';
import { labels } from '../ui/labels.js';
import { fileSize } from '../ui/numbers.js';
import { fileKind, type FileKind } from './file-kind.js';
import { plainText } from '../fhir/datatypes/plain-text.js';

/** Whatever has files: a document, a report. */
export interface Openable {
  /** `DocumentReference/12`, for the host and the audit */
  readonly reference: string;
  readonly title: string | undefined;
  readonly files: readonly Attachment[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}
export interface OpenedFile {
  /** how it is shown; `other`: download only */
  readonly kind: FileKind | 'other' | Exclude<DocumentAnswer['kind'], 'content'>;
  readonly text?: string;
  /** blob: address; whoever drops the file revokes it */
  readonly url?: string;
  readonly fileName?: string;
  readonly size?: number;
  readonly cause?: Cause;
  readonly reference?: string;
}
/** What came is no file. */
export const UNREAD = { kind: 'failed', reference: '' } as const;

/**
 * What is known of a file before it is opened.
 * @param name what it is called already
 * @param date of the entry it belongs to: a file may be older
 */
export const fileWords = ({ title, contentType, size, created }: Attachment, name: string | undefined, date: When | undefined): string | undefined =>
  joined([title === name ? undefined : title, bareType(contentType), size === undefined ? undefined : fileSize(size), created && created.raw !== date?.raw ? `${labels.created} ${showWhen(created)}` : undefined]);

/** Larger files are only downloaded. */
export const MOST_BYTES = 20_000_000;
/** A letter larger than this is not turned to text. */
const MOST_HTML = 2_000_000;
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf', 'text/plain': '.txt', 'text/html': '.html', 'image/png': '.png', 'image/jpeg': '.jpg', 'image/gif': '.gif', 'image/webp': '.webp', 'image/tiff': '.tif', 'application/rtf': '.rtf', 'application/xml': '.xml', 'text/xml': '.xml',
};
/** A file of another type keeps an ending that no system runs. */
const HARMLESS = /\.(?:pdf|docx?|xlsx?|pptx?|rtf|txt|csv|png|jpe?g|tiff?|dcm|zip)$/i;

/** Gets a file and decides how it may be shown. Never rejects. */
export async function readFile(file: Attachment, open: (url: string) => Promise<DocumentAnswer>): Promise<OpenedFile> {
  const inline = file.data === undefined ? undefined : decodeBase64(file.data);
  const answer: DocumentAnswer = inline ? { kind: 'content', contentType: file.contentType ?? '', bytes: inline }
    : file.url === undefined ? UNREAD : await open(file.url).catch(() => UNREAD);
  if (answer.kind !== 'content') return answer;
  const { bytes, contentType, reference } = answer;
  if (bytes.length === 0) return UNREAD;
  // A page (a sign-in, an error) in place of a file that is none.
  if (reference !== undefined && bareType(contentType) === 'text/html' && !/^$|octet|html/.test(bareType(file.contentType))) return { kind: 'failed', reference };
  const large = bytes.length > MOST_BYTES;
  const { kind, type } = fileKind(bytes, file.contentType, contentType);
  const declared = /charset/i.test(contentType) ? contentType : file.contentType ?? contentType;
  const drawn = kind === 'pdf' || kind === 'image';
  const sent = (kind === 'text' && !large) || (kind === 'html' && bytes.length <= MOST_HTML) ? decodeText(bytes, declared) : undefined;
  const read = sent !== undefined && kind === 'html' ? plainText(sent) : sent;
  const text = read?.trim() ? read : undefined;
  // The type of the address is ours: a browser must never read it as a page of the host's.
  const url = URL.createObjectURL(new Blob([bytes], { type: drawn ? type : 'application/octet-stream' }));
  const fileName = (file.title ?? 'document').replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim().slice(0, 80) || 'document';
  const ending = ENDINGS[bareType(type)] ?? (HARMLESS.test(fileName) ? '' : '.bin');
  return {
    kind: large ? 'too-large' : drawn || text !== undefined ? kind! : 'other', ...(text !== undefined && { text }), url,
    fileName: fileName.toLowerCase().endsWith(ending) ? fileName : fileName + ending, size: bytes.length,
  };
}
