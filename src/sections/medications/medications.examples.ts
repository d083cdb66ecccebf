import type { Resource } from '../../record/resource.js';

const base = { subject: { reference: 'Patient/example' } };
const amlodipine = { medicationCodeableConcept: { coding: [{ system: 'https://dmd.nhs.uk', code: '319283006', display: 'Amlodipine 5mg tablets' }], text: 'Amlodipine 5mg tablets' } };

export const medicationExamples = {
  statement: { resourceType: 'MedicationStatement', id: 'ms-1', ...base, ...amlodipine, status: 'active', basedOn: [{ reference: 'MedicationRequest/mr-plan' }],
    effectivePeriod: { start: '2025-01-10' }, dateAsserted: '2025-01-10', dosage: [{ text: 'ONE to be taken each morning' }] },
  plan: { resourceType: 'MedicationRequest', id: 'mr-plan', ...base, ...amlodipine, status: 'active', intent: 'plan', authoredOn: '2025-01-10',
    courseOfTherapyType: { text: 'Repeat' }, dosageInstruction: [{ text: 'ONE to be taken each morning' }], requester: { display: 'Dr Example' } },
  issue: { resourceType: 'MedicationRequest', id: 'mr-issue', ...base, ...amlodipine, status: 'completed', intent: 'order', authoredOn: '2026-05-02',
    basedOn: [{ reference: 'MedicationRequest/mr-plan' }], dosageInstruction: [{ text: 'ONE to be taken each morning' }] },
  supply: { resourceType: 'MedicationDispense', id: 'md-1', ...base, ...amlodipine, status: 'completed', whenHandedOver: '2026-05-04',
    authorizingPrescription: [{ reference: 'MedicationRequest/mr-issue' }], quantity: { value: '28', unit: 'tablet' } },
  suspended: { resourceType: 'MedicationRequest', id: 'mr-2', ...base, status: 'on-hold', intent: 'order', authoredOn: '2026-04-01', medicationReference: { reference: '#m' },
    contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Methotrexate 2.5mg tablets' }, form: { text: 'tablet' } }],
    dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: '7.50', unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } }],
      route: { text: 'oral' }, timing: { repeat: { frequency: 1, period: '1', periodUnit: 'wk', dayOfWeek: ['mon'] } } }] },
  stopped: { resourceType: 'MedicationRequest', id: 'mr-3', ...base, status: 'stopped', intent: 'order', authoredOn: '2024-01-01', statusReason: { text: 'Cough' },
    medicationCodeableConcept: { text: 'Ramipril 2.5mg capsules' }, dosageInstruction: [{ text: '1 daily' }] },
  unclear: { resourceType: 'MedicationStatement', id: 'ms-2', ...base, status: 'unknown', medicationCodeableConcept: { text: 'Aspirin 75mg dispersible tablets' } },
} as const satisfies Readonly<Record<string, Resource>>;

export const medicationsBundle = (resources: readonly Resource[] = Object.values(medicationExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
