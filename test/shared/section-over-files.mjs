import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const folder = join(root, '../shared/fhir');

function resourcesIn(value) {
  if (typeof value !== 'object' || value === null || typeof value.resourceType !== 'string') return [];
  return value.resourceType === 'Bundle' && Array.isArray(value.entry) ? value.entry.flatMap((entry) => resourcesIn(entry?.resource)) : [value];
}

/** Every resource of the shared files: what no parser can read is left out. */
export function sharedResources() {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json')).flatMap((name) => {
    let parsed;
    try { parsed = JSON.parse(readFileSync(join(folder, name), 'utf8')); } catch { return []; }
    return resourcesIn(parsed).map((resource) => ({ name, resource }));
  });
}

/**
 * Maps each resource of the given types, from every shared file, by the section's own mapper.
 * @param check gets what was shown and what was not
 */
export function overSharedFiles(section, mapFile, mapperName, types, check) {
  const skip = existsSync(folder) ? false : 'the shared FHIR files are not here';
  let made;
  let out;
  before(async () => {
    if (skip) return;
    out = mkdtempSync(join(tmpdir(), 'dscr-map-'));
    const outfile = join(out, 'map.mjs');
    await build({
      stdin: { contents: `export { ${mapperName} as toModel } from './${mapFile}'; export { ResourceIndex } from './src/controllers/lookup.ts';`, resolveDir: root, loader: 'ts' },
      bundle: true, format: 'esm', outfile, logLevel: 'error',
    });
    made = await import(pathToFileURL(outfile).href);
  });
  after(() => { if (out) rmSync(out, { recursive: true }); });

  test(`${section}: every resource of the shared files is shown or counted, none throws`, { skip }, () => {
    const all = sharedResources();
    const lookup = new made.ResourceIndex();
    for (const { resource } of all) lookup.add(resource);
    const context = { patient: { resourceType: 'Patient' }, lookup, highRisk: [] };
    const own = all.filter(({ resource }) => types.includes(resource.resourceType));
    assert.ok(own.length > 0);
    const unshown = [];
    for (const { name, resource } of own) {
      const mapper = made.toModel(context);
      if (mapper.add(resource)) {
        assert.ok(mapper.items() > 0, name);
        assert.ok(mapper.model(), name);
      } else unshown.push(`${name} ${resource.resourceType}/${resource.id}`);
    }
    check({ shown: own.length - unshown.length, unshown, all: own, toModel: made.toModel, context });
  });
}
