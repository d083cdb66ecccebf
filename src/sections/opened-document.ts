import { css, html, nothing, type CSSResult, type ReactiveController, type TemplateResult } from 'lit';
import { makeEvent } from '../controllers/announce.js';
import { wordingOf } from '../controllers/wording.js';
import { identityLine, identityOf } from '../element/identity-line.js';
import type { SectionElement } from '../element/section-element.js';
import { notBorrowed } from '../element/stronger.js';
import { thePage } from '../element/the-page.js';
import { bareType, type Attachment } from '../fhir/datatypes/attachment.js';
import { foot } from '../ui/details.js';
import { labels } from '../ui/labels.js';
import { fileSize } from '../ui/numbers.js';
import { inOrder } from '../ui/rows.js';
import { buttons, DEFAULTS, words } from '../ui/words.js';
import { fileWords, readFile, UNREAD, type Openable, type OpenedFile } from './opened-file.js';

/** Without parameters, of which one is the name of the file; and no words in a type's place: either may name the patient. */
const typeOf = ({ contentType }: Attachment): string | undefined => /^\S+\/\S+$/.exec(bareType(contentType))?.[0];
interface Opened { readonly item: Openable; readonly file: Attachment; readonly step: 'ask' | 'loading' | 'open'; readonly content?: OpenedFile; readonly blocked?: true }

export const fileStyles: CSSResult = css`.content { display: block; max-width: 100%; } /* the element's own stands above and stays */ .document .banner { position: static; } iframe.content { width: 100%; height: 75vh; border: 1px solid var(--_line); }`;

/**
 * The one file that an element shows, under the patient's name. What came with an entry is a part of it; what it only points at is asked by
 * whoever may see documents. The audit hears of it.
 */
export class OpenedDocument implements ReactiveController {
  #opened?: Opened | undefined;
  #from?: HTMLElement | undefined;
  #focus = false;

  constructor(private readonly host: SectionElement<unknown>) { host.addController(this); }

  hostDisconnected(): void { this.close(false); }
  hostUpdated(): void {
    const panel = this.#focus && this.host.renderRoot.querySelector<HTMLElement>('.document');
    if (!panel) return;
    this.#focus = false;
    panel.scrollIntoView({ block: 'nearest' });
    // A list gives the focus back to the row it was in: this comes after.
    queueMicrotask(() => { panel.focus({ preventScroll: true }); });
  }

