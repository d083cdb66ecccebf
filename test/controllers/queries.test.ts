import { expect } from '@open-wc/testing';
import { Queries } from '../../src/controllers/queries.js';
import type { Page, RecordSource, Search } from '../../src/fhir/source.js';
import type { QueryEnd } from '../../src/record/section-state.js';

const WHOLE: QueryEnd = { kind: 'whole' };
const page = (id: string): Page => ({ matches: [{ resourceType: 'Flag', id }], included: [], warnings: [], sources: [], unreadable: [] });
const clock = { now: 0 };
const FLAG: Search = { type: 'Flag', main: true };

interface Asked { readonly section: string; readonly search: Search; readonly patient: string; readonly categories: readonly string[]; readonly signal: AbortSignal; give(page: Page): void; end(end?: QueryEnd): Promise<void> }
function world(shared: readonly string[] = ['Flag'], bySection = false): { readonly queries: Queries; readonly asked: Asked[]; listen(search?: Search, again?: boolean, section?: 'alerts' | 'allergies', categories?: readonly string[]): string[] } {
  const asked: Asked[] = [];
  const source: Pick<RecordSource, 'search'> = {
    search: (section, search, { id: patient = '' }, { signal, categories, onPage }) => new Promise((resolve) => {
      asked.push({ section, search, patient, categories, signal, give: onPage, end: async (end = WHOLE) => { resolve(end); await new Promise((done) => { setTimeout(done); }); } });
    }),
  };
  const queries = new Queries(source as RecordSource, { resourceType: 'Patient', id: 'p1' }, ({ type }) => shared.includes(type), bySection, () => clock.now);
  return {
    queries, asked,
    listen(search = FLAG, again = false, section = 'alerts', categories = []) {
      const heard: string[] = [];
      queries.ask(section, search, categories, { onPage: ({ matches }) => heard.push(`${matches[0]?.id}`), onEnd: ({ kind }) => heard.push(kind) }, again);
      return heard;
    },
  };
}

describe('queries of a page', () => {
  it('of a section that may no longer be seen ask no further, unless another section asked the same', () => {
    const { queries, asked, listen } = world();
    listen();
    listen(FLAG, false, 'allergies');
    listen({ type: 'Consent', main: false });
    queries.forget(['Flag', 'Consent'], 'alerts');
    expect(asked.map(({ signal }) => signal.aborted)).to.deep.equal([false, true]);
    queries.forget(['Flag'], 'allergies');
    expect(asked[0]!.signal.aborted).to.equal(true);
  });
  it('of one section have one signal for an adapter, which knows them by it', () => {
    const { asked, listen } = world([], true);
    listen();
    listen({ type: 'Consent', main: false });
    expect(asked[0]!.signal).to.equal(asked[1]!.signal);
  });
  it('asks an equal query once, and tells both', async () => {
    const { asked, listen } = world();
    const one = listen();
    const other = listen({ ...FLAG, main: false, needs: 'alerts' }, false, 'allergies');
    expect(asked.length).to.equal(1);
    asked[0]!.give(page('1'));
    await asked[0]!.end();
    expect([one, other]).to.deep.equal([['1', 'whole'], ['1', 'whole']]);
  });
  it('asks each that differs: type, order, includes, parameters, categories', () => {
    const { asked, listen } = world();
    for (const search of [FLAG, { ...FLAG, type: 'List' }, { ...FLAG, sort: '-date' }, { ...FLAG, include: ['Flag:author'] }, { ...FLAG, params: { code: '1' } }]) listen(search);
    listen(FLAG, false, 'alerts', ['imaging']);
    expect(asked.length).to.equal(6);
    expect(asked[5]!.categories).to.deep.equal(['imaging']);
    expect(asked.every(({ patient }) => patient === 'p1')).to.equal(true);
  });
  it('gives who comes later what came before, in order', async () => {
    const { asked, listen } = world();
    listen();
    asked[0]!.give(page('1'));
    const late = listen();
    asked[0]!.give(page('2'));
    await asked[0]!.end();
    const later = listen();
    expect([late, later]).to.deep.equal([['1', '2', 'whole'], ['1', '2', 'whole']]);
    expect(asked.length).to.equal(1);
  });
  it('never ends a query for somebody who was not given its pages', async () => {
    const { asked, listen } = world([]);
    listen();
    asked[0]!.give(page('1'));
    await asked[0]!.end();
    const again = listen();
    expect(again).to.deep.equal([]);
    expect(asked.length).to.equal(2);
    asked[1]!.give(page('2'));
    await asked[1]!.end();
    expect(again).to.deep.equal(['2', 'whole']);
  });
  it('asks anew when told to, once for all who are told together; the earlier one still ends for those who wait for it', async () => {
    const { asked, listen } = world();
    const first = listen();
    await Promise.resolve();
    const again = listen(FLAG, true);
    const beside = listen(FLAG, true, 'allergies');
    expect(asked.length).to.equal(2);
    asked[1]!.give(page('new'));
    await asked[1]!.end();
    asked[0]!.give(page('old'));
    await asked[0]!.end();
    expect([first, again, beside]).to.deep.equal([['old', 'whole'], ['new', 'whole'], ['new', 'whole']]);
    expect(listen()).to.deep.equal(['new', 'whole']);
  });
  it('an adapter is asked by section', () => {
    const { asked, listen } = world(['Flag'], true);
    listen();
    listen(FLAG, false, 'allergies');
    expect(asked.map(({ section }) => section)).to.deep.equal(['alerts', 'allergies']);
  });
  it('aborted: the network is told, and nobody hears anything any more', async () => {
    const { queries, asked, listen } = world();
    const heard = listen();
    queries.abort();
    expect([asked[0]!.signal.aborted, queries.signal.aborted]).to.deep.equal([true, true]);
    asked[0]!.give(page('1'));
    await asked[0]!.end({ kind: 'failed', problem: { cause: 'no-connection', reference: '' } });
    expect(heard).to.deep.equal([]);
  });
  it('were loaded when they were asked, however long the answer takes, whoever takes it later', async () => {
    const { queries, asked } = world();
    const at: number[] = [];
    const ask = (): void => { queries.ask('alerts', FLAG, [], { onPage: () => undefined, onEnd: (_, when) => { at.push(when); } }); };
    clock.now = 1000;
    ask();
    clock.now = 2000;
    asked[0]!.give(page('1'));
    clock.now = 3000;
    await asked[0]!.end();
    clock.now = 9000;
    ask();
    expect(at).to.deep.equal([1000, 1000]);
  });
});
