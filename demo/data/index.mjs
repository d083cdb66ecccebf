import { organisationResources } from './organisations.mjs';
import { professionalResources } from './professionals.mjs';
import { mainRecord } from './main/index.mjs';
import * as allergyHeadings from './others/allergy-headings.mjs';
import * as identity from './others/identity.mjs';
import * as special from './others/special.mjs';

export { ORGANISATIONS, PRACTICES } from './organisations.mjs';
export { bigResults } from './big-results.mjs';
export { dec, demoJson, Decimal } from './decimal.mjs';

const listed = (record, purpose, more = {}) => {
  const [usual] = record.patient.name;
  return {
    nhsNumber: record.patient.identifier[0].value, name: `${usual.family.toUpperCase()}, ${usual.given.join(' ')}${usual.prefix ? ` (${usual.prefix[0]})` : ''}`,
    birthDate: record.patient.birthDate, for: purpose, ...more,
  };
};

/**
 * Everything the demo's API holds. All people are invented; dates are fixed about November 2026, so every start gives the same.
 * A file in `binaries` with `released: false` must be answered with 403, as must a patient with `refused`.
 */
export function demoRecords() {
  const renumbered = identity.renumbered();
  const [jon, john] = identity.nearlyTheSame();
  const entries = [
    [mainRecord(), 'every section, rich'],
    [allergyHeadings.noKnown(), 'no known allergies'],
    [allergyHeadings.nothingRecorded(), 'nothing recorded at all'],
    [identity.restricted(), 'restricted: address, telephone and practice are not sent'],
    [identity.deceased(), 'deceased'],
    [identity.notDead(), 'death notification withdrawn: living'],
    [identity.untraced(), 'NHS number not traced, birth date by year only'],
    [identity.unmatched(), 'NHS number traced without a single match'],
    [renumbered, 'record under a new NHS number'],
    [jon, 'nearly the same name and birth date as the next'],
    [john, 'nearly the same name and birth date as the one before'],
    [identity.child(), 'a child under two'],
    [special.fiveThousand(), '5,000 results'],
    [special.twentyThousand(), '20,000 results'],
    [special.refused(), 'release of the record is refused', { refused: true }],
    [allergyHeadings.listWarnings(), 'lists with warnings of the source'],
    [allergyHeadings.noKnownDrugAllergy(), 'no known drug allergy, nothing else said'],
    [allergyHeadings.contradictory(), 'entries disagree: none known, and one active'],
    [allergyHeadings.allergyInFlag(), 'allergy in an alert only; a long family name'],
  ];
  const current = listed(renumbered, '');
  const patients = entries.map(([record, purpose, more]) => listed(record, purpose, more));
  patients.push({ ...current, nhsNumber: identity.OLD_NUMBER, for: 'replaced NHS number', replacedBy: current.nhsNumber });

  const resources = [...organisationResources(), ...professionalResources()];
  const binaries = new Map();
  for (const [record] of entries) {
    // not spread into push(): 20,000 arguments are more than some engines take
    for (const resource of record.resources) resources.push(resource);
    for (const [id, file] of record.binaries) binaries.set(id, file);
  }
  return { patients, resources, binaries };
}
