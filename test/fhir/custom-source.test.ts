import { expect, fixture, html } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { fromCustomSource } from '../../src/fhir/custom-source.js';
import type { CustomSource, Page, RecordSource, Search } from '../../src/fhir/source.js';
import { compilePolicy } from '../../src/policy/policy.js';
import type { QueryEnd } from '../../src/record/section-state.js';
import type { Resource } from '../../src/record/resource.js';
import type { SectionId } from '../../src/record/sections.js';
import { sections } from '../../src/sections/index.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, POLICY, said, world } from '../contracts/world.js';

const patient = { resourceType: 'Patient', id: 'p1', birthDate: '1958-03-14' };
const allergy = { resourceType: 'AllergyIntolerance', id: 'a1' };
const list = { resourceType: 'List', id: 'l1' };
const ALLERGIES: Search = { type: 'AllergyIntolerance', main: true };
const LISTS: Search = { type: 'List', main: false };

type Answer = Awaited<ReturnType<CustomSource['search']>>;
type Asked = { section: SectionId; patient: Resource; cursor: string | undefined; count: number };

function sourceOf(answer: (asked: Asked) => unknown, found: () => unknown = () => patient, timeoutSeconds = 20): { source: RecordSource; asked: Asked[] } {
  const asked: Asked[] = [];
  const source = fromCustomSource({
    findPatient: async () => found() as Resource,
    search: async (section, whom, { cursor, count }) => {
      asked.push({ section, patient: whom, cursor, count });
      return await answer(asked.at(-1)!) as Answer;
    },
  }, { timeoutSeconds, pageSize: 50, maxItems: 100, searches: (id) => sections.find((one) => one.id === id)!.searches });
  return { source, asked };
}
const { signal } = new AbortController();
const ask = async (source: RecordSource, search: Search, how: { signal?: AbortSignal; section?: SectionId; again?: boolean } = {}): Promise<{ end: QueryEnd; pages: Page[] }> => {
  const pages: Page[] = [];
  const end = await source.search(how.section ?? 'allergies', search, patient, { signal: how.signal ?? new AbortController().signal, categories: [], again: how.again ?? false, onPage: (page) => pages.push(page) });
  return { end, pages };
};

