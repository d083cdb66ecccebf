import { AGENT, MANIFESTATION, allergy } from '../allergies.mjs';
import { extension, words } from '../codes.mjs';
import { at } from '../dates.mjs';
import { inRole } from '../professionals.mjs';

const nullFlavour = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'NI', display: 'NoInformation' }] };

export function addAllergies(record) {
  // one agent, three records of three sources: none may be merged away
  allergy(record, { code: AGENT.penicillin(), criticality: 'high', date: at('2026-03-10', '01:40'), by: 'wardDoctor', lastOccurrence: '1994-08', text: 'Needed adrenaline. Confirmed with the husband.', reactions: [{ manifestation: [MANIFESTATION.anaphylaxis(), MANIFESTATION.angioedema()], severity: 'severe', onset: '1994-08', exposureRoute: words('Intravenous') }] });
  allergy(record, { code: AGENT.penicillin(), date: '2004-11-02', by: 'gp', reactions: [{ manifestation: [MANIFESTATION.rash()], severity: 'moderate' }] });
  allergy(record, { code: 'Amoxicillin', verified: 'unconfirmed', date: '2019', type: 'intolerance', reactions: [{ manifestation: [MANIFESTATION.vomiting()], severity: 'mild' }] });
  allergy(record, { code: AGENT.latex(), category: 'environment', criticality: 'low', date: at('2016-04-19', '11:15'), by: 'practiceNurse', reactions: [{ manifestation: [MANIFESTATION.dermatitis()], severity: 'mild', substance: words('Examination gloves') }] });
  allergy(record, { code: AGENT.degraded('Septrin tabs - allergy'), verified: 'unconfirmed', date: '2009-04' });
  allergy(record, { code: 'Sticking plaster (brand not known)', category: 'environment', verified: 'presumed', date: '2021-01-12', by: 'districtNurse', reactions: [{ manifestation: [nullFlavour], severity: 'moderate', description: 'Skin reaction, details not recorded' }] });
  allergy(record, { code: 'Egg', category: 'food', clinical: 'resolved', date: '1966', by: 'gp', ended: extension('AllergyIntoleranceEnd', { extension: [{ url: 'endDate', valueDateTime: '1975' }, { url: 'reasonEnded', valueString: 'Outgrown: eats eggs without trouble' }] }) });
  allergy(record, { code: 'Codeine', clinical: 'inactive', type: 'intolerance', date: '2012-09-27', by: 'gp', text: 'Constipation only: no longer regarded as an intolerance.' });
  const refuted = allergy(record, { code: 'Trimethoprim', verified: 'refuted', date: at('2025-06-03', '15:00'), by: 'rheumatologist', text: 'Rash was viral. Tolerated since.' });
  record.add({ resourceType: 'Provenance', target: [refuted], recorded: at('2025-06-03', '15:05'), activity: words('Refuted'), reason: [words('Challenge test negative')], agent: [{ who: inRole('rheumatologist') }] });
  allergy(record, { code: 'Warfarin', verified: 'entered-in-error', date: '2022-02-22', by: 'gp' });
}
