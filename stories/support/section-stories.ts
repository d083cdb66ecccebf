import type { Resource } from '../../src/record/resource.js';
import type { StateName } from '../../src/record/section-state.js';
import type { SectionId } from '../../src/record/sections.js';
import { sourceNote, type Answer } from './api.js';
import { inError, many, ofAnother, resources, typesOf } from './resources.js';
import { story, type Look, type Reached, type Story } from './story.js';
import { allBut, type World } from './world.js';

const LONG = 250;

/** The states every section has (contract, section 4), each from the section's own examples. */
export function sectionStories(id: SectionId, tag: string) {
  const types = typesOf(id);
  const all = (answer: Answer): Readonly<Record<string, Answer>> => Object.fromEntries(types.map((type) => [type, answer]));
  const is = (name: StateName): Reached => ({ sections }) => sections[id]?.state === name;
  const ready = (test: (gaps: readonly string[], items: number) => boolean): Reached => ({ sections }) => {
    const state = sections[id];
    return state?.state === 'ready' && test(state.gaps.map(({ kind }) => kind), state.items);
  };
  const one = (world: World, reached: Reached, look?: Partial<Look>): Story => story(tag, world, reached, look);
  const own: readonly Resource[] = resources[id];
  return {
    waiting: one({ patientOpen: null }, ({ patient, session }) => patient === 'none' && session === 'ready'),
    signedOut: one({ session: 'signed-out' }, ({ session }, element) => session === 'signed-out' && element.renderRoot.querySelector('button') !== null),
    loading: one({ answers: all('never') }, is('loading')),
    // A role that may not see allergies may not see medicines either.
    withheldByRole: one({ permits: id === 'allergies' ? allBut('allergies', 'medications') : allBut(id) }, is('withheld')),
    withheldByApi: one({ answers: all('refused') }, is('withheld')),
    unavailable: one({ answers: id === 'demographics' ? { Patient: 'fault' } : all('fault') }, is('unavailable')),
    noneRecorded: one({ holds: [] }, is('none-recorded')),
    ready: one({ holds: own }, ready((gaps, items) => gaps.length === 0 && items > 0)),
    gaps: one({
      holds: [...own, ofAnother(id)],
      notes: { [types[0] ?? '']: [sourceNote('Example Hospital', 'answered', '2026-11-24T06:00:00Z'), sourceNote('Sample Community Trust', 'not-answering')] },
    }, ready((gaps) => gaps.includes('other-patient') && gaps.includes('source-silent'))),
    inError: one({ holds: [...own, inError(id)] }, ready((gaps) => gaps.includes('in-error'))),
    longList: one({ holds: many(id, LONG) }, ready((_, items) => items === LONG)),
    narrow: one({ holds: own }, is('ready'), { width: 280 }),
    middle: one({ holds: own }, is('ready'), { width: 768 }),
    wide: one({ holds: own }, is('ready'), { width: 1280 }),
    compact: one({ holds: own }, is('ready'), { density: 'compact' }),
    dark: one({ holds: own }, is('ready'), { theme: 'dark' }),
  };
}