describe('A source of another kind', () => {
  it('is asked once for a section, whose searches share what came', async () => {
    const { source, asked } = sourceOf(({ cursor }) => (cursor ? { resources: [list] } : { resources: [allergy, 'odd'], next: 'two', total: 3, issues: [{ resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] }] }));
    const shared = new AbortController();
    const [allergies, lists] = await Promise.all([ask(source, ALLERGIES, { signal: shared.signal }), ask(source, LISTS, { signal: shared.signal })]);
    expect(asked).to.deep.equal([{ section: 'allergies', patient, cursor: undefined, count: 50 }, { section: 'allergies', patient, cursor: 'two', count: 50 }]);
    expect([allergies.end, lists.end]).to.deep.equal([{ kind: 'whole' }, { kind: 'whole' }]);
    expect(allergies.pages.map(({ matches, included }) => [matches, included])).to.deep.equal([[[allergy], []], [[], [list]]]);
    expect(lists.pages.map(({ matches, included }) => [matches, included])).to.deep.equal([[[], [allergy]], [[list], []]]);
    expect([allergies, lists].map(({ pages }) => [pages[0]!.unreadable.length, pages[0]!.warnings.length])).to.deep.equal([[1, 1], [0, 0]]);
  });

  it('hands on the warnings that stand among its resources', async () => {
    const told = { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete' }] };
    const { source } = sourceOf(() => ({ resources: [told, allergy] }));
    const { pages } = await ask(source, ALLERGIES);
    expect(pages.map(({ matches, included, warnings }) => [matches.length, included.length, warnings.map(({ code }) => code)])).to.deep.equal([[1, 0, ['incomplete']]]);
  });
  it('is asked anew when a search comes again, and for another patient', async () => {
    const { source, asked } = sourceOf(() => ({ resources: [] }));
    const shared = new AbortController();
    await ask(source, ALLERGIES, { signal: shared.signal });
    await ask(source, ALLERGIES, { signal: shared.signal });
    await ask(source, ALLERGIES);
    expect(asked.length).to.equal(3);
  });

  it('is asked once for each of two sections that share a type', async () => {
    const { source, asked } = sourceOf(() => ({ resources: [] }), () => PATIENT_A);
    world({ source, config: { api: { kind: 'acme', base: 'https://api.example/any' } } });
    for (const draw of [html`<dscr-alerts .patient=${A}></dscr-alerts>`, html`<dscr-documents .patient=${A}></dscr-documents>`]) await (await fixture<DscrElement>(draw)).settled;
    expect(asked.map(({ section }) => section).sort()).to.deep.equal(['alerts', 'documents']);
  });
  it('is asked anew by whoever refreshes, whichever section asked last; by two who refresh together once', async () => {
    let answer: () => unknown = () => ({ resources: [] });
    const { source, asked } = sourceOf(({ section }) => (section === 'documents' ? answer() : { resources: [] }), () => PATIENT_A);
    world({ source, config: { api: { kind: 'acme', base: 'https://api.example/any' } } });
    const [alerts, documents] = await Promise.all([html`<dscr-alerts .patient=${A}></dscr-alerts>`, html`<dscr-documents .patient=${A}></dscr-documents>`].map((one) => fixture<DscrElement>(one)));
    await Promise.all([alerts!.settled, documents!.settled]);
    const forDocuments = async (...elements: readonly DscrElement[]): Promise<number> => {
      asked.length = 0;
      for (const element of elements) element.refresh();
      await Promise.all(elements.map((element) => element.settled));
      return asked.filter(({ section }) => section === 'documents').length;
    };
    for (const elements of [[documents!], [documents!], [alerts!], [documents!], [alerts!, documents!], [documents!, alerts!]]) expect(await forDocuments(...elements)).to.equal(1);
    answer = () => { throw new Error('x'); };
    await forDocuments(documents!);
    answer = () => ({ resources: [] });
    expect(await forDocuments(alerts!), 'what failed is not taken for an answer').to.equal(1);
    expect(alerts!.state.sections.alerts!.state).to.equal('none-recorded');
  });
  it('is not asked twice by one who refreshes while the answer is still on its way', async () => {
    const shared = new AbortController();
    const { source, asked } = sourceOf(() => new Promise((resolve) => { setTimeout(() => { resolve({ resources: [] }); }, 20); }));
    const running = ask(source, ALLERGIES, { signal: shared.signal });
    await new Promise((resolve) => { setTimeout(resolve); });
    await Promise.all([running, ask(source, LISTS, { signal: shared.signal, again: true })]);
    expect(asked.length).to.equal(1);
    await ask(source, { ...LISTS }, { signal: shared.signal });
    expect(asked.length, 'who asks for the first time is given what there is').to.equal(1);
    await ask(source, { ...LISTS }, { signal: shared.signal, again: true });
    expect(asked.length).to.equal(2);
  });
  it('is given the whole patient, as last found', async () => {
    let found = PATIENT_A;
    const { source, asked } = sourceOf(() => ({ resources: [] }), () => found);
    world({ source, config: { api: { kind: 'acme', base: 'https://api.example/any' } } });
    const element = await fixture<DscrElement>(html`<dscr-demographics .patient=${A}></dscr-demographics>`);
    await element.settled;
    found = { ...PATIENT_A, active: true };
    element.refresh();
    await element.settled;
    expect(asked.map((one) => one.patient)).to.deep.equal([PATIENT_A, found]);
  });
  it('finds a type that belongs to another section there', async () => {
    const { source, asked } = sourceOf(() => ({ resources: [] }));
    await ask(source, { type: 'Flag', main: false, needs: 'alerts' });
    expect(asked[0]!.section).to.equal('alerts');
  });

  for (const [name, answer, end] of [
    ['throws', () => { throw new Error('x'); }, ['failed', 'fault']], ['rejects', () => Promise.reject(new Error('x')), ['failed', 'fault']], ['gives nothing', () => undefined, ['failed', 'unreadable']],
    ['gives no list', () => ({ resources: allergy }), ['failed', 'unreadable']], ['fails at page two', ({ cursor }: Asked) => { if (cursor) throw new Error('x'); return { resources: [allergy], next: 'two' }; }, ['stopped', 'fault']],
    ['goes in a circle', () => ({ resources: [allergy], next: 'two' }), ['stopped', 'unreadable']], ['gives a cursor that is none', () => ({ resources: [allergy], next: 2 }), ['stopped', 'unreadable']],
  ] as const) {
    it(`${name} → ${end.join(' ')}`, async () => {
      const { end: found } = await ask(sourceOf(answer).source, ALLERGIES);
      expect('problem' in found && [found.kind, found.problem.cause]).to.deep.equal(end);
    });
  }

  it('is held to time, to the signal and to the most items', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const late = await ask(sourceOf(never, undefined, 0.02).source, ALLERGIES);
    expect('problem' in late.end && late.end.problem.cause).to.equal('timeout');
    const stop = new AbortController();
    const { source, asked } = sourceOf(never);
    const running = ask(source, ALLERGIES, { signal: stop.signal });
    while (asked.length === 0) await new Promise((resolve) => { setTimeout(resolve); });
    stop.abort();
    expect((await running).end.kind).to.equal('failed');
    const many = await ask(sourceOf(() => ({ resources: Array.from({ length: 150 }, (_, id) => ({ ...allergy, id: String(id) })), total: 150 })).source, ALLERGIES);
    expect(many.end).to.deep.equal({ kind: 'limit', total: 150, together: true });
    expect(many.pages[0]!.matches.length).to.equal(100);
  });

  it('warns of issues that are no OperationOutcome', async () => {
    for (const issues of ['x', [5], [allergy]]) {
      expect((await ask(sourceOf(() => ({ resources: [], issues })).source, ALLERGIES)).pages[0]!.warnings.length).to.equal(1);
    }
  });

  for (const [name, found, expected] of [
    ['one', () => patient, 'answered'], ['a list', () => [patient], 'answered'], ['null', () => null, 'not-found'], ['none', () => [], 'not-found'],
    ['undefined', () => undefined, 'failed unreadable'], ['another type', () => allergy, 'failed unreadable'], ['no id', () => ({ resourceType: 'Patient' }), 'failed unreadable'],
    ['an error', () => { throw new Error('x'); }, 'failed fault'],
  ] as const) {
    it(`finding a patient: ${name} → ${expected}`, async () => {
      const answer = await sourceOf(() => undefined, found).source.findPatient({ nhsNumber: '9990000018' }, { signal });
      expect(answer.kind === 'failed' ? `failed ${answer.problem.cause}` : answer.kind).to.equal(expected);
    });
  }

  // ---- what is in no search, what an adapter does to its objects, and limits ----

  const clinical = (resourceType: string, id: string, more: object = {}): Resource => ({ resourceType, id, subject: { reference: 'Patient/a1' }, ...more });
  const alert = resourceOf('Flag', 'a1');
  /** Draws one section of an adapter that answers each section as told. */
  async function drawSection(tag: string, answers: Readonly<Partial<Record<SectionId, unknown>>>, { maxItems = 300, permit = [] as readonly string[], found = PATIENT_A as unknown, also = [] as readonly string[] } = {}) {
    const source = fromCustomSource({
      findPatient: async () => found as Resource,
      search: async (section) => (Array.isArray(answers[section]) ? { resources: answers[section] } : answers[section] ?? { resources: [] }) as Answer,
    }, { timeoutSeconds: 2, pageSize: 50, maxItems, searches: (id) => sections.find((one) => one.id === id)!.searches });
    const policy = compilePolicy({ ...POLICY, permit: [...POLICY.permit, { id: 'some', when: { levels: ['some'] }, sections: ['demographics', ...permit] }] });
    world({ source, config: { api: { kind: 'acme', base: 'https://api.example/any' } }, ...(permit.length > 0 && { level: 'some' }), setup: { policy } });
    const elements = await Promise.all([tag, ...also].map((one) => fixture<DscrElement>(`<${one} nhs-number="${A.nhsNumber}" birth-date="${A.birthDate}"></${one}>`)));
    await Promise.all(elements.map((element) => element.settled));
    const [element] = elements;
    const [id] = Object.keys(element!.state.sections) as SectionId[];
    const { state, received, shown, gaps } = element!.state.sections[id!]!;
    return { element: element!, elements, text: said(element!), numbers: { state, received, shown, gaps } };
  }

  for (const [tag, section, resources, shown] of [
    ['dscr-meds', 'medications', [clinical('MedicationAdministration', '1', { medicationCodeableConcept: { text: 'MORPHINE' } })], 0],
    ['dscr-allergies', 'allergies', [clinical('Flag', '1', { code: { text: 'Peanut allergy' } })], 0],
    ['dscr-alerts', 'alerts', [alert, clinical('DocumentReference', '1', { description: 'DNACPR' }), clinical('Condition', '1')], 1],
    ['dscr-documents', 'documents', [clinical('Composition', '1')], 0],
  ] as const) {
    it(`${section}: what no search of the section asks for is counted, and said`, async () => {
      const { text, numbers } = await drawSection(tag, { [section]: resources });
      const strange = resources.length - shown;
      expect(numbers).to.deep.equal({ state: 'ready', received: resources.length, shown, gaps: [{ kind: 'unreadable', count: strange }] });
      expect(text).to.contain(`${strange} entries could not be shown because they could not be read.`).and.not.to.match(/No (alerts|medicines|documents|known)/);
    });
  }
  it('what only supports entries, or was borrowed to be told with them, is no entry', async () => {
    const support = ['Patient', 'Medication', 'Specimen', 'List', 'Binary', 'Provenance', 'Organization', 'Practitioner', 'PractitionerRole', 'Location', 'HealthcareService', 'RelatedPerson', 'Consent'].map((type) => clinical(type, 'a1'));
    expect((await drawSection('dscr-results', { results: support })).numbers).to.deep.equal({ state: 'none-recorded', received: 0, shown: 0, gaps: [] });
    const plan = clinical('CarePlan', 'p', { status: 'active', intent: 'plan', title: 'Support', activity: [{ reference: { reference: 'MedicationRequest/m' } }] });
    const medicine = clinical('MedicationRequest', 'm', { status: 'active', intent: 'order', medicationCodeableConcept: { text: 'Methadone' } });
    const { text, numbers } = await drawSection('dscr-care-plans', { 'care-plans': [plan, medicine] });
    expect(numbers).to.deep.equal({ state: 'ready', received: 1, shown: 1, gaps: [] });
    expect(text).to.contain('Methadone');
  });
  it('an entry that another section shows is counted and not told: the rules of that section are its own', async () => {
    const letter = clinical('DocumentReference', '1', { description: 'SECRET LETTER' });
    for (const permit of [['alerts'], ['alerts', 'documents']]) {
      const { element, numbers } = await drawSection('dscr-alerts', { alerts: [alert, letter, clinical('Condition', '1', { code: { text: 'PLAIN CONDITION' } })] }, { permit });
      expect(numbers.gaps).to.deep.equal([{ kind: 'unreadable', count: 2 }]);
      expect(element.renderRoot.textContent).to.contain('PLAIN CONDITION').and.not.to.contain('SECRET LETTER');
    }
  });
  it('a section that borrows from the answer hears of what is wrong with it as well, and takes nothing from its own section', async () => {
    const { elements } = await drawSection('dscr-alerts', { documents: [clinical('Composition', '1')] }, { also: ['dscr-documents'] });
    expect(elements.map((one) => Object.values(one.state.sections).map(({ gaps }) => gaps))).to.deep.equal([[[{ kind: 'unreadable', count: 1 }]], [[{ kind: 'unreadable', count: 1 }]]]);
  });

  it('keeps copies: what the adapter does to its objects afterwards, or to those it was given, changes nothing', async () => {
    const mine = structuredClone({ ...patient, name: [{ family: 'One' }] });
    const entry = structuredClone({ ...allergy, value: '5.10' });
    const given: { nhsNumber: string }[] = [];
    const source = fromCustomSource({
      findPatient: async (ref) => { given.push(ref); return mine; },
      search: async (_section, whom) => { (whom as { id?: string }).id = 'p2'; return { resources: [entry] }; },
    }, { timeoutSeconds: 2, pageSize: 50, maxItems: 100, searches: () => [ALLERGIES] });
    const ref = { nhsNumber: '9990000018' };
    const answer = await source.findPatient(ref, { signal });
    mine.name[0]!.family = 'Two';
    mine.id = 'p9';
    given[0]!.nhsNumber = '9990000026';
    expect(ref.nhsNumber).to.equal('9990000018');
    const { pages } = await ask(source, ALLERGIES);
    entry.value = '9';
    expect(pages[0]!.matches).to.deep.equal([{ ...allergy, value: '5.10' }]);
    expect(answer.kind === 'answered' && answer.patients).to.deep.equal([{ ...patient, name: [{ family: 'One' }] }]);
  });
  it('an entry that cannot be copied is one that cannot be read, and a patient a failure', async () => {
    const thrower = { ...alert, id: '2', get subject(): unknown { throw new Error('x'); } };
    const { numbers } = await drawSection('dscr-alerts', { alerts: [alert, thrower, () => undefined, { ...alert, id: '3', more: 1n, less: () => undefined }] });
    expect(numbers).to.deep.equal({ state: 'ready', received: 4, shown: 1, gaps: [{ kind: 'unreadable', count: 3 }] });
    const answer = await sourceOf(() => undefined, () => Object.defineProperty({ ...patient }, 'name', { enumerable: true, get() { throw new Error('x'); } })).source.findPatient({ nhsNumber: '9990000018' }, { signal });
    expect(answer.kind === 'failed' && answer.problem.cause).to.equal('unreadable');
  });
  it('copies what cannot be cloned: objects watched by a framework, and such as have functions', async () => {
    const watched = <T extends object>(object: T): T => new Proxy(object, { get: (target, name) => { const value: unknown = Reflect.get(target, name); return typeof value === 'object' && value !== null ? watched(value) : value; } });
    const { text, numbers } = await drawSection('dscr-alerts', { alerts: watched([alert, { ...alert, id: '2', more: () => undefined }]) }, { found: watched([PATIENT_A]) });
    expect(numbers).to.deep.equal({ state: 'ready', received: 2, shown: 2, gaps: [] });
    expect(text).to.contain('EXAMPLE');
    const mine = { ...allergy, note: [{ text: 'One' }] };
    const { pages } = await ask(sourceOf(() => ({ resources: [watched(mine)] })).source, ALLERGIES);
    mine.note[0]!.text = 'Two';
    expect(pages[0]!.matches).to.deep.equal([{ ...allergy, note: [{ text: 'One' }] }]);
  });
  it('copies dates and numbers of a library as they are written in JSON', async () => {
    class Exact { readonly d = [5, 1]; toJSON(): string { return '5.10'; } }
    const { pages } = await ask(sourceOf(() => ({ resources: [{ ...allergy, recordedDate: new Date('2026-05-01T09:30:00Z'), value: new Exact() }] })).source, ALLERGIES);
    expect(pages[0]!.matches).to.deep.equal([{ ...allergy, recordedDate: '2026-05-01T09:30:00.000Z', value: '5.10' }]);
  });
  it('hands on what is said beside the patient', async () => {
    const told = { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'suppressed' }] };
    const answer = await sourceOf(() => undefined, () => [patient, told]).source.findPatient({ nhsNumber: '9990000018' }, { signal });
    expect(answer.kind === 'answered' && [answer.patients, answer.told?.warnings.map(({ withheld }) => withheld)]).to.deep.equal([[patient], [true]]);
  });

  const many = (type: string, count: number, more: object = {}): Resource[] => Array.from({ length: count }, (_, at) => ({ ...alert, resourceType: type, id: `${type}-${at}`, ...more }));
  it('a limit is one, and of the section as a whole', async () => {
    const { text, numbers } = await drawSection('dscr-alerts', { alerts: { resources: many('Flag', 400), total: 1000 } });
    expect(numbers).to.deep.equal({ state: 'ready', received: 300, shown: 300, gaps: [{ kind: 'limit', count: 700 }] });
    expect(text.match(/Showing \d+ of/g)).to.deep.equal(['Showing 300 of']);
    const medicine = { status: 'active', intent: 'order', medicationCodeableConcept: { text: 'Aspirin' } };
    const meds = await drawSection('dscr-meds', { medications: { resources: [...many('MedicationRequest', 20, medicine), ...many('MedicationStatement', 20, medicine)], total: 40 } }, { maxItems: 30 });
    expect([meds.numbers.received, meds.numbers.gaps]).to.deep.equal([30, [{ kind: 'limit', count: 10 }]]);
    expect(meds.text.match(/Showing \d+ of/g)).to.deep.equal(['Showing 30 of']);
  });
  it('a section that borrows is told of the limit, and not of a number that is not its own', async () => {
    const { numbers } = await drawSection('dscr-allergies', { alerts: { resources: many('Flag', 400), total: 1000 } });
    expect(numbers.gaps).to.deep.equal([{ kind: 'limit' }]);
  });
  it('a section that stopped says so once', async () => {
    const { numbers } = await drawSection('dscr-alerts', { alerts: { resources: [alert], next: 2 } });
    expect(numbers.gaps).to.deep.equal([{ kind: 'stopped' }]);
    const { source } = sourceOf(() => ({ resources: [allergy], next: 2 }));
    const shared = new AbortController();
    const ends = await Promise.all([ALLERGIES, LISTS].map((search) => ask(source, search, { signal: shared.signal })));
    expect(ends.map(({ end }) => end.kind)).to.deep.equal(['stopped', 'whole']);
  });
});
