import { expect } from '@open-wc/testing';
import { choosePersonName, formatName } from '../../src/record/person-name.js';

describe('Person name', () => {
  const cases: [why: string, name: unknown, shown: string | undefined][] = [
    ['all parts', { family: 'Smith', given: ['Richard'], prefix: ['Mr'] }, 'SMITH, Richard (Mr)'],
    ['title without full stop', { family: 'Smith', given: ['Ann'], prefix: ['Dr.'] }, 'SMITH, Ann (Dr)'],
    ['several given names', { family: "O'Neill", given: ['Mary', 'Jane'] }, "O'NEILL, Mary Jane"],
    ['single spaces', { family: ' van  Dyke ', given: [' Jo  Ann '] }, 'VAN DYKE, Jo Ann'],
    ['text only, as sent', { text: 'mr r smith' }, 'mr r smith'],
    ['text where a part is missing', { text: 'Prince of Derby', family: 'Derby' }, 'Prince of Derby'],
    ['family only', { family: 'Smith', prefix: ['Mrs'] }, 'SMITH (Mrs)'],
    ['given only', { given: ['Baby'] }, 'Baby'],
    ['given as a string', { family: 'Smith', given: 'Ann', prefix: 'Ms' }, 'SMITH, Ann (Ms)'],
    ['holes in given', { family: 'Smith', given: [null, 'Ann', 7, ''] }, 'SMITH, Ann'],
    ['35 characters', { family: 'A'.repeat(35), given: ['B'.repeat(35)] }, `${'A'.repeat(35)}, ${'B'.repeat(35)}`],
    ['nothing usable', { use: 'official', prefix: ['Mr'] }, undefined],
    ['a string', 'Smith', undefined], ['null', null, undefined], ['list of rubbish', [null, 3, 'x', [], {}], undefined],
    ['absent', undefined, undefined],
  ];
  for (const [why, name, shown] of cases) it(why, () => expect(formatName(name)).to.equal(shown));

  const named = (family: string, more: object = {}): object => ({ family, given: ['Ann'], ...more });
  it('chooses usual before official before any other', () => {
    expect(choosePersonName([named('C'), named('B', { use: 'official' }), named('A', { use: 'usual' })])?.family).to.equal('A');
    expect(choosePersonName([named('C'), named('B', { use: 'official' })])?.family).to.equal('B');
    expect(choosePersonName([named('T', { use: 'temp' }), named('C', { use: 'constructor' })])?.family).to.equal('C');
  });
  it('shows an old, maiden or ended name only where there is no other', () => {
    expect(choosePersonName([named('A', { use: 'old' }), named('B', { use: 'maiden' }), named('C', { use: 'nickname' })])?.family).to.equal('C');
    expect(choosePersonName([named('A', { use: 'old' }), named('B', { use: 'maiden' })])?.family).to.equal('B');
    expect(choosePersonName([named('A', { use: 'official', period: { end: '2020' } })], '2026-05-01')?.family).to.equal('A');
    expect(choosePersonName([named('A', { use: 'maiden' }), { use: 'nickname', given: ['Pat'], period: { end: '2020' } }], '2026-05-01')).to.include({ family: 'A', preferred: undefined });
  });
  it('takes a whole name before a usual one of a given name alone, which tells nobody who it is', () => {
    const short = { use: 'usual', given: ['Jim'] };
    expect(choosePersonName([short, named('A', { use: 'official' })])?.full).to.equal('A, Ann');
    expect(choosePersonName([short, named('A')])?.full).to.equal('A, Ann');
    expect([choosePersonName([short, named('A', { use: 'maiden' })])?.full, choosePersonName([{ use: 'usual', text: 'Sukarno' }, named('A', { use: 'official' })])?.full]).to.deep.equal(['Jim', 'Sukarno']);
  });
  it('takes a usual or official name that is ended or not begun before a maiden or old one, and any of them before an ended nickname', () => {
    const today = '2026-05-01';
    const ended = { period: { end: '2020' } };
    expect(choosePersonName([named('B', { use: 'maiden' }), named('A', { use: 'official', ...ended })], today)?.family).to.equal('A');
    expect(choosePersonName([named('B', { use: 'old' }), named('A', { use: 'official', period: { start: '2027' } })], today)?.family).to.equal('A');
    expect(choosePersonName([named('B', { use: 'old' }), named('A', ended)], today)?.family).to.equal('A');
    expect(choosePersonName([named('B', { use: 'usual', ...ended }), named('A', { use: 'temp' })], today)?.family).to.equal('A');
    expect(choosePersonName([{ use: 'nickname', given: ['Pat'], ...ended }, named('A', { use: 'old' })], today)?.family).to.equal('A');
    expect(choosePersonName([named('B', { use: 'maiden', ...ended }), named('A', { use: 'old' })], today)?.family).to.equal('A');
  });
  it('knows a use in any case', () => {
    expect(choosePersonName([named('A', { use: 'OLD' }), named('B', { use: 'Official' }), named('C', { use: ' Usual' }), { use: 'Nickname', given: ['Pat'] }])).to.include({ family: 'C', preferred: 'Pat' });
  });
  it('passes over names that have ended or not begun', () => {
    const names = [named('A', { use: 'usual', period: { end: '2020-01-31' } }), named('B', { use: 'usual', period: { start: '2030' } }), named('C')];
    expect(choosePersonName(names, '2026-05-01')?.family).to.equal('C');
    expect(choosePersonName(names, '2020-01-31')?.family).to.equal('A');
    expect(choosePersonName([named('A', { period: { end: '2026-05' } })], '2026-05-20')?.family).to.equal('A');
    expect(choosePersonName(names)?.family).to.equal('A');
  });
  it('takes a nickname as the preferred name, not as the name', () => {
    expect(choosePersonName([{ use: 'nickname', given: ['Dick'] }, named('Smith', { use: 'usual' })])).to.deep.equal({ full: 'SMITH, Ann', family: 'Smith', preferred: 'Dick' });
    expect(choosePersonName([{ use: 'nickname', given: ['Dick'] }])).to.deep.equal({ full: 'Dick', family: undefined, preferred: undefined });
  });
});
