import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('results', 'src/sections/results/results.map.ts', 'toResults', ['Observation', 'DiagnosticReport', 'ImagingStudy'], ({ shown, unshown, all, toModel, context }) => {
  assert.deepEqual(unshown, []);
  assert.ok(shown > 0);
  // Together: each stands in a list, and can be read.
  const mapper = toModel(context);
  for (const { resource } of all) assert.ok(mapper.add(resource));
  const { parts, result, report } = mapper.model();
  const results = parts.flatMap(({ series }) => series.flatMap(({ rows }) => rows));
  const reports = parts.flatMap(({ reports: rows }) => rows);
  for (const row of results) assert.ok(result(row).provenance);
  for (const row of reports) assert.ok(report(row).provenance);
  assert.equal(results.length, all.filter(({ resource }) => resource.resourceType === 'Observation').length);
  assert.equal(mapper.items(), results.length + reports.length);
});
