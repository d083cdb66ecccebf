import { expect } from '@open-wc/testing';
import { publicState } from '../../src/element/public-state.js';
import type { Page } from '../../src/controllers/page.js';
import type { Gap, SectionState } from '../../src/record/section-state.js';

const counts = { items: 3, received: 5, shown: 4, unshown: 1 };
const pageOf = (state: SectionState, patient = 'shown', session?: string): Page =>
  ({ state: () => state, patient: { name: patient }, session: session === undefined ? undefined : { state: session } }) as unknown as Page;
const ready = (gaps: readonly Gap[]): SectionState => ({ name: 'ready', model: { secret: 'Penicillin' }, counts, gaps, sources: [], loadedAt: '2026-06-02T09:30:00.000Z', unread: ['secret'] });
const zero = { items: 0, received: 0, shown: 0, unshown: 0, gaps: [], loadedAt: null };

describe('element.state', () => {
  it('numbers and names of a section, gaps of one kind as one', () => {
    const gaps: readonly Gap[] = [{ kind: 'unreadable', count: 1 }, { kind: 'source-silent', organisation: 'North', reference: 'r' }, { kind: 'source-silent', organisation: 'South' },
      { kind: 'limit', count: 40, limit: { shown: 3, exact: true, newest: false, left: 35 } }, { kind: 'withheld-at-source', text: 'secret', count: 2 }, { kind: 'withheld-at-source', count: 3 }];
    expect(publicState(pageOf(ready(gaps), 'shown', 'ready'), ['alerts'], true)).to.deep.equal({
      session: 'ready', patient: 'shown',
      sections: { alerts: { state: 'ready', ...counts, loadedAt: '2026-06-02T09:30:00.000Z', gaps: [{ kind: 'unreadable', count: 1 }, { kind: 'source-silent' }, { kind: 'limit', count: 35 }, { kind: 'withheld-at-source', count: 5 }] } },
    });
  });
  it('what nobody counted wholly is not counted', () => {
    const limits = (...totals: readonly (number | undefined)[]): readonly Gap[] => totals.map((left) => ({ kind: 'limit', count: 900, limit: { shown: 3, exact: true, newest: false, left } }));
    const gaps = (...totals: readonly (number | undefined)[]): unknown => publicState(pageOf(ready(limits(...totals))), ['alerts'], true).sections.alerts?.gaps;
    expect(gaps(500, undefined)).to.deep.equal([{ kind: 'limit' }]);
    expect(gaps(undefined, 500)).to.deep.equal([{ kind: 'limit' }]);
    expect(gaps(500, 3)).to.deep.equal([{ kind: 'limit', count: 503 }]);
  });
  const STATES: readonly (readonly [SectionState, object])[] = [
    [{ name: 'waiting' }, { state: 'waiting', ...zero }],
    [{ name: 'loading', counts, slow: true }, { state: 'loading', ...zero, ...counts }],
    [{ name: 'withheld', by: 'api', reference: 'r' }, { state: 'withheld', ...zero }],
    [{ name: 'unavailable', problem: { cause: 'fault', reference: 'r' } }, { state: 'unavailable', ...zero }],
    [{ name: 'unavailable', problem: { cause: 'fault', reference: 'r' }, counts: { items: 0, received: 2, shown: 0, unshown: 2 }, gaps: [{ kind: 'other-patient', count: 2 }], unread: [] },
      { state: 'unavailable', ...zero, received: 2, unshown: 2, gaps: [{ kind: 'other-patient', count: 2 }] }],
    [{ name: 'none-recorded', loadedAt: '2026-06-02T09:30:00.000Z', sources: [] }, { state: 'none-recorded', ...zero, loadedAt: '2026-06-02T09:30:00.000Z' }],
  ];
  for (const [state, section] of STATES) {
    it(`${state.name}: exactly its keys`, () => {
      expect(publicState(pageOf(state), ['documents'], true)).to.deep.equal({ session: 'signed-out', patient: 'shown', sections: { documents: section } });
    });
  }
  it('an element that shows nobody tells of nobody', () => {
    expect(publicState(pageOf(ready([]), 'shown', 'ready'), ['alerts'], false)).to.deep.equal({ session: 'ready', patient: 'none', sections: { alerts: { state: 'waiting', ...zero } } });
  });
  it('has a key for each section wanted, and nothing that was said of the patient', () => {
    const state = publicState(pageOf(ready([{ kind: 'warned', text: 'secret' }])), ['alerts', 'results', 'care-plans'], true);
    expect(Object.keys(state.sections)).to.deep.equal(['alerts', 'results', 'care-plans']);
    expect(JSON.stringify(state)).to.not.match(/secret|Penicillin/);
  });
});
