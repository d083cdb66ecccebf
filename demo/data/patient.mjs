import { SYSTEM, confidential, extension, profile, ukCode } from './codes.mjs';
import { organisation } from './organisations.mjs';

const VERIFICATION = {
  '01': 'Number present and verified', '02': 'Number present but not traced', '04': 'Trace attempted - No match or multiple match found',
};

export const nhsIdentifier = (value, status = '01') => ({
  system: SYSTEM.nhsNumber, value,
  extension: [extension('NHSNumberVerificationStatus', {
    valueCodeableConcept: ukCode('NHSNumberVerificationStatusEngland', status, VERIFICATION[status]),
  })],
});

export const deathNotification = (code, display, since) => extension('DeathNotificationStatus', {
  extension: [
    { url: 'deathNotificationStatus', valueCodeableConcept: ukCode('DeathNotificationStatus', code, display) },
    { url: 'systemEffectiveDate', valueDateTime: since },
  ],
});

/** Addresses and telephone numbers come from ranges kept for drama and tests. */
export function patientResource({ id, nhsNumber, status, birthDate, gender, names, practice, address, telecom, extensions = [], identifiers = [], restricted = false, ...rest }) {
  const reach = restricted ? {} : {
    ...(telecom ? { telecom } : {}),
    ...(address ? { address: [{ use: 'home', ...address }] } : {}),
    generalPractitioner: [{ type: 'Organization', identifier: { system: SYSTEM.ods, value: practice }, ...organisation(practice) }],
  };
  return {
    resourceType: 'Patient', id,
    meta: { ...profile('Patient'), versionId: '1', security: [restricted ? confidential('R', 'restricted') : confidential('U', 'unrestricted')] },
    ...(extensions.length ? { extension: extensions } : {}),
    identifier: [nhsIdentifier(nhsNumber, status), ...identifiers],
    active: true, name: names, gender, birthDate, ...reach, ...rest,
  };
}
