import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package that a module of node_modules belongs to. */
function packageOf(id) {
  for (let dir = dirname(id); dir.includes('node_modules'); dir = dirname(dir)) {
    const file = join(dir, 'package.json');
    if (!existsSync(file)) continue;
    const { name, version, license } = JSON.parse(readFileSync(file, 'utf8'));
    if (name && version) return { name, version, license, dir };
  }
  throw new Error(`${id} belongs to no package.`);
}

/** What the licences of bundled packages ask for: their names and texts beside the bundle. */
export function thirdPartyLicences(moduleIds) {
  const packages = new Map(moduleIds.filter((id) => id.includes('node_modules')).map((id) => packageOf(id)).map((one) => [one.name, one]));
  return [...packages.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, version, license, dir }) => {
    const file = readdirSync(dir).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file.`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(dir, file), 'utf8').trim()}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}
