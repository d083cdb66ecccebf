// What Lit has for others and nothing here reaches is left out. Each change names the text it replaces: with another version of Lit
// that is not found, and the build says so.

const CHANGES = [
  // Lit asks whether the browser can adopt style sheets, and writes style elements where it cannot. The browsers this widget runs
  // in all can, and the policy of a host forbids style elements: what is left without the question is never reached.
  ['css-tag', /\b(\w+)\.ShadowRoot&&\([^;]*?"replace"in CSSStyleSheet\.prototype/, '!0'],
  // What it says to whoever builds a style sheet wrongly is for whoever builds; such a style sheet still throws.
  ['css-tag', /Error\("[^"]*"(?:\+\w+\+"[^"]*")?\)/g, 'Error()'],
  // Decorators leave word of their properties on the page and on the class; there are none (`static properties`).
  ['reactive-element', /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/, ''],
  ['reactive-element', /const (\w+)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?\}(?=this\.)/, ''],
  ['reactive-element', /static addInitializer\(\w\)\{.*?\}(?=static )/, ''],
  ['reactive-element', /void 0!==\w+\.l&&\(this\.l=\[\.\.\.\w+\.l\]\),/, ''],
  ['reactive-element', /,this\.constructor\.l\?\.forEach\(\(?\w=>\w\(this\)\)?\)/, ''],
  // Polyfills for browsers without shadow roots; the versions that Lit lists on the page for its own warnings: one global is ours.
  ['reactive-element', /,\w+=\w+\.reactiveElementPolyfillSupport(?=,)/, ''],
  ['reactive-element', /,\w+\?\.\(\{ReactiveElement:\w+\}\),\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]*"\)/, ''],
  ['lit-html', /,(\w+)=\w+\.litHtmlPolyfillSupport;\1\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]*"\)/, ''],
  ['lit-element', /,\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\);const (\w+)=\w+\.litElementPolyfillSupport;\1\?\.\(\{LitElement:\w+\}\)/, ''],
  ['lit-element', /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[^"]*"\);/, ''],
  // Templates compiled beforehand.
  ['lit-html', /"number"==typeof (\w+)\?(this\._\$AC\(\w+\)):\(void 0===\1\.el&&.*?,\1\)(?=;)/, '$2'],
  // Directives, and the expressions on an element itself that only they can use.
  ['lit-html', /function M\(t,i,s=t,e\)\{if\(i===E\)return i;.*?,i\}(?=class )/, 'function M(t,i){return i}'],
  ['lit-html', /:6===\w+\.type&&\(\w+=new \w+\(\w+,this,\w+\)\)/, ':0'],
];

/** @param file its name without an ending */
export function lighter(file, code) {
  return CHANGES.filter(([of]) => of === file).reduce((text, [, what, instead]) => {
    const changed = text.replace(what, instead);
    if (changed === text) throw new Error(`Lit's ${file}.js no longer has ${what}: see test/support/build/modern-lit.mjs`);
    return changed;
  }, code);
}

export const modernLit = () => ({
  name: 'dscr-modern-lit',
  transform(code, id) {
    const [, path, file] = /[\\/]node_modules[\\/](@lit[\\/]reactive-element|lit-html|lit-element)[\\/]([\w-]+)\.js$/.exec(id.split('?')[0]) ?? [];
    if (path === 'lit-html' && file === 'directive') throw new Error('The build leaves the directives of Lit out: see test/support/build/modern-lit.mjs');
    return path === undefined ? null : { code: lighter(file, code), map: null };
  },
});
