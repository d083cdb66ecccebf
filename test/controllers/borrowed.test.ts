import { expect, fixture, html } from '@open-wc/testing';
import type { RecordSource, Search } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import { compilePolicy } from '../../src/policy/policy.js';
import type { DscrCarePlans } from '../../src/sections/care-plans/dscr-care-plans.js';
import { A, PATIENT_A, POLICY, said, world } from '../contracts/world.js';

const subject = { reference: 'Patient/a1' };
const plan: Resource = { resourceType: 'CarePlan', id: 'p', status: 'active', intent: 'plan', title: 'Support at home', subject, activity: [{ reference: { reference: 'MedicationRequest/m', display: 'See the medicine chart' } }] };
const medicine: Resource = { resourceType: 'MedicationRequest', id: 'm', status: 'active', intent: 'order', subject, medicationCodeableConcept: { text: 'Methadone 1mg/ml oral solution' }, note: [{ text: 'Supervised' }] };

/** An API that sends the medicine along with the plan, asked or not. */
async function draw(level: string): Promise<{ readonly text: string; readonly included: readonly string[]; readonly searches: readonly Search[]; readonly element: DscrCarePlans }> {
  const asked: Search[] = [];
  const source: RecordSource = {
    findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
    search: (_section, search, _patient, { onPage }) => {
      asked.push(search);
      const isPlan = search.type === 'CarePlan';
      onPage({ matches: isPlan ? [plan] : [], included: isPlan ? [medicine] : [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return Promise.resolve({ kind: 'whole' });
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
  };
  world({ source, level, setup: { policy: compilePolicy({ ...POLICY, permit: [...POLICY.permit, { id: 'social', when: { levels: ['social'] }, sections: ['demographics', 'care-plans'] }] }) } });
  const element = await fixture<DscrCarePlans>(html`<dscr-care-plans .patient=${A}></dscr-care-plans>`);
  await element.settled;
  return { text: said(element), included: asked.find(({ type }) => type === 'CarePlan')?.include ?? [], searches: asked, element };
}

describe('what a care plan borrows from other sections', () => {
  it('is shown to a role that may see those', async () => {
    const { text, included } = await draw('all');
    expect(text).to.contain('Methadone 1mg/ml oral solution').and.to.contain('Supervised');
    expect(included).to.contain('CarePlan:activity-reference');
  });
  it('is asked again with the same search: a client that knows it by that gives it the time of one that is asked again', async () => {
    const { searches, element } = await draw('all');
    element.refresh();
    await element.settled;
    const plans = searches.filter(({ type }) => type === 'CarePlan');
    expect(plans).to.have.length(2);
    expect(plans[0]).to.equal(plans[1]);
  });
  it('is neither asked for nor told to a role that may not', async () => {
    const { text, included } = await draw('social');
    expect(text).to.contain('Support at home').and.to.contain('See the medicine chart').and.not.to.match(/Methadone|Supervised/);
    expect(included).to.deep.equal(['CarePlan:goal', 'CarePlan:care-team']);
  });
});
