/** Decimals of loaded files wait as marked text, so that `5.10` leaves as 5.10. The mark is a private-use character. */
const MARK = '\uE000';
const QUOTE_OR_DECIMAL = /"|-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/g;

export function parseExactly(text) {
  JSON.parse(text); // a fault in the file is reported as the file has it
  return JSON.parse(marked(text));
}

/** Strings are stepped over by hand: a file within a file is longer than one pattern can match. */
function marked(text) {
  const tokens = new RegExp(QUOTE_OR_DECIMAL);
  const parts = [];
  let copied = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === '"') tokens.lastIndex = endOfString(text, token.index);
    else {
      parts.push(text.slice(copied, token.index), `"${MARK}${token[0]}"`);
      copied = tokens.lastIndex;
    }
  }
  return parts.join('') + text.slice(copied);
}

function endOfString(text, start) {
  let at = start + 1;
  for (; text[at] !== '"'; at++) if (text[at] === '\\') at++;
  return at + 1;
}
export const plainNumbers = (json) => json.replace(/"\uE000([^"]+)"/g, '$1');
