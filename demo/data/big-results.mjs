import { daysBefore, at } from './dates.mjs';
import { dec } from './decimal.mjs';
import { LAB_TESTS } from './lab-tests.mjs';
import { LABORATORY, codeOf, flag, flagFor, rangeOf, unitOf } from './observations.mjs';
import { organisation } from './organisations.mjs';
import { seeded } from './seeded.mjs';

const NEWEST = '2026-11-24';

/**
 * `n` laboratory results, newest first, of about forty tests. What repeats (code, range, performer) is one object shared by all, so
 * that 20,000 of them are made in a moment: copy before changing one.
 */
export function bigResults(patientId, n) {
  const random = seeded(n);
  const labs = [organisation('RTG'), organisation('RFS')].map((lab) => [lab]);
  const subject = { reference: `Patient/${patientId}` };
  const tests = Object.values(LAB_TESTS).map((test) => ({ ...test, concept: codeOf(test), range: rangeOf(test), units: unitOf(test) }));
  const high = flag('H');
  const low = flag('L');
  const results = [];
  for (let round = 0; results.length < n; round++) {
    const date = at(daysBefore(NEWEST, round * 5), '08:15');
    const performer = labs[round % 7 === 0 ? 1 : 0];
    for (const test of tests) {
      if (results.length === n) break;
      const printed = Math.max(0, test.middle + random.bell() * test.spread).toFixed(test.places);
      const sent = flagFor(printed, test);
      results.push({
        resourceType: 'Observation', id: `${patientId}-obs-${results.length + 1}`, status: 'final', category: LABORATORY, code: test.concept, subject,
        effectiveDateTime: date, performer, valueQuantity: { value: dec(printed), ...test.units },
        ...(sent ? { interpretation: sent === 'H' ? high : low } : {}), ...test.range,
      });
    }
  }
  return results;
}
