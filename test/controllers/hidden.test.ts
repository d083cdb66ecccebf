import { expect, fixture, html } from '@open-wc/testing';
import { ResourceIndex } from '../../src/controllers/lookup.js';
import type { RecordSource } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import type { DscrResults } from '../../src/sections/results/dscr-results.js';
import { A, PATIENT_A, said, world } from '../contracts/world.js';

const subject = { reference: 'Patient/a1' };
const sodium: Resource = { resourceType: 'Observation', id: 'na', status: 'final', subject, code: { text: 'Sodium' }, valueQuantity: { value: 140, unit: 'mmol/L' } };
const labelled: Resource = { ...sodium, id: 'x', code: { text: 'Kept back' }, meta: { security: [{ code: 'HIV' }] } };
const report: Resource = { resourceType: 'DiagnosticReport', id: 'r', status: 'final', subject, code: { text: 'Blood sciences' }, result: [{ reference: 'Observation/na' }, { reference: 'Observation/x' }] };

async function draw(level: string): Promise<string> {
  const source: RecordSource = {
    findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
    search: (_section, { type }, _patient, { onPage }) => {
      onPage({ matches: [sodium, labelled, report].filter((one) => one.resourceType === type), included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return Promise.resolve({ kind: 'whole' });
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
  };
  world({ source, level });
  const element = await fixture<DscrResults>(html`<dscr-results view="reports" .patient=${A}></dscr-results>`);
  await element.settled;
  await element.updateComplete;
  element.shadowRoot!.querySelector<HTMLButtonElement>('button.title')!.click();
  await element.updateComplete;
  return said(element);
}

describe('what a label rule keeps back', () => {
  it('is known to be kept back, by whatever reference, and is never found', () => {
    const index = new ResourceIndex();
    index.hide({ resourceType: 'Observation', id: 'x' });
    for (const reference of [{ reference: 'Observation/x' }, 'https://api.example/fhir/Observation/x/_history/2']) expect([index.hides(reference), index.find(reference)]).to.deep.equal([true, undefined]);
    expect([index.hides({ reference: 'Observation/y' }), index.hides({ display: 'Sodium' }), index.hides(undefined)]).to.deep.equal([false, false, false]);
  });
  it('leaves no trace in a report that names it', async () => {
    expect(await draw('all')).to.contain('Kept back');
    const text = await draw('labelled');
    expect(text).to.contain('Sodium').and.not.to.match(/Kept back|Not available/);
  });
});
