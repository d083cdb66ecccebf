import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { countedReporter } from './support/counted-reporter.mjs';
import { browserOptions } from './support/find-browser.mjs';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

export default {
  rootDir: fileURLToPath(root),
  files: 'test/**/*.test.ts',
  nodeResolve: { exportConditions: ['browser', 'production'] },
  // A limit against hanging, not a measure of speed: a busy machine must not fail a test.
  testFramework: { config: { timeout: 30_000 } },
  concurrency: 2,
  browsers: [chromeLauncher({
    launchOptions: browserOptions(),
    // Each page is a window of its own: one in the background draws no frame, and two would share service worker and channels.
    createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
  })],
  plugins: [
    esbuildPlugin({
      ts: true,
      json: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
      define: { __DSCR_VERSION__: JSON.stringify(version) },
    }),
  ],
  middleware: [
    // A service worker's scope is its folder, so msw's worker has to stand at the root.
    (ctx, next) => {
      if (ctx.path === '/mockServiceWorker.js') ctx.url = '/node_modules/msw/lib/mockServiceWorker.js';
      return next();
    },
  ],
  filterBrowserLogs: ({ args }) => !/Lit is in dev mode/.test(String(args[0])),
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countedReporter()],
};
