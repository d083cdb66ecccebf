// `npm run storybook`: the guide and every element, at http://localhost:6006. `--build` writes it to stories/.storybook/out.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const asFiles = process.argv.includes('--build');
const more = process.argv.slice(2).filter((arg) => arg !== '--build');

function must(command, args, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell, env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' } });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) must('npm', ['ci', '--ignore-scripts'], true);
if (!existsSync(join(root, 'dist/custom-elements.json'))) must(process.execPath, ['test/support/build.mjs', '--no-gate']);

const statics = join(root, '.cache/storybook-static');
mkdirSync(statics, { recursive: true });
copyFileSync(join(root, 'node_modules/msw/lib/mockServiceWorker.js'), join(statics, 'mockServiceWorker.js'));

const storybook = join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
must(process.execPath, asFiles
  ? [storybook, 'build', '-c', 'stories/.storybook', '-o', 'stories/.storybook/out', '--quiet', '--disable-telemetry', ...more]
  : [storybook, 'dev', '-c', 'stories/.storybook', '-p', '6006', '--no-open', '--disable-telemetry', ...more]);
