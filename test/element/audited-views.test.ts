import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { RecordSource } from '../../src/fhir/source.js';
import type { QueryEnd } from '../../src/record/section-state.js';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { DscrDocuments } from '../../src/sections/documents/dscr-documents.js';
import type { Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, world } from '../contracts/world.js';

const views = (audited: readonly string[]): number => audited.filter((act) => act === 'view documents').length;

describe('what was on screen is audited', () => {
  it('once, however a reader looks for something in it', async () => {
    const source: RecordSource = {
      findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
      search: (_section, { type }, { id: patientId = '' }, { onPage }) => {
        onPage({ matches: ['MedicationRequest', 'Observation'].includes(type) ? [resourceOf(type as Type, patientId)] : [], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
        return Promise.resolve({ kind: 'whole' });
      },
      open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
    };
    for (const [tag, view, label] of [['dscr-meds', 'view medications', 'Past'], ['dscr-results', 'view results', 'Over time']] as const) {
      const { audited } = world({ source });
      const element = await fixture<DscrElement>(tag === 'dscr-meds' ? html`<dscr-meds .patient=${A}></dscr-meds>` : html`<dscr-results .patient=${A}></dscr-results>`);
      await element.settled;
      await element.updateComplete;
      const search = element.shadowRoot!.querySelector<HTMLInputElement>('input[type=search]');
      if (search) {
        search.value = 'a';
        search.dispatchEvent(new Event('input', { bubbles: true }));
      }
      await element.updateComplete;
      [...element.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent.trim() === label)!.click();
      await element.updateComplete;
      expect(audited.filter((act) => act === view), tag).to.have.length(1);
      element.remove();
    }
  });
  it('once for each patient, from the first page that was drawn', async () => {
    let end: (how: QueryEnd) => void = () => undefined;
    const source: RecordSource = {
      findPatient: ({ nhsNumber }) => Promise.resolve({ kind: 'answered', patients: [nhsNumber === '9990000026' ? PATIENT_B : PATIENT_A], reference: 'r' }),
      search: (_section, _search, { id: patientId = '' }, { onPage }) => new Promise((resolve) => {
        onPage({ matches: [resourceOf('DocumentReference', patientId)], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
        end = resolve;
      }),
      open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
      read: () => Promise.resolve(undefined),
    };
    const { audited } = world({ source });
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await nextFrame();
    await element.updateComplete;
    expect(element.state.sections.documents?.state).to.equal('loading');
    expect(views(audited)).to.equal(1);
    element.patient = B;
    await nextFrame();
    await element.updateComplete;
    expect(views(audited)).to.equal(2);
    end({ kind: 'whole' });
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('ready');
    expect(views(audited)).to.equal(2);
  });
});
