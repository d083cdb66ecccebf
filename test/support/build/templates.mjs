// Takes the indentation out of html``, svg`` and css`` templates, and nothing that could be seen.
// In html, white space becomes one space, and none only between parts of a table, where none is ever drawn.
// A template that this reader is not sure of (pre, textarea, an escaped quote) is left as it was written.

const TABLE_PART = /<\/?(?:table|thead|tbody|tfoot|tr|td|th|colgroup|col)\b[^<>\u0000]*>/;
const BETWEEN_TABLE_PARTS = new RegExp(`(${TABLE_PART.source}) (?=${TABLE_PART.source})`, 'g');
const HOLE = '\u0000';
const SPACE = /\s/;
/** A value that needs no quotes to be read. */
const PLAIN_VALUE = /^(["'])[\w.:#-]+\1$/;
/** End tags that are implied by what follows them: the next of their kind, or the end of what they stand in. */
const IMPLIED = /<\/(?:dd|dt|li|option|t[dhr]|thead|tbody)>(?=<)/g;
/** Where a template ends every element ends. The first of its last end tags is kept: where nothing comes after an expression Lit adds a node. */
const LAST = /(<\/\w+>)(?:<\/\w+>)+$/;

/** Copies `text` from `start` up to and including the closing `quote`; holes and escapes inside are kept. */
function quoted(text, start) {
  const quote = text[start];
  let end = start + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  return text.slice(start, end + 1);
}

/** White space in text and between attributes becomes one space; attribute values and comments are kept. */
export function minifyHtml(text) {
  if (/<(?:pre|textarea|script|style)\b|\\["'`]|<!--[^>]*\u0000/i.test(text)) return text;
  let out = '';
  let inTag = false;
  for (let i = 0; i < text.length;) {
    const char = text[i];
    if (!inTag && text.startsWith('<!--', i)) {
      const end = text.indexOf('-->', i);
      if (end < 0) return text;
      i = end + 3;
    } else if (inTag && (char === '"' || char === "'") && /=\s*$/.test(out)) {
      const value = quoted(text, i);
      // a stroke right behind it would become a part of it
      out += PLAIN_VALUE.test(value) && text[i + value.length] !== '/' ? value.slice(1, -1) : value;
      i += value.length;
    } else if (SPACE.test(char)) {
      while (i < text.length && SPACE.test(text[i])) i++;
      if (!(inTag && text[i] === '>') && out.at(-1) !== ' ') out += ' ';
    } else {
      if (char === '<' && /[a-z/]/i.test(text[i + 1] ?? '')) inTag = true;
      else if (char === '>') inTag = false;
      out += char;
      i++;
    }
  }
  return out.replace(BETWEEN_TABLE_PARTS, '$1');
}

/** End tags go that a parser puts there itself: the elements are the same. */
export const withoutEndTags = (html) => html.replace(IMPLIED, '').replace(LAST, '$1');

/** Comments go, and white space where CSS does not read it; strings are kept. */
export function minifyCss(text) {
  if (/\\["'`\n]/.test(text)) return text;
  let out = '';
  for (let i = 0; i < text.length;) {
    const char = text[i];
    if (char === '"' || char === "'") {
      const value = quoted(text, i);
      out += value;
      i += value.length;
    } else if (SPACE.test(char) || text.startsWith('/*', i)) {
      while (i < text.length && (SPACE.test(text[i]) || text.startsWith('/*', i))) {
        const end = SPACE.test(text[i]) ? i + 1 : text.indexOf('*/', i) + 2;
        if (end <= i) return text;
        i = end;
      }
      const before = out.at(-1);
      const next = text[i];
      // `a :hover` is not `a:hover`, `1px + 2px` is not `1px+2px`, `and (` is not `and(`: only these are safe.
      const needless = before === undefined || next === undefined || '{};,(:'.includes(before) || '{};,)'.includes(next);
      if (!needless && before !== ' ') out += ' ';
    } else {
      if (char === '{' || char === '}' || char === ';' || char === ',' || char === ')') out = out.replace(/ $/, '');
      if (char === '}') out = out.replace(/;$/, '');
      out += char;
      i++;
    }
  }
  return out;
}

const MINIFIERS = { html: (text) => withoutEndTags(minifyHtml(text)), svg: minifyHtml, css: minifyCss };

/** Rewrites the templates of one module. `parse` yields an ESTree of `code`. */
export function minifyTemplates(code, parse) {
  if (!/\b(?:html|svg|css)`/.test(code)) return undefined;
  const edits = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node.type !== 'string') return;
    if (node.type === 'TaggedTemplateExpression' && Object.hasOwn(MINIFIERS, node.tag.name ?? '')) {
      const { quasis } = node.quasi;
      const before = quasis.map((quasi) => quasi.value.raw);
      if (!before.some((raw) => raw.includes(HOLE))) {
        const after = MINIFIERS[node.tag.name](before.join(HOLE)).split(HOLE);
        if (after.length !== before.length) throw new Error(`A template lost an expression: ${before.join('${}')}`);
        quasis.forEach((quasi, i) => {
          // Parsers differ in whether an element's range holds its ` and ${, so the text itself is looked for.
          const start = code.indexOf(before[i], quasi.start);
          if (start > quasi.start + 2) throw new Error('A template is not where the parser says.');
          edits.push({ start, end: start + before[i].length, text: after[i] });
        });
      }
    }
    for (const key of Object.keys(node)) if (key !== 'parent') visit(node[key]);
  };
  visit(parse(code));
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** Vite plugin; it runs after TypeScript has been taken out. */
export const templates = () => ({
  name: 'dscr-templates',
  transform(code, id) {
    if (id.includes('/node_modules/') || !/\.[jt]s$/.test(id.split('?')[0])) return null;
    const minified = minifyTemplates(code, (source) => this.parse(source));
    return minified === undefined ? null : { code: minified, map: null };
  },
});
