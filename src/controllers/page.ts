import type { DscrConfig } from '../config/types.js';
import { readIdentity } from '../fhir/identity.js';
import type { DocumentAnswer, PatientRef, RecordSource } from '../fhir/source.js';
import type { Audit } from '../audit/audit.js';
import type { CompiledPolicy } from '../policy/policy.js';
import type { Decision, Principal } from '../policy/types.js';
import { newId } from '../record/new-id.js';
import { LOADING, type SectionState } from '../record/section-state.js';
import { sectionOf, type AreaId, type SectionId } from '../record/sections.js';
import type { Session, SessionSnapshot } from '../session/types.js';
import { actOn } from './act.js';
import { announce, report } from './announce.js';
import { EmergencyAccess } from './emergency-access.js';
import { LoadedRecord } from './loaded-record.js';
import { Members } from './members.js';
import { lookUpPatient, NOBODY, patientKey, readPatientInput, reportPatient, together, type PatientInput, type PatientState } from './patient-controller.js';
import type { SectionDefinition } from './section-definition.js';
import { SectionStore } from './section-store.js';

/** The session as a page keeps it: nothing of it asks in the person's name. Source and audit hold what does. */
export type TokenlessSession = Omit<Session, 'authorize'>;
/** What is known of a page before it is set up: also why it is not is said with its names. */
export interface Known {
  readonly config: DscrConfig;
  /** id of the host system and of the organisation, for wording, contacts and audit */
  readonly host?: string; readonly organisation?: string;
}
export interface Setup extends Known {
  readonly policy: CompiledPolicy; readonly session: TokenlessSession; readonly source: RecordSource; readonly audit: Audit;
}

/**
 * One page: one session, one patient, one cache. Whatever ends the right to show what is on screen (another patient,
 * role, person, lock, sign-out) goes through {@link wipe}: it is synchronous and cannot fail.
 */
export class Page {
  setup?: Setup;
  known?: Known;
  /** code of what is wrong with the set-up; nothing is shown then */
  setupError?: { readonly code: string; readonly reference: string; readonly why: string };
  patient: PatientState = NOBODY;
  readonly members: Members = new Members(() => this.patientsChanged());
  readonly #stores = new Map<SectionId, SectionStore>();
  /** whom the members ask for */
  #current = '';
  #loaded = new LoadedRecord(this);
  #looking?: AbortController;
  /** sections that are asked for again once the patient on screen has been */
  readonly lookingAgain: Set<SectionId> = new Set<SectionId>();
  /** the principal for whom the sections on screen were decided */
  principal?: Principal;
  readonly emergency: EmergencyAccess = new EmergencyAccess(this);

  constructor(readonly sections: readonly SectionDefinition[]) {
    for (const definition of sections) {
      this.#stores.set(definition.id, new SectionStore(definition, () => this.members.tell(definition.id)));
    }
  }

  // ---- set-up ----

