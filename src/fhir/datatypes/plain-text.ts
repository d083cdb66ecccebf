/** Character references that letters use; what is not here stays as it was written. */
const NAMES = 'amp lt gt quot apos nbsp ndash mdash hellip lsquo rsquo ldquo rdquo bull deg micro mu plusmn times le ge ne frac12 frac14 frac34 sup2 sup3 pound euro middot rarr uarr darr alpha beta gamma eacute egrave uuml ouml auml copy reg'.split(' ');
const LETTERS = '&<>"\'\u00a0–—…‘’“”•°µμ±×≤≥≠½¼¾²³£€·→↑↓αβγéèüöä©®';
/** Numbers up to 255 are of this character set, as in every browser. */
const LATIN = new TextDecoder('windows-1252');
const decode = (text: string): string => text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][\da-zA-Z]*));/g, (whole, decimal?: string, hex?: string, name?: string) => {
  if (name !== undefined) return LETTERS[NAMES.indexOf(name)] ?? whole;
  const point = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? point < 256 ? LATIN.decode(Uint8Array.of(point)) : String.fromCodePoint(point) : whole;
});

/** Words that mean something else without the form they stand in. */
const FORMED = ['del', 's', 'strike', 'math'];
/** Styles that strike out, hide, raise or move words. */
const STYLED = /line-through|display\W+none|visibility\W+hidden|text-raise|vertical-align\W+(su|\d)|[^\w-]position\s*:|(font-size|opacity)\W+0(?![\d.]*[1-9])/i;
/** Sets words apart, where the element alone does not. */
const SET_APART = /display\s*:/i;
/** What was ticked or chosen is no text. */
const FORM = ['input', 'select'];
/** Pictures and the like are not shown, and leave a mark where they stood. */
const NOT_SHOWN = ['img', 'object', 'embed', 'iframe', 'canvas', 'video', 'audio', 'svg'];
const UNREAD = ['script', 'style', 'title', 'template'];
/** Elements that stand on a line of their own. */
const BLOCKS = new Set(('br address article aside blockquote body caption center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav '
  + 'noscript ol p pre section summary table tbody tfoot thead tr ul').split(' '));

/** Where a tag ends; -1 where it never does. A quote counts only where a value begins. */
function tagEnd(html: string, from: number): number {
  let quote = '';
  let before = '';
  for (let at = from; at < html.length; at++) {
    const letter = html[at]!;
    if (quote !== '') { if (letter === quote) quote = ''; }
    else if ((letter === '"' || letter === "'") && before === '=') quote = letter;
    else if (letter === '>') return at;
    if (letter > ' ') before = letter;
  }
  return -1;
}

/**
 * The words of an HTML letter with their line breaks. It is read as text and never parsed as a document: nothing in it can
 * run or be fetched, and no Trusted Types policy is needed. Powers keep a caret.
 * @returns undefined where that cannot be done safely: words struck out, hidden or not ticked would read as valid, numbers that only a style parts
 * would run together, a cell of several rows would stand in one, and what is cut off has no end
 */
export function plainText(html: string): string | undefined {
  let out = '';
  let end = '\n';
  let pre = 0;
  let text = 0;
  /** tabs before the next cell */
  let tabs = 0;
  const put = (words: string): void => {
    out += words;
    end = words.slice(-1) || end;
  };
  const flush = (to: number): void => {
    const words = html.slice(text, to);
    const joined = pre > 0 ? words : words.replace(/[\t\n\r\f ]+/g, ' ');
    put(decode(pre === 0 && /\s/.test(end) ? joined.replace(/^ /, '') : joined));
  };
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', open < text ? text : open + 1)) {
    const comment = html.startsWith('<!--', open);
    const [, closing, tag] = comment ? [] : /^<([/!?]?)([a-zA-Z][\w:-]*)/.exec(html.slice(open, open + 40)) ?? [];
    if (!comment && tag === undefined) continue;
    flush(open);
    const close = comment ? html.indexOf('-->', open + 4) + 2 : tagEnd(html, open);
    if (close < open + 2) return undefined;
    text = close + 1;
    const name = tag?.toLowerCase();
    if (name === undefined || closing === '!' || closing === '?') continue;
    const attributes = html.slice(open, close);
    const cell = name === 'td' || name === 'th';
    const apart = cell || BLOCKS.has(name) || NOT_SHOWN.includes(name);
    if (STYLED.test(attributes) || (!apart && SET_APART.test(attributes)) || (cell && /rowspan\W+(?!1\b)\d/i.test(attributes))) return undefined;
    if (FORMED.includes(name) || (FORM.includes(name) && !/\stype\s*=\s*["']?hidden\b/i.test(attributes)) || /\shidden(?![\w"'-])/i.test(attributes)) return undefined;
    if (closing === '' && UNREAD.includes(name)) {
      const last = new RegExp(`</${name}`, 'gi');
      last.lastIndex = text;
      const found = last.exec(html);
      const inner = html.slice(text, found?.index);
      if (name === 'style' && (STYLED.test(inner) || SET_APART.test(inner))) return undefined;
      text = found ? html.indexOf('>', found.index) + 1 : 0;
      if (text === 0) return undefined;
      continue;
    }
    if (name === 'pre') pre = Math.max(0, pre + (closing ? -1 : 1));
    if (BLOCKS.has(name)) put('\n');
    if (name === 'p' && closing) put('\n');
    if (name === 'tr' || name === 'table') tabs = 0;
    if (closing) continue;
    if (cell) {
      put('\t'.repeat(tabs));
      tabs = Number(/colspan\W+(\d\d?)/i.exec(attributes)?.[1]) || 1;
    }
    if (name === 'sup') put('^');
    if (name === 'li') put('• ');
    if (NOT_SHOWN.includes(name)) {
      const alt = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
      put(decode(alt ? alt[1] ?? alt[2]! : '[not shown]'));
    }
  }
  flush(html.length);
  // A row may begin with an empty cell.
  return out.replace(/(?<![\t ])[\t ]+$/gm, '').replace(/ \t/g, '\t').replace(/\n{3,}/g, '\n\n').replace(/^\n+/, '').trimEnd();
}
