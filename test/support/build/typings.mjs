import { elementsOf } from './manifest.mjs';

/** Contract, section 6. Events of `window` are here too: they bubble no further, but `addEventListener` is typed alike everywhere. */
const EVENTS = {
  'dscr-ready': '{ readonly version: string }',
  'dscr-session-change': "{ readonly state: 'signed-out' | 'signing-in' | 'choosing-role' | 'ready' | 'renewing' | 'locked' | 'ended' | 'failed'; readonly reason: string }",
  'dscr-patient-change': "{ readonly state: 'none' | 'loading' | 'shown' | 'mismatch' | 'not-found' | 'refused' }",
  'dscr-section-shown': "{ readonly section: string; readonly state: 'waiting' | 'loading' | 'withheld' | 'unavailable' | 'none-recorded' | 'ready' }",
  'dscr-error': '{ readonly code: string; readonly hint: string; readonly section?: string; readonly retryable: boolean; readonly correlationId: string }',
  'dscr-audit': '{ readonly type: string; readonly section?: string; readonly sequence: number; readonly correlationId: string; readonly outcome: string }',
  'dscr-open-document': '{ readonly reference: string; readonly contentType: string; readonly size: number }',
  'dscr-diagnostic': '{ readonly check: string; readonly outcome: string; readonly hint: string }',
};

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const comment = (text) => (text ? `/** ${text.replace(/\s+/g, ' ').replaceAll('*/', '* /')} */ ` : '');
const classes = (elements) => elements.map(({ name }) => name).join(', ');

/** dscr.d.ts: what `import … from 'dscr'` and a page with the script know. */
export function typings(manifest) {
  const elements = elementsOf(manifest);
  return `import type { Dscr, ${classes(elements)} } from './types/index.js';
export * from './types/module.js';
export { default } from './types/module.js';
export type * from './types/index.js';

export interface DscrEventMap {
${Object.entries(EVENTS).map(([name, detail]) => `  '${name}': CustomEvent<${detail}>;`).join('\n')}
}

declare global {
  interface HTMLElementTagNameMap {
${elements.map(({ name, tagName }) => `    '${tagName}': ${name};`).join('\n')}
  }
  interface HTMLElementEventMap extends DscrEventMap {}
  interface DocumentEventMap extends DscrEventMap {}
  interface WindowEventMap extends DscrEventMap {}
  interface Window { readonly dscr: Dscr }
  var dscr: Dscr;
}
`;
}

function reactProps({ name, attributes, members, events }) {
  const lines = attributes.map((attribute) => `${comment(attribute.description)}'${attribute.name}'?: string | number;`);
  for (const { name: attribute, fieldName = camel(attribute) } of attributes) {
    if (fieldName !== attribute) lines.push(`${fieldName}?: ${name}['${fieldName}'];`);
  }
  if (members.some((member) => member.name === 'patient')) lines.push(`patient?: ${name}['patient'];`);
  for (const event of events) lines.push(`${comment(event.description)}'on${event.name}'?: (event: DscrEventMap['${event.name}']) => void;`);
  return `  interface ${name}Props extends React.HTMLAttributes<${name}>, React.RefAttributes<${name}> {\n${lines.map((line) => `    ${line}`).join('\n')}\n  }`;
}

/** react.d.ts, for React 19 and newer: it sets properties of custom elements and listens with `on` + the event's name. */
export function reactTypings(manifest) {
  const elements = elementsOf(manifest);
  return `import type * as React from 'react';
import type { DscrEventMap, ${classes(elements)} } from './dscr.js';

declare module 'react' {
${elements.map(reactProps).join('\n')}
  namespace JSX {
    interface IntrinsicElements {
${elements.map(({ name, tagName }) => `      '${tagName}': ${name}Props;`).join('\n')}
    }
  }
}
`;
}
