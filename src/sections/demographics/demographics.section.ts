import { defineSection } from '../define.js';
import { toDemographics } from './demographics.map.js';
import type { DemographicsModel } from './demographics.model.js';

/** The Patient is there already when sections load: only what stands beside it is asked for. */
export const demographics = defineSection<DemographicsModel>({
  id: 'demographics', tag: 'dscr-demographics', types: ['Patient', 'RelatedPerson'], draws: 'whole',
  searches: [{ type: 'RelatedPerson', main: false }],
  mapper: toDemographics,
});
