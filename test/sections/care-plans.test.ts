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
  it('names a team of a plan that names nobody, and says how a team is reached', () => {
    const telecom = [{ system: 'phone', use: 'work', value: '01632 960010' }, { system: 'phone', value: '01632 960011' }];
    const plan = planExample('p', 'Child protection plan', { careTeam: [{ reference: 'CareTeam/council' }] });
    const council: Resource = { resourceType: 'CareTeam', id: 'council', status: 'active', subject: plan['subject'], name: 'Example City Council' };
    for (const participant of [undefined, []]) expect(draw([plan, { ...council, participant }])).to.match(/Care team\s*Example City Council\s*Active/);
    expect(draw([plan, { ...council, telecom, participant: [{ member: { display: 'Ms Example' } }] }])).to.match(/Example City Council\s*Active\s*Phone and email\s*01632 960010 work, 01632 960011\s*Ms Example/);
    expect(draw([{ ...council, telecom }])).to.contain('01632 960010 work, 01632 960011');
  });
  it('says of a plan and of an activity that they are no more than proposed', () => {
    const task: Resource = { resourceType: 'Task', id: 't', status: 'draft', intent: 'proposal', description: 'Visit' };
    const badges = (plan: Resource): readonly (string | null)[] => [...drawn(DscrCarePlans, ready(mapped(toCarePlans, [plan], [task]))).root.querySelectorAll('.badge.warn')].map((one) => one.textContent);
    expect([planExample('p', 'Plan'), planExample('p', 'Plan', { intent: 'order' }), planExample('p', 'Plan', { intent: 'proposal' }), planExample('p', 'Plan', { intent: 'option' })].map(badges)).to.deep.equal([[], [], ['Proposal'], ['Option']]);
    expect(badges(planExample('p', 'Plan', { activity: [{ reference: { reference: 'Task/t' } }] }))).to.deep.equal(['Draft', 'Proposal']);
    expect(draw([planExample('p', 'Plan', { intent: 'wish' })])).to.match(/wish.*could not be understood/);
    expect(draw([planExample('p', 'Plan', { activity: [{ reference: { reference: 'Task/t' } }] })], [{ ...task, intent: 'wish' }])).to.match(/wish.*could not be understood/);
  });
  it('names an activity of any type, else by the words of the plan', () => {
    const named = (found: Resource, display?: string): string =>
      draw([planExample('p', 'Plan', { activity: [{ reference: { reference: `${found.resourceType}/t`, display } }] })], [{ id: 't', status: 'active', ...found }]);
    expect(named({ resourceType: 'MedicationRequest', medicationReference: { reference: '#m' }, contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Ramipril' } }] })).to.match(/Activities\s*Ramipril/);
    expect(named({ resourceType: 'DeviceRequest', codeCodeableConcept: { text: 'Walking frame' } })).to.match(/Activities\s*Walking frame/);
    expect(named({ resourceType: 'Appointment', status: 'arrived', serviceType: [{ text: 'Kidney clinic' }], participant: [{ actor: { reference: 'Patient/example' } }] })).to.match(/Activities\s*Kidney clinic Arrived/).and.not.to.contain('could not be understood');
    expect(named({ resourceType: 'NutritionOrder' }, 'Soft diet')).to.match(/Activities\s*Soft diet/);
    expect(named({ resourceType: 'Task', description: 'Visit' }, 'Soft diet')).to.match(/Activities\s*Visit/).and.not.to.contain('Soft diet');
  });
  it('says when and how much of an activity', () => {
    const detail = { description: 'Iron', scheduledTiming: { repeat: { frequency: 1, period: 1, periodUnit: 'd', when: ['MORN'] } }, productReference: { display: 'Iron tablets' }, dailyAmount: { value: '200', unit: 'mg' }, quantity: { value: '28', unit: 'tablets' } };
    expect(draw([planExample('p', 'Plan', { activity: [{ detail: { status: 'in-progress', ...detail }, progress: [{ text: 'Begun', time: '2026-03-04' }] }] })])).to.match(/once a day, in the morning.*Iron tablets.*200 mg.*28 tablets.*Begun \(04-Mar-2026\)/);
  });
  it('says that a goal or a team was named that is not available, unless it is kept from this person', () => {
    const plan = planExample('p', 'Plan', { goal: [{ reference: 'Goal/gone' }], careTeam: [{ reference: 'CareTeam/gone' }], supportingInfo: [{ display: 'ReSPECT form' }] });
    expect(draw([plan])).to.match(/ReSPECT form.*Goals\s*Not available.*Care team\s*Not available/);
    const hidden = mapped((context) => toCarePlans({ ...context, lookup: { find: () => undefined, hides: () => true } }), [plan]);
    expect(hidden.active[0]?.parts.flatMap(({ lines }) => lines)).to.deep.equal([]);
  });
  it('shows the narrative where it adds to a plan, or nothing but the title says what it is', () => {
    const told = (status: string, more: object = {}): Resource => ({ resourceType: 'CarePlan', id: 'n', status: 'active', title: 'Heart plan', text: { status, div: '<div>Do not give NSAIDs</div>' }, ...more });
    for (const plan of [told('generated'), told('additional', { description: 'Weigh daily', goal: [{ display: 'Walk' }] })]) expect(draw([plan])).to.contain('Do not give NSAIDs');
    expect(draw([told('additional', { description: 'Weigh daily' })])).to.contain('Weigh daily');
    expect(draw([told('generated', { description: 'Weigh daily' })])).not.to.contain('NSAIDs');
  });
  it('marks a plan whose narrative cannot be made text, and shows none that has nothing else', () => {
    const struck: Resource = { resourceType: 'CarePlan', id: 'n', status: 'active', text: { status: 'additional', div: '<div><s>Give NSAIDs</s></div>' } };
    expect(draw([{ ...struck, title: 'Heart plan' }])).to.match(/Heart plan.*could not be understood/).and.not.to.contain('NSAIDs');
    expect(mapped(toCarePlans, []).mapper.add(struck)).to.equal(false);
  });
  it('shows the narrative of a plan that says nothing else', () => {
    const plan: Resource = { resourceType: 'CarePlan', id: 'n', status: 'active', text: { status: 'additional', div: '<div><p>Weigh weekly &amp; walk</p><script>alert(1)</script></div>' } };
    expect(draw([plan])).to.contain('Weigh weekly & walk').and.not.to.contain('alert');
  });
  it('keeps a plan without status, or with one nobody knows, among those in force', () => {
    const { active } = mapped(toCarePlans, [planExample('a', 'A', { status: undefined }), planExample('b', 'B', { status: 'paused' })]);
    expect(active.map(({ title, unclear }) => [title, unclear])).to.deep.equal([['A', false], ['B', true]]);
  });
  it('shows what has anything to say, whatever says it', () => {
    const SAYING: Readonly<Record<string, readonly string[]>> = {
      CarePlan: ['title', 'description', 'category', 'activity', 'goal', 'careTeam', 'note', 'addresses', 'period'], Goal: ['description', 'category', 'target', 'note', 'addresses'], CareTeam: ['name', 'category', 'participant', 'note', 'period'],
    };
    const { mapper } = mapped(toCarePlans, []);
    const unshown = Object.entries(SAYING).flatMap(([resourceType, elements]) => elements.filter((element) => !mapper.add({ resourceType, id: element, [element]: [{ text: 'x' }] })));
    expect(unshown).to.deep.equal([]);
  });
  it('gives back as unreadable only what has nothing to show', () => { expect(mapped(toCarePlans, []).mapper.add({ resourceType: 'Goal', id: 'g', lifecycleStatus: 'active' })).to.equal(false); });
  it('holds any shape', () => { holdsAnything(toCarePlans, all); });
});
