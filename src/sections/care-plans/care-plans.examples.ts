import type { Resource } from '../../record/resource.js';

const subject = { reference: 'Patient/example' };
type More = Readonly<Record<string, unknown>>;
export const planExample = (id: string, title: string, more: More = {}): Resource => ({
  resourceType: 'CarePlan', id, status: 'active', intent: 'plan', subject, title, created: '2026-03-01', author: { display: 'Example Community Trust', reference: 'Organization/1' }, ...more,
});

export const carePlanExamples = {
  support: planExample('support', 'Personalised care and support plan', {
    category: [{ text: 'Personalised care' }], description: 'What matters to me:\nmy allotment.', period: { start: '2026-03-01' }, goal: [{ reference: 'Goal/walk' }, { reference: 'Goal/elsewhere', display: 'Sleep well' }],
    careTeam: [{ reference: 'CareTeam/team' }], addresses: [{ display: 'Heart failure' }], note: [{ text: 'Review in March' }],
    activity: [
      { detail: { status: 'in-progress', description: 'Leg dressing twice a week', scheduledString: 'Mondays and Thursdays', performer: [{ display: 'District nurse' }] } },
      { detail: { status: 'cancelled', description: 'Falls class', statusReason: { text: 'No transport' } } },
      { detail: { status: 'not-started', description: 'Aspirin', doNotPerform: true } },
    ],
  }),
  ended: planExample('ended', 'Intermediate care', { status: 'completed', created: '2026-05-01' }),
  walk: { resourceType: 'Goal', id: 'walk', lifecycleStatus: 'active', subject, description: { text: 'Walk to the allotment' }, target: [{ measure: { text: 'Distance' }, detailQuantity: { value: 400, unit: 'm' }, dueDate: '2027-03' }], achievementStatus: { coding: [{ code: 'improving' }] } },
  alone: { resourceType: 'Goal', id: 'alone', lifecycleStatus: 'on-hold', subject, description: { text: 'Less pain' } },
  team: { resourceType: 'CareTeam', id: 'team', status: 'active', subject, name: 'Community team', participant: [{ role: [{ text: 'Social worker' }], member: { display: 'Ms Example' } }] },
} as const satisfies Readonly<Record<string, Resource>>;

export const carePlansBundle = (resources: readonly Resource[] = Object.values(carePlanExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
