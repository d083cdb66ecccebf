import { hl7, note, profile, snomed, words } from './codes.mjs';
import { inRole } from './professionals.mjs';

const CLINICAL = { active: 'Active', inactive: 'Inactive', resolved: 'Resolved' };
const VERIFIED = { unconfirmed: 'Unconfirmed', presumed: 'Presumed', confirmed: 'Confirmed', refuted: 'Refuted', 'entered-in-error': 'Entered in Error' };

export const AGENT = {
  penicillin: () => snomed('91936005', 'Allergy to penicillin'), latex: () => snomed('300916003', 'Latex allergy'), peanut: () => snomed('91935009', 'Allergy to peanut'),
  none: () => snomed('716186003', 'No known allergy'), noDrug: () => snomed('409137002', 'No known drug allergy'),
  degraded: (text) => snomed('196461000000101', 'Transfer-degraded drug allergy', text), degradedOther: (text) => snomed('196471000000108', 'Transfer-degraded non-drug allergy', text),
};
export const MANIFESTATION = {
  anaphylaxis: () => snomed('39579001', 'Anaphylaxis'), urticaria: () => snomed('126485001', 'Urticaria'), rash: () => snomed('271807003', 'Eruption of skin', 'Rash'),
  dermatitis: () => snomed('40275004', 'Contact dermatitis'), angioedema: () => snomed('41291007', 'Angioedema'), vomiting: () => snomed('422400008', 'Vomiting'),
};

/** An entry in error carries no clinical status. */
export function allergy(record, { code, clinical = 'active', verified = 'confirmed', category = 'medication', type = 'allergy', criticality, reactions, date, by, text, ended, ...more }) {
  return record.add({
    resourceType: 'AllergyIntolerance', meta: profile('AllergyIntolerance'),
    ...(verified === 'entered-in-error' ? {} : { clinicalStatus: { ...hl7('allergyintolerance-clinical', clinical, CLINICAL[clinical]), ...(ended ? { extension: [ended] } : {}) } }),
    verificationStatus: hl7('allergyintolerance-verification', verified, VERIFIED[verified]), type, category: [category], ...(criticality ? { criticality } : {}),
    code: typeof code === 'string' ? words(code) : code, ...(date ? { recordedDate: date } : {}), ...(by ? { recorder: inRole(by), asserter: inRole(by) } : {}),
    ...(reactions ? { reaction: reactions } : {}), ...(text ? { note: note(text) } : {}), ...more,
  });
}

export const noKnownAllergies = (record, date, by) => allergy(record, { code: AGENT.none(), date, by });
