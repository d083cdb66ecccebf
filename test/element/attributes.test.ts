import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { RecordSource } from '../../src/fhir/source.js';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, said, world, type World } from '../contracts/world.js';

/** A source that remembers whom it was asked for. */
function noting(slow = 0): { readonly source: RecordSource; readonly asked: string[]; fails: boolean } {
  const noted = { asked: [] as string[], fails: false };
  const source: RecordSource = {
    async findPatient({ nhsNumber, birthDate }) {
      noted.asked.push(`${nhsNumber} ${birthDate ?? ''}`);
      if (slow) await aTimeout(slow);
      return noted.fails ? { kind: 'failed', problem: { cause: 'fault', reference: crypto.randomUUID() } }
        : { kind: 'answered', patients: [nhsNumber === '9990000026' ? PATIENT_B : PATIENT_A], reference: 'r' };
    },
    search: (_section, { type }, { id: patientId = '' }, { onPage }) => {
      onPage({ matches: type === 'Flag' ? [{ ...resourceOf('Flag', patientId), code: { text: `alert of ${patientId}` } }] : [], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return Promise.resolve({ kind: 'whole' });
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
    read: () => Promise.resolve(undefined),
  };
  return Object.assign(noted, { source });
}
const draw = (tag: 'dscr-alerts' | 'dscr-record' | 'dscr-demographics'): Promise<DscrElement> =>
  fixture<DscrElement>(tag === 'dscr-alerts' ? html`<dscr-alerts></dscr-alerts>` : tag === 'dscr-record' ? html`<dscr-record></dscr-record>` : html`<dscr-demographics></dscr-demographics>`);
const name = (element: DscrElement, { nhsNumber, birthDate }: { readonly nhsNumber: string; readonly birthDate: string }): void => {
  element.setAttribute('nhs-number', nhsNumber);
  element.setAttribute('birth-date', birthDate);
};
/** Names a patient by attributes, and waits until that is drawn. */
async function show(element: DscrElement, patient: Parameters<typeof name>[1]): Promise<void> {
  name(element, patient);
  await aTimeout(5);
  await element.settled;
}
/** Codes and patient states heard while something is done. */
async function heard(act: () => Promise<unknown>): Promise<readonly string[]> {
  const all: string[] = [];
  const hear = (event: Event): void => { const { code, state } = (event as CustomEvent<{ readonly code?: string; readonly state?: string }>).detail; all.push(code ?? state!); };
  for (const type of ['dscr-error', 'dscr-patient-change']) window.addEventListener(type, hear);
  await act();
  for (const type of ['dscr-error', 'dscr-patient-change']) window.removeEventListener(type, hear);
  return all;
}

for (const tag of ['dscr-alerts', 'dscr-record'] as const) {
  describe(`<${tag}>: attributes of one task are read together`, () => {
    it('both changed, one after the other: the new pair alone is asked for', async () => {
      const api = noting();
      world({ source: api.source });
      const element = await draw(tag);
      await show(element, A);
      api.asked.length = 0;
      const events = await heard(async () => {
        await show(element, { ...B, birthDate: '1958' });
      });
      expect(api.asked).to.deep.equal(['9990000026 1958']);
      expect(events).to.deep.equal(['none', 'loading', 'shown']);
      expect(said(element)).to.contain('alert of b1');
    });
    it('taken away and given anew: nothing was wrong in between', async () => {
      const api = noting();
      world({ source: api.source });
      const element = await draw(tag);
      await show(element, A);
      const events = await heard(async () => {
        for (const one of ['nhs-number', 'birth-date']) element.removeAttribute(one);
        await show(element, B);
      });
      expect(events).to.deep.equal(['none', 'loading', 'shown']);
    });
    it('the same patient named again after clear() is shown again', async () => {
      world({ source: noting().source });
      const element = await draw(tag);
      await show(element, A);
      element.clear();
      expect(said(element)).not.to.contain('alert of a1');
      await show(element, A);
      expect(said(element)).to.contain('alert of a1');
    });
    it('a change of attributes does nothing beside a patient that was set', async () => {
      const api = noting();
      world({ source: api.source });
      const element = await draw(tag);
      name(element, A);
      await aTimeout(5);
      element.patient = B;
      await element.settled;
      api.asked.length = 0;
      expect(await heard(async () => {
        element.setAttribute('birth-date', '1958');
        await aTimeout(5);
        await element.settled;
      })).to.deep.equal([]);
      expect(api.asked).to.deep.equal([]);
    });
    it('removed while it waits to be drawn: empty when another patient is named', async () => {
      const { page }: World = world({ source: noting().source });
      const element = await draw(tag);
      page.members.pagePatient = A;
      await element.settled;
      element.pageChanged(undefined, false);
      element.remove();
      for (let turn = 0; turn < 4; turn++) await Promise.resolve();
      page.members.pagePatient = B;
      expect(said(element)).not.to.contain('EXAMPLE');
    });
  });
}

describe('patient details that are asked for again', () => {
  it('settled waits for them, and a failure is told each time', async () => {
    const api = noting(20);
    const { page } = world({ source: api.source });
    const element = await draw('dscr-demographics');
    page.members.pagePatient = A;
    await element.settled;
    api.fails = true;
    for (let time = 0; time < 2; time++) {
      expect(await heard(async () => {
        element.refresh();
        await element.settled;
      })).to.include('DSCR_API_UNAVAILABLE');
      expect(said(element)).to.contain('Could not refresh');
    }
  });
});
