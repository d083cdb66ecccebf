import { listsOf } from '../../fhir/list-warnings.js';
import { defineSection } from '../define.js';
import { ALLERGY_LISTS, toAllergies } from './allergies.map.js';
import type { AllergiesModel } from './allergies.model.js';

export const allergies = defineSection<AllergiesModel>({
  id: 'allergies', tag: 'dscr-allergies', types: ['AllergyIntolerance'], draws: 'whole',
  searches: [
    { type: 'AllergyIntolerance', main: true, include: ['AllergyIntolerance:recorder', 'AllergyIntolerance:asserter', 'Provenance:target'] },
    listsOf(ALLERGY_LISTS),
    { type: 'Flag', main: false, needs: 'alerts', include: ['Flag:author'] },
  ],
  mapper: toAllergies,
});
