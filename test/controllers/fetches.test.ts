import { expect, fixture, html } from '@open-wc/testing';
import type { Setup } from '../../src/controllers/page.js';
import type { RecordSource } from '../../src/fhir/source.js';
import { compilePolicy } from '../../src/policy/policy.js';
import type { DscrMeds } from '../../src/sections/medications/dscr-meds.js';
import { api, BASE, bundle, json, outcome, startApi, worker } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, POLICY, said, world } from '../contracts/world.js';

const requests = (references: readonly string[]): ReturnType<typeof resourceOf>[] => references.map((reference, index) => {
  const { medicationCodeableConcept: _, ...request } = resourceOf('MedicationRequest', 'a1', `r${index}`);
  return { ...request, resourceType: 'MedicationRequest', medicationReference: { reference } };
});
type Sent = readonly ReturnType<typeof resourceOf>[];
const medicine = (id: string, name: string): ReturnType<typeof resourceOf> => ({ resourceType: 'Medication', id, code: { text: name } });

/** A source whose medicines are only pointed at. @param change makes the entries what a test wants */
const source = (read: RecordSource['read'], references: readonly string[] = ['Medication/m1'], change: (sent: Sent) => Sent = (sent) => sent): RecordSource => ({
  findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
  search: (_section, { type }, _patient, { onPage }) => {
    onPage({ matches: type === 'MedicationRequest' ? change(requests(references)) : [], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
    return Promise.resolve({ kind: 'whole' });
  },
  open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
  read,
});
const element = async (): Promise<DscrMeds> => {
  const made = await fixture<DscrMeds>(html`<dscr-meds .patient=${A}></dscr-meds>`);
  await made.settled;
  return made;
};
const draw = async (read: RecordSource['read'], setup?: Partial<Setup>, references?: readonly string[]): Promise<DscrMeds> => {
  world({ source: source(read, references), ...(setup && { setup }) });
  return element();
};
const gapsOf = (drawn: DscrMeds): readonly string[] => drawn.state.sections.medications!.gaps.map(({ kind }) => kind);
const failed = { kind: 'failed', problem: { cause: 'fault', reference: 'r' } } as const;

describe('medicines that are only pointed at', () => {
  it('are read one by one and shown by name', async () => {
    const asked: string[] = [];
    const text = said(await draw((reference) => {
      asked.push(reference);
      return Promise.resolve(medicine('m1', 'Ramipril 5mg capsules'));
    }));
    expect(asked).to.deep.equal(['Medication/m1']);
    expect(text).to.contain('Ramipril 5mg capsules').and.to.contain('ONE daily');
  });
  it('are all read, however many they are, each once and not all at a time', async () => {
    const references = [...Array(90).keys()].map((index) => `Medication/x${index}`);
    let now = 0;
    let most = 0;
    let asked = 0;
    const drawn = await draw(async (reference) => {
      asked++;
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
      const id = reference.split('/')[1]!;
      return medicine(id, `NAME-${id}.`);
    }, undefined, [...references, ...references]);
    expect(references.filter((one) => !said(drawn).includes(`NAME-${one.split('/')[1]}.`))).to.deep.equal([]);
    expect([asked, gapsOf(drawn)]).to.deep.equal([90, []]);
    expect(most).to.be.lessThan(50);
  });
  it('are asked for no more once it has taken too long, and that is a gap', async () => {
    const { now } = Date;
    let late = 0;
    let asked = 0;
    try {
      Date.now = () => now() + late;
      const drawn = await draw(async (reference) => {
        asked++;
        await Promise.resolve();
        late = 30_000;
        return medicine(reference.split('/')[1]!, 'Ramipril 5mg capsules');
      }, undefined, [...Array(90).keys()].map((index) => `Medication/x${index}`));
      expect(asked).to.be.lessThan(50);
      expect(gapsOf(drawn)).to.deep.equal(['source-silent']);
      expect(said(drawn)).to.contain('Ramipril 5mg capsules').and.to.contain('Medicine not named');
    } finally {
      Date.now = now;
    }
  });
  it('are not named where a label rule hides what was read', async () => {
    const read: RecordSource['read'] = () => Promise.resolve({ ...medicine('m1', 'Truvada tablets'), meta: { security: [{ code: 'HIV' }] } });
    const policy = compilePolicy({ ...POLICY, forbid: [{ id: 'labels', when: { levels: ['all'] }, labels: ['HIV'], sections: ['medications'] }] });
    expect(said(await draw(read))).to.contain('Truvada');
    expect(said(await draw(read, { policy }))).to.contain('ONE daily').and.not.to.contain('Truvada');
  });
  const HIDING = compilePolicy({ ...POLICY, forbid: [{ id: 'labels', when: { levels: ['all'] }, labels: ['HIV'], sections: ['medications'] }] });
  const label = { meta: { security: [{ code: 'HIV' }] } };
  for (const [name, setup, more, gaps] of [
    ['hidden by a label rule', { policy: HIDING }, [label], []],
    ['hidden by a label rule in their later version', { policy: HIDING }, [{ meta: { versionId: '1' } }, { meta: { versionId: '2', ...label.meta } }], []],
    ["another patient's", undefined, [{ subject: { reference: 'Patient/b1' } }], ['other-patient']],
    ["nobody's", undefined, [{ subject: undefined }], ['other-patient']],
  ] as const) {
    it(`are not asked for, nor missed, where the entry is not shown: ${name}`, async () => {
      const asked: string[] = [];
      const read: RecordSource['read'] = (reference) => { asked.push(reference); return Promise.resolve(failed); };
      world({ source: source(read, undefined, ([sent]) => more.map((one) => ({ ...sent!, ...one }))), ...(setup && { setup }) });
      const drawn = await element();
      expect([drawn.state.sections.medications!.state, gapsOf(drawn), asked]).to.deep.equal(['ready', gaps, []]);
    });
  }
  it('are named in what was entered in error; where they cannot be, nothing is missing from the list', async () => {
    for (const answer of [medicine('m1', 'Ramipril 5mg capsules'), failed]) {
      world({ source: source(() => Promise.resolve(answer), undefined, ([sent]) => [{ ...sent!, status: 'entered-in-error' }]) });
      const drawn = await element();
      expect([drawn.state.sections.medications!.state, gapsOf(drawn)]).to.deep.equal(['ready', ['in-error']]);
      expect(said(drawn)).to.contain('resourceType' in answer ? 'Ramipril' : 'Medicine not named');
    }
  });
  it('are a gap where one entry of two that name it is shown', async () => {
    world({ source: source(() => Promise.resolve(failed), ['Medication/m1', 'Medication/m1'], ([one, other]) => [one!, { ...other!, status: 'entered-in-error' }]) });
    expect(gapsOf(await element()).toSorted()).to.deep.equal(['in-error', 'source-silent']);
  });
  it('are decided in time, counted from when the section was asked for: a read that does not end is left', async () => {
    const { setTimeout: wait } = window;
    const { now } = Date;
    let late = 0;
    const waited: (number | undefined)[] = [];
    let cut: AbortSignal | undefined;
    try {
      Date.now = () => now() + late;
      // seconds pass as milliseconds
      window.setTimeout = ((work: () => void, time?: number) => { waited.push(time); return wait(work, (time ?? 0) / 1000); }) as typeof setTimeout;
      const begun = source((_reference, { signal }) => { cut = signal; return new Promise(() => undefined); });
      world({ source: { ...begun, search: (...how) => { if (how[1].type === 'MedicationRequest') late = 20_000; return begun.search(...how); } } });
      const drawn = await element();
      expect(gapsOf(drawn)).to.deep.equal(['source-silent']);
      expect(said(drawn)).to.contain('Medicine not named');
      expect(Math.max(...waited.map((time) => time ?? 0))).to.be.within(8000, 9000);
      expect(cut!.aborted).to.equal(true);
    } finally {
      window.setTimeout = wait;
      Date.now = now;
    }
  });
  it('stay in the list, not named, where there is nothing to ask', async () => {
    const drawn = await draw(() => Promise.resolve(undefined));
    expect(said(drawn)).to.contain('ONE daily').and.to.contain('Medicine not named');
    expect(gapsOf(drawn)).to.deep.equal([]);
  });
  it('stay in the list, not named, with a gap of each kind where they could not be read', async () => {
    const drawn = await draw((reference) => Promise.resolve(reference.endsWith('1') ? { kind: 'not-released', reference: 'r' } : failed), undefined, ['Medication/m1', 'Medication/m2', 'Medication/m3']);
    expect(gapsOf(drawn).toSorted()).to.deep.equal(['not-released', 'source-silent']);
    expect(said(drawn)).to.contain('Medicine not named').and.to.contain('Some medicines were not released to you').and.to.contain('did not answer. Its medicines may be missing here.');
    expect(drawn.state.sections.medications).to.deep.include({ state: 'ready', received: 3, shown: 3, unshown: 0 });
  });
});

describe('medicines that are only pointed at, when they are asked for again', () => {
  it('have the name they have now; the old one stays until then', async () => {
    let name = 'Ramipril 5mg capsules';
    let answer: (() => void) | undefined;
    const drawn = await draw(async () => {
      if (answer) await new Promise<void>((resolve) => { answer = resolve; });
      return medicine('m1', name);
    });
    name = 'Ramipril 10mg capsules';
    answer = () => undefined;
    drawn.refresh();
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(said(drawn)).to.contain('Ramipril 5mg capsules').and.not.to.contain('Medicine not named');
    answer();
    await drawn.settled;
    expect(said(drawn)).to.contain('Ramipril 10mg capsules').and.not.to.contain('Ramipril 5mg capsules');
  });
  it('stay as they were, and it says so, where one that had a name could not be read again', async () => {
    let answers = true;
    const drawn = await draw(() => Promise.resolve(answers ? medicine('m1', 'Ramipril 5mg capsules') : failed));
    answers = false;
    for (let times = 0; times < 2; times++) {
      drawn.refresh();
      await drawn.settled;
      expect(said(drawn)).to.contain('Ramipril 5mg capsules').and.to.contain('Could not refresh. This was loaded');
    }
    answers = true;
    drawn.refresh();
    await drawn.settled;
    expect(said(drawn)).to.contain('Ramipril 5mg capsules').and.not.to.contain('Could not refresh');
  });
  for (const [cause, passes] of [['no-connection', true], ['timeout', true], ['fault', true], ['refused', false], ['unreadable', false]] as const) {
    it(`${passes ? 'stay as they were' : 'are new, with a gap,'} where one could not be read again: ${cause}`, async () => {
      let answers = true;
      const drawn = await draw((reference) => Promise.resolve(answers ? medicine(reference.split('/')[1]!, 'Ramipril 5mg capsules') : { kind: 'failed', problem: { cause, reference: 'r' } }));
      answers = false;
      for (let times = 0; times < 2; times++) {
        drawn.refresh();
        await drawn.settled;
        expect(said(drawn).includes('Could not refresh')).to.equal(passes);
        expect(said(drawn).includes('Ramipril')).to.equal(passes);
        expect(gapsOf(drawn)).to.deep.equal(passes ? [] : ['source-silent']);
      }
    });
    it(`do not hold back an entry that is new where one could not be read again: ${cause}`, async () => {
      const references = ['Medication/m1'];
      let answers = true;
      const drawn = await draw((reference) => Promise.resolve(answers || reference !== 'Medication/m1' ? medicine(reference.split('/')[1]!, 'Ramipril 5mg capsules') : { kind: 'failed', problem: { cause, reference: 'r' } }), undefined, references);
      answers = false;
      references.push('Medication/m2');
      for (let times = 0; times < 2; times++) {
        drawn.refresh();
        await drawn.settled;
        expect(drawn.state.sections.medications).to.deep.include({ received: 2, gaps: [{ kind: 'source-silent' }] });
      }
    });
  }
  it('are new all the same where one that never had a name still has none', async () => {
    const references = ['Medication/m1'];
    const drawn = await draw(() => Promise.resolve(failed), undefined, references);
    references.push('Medication/m2');
    drawn.refresh();
    await drawn.settled;
    expect(said(drawn)).to.not.contain('Could not refresh');
    expect(drawn.state.sections.medications).to.deep.include({ received: 2, gaps: [{ kind: 'source-silent' }] });
  });
  it('lose their name where it is no longer released', async () => {
    let released = true;
    const drawn = await draw(() => Promise.resolve(released ? medicine('m1', 'Ramipril 5mg capsules') : { kind: 'not-released', reference: 'r' }));
    released = false;
    drawn.refresh();
    await drawn.settled;
    expect(said(drawn)).to.contain('Medicine not named').and.not.to.contain('Ramipril');
    expect(gapsOf(drawn)).to.deep.equal(['not-released']);
  });
});

describe('medicines that are only pointed at, over the network', () => {
  before(startApi);
  after(() => { worker.stop(); });
  const medications = async (references: readonly string[]): Promise<readonly [DscrMeds, readonly string[]]> => {
    api.answer('MedicationRequest', () => json(bundle(requests(references))));
    world();
    const drawn = await element();
    return [drawn, api.asked.filter(({ type }) => type === 'Medication').map(({ url }) => url.pathname)];
  };
  beforeEach(() => { api.reset([PATIENT_A]); });
  for (const reference of ['Medication/x1', `${BASE}/Medication/x1`, 'Medication/x1/_history/1', `${BASE}/Medication/x1/_history/1`]) {
    it(`${reference} is asked for`, async () => {
      api.answer('Medication', () => json(medicine('x1', 'Warfarin 1mg tablets')));
      const [drawn, asked] = await medications([reference]);
      expect(asked).to.deep.equal([new URL(reference, `${BASE}/`).pathname]);
      expect(said(drawn)).to.contain('Warfarin 1mg tablets');
    });
  }
  it('what stands elsewhere is never asked for, here or there', async () => {
    const { fetch } = window;
    const others: string[] = [];
    window.fetch = (input, init) => { const { url } = new Request(input, init); if (!url.startsWith(BASE)) others.push(url); return fetch(input, init); };
    try {
      const [drawn, asked] = await medications(['https://other.example/fhir/Medication/x1', 'https://api.example/fhir2/Medication/x1', '//other.example/Medication/x1', '../fhir2/Medication/x1', 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', '#x1', 'Medication?identifier=x1']);
      expect([asked, others]).to.deep.equal([[], []]);
      expect(said(drawn)).to.contain('Medicine not named');
    } finally {
      window.fetch = fetch;
    }
  });
  for (const [name, answer, kind] of [
    ['403 with an OperationOutcome', () => json(outcome('forbidden'), 403), 'not-released'], ['403', () => json({}, 403), 'source-silent'], ['500', () => json({}, 500), 'source-silent'],
  ] as const) {
    it(`${name}: a gap, and the entry stays`, async () => {
      api.answer('Medication', answer);
      const [drawn] = await medications(['Medication/x1', 'Medication/x2']);
      expect(drawn.state.sections.medications!.gaps).to.deep.equal([{ kind }]);
      expect(said(drawn)).to.contain('ONE daily').and.to.contain('Medicine not named');
    });
  }
});
