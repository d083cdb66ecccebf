import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { word, labels } from '../../ui/labels.js';
import { badge } from '../../ui/rows.js';
import { entryRow } from '../entry-row.js';
import type { DocumentItem, DocumentsModel } from './documents.model.js';
import { fileStyles, OpenedDocument } from '../opened-document.js';

/** How a document stands, where that is not plain. */
const marks = (item: DocumentItem): unknown => [
  item.status === 'current' ? nothing : badge(word('document', item.status) ?? labels.unknown, 'warn'),
  item.docStatus === undefined || item.docStatus === 'final' ? nothing : badge(word('docStatus', item.docStatus), 'warn'),
  item.labels.map((one) => badge(`${labels.confidentiality}: ${one}`)),
];

/**
 * @summary Documents, newest first; a superseded one says so. Opening one shows it here, under the patient's name.
 * @fires {CustomEvent<{ reference: string, contentType?: string, size?: number }>} dscr-open-document - cancelable: a host may open it its own way
 * @fires dscr-section-shown
 */
export class DscrDocuments extends SectionElement<DocumentsModel> {
  static override readonly section = 'documents';
  static override styles: CSSResultGroup = [SectionElement.styles, fileStyles];

  readonly #opened = new OpenedDocument(this);

  protected override forget(): void {
    super.forget();
    this.#opened.close(false);
  }

  #row(item: DocumentItem): TemplateResult {
    return entryRow(item, [
      marks(item),
      item.files.length === 0 ? html`<p>${labels.noContent}</p>` : this.#opened.files(item),
    ]);
  }

  override renderModel({ documents }: DocumentsModel): TemplateResult {
    return html`${this.#opened.panel(documents, marks)}${this.rows(documents, (item) => this.#row(item))}`;
  }
}
