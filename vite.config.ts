import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { modernLit } from './test/support/build/modern-lit.mjs';
import { quietOidc } from './test/support/build/quiet-oidc.mjs';
import { templates } from './test/support/build/templates.mjs';
import { trustedTypes } from './test/support/build/trusted-types.mjs';
import { wrap } from './test/support/build/wrap.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const banner = `/*! DSCR ${version}, Apache-2.0. Contains Lit (BSD-3-Clause) and others: see third-party-licences.txt */`;

/** `--mode module` makes dist/dscr.mjs, any other mode the classic script dist/dscr.js. `npm run build` makes the whole of dist. */
export default defineConfig(({ mode }) => {
  const asModule = mode === 'module';
  return {
    publicDir: false,
    define: { __DSCR_VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    plugins: [templates(), modernLit(), trustedTypes(), quietOidc(), wrap({ version, banner, asModule })],
    build: {
      target: 'es2022',
      // wrap() does it: Vite leaves the white space of ES libraries.
      minify: false,
      sourcemap: false,
      emptyOutDir: false,
      outDir: 'dist',
      reportCompressedSize: false,
      lib: {
        entry: process.env['DSCR_ENTRY'] ?? (asModule ? 'src/module.ts' : 'src/dscr.ts'),
        formats: ['es'],
        fileName: () => (asModule ? 'dscr.mjs' : 'dscr.js'),
      },
      // Vite makes every constant of a module a variable: as constants those used once are written where they are used.
      rolldownOptions: { output: { topLevelVar: false } },
    },
  };
});