  #show(opened: Opened | undefined): void {
    this.#opened = opened;
    this.host.requestUpdate();
  }

  close(back = true): void {
    removeEventListener('securitypolicyviolation', this.#blocked);
    if (this.#opened?.content?.url !== undefined) URL.revokeObjectURL(this.#opened.content.url);
    if (this.#opened) this.#show(undefined);
    if (back) this.#from?.focus();
    this.#from = undefined;
  }
  /** The host's security settings may refuse blob: addresses: then the file is offered for download. */
  readonly #blocked = (event: SecurityPolicyViolationEvent): void => {
    if (this.#opened && event.blockedURI.startsWith('blob')) this.#show({ ...this.#opened, blocked: true });
  };

  #ask(item: Openable, file: Attachment, from: HTMLElement): void {
    this.close(false);
    this.#from = from;
    this.#focus = true;
    if (identityOf(thePage())?.restricted === true) this.#show({ item, file, step: 'ask' });
    else void this.#open(item, file);
  }

  async #open(item: Openable, file: Attachment): Promise<void> {
    const { host } = this;
    const mayAsk = (): boolean => thePage().permitted('documents', host.sectionId);
    // drawn while it was permitted, pressed when it is no more
    if (file.data === undefined && !mayAsk()) { this.close(); host.requestUpdate(); return; }
    const { reference } = item;
    this.#focus = true;
    const opened = { item, file, step: 'loading' } as const;
    this.#show(opened);
    const proceed = host.dispatchEvent(makeEvent('dscr-open-document', { reference, contentType: typeOf(file), size: file.size }, true));
    thePage().note('document', host.sectionId, reference);
    if (!proceed) this.close();
    // A host that hears of it may also have cleared the element.
    if (this.#opened !== opened) return;
    const content = await readFile(file, async (url) => (mayAsk() ? thePage().openDocument(url) : UNREAD));
    // closed, wiped or another one opened in the meantime: what came late is not even kept
    if (this.#opened !== opened) {
      if (content.url !== undefined) URL.revokeObjectURL(content.url);
      return;
    }
    addEventListener('securitypolicyviolation', this.#blocked);
    this.#show({ ...opened, step: 'open', content });
  }

  #message({ item, content, blocked }: Opened): string | undefined {
    const org = item.provenance.organisation ?? DEFAULTS.org;
    switch (content?.kind) {
      case 'not-released': return words.document.notReleased(org);
      case 'not-asked': return labels.notAvailable;
      case 'not-found': return words.document.notFound(org);
      case 'too-large': return words.document.tooLarge(content.size === undefined ? labels.unknown : fileSize(content.size));
      case 'failed': return words.unavailable('documents', content.cause ?? 'unreadable', wordingOf(thePage()).desk, content.reference).text;
      case 'other': return words.document.kind;
      case 'image': case 'pdf': return blocked ? words.document.kind : undefined;
      default: return undefined;
    }
  }

  /** The files of an item, each to be opened. */
  files(item: Openable): readonly TemplateResult[] {
    const several = item.files.length > 1;
    return item.files.map((file) => html`<p>${this.#way(item, file, several)} ${fileWords(file, several ? undefined : item.title, item.provenance.date)}</p>`);
  }

  #way(item: Openable, file: Attachment, several: boolean): unknown {
    const page = thePage();
    const { sectionId } = this.host;
    if (file.data === undefined) {
      if (file.url === undefined) return labels.noContent;
      // What did not come with its entry is asked as a document is, by whoever may see documents.
      if (!page.permitted('documents', sectionId)) return notBorrowed(page, 'documents');
    }
    const name = (several && file.title) || item.title || labels.document;
    return html`<button class="screen" aria-label=${`${buttons.open}: ${name}`} @click=${(event: Event) => { this.#ask(item, file, event.currentTarget as HTMLElement); }}>${buttons.open}</button>`;
  }

  /** What is open, where it belongs to one of these. @param marks what a row says of how it stands: so does what is open */
  panel<T extends Openable>(of: readonly T[], marks: (item: T) => unknown): TemplateResult | typeof nothing {
    const opened = this.#opened;
    if (!opened) return nothing;
    // after a refresh it is another object; what has no id has no reference of its own either
    const item = of.find((one) => one === opened.item) ?? of.find(({ reference }) => reference === opened.item.reference);
    if (!item) return nothing;
    const { file, step, content, blocked } = opened;
    const name = item.title ?? labels.document;
    const again = (): void => { void this.#open(item, file); };
    const close = (): void => { this.close(); };
    const download = content?.url === undefined ? nothing : html`<a class="btn" download=${content.fileName ?? ''} href=${content.url}>${buttons.download}</a>`;
    const shown = (): unknown => {
      if (content?.text !== undefined) return html`<div class="pre content">${inOrder(content.text)}</div>`;
      if (blocked) return nothing;
      if (content?.kind === 'image') return html`<img class="content" src=${content.url} alt=${name}>`;
      return content?.kind === 'pdf' ? html`<iframe class="content screen" src=${content.url} title=${name}></iframe><p class="paper">${words.document.kind}</p>` : nothing;
    };
    return html`<div class="panel document" role="group" aria-label=${name} tabindex="-1">${identityLine(thePage())}
      <p class="title">${name}</p>${marks(item)}${foot(item)}
      ${step === 'ask' ? html`<p class="warn">${words.patient.restrictedDocument}</p><p class="buttons"><button @click=${again}>${buttons.open}</button>
        <button @click=${close}>${buttons.cancel}</button></p>`
        : html`<p class="buttons screen"><button @click=${close}>${buttons.close}</button> ${download}
        ${content?.kind === 'failed' ? html`<button @click=${again}>${buttons.tryAgain}</button>` : nothing}</p>
        <div aria-live="polite">${step === 'loading' ? words.loading.now('documents') : this.#message(opened)}</div>${shown()}`}</div>`;
  }
}
