import { expect } from '@open-wc/testing';
import { hiddenByLabel } from '../../src/policy/labels.js';

describe('hiddenByLabel', () => {
  const rules = [{ id: 'a', labels: new Set(['SEX', 'HIV']) }, { id: 'b', labels: new Set(['PSY']) }];

  it('hides what a rule lists', () => {
    for (const code of ['SEX', 'HIV', 'PSY']) expect(hiddenByLabel(rules, ['N', code]), code).to.equal(true);
  });
  it('leaves what it knows and no rule lists', () => {
    for (const code of ['N', 'R', 'V', 'U', 'ETH', 'STD', 'NOPAT']) expect(hiddenByLabel(rules, [code]), code).to.equal(false);
    expect(hiddenByLabel(rules, [])).to.equal(false);
  });
  it('counts an unknown label as listed', () => {
    for (const code of ['', 'sex', 'ZZZ', 'REDACTED', 'LOCAL-1', 'constructor', '__proto__']) expect(hiddenByLabel(rules, [code]), code).to.equal(true);
  });
  it('leaves handling tags, unless a rule lists them', () => {
    expect(hiddenByLabel(rules, ['HTEST', 'SUBSETTED', 'PSEUDED'])).to.equal(false);
    expect(hiddenByLabel([{ id: 'test', labels: new Set(['HTEST']) }], ['HTEST'])).to.equal(true);
  });
  it('hides nothing where no rule applies', () => {
    expect(hiddenByLabel([], ['SEX', 'ZZZ'])).to.equal(false);
  });
});
