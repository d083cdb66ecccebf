import type { Attachment } from '../../fhir/datatypes/attachment.js';
import type { Provenance } from '../../record/provenance.js';
import type { Detail } from '../../ui/details.js';

export type { Attachment };

export interface DocumentItem {
  /** `DocumentReference/12`, for the host and the audit */
  readonly reference: string;
  readonly title: string | undefined;
  /** status codes as sent, in lower case */
  readonly status: string | undefined;
  readonly docStatus: string | undefined;
  /** confidentiality and other labels, as codes or words */
  readonly labels: readonly string[];
  readonly details: readonly Detail[];
  readonly files: readonly Attachment[];
  readonly provenance: Provenance;
  readonly unclear: boolean;
}

export interface DocumentsModel { readonly documents: readonly DocumentItem[] }
