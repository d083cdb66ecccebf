/** Milliseconds of drawing after which the rest waits for the next frame: laying out what was drawn takes longer still. */
const SHARE = 6;
let drawn = 0;
let shown: Promise<void> | undefined;

/** Each in a task of its own, as what is to be asked is on its way by then; and sections that arrive together a few a frame, so that no reader's key waits for all of them. */
export async function turn(): Promise<void> {
  for (;;) {
    await new Promise((next) => setTimeout(next));
    if (drawn <= SHARE) return;
    await shown;
  }
}

/** Runs what draws, and counts it against the frame that will show it. */
export function drawing(draw: () => void): void {
  const begun = performance.now();
  draw();
  drawn += performance.now() - begun;
  shown ??= new Promise<void>((next) => {
    requestAnimationFrame(() => setTimeout(next));
    // A hidden page has no frames.
    setTimeout(next, 50);
  }).then(() => { drawn = 0; shown = undefined; });
}
