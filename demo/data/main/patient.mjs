import { extension, hl7, ukCode } from '../codes.mjs';
import { testNhsNumber } from '../nhs-number.mjs';
import { patientResource } from '../patient.mjs';

/** The demo's main patient: every section is rich. */
export const mainPatient = () => patientResource({
  id: 'p01', nhsNumber: testNhsNumber('000001'), birthDate: '1958-03-14', gender: 'female', practice: 'C8X901',
  names: [
    { use: 'usual', prefix: ['Mrs'], given: ['Marguerite', 'Rose'], family: 'Fernilee', period: { start: '1984-06-02' } },
    { use: 'nickname', given: ['Peggy'], family: 'Fernilee' },
    { use: 'maiden', given: ['Marguerite', 'Rose'], family: "O'Goyt" },
  ],
  address: { line: ['14 Dovehole Croft', 'Littleover Fields'], city: 'Derby', district: 'Derbyshire', postalCode: 'DE99 1ZZ' },
  telecom: [
    { system: 'phone', use: 'home', value: '01632 960114' }, { system: 'phone', use: 'mobile', value: '07700 900114' },
    { system: 'email', use: 'home', value: 'peggy.fernilee@example.org' },
    { system: 'other', value: '18001 01632 960114', extension: [extension('OtherContactSystem', { valueCoding: { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-OtherContactSystem', code: 'textphone', display: 'Minicom (Textphone)' } })] },
  ],
  extensions: [
    extension('EthnicCategory', { valueCodeableConcept: ukCode('EthnicCategoryEngland', 'A', 'White - British') }),
    extension('BirthSex', { valueCodeableConcept: ukCode('BirthSex', 'F', 'Female') }),
    { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: false },
    extension('ContactPreference', { extension: [
      { url: 'PreferredContactMethod', valueCodeableConcept: ukCode('PreferredContactMethod', '1', 'Letter') },
      { url: 'PreferredWrittenCommunicationFormat', valueCodeableConcept: ukCode('PreferredWrittenCommunicationFormat', '11', 'Large print') },
      { url: 'PreferredContactTimes', valueString: 'Not before 10 in the morning' },
    ] }),
  ],
  maritalStatus: ukCode('PersonMaritalStatusEngland', 'M', 'Married/Civil Partner'),
  communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en', display: 'English' }], text: 'English' }, preferred: true }],
  contact: [{
    relationship: [hl7('v2-0131', 'N', 'Next-of-Kin')], name: { text: 'Mr Cuthbert Fernilee', family: 'Fernilee', given: ['Cuthbert'], prefix: ['Mr'] },
    telecom: [{ system: 'phone', use: 'mobile', value: '07700 900115' }],
  }],
});

export function addContacts(record) {
  record.add({
    resourceType: 'RelatedPerson', active: true, relationship: [{ text: 'Husband, main carer' }],
    name: [{ prefix: ['Mr'], given: ['Cuthbert'], family: 'Fernilee' }], telecom: [{ system: 'phone', use: 'mobile', value: '07700 900115' }],
  });
  record.add({
    resourceType: 'Consent', status: 'active', scope: hl7('consentscope', 'patient-privacy', 'Privacy Consent'),
    category: [{ text: 'Sharing with the shared care record' }], dateTime: '2021-06-14', provision: { type: 'permit' },
  });
}
