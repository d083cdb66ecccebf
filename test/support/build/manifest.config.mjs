/** `a|b` or `"a"|"b"` → `'a' | 'b'`; names of types stay. */
const union = (text) => text.split('|').map((part) => part.trim().replace(/^["'](.*)["']$/, '$1'))
  .map((part) => (/^(?:string|number|boolean|null|undefined)$/.test(part) ? part : `'${part}'`)).join(' | ');

/** What an element's JSDoc says of an attribute wins over the property's declared type, which may be a name of ours. */
function documentedAttributes() {
  const said = new Map();
  return {
    name: 'documented-attributes',
    analyzePhase({ ts, node }) {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      const comment = node.getFullText().slice(0, node.getStart() - node.getFullStart());
      said.set(node.name.text, [...comment.matchAll(/@attr \{([^}]+)\} ([\w-]+)(?: - (.+))?/g)].map(([, type, name, description]) => ({ name, type, description })));
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const declaration of customElementsManifest.modules.flatMap(({ declarations }) => declarations)) {
        for (const { name, type, description } of said.get(declaration.name) ?? []) {
          const attribute = declaration.attributes?.find((one) => one.name === name);
          if (attribute) Object.assign(attribute, { type: { text: union(type) } }, description && { description });
        }
      }
    },
  };
}

export default {
  globs: ['src/{element,sections,embeds}/**/*.ts'],
  exclude: ['src/**/*.examples.ts'],
  litelement: true,
  quiet: true,
  // It would rewrite the whole of package.json.
  packagejson: false,
  plugins: [documentedAttributes()],
};
