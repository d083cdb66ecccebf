import type { Detail } from '../../ui/details.js';
import type { Openable } from '../opened-file.js';

export interface DocumentItem extends Openable {
  /** status codes as sent, in lower case */
  readonly status: string | undefined;
  readonly docStatus: string | undefined;
  /** confidentiality and other labels, as codes or words */
  readonly labels: readonly string[];
  readonly details: readonly Detail[];
}

export interface DocumentsModel { readonly documents: readonly DocumentItem[] }
