import type { Audit } from '../audit/audit.js';
import { covers, type CompiledPolicy, type EmergencyRule } from '../policy/policy.js';
import type { Decision, Principal } from '../policy/types.js';
import { partsOf, sectionOf, type AreaId, type SectionId } from '../record/sections.js';
import type { Session } from '../session/types.js';
import { actOn } from './act.js';
import type { PatientState } from './patient-controller.js';

/** What emergency access needs of the page it happens on. */
export interface EmergencyGround {
  readonly setup?: { readonly policy: CompiledPolicy; readonly session: Pick<Session, 'now'>; readonly audit: Audit };
  readonly principal?: Principal;
  readonly patient: PatientState;
  decide(area: AreaId, lifted: boolean): Decision;
  /** the section may be asked for, or no longer be seen */
  emergencyChanged(section: SectionId, open: boolean): void;
}

/** One section opened against the role, for one patient and a short time, and never before the audit knows of it. */
export class EmergencyAccess {
  /** what is open, until when (epoch ms) */
  current?: { readonly section: SectionId; readonly until: number; readonly rule: EmergencyRule };
  /** the section whose emergency access has just ended */
  ended?: SectionId;
  #timer?: ReturnType<typeof setInterval>;

  constructor(private readonly page: EmergencyGround) {}

  /** Is the missing permit for this area lifted now? Of a section only the parts that the rule names. */
  lifts(area: AreaId): boolean {
    const { current } = this;
    return current !== undefined && sectionOf(area) === current.section && (area === current.section || covers(current.rule, area));
  }

  #ruleFor(area: AreaId): EmergencyRule | undefined {
    const { principal, setup } = this.page;
    return principal && setup?.policy.emergency(principal, area);
  }

  /** What of a section is shut for want of a permit alone: only that can be lifted. */
  #shut(section: SectionId): readonly AreaId[] {
    const parts = partsOf(section);
    return (parts.length > 0 ? parts : [section]).filter((area) => {
      const decision = this.page.decide(area, this.lifts(area));
      return decision.effect === 'deny' && decision.why === 'no-permit';
    });
  }

  /** The rule under which this person may open a section, or what of it is shut, in an emergency: one for the whole section before one for a part. */
  rule(section: SectionId): EmergencyRule | undefined {
    const shut = this.page.patient.name === 'shown' ? this.#shut(section) : [];
    return shut.length > 0 ? [section, ...shut].map((area) => this.#ruleFor(area)).find((rule) => rule) : undefined;
  }

  /** What the rule would open and the policy wants a stronger sign-in for, emergency or not: that comes first. */
  wantsStronger(section: SectionId): AreaId | undefined {
    const rule = this.rule(section);
    return rule && this.#shut(section).find((area) => covers(rule, area) && this.page.decide(area, true).effect === 'stronger');
  }

  /** Nothing is opened before the audit has taken the event. @returns false where it did not, or where it may not be opened */
  async open(section: SectionId, reason: string, text: string): Promise<boolean> {
    const { setup, patient, principal } = this.page;
    const rule = this.rule(section);
    if (!setup || !rule || this.wantsStronger(section) || !reason || text.trim().length < 10) return false;
    const taken = await setup.audit.accepted(actOn(patient, 'emergency-start', { section, reason, text }), true);
    if (!taken || this.page.patient !== patient || this.page.principal !== principal) return false;
    this.end();
    const until = setup.session.now() + rule.minutes * 60_000;
    this.current = { section, until, rule };
    this.ended = undefined;
    // A timer of its length would sleep with the computer.
    this.#timer = setInterval(() => { if (setup.session.now() >= until) this.end(); }, 1000);
    this.page.emergencyChanged(section, true);
    return true;
  }

  end(): void {
    const { current } = this;
    if (!current) return;
    const tell = this.forget();
    this.ended = current.section;
    this.page.emergencyChanged(current.section, false);
    tell();
  }

  /**
   * With the patient, the role or the person everything of it goes: to be called while they are still known.
   * @returns tells the audit that it ended: to be called last, for a host hears of it at once and may name another patient
   */
  forget(): () => void {
    const { current, page: { setup, patient, principal } } = this;
    clearInterval(this.#timer);
    this.current = this.ended = undefined;
    return () => { if (current) setup?.audit.record(actOn(patient, 'emergency-end', { section: current.section }), principal); };
  }
}
