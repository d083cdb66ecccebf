import { defineSection } from '../define.js';
import { toCarePlans } from './care-plans.map.js';
import type { CarePlansModel } from './care-plans.model.js';

export const carePlans = defineSection<CarePlansModel>({
  id: 'care-plans', tag: 'dscr-care-plans', types: ['CarePlan', 'Goal', 'CareTeam'], draws: 'whole',
  searches: [
    { type: 'CarePlan', main: true, include: ['CarePlan:goal', 'CarePlan:care-team'], includeWith: { sections: ['appointments', 'medications', 'results'], include: ['CarePlan:activity-reference'] } },
    { type: 'Goal', main: false },
    { type: 'CareTeam', main: false, include: ['CareTeam:participant'] },
  ],
  mapper: toCarePlans,
});
