import { createRuntime } from './embeds/runtime.js';
import { defineElements } from './embeds/define.js';

/** The classic script: reads its own tag, makes the one global, defines the elements. With module.ts the only one with side effects. */
// A host's `<img name="currentScript">` clobbers document.currentScript: ask the prototype.
const script = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document) as HTMLScriptElement | null | undefined;
const { config, configIntegrity, host, organisation } = script?.dataset ?? {};

Object.defineProperty(globalThis, 'dscr', {
  value: createRuntime({
    script: script?.src || undefined, config, integrity: configIntegrity, host, organisation,
  }),
  enumerable: true,
});
defineElements();
