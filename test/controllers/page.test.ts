import { expect, nextFrame } from '@open-wc/testing';
import type { Audit } from '../../src/audit/audit.js';
import type { Member } from '../../src/controllers/members.js';
import type { PatientInput } from '../../src/controllers/patient-controller.js';
import type { PatientAnswer, RecordSource, Search } from '../../src/fhir/source.js';
import type { QueryEnd } from '../../src/record/section-state.js';
import type { SectionId } from '../../src/record/sections.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, POLICY, principal, ready, world, type World, type WorldOptions } from '../contracts/world.js';
import type { Type } from '../contracts/api.js';

/** A source whose answers a test gives when it wants to. */
class Answers implements RecordSource {
  readonly found: { readonly nhsNumber: string; readonly reference?: string | undefined; readonly familyName?: string | undefined; readonly signal: AbortSignal; give(answer: PatientAnswer): Promise<void> }[] = [];
  readonly asked: { readonly search: Search; readonly patientId: string; readonly signal: AbortSignal; give(end?: QueryEnd, ids?: readonly string[]): void }[] = [];
  /** answer everything at once */
  constructor(readonly eager = true) {}
  findPatient: RecordSource['findPatient'] = ({ nhsNumber, reference, familyName }, { signal }) => {
    const patient = [PATIENT_A, PATIENT_B][Number(nhsNumber === '9990000026')]!;
    const answer: PatientAnswer = { kind: 'answered', patients: [patient], reference: 'r' };
    return new Promise((resolve) => {
      this.found.push({ nhsNumber, reference, familyName, signal, give: async (given) => { resolve(given); await nextFrame(); } });
      if (this.eager) resolve(answer);
    });
  };
  search: RecordSource['search'] = (_section, search, { id: patientId = '' }, { signal, onPage }) => new Promise((resolve) => {
    const give = (end: QueryEnd = { kind: 'whole' }, ids: readonly string[] = ['1']): void => {
      onPage({ matches: ids.map((id) => resourceOf(search.type as Type, patientId, id)), included: [], warnings: [], sources: [], unreadable: [] });
      resolve(end);
    };
    this.asked.push({ search, patientId, signal, give });
    if (this.eager) give();
  });
  open: RecordSource['open'] = () => Promise.resolve({ kind: 'not-found', reference: 'r' });
  read: RecordSource['read'] = () => Promise.resolve(undefined);
}

class TestMember implements Member {
  readonly nested = false;
  readonly showsSession = false;
  readonly changes: (readonly [SectionId | undefined, boolean, string])[] = [];
  constructor(public ownPatient: PatientInput | null | undefined, readonly wanted: readonly SectionId[] = ['alerts'], private readonly look = () => '') {}
  pageChanged(section: SectionId | undefined, now: boolean): void { this.changes.push([section, now, this.look()]); }
}

const errors: string[] = [];
/** codes of what a host is told may be tried again */
const retryable = new Set<string>();
window.addEventListener('dscr-error', (event) => {
  const { detail } = event as CustomEvent<{ readonly code: string; readonly retryable: boolean }>;
  errors.push(detail.code);
  if (detail.retryable) retryable.add(detail.code);
});

/** what alerts ask for; documents are asked once for both sections */
const ALERTS = ['Flag', 'Consent', 'DocumentReference'];

