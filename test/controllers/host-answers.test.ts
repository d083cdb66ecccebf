import { expect, fixture, html } from '@open-wc/testing';
import type { RecordSource } from '../../src/fhir/source.js';
import type { DscrAlerts } from '../../src/sections/alerts/dscr-alerts.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, ready, said, world } from '../contracts/world.js';

/** Flags that say whose they are. */
const source = (flag: object = {}): RecordSource => ({
  findPatient: ({ nhsNumber }) => Promise.resolve({ kind: 'answered', patients: [nhsNumber === '9990000026' ? PATIENT_B : PATIENT_A], reference: 'r' }),
  search: (_section, { type }, { id: patientId = '' }, { onPage }) => {
    onPage({ matches: type === 'Flag' ? [{ ...resourceOf('Flag', patientId), code: { text: `alert of ${patientId}` }, ...flag }] : [], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
    return Promise.resolve({ kind: 'whole' });
  },
  open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
  read: () => Promise.resolve(undefined),
});
const draw = (): Promise<DscrAlerts> => fixture<DscrAlerts>(html`<dscr-alerts></dscr-alerts>`);

describe('a host that answers an event with another patient', () => {
  const once = (state: string, then: () => void): (() => void) => {
    const heard = (event: Event): void => {
      if ((event as CustomEvent<{ readonly state: string }>).detail.state !== state) return;
      stop();
      then();
    };
    const stop = (): void => { window.removeEventListener('dscr-patient-change', heard); };
    window.addEventListener('dscr-patient-change', heard);
    return stop;
  };

  it('as the first is shown: the second is drawn, banner and content', async () => {
    const { page } = world({ source: source() });
    const element = await draw();
    once('shown', () => { page.members.pagePatient = B; });
    page.members.pagePatient = A;
    await element.settled;
    await element.settled;
    expect(said(element)).to.contain('SAMPLE').and.to.contain('alert of b1');
    expect(said(element)).not.to.contain('alert of a1');
  });

  it('as nobody is shown: a lock and unlock bring back the one named last', async () => {
    const { page, session } = world({ source: source() });
    const element = await draw();
    page.members.pagePatient = A;
    await element.settled;
    once('none', () => { page.members.pagePatient = B; });
    page.members.pagePatient = null;
    await element.settled;
    session.set({ state: 'locked' });
    session.set(ready());
    await element.settled;
    expect(said(element)).to.contain('alert of b1');
    expect(said(element)).not.to.contain('a1');
  });

  it('changing the object it gave names nobody else', async () => {
    const { page, session } = world({ source: source() });
    const element = await draw();
    const given = { ...A } as { nhsNumber: string; birthDate: string };
    page.members.pagePatient = given;
    await element.settled;
    given.nhsNumber = B.nhsNumber;
    session.set({ state: 'locked' });
    session.set(ready());
    await element.settled;
    expect(said(element)).to.contain('alert of a1');
  });
});

describe('an element that leaves', () => {
  it('is empty as soon as another patient is named, in the same task', async () => {
    const { page } = world({ source: source() });
    const stays = await draw();
    const leaves = await draw();
    page.members.pagePatient = A;
    await Promise.all([stays.settled, leaves.settled]);
    expect(said(leaves)).to.contain('alert of a1');
    leaves.remove();
    page.members.pagePatient = B;
    expect(said(leaves)).not.to.contain('a1');
    expect(said(leaves)).not.to.contain('EXAMPLE');
  });

  it('null for the page clears who inherits, whatever others show', async () => {
    const { page } = world({ source: source() });
    const own = await fixture<DscrAlerts>(html`<dscr-alerts .patient=${A}></dscr-alerts>`);
    const inherits = await draw();
    page.members.pagePatient = A;
    await own.settled;
    expect(said(inherits)).to.contain('alert of a1');
    page.members.pagePatient = null;
    expect(said(inherits)).not.to.contain('a1');
    expect(said(own)).to.contain('alert of a1');
  });
});

describe('refresh', () => {
  it('asks for the patient again, and one who no longer fits goes from the screen', async () => {
    let born = '1958-03-14';
    const { page } = world({ source: { ...source(), findPatient: () => Promise.resolve({ kind: 'answered', patients: [{ ...PATIENT_A, birthDate: born }], reference: 'r' }) } });
    const element = await fixture<DscrAlerts>(html`<dscr-demographics .patient=${A}></dscr-demographics>`);
    await element.settled;
    expect(said(element)).to.contain('EXAMPLE');
    born = '1970-01-01';
    element.refresh();
    await new Promise((after) => setTimeout(after));
    await element.settled;
    expect(page.patient.name).to.equal('mismatch');
    expect(said(element)).not.to.contain('EXAMPLE');
  });
});
