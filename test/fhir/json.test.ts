import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { parseFhir } from '../../src/fhir/json.js';

/** Elements of R4 that hold decimals, by every name there is, and an invented one. */
const NAMES = ['value', 'valueDecimal', 'factor', 'period', 'periodMax', 'duration', 'durationMax', 'lowerLimit', 'upperLimit', 'latitude',
  'longitude', 'altitude', 'score', 'probabilityDecimal', 'anythingElse'];

const digits = fc.tuple(
  fc.constantFrom('', '-'), fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9]\d{0,17}$/)), fc.stringMatching(/^\d{1,18}$/),
  fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?\d{1,3}$/)),
).map(([sign, whole, fraction, exponent]) => `${sign}${whole}.${fraction}${exponent}`);
const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

describe('parseFhir', () => {
  it('keeps the digits of every decimal, whatever the element and the white space', () => {
    fc.assert(fc.property(fc.constantFrom(...NAMES), digits, space, space, (name, number, before, after) => {
      expect(parseFhir(`{"a":1,"${name}"${before}:${after}${number}${before}}`)).to.deep.equal({ a: 1, [name]: number });
    }), { numRuns: 500 });
  });

  it('keeps exponents, the sign of a zero and whole numbers that JavaScript cannot hold', () => {
    for (const number of ['1e3', '5E-10', '-2e+05', '12345678901234567890', '-9007199254740993', '-0', '-0.0']) {
      expect(parseFhir(`{"value":${number}}`)).to.deep.equal({ value: number });
    }
  });

  it('leaves whole numbers numbers', () => {
    expect(parseFhir('{"value":5,"total":0,"n":-12,"list":[1,2],"big":123456789012345}')).to.deep.equal({ value: 5, total: 0, n: -12, list: [1, 2], big: 123456789012345 });
  });

  it('keeps both ends of a range, and nested values', () => {
    expect(parseFhir('{"low":{"value":3.50},"high" : { "value" : 5.10 },"x":[{"value":1.0},{"value":2.00}]}'))
      .to.deep.equal({ low: { value: '3.50' }, high: { value: '5.10' }, x: [{ value: '1.0' }, { value: '2.00' }] });
  });

  for (const text of [
    '"value":5.10', 'he wrote "value": 5.10, then left', ': 5.10,', '","value":5.10,"', '\\"value":5.10', '\\', '5.10', '{"value":5.10}',
    'value":5.10', '"', '\\\\"value":1.5', '\n"value": 1.5\n', '"value"', ' : 1.5}',
  ]) {
    it(`never changes text: ${JSON.stringify(text)}`, () => {
      const whole = { value: text, [text]: 'key', list: [text, text], after: text };
      expect(parseFhir(JSON.stringify(whole))).to.deep.equal(whole);
      expect(parseFhir(JSON.stringify(whole, null, 2))).to.deep.equal(whole);
    });
  }

  it('never changes text, whatever is in it', () => {
    const nasty = fc.array(fc.constantFrom('"', '\\', 'value', ':', ' ', '5.10', '1e5', ',', '{', '}', '[', ']', '\n', 'a', '12345678901234567890'), { maxLength: 14 })
      .map((parts) => parts.join(''));
    const json = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, nasty, fc.integer({ min: -999_999, max: 999_999 }).map((one) => one || 0), fc.boolean(), fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(nasty.filter((key) => key !== '__proto__'), tie('any'), { maxKeys: 4, noNullPrototype: true })),
    })).any;
    fc.assert(fc.property(json, fc.constantFrom(0, 1), (value, indent) => {
      expect(parseFhir(JSON.stringify(value, null, indent))).to.deep.equal(value);
    }), { numRuns: 2000 });
  });

  for (const broken of ['{"value":05.10}', '{"value":5.}', '{"value":.5}', '{"value":5.10.2}', '{"value":5.10abc}', '{"value":1.5e}', '{"value":+1.5}',
    '{"value":5.10', '<html></html>', '', '{"value":1.5}}', '{"value":-}', '{"value":00.1}', '{"value":-00}', '{"value":-01}']) {
    it(`refuses what is no JSON: ${broken}`, () => {
      expect(() => JSON.parse(broken)).to.throw(SyntaxError);
      expect(() => parseFhir(broken)).to.throw(SyntaxError);
    });
  }
});
