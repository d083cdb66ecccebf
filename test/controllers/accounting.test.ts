import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { Accounting } from '../../src/controllers/accounting.js';
import { ResourceIndex } from '../../src/controllers/lookup.js';
import type { LabelRule } from '../../src/policy/types.js';
import type { Resource } from '../../src/record/resource.js';
import { defineSection, type SectionDefinition } from '../../src/sections/define.js';

const patient: Resource = { resourceType: 'Patient', id: 'p1' };
const flag = (id: string | undefined, more: object = {}): Resource => ({ resourceType: 'Flag', ...(id !== undefined && { id }), subject: { reference: 'Patient/p1' }, ...more });
/** Shows every Flag with a `say`; throws at one that says "throw". */
const section: SectionDefinition<readonly string[]> = defineSection({
  id: 'alerts', tag: 'dscr-alerts', types: ['Flag'], draws: 'whole', searches: [],
  mapper: () => {
    const said: string[] = [];
    return {
      add(resource) {
        if (resource['say'] === 'throw') throw new Error('mapper');
        return typeof resource['say'] === 'string' && said.push(resource['say']) > 0;
      },
      support(resource) { if (resource['say'] === 'throw') throw new Error('support'); said.push(`support ${String(resource['say'])}`); },
      gaps: () => [{ kind: 'warned', text: 'the list itself says so' }],
      items: () => said.length, model: () => [...said],
    };
  },
});
const books = (options: { readonly rules?: readonly LabelRule[]; readonly part?: (resource: Resource) => boolean; readonly keeps?: boolean; readonly owns?: SectionDefinition['owns'] } = {}): Accounting<readonly string[]> =>
  new Accounting({ ...section, ...(options.owns && { owns: options.owns }) }, { patient, lookup: new ResourceIndex(), highRisk: [] }, () => options.rules ?? [], options.part ?? (() => true), () => options.keeps ?? true);
const HIV: LabelRule = { id: 'r', labels: new Set(['HIV']) };
const labelled = (code: string): object => ({ meta: { security: [{ code }] } });

