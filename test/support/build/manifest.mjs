import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const pascal = (tag) => tag.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/** The contract's properties and methods. Beside them only what an attribute stands for is public. */
const PUBLIC = new Set(['patient', 'state', 'settled', 'refresh', 'clear', 'print', 'showSection']);

const publicMember = (member) => !member.static && member.privacy !== 'private' && member.privacy !== 'protected' &&
  (member.attribute !== undefined || PUBLIC.has(member.name));

const withoutOrigin = ({ inheritedFrom, privacy, ...rest }) => rest;
const byName = (a, b) => (a.name < b.name ? -1 : 1);
const list = (entries) => (entries ?? []).map(withoutOrigin).toSorted(byName);

function publicElement(declaration, tagName) {
  const { name, description, summary, members, attributes, events, slots, cssParts, cssProperties } = declaration;
  return {
    kind: 'class', customElement: true, name, tagName, summary, description: description || summary,
    attributes: list(attributes),
    members: list(members?.filter(publicMember)),
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

/** `'a' | 'b'` → ['a', 'b']: what an editor can offer. */
const choices = (type) => [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, name]) => ({ name }));

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

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const comment = (text) => (text ? `/** ${text.replace(/\s+/g, ' ').replaceAll('*/', '* /')} */ ` : '');

/** Typings for React 19 and newer, which sets properties of custom elements and listens with `on` + the event's name. */
export function reactTypings(manifest) {
  const elements = elementsOf(manifest);
  const one = ({ name, attributes, events }) => {
    const props = attributes.map((attribute) => `    ${comment(attribute.description)}'${attribute.name}'?: string | number;`);
    const camels = attributes.filter(({ name: attribute }) => camel(attribute) !== attribute)
      .map(({ name: attribute, fieldName }) => `    ${fieldName ?? camel(attribute)}?: ${name}['${fieldName ?? camel(attribute)}'];`);
    const listeners = events.map((event) => `    ${comment(event.description)}'on${event.name}'?: (event: HTMLElementEventMap['${event.name}']) => void;`);
    return `  interface ${name}Props extends React.HTMLAttributes<${name}>, React.RefAttributes<${name}> {\n    patient?: ${name}['patient'];\n${[...props, ...camels, ...listeners].join('\n')}\n  }`;
  };
  const withPatient = elements.map((element) => {
    const text = one(element);
    return element.members.some(({ name }) => name === 'patient') ? text : text.replace(/ {4}patient\?:.*\n/, '');
  });
  return `import type * as React from 'react';
import type { ${elements.map(({ name }) => name).join(', ')} } from './types/index.js';

declare module 'react' {
${withPatient.join('\n')}
  namespace JSX {
    interface IntrinsicElements {
${elements.map(({ name, tagName }) => `      '${tagName}': ${name}Props;`).join('\n')}
    }
  }
}
`;
}

