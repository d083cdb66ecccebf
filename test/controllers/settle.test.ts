import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { NO_COUNTS, settle, type Counts, type EndedQuery, type Gap, type QueryEnd } from '../../src/record/section-state.js';

/** The whole decision of contract section 4, without anything around it. */
const problem = (cause: 'fault' | 'timeout' = 'fault'): { readonly cause: 'fault' | 'timeout'; readonly reference: string } => ({ cause, reference: `ref-${cause}` });
const WHOLE: QueryEnd = { kind: 'whole' };
const FAILED: QueryEnd = { kind: 'failed', problem: problem() };
const STOPPED: QueryEnd = { kind: 'stopped', problem: problem('timeout') };
const REFUSED: QueryEnd = { kind: 'not-released', reference: 'ref-403' };
const UNSERVED: QueryEnd = { kind: 'not-served' };
const LIMIT: QueryEnd = { kind: 'limit', total: 40 };
const q = (end: QueryEnd, main = true, type = 'Flag'): EndedQuery => ({ type, main, end });
const notOwn = (): undefined => undefined;
const some: Counts = { items: 2, received: 3, shown: 3, unshown: 0 };
const unshown: Counts = { items: 0, received: 1, shown: 0, unshown: 1 };
const unreadable: Gap = { kind: 'unreadable', count: 1 };

const TABLE: readonly (readonly [name: string, queries: readonly EndedQuery[], counts: Counts, gaps: readonly Gap[], rule: boolean, state: string, kinds?: readonly string[]])[] = [
  ['whole and empty', [q(WHOLE)], NO_COUNTS, [], false, 'none-recorded'],
  ['several, all whole and empty', [q(WHOLE), q(WHOLE, false)], NO_COUNTS, [], false, 'none-recorded'],
  ['whole and empty, an added type not served', [q(WHOLE), q(UNSERVED, false)], NO_COUNTS, [], false, 'none-recorded'],
  ['whole and empty, a label rule applies', [q(WHOLE)], NO_COUNTS, [], true, 'ready', []],
  ['whole and empty, warned', [q(WHOLE)], NO_COUNTS, [{ kind: 'warned' }], false, 'ready', ['warned']],
  ['whole and empty, a source is silent', [q(WHOLE)], NO_COUNTS, [{ kind: 'source-silent', organisation: 'North' }], false, 'ready', ['source-silent']],
  ['whole, with items', [q(WHOLE)], some, [], false, 'ready', []],
  ['items of another section alone (a flag)', [q(WHOLE)], { ...NO_COUNTS, items: 1 }, [], false, 'ready', []],
  ['whole, nothing readable', [q(WHOLE)], unshown, [unreadable], false, 'ready', ['unreadable']],
  ['all failed', [q(FAILED), q(FAILED, false)], NO_COUNTS, [], false, 'unavailable'],
  ['one failed, nothing to show', [q(WHOLE), q(FAILED, false)], NO_COUNTS, [], false, 'unavailable'],
  ['one failed, only gaps to show', [q(WHOLE), q(FAILED, false)], unshown, [unreadable], false, 'unavailable'],
  ['one failed, items', [q(WHOLE), q(FAILED, false)], some, [], false, 'ready', ['source-silent']],
  ['stopped, items', [q(STOPPED)], some, [], false, 'ready', ['stopped']],
  ['stopped, nothing to show', [q(STOPPED)], NO_COUNTS, [], false, 'unavailable'],
  ['all not released', [q(REFUSED), q(REFUSED, false)], NO_COUNTS, [], false, 'withheld'],
  ['all that are served not released', [q(REFUSED), q(UNSERVED)], NO_COUNTS, [], false, 'withheld'],
  ['one not released, the rest empty', [q(WHOLE), q(REFUSED, false)], NO_COUNTS, [], false, 'ready', ['not-released']],
  ['one not released, items', [q(WHOLE), q(REFUSED, false)], some, [], false, 'ready', ['not-released']],
  ['one not released, one failed, nothing to show', [q(REFUSED), q(FAILED)], NO_COUNTS, [], false, 'unavailable'],
  ['the most it can hold', [q(LIMIT)], some, [], false, 'ready', ['limit']],
  ['the most it can hold, nothing readable', [q(LIMIT)], NO_COUNTS, [], false, 'ready', ['limit']],
  ['the main type not served', [q(UNSERVED), q(WHOLE, false)], NO_COUNTS, [], false, 'unavailable'],
  ['one of two main types not served', [q(UNSERVED), q(WHOLE)], some, [], false, 'ready', []],
  ['one of two main types not served, nothing to show', [q(UNSERVED), q(WHOLE)], NO_COUNTS, [], false, 'unavailable'],
  ['no query at all', [], NO_COUNTS, [], false, 'unavailable'],
];

