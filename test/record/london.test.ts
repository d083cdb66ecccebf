import { expect } from '@open-wc/testing';
import { readWhen } from '../../src/record/when.js';

type When = typeof import('../../src/record/when.js');
/** The module once more, as a browser loads it that has no Temporal. */
async function withoutTemporal(): Promise<When> {
  const page = globalThis as { Temporal?: unknown };
  const { Temporal } = page;
  delete page.Temporal;
  try {
    return await import(new URL('../../src/record/when.ts?no-temporal', import.meta.url).href) as When;
  } finally {
    if (Temporal) page.Temporal = Temporal;
  }
}

/** The browser's own calendar of London, asked another way than the widget asks it. */
const FIELDS = ['year', 'month', 'day', 'hour', 'minute'];
const browser = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hourCycle: 'h23', ...Object.fromEntries(FIELDS.map((field) => [field, 'numeric'])) });
const inLondon = (epoch: number): number[] => { const found = browser.formatToParts(epoch); return FIELDS.map((field) => Number(found.find(({ type }) => type === field)!.value)); };
/** Every seventh hour of two weeks about each change of the clocks, and every 29 days of 1901 to 2100. */
const instants: number[] = [];
for (let epoch = Date.UTC(1901, 0, 1, 5, 20); epoch < Date.UTC(2100, 0); epoch += 29 * 86_400_000) instants.push(epoch);
for (const year of [1968, 1971, 1972, 1995, 1996, 2019, 2026, 2037]) for (const month of [2, 9]) for (let hour = 0; hour < 336; hour += 7) instants.push(Date.UTC(year, month, 18, hour, 59, 59));

describe('times are London\'s, by Temporal or by Intl', () => {
  it('both agree with the calendar of the browser, whenever the clocks were changed', async () => {
    const other = await withoutTemporal();
    expect(other.readWhen).to.not.equal(readWhen);
    for (const epoch of instants) {
      const sent = new Date(epoch).toISOString();
      const expected = { parts: inLondon(epoch), sort: epoch };
      for (const read of [readWhen, other.readWhen]) {
        const { parts, sort } = read(sent, 'time')!;
        expect({ parts, sort }, sent).to.deep.equal(expected);
      }
    }
  });

  it('a time without zone sorts as London\'s clock, by either', async () => {
    const other = await withoutTemporal();
    for (const read of [readWhen, other.readWhen]) {
      expect(read('2026-07-01T12:00:00')!.sort).to.equal(Date.UTC(2026, 6, 1, 11));
      expect(read('2026-12-01T12:00:00')!.sort).to.equal(Date.UTC(2026, 11, 1, 12));
      // the hour that autumn repeats is its second, the one that spring leaves out is before it
      expect(read('2026-10-25T01:30:00')!.sort).to.equal(Date.UTC(2026, 9, 25, 1, 30));
      expect(read('2026-03-29T00:30:00')!.sort).to.equal(Date.UTC(2026, 2, 29, 0, 30));
    }
  });
});
