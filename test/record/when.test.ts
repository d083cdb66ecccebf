import { expect } from '@open-wc/testing';
import { isOutside, isWhen, lastMoment, longWhen, newestFirst, readPeriod, readWhen, showWhen } from '../../src/record/when.js';

const shown = (value: unknown, midnight?: 'day' | 'time'): string | undefined => {
  const when = readWhen(value, midnight);
  return when && showWhen(when);
};

describe('When', () => {
  it('ends with the day, month or year that is known only as such', () => {
    const end = (sent: string): string => new Date(lastMoment(readWhen(sent)!)).toISOString();
    expect(['2026', '2024-02', '2026-03', '2026-12', '2026-12-31', '2026-06-01', '2026-06-01T08:30:00Z'].map(end)).to.deep.equal([
      '2027-01-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z', '2026-03-31T23:00:00.000Z', '2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', '2026-06-01T23:00:00.000Z', '2026-06-01T08:30:00.000Z']);
    expect(lastMoment(readWhen('soon')!)).to.equal(readWhen('soon')!.sort);
  });
  const table: [sent: string, shown: string, long: string][] = [
    ['1980', '1980', '1980'],
    ['1980-08', 'Aug-1980', 'August 1980'],
    ['1980-08-04', '04-Aug-1980', '4 August 1980'],
    ['2024-05-01', '01-May-2024', '1 May 2024'],
    ['1897-12-31', '31-Dec-1897', '31 December 1897'],
    ['2077-02-28', '28-Feb-2077', '28 February 2077'],
    ['2024-02-29', '29-Feb-2024', '29 February 2024'],
    ['2023-01-13T14:53:23+00:00', '13-Jan-2023 14:53', '13 January 2023 14:53'],
    ['2017-10-09T15:25+00:00', '09-Oct-2017 16:25', '9 October 2017 16:25'],
    ['2023-06-13T14:53:23.1234567Z', '13-Jun-2023 15:53', '13 June 2023 15:53'],
    ['2023-06-13T23:30:00Z', '14-Jun-2023 00:30', '14 June 2023 00:30'],
    ['2023-12-31T23:30:00-05:00', '01-Jan-2024 04:30', '1 January 2024 04:30'],
    ['2016-12-31T23:59:60Z', '01-Jan-2017', '1 January 2017'],
    ['2021-07-01T09:05:00', '01-Jul-2021 09:05', '1 July 2021 09:05'],
  ];
  for (const [sent, short, long] of table) {
    it(`${sent} is shown ${short}`, () => {
      expect(shown(sent)).to.equal(short);
      expect(longWhen(readWhen(sent)!)).to.equal(long);
    });
  }

  for (const sent of ['10/2/2017 5:13:51 PM', '2023-08-01T16: 09: 08.000Z', '2021-11-11T12:011:30+00:00', '199006', '$date$', '2023-02-29', '1900-02-29', '2023-13', '2023-00-10',
    '2023-04-31', '2023-01-01T24:00:00Z', '2023-01-01T10:60:00Z', '2023-01-01T10:00:00+15:00', '0001-01-01', '2023-1-1', '2023-01-01T10Z', '2023-01-01 10:00', 'Invalid Date', '٢٠٢٣']) {
    it(`keeps the text of ${sent}`, () => {
      expect(readWhen(sent)?.precision).to.equal('raw');
      expect(shown(sent)).to.equal(sent);
      expect(longWhen(readWhen(sent)!)).to.equal(sent);
    });
  }
  it('knows without reading it whether a text is a date', () => {
    const two = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => String(from + at).padStart(2, '0'));
    const days = ['0099', '1000', '1899', '2024', '2025', '9999', '26'].flatMap((year) => two(0, 13).flatMap((month) => two(0, 32).map((day) => `${year}-${month}-${day}`)));
    const times = ['00:00', '23:59', '24:00', '23:60', '9:00', '10:00:60Z', '10:00:61Z', '10:00Z', '10:00+15:00', '10:00+01:00', '10:00:00.123-05:00', ''].flatMap((time) => ['2024-02-28', '2025-02-29', '2026-06-30'].map((day) => `${day}T${time}`));
    for (const sent of [...days, ...times, '2024', '2024-02', '2024-13', '2024-02-2', 'soon', '']) expect(isWhen(sent), sent).to.equal(sent !== '' && readWhen(sent)!.precision !== 'raw');
  });
  it('has nothing of what is no text', () => {
    for (const value of [undefined, null, '', '  ', 1980, {}, []]) expect(readWhen(value)).to.equal(undefined);
  });

  describe('on the days the clocks change', () => {
    const dst: [string, string][] = [
      ['2024-03-31T00:59:00Z', '31-Mar-2024 00:59'], ['2024-03-31T01:00:00Z', '31-Mar-2024 02:00'],
      ['2024-10-27T00:30:00Z', '27-Oct-2024 01:30'], ['2024-10-27T01:30:00Z', '27-Oct-2024 01:30'],
      ['2024-10-27T01:30:00+01:00', '27-Oct-2024 01:30'], ['1970-01-01T12:00:00Z', '01-Jan-1970 13:00'],
    ];
    for (const [sent, short] of dst) it(sent, () => expect(shown(sent)).to.equal(short));
    it('dates stay where they are', () => {
      for (const date of ['2024-03-31', '2024-10-27', '1970-01-01']) expect(readWhen(date)!.parts.join('-')).to.equal(date.split('-').map(Number).join('-'));
    });
    it('sorts the two half past ones apart', () => {
      expect(readWhen('2024-10-27T01:30:00Z')!.sort - readWhen('2024-10-27T00:30:00Z')!.sort).to.equal(3_600_000);
    });
  });

  it('reads midnight as the day that was sent, unless midnight is meant', () => {
    expect(shown('2024-06-01T00:00:00Z')).to.equal('01-Jun-2024');
    expect(shown('2024-06-01T00:00:00.000+01:00')).to.equal('01-Jun-2024');
    expect(shown('2024-05-31T23:00:00Z')).to.equal('01-Jun-2024');
    expect(shown('2024-06-01T00:00:00-05:00')).to.equal('01-Jun-2024');
    expect(shown('2024-06-01T00:00:00+01:00', 'time')).to.equal('01-Jun-2024 00:00');
    expect(shown('2024-01-01T00:00:00.250Z')).to.equal('01-Jan-2024 00:00');
    expect(shown('2024-01-01T00:00:01Z')).to.equal('01-Jan-2024 00:00');
  });
  it('marks a time without time zone', () => {
    expect(readWhen('2021-07-01T09:05:00')!.zoneless).to.equal(true);
    expect(readWhen('2021-07-01T09:05:00Z')!.zoneless).to.equal(undefined);
    expect(readWhen('2021-07-01')!.zoneless).to.equal(undefined);
  });
  it('sorts by the start of what is known, in London', () => {
    expect(readWhen('2024-06-01')!.sort).to.equal(Date.parse('2024-05-31T23:00:00Z'));
    expect(readWhen('2024')!.sort).to.equal(Date.parse('2024-01-01T00:00:00Z'));
    expect(readWhen('2021-07-01T09:05:00')!.sort).to.equal(Date.parse('2021-07-01T08:05:00Z'));
    expect(readWhen('2021-07-01T09:05:00.250Z')!.sort).to.equal(Date.parse('2021-07-01T09:05:00.250Z'));
  });
  it('puts the newest first and what has no date last', () => {
    const sent = ['2023', undefined, '2024-01-01T10:00:00Z', 'soon', '2024-01-01', '2023-05'];
    const order = sent.map((value) => readWhen(value)).sort(newestFirst).map((when) => when?.raw);
    expect(order).to.deep.equal(['2024-01-01T10:00:00Z', '2024-01-01', '2023-05', '2023', 'soon', undefined]);
    expect(newestFirst(undefined, readWhen('2023'))).to.equal(1);
    expect(newestFirst(undefined, undefined)).to.equal(0);
  });
  it('knows a period that is over or to come: its first and last day, month and year are inside', () => {
    const days = (period: object): readonly boolean[] => ['2025-12-31', '2026-05-01', '2026-05-02', '2026-05-31', '2026-06-01', '2027-01-01'].map((today) => isOutside(period, today));
    expect(days({ end: '2026-05-01' })).to.deep.equal([false, false, true, true, true, true]);
    expect(days({ end: '2026-05' })).to.deep.equal([false, false, false, false, true, true]);
    expect(days({ end: '2026' })).to.deep.equal([false, false, false, false, false, true]);
    expect(days({ start: '2026-05-31T23:00:00Z' })).to.deep.equal([true, true, true, false, false, false]);
    expect(days({ start: '2026-05' })).to.deep.equal([true, false, false, false, false, false]);
    for (const [period, today] of [[{}, '2026-05-01'], [{ end: '2020' }, undefined], [undefined, '2026-05-01']] as const) expect(isOutside(period, today)).to.equal(false);
  });
  it('reads periods with one end or two', () => {
    expect(showWhen(readPeriod({ start: '2024-01' })!.start!)).to.equal('Jan-2024');
    expect(readPeriod({ start: '2024-01' })!.end).to.equal(undefined);
    expect(showWhen(readPeriod({ end: '2025' })!.end!)).to.equal('2025');
    for (const value of [{}, null, 'x', { start: 5 }]) expect(readPeriod(value)).to.equal(undefined);
  });
});