describe('page', () => {
  let source: Answers;
  let made: World;
  let leave: (() => void)[];
  const start = (options: WorldOptions = {}, eager = true): void => {
    source = new Answers(eager);
    made = world({ source, ...options });
    leave = [];
    errors.length = 0;
    retryable.clear();
  };
  const add = (patient: PatientInput | null | undefined, wanted: readonly SectionId[] = ['alerts']): TestMember => {
    const member = new TestMember(patient, wanted, () => made.page.patient.name);
    leave.push(made.page.members.attach(member));
    made.page.patientsChanged();
    return member;
  };
  beforeEach(() => start());
  afterEach(() => { for (const go of leave) go(); });

  it('asks for the patient once, however many elements name them, and for each section once', async () => {
    add(A);
    add({ nhsNumber: '9990000018', birthDate: '1958-03-14 ' }, ['alerts', 'documents']);
    add({ ...A }, ['allergies']);
    await nextFrame();
    expect(source.found.map((one) => one.nhsNumber)).to.deep.equal(['9990000018']);
    expect(source.asked.map((one) => one.search.type).sort()).to.deep.equal(['AllergyIntolerance', 'Consent', 'DocumentReference', 'Flag', 'List']);
    expect(made.page.patient.name).to.equal('shown');
    expect(made.audited).to.deep.equal([]);
  });
  it('an element without a patient inherits the page\'s', async () => {
    add(undefined);
    await nextFrame();
    expect(source.found.length).to.equal(0);
    made.page.members.pagePatient = A;
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    made.page.members.pagePatient = null;
    expect(made.page.patient.name).to.equal('none');
  });
  it('an element that shows nobody does not keep others from theirs', async () => {
    const nobody = add(null);
    add(A);
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    expect(made.page.members.showsPatient(nobody)).to.equal(false);
    expect(source.asked.map((one) => one.search.type)).to.deep.equal(ALERTS);
  });
  it('what only an element that shows nobody wants is not asked', async () => {
    add(A, ['alerts']);
    add(null, ['results']);
    await nextFrame();
    expect(source.asked.map((one) => one.search.type)).to.deep.equal(ALERTS);
  });
  it('two different patients: nobody, said once, and nothing asked; one again: that one', async () => {
    const first = add(A);
    await nextFrame();
    const second = add(B);
    expect(made.page.patient).to.deep.equal({ name: 'none', message: { kind: 'two-patients' } });
    expect(made.page.state('alerts').name).to.equal('waiting');
    await Promise.resolve();
    expect(errors).to.deep.equal(['DSCR_TWO_PATIENTS']);
    expect(first.changes.some(([section, now]) => section === undefined && now)).to.equal(true);
    await nextFrame();
    expect(source.found.length).to.equal(1);
    second.ownPatient = { ...A };
    made.page.patientsChanged();
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    expect(source.found.length).to.equal(2);
  });
  it("an element's own patient and another page's patient, which a third inherits: two patients", async () => {
    made.page.members.pagePatient = B;
    add(A);
    await nextFrame();
    // nobody inherits it yet
    expect(made.page.patient.name).to.equal('shown');
    add(undefined);
    expect(made.page.patient).to.deep.include({ name: 'none' });
    await Promise.resolve();
    expect(errors).to.deep.equal(['DSCR_TWO_PATIENTS']);
  });
  it('two elements given the next patient one after the other: nobody in between, and no error', async () => {
    const [first, second] = [add(A), add(A)];
    await nextFrame();
    for (const member of [first, second]) {
      member.ownPatient = B;
      made.page.patientsChanged();
    }
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    expect(errors).to.deep.equal([]);
  });
  it('one person, of whom only one element gives a reference or a name: one patient, and all of it counts', async () => {
    add({ ...A, reference: 'Patient/a1' });
    add({ ...A, familyName: 'EXAMPLE' });
    add(A);
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    expect(source.found.at(-1)).to.deep.include({ reference: 'Patient/a1', familyName: 'EXAMPLE' });
    add({ ...A, reference: 'Patient/a2' });
    expect(made.page.patient).to.deep.include({ message: { kind: 'two-patients' } });
  });
  it('two patients stay two through a lock', async () => {
    add(A);
    add(B);
    made.session.set({ state: 'locked', reason: 'idle' });
    made.session.set(ready());
    await nextFrame();
    expect(made.page.patient).to.deep.equal({ name: 'none', message: { kind: 'two-patients' } });
    expect(source.found.length).to.equal(1);
  });
  it('taken away with its patient: nobody; moved in one task: nothing happens', async () => {
    const member = add(A);
    await nextFrame();
    const asked = source.asked.length;
    leave.pop()!();
    leave.push(made.page.members.attach(member));
    made.page.patientsChanged();
    await nextFrame();
    expect([made.page.patient.name, source.asked.length]).to.deep.equal(['shown', asked]);
    leave.pop()!();
    await nextFrame();
    expect(made.page.patient.name).to.equal('none');
  });

  it('wipes before it tells: in every callback of a wipe nobody is shown, and queries are aborted', async () => {
    start({}, false);
    const member = add(A);
    await source.found[0]!.give({ kind: 'answered', patients: [PATIENT_A], reference: 'r' });
    expect(made.page.patient.name).to.equal('shown');
    member.changes.length = 0;
    member.ownPatient = B;
    made.page.patientsChanged();
    expect(source.asked[0]!.signal.aborted).to.equal(true);
    expect(member.changes[0]).to.deep.equal([undefined, true, 'none']);
    expect(member.changes.every(([, , patient]) => patient !== 'shown')).to.equal(true);
    source.asked[0]!.give();
    await nextFrame();
    expect(made.page.state('alerts').name).to.equal('loading');
    expect(made.page.patient.name).to.equal('loading');
  });
  it('a patient who comes late is nobody', async () => {
    start({}, false);
    const member = add(A);
    member.ownPatient = B;
    made.page.patientsChanged();
    expect(source.found[0]!.signal.aborted).to.equal(true);
    await source.found[0]!.give({ kind: 'answered', patients: [PATIENT_A], reference: 'r' });
    expect(made.page.patient.name).to.equal('loading');
    await source.found[1]!.give({ kind: 'answered', patients: [PATIENT_B], reference: 'r' });
    expect(made.page.patient).to.deep.include({ name: 'shown', patient: PATIENT_B });
    expect([...new Set(source.asked.map((one) => one.patientId))]).to.deep.equal(['b1']);
  });
  it('200 changes of patient: only the last one lands', async () => {
    start({}, false);
    const member = add(A);
    for (let turn = 0; turn < 200; turn++) { member.ownPatient = turn % 2 ? A : B; made.page.patientsChanged(); }
    for (const one of source.found.toReversed()) void one.give({ kind: 'answered', patients: [one.nhsNumber === '9990000018' ? PATIENT_A : PATIENT_B], reference: 'r' });
    await nextFrame();
    expect(made.page.patient).to.deep.include({ patient: PATIENT_A });
    expect(source.asked.map((one) => one.search.type)).to.deep.equal(ALERTS);
  });

  const LOST: Readonly<Record<string, () => void>> = {
    'signing out': () => made.session.set({ state: 'signed-out', reason: 'signed-out' }), 'a lock': () => made.session.set({ state: 'locked', reason: 'idle' }),
    'the end of the session': () => made.session.set({ state: 'ended', reason: 'expired' }), 'a failure': () => made.session.set({ state: 'failed', reason: 'not-accepted' }),
    'choosing another role': () => made.session.set({ state: 'choosing-role', reason: 'role-changed' }), 'another principal': () => made.session.set({ ...ready(), principal: principal('desk') }),
    'purge()': () => made.page.purge(), 'wipe()': () => made.page.wipe(), 'refused set-up': () => made.page.refuseSetup('DSCR_WITHDRAWN'),
  };
  for (const [name, lose] of Object.entries(LOST)) {
    it(`${name} clears patient and sections before it returns`, async () => {
      add(A, ['alerts', 'documents']);
      await nextFrame();
      expect(made.page.state('alerts').name).to.equal('ready');
      lose();
      expect(made.page.patient.name).to.not.equal('shown');
      for (const id of ['alerts', 'documents'] as const) expect(made.page.state(id).name).to.not.equal('ready');
    });
  }
  it('renewing a token keeps the record; the same person again asks anew after a lock', async () => {
    add(A);
    await nextFrame();
    made.session.set({ ...made.session.snapshot, state: 'renewing', reason: 'renewed' });
    expect(made.page.patient.name).to.equal('shown');
    made.session.set({ state: 'locked', reason: 'idle' });
    made.session.set(ready());
    await nextFrame();
    expect([made.page.patient.name, source.found.length]).to.deep.equal(['shown', 2]);
  });
  it('not signed in: nobody is looked up', async () => {
    start({ snapshot: { state: 'signed-out', reason: 'start', choices: [], roleFixed: false } });
    add(A);
    await nextFrame();
    expect(source.found.length).to.equal(0);
    made.session.set(ready());
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
  });
  it('a role that may see nothing: nobody is looked up; a role that may see anything: the patient is', async () => {
    start({ level: 'nobody' });
    add(A, ['alerts', 'documents']);
    await nextFrame();
    expect(source.found.length).to.equal(0);
    for (const one of leave) one();
    start({ level: 'desk' });
    add(A, ['alerts', 'documents']);
    await nextFrame();
    expect(source.found.length).to.equal(1);
    expect(made.page.state('alerts')).to.deep.equal({ name: 'withheld', by: 'role' });
    add(A, ['demographics']);
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    expect(source.asked.map((one) => one.search.type)).to.deep.equal(['RelatedPerson']);
  });

  const STRANGE: Readonly<Record<string, unknown>> = {
    'a number': 9990000018, 'text': 'x', 'a list': [], 'a Date for the birth date': { nhsNumber: '9990000018', birthDate: new Date() }, 'an object for the number': { nhsNumber: {}, birthDate: '1958-03-14' }, 'true': true,
  };
  for (const [name, input] of Object.entries(STRANGE)) {
    it(`${name} instead of a patient: nobody, and nothing throws`, async () => {
      const member = add(A);
      await nextFrame();
      member.ownPatient = input as PatientInput;
      made.page.patientsChanged();
      expect(made.page.patient.name).to.equal('none');
      made.page.members.pagePatient = input as PatientInput;
      await nextFrame();
      expect([made.page.patient.name, source.found.length]).to.deep.equal(['none', 1]);
    });
  }
  it('a number given as a number is read', async () => {
    add({ nhsNumber: 9990000018 as unknown as string, birthDate: '1958-03-14' });
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
  });
  const WRONG: readonly (readonly [PatientInput, string])[] = [
    [{}, 'no-number'], [{ nhsNumber: ' ', birthDate: '1958-03-14' }, 'no-number'], [{ nhsNumber: '999 000 0019', birthDate: '1958-03-14' }, 'invalid'], [{ nhsNumber: '12345', birthDate: '1958-03-14' }, 'invalid'],
    [{ nhsNumber: '9990000018' }, 'no-date'], [{ nhsNumber: '9990000018', birthDate: '14/03/1958' }, 'no-date'], [{ nhsNumber: '9990000018', birthDate: '1958-3-14' }, 'no-date'],
  ];
  for (const [input, kind] of WRONG) {
    it(`${JSON.stringify(input)}: ${kind}, and nothing is asked`, async () => {
      add(input);
      await nextFrame();
      expect(made.page.patient).to.deep.equal({ name: 'none', message: { kind } });
      expect(errors).to.deep.equal(['DSCR_PATIENT_INVALID']);
      expect(source.found.length).to.equal(0);
    });
  }
  const ANSWERS: readonly (readonly [string, PatientAnswer, string, string | undefined])[] = [
    ['not found', { kind: 'not-found', reference: 'r' }, 'not-found', 'DSCR_PATIENT_NOT_FOUND'], ['refused', { kind: 'refused', reference: 'r' }, 'refused', 'DSCR_PATIENT_REFUSED'],
    ['two records', { kind: 'answered', patients: [PATIENT_A, { ...PATIENT_A, id: 'a2' }], reference: 'r' }, 'mismatch', 'DSCR_PATIENT_MISMATCH'],
    ['another number', { kind: 'answered', patients: [{ ...PATIENT_B, birthDate: '1958' }], reference: 'r' }, 'mismatch', 'DSCR_PATIENT_MISMATCH'],
    ['another birth date', { kind: 'answered', patients: [{ ...PATIENT_A, birthDate: '1958-04-14' }], reference: 'r' }, 'mismatch', 'DSCR_PATIENT_MISMATCH'],
    ['nobody', { kind: 'answered', patients: [], reference: 'r' }, 'not-found', 'DSCR_PATIENT_NOT_FOUND'],
  ];
  for (const [name, answer, state, code] of ANSWERS) {
    it(`${name}: nothing is asked for, and nothing is loading`, async () => {
      start({}, false);
      add(A);
      expect(made.page.state('alerts').name).to.equal('loading');
      await source.found[0]!.give(answer);
      expect(made.page.patient.name).to.equal(state);
      expect([source.asked.length, made.page.state('alerts').name, errors.at(-1)]).to.deep.equal([0, 'waiting', code]);
      expect([...retryable]).to.deep.equal([]);
    });
  }
  for (const [cause, code] of [['timeout', 'DSCR_TIMEOUT'], ['unreadable', 'DSCR_API_RESPONSE_INVALID'], ['fault', 'DSCR_API_UNAVAILABLE'], ['refused', 'DSCR_API_UNAVAILABLE'], ['no-connection', 'DSCR_API_UNAVAILABLE']] as const) {
    it(`a look-up that fails (${cause}) is told with the code that its sections have`, async () => {
      start({}, false);
      add(A);
      await source.found[0]!.give({ kind: 'failed', problem: { cause, reference: 'r9' } });
      expect([errors, [...retryable]]).to.deep.equal([[code], [code]]);
    });
  }
  it('a look-up that fails leaves each wanted section unavailable, also one that is wanted later; asking again works', async () => {
    start({}, false);
    add(A);
    await source.found[0]!.give({ kind: 'failed', problem: { cause: 'timeout', reference: 'r9' } });
    expect(made.page.state('alerts')).to.deep.equal({ name: 'unavailable', problem: { cause: 'timeout', reference: 'r9' } });
    add(A, ['documents']);
    expect(made.page.state('documents')).to.deep.equal({ name: 'unavailable', problem: { cause: 'timeout', reference: 'r9' } });
    expect([errors, [...retryable]]).to.deep.equal([['DSCR_TIMEOUT'], ['DSCR_TIMEOUT']]);
    made.page.refresh(['alerts']);
    expect(made.page.state('alerts').name).to.equal('loading');
    await source.found[1]!.give({ kind: 'answered', patients: [PATIENT_A], reference: 'r' });
    expect(made.page.patient.name).to.equal('shown');
  });
  it('a section wanted while the patient is looked up is loading from then on', async () => {
    start({}, false);
    add(A);
    add(A, ['documents']);
    expect(made.page.state('documents').name).to.equal('loading');
  });
  it('a section wanted later is asked then, and only it', async () => {
    add(A);
    await nextFrame();
    add(A, ['documents', 'alerts', 'care-plans']);
    await nextFrame();
    expect(source.asked.map((one) => one.search.type)).to.deep.equal([...ALERTS, 'CarePlan', 'Goal', 'CareTeam']);
  });
  it('what is wanted later and was answered before is shown as loaded then', async () => {
    let minutes = 0;
    made.session.now = () => Date.UTC(2026, 5, 2, 9, minutes);
    add(A);
    await nextFrame();
    minutes = 25;
    add(A, ['demographics', 'documents', 'care-plans']);
    await nextFrame();
    const loaded = (...ids: readonly SectionId[]): readonly unknown[] => ids.map((id) => { const state = made.page.state(id); return 'loadedAt' in state && state.loadedAt.slice(11, 16); });
    expect(loaded('demographics', 'alerts', 'documents', 'care-plans')).to.deep.equal(['09:00', '09:00', '09:00', '09:25']);
    made.page.refresh(['demographics', 'documents']);
    await nextFrame();
    expect(loaded('demographics', 'documents')).to.deep.equal(['09:25', '09:25']);
  });
  it('refreshing asks again, each query once, and what came before lands nowhere', async () => {
    start({}, false);
    add(A, ['alerts', 'allergies']);
    await source.found[0]!.give({ kind: 'answered', patients: [PATIENT_A], reference: 'r' });
    const before = source.asked.splice(0);
    expect(before.map((one) => one.search.type).sort()).to.deep.equal(['AllergyIntolerance', 'Consent', 'DocumentReference', 'Flag', 'List']);
    made.page.refresh(['alerts', 'allergies']);
    expect(source.asked.map((one) => one.search.type).sort()).to.deep.equal(['AllergyIntolerance', 'Consent', 'DocumentReference', 'Flag', 'List']);
    for (const one of before) one.give();
    await nextFrame();
    expect(made.page.state('alerts').name).to.equal('loading');
    for (const one of source.asked) one.give({ kind: 'whole' }, []);
    await nextFrame();
    expect(made.page.state('alerts').name).to.equal('none-recorded');
  });
  it('a record that goes by another id when patient details are asked again is opened anew', async () => {
    start({}, false);
    add(A, ['demographics', 'alerts']);
    await source.found[0]!.give({ kind: 'answered', patients: [PATIENT_A], reference: 'r' });
    made.page.refresh(['demographics']);
    const merged = { ...PATIENT_A, id: 'merged' };
    await source.found[1]!.give({ kind: 'answered', patients: [merged], reference: 'r' });
    expect([made.page.patient.name, made.page.state('alerts').name]).to.deep.equal(['loading', 'loading']);
    source.asked.length = 0;
    await source.found[2]!.give({ kind: 'answered', patients: [merged], reference: 'r' });
    expect(made.page.patient.name).to.equal('shown');
    expect([...new Set(source.asked.map((one) => one.patientId))]).to.deep.equal(['merged']);
    for (const one of source.asked) one.give();
    await nextFrame();
    expect(made.page.state('alerts').name).to.equal('ready');
  });
  it('where audit is required and not taken, nothing is drawn or asked; trying again works', async () => {
    let takes = false;
    start({ setup: { audit: { record: () => undefined, accepted: () => Promise.resolve(takes), flush: () => Promise.resolve(), leave: () => undefined } } });
    add(A);
    await nextFrame();
    expect(made.page.patient).to.deep.include({ name: 'refused' });
    expect([source.asked.length, errors.at(-1), made.page.state('alerts').name]).to.deep.equal([0, 'DSCR_AUDIT_REFUSED', 'waiting']);
    takes = true;
    made.page.refresh(['alerts']);
    await nextFrame();
    expect([made.page.patient.name, made.page.state('alerts').name]).to.deep.equal(['shown', 'ready']);
  });
  it('what is audited names the patient on screen by logical id, and what was done', async () => {
    const acts: object[] = [];
    const audit = { record: (act: object) => { acts.push(act); }, accepted: (act: object) => { acts.push(act); return Promise.resolve(true); }, flush: () => Promise.resolve(), leave: () => undefined };
    const { compilePolicy } = await import('../../src/policy/policy.js');
    const policy = compilePolicy({ ...POLICY, emergency: [{ id: 'e', when: { levels: ['desk'] }, sections: ['documents'], minutes: 30 }] });
    start({ level: 'desk', setup: { audit, policy } });
    made.page.note('view', 'documents');
    expect(acts).to.deep.equal([]);
    add(A, ['demographics', 'documents']);
    await nextFrame();
    made.page.note('view', 'demographics');
    made.page.note('document', 'documents', 'DocumentReference/1');
    expect(await made.page.emergency.open('documents', 'Emergency care', 'found unconscious')).to.equal(true);
    made.page.emergency.end();
    expect(acts.map((act) => { const { correlationId, ...rest } = act as { readonly correlationId: string }; expect(correlationId).to.match(/^[0-9a-f-]{36}$/); return rest; })).to.deep.equal([
      { type: 'view', patient: 'Patient/a1', outcome: '0' }, { type: 'view', section: 'demographics', patient: 'Patient/a1', outcome: '0' },
      { type: 'document', section: 'documents', document: 'DocumentReference/1', patient: 'Patient/a1', outcome: '0' },
      { type: 'emergency-start', section: 'documents', patient: 'Patient/a1', reason: 'Emergency care', text: 'found unconscious', outcome: '0' },
      { type: 'emergency-end', section: 'documents', patient: 'Patient/a1', outcome: '0' },
    ]);
  });
  it('an emergency that ends with the patient, the role or the session is noted as ended, once, of whom and by whom it was', async () => {
    const { compilePolicy } = await import('../../src/policy/policy.js');
    const policy = compilePolicy({ ...POLICY, emergency: [{ id: 'e', when: { levels: ['desk'] }, sections: ['documents'], minutes: 30 }] });
    const endings: Readonly<Record<string, () => void>> = {
      'another patient': () => { made.page.members.pagePatient = B; },
      'no patient': () => { made.page.members.pagePatient = null; },
      lock: () => made.session.set({ state: 'locked', reason: 'idle' }),
      role: () => made.session.set({ state: 'choosing-role', reason: 'role-changed' }),
      'another role': () => made.session.set(ready('all')),
      'the end of the session': () => made.session.set({ state: 'ended', reason: 'expired' }),
      'a set-up that is refused': () => made.page.refuseSetup('DSCR_CSP_BLOCKED'),
    };
    for (const [name, end] of Object.entries(endings)) {
      const ended: unknown[] = [];
      const audit: Audit = {
        // a host that hears of it ends it too
        record: ({ type, section, patient }, by) => { if (type === 'emergency-end') { ended.push([section, patient, by]); made.page.emergency.end(); } },
        accepted: () => Promise.resolve(true), flush: () => Promise.resolve(), leave: () => undefined,
      };
      start({ level: 'desk', setup: { audit, policy } });
      const { principal } = made.page;
      made.page.members.pagePatient = A;
      add(undefined, ['demographics', 'documents']);
      await nextFrame();
      expect(await made.page.emergency.open('documents', 'Emergency care', 'found unconscious')).to.equal(true);
      end();
      await nextFrame();
      made.page.emergency.end();
      expect(ended, name).to.deep.equal([['documents', 'Patient/a1', principal]]);
    }
  });
  it('what was opened in an emergency, ended and opened again is asked again', async () => {
    const { compilePolicy } = await import('../../src/policy/policy.js');
    start({ level: 'desk', setup: { policy: compilePolicy({ ...POLICY, emergency: [{ id: 'e', when: { levels: ['desk'] }, sections: ['documents'], minutes: 30 }] }) } });
    add(A, ['demographics', 'documents']);
    await nextFrame();
    for (const turn of [1, 2]) {
      await made.page.emergency.open('documents', 'Emergency care', 'found unconscious');
      await nextFrame();
      expect(made.page.state('documents').name, `${turn}`).to.equal('ready');
      made.page.emergency.end();
      expect(made.page.state('documents').name, `${turn}`).to.equal('withheld');
    }
    expect(source.asked.filter((one) => one.search.type === 'DocumentReference').length).to.equal(2);
  });
  it('an emergency never lifts a forbid, of a section or of a part', async () => {
    const { compilePolicy } = await import('../../src/policy/policy.js');
    const policy = compilePolicy({ ...POLICY, forbid: [{ id: 'f', when: { levels: ['desk'] }, sections: ['results.imaging'] }], emergency: [{ id: 'e', when: { levels: ['desk'] }, sections: ['results'], minutes: 30 }] });
    start({ level: 'desk', setup: { policy } });
    add(A, ['demographics', 'results']);
    await nextFrame();
    await made.page.emergency.open('results', 'Emergency care', 'found unconscious');
    await nextFrame();
    expect(['results.laboratory', 'results.imaging'].map((area) => made.page.permitted(area as 'results.imaging'))).to.deep.equal([true, false]);
    expect(source.asked.map((one) => one.search.type)).to.not.include('ImagingStudy');
  });
  it('a host that names another patient on hearing that a role ended waits for nothing of that role', async () => {
    const member = add(A);
    await nextFrame();
    addEventListener('dscr-patient-change', () => { member.ownPatient = B; made.page.patientsChanged(); }, { once: true });
    made.session.set(ready('desk'));
    await nextFrame();
    expect(made.page.patient.name).to.equal('shown');
    expect(made.page.state('alerts')).to.deep.equal({ name: 'withheld', by: 'role' });
  });
  it('a host that names another patient on hearing that an emergency ended sees that one', async () => {
    const { compilePolicy } = await import('../../src/policy/policy.js');
    const policy = compilePolicy({ ...POLICY, emergency: [{ id: 'e', when: { levels: ['desk'] }, sections: ['documents'], minutes: 30 }] });
    const hears = (): void => { member.ownPatient = B; made.page.patientsChanged(); };
    start({ level: 'desk', setup: { policy, audit: { record: ({ type }) => { if (type === 'emergency-end') hears(); }, accepted: () => Promise.resolve(true), flush: () => Promise.resolve(), leave: () => undefined } } });
    const member = add(A, ['documents']);
    await nextFrame();
    await made.page.emergency.open('documents', 'Emergency care', 'found unconscious');
    member.ownPatient = null;
    made.page.patientsChanged();
    await nextFrame();
    expect([made.page.patient.name, source.found.at(-1)!.nhsNumber]).to.deep.equal(['shown', '9990000026']);
  });
  it('a document is opened for the patient on screen, and for nobody else', async () => {
    expect((await made.page.openDocument('Binary/1')).kind).to.equal('failed');
    add(A);
    await nextFrame();
    expect((await made.page.openDocument('Binary/1')).kind).to.equal('not-found');
  });
});
