/** Decimals of loaded files wait as marked text, so that `5.10` leaves as 5.10. The mark is a private-use character. */
const MARK = '\uE000';
const STRING_OR_DECIMAL = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/g;

export function parseExactly(text) {
  JSON.parse(text); // a fault in the file is reported as the file has it
  return JSON.parse(text.replace(STRING_OR_DECIMAL, (token) => (token.startsWith('"') ? token : `"${MARK}${token}"`)));
}
export const plainNumbers = (json) => json.replace(/"\uE000([^"]+)"/g, '$1');
