import { minify } from 'vite';

// The widget that the page has already: silently where it is of the same version; of another one with one warning and one
// `dscr-diagnostic`, as two versions cannot both define the elements. It is looked for before the first side effect: the classic
// script ends then, and the module hands on what is there.
// Named access (`<div id="dscr">`) is not an own property of the window, and is not taken for the widget.
const guard = (version) => `
const __DSCR_HERE__ = Object.hasOwn(globalThis, 'dscr') && typeof globalThis.dscr?.version === 'string' && globalThis.dscr;
if (__DSCR_HERE__) {
  const have = __DSCR_HERE__.version;
  const mine = ${JSON.stringify(version)}, told = Symbol.for('dscr ' + mine);
  if (have !== mine && !globalThis[told]) {
    globalThis[told] = true;
    const hint = 'DSCR ' + have + ' is already on this page: ' + mine + ' was not started. Load one version only.';
    console.warn(hint);
    dispatchEvent(new CustomEvent('dscr-diagnostic', { bubbles: true, composed: true, detail: Object.freeze({ check: 'version', outcome: 'conflict', hint }) }));
  }
}
`;

// Nearly every function is called while a record is drawn: the browser compiles them all while the script arrives, beside
// the page's own work, instead of one by one when each is first called. Other browsers read a comment.
const COMPILE_AHEAD = '//# allFunctionsCalledOnLoad\n';

async function minified(name, code, module) {
  const result = await minify(name, code, { compress: { target: 'es2022' }, mangle: { toplevel: module }, codegen: { legalComments: 'none' }, module });
  if (result.errors.length) throw new Error(`${name} could not be minified: ${result.errors[0].message}`);
  return result.code.replace(/[^\x00-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Turns the one ES chunk into what is shipped: as a module, or as a classic script that keeps all its names to itself.
 * @param {{ version: string, banner: string, asModule: boolean }} options
 */
export const wrap = ({ version, banner, asModule }) => ({
  name: 'dscr-wrap',
  async generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    if (chunks.length !== 1) throw new Error(`The bundle must be one file, and is ${chunks.map((chunk) => chunk.fileName)}.`);
    const [chunk] = chunks;
    if (!asModule && chunk.exports.length) throw new Error(`A classic script cannot export ${chunk.exports}.`);
    const code = asModule ? guard(version) + chunk.code : `(() => {${guard(version)}if (__DSCR_HERE__) return;\n${chunk.code}\n})();`;
    chunk.code = `${banner}\n${asModule ? '' : COMPILE_AHEAD}${(await minified(chunk.fileName, code, asModule)).trim()}\n`;
  },
});
