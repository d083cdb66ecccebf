import { valuesAt } from './values-at.mjs';

/**
 * What this API serves of each FHIR type. `areas`: the sections that need the type (contract, section 7); a type without areas is open to
 * anyone who may see a section at all. `patient`: elements that point at the patient. `dates`: sort and date parameters, with the elements
 * they read; the first is the order in which a patient's entries are held. `tokens`: further parameters. `files`: elements that hold addresses of Binaries. `includes`: what may be included, and the types it brings; `reverse`: what points here and may come along.
 */
const identifier = 'identifier';
const WHO = ['Practitioner', 'PractitionerRole', 'Organization'];
const MEDICINE = { code: 'medicationCodeableConcept', status: 'status', identifier };

export const SERVED = {
  Patient: { patient: [], dates: { birthdate: ['birthDate'] }, tokens: { identifier },
    includes: { 'general-practitioner': ['generalPractitioner', WHO], organization: ['managingOrganization', ['Organization']] } },
  RelatedPerson: { patient: ['patient'], tokens: { identifier } },
  Practitioner: { tokens: { identifier }, shared: true },
  PractitionerRole: { tokens: { identifier }, shared: true,
    includes: { practitioner: ['practitioner', ['Practitioner']], organization: ['organization', ['Organization']] } },
  Organization: { tokens: { identifier }, shared: true, includes: { partof: ['partOf', ['Organization']] } },
  Location: { tokens: { identifier }, shared: true, includes: { organization: ['managingOrganization', ['Organization']] } },

  Flag: { areas: ['alerts'], patient: ['subject'], dates: { date: ['period.start'] }, tokens: { identifier }, includes: { author: ['author', WHO] } },
  Consent: { areas: ['alerts'], patient: ['patient'], dates: { date: ['dateTime'] }, tokens: { category: 'category', status: 'status', identifier },
    includes: { consentor: ['performer', WHO], organization: ['organization', ['Organization']] } },
  AllergyIntolerance: { areas: ['allergies'], patient: ['patient'], dates: { date: ['recordedDate'], onset: ['onsetDateTime', 'onsetPeriod.start'], 'last-date': ['lastOccurrence'] },
    tokens: { code: 'code', category: 'category', 'clinical-status': 'clinicalStatus', identifier }, includes: { recorder: ['recorder', WHO], asserter: ['asserter', WHO] }, reverse: ['Provenance:target'] },

  MedicationRequest: { areas: ['medications'], patient: ['subject'], dates: { authoredon: ['authoredOn'] }, tokens: { ...MEDICINE, category: 'category', intent: 'intent' },
    includes: { medication: ['medicationReference', ['Medication']], requester: ['requester', WHO] }, reverse: ['Provenance:target'] },
  MedicationStatement: { areas: ['medications'], patient: ['subject'], dates: { effective: ['effectiveDateTime', 'effectivePeriod.start', 'dateAsserted'] }, tokens: { ...MEDICINE, category: 'category' },
    includes: { medication: ['medicationReference', ['Medication']], source: ['informationSource', WHO] }, reverse: ['Provenance:target'] },
  MedicationDispense: { areas: ['medications'], patient: ['subject'], dates: { whenhandedover: ['whenHandedOver', 'whenPrepared'], whenprepared: ['whenPrepared'] }, tokens: MEDICINE,
    includes: { medication: ['medicationReference', ['Medication']], performer: ['performer.actor', WHO], prescription: ['authorizingPrescription', ['MedicationRequest']] } },
  Medication: { areas: ['medications'], shared: true, tokens: { code: 'code', identifier } },

  Observation: { areas: ['results'], patient: ['subject'], dates: { date: ['effectiveDateTime', 'effectivePeriod.start', 'effectiveInstant', 'effectiveTiming.event'] },
    tokens: { code: 'code', category: 'category', status: 'status', identifier },
    includes: { performer: ['performer', WHO], specimen: ['specimen', ['Specimen']], 'has-member': ['hasMember', ['Observation']], 'based-on': ['basedOn', ['ServiceRequest']] } },
  DiagnosticReport: { areas: ['results'], patient: ['subject'], files: ['presentedForm.url'], dates: { date: ['effectiveDateTime', 'effectivePeriod.start'], issued: ['issued'] },
    tokens: { code: 'code', category: 'category', status: 'status', identifier },
    includes: { performer: ['performer', WHO], 'results-interpreter': ['resultsInterpreter', WHO], specimen: ['specimen', ['Specimen']], result: ['result', ['Observation']],
      'based-on': ['basedOn', ['ServiceRequest']] } },
  ImagingStudy: { areas: ['results'], patient: ['subject'], dates: { started: ['started'] }, tokens: { modality: 'modality', status: 'status', identifier },
    includes: { interpreter: ['interpreter', WHO], referrer: ['referrer', WHO], basedon: ['basedOn', ['ServiceRequest']] } },
  Specimen: { areas: ['results'], patient: ['subject'], dates: { collected: ['collection.collectedDateTime', 'collection.collectedPeriod.start'] }, tokens: { type: 'type', identifier } },

  ServiceRequest: { areas: ['results', 'appointments'], patient: ['subject'], dates: { authored: ['authoredOn'], occurrence: ['occurrenceDateTime', 'occurrencePeriod.start'] },
    tokens: { code: 'code', category: 'category', status: 'status', intent: 'intent', identifier },
    includes: { requester: ['requester', WHO], performer: ['performer', WHO], specimen: ['specimen', ['Specimen']] } },
  Appointment: { areas: ['appointments'], patient: ['participant.actor'], dates: { date: ['start', 'requestedPeriod.start'] }, tokens: { status: 'status', 'service-type': 'serviceType', identifier },
    includes: { actor: ['participant.actor', [...WHO, 'Location', 'RelatedPerson']], location: ['participant.actor', ['Location']], practitioner: ['participant.actor', ['Practitioner']] } },

  CarePlan: { areas: ['care-plans'], patient: ['subject'], dates: { date: ['period.start', 'created'] }, tokens: { category: 'category', status: 'status', intent: 'intent', identifier },
    includes: { goal: ['goal', ['Goal']], 'care-team': ['careTeam', ['CareTeam']], author: ['author', WHO] } },
  Goal: { areas: ['care-plans'], patient: ['subject'], dates: { 'start-date': ['startDate'], 'target-date': ['target.dueDate'] }, tokens: { 'lifecycle-status': 'lifecycleStatus', category: 'category', identifier } },
  CareTeam: { areas: ['care-plans'], patient: ['subject'], dates: { date: ['period.start'] }, tokens: { category: 'category', status: 'status', identifier },
    includes: { participant: ['participant.member', [...WHO, 'RelatedPerson']] } },

  DocumentReference: { areas: ['documents'], patient: ['subject'], files: ['content.attachment.url'], dates: { date: ['date'], period: ['context.period.start'] }, tokens: { type: 'type', category: 'category', status: 'status', identifier },
    includes: { author: ['author', WHO], custodian: ['custodian', ['Organization']], authenticator: ['authenticator', WHO] } },
  // of which of the two a file is, what points at it says
  Binary: { areas: ['documents', 'results'], readOnly: true },

  List: { areas: ['allergies', 'medications', 'results', 'appointments'], patient: ['subject'], dates: { date: ['date'] }, tokens: { code: 'code', status: 'status', identifier },
    includes: { source: ['source', WHO], item: ['entry.item', ['AllergyIntolerance', 'MedicationRequest', 'MedicationStatement', 'Observation', 'DiagnosticReport']] } },
  Provenance: { patient: [], dates: { recorded: ['recorded'] }, tokens: {},
    includes: { agent: ['agent.who', WHO], target: ['target', ['AllergyIntolerance', 'MedicationRequest', 'MedicationStatement', 'Observation', 'DiagnosticReport', 'CarePlan', 'DocumentReference']] } },
  AuditEvent: { patient: ['entity.what'], dates: { date: ['recorded'] }, tokens: { action: 'action' }, audit: true },
};

