/** Check digit of the first nine digits, modulus 11; undefined where the nine cannot be an NHS number. */
export function checkDigit(nine) {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : String(check);
}

/** An NHS number of the 999 range, which is never issued to anyone. */
export function testNhsNumber(sixDigits) {
  const nine = `999${sixDigits}`;
  const check = checkDigit(nine);
  if (!/^\d{9}$/.test(nine) || check === undefined) throw new Error(`no valid NHS number begins ${nine}`);
  return nine + check;
}
