import type { Resource } from '../../record/resource.js';

type More = Readonly<Record<string, unknown>>;
const subject = { reference: 'Patient/example' };
export const LAB = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory', display: 'Laboratory' }] }];
export const flagCode = (code: string, display?: string): More => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code, ...(display && { display }) }] });

/** Decimals stand as text here: so they come from fhir/json.ts, digits kept. */
export const observation = (id: string, name: string, more: More = {}): Resource => ({
  resourceType: 'Observation', id, status: 'final', subject, category: LAB, code: { text: name }, effectiveDateTime: '2026-05-01T08:30:00Z',
  performer: [{ reference: 'Organization/trust', display: 'Example Hospital' }], ...more,
});
export const quantity = (value: string, unit?: string, more: More = {}): More => ({ value, ...(unit !== undefined && { unit, system: 'http://unitsofmeasure.org', code: unit }), ...more });

export const resultExamples = {
  potassium: observation('k', 'Potassium', { valueQuantity: quantity('5.10', 'mmol/L'), referenceRange: [{ low: quantity('3.5', 'mmol/L'), high: quantity('5.3', 'mmol/L') }], specimen: { display: 'Blood' }, issued: '2026-05-01T11:00:00Z' }),
  whiteCells: observation('wcc', 'White cell count', { valueQuantity: quantity('17.10', '10*9/L'), referenceRange: [{ low: { value: '4.0' }, high: { value: '17.0' } }] }),
  critical: observation('k2', 'Potassium', { effectiveDateTime: '2026-05-02', valueQuantity: quantity('7.0', 'mmol/L'), interpretation: [flagCode('HH', 'Critical high')] }),
  offScale: observation('crp', 'C-reactive protein', { valueQuantity: quantity('1', 'mg/L', { comparator: '<' }), referenceRange: [{ high: quantity('5', 'mg/L') }] }),
  bloodPressure: observation('bp', 'Blood pressure', { category: [{ text: 'Vital signs' }], component: [
    { code: { text: 'Systolic' }, valueQuantity: quantity('142', 'mmHg') }, { code: { text: 'Diastolic' }, valueQuantity: quantity('88', 'mmHg') }] }),
  finding: observation('smoker', 'Current smoker', { category: undefined, effectiveDateTime: '2025' }),
  haemolysed: observation('k3', 'Potassium', { dataAbsentReason: { text: 'Specimen haemolysed' } }),
  culture: observation('culture', 'Urine culture', { valueString: 'Escherichia coli >10^5 cfu/mL\n\nTrimethoprim R', interpretation: [flagCode('A'), flagCode('POS')] }),
  panel: observation('fbc', 'Full blood count', { hasMember: [{ reference: 'Observation/wcc' }] }),
  report: {
    resourceType: 'DiagnosticReport', id: 'dr-fbc', status: 'amended', subject, category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'HM' }] }], code: { text: 'Full blood count' },
    effectiveDateTime: '2026-05-01T08:30:00Z', result: [{ reference: 'Observation/fbc' }], performer: [{ reference: 'Organization/trust', display: 'Example Hospital' }],
  },
  chest: {
    resourceType: 'DiagnosticReport', id: 'dr-chest', status: 'final', subject, code: { text: 'XR Chest' }, issued: '2026-04-01T10:00:00Z', imagingStudy: [{ reference: 'ImagingStudy/chest' }],
    conclusion: 'Heart size normal.\n\nNo focal consolidation.', basedOn: [{ reference: 'ServiceRequest/sr-chest' }], performer: [{ display: 'Example Hospital' }],
    presentedForm: [{ contentType: 'text/plain; charset=utf-8', title: 'Full report', data: 'TGluZSBvbmUKTGluZSB0d28=' }],
  },
  study: {
    resourceType: 'ImagingStudy', id: 'chest', status: 'available', subject, started: '2026-04-01T09:00:00Z', numberOfSeries: 2,
    series: [{ uid: '1', modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'DX', display: 'Digital Radiography' }, bodySite: { display: 'Chest' } }],
  },
  requestedChest: {
    resourceType: 'ServiceRequest', id: 'sr-chest', status: 'active', intent: 'order', subject, category: [{ coding: [{ system: 'http://snomed.info/sct', code: '363679005' }] }], code: { text: 'XR Chest' },
    authoredOn: '2026-03-30', requester: { display: 'Dr Example' }, reasonCode: [{ text: 'Cough' }],
  },
  requestedBloods: {
    resourceType: 'ServiceRequest', id: 'sr-bloods', status: 'active', intent: 'order', priority: 'urgent', subject, category: [{ coding: [{ system: 'http://snomed.info/sct', code: '108252007' }] }],
    code: { text: 'Repeat urea and electrolytes' }, authoredOn: '2026-05-03', requester: { display: 'Dr Example' },
  },
} as const satisfies Readonly<Record<string, Resource>>;

export const resultsBundle = (resources: readonly Resource[] = Object.values(resultExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
