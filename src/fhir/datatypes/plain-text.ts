/** Character references that letters use; what is not here stays as it was written. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•',
  deg: '°', micro: 'µ', mu: 'μ', plusmn: '±', times: '×', le: '≤', ge: '≥', ne: '≠', frac12: '½', frac14: '¼', frac34: '¾', sup2: '²', sup3: '³', pound: '£', euro: '€', middot: '·', rarr: '→', uarr: '↑', darr: '↓',
  alpha: 'α', beta: 'β', gamma: 'γ', eacute: 'é', egrave: 'è', uuml: 'ü', ouml: 'ö', auml: 'ä', copy: '©', reg: '®',
};
const decode = (text: string): string => text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][\da-zA-Z]*));/g, (whole, decimal?: string, hex?: string, name?: string) => {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : whole;
  const point = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
});

const TOKEN = /<!--[\s\S]*?-->|<(script|style|title|template|noscript)\b[^>]*>[\s\S]*?<\/\1\s*>|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|<[!?][^>]*>/gi;
const BLOCK = /^(address|article|aside|blockquote|body|caption|center|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul)$/;

/**
 * The words of an HTML letter with their line breaks. It is read as text and never parsed as a document: nothing in it can
 * run or be fetched, and no Trusted Types policy is needed. Powers keep a caret.
 * @returns undefined where words are struck out or hidden: as plain text they would read as valid
 */
export function plainText(html: string): string | undefined {
  if (/<(del|s|strike)\b|line-through|display\s*:\s*none|visibility\s*:\s*hidden|<[^>]*\shidden\b/i.test(html)) return undefined;
  let out = '';
  let pre = 0;
  let last = 0;
  const words = (text: string): void => { out += pre > 0 ? decode(text) : decode(text.replace(/[\t\n\r\f ]+/g, ' ')); };
  for (const found of html.matchAll(TOKEN)) {
    words(html.slice(last, found.index));
    last = found.index + found[0].length;
    const [, , closing, tag, attributes = ''] = found;
    const name = tag?.toLowerCase();
    if (name === undefined) continue;
    if (name === 'pre') pre = Math.max(0, pre + (closing ? -1 : 1));
    if (name === 'br' || BLOCK.test(name)) out += '\n';
    if (name === 'p' && closing) out += '\n';
    if (closing && /^t[dh]$/.test(name)) out += '\t';
    if (closing) continue;
    if (name === 'sup') out += '^';
    if (name === 'li') out += '• ';
    if (name === 'img') out += decode(/\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)?.slice(1).find((alt) => alt) ?? '');
  }
  words(html.slice(last));
  return out.replace(/ *\n */g, '\n').replace(/\n{3,}/g, '\n\n').replace(/[\t ]+$/gm, '').trim();
}
