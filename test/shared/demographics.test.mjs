import assert from 'node:assert/strict';
import { overSharedFiles } from './section-over-files.mjs';

overSharedFiles('demographics', 'src/sections/demographics/demographics.map.ts', 'toDemographics', ['Patient', 'RelatedPerson'], ({ shown, unshown }) => {
  // a person of whom nothing but a period is said
  assert.deepEqual(unshown, ['ukcore/Extension-UKCore-EffectivePeriod-Example.json RelatedPerson/Extension-UKCore-EffectivePeriod-Example']);
  assert.ok(shown > 0);
});
