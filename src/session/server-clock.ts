export interface ServerClock {
  /** epoch ms by the servers; by this device until one of them has told the time */
  now(): number;
  /** a `Date` header */
  sawDate(date: string | null): void;
  /** epoch ms; a `weak` one (a token's `iat`) counts only while no header has been seen */
  saw(time: number, weak: boolean): void;
}

export function serverClock(clock: () => number): ServerClock {
  let behind = -Infinity;
  let wallBehind = 0;
  let known = false;
  const saw: ServerClock['saw'] = (time, weak) => {
    if (Number.isNaN(time) || (weak && known)) return;
    behind = time - performance.now();
    wallBehind = time - clock();
    known = !weak;
  };
  return {
    // performance.now() stands still while some computers sleep, the wall clock may be set back: the later of the two is right
    now: () => Math.max(performance.now() + behind, clock() + wallBehind),
    sawDate: (date) => saw(Date.parse(date!), false),
    saw,
  };
}
