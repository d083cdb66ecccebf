import { expect } from '@open-wc/testing';
import { api, bundle, json, outcome, startApi, TYPES, worker, type Answer, type Asked, type Type } from './api.js';
import { resourceOf } from './record.js';
import { A, ALL, PATIENT_A, PATIENT_B, said, world, type World, type WorldOptions } from './world.js';
import type { PublicSection } from '../../src/element/public-state.js';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { SectionId } from '../../src/record/sections.js';

/**
 * Every section × every way an API can answer (contract section 4; words.md). The tables are written from the contract, by hand: no
 * sentence and no number in this file is taken from the code.
 */
const TAGS: Readonly<Record<SectionId, string>> = {
  demographics: 'dscr-demographics', alerts: 'dscr-alerts', allergies: 'dscr-allergies', medications: 'dscr-meds', results: 'dscr-results',
  appointments: 'dscr-appointments', 'care-plans': 'dscr-care-plans', documents: 'dscr-documents',
};
const HEADINGS: Readonly<Record<SectionId, string>> = {
  demographics: 'Patient details', alerts: 'Alerts', allergies: 'Allergies', medications: 'Medicines', results: 'Results',
  appointments: 'Appointments and referrals', 'care-plans': 'Care plans', documents: 'Documents',
};
const NOUNS: Readonly<Record<SectionId, string>> = {
  demographics: 'patient details', alerts: 'alerts', allergies: 'allergies', medications: 'medicines', results: 'results',
  appointments: 'appointments and referrals', 'care-plans': 'care plans', documents: 'documents',
};
const NONE: Readonly<Partial<Record<SectionId, string>>> = {
  alerts: 'No alerts recorded in the shared care record. Loaded 02-Jun-2026 10:30. Other systems may hold alerts.',
  allergies: 'There is no current entry, and no statement that the patient has none. Check with the patient.',
  medications: 'No medicines recorded in the shared care record. Loaded 02-Jun-2026 10:30.',
  results: 'No results recorded in the shared care record. Loaded 02-Jun-2026 10:30.',
  appointments: 'No appointments or referrals recorded in the shared care record. Loaded 02-Jun-2026 10:30.',
  'care-plans': 'No care plans recorded in the shared care record. Loaded 02-Jun-2026 10:30.',
  documents: 'No documents recorded in the shared care record. Loaded 02-Jun-2026 10:30.',
};
/** How many resources, of how many types of its own, each section has where every type answers with one. The Patient itself is one. */
const OWN: Readonly<Record<SectionId, readonly Type[]>> = {
  demographics: ['RelatedPerson'], alerts: ['Flag'], allergies: ['AllergyIntolerance'], medications: ['MedicationRequest', 'MedicationStatement', 'MedicationDispense'],
  results: ['Observation', 'DiagnosticReport', 'ImagingStudy'], appointments: ['Appointment', 'ServiceRequest'], 'care-plans': ['CarePlan', 'Goal', 'CareTeam'], documents: ['DocumentReference'],
};
const COUNTED: Readonly<Record<SectionId, number>> = { demographics: 2, alerts: 1, allergies: 1, medications: 3, results: 3, appointments: 2, 'care-plans': 3, documents: 1 };
/** Words of the resource of each type, as the API sends them. */
const TEXT: Readonly<Partial<Record<Type, string>>> = {
  RelatedPerson: 'KIN', Flag: 'Lives alone', AllergyIntolerance: 'Penicillin', MedicationRequest: 'Amlodipine 5mg tablets', MedicationStatement: 'Aspirin 75mg tablets',
  Observation: 'Haemoglobin', DiagnosticReport: 'Full blood count', ImagingStudy: 'Chest X-ray', Appointment: 'Cardiology clinic', ServiceRequest: 'Referral to physiotherapy',
  CarePlan: 'Diabetes care plan', Goal: 'Walk every day', CareTeam: 'Community team', DocumentReference: 'Discharge letter',
};

const text = (body: string, type: string, status = 200): Response => new Response(body, { status, headers: { 'content-type': type } });
const one = ({ type }: Asked): Response => json(bundle([resourceOf(type as Type, 'a1')]));

/** Draws each section by itself, all on one page, and waits until nothing is loading. */
let shown: readonly DscrElement[] = [];
let made: World;
async function draw(options: WorldOptions = {}): Promise<void> {
  made = world(options);
  shown = ALL.map((id) => Object.assign(document.createElement(TAGS[id]), { patient: A }) as unknown as DscrElement);
  document.body.append(...shown);
  await Promise.all(shown.map((element) => element.settled));
  await Promise.all(shown.map((element) => element.updateComplete));
}
const at = (id: SectionId): DscrElement => shown[ALL.indexOf(id)]!;
const stateOf = (id: SectionId): PublicSection => at(id).state.sections[id]!;
const headingOf = (id: SectionId): string => said(at(id).renderRoot.querySelector(`#section-${id}`)!);
const buttonsOf = (id: SectionId): string[] => [...at(id).renderRoot.querySelectorAll('section button')].map((button) => said(button));
const numbers = ({ state, items, received, shown: seen, unshown, gaps }: PublicSection): object => ({ state, items, received, shown: seen, unshown, gaps });
const settledAs = (state: string, counts: number, gaps: readonly object[] = [], unshown = 0): object =>
  ({ state, items: counts - unshown, received: counts, shown: counts - unshown, unshown, gaps });
const UUID = '[0-9a-f]{8}-[0-9a-f-]{27}';
const without = (id: SectionId): void => {
  // "None" is never said where anything failed or is missing.
  expect(said(at(id)), id).to.not.match(/\bNo (alerts|medicines|results|appointments|care plans|documents|known allerg)/i);
};

