import { expect, fixture, html } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { fromCustomSource } from '../../src/fhir/custom-source.js';
import type { CustomSource, Page, RecordSource, Search } from '../../src/fhir/source.js';
import type { QueryEnd } from '../../src/record/section-state.js';
import type { Resource } from '../../src/record/resource.js';
import type { SectionId } from '../../src/record/sections.js';
import { A, PATIENT_A, world } from '../contracts/world.js';

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
  }, { timeoutSeconds, pageSize: 50, maxItems: 100 });
  return { source, asked };
}
const { signal } = new AbortController();
const ask = async (source: RecordSource, search: Search, how: { signal?: AbortSignal; section?: SectionId; found?: boolean } = {}): Promise<{ end: QueryEnd; pages: Page[] }> => {
  if (!how.found) await source.findPatient({ nhsNumber: '9990000018' }, { signal });
  const pages: Page[] = [];
  const end = await source.search(how.section ?? 'allergies', search, 'p1', { signal: how.signal ?? new AbortController().signal, categories: [], onPage: (page) => pages.push(page) });
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
  it('finds a type that belongs to another section there', async () => {
    const { source, asked } = sourceOf(() => ({ resources: [] }));
    await ask(source, { type: 'Flag', main: false, needs: 'alerts' });
    expect(asked[0]!.section).to.equal('alerts');
  });

  it('forgets the patient with the signals of all who asked, and asks nothing of somebody whom it only knows by an id', async () => {
    const { source, asked } = sourceOf(() => ({ resources: [] }));
    const [looking, again, queries] = [new AbortController(), new AbortController(), new AbortController()];
    const failed = async (): Promise<void> => {
      const { end, pages } = await ask(source, ALLERGIES, { found: true });
      expect('problem' in end && [end.kind, end.problem.cause]).to.deep.equal(['failed', 'fault']);
      expect([pages, asked.length]).to.deep.equal([[], 0]);
    };
    await failed();
    await source.findPatient({ nhsNumber: '9990000018' }, { signal: looking.signal });
    looking.abort();
    await failed();
    await source.findPatient({ nhsNumber: '9990000018' }, { signal: again.signal });
    await ask(source, ALLERGIES, { found: true, signal: queries.signal });
    asked.length = 0;
    for (const one of [again, queries]) one.abort();
    await failed();
  });

  it('knows the patient whole while their record is loaded, however often asking for their details again fails', async () => {
    let found = (): unknown => patient;
    const { source, asked } = sourceOf(() => ({ resources: [] }), () => found());
    const queries = new AbortController();
    const search = async (): Promise<unknown> => {
      await ask(source, ALLERGIES, { found: true, signal: queries.signal });
      return asked.at(-1)!.patient;
    };
    let looking = new AbortController();
    const look = async (): Promise<string> => {
      looking.abort();
      looking = new AbortController();
      return (await source.findPatient({ nhsNumber: '9990000018' }, { signal: looking.signal })).kind;
    };
    await look();
    expect(await search()).to.deep.equal(patient);
    found = () => { throw new Error('x'); };
    expect(await look()).to.equal('failed');
    expect(await search()).to.deep.equal(patient);
    const newer = { ...patient, active: true };
    found = () => newer;
    await look();
    found = () => { throw new Error('x'); };
    expect(await look()).to.equal('failed');
    expect(await search(), 'as last found, though nothing was asked between').to.deep.equal(newer);
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
    expect(many.end).to.deep.equal({ kind: 'limit', total: 150 });
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
      expect(answer.kind === 'failed' ? `failed ${answer.end.problem.cause}` : answer.kind).to.equal(expected);
    });
  }
});
