import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { recordContext } from '../context/record-context.js';
import { makeEvent } from '../controllers/announce.js';
import { wordingOf } from '../controllers/wording.js';
import { DscrElement } from '../element/dscr-element.js';
import { emergencyBanner, emergencyForm } from '../element/emergency.js';
import { gate } from '../element/gate.js';
import { environmentMark, identityLine } from '../element/identity-line.js';
import { notices } from '../element/notices.js';
import { thePage } from '../element/the-page.js';
import type { SectionState } from '../record/section-state.js';
import { isSectionId, type SectionId } from '../record/sections.js';
import { alertLine, alertMark } from '../sections/alerts/alert-line.js';
import type { AlertsModel } from '../sections/alerts/alerts.model.js';
import type { AllergiesModel } from '../sections/allergies/allergies.model.js';
import { allergyLine, allergyMark } from '../sections/allergies/allergy-line.js';
import { buttons, labels, noun, words } from '../ui/words.js';
import { helpAndContacts } from './help.js';

/** One template for each element that may stand in a record; the names are our own. */
const templates = new Map<string, TemplateStringsArray>();
function nested(tag: string, level: number): TemplateResult {
  let strings = templates.get(tag);
  if (!strings) templates.set(tag, strings = Object.assign([`<${tag} nested .headingLevel=`, `></${tag}>`], { raw: [] }));
  return html(strings, level);
}

/** Never left out of a record, whatever its host says. */
const ALWAYS: readonly SectionId[] = ['demographics', 'alerts', 'allergies'];

/**
 * @summary The whole shared care record: banner, alerts, navigation, every section the configuration lists, help and contacts.
 * @attr {string} nhs-number - with or without spaces
 * @attr {string} birth-date - yyyy, yyyy-mm or yyyy-mm-dd
 * @attr {string} sections - section ids to show, with spaces between; alerts and allergies are always shown
 * @attr {"full"|"line"} banner - the banner, or the identity line alone
 * @attr {"auto"|"panel"|"page"} layout - by width, one column, or navigation beside the sections
 * @attr {number} heading-level - level of section headings (2)
 * @attr {"comfortable"|"compact"} density
 * @attr {"nhs"|"host"|"dark"|"auto"} theme
 * @slot header - above the record; holds nothing of it
 * @slot footer - below the record
 * @fires dscr-section-shown
 * @fires dscr-error
 * @fires dscr-open-document - may be cancelled
 * @csspart session - who is signed in
 * @csspart help - help and contacts
 */
export class DscrRecord extends DscrElement {
  static override properties: PropertyDeclarations = {
    sections: {}, banner: { reflect: true }, layout: { reflect: true }, widened: { state: true },
  };
  override readonly showsSession = true;
  declare sections: string | undefined;
  declare banner: 'full' | 'line' | undefined;
  declare layout: 'auto' | 'panel' | 'page' | undefined;
  /** the reader asked for the sections the host left out */
  declare private widened: boolean;

  constructor() {
    super();
    this.widened = false;
    new ContextProvider(this, { context: recordContext, initialValue: { holds: (element) => element.getRootNode() === this.renderRoot, ownPatient: () => this.ownPatient } });
  }

  get wanted(): readonly SectionId[] {
    const all = thePage().setup?.config.sections ?? [];
    // Frameworks hand over lists where a text belongs.
    const chosen = String(this.sections ?? '').trim();
    if (!chosen || this.widened) return all;
    const asked = chosen.split(/[\s,]+/).filter(isSectionId);
    return all.filter((id) => ALWAYS.includes(id) || asked.includes(id));
  }

  protected override get reported(): readonly SectionId[] { return thePage().setup?.config.sections ?? []; }
  protected override forget(): void { this.widened = false; }

