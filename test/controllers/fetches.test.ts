import { expect, fixture, html } from '@open-wc/testing';
import type { Setup } from '../../src/controllers/page.js';
import type { RecordSource } from '../../src/fhir/source.js';
import { compilePolicy } from '../../src/policy/policy.js';
import type { DscrMeds } from '../../src/sections/medications/dscr-meds.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, POLICY, said, world } from '../contracts/world.js';

/** A source whose medicines are only pointed at. */
const source = (read: RecordSource['read']): RecordSource => ({
  findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
  search: (_section, { type }, { id: patientId = '' }, { onPage }) => {
    const { medicationCodeableConcept: _, ...request } = resourceOf('MedicationRequest', patientId);
    onPage({ matches: type === 'MedicationRequest' ? [{ ...request, medicationReference: { reference: 'Medication/m1' } }] : [], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
    return Promise.resolve({ kind: 'whole' });
  },
  open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
  read,
});
const draw = async (read: RecordSource['read'], setup?: Partial<Setup>): Promise<string> => {
  world({ source: source(read), ...(setup && { setup }) });
  const element = await fixture<DscrMeds>(html`<dscr-meds .patient=${A}></dscr-meds>`);
  await element.settled;
  return said(element);
};

describe('medicines that are only pointed at', () => {
  it('are read one by one and shown by name', async () => {
    const asked: string[] = [];
    const text = await draw((reference) => {
      asked.push(reference);
      return Promise.resolve({ resourceType: 'Medication', id: 'm1', code: { text: 'Ramipril 5mg capsules' } });
    });
    expect(asked).to.deep.equal(['Medication/m1']);
    expect(text).to.contain('Ramipril 5mg capsules').and.to.contain('ONE daily');
  });
  it('are not named where a label rule hides what was read', async () => {
    const read: RecordSource['read'] = () => Promise.resolve({ resourceType: 'Medication', id: 'm1', code: { text: 'Truvada tablets' }, meta: { security: [{ code: 'HIV' }] } });
    const policy = compilePolicy({ ...POLICY, forbid: [{ id: 'labels', when: { levels: ['all'] }, labels: ['HIV'], sections: ['medications'] }] });
    expect(await draw(read)).to.contain('Truvada');
    expect(await draw(read, { policy })).to.contain('ONE daily').and.not.to.contain('Truvada');
  });
  it('stay in the list, not named, where they are not to be had', async () => {
    const text = await draw(() => Promise.resolve(undefined));
    expect(text).to.contain('ONE daily').and.to.contain('Medicine not named');
  });
});
