import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { byName } from '../../src/record/by-name.js';

const sorted = (...names: (string | undefined)[]): (string | undefined)[] => names.sort(byName);

describe('names in order', () => {
  it('numbers count by their size', () => {
    expect(sorted('Aspirin 300 mg', 'Aspirin 75 mg', 'aspirin 5 mg')).to.deep.equal(['aspirin 5 mg', 'Aspirin 75 mg', 'Aspirin 300 mg']);
  });
  it('case and accents do not matter, what has no name comes first', () => {
    expect(sorted('Zinc', 'Énalapril', 'enoxaparin', '', 'Doxazosin')).to.deep.equal(['', 'Doxazosin', 'Énalapril', 'enoxaparin', 'Zinc']);
    expect(byName('naïve', 'NAIVE')).to.equal(0);
  });
  it('agrees with the browser\'s collation of letters, spaces and numbers', () => {
    const collator = new Intl.Collator('en-GB', { numeric: true });
    const name = fc.array(fc.constantFrom(...'abcxyzABCXYZ0123456789 ')).map((letters) => letters.join(''));
    fc.assert(fc.property(name, name, (a, b) => {
      const order = Math.sign(collator.compare(a, b));
      // case is the collator's last resort; here names that differ in nothing else keep their order
      if (a.toLowerCase() !== b.toLowerCase()) expect(byName(a, b)).to.equal(order);
    }));
  });
});
