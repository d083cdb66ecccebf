import type { SectionState } from '../record/section-state.js';
import { stamp } from '../ui/stamp.js';
import { words } from '../ui/words.js';
import { thePage } from './the-page.js';

const MINUTE = 60_000;
/** From then on a list says how old it is. */
const OLD = 30 * MINUTE;
/** A clock that looks every minute and missed so many was asleep; one in the background looks late, but not so late. */
const SLEPT = 5 * MINUTE;

const now = (): number => thePage().now;

let looked = 0;
let woke = -Infinity;
let timer: ReturnType<typeof setInterval> | undefined;
const watching = new Set<() => void>();

function look(): void {
  // by the device's own clock: the servers' may jump when it is first heard of
  const at = Date.now();
  if (at - looked > SLEPT) woke = now();
  looked = at;
  for (const one of [...watching]) one();
}

/** Calls back each minute, and at once when the page is shown again or the computer wakes. @returns ends it */
export function watchTime(changed: () => void): () => void {
  if (watching.size === 0) {
    looked = Date.now();
    timer = setInterval(look, MINUTE);
    document.addEventListener('visibilitychange', look);
    addEventListener('pageshow', look);
  }
  watching.add(changed);
  return () => {
    watching.delete(changed);
    if (watching.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pageshow', look);
  };
}

/** It was asked for again, in vain. */
export const notRefreshed = (state: SectionState): string | undefined => ('notRefreshed' in state ? words.stale.notRefreshed(stamp(state.loadedAt)) : undefined);

/** What is to be said of the age of what is on screen; undefined while it is fresh. */
export function staleText(state: SectionState): string | undefined {
  if (!('loadedAt' in state)) return undefined;
  const loaded = Date.parse(state.loadedAt);
  const age = now() - loaded;
  return notRefreshed(state) ?? (age >= OLD || loaded < woke ? words.stale.screen(stamp(state.loadedAt), Math.floor(age / MINUTE)) : undefined);
}
