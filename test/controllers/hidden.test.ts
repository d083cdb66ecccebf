import { expect, fixture, html } from '@open-wc/testing';
import { ResourceIndex } from '../../src/controllers/lookup.js';
import type { RecordSource } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import { compilePolicy } from '../../src/policy/policy.js';
import type { DscrAlerts } from '../../src/sections/alerts/dscr-alerts.js';
import type { DscrDocuments } from '../../src/sections/documents/dscr-documents.js';
import type { DscrResults } from '../../src/sections/results/dscr-results.js';
import { A, PATIENT_A, POLICY, said, world } from '../contracts/world.js';

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

const letter: Resource = { resourceType: 'DocumentReference', id: 'y', status: 'current', subject, description: 'Discharge letter', relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/x' } }] };
const plan: Resource = { resourceType: 'DocumentReference', id: 'x', status: 'current', subject, type: { text: 'ReSPECT form' }, description: 'ReSPECT form, HIV clinic' };
const HIV = { coding: [{ code: 'HIV' }] };
const displayed = { ...letter, relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/x', display: 'ReSPECT form of the HIV clinic' } }] };

/** Documents and alerts, which ask the same query, under a rule of one of them. @param order whose listener hears of a page first */
async function drawBoth(pages: readonly (readonly Resource[])[], ruled: 'alerts' | 'documents', order: 'alerts first' | 'documents first' = 'alerts first'): Promise<Readonly<Record<'alerts' | 'documents', string>>> {
  const source: RecordSource = {
    findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
    search: async (_section, { type }, _patient, { onPage }) => {
      await Promise.resolve();
      if (type === 'DocumentReference') for (const matches of pages) onPage({ matches, included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return { kind: 'whole' };
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
  };
  world({ source, setup: { policy: compilePolicy({ ...POLICY, forbid: [{ id: 'labels', when: { levels: ['all'] }, labels: ['HIV'], sections: [ruled] }] }) } });
  const [alerts, documents] = [html`<dscr-alerts .patient=${A}></dscr-alerts>`, html`<dscr-documents .patient=${A}></dscr-documents>`];
  const box = await fixture(html`<div>${order === 'alerts first' ? [alerts, documents] : [documents, alerts]}</div>`);
  const element = { alerts: box.querySelector<DscrAlerts>('dscr-alerts')!, documents: box.querySelector<DscrDocuments>('dscr-documents')! };
  for (const one of Object.values(element)) {
    await one.settled;
    await one.updateComplete;
  }
  return { alerts: said(element.alerts), documents: said(element.documents) };
}

describe('a document that a label rule keeps back', () => {
  const labelled = [{ ...plan, meta: { security: [{ code: 'HIV' }] } }, { ...plan, securityLabel: [HIV] }];
  for (const order of ['alerts first', 'documents first'] as const) {
    it(`is not named by one that points at it, whichever came first: ${order}`, async () => {
      for (const hidden of labelled) for (const pages of [[[letter, hidden]], [[letter], [hidden]], [[hidden], [letter]], [[displayed], [hidden]]]) {
        const { alerts, documents } = await drawBoth(pages, 'documents', order);
        expect(documents).to.contain('Discharge letter').and.not.to.match(/ReSPECT|HIV|appends/);
        expect(alerts).not.to.match(/ReSPECT|HIV/);
      }
    });
  }
  it('is named where it is listed; what is not, only in the words of who names it', async () => {
    for (const listed of [plan, { ...plan, securityLabel: [{ coding: [{ code: 'N' }] }] }]) expect((await drawBoth([[letter, listed]], 'documents')).documents).to.contain('appends: ReSPECT form: ReSPECT form, HIV clinic');
    const inError = { ...plan, status: 'entered-in-error' };
    expect((await drawBoth([[letter, inError]], 'documents')).documents).to.match(/Reference appends(?!:)/);
    expect((await drawBoth([[displayed, inError]], 'documents')).documents).to.contain('appends: ReSPECT form of the HIV clinic');
  });
  it('by a rule of alerts is no alert, and stays a document', async () => {
    const { alerts, documents } = await drawBoth([[letter, labelled[0]!]], 'alerts');
    expect(alerts).not.to.match(/ReSPECT/);
    expect(documents).to.contain('ReSPECT form, HIV clinic');
  });
});
