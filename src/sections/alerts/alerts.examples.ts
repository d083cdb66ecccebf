import type { Resource } from '../../record/resource.js';

const flag = (id: string, words: string, rest: Readonly<Record<string, unknown>> = {}): Resource => ({
  resourceType: 'Flag', id, status: 'active', subject: { reference: 'Patient/example' }, code: { text: words },
  author: { reference: 'Organization/trust', display: 'Example Hospital' }, ...rest,
});

export const alertExamples = {
  childProtection: flag('flag-cp', 'Child protection plan', { period: { start: '2026-02-01' } }),
  infection: flag('flag-mrsa', 'MRSA carrier', { category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'clinical', display: 'Clinical' }] }] }),
  peanut: flag('flag-peanut', 'Peanut allergy'),
  adjustment: flag('flag-adjust', 'Reasonable adjustment: needs a hearing loop'),
  urgent: flag('flag-urgent', 'Epilepsy: rescue medicine in bag', { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/flag-priority', valueCodeableConcept: { coding: [{ code: 'PH' }] } }] }),
  ended: flag('flag-ended', 'Falls risk', { status: 'inactive', period: { start: '2020-01', end: '2021' } }),
} as const satisfies Readonly<Record<string, Resource>>;

export const alertsBundle = (resources: readonly Resource[] = Object.values(alertExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });

/** A resuscitation form as a document of the documents section. */
export const respectForm: Resource = {
  resourceType: 'DocumentReference', id: 'doc-respect', status: 'current', docStatus: 'final', subject: { reference: 'Patient/example' }, date: '2026-03-18T16:45:00Z',
  type: { coding: [{ system: 'http://snomed.info/sct', code: '1382601000000107', display: 'ReSPECT (Recommended Summary Plan for Emergency Care and Treatment) form' }] },
  description: 'Signed form of the ward', custodian: { reference: 'Organization/trust', display: 'Example Hospital' }, content: [{ attachment: { url: 'Binary/1', contentType: 'application/pdf' } }],
};

/** A type that few APIs have. */
export const powerOfAttorney: Resource = {
  resourceType: 'Consent', id: 'consent-lpa', status: 'active', patient: { reference: 'Patient/example' }, scope: { coding: [{ code: 'treatment', display: 'Treatment' }] },
  category: [{ text: 'Lasting power of attorney: health and welfare' }], dateTime: '2024-06-01', organization: [{ reference: 'Organization/trust', display: 'Example Hospital' }], provision: { type: 'permit' },
};