describe('how a section settles', () => {
  for (const [name, queries, counts, gaps, rule, state, kinds] of TABLE) {
    it(`${name} → ${state}`, () => {
      const settled = settle(queries, counts, gaps, rule, () => counts.shown);
      expect(settled.name).to.equal(state);
      expect(settled.name === 'ready' ? settled.gaps.map((gap) => gap.kind) : undefined).to.deep.equal(kinds);
    });
  }
  it('keeps the reference of what went wrong, and the numbers of a limit', () => {
    expect(settle([q(FAILED)], NO_COUNTS, [], false, notOwn)).to.deep.equal({ name: 'unavailable', problem: problem() });
    expect(settle([q(REFUSED)], NO_COUNTS, [], false, notOwn)).to.deep.equal({ name: 'withheld', reference: 'ref-403' });
    const gapsOf = (end: QueryEnd): unknown => { const settled = settle([q(WHOLE), q(end, false, 'List')], some, [], false, notOwn); return settled.name === 'ready' && settled.gaps[0]; };
    expect(gapsOf(REFUSED)).to.deep.equal({ kind: 'not-released', type: 'List', reference: 'ref-403' });
    expect(gapsOf(FAILED)).to.deep.equal({ kind: 'source-silent', type: 'List', reference: 'ref-fault' });
    expect(gapsOf(STOPPED)).to.deep.equal({ kind: 'stopped', type: 'List', reference: 'ref-timeout' });
  });
  it('what was cut off, of whichever types, is one number of the section, and exact only where each item is one entry', () => {
    const limitOf = (ends: readonly QueryEnd[], items: number): unknown => {
      const of: Readonly<Record<string, number>> = { Flag: 10, List: 20 };
      const settled = settle(ends.map((end, index) => q(end, true, ['Flag', 'List', 'Borrowed'][index])), { items, received: 30, shown: 30, unshown: 0 }, [], false, (type) => of[type]);
      return settled.name === 'ready' && settled.gaps.map(({ kind, count, limit }) => [kind, limit!.shown, limit!.exact, count]);
    };
    const cut = (total?: number): QueryEnd => ({ kind: 'limit', total });
    expect(limitOf([cut(13), WHOLE], 30)).to.deep.equal([['limit', 30, true, 33]]);
    expect(limitOf([cut(13), cut(24)], 30)).to.deep.equal([['limit', 30, true, 37]]);
    expect(limitOf([cut(13), cut()], 30)).to.deep.equal([['limit', 30, false, undefined]]);
    expect(limitOf([cut(9), WHOLE], 30)).to.deep.equal([['limit', 30, false, undefined]]);
    // courses of medicines
    expect(limitOf([cut(13), WHOLE], 20)).to.deep.equal([['limit', 20, false, undefined]]);
    // a type that is another section's
    expect(limitOf([WHOLE, WHOLE, cut(90)], 31)).to.deep.equal([['limit', 31, false, undefined]]);
    // one answer for all types
    expect(limitOf([{ ...cut(90), together: true } as QueryEnd, WHOLE], 30)).to.deep.equal([['limit', 30, true, 90]]);
  });
  it('how many never arrived is known unless some came and are not shown, of whichever type, or may be hidden', () => {
    const leftOf = (ends: readonly QueryEnd[], unshown = 0, hidden = false): unknown => {
      const settled = settle(ends.map((end, index) => q(end, true, ['Flag', 'Consent'][index])), { items: 5, received: 20 + unshown, shown: 20, unshown }, [], hidden, () => 10);
      return settled.name === 'ready' && settled.gaps.map(({ limit }) => limit!.left);
    };
    expect(leftOf([LIMIT, WHOLE])).to.deep.equal([30]);
    expect(leftOf([LIMIT], 4)).to.deep.equal([26]);
    expect(leftOf([LIMIT, LIMIT], 4)).to.deep.equal([56]);
    for (const unknown of [leftOf([LIMIT, WHOLE], 1), leftOf([LIMIT], 0, true), leftOf([{ kind: 'limit' }]), leftOf([{ kind: 'limit', total: 9 }])]) expect(unknown).to.deep.equal([undefined]);
  });
  it('those shown are the newest only where one query alone was asked, seen to be in order, and nothing is missing or hidden', () => {
    const newest: QueryEnd = { kind: 'limit', total: 40, newest: true };
    const said = (queries: readonly EndedQuery[], gaps: readonly Gap[] = [], rule = false): unknown => {
      const settled = settle(queries, some, gaps, rule, notOwn);
      return settled.name === 'ready' && settled.gaps.find(({ kind }) => kind === 'limit')?.limit?.newest;
    };
    expect(said([q(newest)])).to.equal(true);
    expect(said([q(newest), q(UNSERVED)])).to.equal(true);
    expect([said([q(LIMIT)]), said([q(newest), q(WHOLE)]), said([q(newest)], [unreadable]), said([q(newest)], [{ kind: 'source-silent' }]), said([q(newest)], [], true)])
      .to.deep.equal([false, false, false, false, false]);
  });
  it('says "none recorded" only of answers that are whole, unwarned and empty, for a role without label rules', () => {
    const end = fc.constantFrom(WHOLE, FAILED, STOPPED, REFUSED, UNSERVED, LIMIT);
    const query = fc.record({ type: fc.constant('Flag'), main: fc.boolean(), end });
    const counts = fc.constantFrom(NO_COUNTS, some, unshown);
    const gaps = fc.array(fc.constantFrom<Gap>(unreadable, { kind: 'warned' }, { kind: 'in-error', count: 1 }), { maxLength: 2 });
    fc.assert(fc.property(fc.array(query, { maxLength: 4 }), counts, gaps, fc.boolean(), (queries, number, found, rule) => {
      const asked = queries.filter((one) => one.end !== UNSERVED);
      const none = asked.some((one) => one.main) && queries.every((one) => one.end === WHOLE || (one.end === UNSERVED && !one.main)) && number === NO_COUNTS && found.length === 0 && !rule;
      expect(settle(queries, number, found, rule, notOwn).name === 'none-recorded').to.equal(none);
    }), { numRuns: 1000 });
  });
});
