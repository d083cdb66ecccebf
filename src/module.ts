import { defineElements } from './embeds/define.js';
import { createRuntime, type Dscr } from './embeds/runtime.js';

/** The ES module: the same as the classic script, but without `data-config`. Call `dscr.init`. */
const have = (globalThis as { dscr?: Dscr }).dscr;
export const dscr: Dscr = Object.hasOwn(globalThis, 'dscr') && have ? have : createRuntime({});
if (dscr !== have) {
  Object.defineProperty(globalThis, 'dscr', { value: dscr, enumerable: true });
  defineElements();
}
export default dscr;
export const { version, ready, init, registerSource, check } = dscr;
