import type { Resource } from '../../record/resource.js';

const UKCORE = 'https://fhir.hl7.org.uk/StructureDefinition/';
/** NHS number of the range kept for tests, with its verification status. */
const number = (status: string): unknown => ({ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018',
  extension: [{ url: `${UKCORE}Extension-UKCore-NHSNumberVerificationStatus`, valueCodeableConcept: { coding: [{ code: status, display: 'Number present and verified' }] } }] });

const plain = {
  resourceType: 'Patient', id: 'example', identifier: [number('01')], birthDate: '1958-03-14', gender: 'female',
  name: [{ use: 'usual', family: 'Example', given: ['Patricia'], prefix: ['Mrs'] }, { use: 'nickname', given: ['Pat'] }, { use: 'old', family: 'Sample', given: ['Patricia'] }],
} as const;

export const demographicsExamples = {
  full: { ...plain,
    address: [{ use: 'home', line: ['1 Example Road', 'Derby'], postalCode: 'DE1 1AA' }, { use: 'temp', text: 'With her sister', line: ['2 Sample Street'] }],
    telecom: [{ system: 'phone', use: 'home', value: '01632 960001' }, { system: 'email', value: 'pat@example.org' }, { system: 'other', value: '01632 960002', extension: [
      { url: `${UKCORE}Extension-UKCore-OtherContactSystem`, valueCoding: { code: 'textphone', display: 'Minicom (Textphone)' } }] }],
    generalPractitioner: [{ type: 'Organization', identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y99999' } }],
    contact: [{ relationship: [{ text: 'Next of kin' }], name: { family: 'Example', given: ['Sam'] }, telecom: [{ system: 'phone', value: '01632 960003' }],
      extension: [{ url: `${UKCORE}Extension-UKCore-ContactRank`, valuePositiveInt: 1 }] }],
    extension: [{ url: `${UKCORE}Extension-UKCore-EthnicCategory`, valueCodeableConcept: { coding: [{ code: 'Z', display: 'Not stated' }] } },
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true }],
    communication: [{ language: { coding: [{ code: 'bfi', display: 'British Sign Language' }] }, preferred: true }] },
  restricted: { ...plain, meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } },
  died: { ...plain, deceasedDateTime: '2024-03', extension: [{ url: `${UKCORE}Extension-UKCore-DeathNotificationStatus`, extension: [
    { url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ code: '2' }] } }] }] },
  notDead: { ...plain, deceasedDateTime: '2024-03-03', extension: [{ url: `${UKCORE}Extension-UKCore-DeathNotificationStatus`, extension: [
    { url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ code: 'U' }] } }] }] },
  related: { resourceType: 'RelatedPerson', id: 'rp', patient: { reference: 'Patient/example' }, name: [{ family: 'Sample', given: ['Jo'] }], relationship: [{ text: 'Daughter' }] },
} as const satisfies Readonly<Record<string, Resource>>;

export const demographicsBundle = (resources: readonly Resource[] = [demographicsExamples.full, demographicsExamples.related]): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