  /** Those that stand in it may have been cleared away one by one. */
  override cleared(id: SectionId): boolean { return super.cleared(id) || this.#nested.some((one) => one.sectionId === id && one.cleared(id)); }
  get #nested(): (DscrElement & { readonly sectionId: string })[] { return [...this.renderRoot.querySelectorAll<DscrElement & { readonly sectionId: string }>('[nested]')]; }

  /** Drawn is the record once what stands in it is. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await Promise.all(this.#nested.map((one) => one.updateComplete));
    return complete;
  }

  #gone = false;
  #asked = '';
  protected override updated(): void {
    super.updated();
    // With it went those that would have said so; they are made anew with it, and speak for themselves again.
    const gone = this.fault !== undefined;
    if (gone && !this.#gone) for (const [section, { state }] of Object.entries(this.state.sections)) if (state === 'unavailable') this.dispatchEvent(makeEvent('dscr-section-shown', { section, state }));
    this.#gone = gone;
    // A wider or narrower choice of sections may ask for more.
    const wanted = this.wanted.join();
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    thePage().sectionsChanged();
  }

  protected draw(): TemplateResult {
    const page = thePage();
    const body = gate(page, this, this.showsPatient) ?? this.#record();
    return html`<slot name="header"></slot>${this.bar}${body}${helpAndContacts(page)}<slot name="footer"></slot>`;
  }

  #record(): TemplateResult {
    const page = thePage();
    const shown = this.wanted.filter((id) => page.permitted(id) || page.decide(id).effect === 'stronger');
    const withheld = this.wanted.filter((id) => !shown.includes(id));
    // Without patient details only the identity line shows of the patient.
    const full = this.banner !== 'line' && shown.includes('demographics') && page.permitted('demographics');
    // What is open in an emergency stays in sight with who the record is about.
    const isOpen = page.emergency.current !== undefined;
    return html`${environmentMark(page)}
      <div class="top" aria-live="polite">${identityLine(page, full)}${this.#marks()}${isOpen ? emergencyBanner(page) : nothing}</div>
      ${page.patient.name === 'shown' ? this.#clinicalLines() : nothing}
      <p class="standing muted">${words.standing} ${page.patient.name === 'shown' && page.setup?.config.print ? html`<button class="link screen" @click=${() => this.print()}>${buttons.print}</button>` : nothing}</p>
      ${notices(page)}${this.#narrowed()}
      ${withheld.length > 0 ? html`<p class="notice" role="note">${words.withheld.list(withheld)} <button class="link screen" @click=${this.#help}>${buttons.whomToContact}</button></p>${withheld.map((id) => emergencyForm(page, id))}` : nothing}
      ${isOpen ? nothing : emergencyBanner(page)}
      <div class="columns"><nav class="screen" aria-label=${labels.sections}><ul role="list">${shown.map((id) => html`<li><button class="link" @click=${() => this.showSection(id)}>${noun(id)}</button></li>`)}</ul></nav>
      <div>${shown.map((id) => nested(page.store(id).definition.tag, this.headingLevel))}</div></div>`;
  }

  /** That there are alerts and allergies stays in sight whatever is scrolled, and leads to them. */
  #marks(): unknown {
    const page = thePage();
    if (page.patient.name !== 'shown') return nothing;
    const { desk } = wordingOf(page);
    const alerts = page.permitted('alerts') && alertMark(page.state('alerts') as SectionState<AlertsModel>, desk);
    const allergies = page.permitted('allergies') && allergyMark(page.state('allergies') as SectionState<AllergiesModel>, desk);
    return html`<div class="marks screen">${([['alerts', alerts], ['allergies', allergies]] as const).map(([id, text]) => (text ? html`<button class="link" @click=${() => this.showSection(id)} .textContent=${text}></button> ` : nothing))}</div>`;
  }

  /** Alerts and allergies above everything else; only for a role that may see them. */
  #clinicalLines(): TemplateResult {
    const page = thePage();
    return html`${page.permitted('alerts') ? html`<div data-critical="alert-line">${alertLine(page.state('alerts') as SectionState<AlertsModel>, wordingOf(page).desk)}</div>` : nothing}
      ${page.permitted('allergies') ? html`<div data-critical="allergy-line">${allergyLine(page.state('allergies') as SectionState<AllergiesModel>, wordingOf(page).desk)}</div>` : nothing}`;
  }

  /** what the host left out, as the foot of a printed page says it */
  get filterText(): string | undefined {
    const { wanted } = this;
    return wanted.length === thePage().setup?.config.sections.length ? undefined : words.filter.byHost(wanted.map((id) => noun(id)).join(', '));
  }

  #narrowed(): TemplateResult | typeof nothing {
    const { filterText } = this;
    return filterText === undefined ? nothing : html`<p class="notice" role="note">${filterText}
      <button class="screen" @click=${() => { this.widened = true; }}>${buttons.showAllSections}</button></p>`;
  }

  readonly #help = (): void => {
    const help = this.renderRoot.querySelector<HTMLDetailsElement>('#help');
    if (!help) return;
    help.open = true;
    help.querySelector('summary')?.focus();
  };

  override showSection(id: string): void {
    this.#nested.find(({ sectionId }) => sectionId === id)?.showSection(id);
  }
}
