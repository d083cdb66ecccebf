import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing, type CSSResult, type CSSResultGroup, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { recordContext, type RecordHandle } from '../context/record-context.js';
import { errorEvent } from '../controllers/announce.js';
import { copyInput, patientKey, type PatientInput } from '../controllers/patient-controller.js';
import type { Member } from '../controllers/members.js';
import { wordingOf, type Wording } from '../controllers/wording.js';
import { newId } from '../record/new-id.js';
import type { SectionId } from '../record/sections.js';
import { newSince } from '../ui/new-since.js';
import { styles } from '../ui/styles.js';
import { words } from '../ui/words.js';
import { keepFocus } from './keep-focus.js';
import { printElement } from './print.js';
import { publicState, type PublicState } from './public-state.js';
import { hiddenCritical } from './self-check.js';
import { sessionBar } from './session-panel.js';
import { thePage } from './the-page.js';
import { drawing, turn } from './turns.js';

/**
 * What every element of the widget is: a member of the page that takes a patient, draws from the page's one state, and
 * has nothing of a patient left when the page says so.
 *
 * @cssprop --dscr-text - for `theme="host"`, as all of these: text; whoever sets it sets the backgrounds too
 * @cssprop --dscr-text-muted - text beside
 * @cssprop --dscr-background - behind text
 * @cssprop --dscr-background-soft - behind every second row and notices
 * @cssprop --dscr-border - lines
 * @cssprop --dscr-accent - buttons and links
 * @cssprop --dscr-on-accent - text on them
 * @cssprop --dscr-focus - what surrounds the focused control
 * @cssprop --dscr-banner - behind the identity of the patient
 */
export abstract class DscrElement extends LitElement implements Member {
  static override styles: CSSResultGroup = styles;
  static override properties: PropertyDeclarations = {
    patient: { attribute: false, noAccessor: true },
    headingLevel: { attribute: 'heading-level', type: Number },
    density: { reflect: true }, theme: { reflect: true },
    nhsNumber: { attribute: 'nhs-number', noAccessor: true }, birthDate: { attribute: 'birth-date', noAccessor: true },
  };

  /** level of the element's own heading, 1 to 6 */
  declare headingLevel: number;
  declare density: 'comfortable' | 'compact' | undefined;
  declare theme: 'nhs' | 'host' | 'dark' | 'auto' | undefined;

  /** sections drawn here */
  abstract readonly wanted: readonly SectionId[];

  readonly showsSession: boolean = false;
  get nested(): boolean { return this.record !== undefined; }

  #patient: PatientInput | null | undefined;
  /** what the host gave, for it to read back */
  #given: PatientInput | null | undefined;
  #nhsNumber?: string | null;
  #birthDate?: string | null;
  #detach?: () => void;
  readonly #record = new ContextConsumer(this, { context: recordContext, subscribe: true });
  #resize?: ResizeObserver;
  /** `unseen`: a host made an identity, alert or allergy line invisible; `broken`: drawing it threw */
  protected fault?: 'unseen' | 'broken';
  #reference = '';
  #settling: (() => void)[] = [];

  constructor() {
    super();
    this.headingLevel = 2;
    // Who reaches for the warning itself has not decided yet: its buttons stay.
    const used = (event: Event): void => { if (event.isTrusted && !(event.composedPath()[0] as Element).closest('.idle')) thePage().setup?.session.touch(); };
    for (const type of ['pointerdown', 'keydown', 'wheel']) this.addEventListener(type, used, { passive: true });
  }

  // ---- patient ----

