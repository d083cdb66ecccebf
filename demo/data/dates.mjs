const lastSunday = (year, month) => {
  const last = new Date(Date.UTC(year, month, 0));
  return last.getUTCDate() - last.getUTCDay();
};

/** `+01:00` in British Summer Time, by the wall clock; the hour that occurs twice in October counts as the later one. */
function ukOffset(date, time) {
  const [year, month, day] = date.split('-').map(Number);
  const key = month * 100 + day + Number(time.slice(0, 2)) / 100;
  const begins = 300 + lastSunday(year, 3) + 0.02;
  const ends = 1000 + lastSunday(year, 10) + 0.01;
  return key >= begins && key < ends ? '+01:00' : '+00:00';
}

/** FHIR dateTime of a British wall-clock time: `at('2026-07-01', '09:30')`. */
export const at = (date, time = '09:00') => `${date}T${time}:00${ukOffset(date, time)}`;

/** The same, some hours later by the clock on the wall. */
export function hoursAfter(dateTime, hours) {
  const later = new Date(Date.parse(`${dateTime.slice(0, 16)}Z`) + hours * 3600000).toISOString();
  return at(later.slice(0, 10), later.slice(11, 16));
}

export function daysBefore(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86400000).toISOString().slice(0, 10);
}
