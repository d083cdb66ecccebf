import type { Principal } from '../policy/types.js';
import type { SectionId } from '../record/sections.js';

/** What was done. Never what was seen: no clinical content, no name, no NHS number. */
export interface AuditAct {
  readonly type: 'view' | 'document' | 'print' | 'deny' | 'patient-mismatch' | 'sign-in' | 'sign-out' | 'lock' | 'role' | 'emergency-start' | 'emergency-end';
  readonly section?: SectionId;
  /** logical reference, such as `Patient/12` */
  readonly patient?: string;
  /** logical reference of an opened document */
  readonly document?: string;
  /** emergency access: the reason chosen, and the person's own words for the Privacy Officer */
  readonly reason?: string;
  readonly text?: string;
  /** X-Request-Id of the requests behind it */
  readonly correlationId: string;
  /** FHIR audit-event-outcome: done, or refused */
  readonly outcome: '0' | '8';
}

/** What the page may hear of it (contract, section 6). */
export interface AuditDetail {
  readonly type: AuditAct['type'];
  readonly section?: SectionId;
  readonly sequence: number;
  readonly correlationId: string;
  readonly outcome: AuditAct['outcome'];
}

export interface AuditContext {
  /** who acts, as the session says; the API goes by the token */
  readonly principal: Principal;
  /** this page's run: `sequence` counts within it */
  readonly run: string;
  readonly sequence: number;
  /** ISO 8601 */
  readonly recorded: string;
  /** version of the widget and `data-host` */
  readonly agent: string;
  /** `data-organisation`: where the page says it stands, which is not whom the person acts for */
  readonly placed?: string | undefined;
  readonly policy: { readonly id: string; readonly version: string };
}

const FHIR = 'http://terminology.hl7.org/CodeSystem/';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const coding = (system: string, code: string) => ({ system, code });

/** AuditEvent R4 after IHE BALP: "Patient Record" viewed, or a security alert where it was refused. */
export function toAuditEvent(act: AuditAct, { principal, run, sequence, recorded, agent, placed, policy }: AuditContext) {
  const { issuer, subject, role, facts, organisation } = principal;
  const { type, section, outcome } = act;
  const concept = (system: string, code: string) => ({ coding: [coding(system, code)] });
  const software = (code: string, display: string) => ({ type: concept(DICOM, code), who: { display }, requestor: false });
  const entity = (code: string, object: string, reference?: string) => (reference
    ? [{ what: { reference }, type: coding(`${FHIR}audit-entity-type`, code), role: coding(`${FHIR}object-role`, object) }] : []);
  // DICOM: emergency override started, stopped
  const override = { 'emergency-start': '110127', 'emergency-end': '110138' }[type as string];
  return {
    resourceType: 'AuditEvent',
    type: coding(DICOM, outcome === '0' && !override ? '110110' : '110113'),
    subtype: [coding('urn:dscr:audit', type), ...(override ? [coding(DICOM, override)] : [])],
    action: /view|document|print/.test(type) ? 'R' : 'E',
    recorded,
    outcome,
    agent: [
      software('110153', 'DSCR API'),
      software('110152', agent),
      {
        type: concept(`${FHIR}v3-ParticipationType`, 'IRCP'),
        who: { identifier: { system: issuer, value: subject } },
        requestor: true,
        role: [{ text: role }, ...[...facts.roles].map((code) => ({ coding: [{ code }] }))],
        purposeOfUse: [concept(`${FHIR}v3-ActReason`, override ? 'BTG' : 'TREAT')],
      },
    ],
    source: { observer: { display: 'dscr' } },
    entity: [
      ...entity('1', '1', act.patient),
      ...entity('2', '3', act.document),
      {
        what: { identifier: { value: act.correlationId } },
        type: coding('https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType', 'XrequestId'),
        detail: Object.entries({ section, reason: act.reason, text: act.text, run, sequence: `${sequence}`, policy: `${policy.id}/${policy.version}`, organisation: organisation.ods, 'data-organisation': placed })
          .flatMap(([name, valueString]) => (valueString ? [{ type: name, valueString }] : [])),
      },
    ],
  };
}
