/** A decimal as `digits × 10^exponent`; undefined where the text is no plain number. */
function parse(text: string): { readonly digits: bigint; readonly exponent: number } | undefined {
  const found = /^\s*([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text);
  if (!found) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), exponent: Number(exponent) - fraction.length };
}

/** Compares two decimals by their digits, without rounding: below zero where `a` is less; undefined where one is no number. */
export function compareDecimals(a: string, b: string): number | undefined {
  const x = parse(a);
  const y = parse(b);
  if (!x || !y) return undefined;
  const least = Math.min(x.exponent, y.exponent);
  const scale = (one: typeof x): bigint => one.digits * 10n ** BigInt(one.exponent - least);
  const difference = scale(x) - scale(y);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
