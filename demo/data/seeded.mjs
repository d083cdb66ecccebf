/** A small seeded generator (mulberry32): the demo's data are the same on every start. */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** bell-shaped between -1 and 1: values cluster about the middle as results do */
  const bell = () => (next() + next() + next()) / 1.5 - 1;
  return { next, bell, pick: (list) => list[Math.floor(next() * list.length)] };
}
