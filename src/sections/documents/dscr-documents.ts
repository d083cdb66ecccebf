import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { makeEvent } from '../../controllers/announce.js';
import { wordingOf } from '../../controllers/wording.js';
import { identityLine, identityOf } from '../../element/identity-line.js';
import { SectionElement } from '../../element/section-element.js';
import { details, foot } from '../../ui/details.js';
import { codeWord, labels } from '../../ui/labels.js';
import { fileSize } from '../../ui/numbers.js';
import { badge } from '../../ui/rows.js';
import { buttons, DEFAULTS, words } from '../../ui/words.js';
import type { Attachment, DocumentItem, DocumentsModel } from './documents.model.js';
import { fileWords, readFile, type OpenedFile } from './opened-file.js';

interface Opened { readonly item: DocumentItem; readonly file: Attachment; readonly step: 'ask' | 'loading' | 'open'; readonly content?: OpenedFile; readonly blocked?: true }

/**
 * @summary Documents, newest first; a superseded one says so. Opening one shows it here, under the patient's name.
 * @fires {CustomEvent<{ reference: string, contentType?: string, size?: number }>} dscr-open-document - cancelable: a host may open it its own way
 * @fires dscr-section-shown
 */
export class DscrDocuments extends SectionElement<DocumentsModel> {
  static override readonly section = 'documents';
  static override styles: CSSResultGroup = [SectionElement.styles, css`.content { display: block; max-width: 100%; } iframe.content { width: 100%; height: 75vh; border: 1px solid var(--_line); }`];

  @state() private opened?: Opened | undefined;
  #from?: HTMLElement | undefined;
  #focus = false;

  protected override forget(): void {
    super.forget();
    this.#close(false);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close(false);
  }

  #close(back = true): void {
    const { opened } = this;
    removeEventListener('securitypolicyviolation', this.#blocked);
    if (opened?.content?.url !== undefined) URL.revokeObjectURL(opened.content.url);
    this.opened = undefined;
    if (back) this.#from?.focus();
    this.#from = undefined;
  }
  /** The host's security settings may refuse blob: addresses: then the file is offered for download. */
  readonly #blocked = (event: SecurityPolicyViolationEvent): void => {
    if (this.opened && event.blockedURI.startsWith('blob')) this.opened = { ...this.opened, blocked: true };
  };

  #ask(item: DocumentItem, file: Attachment, from: HTMLElement): void {
    this.#close(false);
    this.#from = from;
    this.#focus = true;
    if (identityOf(this.page)?.restricted === true) this.opened = { item, file, step: 'ask' };
    else void this.#open(item, file);
  }

  async #open(item: DocumentItem, file: Attachment): Promise<void> {
    const { reference } = item;
    const proceed = this.dispatchEvent(makeEvent('dscr-open-document', { reference, contentType: file.contentType, size: file.size }, true));
    this.page.note('document', 'documents', reference);
    if (!proceed) { this.#close(); return; }
    this.#focus = true;
    const opened = this.opened = { item, file, step: 'loading' } as const;
    const content = await readFile(file, (url) => this.page.openDocument(url));
    // closed, wiped or another one opened in the meantime: what came late is not even kept
    if (this.opened !== opened) {
      if (content.url !== undefined) URL.revokeObjectURL(content.url);
      return;
    }
    addEventListener('securitypolicyviolation', this.#blocked);
    this.opened = { ...opened, step: 'open', content };
  }

  protected override updated(changed?: PropertyValues): void {
    super.updated();
    if (!this.#focus || !changed) return;
    const panel = this.renderRoot.querySelector<HTMLElement>('.document');
    if (!panel) return;
    this.#focus = false;
    panel.scrollIntoView({ block: 'nearest' });
    panel.focus({ preventScroll: true });
  }

  #message({ item, content, blocked }: Opened): string | undefined {
    const org = item.provenance.organisation ?? DEFAULTS.org;
    switch (content?.kind) {
      case 'not-released': return words.document.notReleased(org);
      case 'not-found': return words.document.notFound(org);
      case 'too-large': return words.document.tooLarge(content.size === undefined ? labels.unknown : fileSize(content.size));
      case 'failed': return words.unavailable('documents', 'fault', wordingOf(this.page).desk, content.reference).text;
      case 'other': return words.document.kind;
      case 'image': case 'pdf': return blocked ? words.document.kind : undefined;
      default: return undefined;
    }
  }

  #panel(opened: Opened): TemplateResult {
    const { item, file, step, content, blocked } = opened;
    const name = item.title ?? labels.document;
    const message = this.#message(opened);
    const download = content?.url === undefined ? nothing : html`<a class="btn" download=${content.fileName ?? ''} href=${content.url}>${buttons.download}</a>`;
    const show = (): unknown => {
      if (content?.text !== undefined) return html`<div class="pre content">${content.text}</div>`;
      if (blocked) return nothing;
      if (content?.kind === 'image') return html`<img class="content" src=${content.url} alt=${name}>`;
      return content?.kind === 'pdf' ? html`<iframe class="content" src=${content.url} title=${name}></iframe>` : nothing;
    };
    return html`<div class="panel document" role="group" aria-label=${name} tabindex="-1" part="document">${identityLine(this.page)}
      <p class="title">${name}</p>${foot(item)}
      ${step === 'ask' ? html`<p class="warn">${words.patient.restrictedDocument}</p><p class="buttons"><button type="button" @click=${() => { void this.#open(item, file); }}>${buttons.open}</button>
        <button type="button" @click=${() => { this.#close(); }}>${buttons.cancel}</button></p>`
        : html`<p class="buttons screen"><button type="button" @click=${() => { this.#close(); }}>${buttons.close}</button> ${download}
        ${content?.kind === 'failed' ? html`<button type="button" @click=${() => { void this.#open(item, file); }}>${buttons.tryAgain}</button>` : nothing}</p>
        <div role="status">${step === 'loading' ? words.loading.now('documents') : message}</div>${show()}`}</div>`;
  }

  #row(item: DocumentItem): TemplateResult {
    const several = item.files.length > 1;
    return html`<p class="title">${item.title ?? labels.notRecorded}</p>
      ${item.status === 'current' ? nothing : badge(codeWord('document', item.status) ?? item.status ?? labels.unknown, 'warn')}
      ${item.docStatus === undefined || item.docStatus === 'final' ? nothing : badge(codeWord('docStatus', item.docStatus) ?? item.docStatus, 'warn')}
      ${item.labels.map((one) => badge(`${labels.confidentiality}: ${one}`))}
      ${item.files.length === 0 ? html`<p>${labels.noContent}</p>` : item.files.map((file) => html`<p>${file.url === undefined && file.data === undefined ? labels.noContent
        : html`<button type="button" class="screen" aria-label=${`${buttons.open}: ${(several && file.title) || item.title || labels.document}`} @click=${(event: Event) => { this.#ask(item, file, event.currentTarget as HTMLElement); }}>${buttons.open}</button>`} ${fileWords(file, several)}</p>`)}
      ${details(item.details)}${foot(item)}`;
  }

  override renderModel({ documents }: DocumentsModel): TemplateResult {
    const { opened } = this;
    return html`${opened && documents.some((one) => one.reference === opened.item.reference) ? this.#panel(opened) : nothing}${this.rows(documents, (item) => this.#row(item))}`;
  }
}
