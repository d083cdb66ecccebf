import type { Resource } from '../../src/record/resource.js';
import type { SectionId } from '../../src/record/sections.js';
import { alertExamples } from '../../src/sections/alerts/alerts.examples.js';
import { allergyExamples } from '../../src/sections/allergies/allergies.examples.js';
import { appointmentExamples } from '../../src/sections/appointments/appointments.examples.js';
import { carePlanExamples } from '../../src/sections/care-plans/care-plans.examples.js';
import { demographicsExamples } from '../../src/sections/demographics/demographics.examples.js';
import { documentExamples } from '../../src/sections/documents/documents.examples.js';
import { medicationExamples } from '../../src/sections/medications/medications.examples.js';
import { resultExamples } from '../../src/sections/results/results.examples.js';
import { sections } from '../../src/sections/index.js';

/** The patient of every story, as a host names her. */
export const PATIENT = { nhsNumber: '999 000 0018', birthDate: '1958-03-14' } as const;
export const patientResource: Resource = demographicsExamples.full;

/** What each section holds of her. */
export const resources: Readonly<Record<SectionId, readonly Resource[]>> = {
  demographics: [demographicsExamples.related], alerts: Object.values(alertExamples),
  allergies: [allergyExamples.penicillin, allergyExamples.uncoded, allergyExamples.degraded, allergyExamples.ended],
  medications: Object.values(medicationExamples), results: Object.values(resultExamples), appointments: Object.values(appointmentExamples),
  'care-plans': Object.values(carePlanExamples), documents: Object.values(documentExamples),
};
export const everything: readonly Resource[] = Object.values(resources).flat();

/** FHIR types a section asks for. */
export const typesOf = (id: SectionId): readonly string[] => sections.flatMap((each) => (each.id === id ? each.searches.map(({ type }) => type) : []));

/** A section with many entries: one of its own, again and again, each on a day of its own. */
export const many = (id: SectionId, count: number): readonly Resource[] => {
  const [first] = resources[id];
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2026, 10, 20) - index * 86_400_000).toISOString().slice(0, 10);
    const dated = ['effectiveDateTime', 'recordedDate', 'dateAsserted', 'start', 'created', 'date'].filter((name) => first !== undefined && name in first);
    return { ...first, resourceType: first?.resourceType ?? '', id: `many-${index}`, ...Object.fromEntries(dated.map((name) => [name, name === 'start' ? `${day}T09:00:00Z` : day])) };
  });
};

/** The first entry of a section, recorded in error. */
export const inError = (id: SectionId): Resource => {
  const [first] = resources[id];
  const status = first?.resourceType === 'AllergyIntolerance'
    ? { verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', code: 'entered-in-error' }] } } : { status: 'entered-in-error' };
  return { resourceType: '', ...first, ...status, id: 'in-error' };
};

/** The first entry of a section, of somebody else. */
export const ofAnother = (id: SectionId): Resource => {
  const text = JSON.stringify(resources[id][0]).replaceAll('Patient/example', 'Patient/another');
  return { ...(JSON.parse(text) as Resource), id: 'of-another' };
};
