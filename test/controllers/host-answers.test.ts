import { expect, fixture, html } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { RecordSource } from '../../src/fhir/source.js';
import type { Problem } from '../../src/record/problem.js';
import type { Resource } from '../../src/record/resource.js';
import type { DscrAlerts } from '../../src/sections/alerts/dscr-alerts.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, principal, ready, said, world } from '../contracts/world.js';

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

  /** The patient as the source has them now, with one appointment at a place. */
  const subject = { reference: 'Patient/a1' };
  const appointment: Resource = {
    resourceType: 'Appointment', id: 'x', status: 'booked', start: '2026-07-01T10:00:00Z',
    participant: [{ actor: subject, status: 'accepted' }, { actor: { reference: 'Location/1', display: 'Refuge Road Clinic' }, status: 'accepted' }],
  };
  const asked: string[] = [];
  const living = (now: () => object | 'refused' | 'not-found' | Problem): RecordSource => ({
    ...source(),
    findPatient: () => {
      const found = now();
      return Promise.resolve(typeof found === 'string' ? { kind: found, reference: 'r1' } : 'cause' in found ? { kind: 'failed', problem: found as Problem }
        : { kind: 'answered', patients: [{ ...PATIENT_A, ...found }], reference: 'r' });
    },
    search: (_section, { type }, _patient, { onPage }) => {
      asked.push(type);
      onPage({ matches: type === 'Appointment' ? [appointment] : [], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return Promise.resolve({ kind: 'whole' });
    },
  });
  const RESTRICTED = { meta: { security: [{ code: 'R' }] } };
  const box = async (...tags: string[]): Promise<DscrElement[]> => {
    const drawn = tags.map((tag) => Object.assign(document.createElement(tag), { patient: A }) as unknown as DscrElement);
    (await fixture<HTMLElement>(html`<div></div>`)).append(...drawn);
    await Promise.all(drawn.map((one) => one.settled));
    asked.length = 0;
    return drawn;
  };

  it('maps the others with the patient as they are now, each asked once', async () => {
    let now = {};
    world({ source: living(() => now) });
    const [record] = await box('dscr-record');
    expect(said(record!)).to.contain('Refuge Road');
    now = RESTRICTED;
    record!.refresh();
    await record!.settled;
    expect(said(record!)).not.to.contain('Refuge Road');
    expect(asked.filter((type) => type === 'Appointment' || type === 'Observation')).to.have.members(['Appointment', 'Observation']);
  });
  it('of patient details alone asks for what was mapped with others, and for nothing where they are the same', async () => {
    let now = {};
    world({ source: living(() => now) });
    const [details, appointments] = await box('dscr-demographics', 'dscr-appointments');
    details!.refresh();
    await details!.settled;
    expect(asked).to.deep.equal(['RelatedPerson']);
    now = RESTRICTED;
    details!.refresh();
    await details!.settled;
    await appointments!.settled;
    expect(said(appointments!)).not.to.contain('Refuge Road');
  });
  it('leaves nothing mapped with other details to an element that comes back', async () => {
    let now = {};
    world({ source: living(() => now) });
    const [details, appointments] = await box('dscr-demographics', 'dscr-appointments');
    const { parentElement } = appointments!;
    appointments!.remove();
    await Promise.resolve();
    now = RESTRICTED;
    details!.refresh();
    await details!.settled;
    expect(asked).to.deep.equal(['RelatedPerson']);
    parentElement!.append(appointments!);
    await appointments!.settled;
    expect(said(appointments!)).to.contain('Restricted: not shown').and.not.to.contain('Refuge Road');
  });
  it('keeps nothing that tells where somebody is who is restricted by now, though the others do not come again', async () => {
    let now = {};
    const made = living(() => now);
    world({ source: { ...made, search: (section, search, patient, options) => (now === RESTRICTED && search.type === 'Appointment'
      ? Promise.resolve({ kind: 'failed', problem: { cause: 'fault', reference: 'r' } }) : made.search(section, search, patient, options)) } });
    const [record] = await box('dscr-record');
    expect(said(record!)).to.contain('Refuge Road');
    now = RESTRICTED;
    record!.refresh();
    expect((await record!.settled).sections.appointments!.state).to.equal('unavailable');
    expect(said(record!)).not.to.contain('Refuge Road');
  });
  it('asks for the others all the same where the patient could not be looked up', async () => {
    let now: object = {};
    world({ source: living(() => now) });
    const [record] = await box('dscr-record');
    now = { cause: 'fault', reference: 'r' };
    record!.refresh();
    expect((await record!.settled).sections.appointments!.state).to.equal('ready');
    expect(asked).to.include('Appointment').and.not.to.include('RelatedPerson');
    expect(said(record!)).to.contain('Refuge Road').and.to.contain('Could not refresh');
  });
  it('asked for twice while the patient is looked up forgets no section of the first', async () => {
    const { page } = world({ source: living(() => ({})) });
    const [alerts, details] = await box('dscr-alerts', 'dscr-demographics');
    page.refresh(['demographics', 'alerts']);
    page.refresh(['demographics']);
    await Promise.all([alerts!.settled, details!.settled]);
    expect(asked).to.include('Flag');
  });
  it('brings name and death into the identity line of every element', async () => {
    let now = {};
    world({ source: living(() => now) });
    const [results, details] = await box('dscr-results', 'dscr-demographics');
    now = { name: [{ family: 'RENAMED', given: ['Pat'] }], deceasedDateTime: '2026-06-01' };
    details!.refresh();
    await Promise.all([results!.settled, details!.settled]);
    expect(said(results!)).to.contain('RENAMED').and.to.contain('01-Jun-2026').and.not.to.contain('EXAMPLE');
  });
  for (const bad of ['refused', 'not-found', { birthDate: '1970-01-01' }] as const) {
    it(`that ends ${typeof bad === 'string' ? bad : 'mismatch'} is not the last: another person, a role and a refresh ask anew`, async () => {
      const name = typeof bad === 'string' ? bad : 'mismatch';
      let now: object | 'refused' | 'not-found' = {};
      const { page, session } = world({ source: living(() => now) });
      const [record] = await box('dscr-record');
      const asksAnew = async (again: () => void): Promise<void> => {
        now = bad;
        record!.refresh();
        await record!.settled;
        expect(page.patient.name).to.equal(name);
        now = {};
        again();
        await record!.settled;
        expect(page.patient.name).to.equal('shown');
      };
      await asksAnew(() => {
        session.set({ state: 'signed-out', reason: 'signed-out' });
        expect(page.patient.name).to.equal('none');
        session.set({ ...ready(), principal: principal('all', { subject: 'u2' }) });
      });
      await asksAnew(() => {
        session.set({ state: 'choosing-role', reason: 'role-changed' });
        session.set({ ...ready(), principal: principal('all', { subject: 'u2', roleId: '2' }) });
      });
      await asksAnew(() => { record!.refresh(); });
    });
  }
});