  configure(setup: Setup): void {
    this.setup = setup;
    setup.session.subscribe((snapshot) => this.#sessionChanged(snapshot));
    this.#sessionChanged(setup.session.snapshot);
  }

  /** @param path what of the configuration is wrong, as a JSON Pointer */
  refuseSetup(code: string, path = ''): void {
    const { why, reference } = this.setupError = { code, reference: newId(), why: path ? `${code} ${path}` : code };
    this.wipe();
    report(code, reference, false, undefined, why);
  }

  /** server time, epoch ms */
  get now(): number { return this.setup?.session.now() ?? Date.now(); }
  get session(): SessionSnapshot | undefined { return this.setup?.session.snapshot; }

  // ---- whom the page is about ----

  /** A patient is being changed attribute by attribute: what is shown goes at once, {@link patientsChanged} reads the new one. */
  patientsChanging(): void {
    this.#current = 'changing';
    this.wipe();
  }

  /** Reads anew which patient the page is about; equal content does nothing. */
  patientsChanged(): void {
    const { asked } = this.members;
    const key = [...asked.keys()].sort().join('|');
    if (key === this.#current) {
      this.#start();
      return;
    }
    this.#current = key;
    this.wipe();
    // A host that heard of it may have named another patient meanwhile.
    if (this.#current !== key) return;
    const [input, isOne] = together([...asked.values()]);
    if (!isOne) {
      const two: PatientState = { name: 'none', message: { kind: 'two-patients' } };
      this.#setPatient(two);
      // A host names the next patient on one element after the other: only what it leaves so is an error.
      queueMicrotask(() => { if (this.patient === two) reportPatient(two); });
    } else if (input) {
      this.#input = input;
      this.#start();
    }
  }
  #input?: PatientInput;
  /** the same as it was looked up */
  #ref?: PatientRef;

  /** A member draws other sections; whom it asks for is read in its own time. */
  sectionsChanged(): void { if (this.#current !== 'changing') this.patientsChanged(); }

  // ---- wiping ----

  /** Nothing of a patient is left in memory of ours or in any shadow root when this returns. */
  wipe(): void {
    const tell = this.emergency.forget();
    this.#looking?.abort();
    this.#looking = undefined;
    this.lookingAgain.clear();
    this.#loaded.drop();
    this.#loaded = new LoadedRecord(this);
    this.#input = this.#ref = undefined;
    for (const store of this.#stores.values()) store.reset({ name: 'waiting' });
    this.#setPatient(NOBODY, true);
    tell();
  }

  /** Ends what is on screen but keeps in mind whom the page is about (lock, change of role, end of session). */
  purge(): void {
    const input = this.#input;
    const { patient } = this;
    const key = this.#current;
    const tell = this.emergency.forget();
    // Before anybody hears of it: whom a host names then is not asked for in this role.
    this.principal = undefined;
    this.wipe();
    if (this.#current === key) {
      this.#input = input;
      if (!input && 'message' in patient) this.#setPatient(patient);
    }
    tell();
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
    this.members.tell();
    if (usable) this.#start();
  }

  // ---- loading ----

  /** @param on the section on which it would be shown: what is open in an emergency is open in its own section alone */
  permitted(area: AreaId, on: SectionId = sectionOf(area)): boolean {
    return this.decide(area, sectionOf(area) === on && this.emergency.lifts(area)).effect === 'permit';
  }

  /** @param lifted as if there were a permit: by default where an emergency lifts it */
  decide(area: AreaId, lifted: boolean = this.emergency.lifts(area)): Decision {
    const { setup } = this;
    return setup ? setup.policy.decide(this.principal, area, setup.session.now(), lifted) : { effect: 'deny', why: 'no-principal' };
  }

  /** this person has signed in more strongly, and it was not enough */
  strongerTried = false;
  #acting = '';

  /** The sign-in that an area wants, of a section before its parts that are shut are thought open in an emergency. */
  #stronger(area: AreaId): Extract<Decision, { effect: 'stronger' }> | undefined {
    return [this.decide(area), this.decide(area, true)].find((one) => one.effect === 'stronger');
  }

  /** Asks for the sign-in that the policy wants for an area; to be called in a click. */
  async signInStronger(area: AreaId): Promise<void> {
    const wanted = this.#stronger(area);
    if (!wanted) return;
    const shot = await this.setup?.session.signIn({ level: wanted.level, maxAge: wanted.maxAgeSeconds });
    if (shot?.state !== 'ready') return;
    this.strongerTried = this.#stronger(area) !== undefined;
    this.members.tell();
  }

  emergencyChanged(section: SectionId, open: boolean): void {
    const store = this.store(section);
    this.#loaded.forget(store.definition);
    // a part of it may be the role's own
    const goesOn = open || this.permitted(section);
    store.reset(goesOn ? { name: 'waiting' } : { name: 'withheld', by: 'role' });
    // no element keeps what it drew of the section; the others go on as they are
    this.members.tell(section, !open);
    this.members.tell();
    if (goesOn) this.#start();
  }

  /** Sections that anybody on the page draws, in the order of the definitions. */
  get #wanted(): SectionId[] { return this.sections.map(({ id }) => id).filter((id) => this.members.wants(id)); }

  /** Does whatever can be done now and has not been: look the patient up, then ask for every wanted section at once. */
  #start(): void {
    const { setup } = this;
    if (!setup || this.setupError || !this.principal || !this.#input) return;
    const wanted = this.#wanted;
    this.#prepare(wanted);
    if (this.patient.name === 'shown') this.#loaded.load(wanted, this.patient);
    else if (this.patient === NOBODY && this.sections.some(({ id }) => this.permitted(id))) void this.#lookUp(setup.source, this.#input);
  }

  /** What a section says until it is asked for. */
  #prepare(wanted: readonly SectionId[]): void {
    const { patient } = this;
    const state = patient.name === 'loading' ? LOADING
      : 'message' in patient && patient.message.kind === 'failed' ? { name: 'unavailable', problem: patient.message.problem } as const : undefined;
    for (const id of wanted) {
      const store = this.#stores.get(id)!;
      const next = this.permitted(id) ? state : { name: 'withheld', by: 'role' } as const;
      if (!next || store.state.name !== 'waiting') continue;
      store.reset(next);
      this.members.tell(id);
    }
  }

  async #lookUp(source: RecordSource, input: PatientInput): Promise<void> {
    const ref = readPatientInput(input);
    if (!('nhsNumber' in ref)) {
      this.#setPatient(ref);
      reportPatient(ref);
      return;
    }
    this.#ref = ref;
    const looking = this.#looking = new AbortController();
    this.#setPatient({ name: 'loading' });
    this.#prepare(this.#wanted);
    let state = await lookUpPatient(source, ref, () => this.now, looking.signal);
    if (looking.signal.aborted) return;
    if (state.name === 'shown') {
      // Where audit is required nothing is drawn before the event has been taken.
      const act = actOn(state, 'view');
      const taken = await this.setup!.audit.accepted(act);
      if (looking.signal.aborted) return;
      if (taken) {
        this.#setPatient(state);
        if (!looking.signal.aborted) this.#loaded.load(this.#wanted, state);
        return;
      }
      state = { name: 'refused', message: { kind: 'audit', reference: act.correlationId } };
    }
    for (const store of this.#stores.values()) if (store.state.name === 'loading') store.reset({ name: 'waiting' });
    this.#setPatient(state);
    this.#prepare(this.#wanted);
    reportPatient(state);
  }

  /** Content of a document of the patient on screen. */
  openDocument(url: string): Promise<DocumentAnswer> { return this.#loaded.open(url); }

  /** Tells the audit what was shown, opened or printed. */
  note(type: 'view' | 'document' | 'print', section?: SectionId, document?: string): void {
    if (this.patient.name === 'shown') this.setup?.audit.record(actOn(this.patient, type, { ...(section && { section }), ...(document && { document }) }));
  }

  /**
   * Patient details are asked for again like everything else, and first: the others are mapped with them. A patient who no longer fits goes
   * from the screen.
   */
  async #lookAgain(shown: Extract<PatientState, { name: 'shown' }>): Promise<void> {
    this.#looking?.abort();
    const looking = this.#looking = new AbortController();
    const state = await lookUpPatient(this.setup!.source, this.#ref!, () => this.now, looking.signal);
    if (looking.signal.aborted || this.patient !== shown) return;
    const again = [...this.lookingAgain];
    this.lookingAgain.clear();
    if (state.name === 'shown' && state.patient.id === shown.patient.id) {
      this.patient = state;
      const same = JSON.stringify(state.patient) === JSON.stringify(shown.patient);
      if (!same) {
        // Nothing stays that was mapped with other details, such as where somebody is seen who is restricted by now.
        this.#loaded.drop();
        this.#loaded = new LoadedRecord(this);
        if (readIdentity(state.patient).restricted) for (const store of this.#stores.values()) store.reset({ name: 'waiting' });
      }
      this.#loaded.load(same ? again : this.#wanted, state, true);
      this.members.tell();
    } else if ('message' in state && state.message.kind === 'failed') {
      const { problem } = state.message;
      // What else would be asked now could not be decided in time.
      const given: readonly SectionId[] = problem.cause === 'timeout' ? again : ['demographics'];
      for (const id of given) {
        this.store(id).notRefreshed(problem);
        this.members.tell(id);
      }
      this.#loaded.load(again.filter((id) => !given.includes(id)), shown, true);
    } else {
      const input = this.#input;
      const key = this.#current;
      this.wipe();
      if (this.#current !== key) return;
      this.#input = input;
      // The record goes by another id now: it is opened anew, audit and all.
      if (state.name === 'shown') this.#start();
      else {
        this.#setPatient(state);
        reportPatient(state);
      }
    }
  }

  /** Asks for these sections again; other sections keep what they have. */
  refresh(ids: readonly SectionId[]): void {
    if (this.patient.name === 'shown') {
      if (ids.includes('demographics')) {
        for (const id of ids) {
          this.lookingAgain.add(id);
          if (this.permitted(id)) this.store(id).expect();
        }
        void this.#lookAgain(this.patient);
        for (const id of ids) this.members.tell(id);
      } else this.#loaded.load(ids, this.patient, true);
    } else if (this.#input && 'message' in this.patient && !['invalid', 'no-number', 'no-date'].includes(this.patient.message.kind)) {
      for (const store of this.#stores.values()) store.reset({ name: 'waiting' });
      this.#setPatient(NOBODY);
      this.#start();
    }
  }

  // ---- what members read ----

  /** entries changed after this time are new to the reader; Infinity where the host named none */
  get newSince(): number {
    const { inherited } = this.members;
    const page = patientKey(inherited) === this.#current ? inherited : undefined;
    return Date.parse(page?.seenSince ?? this.#input?.seenSince ?? '') || Infinity;
  }

  /** a host has named somebody, whether or not anything could be asked yet */
  get hasInput(): boolean { return this.#input !== undefined; }

  store(id: SectionId): SectionStore { return this.#stores.get(id)!; }
  state(id: SectionId): SectionState { return this.store(id).state; }

  /** What a section holds could not be drawn. */
  breakSection(id: SectionId, reference: string = newId()): void { this.store(id).break(reference); }

  #setPatient(state: PatientState, now = false): void {
    const before = this.patient.name;
    this.patient = state;
    this.members.tell(undefined, now);
    if (before !== state.name) announce('dscr-patient-change', { state: state.name });
  }
}
