export const SYSTEM = {
  snomed: 'http://snomed.info/sct', loinc: 'http://loinc.org', ucum: 'http://unitsofmeasure.org', dmd: 'https://dmd.nhs.uk',
  nhsNumber: 'https://fhir.nhs.uk/Id/nhs-number', ods: 'https://fhir.nhs.uk/Id/ods-organization-code',
  odsSite: 'https://fhir.nhs.uk/Id/ods-site-code', modality: 'http://dicom.nema.org/resources/ontology/DCM',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  service: 'http://terminology.hl7.org/CodeSystem/v2-0074', absent: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', act: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  jobRole: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName', nicip: 'https://nicip.nhs.uk',
  specialty: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-PracticeSettingCode',
};
const UK_DEFINITION = 'https://fhir.hl7.org.uk/StructureDefinition/';

export const profile = (name) => ({ profile: [`${UK_DEFINITION}UKCore-${name}`] });
export const extension = (name, value) => ({ url: `${UK_DEFINITION}Extension-UKCore-${name}`, ...value });
export const concept = (system, code, display, text = display) => ({ coding: [{ system, code, display }], text });
export const words = (text) => ({ text });
export const snomed = (code, display, text) => concept(SYSTEM.snomed, code, display, text);
export const loinc = (code, display, text) => concept(SYSTEM.loinc, code, display, text);
export const ukCode = (system, code, display) => concept(`https://fhir.hl7.org.uk/CodeSystem/UKCore-${system}`, code, display);
export const hl7 = (system, code, display) => concept(`http://terminology.hl7.org/CodeSystem/${system}`, code, display);
export const label = (code, display) => ({ system: SYSTEM.act, code, display });
export const confidential = (code, display) => ({ system: SYSTEM.confidentiality, code, display });
export const note = (text, time) => [time ? { text, time } : { text }];
