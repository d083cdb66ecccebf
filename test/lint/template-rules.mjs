// Two rules of the house that no plugin has. Both read templates.

const TAGS = new Set(['html', 'svg']);
const isTemplate = (node) => node.type === 'TaggedTemplateExpression' && TAGS.has(node.tag.name);

/** `style=` is inline style: it needs `unsafe-inline` in a host's policy, and styles stand in one sheet. */
const noInlineStyle = {
  meta: { type: 'problem', schema: [], messages: { found: 'No style= in templates: it belongs in a style sheet.' } },
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (!isTemplate(node)) return;
      for (const quasi of node.quasi.quasis) if (/\sstyle\s*=|<style\b/i.test(quasi.value.raw)) context.report({ node: quasi, messageId: 'found' });
    },
  }),
};

/** Two words or more in a row, the first of two letters: what a person would read. */
const SENTENCE = /[A-Za-z]{2,}[a-z',]* [a-z]{2,}/;
const PROSE = /^[A-Z][a-z]+,?(?: [a-z0-9{}'-]+,?){2,}/;
const textOf = (template) => template.quasis.map((quasi) => quasi.value.raw).join('\u0000')
  .replace(/<!--[\s\S]*?-->/g, '').replace(/<[a-z/][^>]*>/gi, '\n');

/** Errors are read by integrators, in a console or a log; everything else is read by people at work and lives in ui/words.ts. */
const forIntegrators = (node) => {
  for (let up = node.parent; up; up = up.parent) {
    if (up.type === 'ThrowStatement' || (up.type === 'NewExpression' && /(?:Error|Problem)$/.test(up.callee.name ?? ''))) return true;
    if (up.type === 'Property' && ['hint', 'description'].includes(up.key.name)) return true;
  }
  return false;
};

const noSentence = {
  meta: { type: 'problem', schema: [], messages: { found: 'A sentence people read belongs in src/ui/words.ts: "{{ text }}".' } },
  create(context) {
    const report = (node, text) => context.report({ node, messageId: 'found', data: { text: text.trim().slice(0, 60) } });
    return {
      TaggedTemplateExpression(node) {
        if (!isTemplate(node)) return;
        const text = textOf(node.quasi).split('\n').find((line) => SENTENCE.test(line));
        if (text) report(node, text);
      },
      Literal(node) {
        if (typeof node.value === 'string' && PROSE.test(node.value) && !forIntegrators(node)) report(node, node.value);
      },
    };
  },
};

export const house = { rules: { 'no-inline-style': noInlineStyle, 'no-sentence': noSentence } };
