import { expect } from '@open-wc/testing';
import { flagCode, observation, quantity } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { mapped } from '../sections/support-clinical.js';

type More = Readonly<Record<string, unknown>>;
const mmol = (value: string): More => ({ valueQuantity: quantity(value, 'mmol/L') });

describe('what "abnormal only" may hide', () => {
  const grade = (more: More): number => mapped(toResults, [observation('a', 'Potassium', more)]).parts.flatMap(({ series }) => series)[0]!.rows[0]!.grade;
  const flagged = (...codes: readonly string[]): More => ({ interpretation: codes.map((code) => flagCode(code)) });
  const within = { referenceRange: [{ low: quantity('3.5', 'mmol/L'), high: quantity('5.3', 'mmol/L') }] };
  it('normal is only what the laboratory calls so, or what lies in its range', () => {
    for (const code of ['B', 'EXP', 'NEG', 'ND', 'NR', 'S', 'VS']) {
      expect([grade({ ...mmol('6.8'), ...within, ...flagged(code) }), grade({ ...mmol('4.8'), ...within, ...flagged(code) }), grade(flagged(code))], code).to.deep.equal([1, 0, 2]);
    }
    expect([grade(flagged('N')), grade({ ...mmol('6.8'), ...within, ...flagged('N') }), grade(flagged('N', 'NEG')), grade(flagged('N', 'POS'))]).to.deep.equal([0, 0, 0, 1]);
    for (const code of ['W', 'U', 'D', 'IND', 'H', 'anything']) expect(grade({ ...mmol('4.8'), ...within, ...flagged(code) }), code).to.equal(1);
  });
  it('a number of a million digits is shown as sent and compared with nothing', () => {
    const digits = '1'.repeat(3_000_000);
    const { parts, result } = mapped(toResults, [observation('a', 'Potassium', { ...mmol(digits), ...within })]);
    const [row] = parts.flatMap(({ series }) => series)[0]!.rows;
    expect([result(row!).values[0]!.text === `${digits} mmol/L`, row!.grade, result(row!).flag]).to.deep.equal([true, 2, undefined]);
  });
  it('what is not understood or does not hold is never hidden', () => {
    for (const more of [{ modifierExtension: [{ url: 'urn:x' }] }, { status: 'guessed' }, { status: 'cancelled' }]) expect(grade({ ...mmol('4.8'), ...flagged('N'), ...more }), JSON.stringify(more)).to.equal(2);
  });
});
