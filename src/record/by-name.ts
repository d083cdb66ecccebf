/** A name as it is looked up: case and accents do not matter, numbers count by their size. */
export const nameKey = (name: string): string =>
  (/[^\0-\x7f]/.test(name) ? name.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : name).toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));

/** Sorts names from A to Z; 5 mg before 10 mg. Intl.Collator does the same and costs 10 to 20 ms at its first use. */
export function byName(a = '', b = ''): number {
  const [one, other] = [nameKey(a), nameKey(b)];
  return one < other ? -1 : Number(one > other);
}
