/** No measure has more digits: to reckon with a million of them would stop the page. */
const FORM = /^\s*([+-]?)(\d{1,999})(?:\.(\d{0,999}))?(?:[eE]([+-]?\d{1,3}))?\s*$/;

/** A decimal as `digits × 10^exponent`; undefined where the text is no plain number. */
function parse(text: string): { readonly digits: bigint; readonly exponent: number } | undefined {
  const found = FORM.exec(text);
  if (!found) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), exponent: Number(exponent) - fraction.length };
}

export const isDecimal = (text: string): boolean => FORM.test(text);

/** `a - b` by their digits, with as many decimals as the longer one has: `5.10 - 4.9` is `0.20`. Undefined where one is no number. */
export function subtractDecimals(a: string, b: string): string | undefined {
  const x = parse(a);
  const y = parse(b);
  if (!x || !y) return undefined;
  const least = Math.min(x.exponent, y.exponent, 0);
  const scale = (one: typeof x): bigint => one.digits * 10n ** BigInt(one.exponent - least);
  const [, sign = '', digits = ''] = /(-?)(\d+)/.exec(String(scale(x) - scale(y)))!;
  const whole = digits.padStart(1 - least, '0');
  return `${sign}${whole.slice(0, whole.length + least)}${least < 0 ? `.${whole.slice(least)}` : ''}`;
}

/** Compares two decimals by their digits, without rounding: below zero where `a` is less; undefined where one is no number. */
export function compareDecimals(a: string, b: string): number | undefined {
  const difference = subtractDecimals(a, b);
  return difference === undefined ? undefined : difference.startsWith('-') ? -1 : /[1-9]/.test(difference) ? 1 : 0;
}
