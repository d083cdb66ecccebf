import type { Resource } from '../../record/resource.js';

const SCT = 'http://snomed.info/sct';
const status = (kind: 'clinical' | 'verification', code: string): unknown => ({ coding: [{ system: `http://terminology.hl7.org/CodeSystem/allergyintolerance-${kind}`, code }] });

/** An AllergyIntolerance of the example patient: active and confirmed, unless told otherwise. */
export const allergyExample = (id: string, label: string, code?: string, rest: Readonly<Record<string, unknown>> = {}): Resource => ({
  resourceType: 'AllergyIntolerance', id, patient: { reference: 'Patient/example' },
  clinicalStatus: status('clinical', 'active'), verificationStatus: status('verification', 'confirmed'),
  code: { ...(code && { coding: [{ system: SCT, code, display: label }] }), text: label }, recordedDate: '2024-03-02',
  recorder: { reference: 'PractitionerRole/gp', display: 'Dr Example' }, ...rest,
});

export const allergyExamples = {
  penicillin: allergyExample('al-1', 'Penicillin V', '764146007', {
    type: 'allergy', category: ['medication'], criticality: 'high',
    reaction: [{ manifestation: [{ text: 'Wheeze' }, { text: 'Urticaria' }], severity: 'severe', onset: '1999' }],
  }),
  uncoded: allergyExample('al-2', 'Washing powder', undefined, { category: ['environment'] }),
  degraded: allergyExample('al-3', 'Elastoplast', '196471000000108'),
  ended: allergyExample('al-4', 'Egg', '102263004', { clinicalStatus: status('clinical', 'resolved') }),
  refuted: allergyExample('al-5', 'Latex', '111088007', { verificationStatus: status('verification', 'refuted') }),
  noneKnown: allergyExample('al-6', 'No known allergy', '716186003'),
  noDrugAllergy: allergyExample('al-7', 'No known drug allergy', '409137002'),
} as const satisfies Readonly<Record<string, Resource>>;

export const allergiesBundle = (resources: readonly Resource[] = [allergyExamples.penicillin, allergyExamples.uncoded, allergyExamples.ended]): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