  get patient(): PatientInput | null | undefined { return this.#patient && this.#given; }
  set patient(value: PatientInput | null | undefined) {
    this.#given = value;
    this.#patient = copyInput(value);
    this.#lastKey = patientKey(this.ownPatient);
    this.#patientChanged();
  }
  get nhsNumber(): string | null | undefined { return this.#nhsNumber; }
  set nhsNumber(value: string | null | undefined) { this.#nhsNumber = value; this.#attributeChanged(value); }
  get birthDate(): string | null | undefined { return this.#birthDate; }
  set birthDate(value: string | null | undefined) { this.#birthDate = value; this.#attributeChanged(value); }

  get ownPatient(): PatientInput | null | undefined {
    if (this.record) return this.record.ownPatient();
    if (this.#patient !== undefined) return this.#patient;
    if (this.#nhsNumber == null && this.#birthDate == null) return undefined;
    return { nhsNumber: this.#nhsNumber ?? '', birthDate: this.#birthDate ?? '' };
  }

  #patientChanged(): void {
    if (!this.#detach) {
      this.#drawNow();
      return;
    }
    thePage().patientsChanged();
    // The page tells nobody where others go on showing its patient: this one shows nobody, or the same one, from now on.
    this.pageChanged(undefined, !this.showsPatient);
  }

  #lastKey?: string;
  /** attributes have changed and are not read yet */
  #reading = false;
  #attributeChanged(named: string | null | undefined): void {
    // After clear() attributes name the next patient; taken away they name nobody.
    if (named && this.#patient === null) this.#patient = undefined;
    const key = patientKey(this.ownPatient);
    if (!this.#detach || key === this.#lastKey) return;
    this.#lastKey = key;
    // Attributes of one task belong together: the old patient goes at once, the new one is read when the task is over.
    thePage().patientsChanging();
    this.#reading = true;
    setTimeout(() => {
      this.#reading = false;
      this.#patientChanged();
      this.#settle();
    });
  }

  // ---- life ----

  /** the record this element stands in, where it does */
  get record(): RecordHandle | undefined { return this.#record.value?.holds(this) ? this.#record.value : undefined; }
  protected get wording(): Wording { return wordingOf(thePage()); }
  /** Who is signed in, where this is the element to say so. */
  protected get bar(): TemplateResult | typeof nothing { return thePage().members.bearsSession(this) ? sessionBar(thePage()) : nothing; }

  protected override createRenderRoot(): ShadowRoot { return this.#dress(this.attachShadow({ mode: 'open' })); }
  adoptedCallback(): void { if (this.shadowRoot) this.#dress(this.shadowRoot); }
  /** A document drops the sheets of what leaves it and takes none made in another: there, they are made anew. */
  #dress(root: ShadowRoot): ShadowRoot {
    const view = this.ownerDocument.defaultView;
    if (view) root.adoptedStyleSheets = (this.constructor as typeof DscrElement).elementStyles.map((style) => {
      const { cssText, styleSheet } = style as CSSResult;
      if (view === window) return styleSheet!;
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(cssText);
      return sheet;
    });
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lastKey = patientKey(this.ownPatient);
    this.#detach = thePage().members.attach(this);
    this.#resize = new ResizeObserver(() => this.#lookSoon());
    this.#resize.observe(this);
    this.requestUpdate();
    // Last: a host hears of it at once, and may change or move what it put in.
    thePage().patientsChanged();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unprint?.();
    // Who is not back by then is drawn empty and keeps nothing: nobody tells it when the patient changes.
    queueMicrotask(() => { if (!this.isConnected) this.pageChanged(undefined, true); });
    this.#detach?.();
    this.#detach = undefined;
    this.#resize?.disconnect();
  }

  pageChanged(section: SectionId | undefined, now: boolean): void {
    if (section !== undefined && !this.wanted.includes(section)) return;
    // An element that is about to draw what a reader did draws this with it.
    this.#told ||= !this.isUpdatePending;
    this.requestUpdate();
    if (now) {
      this.fault = undefined;
      this.#unprint?.();
      this.forget();
      this.#drawNow();
    }
    this.#settle();
  }

  #settle(): void { if (!this.#loading) for (const done of this.#settling.splice(0)) queueMicrotask(done); }

  #drawNow(): void {
    if (!this.hasUpdated) return;
    this.requestUpdate();
    this.performUpdate();
  }

  /** What an element keeps of its own about the patient on screen (filters, opened rows) ends here. */
  protected forget(): void { /* nothing by default */ }

  // ---- public ----

  get state(): PublicState { return publicState(thePage(), this.reported, this.showsPatient, (id) => this.cleared(id)); }
  /** Had what was drawn of this section to go? */
  cleared(_id: SectionId): boolean { return this.fault !== undefined; }
  /** sections that {@link state} speaks of */
  protected get reported(): readonly SectionId[] { return this.wanted; }
  /** out of the page it shows nobody */
  protected get showsPatient(): boolean { return this.isConnected && thePage().members.showsPatient(this); }
  get #loading(): boolean {
    const page = thePage();
    return this.#reading || (this.showsPatient && (page.patient.name === 'loading' || this.wanted.some((id) => page.lookingAgain.has(id) || page.state(id).name === 'loading')));
  }
  /** Resolves with {@link state} once nothing is loading. */
  get settled(): Promise<PublicState> {
    return new Promise((resolve) => {
      const check = async (): Promise<void> => {
        // Drawn in a task of its own, by which loading may have begun.
        if (!this.#loading && this.isConnected) await this.updateComplete;
        if (this.#loading) this.#settling.push(check); else resolve(this.state);
      };
      queueMicrotask(check);
    });
  }
  /** Asks for what this element shows again. */
  refresh(): void { if (this.showsPatient) thePage().refresh(this.wanted); }
  /** Shows nobody, at once: text and memory are gone when this returns. */
  clear(): void {
    this.patient = null;
  }
  /** Prints what is on screen, with the identity line on each page. */
  print(): void { if (this.showsPatient && !this.fault) this.#unprint = printElement(this); }
  #unprint?: (() => void) | undefined;
  /** Scrolls to a section and moves the focus there. */
  showSection(id: string): void {
    const found = this.renderRoot.querySelector<HTMLElement>(`#section-${CSS.escape(id)}`) ?? (this.wanted.some((one) => one === id) ? this.renderRoot.querySelector<HTMLElement>('h1,h2,h3,h4,h5,h6') : null);
    found?.scrollIntoView({ block: 'start' });
    found?.focus({ preventScroll: true });
  }

  // ---- drawing ----

  /** the content; called only while nothing stands against drawing it */
  protected abstract draw(): TemplateResult | typeof nothing;

  protected override render(): unknown {
    if (!this.isConnected) return nothing;
    newSince.at = thePage().newSince;
    for (let tries = 0; tries < 2 && !this.fault; tries++) {
      try { return thePage().setup?.config.print === false ? html`<p class="paper off">${words.print.off}</p>${this.draw()}` : this.draw(); } catch { this.#fail('broken'); }
    }
    return html`<div class="panel" role="alert">${words.setUp.invalid(this.wording.access, this.#reference)}</div>`;
  }

  /** What the page tells is drawn in a task of its own: what is to be asked is on its way by then. What a reader does, and what must not stay blank, is drawn at once. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#told) await turn();
    drawing(() => { super.scheduleUpdate(); });
  }
  #told = false;

  protected override update(changed: PropertyValues): void {
    const focused = this.shadowRoot?.activeElement;
    try {
      super.update(changed);
    } catch (error) {
      if (this.fault === 'broken') {
        // Not even that could be drawn: the page's policy forbids templates, which is a TypeError, or the page is none that takes them. Plain text needs none.
        const blocked = error instanceof TypeError;
        const text = blocked ? words.setUp.csp(this.wording.access) : words.setUp.invalid(this.wording.access, this.#reference);
        if ((this.renderRoot as ShadowRoot).textContent !== text) {
          this.renderRoot.replaceChildren(text);
          if (blocked) this.dispatchEvent(errorEvent('DSCR_CSP_BLOCKED'));
        }
      } else this.#clearAway('broken');
    }
    if (focused) keepFocus(this.renderRoot, focused);
  }

  /** Never a blank and never half a list: what is there goes, and the element says that it could not be drawn. */
  #clearAway(fault: 'unseen' | 'broken'): void {
    const root = this.renderRoot as ShadowRoot & { _$litPart$?: unknown };
    root.replaceChildren();
    delete root._$litPart$;
    this.#fail(fault);
    this.#told = false;
    this.requestUpdate();
  }

  /** Drawing threw: an element that can say so in a state of its own does, and is drawn once more. */
  protected giveUp(_reference: string): boolean { return false; }

  #fail(fault: 'unseen' | 'broken'): void {
    this.#reference = newId();
    if (fault === 'unseen' || !this.giveUp(this.#reference)) this.fault = fault;
    this.dispatchEvent(errorEvent(fault === 'broken' ? 'DSCR_API_RESPONSE_INVALID' : 'DSCR_CONFIG_INVALID', this.#reference));
  }

  protected override updated(): void {
    this.#told = false;
    if (this.fault) return;
    // What was cleared away may not be seen for a frame: it is looked at before it is painted.
    if (this.#again) this.#look(); else this.#lookSoon();
    this.#again = false;
  }
  #again = false;

  /** Once a frame is enough, however often an element is drawn: measuring makes the browser lay the page out. */
  #lookSoon(): void { this.#looking ||= requestAnimationFrame(() => { this.#looking = 0; this.#look(); }); }
  #looking = 0;

  /** Are the lines that keep a reader from harm really to be seen? With another size, what was not may be now. */
  #look(): void {
    if (this.fault === 'broken' || !this.hasUpdated) return;
    if (this.fault) {
      this.fault = undefined;
      this.#again = true;
      this.requestUpdate();
    } else if (hiddenCritical(this)) this.#clearAway('unseen');
  }
}