describe('each section in each state', () => {
  before(async function () {
    this.timeout(20_000);
    await startApi();
  });
  after(() => { void worker.stop(); });
  beforeEach(() => { api.reset([PATIENT_A, PATIENT_B]); });
  afterEach(() => {
    // A live region holds what is told, and nothing to be pressed, filled in or told by another one; a button alike in eight sections says of which.
    const found = shown.flatMap(({ renderRoot, localName }) => [...renderRoot.querySelectorAll('section :is([aria-live], [role=status], [role=alert]) :is(form, button, [aria-live], [role=status], [role=alert])')]
      // the way to what is counted stands in its sentence
      .filter((node) => said(node) !== 'Show').map((node) => `${localName}: ${node.outerHTML}`));
    const nameless = shown.flatMap(({ renderRoot, localName }) => [...renderRoot.querySelectorAll('section button')].filter((button) => /^(Refresh|Try again)$/.test(said(button)))
      .filter((button) => !/\w/.test(button.getAttribute('aria-describedby') ? said(renderRoot.querySelector(`#${button.getAttribute('aria-describedby')!}`)!) : '')).map(() => localName));
    // Eight sections may tell one after the other; and Orca passes over a status whose words are not in a block of their own.
    const mute = shown.flatMap(({ renderRoot, localName }) => [
      ...[...renderRoot.querySelectorAll('section > [aria-live]')].filter((one) => /^Loaded/.test(said(one))),
      ...[...renderRoot.querySelectorAll('[role=status]')].filter((one) => getComputedStyle(one).display === 'inline' || [...one.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')),
    ].map((one) => `${localName}: ${one.outerHTML}`));
    for (const element of shown) element.remove();
    made.page.wipe();
    expect(found).to.deep.equal([]);
    expect(nameless).to.deep.equal([]);
    expect(mute).to.deep.equal([]);
  });

  const CAUSES = { fault: 'It reported a fault.', refused: 'It did not accept the request.', unreadable: 'Its answer could not be read.', timeout: 'It did not answer in time.', none: 'There is no connection to the shared care record.' } as const;
  const FAILURES: readonly (readonly [name: string, cause: keyof typeof CAUSES, answer: Answer, options?: WorldOptions])[] = [
    ['500', 'fault', () => json({}, 500)],
    ['503', 'fault', () => json(outcome('transient'), 503)],
    ['401', 'refused', () => json(outcome('login'), 401)],
    ['403 without OperationOutcome', 'refused', () => text('<h1>Forbidden</h1>', 'text/html', 403)],
    ['404', 'refused', () => json({}, 404)],
    ['404 with OperationOutcome', 'refused', () => json(outcome('not-found'), 404)],
    ['429', 'fault', () => json(outcome('throttled'), 429)],
    ['HTML 200', 'unreadable', () => text('<!doctype html><title>Sign in</title><p>Please sign in', 'text/html')],
    ['cut-off JSON', 'unreadable', ({ type }) => text(JSON.stringify(bundle([resourceOf(type as Type, 'a1')])).slice(0, -20), 'application/fhir+json')],
    ['a single resource', 'unreadable', ({ type }) => json(resourceOf(type as Type, 'a1'))],
    ['an OperationOutcome with 200', 'unreadable', () => json(outcome('exception'))],
    ['a Bundle that is no searchset', 'unreadable', () => json({ ...bundle([]), type: 'batch-response' })],
    ['no connection', 'none', () => Response.error()],
    ['timeout', 'timeout', () => new Promise(() => undefined), { client: { timeoutSeconds: 1 } }],
  ];
  for (const [name, cause, answer, options] of FAILURES) {
    it(`${name}: could not be loaded, and why`, async () => {
      api.answerAll(answer);
      await draw(options);
      for (const id of ALL) {
        if (id === 'demographics') {
          // The patient is known: what stands beside it is missing, and that is said.
          expect(numbers(stateOf(id))).to.deep.equal(settledAs('ready', 1, [{ kind: 'source-silent' }]));
          expect(said(at(id))).to.contain('did not answer. Its patient details may be missing here.');
          continue;
        }
        expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('unavailable', 0));
        expect(stateOf(id).loadedAt, id).to.equal(null);
        if (id === 'allergies') {
          expect(headingOf(id)).to.equal('Allergies unavailable');
          expect(said(at(id))).to.contain(`${CAUSES[cause]} Check another way before prescribing or giving medicines.`);
        } else {
          expect(headingOf(id)).to.equal(`${HEADINGS[id]} could not be loaded`);
          expect(said(at(id))).to.match(new RegExp(`${CAUSES[cause].replaceAll('.', '\\.')} There may be ${NOUNS[id]} recorded\\. If this goes on, contact the desk, reference ${UUID}\\.`));
        }
        expect(buttonsOf(id), id).to.contain('Try again');
        without(id);
      }
    });
  }

  it('401: the token is renewed once for each request, and no more', async () => {
    api.answerAll(() => json(outcome('login'), 401));
    await draw();
    const asked = api.types.length;
    expect(asked).to.be.greaterThan(0);
    expect(made.session.reasons.filter((reason) => reason === '401').length).to.equal(asked / 2);
  });

  it('403 with OperationOutcome: not released', async () => {
    api.answerAll(() => json(outcome('forbidden'), 403));
    await draw();
    for (const id of ALL) {
      if (id === 'demographics') {
        expect(numbers(stateOf(id))).to.deep.equal(settledAs('ready', 1, [{ kind: 'not-released' }]));
        expect(said(at(id))).to.contain('Some patient details were not released to you:');
        continue;
      }
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('withheld', 0));
      const sentence = new RegExp(`The shared care record did not release ${NOUNS[id]} to you for this patient\\. There may be some recorded\\. Contact [^.]+, reference ${UUID}\\.`);
      expect(said(at(id)), id).to.match(sentence);
      expect(headingOf(id)).to.equal(id === 'allergies' ? 'Allergies unavailable' : `${HEADINGS[id]}: not released`);
      if (id === 'allergies') expect(said(at(id))).to.contain('Check another way before prescribing or giving medicines.');
      without(id);
    }
  });

  const EMPTY: readonly (readonly [name: string, answer: Answer])[] = [
    ['an empty Bundle', () => json(bundle([]))],
    ['an empty Bundle without total or entry', () => json({ resourceType: 'Bundle', type: 'searchset' })],
  ];
  for (const [name, answer] of EMPTY) {
    it(`${name}: none recorded`, async () => {
      api.answerAll(answer);
      await draw();
      for (const id of ALL) {
        const none = NONE[id];
        if (none === undefined) {
          expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', 1));
          continue;
        }
        expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('none-recorded', 0));
        expect(stateOf(id).loadedAt, id).to.equal('2026-06-02T09:30:00.000Z');
        expect(headingOf(id)).to.equal(id === 'allergies' ? 'Allergies not recorded' : HEADINGS[id]);
        expect(said(at(id)), id).to.contain(none);
      }
    });
  }

  it('a Bundle without total: everything in it is shown', async () => {
    api.answerAll(({ type }) => { const { total: _, ...rest } = bundle([resourceOf(type as Type, 'a1')]) as { readonly total: number }; return json(rest); });
    await draw();
    for (const id of ALL) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', COUNTED[id]));
      expect(stateOf(id).loadedAt).to.equal('2026-06-02T09:30:00.000Z');
      expect(headingOf(id)).to.equal(id === 'allergies' ? 'Known allergies' : HEADINGS[id]);
      for (const type of OWN[id]) if (TEXT[type]) expect(said(at(id)), `${id}: ${type}`).to.contain(TEXT[type]);
      without(id);
    }
  });

  it('an OperationOutcome entry with total 0: the API warns, so nothing is "none"', async () => {
    api.answerAll(({ type }) => json({ ...bundle([outcome('incomplete', { details: { text: 'One store was not asked.' } }), ...(type === 'Observation' ? [outcome('incomplete', { details: { text: 'Nor was another.' } })] : [])]), total: 0 }));
    await draw();
    for (const id of ALL) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', id === 'demographics' ? 1 : 0, [{ kind: 'warned' }]));
      expect(said(at(id)), id).to.contain('The shared care record says this list may be incomplete. One store was not asked.');
      // Every query of a section was warned of the same: it is said once, and beside it what else there is.
      expect(at(id).renderRoot.querySelectorAll('[data-gap="warned"]'), id).to.have.length(id === 'results' ? 2 : 1);
      if (id === 'allergies') expect(headingOf(id)).to.equal('Allergies unavailable');
      without(id);
    }
  });

  it('an OperationOutcome entry that says something was held back', async () => {
    api.answerAll(() => json({ ...bundle([outcome('suppressed')]), total: 0 }));
    await draw();
    for (const id of ALL) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', id === 'demographics' ? 1 : 0, [{ kind: 'withheld-at-source' }]));
      expect(said(at(id)), id).to.contain(`Some ${NOUNS[id]} are held back by their source.`);
      if (id === 'allergies') expect(headingOf(id)).to.equal('Allergies unavailable');
      without(id);
    }
  });

  it('an organisation that withholds one type and is silent for another: both are said', async () => {
    const note = (status: string): object => outcome('informational', { diagnostics: 'Beta Trust', details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: status }] } });
    for (const order of [['Observation', 'DiagnosticReport'], ['DiagnosticReport', 'Observation']] as const) {
      order.forEach((type, index) => { api.answer(type, () => json(bundle([note(['withheld', 'not-answering'][index]!)], { total: 0 }))); });
      await draw();
      expect(stateOf('results').gaps.map(({ kind }) => kind).sort()).to.deep.equal(['source-silent', 'withheld-at-source']);
      expect(said(at('results'))).to.contain('Beta Trust did not answer. Its results may be missing here.').and.to.contain('Some results are held back by Beta Trust.');
      expect(at('results').renderRoot.querySelectorAll('.sources li')).to.have.length(1);
      for (const element of shown) element.remove();
      made.page.wipe();
    }
  });

  it('a later version on a later page counts, drawn whole or page by page', async () => {
    const page = (versionId: string, url: URL, more: object): Response => {
      const isNext = url.searchParams.has('page');
      const resource = (type: Type): object => ({ ...resourceOf(type, 'a1'), meta: { versionId: isNext ? versionId : '5' }, ...(isNext && more) });
      const type = url.pathname.split('/')[2] as Type;
      return json({ ...bundle([resource(type)]), ...(!isNext && { link: [{ relation: 'next', url: `${url.pathname}?page=2` }] }) });
    };
    const wrong = { status: 'entered-in-error', verificationStatus: { coding: [{ code: 'entered-in-error' }] } };
    for (const [version, counts] of [['6', [0, 1]], ['4', [1, 0]]] as const) {
      for (const type of ['Flag', 'Observation', 'AllergyIntolerance'] as const) api.answer(type, ({ url }) => page(version, url, wrong));
      await draw();
      for (const id of ['alerts', 'results', 'allergies'] as const) {
        const { received, shown: seen, unshown, gaps } = stateOf(id);
        expect([received, seen, unshown], id).to.deep.equal([1, ...counts]);
        expect(gaps, id).to.deep.equal(counts[1] ? [{ kind: 'in-error', count: 1 }] : []);
      }
      for (const element of shown) element.remove();
      made.page.wipe();
    }
  });

  it('what came by _include alone is counted where it is of the section’s own types, once, and is this patient’s', async () => {
    const included = [resourceOf('Goal', 'a1', 'g1'), { ...resourceOf('CareTeam', 'a1', 't1'), participant: [{ member: { display: 'Nurse Jo' } }] }, { ...resourceOf('Goal', 'b1', 'g2'), description: { text: 'OF ANOTHER' } }, { ...resourceOf('Goal', 'a1', 'g3'), lifecycleStatus: 'entered-in-error' }, resourceOf('Flag', 'a1'), { ...resourceOf('Goal', 'a1'), id: undefined }];
    const plan = { ...resourceOf('CarePlan', 'a1'), goal: [{ reference: 'Goal/g1' }], careTeam: [{ reference: 'CareTeam/t1' }] };
    api.answer('metadata', () => json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource: ['Patient', 'CarePlan', 'CareTeam'].map((type) => ({ type, searchInclude: ['*'] })) }] }));
    api.answer('CarePlan', () => json({ ...bundle([plan]), entry: [{ resource: plan, search: { mode: 'match' } }, ...[...included, included[0]].map((resource) => ({ resource, search: { mode: 'include' } }))] }));
    api.answer('CareTeam', () => json(bundle([included[1]])));
    await draw();
    expect(numbers(stateOf('care-plans'))).to.deep.equal({ state: 'ready', items: 1, received: 5, shown: 3, unshown: 2, gaps: [{ kind: 'other-patient', count: 1 }, { kind: 'in-error', count: 1 }] });
    for (const one of at('care-plans').renderRoot.querySelectorAll('details')) one.open = true;
    await at('care-plans').updateComplete;
    expect(said(at('care-plans'))).to.contain('Walk every day').and.to.contain('Nurse Jo').and.not.to.contain('OF ANOTHER');
  });

  it("another patient's resource: counted, left out, never drawn", async () => {
    api.answerAll(({ type }) => json(bundle([resourceOf(type as Type, 'b1')])));
    await draw();
    for (const id of ALL) {
      const mine = id === 'demographics' ? 1 : 0;
      const theirs = COUNTED[id] - mine;
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', COUNTED[id], [{ kind: 'other-patient', count: theirs }], theirs));
      expect(said(at(id)), id).to.match(new RegExp(`${theirs} entries were left out because they are not clearly this patient's\\. Tell the desk, reference ${UUID}\\.`));
      if (mine === 0 && id !== 'allergies') expect(said(at(id)), id).to.contain(`${theirs} entries were received but cannot be shown. See below.`);
      if (id === 'allergies') expect(headingOf(id)).to.equal('Allergies unavailable');
      for (const type of OWN[id]) if (TEXT[type]) expect(said(at(id)), `${id}: ${type}`).to.not.contain(TEXT[type]);
      without(id);
    }
  });

  it('recorded in error: apart, and never "none"', async () => {
    api.answerAll(({ type }) => json(bundle([{ ...resourceOf(type as Type, 'a1'), status: 'entered-in-error', ...(type === 'AllergyIntolerance' && { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }) }])));
    await draw();
    for (const id of ALL.filter((one) => one !== 'demographics')) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', COUNTED[id], [{ kind: 'in-error', count: COUNTED[id] }], COUNTED[id]));
      expect(said(at(id)), id).to.contain(`${COUNTED[id]} entries recorded in error are listed apart.`);
      expect(headingOf(id)).to.equal(id === 'allergies' ? 'Allergies not recorded' : HEADINGS[id]);
      if (id === 'allergies') expect(said(at(id))).to.contain('0 ended, 0 refuted, 1 recorded in error');
      // a list of nothing would be told as a list all the same
      expect([...at(id).renderRoot.querySelectorAll('ul, dl')].filter((list) => list.children.length === 0), id).to.deep.equal([]);
      without(id);
    }
  });

  it('what cannot be read: counted, and as received behind a button', async () => {
    api.answerAll(({ type }) => json({ ...bundle([]), total: 1, entry: [{ resource: { resourceType: type, id: 'x', ...(type === 'AllergyIntolerance' || type === 'RelatedPerson' ? { patient: { reference: 'Patient/a1' } } : { subject: { reference: 'Patient/a1' } }) } }] }));
    await draw();
    // A Flag and an entry of nothing but a subject is still a Flag, which a section may show as "Not recorded": those sections are checked in their own tests.
    for (const id of ['medications', 'results', 'care-plans', 'documents'] as const) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', COUNTED[id], [{ kind: 'unreadable', count: COUNTED[id] }], COUNTED[id]));
      expect(said(at(id)), id).to.contain(`${COUNTED[id]} entries could not be shown because they could not be read.`);
      expect(said(at(id)), id).to.contain(`${COUNTED[id]} entries were received but cannot be shown. See below.`);
      expect([...at(id).renderRoot.querySelectorAll('summary')].map((summary) => said(summary)), id).to.contain('Show what was received');
      without(id);
    }
  });

  for (const name of ['verificationStatus', 'meta', 'extra']) {
    it(`nested without end (${name}): the other entries are shown, and nothing loads for ever`, async () => {
      const deep = `${'{"coding":['.repeat(9000)}{}${']}'.repeat(9000)}`;
      const value = name === 'meta' ? `{"security":${deep}}` : deep;
      api.answerAll(({ type }) => text(JSON.stringify(bundle([{ ...resourceOf(type as Type, 'a1'), [name]: 'DEEP' }, resourceOf(type as Type, 'a1', 'plain')])).replace('"DEEP"', value), 'application/fhir+json'));
      await draw();
      for (const id of ALL) {
        const { state, received, shown: seen, unshown, gaps } = stateOf(id);
        expect([state, received], id).to.deep.equal(['ready', OWN[id].length * 2 + (id === 'demographics' ? 1 : 0)]);
        expect(seen, id).to.be.greaterThanOrEqual(OWN[id].length);
        expect([seen + unshown, gaps.reduce((sum, { count = 0 }) => sum + count, 0)], id).to.deep.equal([received, unshown]);
      }
    });
  }

  it('the second page fails: what came is shown, and that loading stopped', async () => {
    api.answerAll(({ type, url }) => (url.searchParams.has('page') ? json({}, 500)
      : json({ ...bundle([resourceOf(type as Type, 'a1')]), total: 9, link: [{ relation: 'next', url: `https://api.example/fhir/${type}?page=2` }] })));
    await draw();
    for (const id of ALL) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', COUNTED[id], [{ kind: 'stopped' }]));
      const counted = id === 'allergies' ? 'allergy entries' : NOUNS[id];
      expect(said(at(id)), id).to.contain(`${COUNTED[id]} ${counted} loaded, then loading stopped. There may be more.`);
      expect(at(id).renderRoot.querySelectorAll('[data-gap="stopped"]'), id).to.have.length(1);
      expect(headingOf(id)).to.equal(id === 'allergies' ? 'Known allergies' : HEADINGS[id]);
      if (id === 'allergies') expect(said(at(id))).to.contain('This list may be incomplete:');
      expect(buttonsOf(id), id).to.contain('Try again');
      without(id);
    }
  });

  it('the second page fails and the first was empty: could not be loaded', async () => {
    api.answerAll(({ type, url }) => (url.searchParams.has('page') ? json({}, 500) : json({ ...bundle([]), total: 9, link: [{ relation: 'next', url: `https://api.example/fhir/${type}?page=2` }] })));
    await draw();
    for (const id of ALL.filter((one) => one !== 'demographics')) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('unavailable', 0));
      without(id);
    }
  });

  it('more than this screen can hold: how many, of how many', async () => {
    api.answerAll(({ type }) => json({ ...bundle([resourceOf(type as Type, 'a1'), resourceOf(type as Type, 'a1', 'second')]), total: 40 }));
    await draw({ client: { maxItems: 1 } });
    for (const id of ALL) {
      expect(numbers(stateOf(id)), id).to.deep.include({ state: 'ready', items: COUNTED[id], unshown: 0 });
      expect(stateOf(id).gaps.map((gap) => gap.kind), id).to.deep.equal(['limit']);
      expect(said(at(id)), id).to.match(/Showing (the newest )?\d+ of (at least )?\d+ .*, the most this screen can hold\. Others are not shown\./);
      without(id);
    }
  });

  it('of several types, what was cut off is one number of the section', async () => {
    const many = (type: Type, count: number): readonly object[] => Array.from({ length: count }, (_none, index) => resourceOf(type, 'a1', `${type}-${index}`));
    api.answerAll(() => json(bundle([])));
    api.answer('MedicationRequest', () => json(bundle(many('MedicationRequest', 13))));
    api.answer('MedicationStatement', () => json(bundle(many('MedicationStatement', 10))));
    await draw({ client: { maxItems: 10 } });
    expect(stateOf('medications').gaps).to.deep.equal([{ kind: 'limit', count: 3 }]);
    expect(said(at('medications').renderRoot)).to.contain('Showing 20 of 23 medicines, the most this screen can hold. Others are not shown.').and.contain('Current (20 shown)');
  });

  it('more documents than this screen can hold: the newest, where their order was checked', async () => {
    api.answerAll(({ type }) => json({ ...bundle([resourceOf(type as Type, 'a1'), { ...resourceOf(type as Type, 'a1', 'second'), ...(type === 'DocumentReference' && { date: '2026-04-03T10:00:00Z' }) }, resourceOf(type as Type, 'a1', 'third')]), total: 40 }));
    await draw({ client: { maxItems: 2 } });
    expect(said(at('documents'))).to.contain('Showing the newest 2 of 40 documents, the most this screen can hold.');
    for (const id of ALL.filter((one) => one !== 'documents')) expect(said(at(id)), id).to.not.contain('the newest');
  });

  it('how many there are of a kind is said only where none can be missing', async () => {
    const COUNTING = ['medications', 'results', 'appointments', 'care-plans'] as const;
    const more: Answer = ({ type, url }) => (url.searchParams.has('page') ? json({}, 500) : json({ ...bundle([resourceOf(type as Type, 'a1')]), link: [{ relation: 'next', url: `https://api.example/fhir/${type}?page=2` }] }));
    /** `(2 of 3 shown)`: every number of entries */
    const counts = (id: SectionId): readonly string[] => said(at(id).renderRoot).match(/\(\d[^)]*\)/g) ?? [];
    const isCounted = (id: SectionId): boolean => {
      const all = counts(id);
      const partly = all.filter((count) => /^\([1-9].* shown\)$/.test(count));
      expect([0, all.length], `${id}: ${all.join()}`).to.include(partly.length);
      return partly.length < all.length;
    };
    const other = (asked: Asked): Response => (COUNTING.some((id) => OWN[id][1] === asked.type) ? json(bundle([])) : one(asked));
    const CASES: readonly (readonly [name: string, whole: boolean, answer: Answer, options?: WorldOptions])[] = [
      ['whole', true, one], ['stopped', false, more], ['cut off', false, more, { client: { maxItems: 1 } }],
      ['one type failed', false, (asked) => (COUNTING.some((id) => OWN[id][1] === asked.type) ? json({}, 500) : one(asked))],
      ['one type not released', false, (asked) => (COUNTING.some((id) => OWN[id][1] === asked.type) ? json(outcome('forbidden'), 403) : one(asked))],
      ['a source is silent', false, (asked) => json(bundle([resourceOf(asked.type as Type, 'a1'), { ...outcome('incomplete'), id: 'o' }]))],
      ['nothing of one type', true, other],
    ];
    for (const [name, whole, answer, options] of CASES) {
      api.reset([PATIENT_A, PATIENT_B]);
      api.answerAll(answer);
      await draw(options);
      for (const id of COUNTING) expect(isCounted(id), `${id}, ${name}: ${said(at(id).renderRoot)}`).to.equal(whole);
      for (const element of shown) element.remove();
      made.page.wipe();
    }
    // nor where a rule may hide some from this role
    api.reset([PATIENT_A, PATIENT_B]);
    api.answerAll(one);
    await draw({ level: 'labelled' });
    expect([isCounted('results'), isCounted('medications')]).to.deep.equal([false, true]);
    expect(counts('results')[0]).to.equal('(1 test, 1 result, 1 report shown)');
  });
  it('a list of which nothing came is not said to hold nought', async () => {
    api.answerAll(({ type }) => (type === 'MedicationStatement' ? json({}, 500) : json(bundle(type === 'MedicationDispense' ? [resourceOf(type, 'a1')] : []))));
    await draw();
    const headings = (): readonly string[] => [...at('medications').renderRoot.querySelectorAll('h3')].map((heading) => said(heading));
    expect(headings()).to.deep.equal(['Current', 'Dispensed: not linked to a course (1 shown)']);
    api.answer('MedicationStatement', () => json(bundle([])));
    await at('medications').refresh();
    await at('medications').settled;
    await at('medications').updateComplete;
    expect(headings()).to.deep.equal(['Current (0)', 'Dispensed: not linked to a course (1)']);
  });

  // One of several queries fails: every type that a section asks for beside others.
  const BESIDE: readonly (readonly [Type, readonly SectionId[]])[] = [
    ['RelatedPerson', ['demographics']], ['List', ['allergies', 'medications', 'results', 'appointments']], ['Flag', ['allergies']], ['AllergyIntolerance', []],
    ['MedicationRequest', ['medications']], ['MedicationStatement', ['medications']], ['MedicationDispense', ['medications']],
    ['Observation', ['results']], ['DiagnosticReport', ['results']], ['ImagingStudy', ['results']], ['ServiceRequest', ['results', 'appointments']],
    ['DocumentReference', ['alerts']], ['Appointment', ['appointments']], ['CarePlan', ['care-plans']], ['Goal', ['care-plans']], ['CareTeam', ['care-plans']],
  ];
  for (const [type, sections] of BESIDE) {
    it(`${type} alone fails, is not released, or fails where there is nothing else`, async () => {
      api.answerAll(one);
      api.answer(type, () => json({}, 500));
      await draw();
      for (const id of sections) {
        const left = COUNTED[id] - (OWN[id].includes(type) ? 1 : 0);
        expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', left, [{ kind: 'source-silent' }]));
        expect(said(at(id)), id).to.contain(`did not answer. Its ${NOUNS[id]} may be missing here.`);
        if (id === 'allergies') expect(headingOf(id)).to.equal('Known allergies');
        without(id);
      }
      // Sections that do not ask for it are none the worse for it.
      for (const id of ALL.filter((other) => !sections.includes(other) && !OWN[other].includes(type))) expect(stateOf(id).gaps, id).to.deep.equal([]);

      for (const element of shown) element.remove();
      api.answer(type, () => json(outcome('forbidden'), 403));
      await draw();
      for (const id of sections) {
        const left = COUNTED[id] - (OWN[id].includes(type) ? 1 : 0);
        expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', left, [{ kind: 'not-released' }]));
        expect(said(at(id)), id).to.contain(`Some ${NOUNS[id]} were not released to you:`);
        without(id);
      }

      for (const element of shown) element.remove();
      api.answerAll(() => json(bundle([])));
      api.answer(type, () => json({}, 500));
      await draw();
      for (const id of sections.filter((other) => other !== 'demographics')) {
        expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('unavailable', 0));
        without(id);
      }
      for (const id of ALL.filter((other) => !sections.includes(other) && !OWN[other].includes(type) && other !== 'demographics')) expect(stateOf(id).state, id).to.equal('none-recorded');
    });
  }

  it('some not released and the rest failed, with nothing to show: could not be loaded', async () => {
    api.answerAll(() => json({}, 500));
    for (const type of ['MedicationRequest', 'Observation', 'Appointment', 'CarePlan', 'List']) api.answer(type, () => json(outcome('forbidden'), 403));
    await draw();
    for (const id of ['medications', 'results', 'appointments', 'care-plans', 'allergies'] as const) expect(stateOf(id).state, id).to.equal('unavailable');
  });

  it('some not released and the rest empty: neither "none" nor withheld', async () => {
    for (const type of ['MedicationRequest', 'Observation', 'Appointment', 'CarePlan', 'AllergyIntolerance']) api.answer(type, () => json(outcome('forbidden'), 403));
    await draw();
    for (const id of ['medications', 'results', 'appointments', 'care-plans', 'allergies'] as const) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', 0, [{ kind: 'not-released' }]));
      without(id);
    }
  });

  it('a type the API does not serve is not asked; without its main type a section could not be loaded', async () => {
    const served = TYPES.filter((type) => !['Flag', 'List', 'ImagingStudy', 'DocumentReference', 'AllergyIntolerance', 'CareTeam'].includes(type));
    api.answer('metadata', () => json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource: served.map((type) => ({ type, interaction: [{ code: 'search-type' }] })) }] }));
    api.answerAll(one);
    await draw();
    expect(new Set(api.types)).to.deep.equal(new Set(served));
    for (const id of ['alerts', 'documents', 'allergies'] as const) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('unavailable', 0));
      without(id);
    }
    expect(numbers(stateOf('results'))).to.deep.equal(settledAs('ready', 2));
    expect(numbers(stateOf('care-plans'))).to.deep.equal(settledAs('ready', 2));
    expect(numbers(stateOf('medications'))).to.deep.equal(settledAs('ready', 3));
  });

  it('a role that may not see a section: nothing is asked for it', async () => {
    api.answerAll(one);
    await draw({ level: 'desk' });
    expect(new Set(api.types)).to.deep.equal(new Set(['RelatedPerson']));
    for (const id of ALL.filter((other) => other !== 'demographics')) {
      expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('withheld', 0));
      if (id === 'allergies') {
        expect(headingOf(id)).to.match(/^Allergies(: not shown to your role| unavailable)$/);
        expect(said(at(id))).to.match(/Not shown to your role\.|Your role \(Nurse, Example Hospital\) does not include allergies\./);
      } else {
        expect(headingOf(id)).to.equal(`${HEADINGS[id]}: not shown to your role`);
        expect(said(at(id)), id).to.contain(`Your role (Nurse, Example Hospital) does not include ${NOUNS[id]}. There may be some recorded. If you need them for your work, contact local IT.`);
      }
      without(id);
    }
  });

  it('a label rule: the labelled are in no number, that it applies is always said, nothing is "none"', async () => {
    const labelled = (type: Type): object => ({ ...resourceOf(type, 'a1'), meta: { security: [{ code: 'HIV' }] } });
    api.answer('Flag', () => json(bundle([labelled('Flag')])));
    api.answer('Observation', () => json(bundle([labelled('Observation'), resourceOf('Observation', 'a1', 'plain')])));
    await draw({ level: 'labelled' });
    expect(numbers(stateOf('alerts'))).to.deep.equal(settledAs('ready', 0));
    expect(said(at('alerts'))).to.contain('Nothing is shown here for your role. Information may still be recorded.');
    expect(numbers(stateOf('results'))).to.deep.equal(settledAs('ready', 1));
    expect(said(at('results'))).to.contain('Some kinds of information are not shown to your role. Lists may be incomplete.');
    for (const id of ['alerts', 'results'] as const) without(id);
    expect(stateOf('documents').state).to.equal('none-recorded');
  });

  it('only a part of the results: the category is asked, and what has none is said to be missing', async () => {
    api.answerAll(one);
    await draw({ level: 'laboratory' });
    const asked = api.asked.filter((request) => request.type !== 'Patient' && request.type !== 'metadata');
    expect(new Set(asked.map((request) => request.type))).to.deep.equal(new Set(['RelatedPerson', 'Observation', 'DiagnosticReport', 'ServiceRequest', 'List']));
    expect(asked.find((request) => request.type === 'Observation')!.url.searchParams.get('category')).to.equal('laboratory');
    expect(said(at('results'))).to.contain('Not shown to your role: Radiology results, other results. Results without a category are not shown to your role.')
      .and.not.to.contain('Nothing is shown here');
    expect(numbers(stateOf('results'))).to.deep.equal(settledAs('ready', 2));
  });

  it('only results of other kinds: no query is sent that would bring laboratory or radiology results as well', async () => {
    api.answerAll(one);
    await draw({ level: 'other-results' });
    const asked = api.asked.filter((request) => ['Observation', 'DiagnosticReport', 'ImagingStudy', 'ServiceRequest'].includes(request.type));
    expect(asked.map(({ type }) => type).sort()).to.deep.equal(['DiagnosticReport', 'Observation']);
    for (const { type, url } of asked) expect(url.searchParams.get('category'), type).to.match(/^[\w,-]+$/).and.not.match(/(^|,)(laboratory|imaging|LAB|RAD|CT)(,|$)/);
    // What the API sent even so is of another part: the list is empty, and "none" would be untrue.
    expect(numbers(stateOf('results'))).to.deep.equal(settledAs('ready', 0));
    expect(said(at('results'))).to.contain('Nothing is shown here for your role. Information may still be recorded.')
      .and.to.contain('Not shown to your role: Laboratory results, radiology results. Results without a category are not shown to your role.');
    without('results');
  });

  it('only appointments, and no referrals: these are not asked for, and it is said', async () => {
    api.answerAll(one);
    await draw({ level: 'visits' });
    expect(api.types.filter((type) => ['Appointment', 'ServiceRequest'].includes(type))).to.deep.equal(['Appointment']);
    expect(said(at('appointments'))).to.contain('Not shown to your role: Referrals.');
    expect(numbers(stateOf('appointments'))).to.deep.equal(settledAs('ready', 1));
  });

  it('what the API says beside the patient is said with their details', async () => {
    const note = { diagnostics: 'North Hospital', details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: 'not-answering' }] } };
    const beside = [outcome('suppressed', { details: { text: 'Address held back' } }), outcome('informational', note)];
    api.answer('Patient', () => json(bundle([PATIENT_A, ...beside], { total: 1 })));
    await draw();
    const gapsAre = (gaps: readonly object[]): void => { expect(numbers(stateOf('demographics'))).to.deep.equal(settledAs('ready', 1, gaps)); };
    gapsAre([{ kind: 'source-silent' }, { kind: 'withheld-at-source' }]);
    expect(said(at('demographics'))).to.contain('Some patient details are held back by their source.').and.to.contain('Address held back')
      .and.to.contain('North Hospital did not answer. Its patient details may be missing here.');
    expect(numbers(stateOf('alerts'))).to.deep.equal(settledAs('none-recorded', 0));
    // Asked again, what was said of the look-up before is said no more.
    api.answer('Patient', () => json(bundle([PATIENT_A])));
    at('demographics').refresh();
    await at('demographics').settled;
    gapsAre([]);
  });

  it('while loading: it says so, and after five seconds that it takes long', async () => {
    const { setTimeout: real } = window;
    window.setTimeout = ((run: () => void, wait = 0) => real(run, wait === 5000 ? 300 : wait)) as typeof window.setTimeout;
    const held: (() => void)[] = [];
    api.answerAll((asked) => new Promise((resolve) => { held.push(() => resolve(one(asked))); }));
    made = world({ client: { timeoutSeconds: 20 } });
    shown = ALL.map((id) => Object.assign(document.createElement(TAGS[id]), { patient: A }) as unknown as DscrElement);
    document.body.append(...shown);
    while (held.length < 15) await new Promise((resolve) => { setTimeout(resolve, 10); });
    window.setTimeout = real;
    await Promise.all(shown.map((element) => element.updateComplete));
    for (const id of ALL) {
      expect(stateOf(id).state, id).to.equal('loading');
      expect(said(at(id)), id).to.contain(`Loading ${NOUNS[id]}`);
      without(id);
    }
    await new Promise((resolve) => { setTimeout(resolve, 600); });
    for (const id of ALL) expect(said(at(id)), id).to.contain(`Still loading ${NOUNS[id]}. This is taking longer than usual.`);
    for (const answer of held) answer();
    await Promise.all(shown.map((element) => element.settled));
    for (const id of ALL) expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', COUNTED[id]));
  });

  it('page by page: results, appointments and documents draw what has come, the others wait for the end', async () => {
    const held: (() => void)[] = [];
    api.answerAll(({ type, url }) => (url.searchParams.has('page')
      ? new Promise((resolve) => { held.push(() => resolve(json({ ...bundle([resourceOf(type as Type, 'a1', 'last')]), total: 2 }))); })
      : json({ ...bundle([resourceOf(type as Type, 'a1')]), total: 2, link: [{ relation: 'next', url: `https://api.example/fhir/${type}?page=2` }] })));
    made = world();
    shown = ALL.map((id) => Object.assign(document.createElement(TAGS[id]), { patient: A }) as unknown as DscrElement);
    document.body.append(...shown);
    while (held.length < 15) await new Promise((resolve) => { setTimeout(resolve, 10); });
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    for (const id of ALL.filter((other) => other !== 'demographics')) {
      const byPage = ['results', 'appointments', 'documents'].includes(id);
      expect(stateOf(id).state, id).to.equal('loading');
      if (byPage) expect(said(at(id)), id).to.contain(`${COUNTED[id]} ${NOUNS[id]} so far. Still loading: more may appear, including newer ones.`);
      for (const type of OWN[id]) if (TEXT[type]) expect(said(at(id)).includes(TEXT[type]), `${id}: ${type}`).to.equal(byPage);
    }
    for (const answer of held) answer();
    await Promise.all(shown.map((element) => element.settled));
    for (const id of ALL.filter((other) => other !== 'demographics')) expect(numbers(stateOf(id)), id).to.deep.equal(settledAs('ready', 2 * COUNTED[id]));
  });

  it('a long page is told of when all of it is read, not in between', async () => {
    const many = Array.from({ length: 250 }, (_, index) => resourceOf('Observation', 'a1', `many${index}`));
    let open!: () => void;
    api.answerAll(() => json(bundle([])));
    api.answer('Observation', async ({ url }) => {
      if (url.searchParams.has('page')) return new Promise((resolve) => { open = () => resolve(json(bundle([]))); });
      // What another query brings is told of at once, however far this one is read: the others have been answered by then.
      while (!['DiagnosticReport', 'ImagingStudy', 'List', 'ServiceRequest'].every((type) => api.types.includes(type))) await new Promise((resolve) => { setTimeout(resolve, 10); });
      await new Promise((resolve) => { setTimeout(resolve, 200); });
      return json({ ...bundle(many), link: [{ relation: 'next', url: 'https://api.example/fhir/Observation?page=2' }] });
    });
    made = world();
    const store = made.page.store('results');
    const told: number[] = [];
    let slow = false;
    const leave = made.page.members.attach({
      wanted: ['results'], showsSession: false, nested: false, ownPatient: A,
      pageChanged: (section) => {
        if (section !== 'results' || store.state.name !== 'loading') return;
        // On a busy machine it is told, too, that loading takes long, whatever has been read by then.
        if (store.state.slow === slow) told.push(store.state.counts.received);
        slow = store.state.slow;
      },
    });
    made.page.patientsChanged();
    while (!open) await new Promise((resolve) => { setTimeout(resolve, 10); });
    while (!told.includes(250)) await new Promise((resolve) => { setTimeout(resolve, 10); });
    expect(told.filter((count) => count > 0 && count !== 250)).to.deep.equal([]);
    open();
    leave();
  });

  it('contacts that could not be asked for are not "Not recorded"', async () => {
    for (const [reply, word] of [[json(bundle([])), 'Not recorded'], [json('', 500), 'Not available'], [json(outcome('forbidden'), 403), 'Not available']] as const) {
      api.answer('RelatedPerson', () => reply.clone());
      await draw();
      const contacts = [...at('demographics').renderRoot.querySelectorAll('h3')].find((heading) => said(heading) === 'Personal contacts')!;
      expect(said(contacts.nextElementSibling!)).to.equal(word);
      for (const element of shown) element.remove();
      made.page.wipe();
    }
  });

  it('an empty answer of one main type is not "none" where another one is not served', async () => {
    api.answerAll(() => json(bundle([])));
    for (const [id, type] of [['medications', 'MedicationStatement'], ['results', 'Observation'], ['appointments', 'Appointment'], ['appointments', 'ServiceRequest']] as const) {
      api.answer('metadata', () => json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource: ['Patient', ...TYPES].filter((one) => one !== type).map((one) => ({ type: one })) }] }));
      await draw();
      expect(stateOf(id).state, type).to.equal('unavailable');
      without(id);
      for (const element of shown) element.remove();
      made.page.wipe();
    }
  });

  it('where nothing is recorded, what is known of each organisation is seen', async () => {
    api.answerAll(() => json(bundle([])));
    await draw({ config: { organisations: [{ ods: 'X9', name: 'West Trust' }] } });
    const { open, textContent } = at('documents').renderRoot.querySelector<HTMLDetailsElement>('details.sources')!;
    expect([stateOf('documents').state, open]).to.deep.equal(['none-recorded', true]);
    expect(textContent).to.contain('It is not known whether West Trust shares documents here.');
  });

  it('who is signed in is seen where a patient is refused, and an element outside the page settles', async () => {
    api.answer('Patient', () => json(outcome('forbidden'), 403));
    made = world();
    shown = [Object.assign(document.createElement('dscr-meds'), { patient: A }) as unknown as DscrElement];
    expect((await shown[0]!.settled).patient).to.equal('none');
    document.body.append(...shown);
    expect((await shown[0]!.settled).patient).to.equal('refused');
    expect(said(shown[0]!)).to.match(/^Nurse Example · Nurse, Example Hospital Sign out/);
  });

  it('what was known stays, and says so, where one of several queries does not answer a refresh; a refusal takes it away', async () => {
    for (const [id, type] of [['alerts', 'Flag'], ['allergies', 'AllergyIntolerance'], ['medications', 'MedicationStatement'], ['results', 'Observation']] as const) {
      for (const [reply, stays] of [[json('', 500), true], [json(outcome('forbidden'), 403), false]] as const) {
        api.answerAll(one);
        api.answer(type, one);
        await draw();
        expect(said(at(id)), id).to.contain(TEXT[type]);
        api.answer(type, () => reply.clone());
        at(id).refresh();
        await at(id).settled;
        expect(said(at(id)).includes(TEXT[type]!), `${id} ${reply.status}`).to.equal(stays);
        expect(said(at(id)).includes('Could not refresh. This was loaded'), `${id} ${reply.status}`).to.equal(stays);
        for (const element of shown) element.remove();
        made.page.wipe();
      }
    }
  });

  it('what is new or changed is never held back because another query did not answer a refresh: it is there, with a gap', async () => {
    const named = (type: Type, id: string, text: string): object => {
      const resource: Record<string, unknown> = { ...resourceOf(type, 'a1', id) };
      for (const key of ['code', 'medicationCodeableConcept'] as const) if (key in resource) resource[key] = { text };
      return resource;
    };
    const none = { resourceType: 'AllergyIntolerance', id: 'none', clinicalStatus: { coding: [{ code: 'active' }] }, patient: { reference: 'Patient/a1' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }], text: 'No known allergy' } };
    const [changed, unread] = [named('MedicationRequest', 'm', 'Methotrexate 10 mg'), { ...named('MedicationRequest', 'u', ''), resourceType: undefined }];
    for (const [id, type, before, after, silent, seen] of [
      ['allergies', 'AllergyIntolerance', [none], [none, named('AllergyIntolerance', 'new', 'Latex')], 'List', 'Latex'],
      ['alerts', 'Flag', [named('Flag', '1', 'Falls')], [named('Flag', '1', 'Falls'), named('Flag', '2', 'Not for resuscitation')], 'DocumentReference', 'Not for resuscitation'],
      ['medications', 'MedicationRequest', [named('MedicationRequest', 'm', 'Methotrexate 2.5 mg')], [changed], 'MedicationStatement', 'Methotrexate 10 mg'],
      ['medications', 'MedicationRequest', [changed], [changed, unread], 'MedicationDispense', 'could not be shown because they could not be read'],
      ['allergies', 'Flag', [], [named('Flag', '1', 'Latex allergy')], 'List', 'Latex allergy'],
    ] as const) {
      api.reset([PATIENT_A, PATIENT_B]);
      api.answerAll(one);
      api.answer(type, () => json(bundle(before)));
      await draw();
      for (let times = 0; times < 2; times++) {
        // what is as it was stays as it was
        api.answer(silent, () => json('', 500));
        at(id).refresh();
        await at(id).settled;
        expect(said(at(id)), `${id} ${silent}`).to.contain('Could not refresh. This was loaded');
      }
      api.answer(type, () => json(bundle(after)));
      at(id).refresh();
      await at(id).settled;
      expect(stateOf(id).gaps.map(({ kind }) => kind), `${id} ${silent}`).to.include('source-silent');
      expect(said(at(id)), `${id} ${silent}`).to.contain(seen).and.not.contain('Could not refresh').and.not.contain('No known allergies');
      for (const element of shown) element.remove();
      made.page.wipe();
    }
  });
});
