import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAst } from 'vite';
import { minifyCss, minifyHtml, minifyTemplates, withoutEndTags } from '../support/build/templates.mjs';

const HOLE = '\u0000';

test('white space in text becomes one space and is never lost', () => {
  assert.equal(minifyHtml('<b>1</b>\n    <b>2</b>'), '<b>1</b> <b>2</b>');
  assert.equal(minifyHtml(`<p>\n  Dose: ${HOLE}\n  mg\n</p>`), `<p> Dose: ${HOLE} mg </p>`);
  assert.equal(minifyHtml('a < b  and c > d'), 'a < b and c > d');
  assert.equal(minifyHtml('it\'s  "so"'), 'it\'s "so"');
});

test('nothing stays between parts of a table, where nothing is drawn', () => {
  assert.equal(minifyHtml(`<table>\n <tr>\n  <td>a b</td>\n  <td>${HOLE}</td>\n </tr>\n</table>`), `<table><tr><td>a b</td><td>${HOLE}</td></tr></table>`);
});

test('attributes keep their values', () => {
  assert.equal(minifyHtml(`<p\n  title="a  b"\n  @click=${HOLE}\n  ?hidden=${HOLE}  >x</p>`), `<p title="a  b" @click=${HOLE} ?hidden=${HOLE}>x</p>`);
  assert.equal(minifyHtml(`<p title='a > "b"  c'>x</p>`), `<p title='a > "b"  c'>x</p>`);
  assert.equal(minifyHtml(`<p class="${HOLE}  x">`), `<p class="${HOLE}  x">`);
});

test('quotes go where a value needs none', () => {
  assert.equal(minifyHtml(`<p class="a" id='b-1' role="${HOLE}" title="a b" data-x="" href="a/">x="y"</p>`), `<p class=a id=b-1 role="${HOLE}" title="a b" data-x="" href="a/">x="y"</p>`);
  assert.equal(minifyHtml('<path d="M1"/><path d="M2" />'), '<path d="M1"/><path d=M2 />');
});

test('end tags go that are implied, and what follows an expression never becomes nothing', () => {
  assert.equal(withoutEndTags(`<ul><li>a</li><li>${HOLE}</li> <li>b</li></ul>`), `<ul><li>a<li>${HOLE}</li> <li>b</ul>`);
  assert.equal(withoutEndTags('<table><tr><td>a</td><th>b</th></tr></table>c'), '<table><tr><td>a<th>b</table>c');
  assert.equal(withoutEndTags(`<p>a</p><div><p>${HOLE}</p></div>`), `<p>a</p><div><p>${HOLE}</p>`);
  assert.equal(withoutEndTags(`<li>${HOLE}</li>`), `<li>${HOLE}</li>`);
});

test('comments go, unless an expression stands in them; preformatted text is left alone', () => {
  assert.equal(minifyHtml('<p><!-- why  so --></p>'), '<p></p>');
  for (const kept of [`<!--  ${HOLE} --> <p>  </p>`, '<pre>\n  a\n</pre>', '<textarea>  a</textarea>']) assert.equal(minifyHtml(kept), kept);
});

test('css loses indentation and comments, and keeps what it reads', () => {
  assert.equal(minifyCss('\n  :host { /* why; */ display: block;\n color: red; }\n'), ':host{display:block;color:red}');
  assert.equal(minifyCss('a :hover, b > c { width: calc(1px + 2px); content: "a  ;  b"; }'), 'a :hover,b > c{width:calc(1px + 2px);content:"a  ;  b"}');
  assert.equal(minifyCss('@container (width > 40px) and (height > 2px) { a { margin: 0 auto; } }'), '@container (width > 40px) and (height > 2px){a{margin:0 auto}}');
  assert.equal(minifyCss(`a { ${HOLE} color: ${HOLE} ; margin: ${HOLE} ${HOLE}; }`), `a{${HOLE} color:${HOLE};margin:${HOLE} ${HOLE}}`);
  assert.equal(minifyCss('a { margin: 0/**/auto; --x: (a) b; }'), 'a{margin:0 auto;--x:(a) b}');
});

test('only html, svg and css templates of a module are touched, wherever they stand', () => {
  const code = 'const é = html`<p>\n  ${cond ? html`<i>  é  ${x}</i>` : css`a {  }`}\n</p>`; const kept = `a  b`; const other = tag`a  b`;';
  assert.equal(minifyTemplates(code, parseAst), 'const é = html`<p> ${cond ? html`<i> é ${x}</i>` : css`a{}`} </p>`; const kept = `a  b`; const other = tag`a  b`;');
  assert.equal(minifyTemplates('const a = 1;', parseAst), undefined);
});
