const KEYED_BY_PATIENT = new Set(['AllergyIntolerance', 'RelatedPerson', 'Consent']);
const SHORT = {
  AllergyIntolerance: 'alg', MedicationRequest: 'mrq', MedicationStatement: 'mst', MedicationDispense: 'mdi', Medication: 'med', Observation: 'obs',
  DiagnosticReport: 'rep', ImagingStudy: 'img', Specimen: 'spe', Appointment: 'apt', ServiceRequest: 'srq', CarePlan: 'cpl', CareTeam: 'ctm',
  Goal: 'gol', DocumentReference: 'doc', Flag: 'flg', List: 'lst', Provenance: 'prv', RelatedPerson: 'rel', Consent: 'con',
};
const WITHOUT_SUBJECT = new Set(['Medication', 'Provenance']);

/** Collects what is known of one patient: gives ids, points every resource at the patient, and answers with its reference. */
export function recordOf(patient) {
  const resources = [patient];
  const binaries = new Map();
  const counts = new Map();
  const [{ family, given, text }] = patient.name;
  const subject = { reference: `Patient/${patient.id}`, display: text ?? `${given.join(' ')} ${family}` };

  const nextId = (short) => {
    const count = (counts.get(short) ?? 0) + 1;
    counts.set(short, count);
    return `${patient.id}-${short}-${count}`;
  };
  return {
    patient, subject, resources, binaries,
    add({ resourceType, ...content }) {
      const id = content.id ?? nextId(SHORT[resourceType]);
      let owner = { subject };
      if (WITHOUT_SUBJECT.has(resourceType)) owner = {};
      if (KEYED_BY_PATIENT.has(resourceType)) owner = { patient: subject };
      if (resourceType === 'Appointment') {
        owner = {};
        content.participant = [{ actor: subject, status: 'accepted' }, ...content.participant];
      }
      resources.push({ resourceType, id, ...owner, ...content });
      return { reference: `${resourceType}/${id}` };
    },
    /** @returns the relative address for an attachment */
    file(contentType, bytes, more = {}) {
      const id = nextId('bin');
      binaries.set(id, { contentType, bytes, ...more });
      return `Binary/${id}`;
    },
  };
}
