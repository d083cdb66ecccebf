import type { DscrConfig } from '../config/types.js';
import type { DocumentAnswer, RecordSource, Search } from '../fhir/source.js';
import type { Audit } from '../audit/audit.js';
import type { CompiledPolicy } from '../policy/policy.js';
import type { Decision, LabelRule, Principal } from '../policy/types.js';
import { NO_COUNTS, type SectionState } from '../record/section-state.js';
import { partsOf, sectionOf, type AreaId, type SectionId } from '../record/sections.js';
import type { Session, SessionSnapshot } from '../session/types.js';
import { announce, report } from './announce.js';
import { EmergencyAccess } from './emergency-access.js';
import { ResourceIndex } from './lookup.js';
import { copyInput, lookUpPatient, NOBODY, patientKey, readPatientInput, referenceOf, type PatientInput, type PatientState } from './patient-controller.js';
import { Queries } from './queries.js';
import type { SectionDefinition } from './section-definition.js';
import { SectionStore, type LoadContext } from './section-store.js';

/** An element of the widget that stands in the page. */
export interface Member {
  /** sections it draws */
  readonly wanted: readonly SectionId[];
  /** made to show who is signed in */
  readonly showsSession: boolean;
  /** stands inside another member, which speaks for it */
  readonly nested: boolean;
  /** its own patient: `undefined` inherits the page's, `null` shows nobody */
  readonly ownPatient: PatientInput | null | undefined;
  /**
   * Something it may draw has changed. `section`: only that one. `now`: text of a patient must be gone when this returns.
   */
  pageChanged(section: SectionId | undefined, now: boolean): void;
}

export interface Setup {
  readonly config: DscrConfig; readonly policy: CompiledPolicy; readonly session: Session; readonly source: RecordSource; readonly audit: Audit;
  /** id of the host system and of the organisation, for wording, contacts and audit */
  readonly host?: string; readonly organisation?: string;
}

/**
 * One page: one session, one patient, one cache. Whatever ends the right to show what is on screen (another patient,
 * role, person, lock, sign-out) goes through {@link wipe}: it is synchronous and cannot fail.
 */
export class Page {
  setup?: Setup;
  /** code of what is wrong with the set-up; nothing is shown then */
  setupError?: { readonly code: string; readonly reference: string };
  patient: PatientState = NOBODY;
  #pagePatient: PatientInput | null | undefined;
  /** what the host gave, for it to read back; never read here */
  #given: PatientInput | null | undefined;
  readonly #members = new Set<Member>();
  readonly #stores = new Map<SectionId, SectionStore>();
  #current = '';
  #queries?: Queries;
  #index = new ResourceIndex();
  #looking?: AbortController;
  /** the principal for whom the sections on screen were decided */
  principal?: Principal;
  readonly emergency: EmergencyAccess = new EmergencyAccess(this);

  constructor(readonly sections: readonly SectionDefinition[]) {
    for (const definition of sections) {
      this.#stores.set(definition.id, new SectionStore(definition, () => this.#changed(definition.id)));
    }
  }

  // ---- set-up ----

