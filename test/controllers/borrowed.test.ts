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

/** Elements over an API that answers each type with these, and sends with a plan whatever its activities name. */
async function drawAll(tags: readonly ('appointments' | 'care-plans' | 'results')[], all: readonly Resource[], policy: object, level = 'x'): Promise<{ readonly texts: readonly string[]; readonly included: readonly string[] }> {
  const included: string[] = [];
  const source: RecordSource = {
    findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
    search: (_section, { type, include = [] }, _patient, { onPage }) => {
      included.push(...include);
      onPage({ matches: all.filter(({ resourceType }) => resourceType === type), included: type === 'CarePlan' ? all.filter((one) => one.resourceType === 'ServiceRequest') : [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return Promise.resolve({ kind: 'whole' });
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
  };
  world({ source, level, setup: { policy: compilePolicy({ ...POLICY, ...policy }) } });
  const box = await fixture(html`<div>${tags.map((tag) => ({ appointments: html`<dscr-appointments .patient=${A}></dscr-appointments>`, 'care-plans': html`<dscr-care-plans .patient=${A}></dscr-care-plans>`, results: html`<dscr-results .patient=${A}></dscr-results>` })[tag])}</div>`);
  const elements = [...box.children] as DscrCarePlans[];
  for (const one of elements) {
    await one.settled;
    await one.updateComplete;
  }
  return { texts: elements.map((one) => said(one)), included };
}
const only = (...sections: readonly string[]): object => ({ permit: [{ id: 'x', when: { levels: ['x'] }, sections: ['demographics', ...sections] }] });
const snomed = (code: string): object => ({ category: [{ coding: [{ system: 'http://snomed.info/sct', code }] }] });
const test: Resource = { resourceType: 'ServiceRequest', id: 't', status: 'active', intent: 'order', subject, ...snomed('108252007'), code: { text: 'HIV antibody test' }, meta: { security: [{ code: 'HIV' }] } };
const referral: Resource = { resourceType: 'ServiceRequest', id: 'r', status: 'active', intent: 'order', subject, code: { text: 'Referral to clinic' }, supportingInfo: [{ reference: 'ServiceRequest/t' }] };
const scan: Resource = { ...test, id: 's', ...snomed('363679005'), code: { text: 'CT head' }, meta: {} };
const finding: Resource = { resourceType: 'Observation', id: 'o', status: 'final', subject, category: [{ coding: [{ code: 'imaging' }] }], code: { text: 'Fracture of skull' } };
const scanning: Resource = { ...plan, activity: [{ reference: { reference: 'ServiceRequest/s' } }], supportingInfo: [{ reference: 'Observation/o' }] };

describe('what a reference names', () => {
  it('is named to a role that may see it where it is shown', async () => {
    expect((await drawAll(['appointments'], [test, referral], {}, 'all')).texts[0]).to.contain('HIV antibody test');
    const { texts, included } = await drawAll(['results', 'care-plans'], [scan, finding, scanning], {}, 'all');
    expect(texts[1]).to.contain('CT head').and.to.contain('Fracture of skull');
    expect(included).to.contain('CarePlan:activity-reference');
  });
  it('is not named to a role without the section that shows it, though another shows the rest of its type', async () => {
    const { texts: [text] } = await drawAll(['appointments'], [test, referral], only('appointments'));
    expect(text).to.contain('Referral to clinic').and.to.contain('Not available').and.not.to.contain('HIV');
  });
  it('leaves no trace under a label rule of the section that shows it, whichever asked for it', async () => {
    const forbid = [{ id: 'labels', when: { levels: ['all'] }, labels: ['HIV'], sections: ['results'] }];
    for (const tags of [['appointments'], ['results', 'appointments'], ['appointments', 'results']] as const) {
      const { texts } = await drawAll(tags, [test, referral], { forbid }, 'all');
      expect(texts.join(' '), tags.join()).to.contain('Referral to clinic').and.not.to.match(/HIV|Not available/);
    }
  });
  it('a label rule of one part hides nothing of another', async () => {
    const forbid = [{ id: 'labels', when: { levels: ['all'] }, labels: ['HIV'], sections: ['results.laboratory'] }];
    const labelled = { ...finding, meta: test['meta'] };
    const { texts } = await drawAll(['results', 'care-plans'], [labelled, scanning], { forbid }, 'all');
    for (const text of texts) expect(text).to.contain('Fracture of skull');
  });
  it('of a part is neither asked for nor named to a role with another part', async () => {
    const { texts, included } = await drawAll(['results', 'care-plans'], [scan, finding, scanning], only('allergies', 'medications', 'appointments', 'results.laboratory', 'care-plans'));
    expect(texts.join(' ')).to.contain('Support at home').and.not.to.match(/CT head|Fracture/);
    expect(included).to.not.contain('CarePlan:activity-reference');
  });
});
