import type { Resource } from '../../src/record/resource.js';
import type { Type } from './api.js';

const sct = (code: string, text: string): object => ({ coding: [{ system: 'http://snomed.info/sct', code, display: text }], text });

const RESOURCES: Readonly<Record<Type, Readonly<Record<string, unknown>>>> = {
  AllergyIntolerance: { code: sct('764146007', 'Penicillin'), clinicalStatus: { coding: [{ code: 'active' }] }, verificationStatus: { coding: [{ code: 'confirmed' }] }, recordedDate: '2024-03-02' },
  Flag: { status: 'active', code: { text: 'Lives alone' } },
  MedicationRequest: { status: 'active', intent: 'plan', authoredOn: '2026-01-05', medicationCodeableConcept: { text: 'Amlodipine 5mg tablets' }, dosageInstruction: [{ text: 'ONE daily' }] },
  MedicationStatement: { status: 'active', effectiveDateTime: '2026-01-06', medicationCodeableConcept: { text: 'Aspirin 75mg tablets' }, dosage: [{ text: 'ONE in the morning' }] },
  MedicationDispense: { status: 'completed', whenHandedOver: '2026-02-01', medicationCodeableConcept: { text: 'Paracetamol 500mg tablets' }, dosageInstruction: [{ text: 'TWO as needed' }] },
  DiagnosticReport: { status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'Full blood count' }, effectiveDateTime: '2026-03-03', conclusion: 'Nothing of note.' },
  Observation: { status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'Haemoglobin' }, effectiveDateTime: '2026-03-03', valueQuantity: { value: 135, unit: 'g/L' } },
  ImagingStudy: { status: 'available', started: '2026-02-02', description: 'Chest X-ray' },
  Appointment: { status: 'booked', start: '2026-07-01T09:00:00Z', serviceType: [{ text: 'Cardiology clinic' }] },
  // A request for a laboratory test would be a result: this one is a referral.
  ServiceRequest: { status: 'active', intent: 'order', authoredOn: '2026-01-09', code: { text: 'Referral to physiotherapy' } },
  CarePlan: { status: 'active', intent: 'plan', title: 'Diabetes care plan', created: '2026-01-02' },
  Goal: { lifecycleStatus: 'active', description: { text: 'Walk every day' }, startDate: '2026-01-02' },
  CareTeam: { status: 'active', name: 'Community team' },
  DocumentReference: { status: 'current', description: 'Discharge letter', date: '2026-04-04T10:00:00Z', content: [{ attachment: { contentType: 'text/plain', url: 'Binary/b1' } }] },
  List: { status: 'current', mode: 'snapshot', code: sct('886921000000105', 'Allergies and adverse reactions') },
  RelatedPerson: { name: [{ family: 'Kin', given: ['Jo'] }], relationship: [{ text: 'Daughter' }] },
};
/** The element in which a type names its patient. */
const subject = (type: Type, patientId: string): object => {
  const reference = { reference: `Patient/${patientId}` };
  return type === 'AllergyIntolerance' || type === 'RelatedPerson' ? { patient: reference }
    : type === 'Appointment' ? { participant: [{ actor: reference, status: 'accepted' }] } : { subject: reference };
};

/** One plain resource of a type, about a patient. Each text names whose it is where `mark` is given. */
export const resourceOf = (type: Type, patientId: string, id = `${type}-1`): Resource => ({ resourceType: type, id, ...RESOURCES[type], ...subject(type, patientId) });