  configure(setup: Setup): void {
    this.setup = setup;
    setup.session.subscribe((snapshot) => this.#sessionChanged(snapshot));
    this.#sessionChanged(setup.session.snapshot);
  }

  refuseSetup(code: string): void {
    this.setupError = { code, reference: crypto.randomUUID() };
    this.wipe();
    report({ code, retryable: false, correlationId: this.setupError.reference });
  }

  get session(): SessionSnapshot | undefined { return this.setup?.session.snapshot; }

  // ---- members and their patients ----

  attach(member: Member): () => void {
    this.#members.add(member);
    this.patientsChanged();
    this.#leaving.delete(member);
    return () => {
      this.#members.delete(member);
      // A moved element leaves and comes back in one task: wait for it before anything is forgotten. Until then it is told of every wipe.
      this.#leaving.add(member);
      queueMicrotask(() => {
        this.#leaving.delete(member);
        this.patientsChanged();
      });
    };
  }
  readonly #leaving = new Set<Member>();

  get pagePatient(): PatientInput | null | undefined { return this.#given; }
  set pagePatient(value: PatientInput | null | undefined) {
    this.#given = value;
    this.#pagePatient = copyInput(value);
    this.patientsChanged();
    // Others may go on showing a patient of their own: who inherits shows nobody, or what is new, from now on.
    for (const member of this.#members) if (member.ownPatient === undefined) member.pageChanged(undefined, value === null);
  }

  /** Role and organisation are always to be seen: on the element made for it, else on the first one of the page. */
  bearsSession(member: Member): boolean {
    const all = [...this.#members].filter((one) => !one.nested);
    return member === (all.find((one) => one.showsSession) ?? all[0]);
  }

  /** `true` where this member shows the page's patient, `false` where it was told to show nobody. */
  showsPatient({ ownPatient }: Member): boolean { return ownPatient !== null && !(ownPatient === undefined && this.#pagePatient === null); }

  /** A patient is being changed attribute by attribute: what is shown goes at once, {@link patientsChanged} reads the new one. */
  patientsChanging(): void {
    this.#current = 'changing';
    this.wipe();
  }

  /** Reads anew which patient the page is about; equal content does nothing. */
  patientsChanged(): void {
    const asked = new Map<string, PatientInput>();
    let inherits = false;
    for (const { ownPatient } of this.#members) {
      if (ownPatient === undefined) inherits = true;
      else if (ownPatient !== null) asked.set(patientKey(ownPatient), ownPatient);
    }
    if (inherits && this.#pagePatient) asked.set(patientKey(this.#pagePatient), this.#pagePatient);
    const key = [...asked.keys()].sort().join('|');
    if (key === this.#current) {
      this.#start();
      return;
    }
    this.#current = key;
    this.wipe();
    // A host that heard of it may have named another patient meanwhile.
    if (this.#current !== key) return;
    const people = new Set([...asked.values()].map((one) => patientKey({ ...one, familyName: undefined })));
    if (people.size > 1) {
      this.#setPatient({ name: 'none', message: { kind: 'two-patients' } });
      report({ code: 'DSCR_TWO_PATIENTS', retryable: false, correlationId: crypto.randomUUID() });
    } else if (people.size === 1) {
      // Two elements may differ in how much they say of one person: what says more is compared.
      this.#input = [...asked.values()].find((one) => one.familyName) ?? [...asked.values()][0]!;
      this.#start();
    }
  }
  #input?: PatientInput;

  // ---- wiping ----

  /** Nothing of a patient is left in memory of ours or in any shadow root when this returns. */
  wipe(): void {
    this.emergency.forget();
    this.#looking?.abort();
    this.#looking = undefined;
    this.#queries?.abort();
    this.#queries = undefined;
    this.#index = new ResourceIndex();
    this.#input = undefined;
    for (const store of this.#stores.values()) store.reset({ name: 'waiting' });
    this.#setPatient(NOBODY, true);
  }

  /** Ends what is on screen but keeps in mind whom the page is about (lock, change of role, end of session). */
  purge(): void {
    const input = this.#input;
    const { patient } = this;
    const key = this.#current;
    this.wipe();
    if (this.#current !== key) return;
    this.#input = input;
    if (!input && 'message' in patient) this.#setPatient(patient);
    this.principal = undefined;
  }

  // ---- session ----

  #sessionChanged(snapshot: SessionSnapshot): void {
    const usable = snapshot.state === 'ready' || snapshot.state === 'renewing';
    if (!usable || snapshot.principal !== this.principal) {
      if (this.principal !== undefined) this.purge();
      this.principal = usable ? snapshot.principal : undefined;
    }
    const { issuer, subject, roleId } = snapshot.principal ?? {};
    const acting = JSON.stringify([issuer, subject, roleId]);
    if (usable ? acting !== this.#acting : snapshot.state === 'signed-out') {
      this.#acting = acting;
      this.strongerTried = false;
    }
    this.#changed();
    if (usable) this.#start();
  }

  // ---- loading ----

  permitted(area: AreaId): boolean { return this.decide(area).effect === 'permit'; }

  /** @param lifted as if there were a permit: by default where an emergency lifts it */
  decide(area: AreaId, lifted: boolean = this.emergency.lifts(area)): Decision {
    const { setup } = this;
    return setup ? setup.policy.decide(this.principal, area, setup.session.now(), lifted) : { effect: 'deny', why: 'no-principal' };
  }

  /** this person has signed in more strongly, and it was not enough */
  strongerTried = false;
  #acting = '';

  /** Asks for the sign-in that the policy wants for an area; to be called in a click. */
  async signInStronger(area: AreaId): Promise<void> {
    const wanted = this.decide(area, true);
    if (wanted.effect !== 'stronger') return;
    const shot = await this.setup?.session.signIn({ level: wanted.level, maxAge: wanted.maxAgeSeconds });
    if (shot?.state !== 'ready') return;
    this.strongerTried = this.decide(area, true).effect === 'stronger';
    this.#changed();
  }

  emergencyChanged(section: SectionId, open: boolean): void {
    const store = this.store(section);
    if (!open) {
      const types = store.definition.searches.map(({ type }) => type);
      this.#started.delete(store.definition);
      this.#queries?.forget(types);
      this.#index.forget(types);
    }
    store.reset(open ? { name: 'waiting' } : { name: 'withheld', by: 'role' });
    this.#changed(undefined, !open);
    if (open) this.#start();
  }

  #labelRules(area: AreaId): readonly LabelRule[] {
    return this.principal === undefined ? [] : this.setup?.policy.labelRules(this.principal, area) ?? [];
  }

  /** Sections that anybody on the page draws, in the order of the definitions. */
  #wanted(): SectionId[] {
    const wanted = new Set([...this.#members].filter((member) => this.showsPatient(member)).flatMap((member) => [...member.wanted]));
    return this.sections.map((one) => one.id).filter((id) => wanted.has(id));
  }

  /** Does whatever can be done now and has not been: look the patient up, then ask for every wanted section at once. */
  #start(): void {
    const { setup } = this;
    if (!setup || this.setupError || !this.principal || !this.#input) return;
    const wanted = this.#wanted();
    this.#prepare(wanted);
    if (this.patient.name === 'shown') this.#load(wanted, this.patient);
    else if (this.patient === NOBODY && this.sections.some(({ id }) => this.permitted(id))) void this.#lookUp(setup.source, this.#input);
  }

  /** What a section says until it is asked for. */
  #prepare(wanted: readonly SectionId[]): void {
    const { patient } = this;
    const state = patient.name === 'loading' ? { name: 'loading', counts: NO_COUNTS, slow: false } as const
      : 'message' in patient && patient.message.kind === 'failed' ? { name: 'unavailable', problem: patient.message.problem } as const : undefined;
    for (const id of wanted) {
      const store = this.#stores.get(id)!;
      const next = this.permitted(id) ? state : { name: 'withheld', by: 'role' } as const;
      if (!next || store.state.name !== 'waiting') continue;
      store.reset(next);
      this.#changed(id);
    }
  }

  async #lookUp(source: RecordSource, input: PatientInput): Promise<void> {
    const ref = readPatientInput(input);
    if (!('nhsNumber' in ref)) {
      this.#setPatient(ref);
      report({ code: 'DSCR_PATIENT_INVALID', retryable: false, correlationId: crypto.randomUUID() });
      return;
    }
    const looking = new AbortController();
    this.#looking = looking;
    this.#setPatient({ name: 'loading' });
    this.#prepare(this.#wanted());
    const state = await lookUpPatient(source, ref, looking.signal);
    if (looking.signal.aborted) return;
    if (state.name === 'shown') {
      // Where audit is required nothing is drawn before the event has been taken.
      const reference = crypto.randomUUID();
      const taken = await this.setup!.audit.accepted({ type: 'view', patient: `Patient/${state.patient.id}`, correlationId: reference, outcome: '0' });
      if (looking.signal.aborted) return;
      if (taken) {
        this.#setPatient(state);
        if (looking.signal.aborted) return;
        this.#load(this.#wanted(), state);
      } else {
        for (const store of this.#stores.values()) store.reset({ name: 'waiting' });
        this.#setPatient({ name: 'refused', message: { kind: 'audit', reference } });
        report({ code: 'DSCR_AUDIT_REFUSED', retryable: true, correlationId: reference });
      }
      return;
    }
    for (const store of this.#stores.values()) if (store.state.name === 'loading') store.reset({ name: 'waiting' });
    this.#setPatient(state);
    this.#prepare(this.#wanted());
    reportPatient(state);
  }

  #load(wanted: readonly SectionId[], shown: Extract<PatientState, { name: 'shown' }>, again = false): void {
    const { setup } = this;
    const patientId = shown.patient.id;
    if (!setup || patientId === undefined) return;
    const queries = this.#queries ??= new Queries(setup.source, patientId, (search) => this.#isShared(search), setup.config.api.kind !== 'fhir-r4');
    const context: Omit<LoadContext, 'permitted'> = {
      patient: shown.patient, index: this.#index, queries,
      labelRules: (area) => this.#labelRules(area),
      highRisk: setup.config.highRisk,
      read: (reference) => setup.source.read(reference, { signal: queries.signal }),
      now: () => setup.session.now(),
    };
    for (const id of wanted) {
      const store = this.#stores.get(id)!;
      // Whoever hears of a section may have named another patient.
      if (this.#queries !== queries) return;
      if (!this.permitted(id) || (this.#started.has(store.definition) && !again)) continue;
      this.#started.add(store.definition);
      // What is open in an emergency is open in its own section: what others add of it stays out.
      store.load({ ...context, permitted: (area) => this.decide(area, sectionOf(area) === id && this.emergency.lifts(area)).effect === 'permit' }, again);
      this.#changed(id);
    }
  }
  /** sections asked for since the last wipe */
  #started = new Set<SectionDefinition>();

  #isShared({ type }: Search): boolean {
    return this.sections.filter((section) => section.searches.some((search) => search.type === type)).length > 1;
  }

  /** Content of a document of the patient on screen. */
  async openDocument(url: string): Promise<DocumentAnswer> {
    const { setup } = this;
    const queries = this.#queries;
    if (!setup || !queries) return { kind: 'failed', reference: '' };
    return setup.source.open(url, { signal: queries.signal });
  }

  /** Tells the audit what was shown, opened or printed. */
  note(type: 'view' | 'document' | 'print', section?: SectionId, document?: string): void {
    const patient = referenceOf(this.patient);
    if (patient) this.setup?.audit.record({ type, ...(section && { section }), ...(document && { document }), patient, correlationId: crypto.randomUUID(), outcome: '0' });
  }

  /** Patient details are asked for again like everything else; a patient who no longer fits goes from the screen. */
  async #lookAgain(shown: Extract<PatientState, { name: 'shown' }>): Promise<void> {
    const { setup } = this;
    const ref = this.#input && readPatientInput(this.#input);
    if (!setup || !ref || !('nhsNumber' in ref)) return;
    this.#looking?.abort();
    const looking = this.#looking = new AbortController();
    const state = await lookUpPatient(setup.source, ref, looking.signal);
    if (looking.signal.aborted || this.patient !== shown) return;
    if (state.name === 'shown' && state.patient.id === shown.patient.id) {
      this.patient = state;
      this.#load(['demographics'], state, true);
    } else if ('message' in state && state.message.kind === 'failed') {
      this.store('demographics').notRefreshed(state.message.problem);
      this.#changed('demographics');
    } else {
      this.wipe();
      this.#setPatient(state);
      reportPatient(state);
    }
  }

  /** Asks for these sections again; other sections keep what they have. */
  refresh(ids: readonly SectionId[]): void {
    if (this.patient.name === 'shown') {
      this.#load(ids.filter((id) => id !== 'demographics'), this.patient, true);
      if (ids.includes('demographics')) void this.#lookAgain(this.patient);
    } else if (this.#input && 'message' in this.patient && (this.patient.message.kind === 'failed' || this.patient.message.kind === 'audit')) {
      for (const store of this.#stores.values()) store.reset({ name: 'waiting' });
      this.#setPatient(NOBODY);
      this.#start();
    }
  }

  // ---- what members read ----

  /** entries changed after this time are new to the reader; Infinity where the host named none */
  get newSince(): number {
    const page = patientKey(this.#pagePatient) === this.#current ? this.#pagePatient : undefined;
    return Date.parse(page?.seenSince ?? this.#input?.seenSince ?? '') || Infinity;
  }

  /** a host has named somebody, whether or not anything could be asked yet */
  get hasInput(): boolean { return this.#input !== undefined; }

  store(id: SectionId): SectionStore { return this.#stores.get(id)!; }
  state(id: SectionId): SectionState { return this.store(id).state; }

  /** What a section holds could not be drawn: it is not half there, it is not there. */
  breakSection(id: SectionId, reference: string = crypto.randomUUID()): void {
    this.store(id).reset({ name: 'unavailable', problem: { cause: 'unreadable', reference } });
    this.#changed(id);
  }

  /** Parts of a section with the decision for each, where it has parts. */
  partsPermitted(id: SectionId): readonly AreaId[] { return partsOf(id).filter((part) => this.permitted(part)); }

  #setPatient(state: PatientState, now = false): void {
    const before = this.patient.name;
    this.patient = state;
    if (now) this.#started = new Set();
    this.#changed(undefined, now);
    if (before !== state.name) announce('dscr-patient-change', { state: state.name });
  }

  #changed(section?: SectionId, now = false): void {
    for (const member of [...this.#members, ...(now ? this.#leaving : [])]) member.pageChanged(section, now);
  }
}

function reportPatient(state: PatientState): void {
  const message = 'message' in state ? state.message : undefined;
  const code = ({ mismatch: 'DSCR_PATIENT_MISMATCH', 'not-found': 'DSCR_PATIENT_NOT_FOUND', refused: 'DSCR_PATIENT_REFUSED', none: 'DSCR_API_UNAVAILABLE' } as const)[state.name as 'none'];
  const reference = message && 'reference' in message ? message.reference : message?.kind === 'failed' ? message.problem.reference : crypto.randomUUID();
  if (code) report({ code, retryable: message?.kind === 'failed', correlationId: reference });
}
