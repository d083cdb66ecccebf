import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const pascal = (tag) => tag.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/** The contract's properties and methods. Beside them only what an attribute stands for is public. */
const PUBLIC = new Set(['patient', 'state', 'settled', 'refresh', 'clear', 'print', 'showSection']);

const isHidden = ({ privacy }) => privacy === 'private' || privacy === 'protected';
const isPublic = (member) => !member.static && !isHidden(member) && (member.attribute !== undefined || PUBLIC.has(member.name));

const withoutOrigin = ({ inheritedFrom, privacy, ...rest }) => rest;
const byName = (a, b) => (a.name < b.name ? -1 : 1);
const list = (entries) => (entries ?? []).map(withoutOrigin).toSorted(byName);

function publicElement(declaration, tagName) {
  const { name, description, summary, members, attributes, events, slots, cssParts, cssProperties } = declaration;
  return {
    kind: 'class', customElement: true, name, tagName, summary, description: description || summary,
    attributes: list(attributes?.filter(({ fieldName }) => !members?.some((member) => member.name === fieldName && isHidden(member)))),
    members: list(members?.filter(isPublic)),
    events: list(events), slots: list(slots), cssParts: list(cssParts), cssProperties: list(cssProperties),
    superclass: { name: 'LitElement', package: 'lit' },
  };
}

/**
 * custom-elements.json: one module, dscr.mjs, with every element. By the house's rule the tag is the name of the
 * file, and the class is the same name in Pascal case.
 */
export async function makeManifest(root) {
  const analysed = await cli({
    argv: ['analyze', '--config', 'test/support/build/manifest.config.mjs'],
    cwd: root, noWrite: true,
  });
  const elements = analysed.modules.flatMap(({ path, declarations }) => {
    const tag = /^src\/(?:sections|embeds)\/(?:.*\/)?(dscr-[a-z-]+)\.ts$/.exec(path)?.[1];
    return tag ? declarations.filter((one) => one.kind === 'class' && one.name === pascal(tag)).map((one) => publicElement(one, tag)) : [];
  }).toSorted((a, b) => (a.tagName < b.tagName ? -1 : 1));
  return {
    schemaVersion: '1.0.0',
    readme: '',
    modules: [{
      kind: 'javascript-module', path: 'dscr.mjs', declarations: elements,
      exports: elements.map(({ name, tagName }) => ({ kind: 'custom-element-definition', name: tagName, declaration: { name, module: 'dscr.mjs' } })),
    }],
  };
}

export const elementsOf = (manifest) => manifest.modules.flatMap(({ declarations }) => declarations);

const TYPE_NAMES = new Set(['string', 'number', 'boolean', 'null', 'undefined']);

/** `'a' | 'b'` or `a|b` → what an editor can offer. */
function choices(type) {
  const names = (type?.text ?? '').split('|').map((name) => name.trim().replace(/^['"](.*)['"]$/, '$1')).filter((name) => !TYPE_NAMES.has(name));
  return names.length > 1 && names.every((name) => /^[a-z-]+$/.test(name)) ? names.map((name) => ({ name })) : [];
}

/** Custom data for HTML editors: https://github.com/microsoft/vscode-custom-data */
export const htmlData = (manifest) => ({
  version: 1.1,
  tags: elementsOf(manifest).map(({ tagName, description, attributes }) => ({
    name: tagName,
    description,
    attributes: attributes.map((attribute) => {
      const values = choices(attribute.type);
      return { name: attribute.name, description: attribute.description ?? '', ...(values.length > 0 && { values }) };
    }),
  })),
});
