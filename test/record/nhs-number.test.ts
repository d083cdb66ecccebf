import { expect } from '@open-wc/testing';
import { formatNhsNumber, parseNhsNumber } from '../../src/record/nhs-number.js';

describe('NHS number', () => {
  for (const text of ['9990000018', '999 000 0018', '999-000-0018', ' 999 000 0018 ', '999\u00a0000\u00a00018']) {
    it(`reads ${JSON.stringify(text)}`, () => expect(parseNhsNumber(text)).to.equal('9990000018'));
  }
  for (const text of ['9990000019', '999000001', '99900000188', '999000001X', '', '0000000000', '1111111111', '٩٩٩٠٠٠٠٠١٨', 'NHS 9990000018', 9990000018, null, undefined, {}]) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(parseNhsNumber(text)).to.equal(undefined));
  }
  it('takes exactly one check digit of the ten', () => {
    const passed = Array.from({ length: 10 }, (_, digit) => `999000001${digit}`).filter((text) => parseNhsNumber(text) !== undefined);
    expect(passed).to.deep.equal(['9990000018']);
  });
  it('takes no number whose check digit would be ten', () => {
    const stems = Array.from({ length: 100 }, (_, index) => `9990000${String(index).padStart(2, '0')}`);
    const open = stems.filter((stem) => !Array.from({ length: 10 }, (_, digit) => parseNhsNumber(stem + digit)).some((found) => found !== undefined));
    expect(open.length).to.be.within(5, 14);
  });
  it('changes on any swap of two neighbouring digits', () => {
    expect(parseNhsNumber('9990001008')).to.equal(undefined);
    expect(parseNhsNumber('9990000081')).to.equal(undefined);
  });
  it('is shown 3-3-4 with single spaces', () => expect(formatNhsNumber('9990000018')).to.equal('999 000 0018'));
});
