import { expect, nextFrame } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { compilePolicy } from '../../src/policy/policy.js';
import { api, bundle, json, outcome, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, POLICY, said, world, type World, type WorldOptions } from '../contracts/world.js';

const LOADED = Date.parse('2026-06-02T09:30:00Z');
const MINUTE = 60_000;

describe('how old what is on screen is', () => {
  let made: World;
  let element: DscrElement;
  const errors: string[] = [];
  const realNow = Date.now;

  before(async function () {
    this.timeout(20_000);
    await startApi();
    window.addEventListener('dscr-error', (event) => { errors.push((event as CustomEvent<{ readonly code: string }>).detail.code); });
  });
  after(() => { void worker.stop(); });
  const one = ({ type, url }: { readonly type: string; readonly url: URL }): Response => json(bundle([resourceOf(type as Type, url.searchParams.get('patient')!)]));
  const draw = async (tag: string, options: WorldOptions = {}): Promise<void> => {
    made = world(options);
    element = Object.assign(document.createElement(tag), { patient: A }) as DscrElement;
    document.body.append(element);
    await element.settled;
  };
  const failing = (): void => { api.answerAll(() => json(outcome('exception'), 500)); };
  const refresh = async (): Promise<void> => { element.refresh(); await element.settled; };
  const notes = (): string[] => [...element.renderRoot.querySelectorAll('section > .notice.warn')].map((note) => said(note));
  /** The page looks at the clock as many minutes after loading; the device's own clock stands still unless it goes too. */
  const after30 = async (minutes: number, event = 'visibilitychange'): Promise<string[]> => {
    made.session.now = () => LOADED + minutes * MINUTE;
    (event === 'pageshow' ? window : document).dispatchEvent(new Event(event));
    await element.updateComplete;
    return notes();
  };
  beforeEach(() => {
    errors.length = 0;
    api.reset([PATIENT_A]);
    api.answerAll(one);
  });
  afterEach(() => {
    Date.now = realNow;
    element.remove();
    made.page.wipe();
  });

  it('fresh: loaded when, and nothing more', async () => {
    await draw('dscr-alerts');
    expect(notes()).to.deep.equal([]);
    expect(said(element)).to.contain('Alerts: Loaded 02-Jun-2026 10:30. Refresh');
    expect(await after30(29)).to.deep.equal([]);
  });
  it('older than 30 minutes: how old, and what to do about it', async () => {
    await draw('dscr-alerts');
    expect(await after30(30)).to.deep.equal(['Loaded 02-Jun-2026 10:30, 30 minutes ago. Newer information may exist. Refresh']);
    expect(await after30(47)).to.deep.equal(['Loaded 02-Jun-2026 10:30, 47 minutes ago. Newer information may exist. Refresh']);
    // what changes every minute is no live region
    expect(element.renderRoot.querySelector('[aria-live] .notice')).to.equal(null);
    element.renderRoot.querySelector<HTMLElement>('section > .notice.warn button')!.click();
    await element.settled;
    expect(notes()).to.deep.equal([]);
  });
  it('nothing recorded grows old too', async () => {
    api.answerAll(() => json(bundle([])));
    await draw('dscr-alerts');
    expect(await after30(31)).to.deep.equal(['Loaded 02-Jun-2026 10:30, 31 minutes ago. Newer information may exist. Refresh']);
  });
  it('what could not be loaded, or is not shown, has no age', async () => {
    failing();
    await draw('dscr-alerts');
    expect(await after30(40)).to.deep.equal([]);
  });

  it('a refresh that fails keeps the list, and says so until one succeeds', async () => {
    await draw('dscr-alerts');
    failing();
    made.session.now = () => LOADED + 5 * MINUTE;
    await refresh();
    expect(element.state.sections.alerts).to.deep.include({ state: 'ready', items: 1, loadedAt: '2026-06-02T09:30:00.000Z' });
    expect(notes()).to.deep.equal(['Could not refresh. This was loaded 02-Jun-2026 10:30. Refresh']);
    expect(said(element)).to.contain('Lives alone');
    expect(element.renderRoot.querySelector('section > .notice.warn > [role]')!.getAttribute('role')).to.equal('alert');
    expect(errors).to.deep.equal(['DSCR_API_UNAVAILABLE']);
    await refresh();
    expect(said(element)).to.contain('Lives alone').and.contain('This was loaded 02-Jun-2026 10:30.');
    api.answerAll(one);
    await refresh();
    expect(notes()).to.deep.equal([]);
    expect(said(element)).to.contain('Loaded 02-Jun-2026 10:35. Refresh');
  });
  it('while it is asked for again the list stays, whole, and it says that it is loading', async () => {
    for (const [tag, text] of [['dscr-alerts', 'Lives alone'], ['dscr-results', 'Haemoglobin'], ['dscr-allergies', 'Known allergies']] as const) {
      await draw(tag);
      const held: (() => void)[] = [];
      api.answerAll((asked) => new Promise((resolve) => { held.push(() => resolve(one(asked))); }));
      element.refresh();
      await nextFrame();
      await element.updateComplete;
      const [state] = Object.values(element.state.sections);
      expect(state!.state, tag).to.equal('loading');
      expect(said(element), tag).to.contain(text).and.match(/Loading [a-z]+/);
      expect(said(element), tag).to.not.contain('so far. Still loading');
      while (held.length === 0) await nextFrame();
      const timer = setInterval(() => { for (const give of held.splice(0)) give(); }, 10);
      await element.settled;
      clearInterval(timer);
      expect(said(element), tag).to.contain(text).and.not.match(/Loading [a-z]+/);
      element.remove();
      api.answerAll(one);
    }
  });
  it('a whole record that is asked for again says so at once, while the patient is still looked up', async () => {
    await draw('dscr-record');
    let give = (): void => undefined;
    api.answer('Patient', () => new Promise((resolve) => { give = () => { resolve(json(bundle([PATIENT_A]))); }; }));
    element.refresh();
    expect(Object.values(element.state.sections).map(({ state }) => state)).to.deep.equal(Object.keys(element.state.sections).map(() => 'loading'));
    await nextFrame();
    const alerts = element.renderRoot.querySelector('dscr-alerts')!;
    await alerts.updateComplete;
    expect(said(alerts)).to.contain('Lives alone').and.contain('Loading alerts');
    give();
    await element.settled;
    expect(said(alerts)).to.contain('Lives alone').and.not.contain('Loading alerts');
    expect(Object.values(element.state.sections).map(({ state }) => state)).to.not.contain('loading');
  });
  it('patient details that are not for this role stay so where the patient cannot be looked up again', async () => {
    await draw('dscr-record', { setup: { policy: compilePolicy({ ...POLICY, permit: [{ id: 'all', when: { levels: ['all'] }, sections: ['alerts'] }] }) } });
    const states = (): readonly string[] => Object.values(element.state.sections).map(({ state }) => state);
    expect(states().slice(0, 2)).to.deep.equal(['withheld', 'ready']);
    api.answer('Patient', () => json({}, 500));
    await refresh();
    expect(states().slice(0, 2)).to.deep.equal(['withheld', 'ready']);
  });
  it('a record that is asked for again while it is still loading is settled once it has come again', async () => {
    const held: (() => void)[] = [];
    api.answer('Flag', (asked) => new Promise((resolve) => { held.push(() => resolve(one(asked))); }));
    made = world();
    element = Object.assign(document.createElement('dscr-record'), { patient: A }) as DscrElement;
    document.body.append(element);
    while (held.length === 0) await nextFrame();
    let give = (): void => undefined;
    api.answer('Patient', () => new Promise((resolve) => { give = () => { resolve(json(bundle([PATIENT_A]))); }; }));
    element.refresh();
    let isSettled = false;
    const settled = element.settled.then(() => { isSettled = true; });
    held.shift()!();
    while (element.state.sections.alerts?.state !== 'ready') await nextFrame();
    for (let frames = 0; frames < 5; frames++) await nextFrame();
    expect(isSettled).to.equal(false);
    api.answer('Flag', one);
    give();
    await settled;
    expect(api.types.filter((type) => type === 'Flag')).to.have.length(2);
  });
  it('a look-up that is not answered in time leaves no time for more: what there is stays and says so, and nothing is asked', async () => {
    api.answer('Appointment', () => json({}, 500));
    api.answer('ServiceRequest', () => json({}, 500));
    await draw('dscr-record', { client: { timeoutSeconds: 1 } });
    api.answer('Patient', () => new Promise(() => undefined));
    const before = api.types.length;
    await refresh();
    expect(api.types.slice(before).filter((type) => type !== 'Patient')).to.deep.equal([]);
    expect(Object.values(element.state.sections).map(({ state }) => state)).to.deep.equal(['ready', 'ready', 'ready', 'ready', 'ready', 'unavailable', 'ready', 'ready']);
    for (const tag of ['dscr-demographics', 'dscr-alerts', 'dscr-results']) expect(said(element.renderRoot.querySelector(tag)!), tag).to.contain('Could not refresh. This was loaded 02-Jun-2026 10:30.');
    expect(said(element.renderRoot.querySelector('dscr-appointments')!)).to.contain('It did not answer in time.');
  });
  it('the allergy line above medicines says of itself that it could not be refreshed', async () => {
    await draw('dscr-meds');
    for (const type of ['AllergyIntolerance', 'List', 'Flag']) api.answer(type, () => json({}, 500));
    await refresh();
    const line = said(element.renderRoot.querySelector('.allergies')!);
    expect(line).to.match(/Known allergies Penicillin .*Could not refresh\. This was loaded 02-Jun-2026 10:30\./);
  });
  it('"none recorded", a refusal and another patient keep nothing', async () => {
    api.answerAll(() => json(bundle([])));
    await draw('dscr-alerts');
    failing();
    await refresh();
    expect(element.state.sections.alerts!.state).to.equal('unavailable');
    api.answerAll(one);
    await refresh();
    api.answerAll(() => json(outcome('forbidden'), 403));
    await refresh();
    expect(element.state.sections.alerts!.state).to.equal('withheld');
    expect(said(element)).to.not.contain('Lives alone');
    api.answerAll(one);
    await refresh();
    failing();
    element.refresh();
    element.patient = null;
    expect(said(element)).to.not.contain('Lives alone');
    expect(JSON.stringify(made.page.state('alerts'))).to.equal('{"name":"waiting"}');
  });

  const note = (status: string, name: string, ods: string, last?: string): object => ({
    severity: 'information', code: 'informational', diagnostics: name, details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: status }] },
    extension: [{ url: 'https://dscr.example/StructureDefinition/source-organisation', valueIdentifier: { value: ods } }, ...(last ? [{ url: 'https://dscr.example/StructureDefinition/source-last-update', valueDateTime: last }] : [])],
  });
  it('sources: an old one, and one that does not contribute, are seen without opening anything; a fresh one is not', async () => {
    const notesOf = { resourceType: 'OperationOutcome', issue: [note('answered', 'Old Trust', 'X1', '2026-06-01T09:29:00Z'), note('answered', 'New Trust', 'X2', '2026-06-01T09:31:00Z'),
      note('not-contributing', 'East Practice', 'X3'), note('answered', 'Quiet Trust', 'X4'), note('answered', 'Odd Trust', 'X5', 'soon')] };
    api.answer('Flag', () => json({ ...bundle([resourceOf('Flag', 'a1'), notesOf]), total: 1 }));
    await draw('dscr-alerts', { config: { organisations: [{ ods: 'X3', name: 'East Practice', contributes: { alerts: { live: '2027-01-04' } } },
      { ods: 'X3001', name: 'East Practice, branch', contributes: { alerts: { live: '2027-02-01' } } }] } });
    const seen = [...element.renderRoot.querySelectorAll('section > ul.notice li')].map((line) => said(line));
    expect(seen.filter((line) => line.startsWith('Old'))).to.deep.equal(['Old Trust: last update 01-Jun-2026 10:29. Newer alerts may exist.']);
    expect(seen.filter((line) => line.startsWith('East'))).to.deep.equal(['East Practice does not share alerts here yet (expected 04-Jan-2027). There may be some recorded there.',
      'East Practice, branch does not share alerts here yet (expected 01-Feb-2027). There may be some recorded there.']);
    expect(seen.some((line) => line.startsWith('Odd'))).to.equal(true);
    expect(seen.some((line) => /^(New|Quiet) Trust/.test(line))).to.equal(false);
    const all = said(element.renderRoot.querySelector('.sources')!);
    for (const name of ['Old Trust: last update', 'New Trust: last update 01-Jun-2026 10:31', 'Quiet Trust: time of last update not given.']) expect(all).to.contain(name);
    expect(all, 'only of an old one is it said that newer ones may exist').to.contain('Old Trust: last update 01-Jun-2026 10:29. Newer alerts may exist.').and.to.not.match(/New Trust[^.]*\. Newer/);
    // "Loaded" is another time
    expect(said(element)).to.contain('Loaded 02-Jun-2026 10:30.');
  });

  for (const [tag, where] of [['dscr-meds', '[data-critical]'], ['dscr-record', '[data-critical=allergy-line]']] as const) {
    it(`sources: the allergy line of ${tag} says which are old, do not contribute or share allergies only later, beside a statement of none`, async () => {
      const none = { ...resourceOf('AllergyIntolerance', 'a1'), code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }] }, reaction: undefined };
      const notesOf = (...issue: readonly object[]): void => { api.answer('AllergyIntolerance', () => json({ ...bundle([none, { resourceType: 'OperationOutcome', issue }]), total: 1 })); };
      const line = (): string => said(element.renderRoot.querySelector(`${where} .allergies`)!);
      const mark = (): string => said(element.renderRoot.querySelector('.marks') ?? document.createElement('p'));
      notesOf(note('answered', 'New Trust', 'X2', '2026-06-02T09:00:00Z'));
      await draw(tag);
      expect(line()).to.match(/^No known allergies Stated by [^.]*\.$/);
      if (tag === 'dscr-record') expect(mark()).to.contain('No known allergies');
      element.remove();
      notesOf(note('answered', 'Old Trust', 'X1', '2026-06-01T09:29:00Z'), note('answered', 'New Trust', 'X2', '2026-06-02T09:00:00Z'), note('not-contributing', 'East Practice', 'X3'));
      await draw(tag, { config: { organisations: [{ ods: 'X6', name: 'Later Trust', contributes: { allergies: { live: '2027-01-04' } } }] } });
      for (const text of ['Old Trust: last update 01-Jun-2026 10:29. Newer allergies may exist.', 'East Practice does not share allergies here yet. There may be some recorded there.', 'Later Trust does not share allergies here yet (expected 04-Jan-2027).']) expect(line()).to.contain(text);
      expect(line()).to.not.contain('New Trust');
      expect(mark()).to.not.contain('No known');
    });
  }

  for (const slow of ['Flag', 'Consent', 'DocumentReference']) {
    it(`sources: who answered for alerts contributes to them, whatever it says of documents or of a type it has none of, and whoever comes last (${slow})`, async () => {
      const answers = (type: string, status: string): void => {
        api.answer(type, async () => {
          if (type === slow) await new Promise((later) => { setTimeout(later, 20); });
          return json({ ...bundle([{ resourceType: 'OperationOutcome', issue: [note(status, 'North Hospital', 'X1', '2026-06-02T09:00:00Z')] }]), total: 0 });
        });
      };
      answers('Flag', 'answered');
      answers('Consent', 'not-contributing');
      answers('DocumentReference', 'not-contributing');
      await draw('dscr-alerts');
      expect(said(element)).not.to.contain('does not share');
      expect(said(element)).to.contain('North Hospital: last update 02-Jun-2026 10:00.');
    });
  }

  // last: whoever woke once has woken
  it('woken from sleep: a list of before says so, at whatever age', async () => {
    await draw('dscr-alerts');
    Date.now = () => realNow() + 4 * MINUTE;
    expect(await after30(4, 'pageshow')).to.deep.equal([]);
    Date.now = () => realNow() + 10 * MINUTE;
    expect(await after30(10, 'pageshow')).to.deep.equal(['Loaded 02-Jun-2026 10:30, 10 minutes ago. Newer information may exist. Refresh']);
    made.session.now = () => LOADED + 11 * MINUTE;
    await refresh();
    expect(notes()).to.deep.equal([]);
  });
});
