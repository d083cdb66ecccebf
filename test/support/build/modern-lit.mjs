// Lit asks whether the browser can adopt style sheets, and writes style elements where it cannot. The browsers this widget runs
// in all can, and the policy of a host forbids style elements: what is left without the question is never reached.
// What it says to whoever builds a style sheet wrongly is for whoever builds; such a style sheet still throws.
const QUESTION = /\b(\w+)\.ShadowRoot&&\([^;]*?"replace"in CSSStyleSheet\.prototype/;
const EXPLAINED = /Error\("[^"]*"(?:\+\w+\+"[^"]*")?\)/g;

export const modernLit = () => ({
  name: 'dscr-modern-lit',
  transform(code, id) {
    if (!/[\\/]@lit[\\/]reactive-element[\\/](?:development[\\/])?css-tag\.js$/.test(id.split('?')[0])) return null;
    if (!QUESTION.test(code)) throw new Error('Lit asks for style sheets in another way now: see test/support/build/modern-lit.mjs');
    return { code: code.replace(QUESTION, '!0').replace(EXPLAINED, 'Error()'), map: null };
  },
});
