import { expect, fixture, html } from '@open-wc/testing';
import { compilePolicy } from '../../src/policy/policy.js';
import type { DscrDocuments } from '../../src/sections/documents/dscr-documents.js';
import type { RecordSource } from '../../src/fhir/source.js';
import { words } from '../../src/ui/words.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, POLICY, world, type World, type WorldOptions } from '../contracts/world.js';

const asked: string[] = [];
const source: RecordSource = {
  findPatient: ({ nhsNumber }) => Promise.resolve({ kind: 'answered', patients: [nhsNumber === '9990000026' ? PATIENT_B : PATIENT_A], reference: 'r' }),
  search: (_section, search, patientId, { onPage }) => {
    asked.push(search.type);
    onPage({ matches: search.type === 'DocumentReference' ? [resourceOf('DocumentReference', patientId, '1')] : [], included: [], warnings: [], sources: [], unreadable: [] });
    return Promise.resolve({ kind: 'whole' });
  },
  open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
  read: () => Promise.resolve(undefined),
};
const policy = {
  ...POLICY,
  forbid: [{ id: 'suspended', when: { levels: ['suspended'] }, sections: ['documents'] }],
  permit: [...POLICY.permit, { id: 'suspended', when: { levels: ['suspended'] }, sections: ['demographics'] }],
  emergency: [{ id: 'emergency', when: { levels: ['desk', 'suspended'] }, sections: ['documents'], minutes: 30 }],
};
const WHY = ['Emergency care', 'Unconscious on arrival'] as const;

describe('emergency access', () => {
  const open = async (options: WorldOptions = {}): Promise<{ readonly made: World; readonly element: DscrDocuments; text(): string }> => {
    asked.length = 0;
    const made = world({ source, level: 'desk', setup: { policy: compilePolicy(policy) }, ...options });
    // Somebody who may see patient details has the record open: the patient is known.
    await fixture(html`<dscr-demographics .patient=${A}></dscr-demographics>`);
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await element.settled;
    return { made, element, text: () => element.shadowRoot!.textContent };
  };

  it('is offered to those the policy names, with what it means, and asks nothing by itself', async () => {
    const { element, text } = await open();
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(text()).to.include(words.emergency.ask('documents', '').heading);
    expect(text()).to.include('Your name, role, reason and what you open are recorded for the Privacy Officer.');
    expect(asked).not.to.include('DocumentReference');
  });

  it('opens only once the audit has taken the event, says so on screen, and ends with nothing left', async () => {
    const { made, element, text } = await open();
    expect(await made.page.openEmergency('documents', ...WHY)).to.equal(true);
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('ready');
    expect(text()).to.include('Emergency access: documents of');
    made.page.endEmergency();
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(text()).to.include(words.emergency.ended('documents'));
    expect(element.shadowRoot!.querySelectorAll('.row').length).to.equal(0);
    expect(made.audited).to.include('emergency-end documents');
  });

  it('stays shut where the audit refuses', async () => {
    const { made, element } = await open({ accepted: false });
    expect(await made.page.openEmergency('documents', ...WHY)).to.equal(false);
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(asked).not.to.include('DocumentReference');
  });

  it('needs a reason and ten characters of explanation', async () => {
    const { made } = await open();
    expect(await made.page.openEmergency('documents', '', 'Unconscious on arrival')).to.equal(false);
    expect(await made.page.openEmergency('documents', 'Emergency care', 'too short')).to.equal(false);
    expect(asked).not.to.include('DocumentReference');
  });

  it('lifts no forbid and opens no other section', async () => {
    const forbidden = await open({ level: 'suspended' });
    expect(await forbidden.made.page.openEmergency('documents', ...WHY)).to.equal(false);
    const { made } = await open();
    expect(await made.page.openEmergency('results', ...WHY)).to.equal(false);
  });

  it('ends with the patient', async () => {
    const { made, element } = await open();
    await made.page.openEmergency('documents', ...WHY);
    await element.settled;
    for (const one of document.querySelectorAll<DscrDocuments>('dscr-demographics, dscr-documents')) one.patient = B;
    await element.settled;
    expect(made.page.emergency).to.equal(undefined);
    expect(element.state.sections.documents?.state).to.equal('withheld');
  });
});

describe('a stronger sign-in', () => {
  const stronger = { ...POLICY, acrLevels: { AAL3_ANY: 3 }, stronger: [{ sections: ['documents'], level: 3 }] };

  it('is asked for once, in words, and nothing is asked of the API before', async () => {
    asked.length = 0;
    const made = world({ source, setup: { policy: compilePolicy(stronger) } });
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(element.shadowRoot!.textContent).to.include(words.stronger.ask('documents').heading);
    element.shadowRoot!.querySelector<HTMLButtonElement>('[data-state="withheld"] button')!.click();
    expect(made.session.calls).to.include('signIn');
    element.requestUpdate();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.include(words.stronger.impossible('documents', 'local IT'));
    expect(asked).not.to.include('DocumentReference');
  });
});

describe('what cannot be drawn', () => {
  it('is unavailable, with the reason, and never a blank', async () => {
    world({ source });
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await element.settled;
    Object.defineProperty(element, 'renderModel', { value: () => { throw new Error('broken'); } });
    element.requestUpdate();
    await element.updateComplete;
    expect(element.state.sections.documents?.state).to.equal('unavailable');
    expect(element.shadowRoot!.textContent).to.include('Documents could not be loaded').and.include('Its answer could not be read.');
  });
});
