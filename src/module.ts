import { createRuntime, type Dscr } from './embeds/runtime.js';
import { defineElements } from './embeds/define.js';

/** The widget that the page has already, of whatever version: looked for before this (test/support/build/wrap.mjs). */
declare const __DSCR_HERE__: Dscr | false;

/** The ES module: the same as the classic script, but without `data-config`. Call `dscr.init`. */
export const dscr: Dscr = __DSCR_HERE__ || createRuntime({});
if (!__DSCR_HERE__) {
  Object.defineProperty(globalThis, 'dscr', { value: dscr, enumerable: true });
  defineElements();
}
export default dscr;
export const { version, ready, init, registerSource, check } = dscr;