describe('accounting', () => {
  it('shows what the mapper takes', () => {
    const account = books();
    account.add(flag('1', { say: 'one' }));
    account.add(flag('2', { say: 'two' }));
    expect(account.counts).to.deep.equal({ items: 2, received: 2, shown: 2, unshown: 0 });
    expect(account.model).to.deep.equal(['one', 'two']);
    expect(account.gaps).to.deep.equal([{ kind: 'warned', text: 'the list itself says so' }]);
    expect(account.inError).to.equal(undefined);
  });
  it('counts what the mapper refuses or throws at as unreadable, and keeps it as received', () => {
    const account = books();
    const [refused, thrown, foreign] = [flag('1'), flag('2', { say: 'throw' }), { not: 'a resource' }];
    account.add(refused);
    account.add(thrown);
    account.addUnreadable(foreign);
    expect(account.counts).to.deep.equal({ items: 0, received: 3, shown: 0, unshown: 3 });
    expect(account.gaps[0]).to.deep.equal({ kind: 'unreadable', count: 3 });
    expect(account.unread).to.deep.equal([refused, thrown, foreign]);
  });
  it('counts what throws before any mapper sees it as unreadable, and goes on', () => {
    const throwing = (name: string): object => Object.defineProperty({}, name, { enumerable: true, get() { throw new Error(name); } });
    for (const [name, account] of [['owns', books({ owns: ({ id }) => { if (id === '1') throw new Error('owns'); return true; } })], ['status', books()]] as const) {
      account.add(Object.assign(Object.create(throwing(name) as object) as object, flag('1', { say: 'one' })));
      account.add(flag('2', { say: 'two' }));
      expect(account.counts, name).to.deep.equal({ items: 1, received: 2, shown: 1, unshown: 1 });
      expect(account.gaps[0], name).to.deep.equal({ kind: 'unreadable', count: 1 });
    }
  });
  it('knows which version counts of what came twice', () => {
    const [first, other] = [flag('1', { say: 'old', meta: { versionId: '9' } }), flag('2', { say: 'other' })];
    for (const [later, counts] of [
      [{ meta: { versionId: '10' } }, true], [{ meta: { versionId: '8' } }, false], [{ meta: { versionId: '9' } }, false], [{}, false], [{ meta: { versionId: 'b' } }, false],
      [{ status: 'entered-in-error' }, true], [{ status: 'entered-in-error', meta: { versionId: '8' } }, false],
    ] as const) {
      const account = books();
      const second = flag('1', { say: 'new', ...later });
      for (const one of [first, other, second]) account.add(one);
      expect(account.counts.received).to.equal(2);
      expect(account.newest?.get('Flag/1'), JSON.stringify(later)).to.equal(counts ? second : undefined);
    }
    const account = books();
    const [morning, noon] = ['09:00:00+01:00', '08:30:00Z'].map((time) => flag('1', { say: time, meta: { versionId: '1', lastUpdated: `2026-06-01T${time}` } }));
    for (const one of [noon!, morning!, noon!]) account.add(one);
    expect(account.newest).to.equal(undefined);
  });
  it('counts one id once, and everything without an id', () => {
    const account = books();
    for (const id of ['1', '1', undefined, undefined]) account.add(flag(id, { say: 'x' }));
    expect(account.counts.received).to.equal(3);
  });
  it("leaves out another patient's and what names nobody, with the reference of the first request", () => {
    const account = books();
    account.add(flag('1', { subject: { reference: 'Patient/p2' }, say: 'x' }), 'request-1');
    account.add({ resourceType: 'Flag', id: '2', say: 'x' }, 'request-2');
    expect(account.counts).to.deep.equal({ items: 0, received: 2, shown: 0, unshown: 2 });
    expect(account.gaps[0]).to.deep.equal({ kind: 'other-patient', count: 2, reference: 'request-1' });
    expect(account.unread).to.deep.equal([]);
  });
  it("never keeps another patient's resource as received, whatever its type", () => {
    const account = books();
    account.addUnreadable({ resourceType: 'Observation', id: '1', subject: { reference: 'Patient/p2' } }, 'request');
    account.addUnreadable({ resource: { subject: { reference: 'Patient/p2' } } });
    account.addUnreadable({ resourceType: 'Patient', id: 'p2' });
    account.addUnreadable({ resourceType: 'Appointment', participant: [{ actor: { reference: 'Patient/p2' } }] });
    account.addUnreadable({ resourceType: 'Observation', id: '2', subject: { reference: 'Patient/p1' } });
    expect(account.unread).to.deep.equal([{ resourceType: 'Observation', id: '2', subject: { reference: 'Patient/p1' } }]);
    expect(account.gaps.slice(0, 2)).to.deep.equal([{ kind: 'unreadable', count: 1 }, { kind: 'other-patient', count: 4, reference: 'request' }]);
  });
  it('counts without keeping where a rule hides some entries', () => {
    const account = books({ rules: [HIV], keeps: false });
    account.addUnreadable({ resourceType: 'Observation', ...labelled('HIV') });
    expect(account.unread).to.deep.equal([]);
    expect(account.counts).to.deep.equal({ items: 0, received: 1, shown: 0, unshown: 1 });
  });
  it('lists what was recorded in error apart', () => {
    const account = books();
    account.add(flag('1', { say: 'wrong', status: 'entered-in-error' }));
    account.add(flag('2', { say: 'right' }));
    expect(account.counts).to.deep.equal({ items: 1, received: 2, shown: 1, unshown: 1 });
    expect(account.gaps[0]).to.deep.equal({ kind: 'in-error', count: 1 });
    expect([account.model, account.inError]).to.deep.equal([['right'], ['wrong']]);
  });
  it('what a label rule hides is in no number; an unknown label counts as listed', () => {
    const account = books({ rules: [HIV] });
    for (const [id, code] of [['1', 'HIV'], ['2', 'XYZ'], ['3', 'SEX'], ['4', 'HTEST']] as const) account.add(flag(id, { say: code, ...labelled(code) }));
    expect(account.model).to.deep.equal(['SEX', 'HTEST']);
    expect(account.counts).to.deep.equal({ items: 2, received: 2, shown: 2, unshown: 0 });
    expect([account.shownOf('Flag'), account.shownOf('List')]).to.deep.equal([2, undefined]);
  });
  it('what belongs to a part the role may not see is in no number', () => {
    const account = books({ part: ({ id }) => id === '1' });
    account.add(flag('1', { say: 'mine' }));
    account.add(flag('2', { say: 'not mine' }));
    expect(account.counts).to.deep.equal({ items: 1, received: 1, shown: 1, unshown: 0 });
  });
  it('a type of another section, or one it does not own, is support: uncounted, of this patient or of nobody', () => {
    const account = books({ owns: ({ id }) => id !== 'theirs' });
    account.add({ resourceType: 'List', id: 'l', subject: { reference: 'Patient/p1' }, say: 'list' });
    account.add({ resourceType: 'Medication', id: 'm', say: 'medicine' });
    account.add(flag('theirs', { say: 'flag' }));
    account.add({ resourceType: 'List', id: 'other', subject: { reference: 'Patient/p2' }, say: 'of another' });
    account.add({ resourceType: 'Medication', id: 'bad', say: 'throw' });
    expect(account.counts.received).to.equal(0);
    expect(account.model).to.deep.equal(['support list', 'support medicine', 'support flag']);
  });
  it('received = shown + unshown = shown + the gaps that arrived, whatever comes', () => {
    const resource = fc.record({
      resourceType: fc.constantFrom('Flag', 'List'), id: fc.option(fc.constantFrom('1', '2', '3', '4'), { nil: undefined }),
      subject: fc.constantFrom({ reference: 'Patient/p1' }, { reference: 'Patient/p2' }, 7, undefined), say: fc.constantFrom('a', 'throw', undefined),
      status: fc.constantFrom('active', 'entered-in-error', undefined), meta: fc.constantFrom(undefined, { security: [{ code: 'HIV' }] }),
    });
    fc.assert(fc.property(fc.array(resource), fc.array(fc.jsonValue()), fc.boolean(), (resources, entries, rule) => {
      const account = books({ rules: rule ? [HIV] : [] });
      for (const one of resources) account.add(one as Resource);
      for (const entry of entries) account.addUnreadable(entry);
      const { received, shown, unshown } = account.counts;
      expect(shown + unshown).to.equal(received);
      expect(account.gaps.reduce((sum, { count = 0 }) => sum + count, 0)).to.equal(unshown);
    }), { numRuns: 300 });
  });
});
