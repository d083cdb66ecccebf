import { expect } from '@open-wc/testing';
import type { Resource } from '../../src/record/resource.js';
import { carePlanExamples as examples, planExample } from '../../src/sections/care-plans/care-plans.examples.js';
import { toCarePlans } from '../../src/sections/care-plans/care-plans.map.js';
import { DscrCarePlans } from '../../src/sections/care-plans/dscr-care-plans.js';
import { drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const all = Object.values(examples) as readonly Resource[];
const draw = (resources: readonly Resource[], support: readonly Resource[] = []): string => (drawn(DscrCarePlans, ready(mapped(toCarePlans, resources, support))).root.textContent ?? '').replace(/\s+/g, ' ');

describe('care plans', () => {
  it('puts goals and teams that a plan names inside it, the rest by themselves', () => {
    const model = mapped(toCarePlans, all);
    expect(model.active[0]?.parts.map(({ name, lines }) => [name, lines.map(({ title }) => title)])).to.deep.equal([
      ['goals', ['Walk to the allotment', 'Sleep well']], ['activities', ['Leg dressing twice a week', 'Falls class', 'Aspirin']], ['team', ['Ms Example']]]);
    expect(model.others.map(({ title }) => title)).to.deep.equal(['Less pain']);
    expect(model.mapper.items()).to.equal(3);
  });
  it('does so whichever came first', () => {
    expect(mapped(toCarePlans, [...all].reverse()).others.map(({ title }) => title)).to.deep.equal(['Less pain']);
  });
  it('draws plans in force first, with status, goals, targets, activities and people', () => {
    expect(draw(all)).to.match(/Personalised care and support plan.*Active.*What matters to me.*Heart failure.*Goals.*Walk to the allotment.*Active.*Distance, 400 m, Mar-2027.*Improving.*Activities.*Leg dressing.*In progress.*Mondays and Thursdays.*Falls class.*Cancelled.*No transport.*Care team.*Ms Example.*Social worker.*Example Community Trust.*Past \(1\).*Intermediate care.*Completed.*Goals \(1\).*Less pain.*On hold/);
  });
  it('says what an activity asks not to be done', () => { expect(draw([examples.support])).to.match(/Aspirin Not started\s*Not to be carried out/); });
  it('says of an activity when, where, by whom and why, as sent', () => {
    const detail = { code: { text: 'Leg dressing' }, status: 'in-progress', scheduledString: 'Mondays', performer: [{ display: 'Community nurse' }], location: { display: 'At home' }, reasonCode: [{ text: 'Leg ulcer' }],
      statusReason: { text: 'Healing slowly' }, productCodeableConcept: { text: 'Gauze' }, description: 'Change both layers' };
    const shown = draw([planExample('p', 'Plan', { activity: [{ detail, outcomeCodeableConcept: [{ text: 'Clean wound' }], progress: [{ text: 'Seen on Monday' }] }] })]);
    for (const part of ['Leg dressing: Change both layers', 'Mondays', 'Community nurse', 'At home', 'Leg ulcer', 'Healing slowly', 'Gauze', 'Clean wound', 'Seen on Monday']) expect(shown).to.contain(part);
  });
  it('does not show by way of a plan a goal that is not shown in this section', () => {
    const mapper = toCarePlans({ patient: { resourceType: 'Patient' }, lookup: { find: () => examples.walk }, highRisk: [] });
    mapper.add(planExample('p', 'Plan', { goal: [{ reference: 'Goal/walk', display: 'Walk' }] }));
    expect(mapper.model().active[0]?.parts[0]?.lines).to.deep.equal([]);
  });
  it('shows a contained goal', () => {
    expect(draw([planExample('p', 'Plan', { contained: [{ ...examples.walk, id: 'g' }], goal: [{ reference: '#g' }] })])).to.contain('Walk to the allotment');
  });
  it('shows an activity that stands in another resource, unless that is labelled or in error', () => {
    const plan = planExample('p', 'Plan', { activity: [{ reference: { reference: 'Task/t' } }] });
    const task: Resource = { resourceType: 'Task', id: 't', status: 'in-progress', description: 'Visit at home' };
    expect(draw([plan], [task])).to.contain('Visit at home');
    expect(draw([plan], [{ ...task, meta: { security: [{ code: 'R' }] } }])).not.to.contain('Visit at home');
    expect(draw([plan], [{ ...task, status: 'entered-in-error' }])).not.to.contain('Visit at home');
  });
  it('says of an activity that it was recorded in error, and of a team that it is no longer in force', () => {
    const plan = planExample('p', 'Plan', { activity: [{ reference: { reference: 'Task/t', display: 'Home oxygen' } }], careTeam: [{ reference: 'CareTeam/old' }, { reference: 'CareTeam/team' }] });
    const wrong: Resource = { resourceType: 'Task', id: 't', status: 'entered-in-error', description: 'Oxygen at 15 l/min' };
    expect(draw([planExample('p', 'Plan', { careTeam: [{ reference: 'CareTeam/team' }] }), { ...examples.team, status: 'suspended' }])).to.match(/Community team\s*Suspended/).and.not.to.contain('could not be understood');
    expect(draw([planExample('q', 'Plan', { activity: [{ reference: { reference: 'Task/nowhere' } }] })])).to.contain('Not available');
    const old: Resource = { ...examples.team, id: 'old', name: 'Old team', status: 'inactive', period: { end: '2019-05-01' } };
    expect(draw([plan, old, examples.team], [wrong])).to.match(/Home oxygen\s*Recorded in error.*Old team\s*Inactive.*01-May-2019.*Ms Example.*Ms Example/).and.not.to.match(/15 l|Community team/);
  });
  it('shows the narrative of a plan that says nothing else', () => {
    const plan: Resource = { resourceType: 'CarePlan', id: 'n', status: 'active', text: { status: 'additional', div: '<div><p>Weigh weekly &amp; walk</p><script>alert(1)</script></div>' } };
    expect(draw([plan])).to.contain('Weigh weekly & walk').and.not.to.contain('alert');
  });
  it('keeps a plan without status, or with one nobody knows, among those in force', () => {
    const { active } = mapped(toCarePlans, [planExample('a', 'A', { status: undefined }), planExample('b', 'B', { status: 'paused' })]);
    expect(active.map(({ title, unclear }) => [title, unclear])).to.deep.equal([['A', false], ['B', true]]);
  });
  it('gives back as unreadable only what has nothing to show', () => { expect(mapped(toCarePlans, []).mapper.add({ resourceType: 'Goal', id: 'g', lifecycleStatus: 'active' })).to.equal(false); });
  it('holds any shape', () => { holdsAnything(toCarePlans, all); });
});
