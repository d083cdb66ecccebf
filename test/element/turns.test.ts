import { expect } from '@open-wc/testing';
import { drawing, turn } from '../../src/element/turns.js';

/** Draws for longer than a frame has room for. */
const drawLong = (): void => {
  drawing(() => { for (const end = performance.now() + 12; performance.now() < end;); });
};
const frames = globalThis.requestAnimationFrame;
afterEach(async () => {
  globalThis.requestAnimationFrame = frames;
  await turn();
});

it('what comes after much drawing waits for the frame that shows it, each in its turn', async () => {
  const seen: string[] = [];
  // The frames of the module itself, as one that the test asks for may come before.
  globalThis.requestAnimationFrame = (then) => frames((time) => { seen.push('frame'); then(time); });
  await Promise.all(['a', 'b', 'c'].map(async (name) => {
    await turn();
    seen.push(name);
    drawLong();
  }));
  expect(seen).to.deep.equal(['a', 'frame', 'b', 'frame', 'c']);
});

it('little is drawn without waiting', async () => {
  await turn();
  let asked = 0;
  globalThis.requestAnimationFrame = () => ++asked;
  const seen: string[] = [];
  await Promise.all(['a', 'b', 'c'].map(async (name) => {
    await turn();
    drawing(() => { seen.push(name); });
  }));
  expect(seen).to.deep.equal(['a', 'b', 'c']);
  expect(asked).to.be.at.most(1);
});

it('a page without frames, as a hidden one, is drawn all the same', async () => {
  globalThis.requestAnimationFrame = () => 0;
  drawLong();
  await turn();
});