const LABORATORY = new Set(['laboratory', 'LAB', '108252007', 'CH', 'HM', 'MB', 'BLB', 'CG', 'GE', 'IMM', 'MYC', 'PAR', 'SP', 'SR', 'TX', 'VR']);
const IMAGING = new Set(['imaging', 'RAD', '363679005', 'CT', 'CUS', 'NMR', 'NMS', 'OUS', 'RUS', 'RX', 'VUS', 'XRC']);
const LISTS = { '886921000000105': 'allergies', '1103671000000101': 'allergies', '1102411000000102': 'medications', '1102191000000100': 'medications', '48765-2': 'allergies', '933361000000108': 'medications', '10160-0': 'medications', '887191000000108': 'results', '30954-2': 'results', '792931000000107': 'appointments.referrals' };

function partOfResults(resource) {
  if (resource.resourceType === 'ImagingStudy') return 'results.imaging';
  if (resource.resourceType === 'Specimen') return 'results.laboratory';
  const codes = valuesAt(resource, 'category.coding.code');
  if (codes.some((code) => LABORATORY.has(code))) return 'results.laboratory';
  return codes.some((code) => IMAGING.has(code)) ? 'results.imaging' : 'results.other';
}

/** The areas of which one must be open to a reader for this very resource; undefined: open to anyone who may see a section at all. */
export function areasOf(resource) {
  const { areas } = SERVED[resource.resourceType];
  switch (resource.resourceType) {
    case 'Observation': case 'DiagnosticReport': case 'ImagingStudy': case 'Specimen': return [partOfResults(resource)];
    case 'ServiceRequest': {
      const part = partOfResults(resource);
      return [part === 'results.other' ? 'appointments.referrals' : part];
    }
    case 'Appointment': return ['appointments.appointments'];
    case 'List': {
      const area = valuesAt(resource, 'code.coding.code').map((code) => (Object.hasOwn(LISTS, code) ? LISTS[code] : undefined)).find((known) => known);
      return area ? [area] : ['none'];
    }
    default: return areas;
  }
}
