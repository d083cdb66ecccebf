/**
 * Ten digits of a valid NHS number, or undefined. Spaces and hyphens may stand anywhere (CUI NUM-0003); the last digit
 * must be the modulus 11 check digit (NHS data dictionary). One digit ten times is a placeholder, though some pass.
 */
export function parseNhsNumber(text: unknown): string | undefined {
  const digits = typeof text === 'string' ? text.replace(/[\s-]/g, '') : '';
  if (!/^(?!(\d)\1+$)\d{10}$/.test(digits)) return undefined;
  // weights 10 to 2, and 1 for the check digit
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return sum % 11 === 0 ? digits : undefined;
}

/** `9990000018` → `999 000 0018` (CUI NUM-0002). Anything but ten digits comes back as it is. */
export const formatNhsNumber = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
