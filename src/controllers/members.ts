import type { SectionId } from '../record/sections.js';
import { copyInput, patientKey, type PatientInput } from './patient-controller.js';

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

/** Who stands in the page, and whom each of them asks for. */
export class Members {
  readonly #all = new Set<Member>();
  readonly #leaving = new Set<Member>();
  #given: PatientInput | null | undefined;
  /** the page's patient, for all who name none of their own */
  inherited: PatientInput | null | undefined;

  /** @param changed reads anew which patient the page is about */
  constructor(private readonly changed: () => void) {}

  /** The page reads patients anew once whoever attaches is ready to: its host hears of it, and may name another patient in the same moment. */
  attach(member: Member): () => void {
    this.#all.add(member);
    this.#leaving.delete(member);
    return () => {
      const bore = this.bearsSession(member);
      this.#all.delete(member);
      // A moved element leaves and comes back in one task: wait for it before anything is forgotten. Until then it is told of every wipe.
      this.#leaving.add(member);
      queueMicrotask(() => {
        this.#leaving.delete(member);
        this.changed();
        if (bore) this.tell();
      });
    };
  }

  /** What the host gave, for it to read back; what counts is the copy. */
  get pagePatient(): PatientInput | null | undefined { return this.#given; }
  set pagePatient(value: PatientInput | null | undefined) {
    this.#given = value;
    this.inherited = copyInput(value);
    this.changed();
    // Others may go on showing a patient of their own: who inherits shows nobody, or what is new, from now on.
    for (const member of this.#all) if (member.ownPatient === undefined) member.pageChanged(undefined, value === null);
  }

  /** Role and organisation are always to be seen: on the element made for it, else on the first one of the page. */
  bearsSession(member: Member): boolean {
    const all = [...this.#all].filter((one) => !one.nested);
    return member === (all.find((one) => one.showsSession) ?? all[0]);
  }

  /** `true` where this member shows the page's patient, `false` where it was told to show nobody. */
  showsPatient({ ownPatient }: Member): boolean { return (ownPatient === undefined ? this.inherited : ownPatient) !== null; }

  /** Whom they ask for: each way of asking once, by {@link patientKey}. */
  get asked(): ReadonlyMap<string, PatientInput> {
    const own = [...this.#all].map(({ ownPatient }) => (ownPatient === undefined ? this.inherited : ownPatient));
    return new Map(own.flatMap((one) => (one ? [[patientKey(one), one]] : [])));
  }

  /** Does anybody draw this section of a patient? */
  wants(id: SectionId): boolean { return [...this.#all].some((member) => this.showsPatient(member) && member.wanted.includes(id)); }

  tell(section?: SectionId, now = false): void {
    for (const member of [...this.#all, ...(now ? this.#leaving : [])]) member.pageChanged(section, now);
  }
}
