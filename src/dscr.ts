import { createRuntime } from './embeds/runtime.js';
import { defineElements } from './embeds/define.js';

/** The classic script: reads its own tag, makes the one global, defines the elements. With module.ts the only one with side effects. */
// A host's `<img name="currentScript">` clobbers document.currentScript: ask the prototype.
const script = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document) as HTMLScriptElement | null | undefined;
// Nor its `dataset`: what the tag does not have, that takes from a polluted `Object.prototype`.
const said = (name: string): string | undefined => script?.getAttribute(`data-${name}`) ?? undefined;

Object.defineProperty(globalThis, 'dscr', {
  value: createRuntime({
    script: script?.src || undefined, config: said('config'), integrity: said('config-integrity'), host: said('host'), organisation: said('organisation'),
  }),
  enumerable: true,
});
defineElements();
