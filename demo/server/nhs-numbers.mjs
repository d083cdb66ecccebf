/** Ten digits whose last one is the modulus 11 check digit. */
export function isNhsNumber(value) {
  if (typeof value !== 'string' || !/^\d{10}$/.test(value)) return false;
  return checkDigit(value.slice(0, 9)) === Number(value[9]);
}

function checkDigit(nine) {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return (11 - (sum % 11)) % 11;
}

/** Gives valid numbers of the 999 range, never issued to anyone, one after the other. */
export function unusedNhsNumbers(free) {
  let next = 800_000;
  return () => {
    for (;;) {
      const nine = `999${next++}`;
      const check = checkDigit(nine);
      if (check < 10 && free(nine + check)) return nine + check;
    }
  };
}
