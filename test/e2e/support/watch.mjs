/**
 * Runs in a page: learns what tells one patient's record from the others', and looks in every animation frame whether anything of another
 * patient than the one asked for is held. As `window.watch`. Sent as text: stands alone.
 */
export function watcher(people) {
  if (window.watch) return;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const day = (iso) => iso.replace(/^(\d{4})-(\d\d)-(\d\d)$/, (_all, year, month, date) => `${date}-${months[month - 1]}-${year}`);
  const spaced = (number) => number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
  const who = new Map(people.map(({ nhsNumber, name, birthDate }) => [nhsNumber, [name, spaced(nhsNumber), nhsNumber, day(birthDate), birthDate]]));
  const learnt = new Map();
  const marks = new Map();
  let current;
  let running = false;
  const faults = [];
  let frames = 0;
  let seen = {};

  const look = (when) => {
    const text = window.e2e.held();
    // what has not changed, and is asked of the same patient, has been judged
    if (text === seen.text && current === seen.current) return text;
    seen = { text, current };
    for (const [number, own] of marks) {
      if (number === current) continue;
      const found = own.find((mark) => text.includes(mark));
      if (found !== undefined) faults.push(`${when}: “${found}” of ${number} while ${current ?? 'nobody'} is asked for`);
    }
    const mine = marks.get(current);
    if (mine?.some((mark) => text.includes(mark)) && !text.includes(who.get(current)[1])) faults.push(`${when}: content of ${current} without its identity line`);
    return text;
  };
  const frame = () => {
    if (!running) return;
    frames += 1;
    look('frame');
    requestAnimationFrame(frame);
  };

  window.watch = {
    faults, marks, look,
    get frames() { return frames; },
    /** Keeps what is held of a patient who is at rest on screen. @param strings of the API's answers */
    learn(number, strings) {
      const held = window.e2e.held();
      const texts = [...window.e2e.shadowRoots()].flatMap((root) => {
        const out = [];
        const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) out.push(nodes.currentNode.data.trim());
        return out;
      });
      learnt.set(number, { held, texts: [...new Set([...texts, ...[...strings].filter((one) => held.includes(one))])] });
    },
    /** Marks are what stands in one patient's record alone. Times of this hour and numbers of entries are no marks: they come and go. */
    tellApart(elsewhere) {
      const now = new Date().toISOString().slice(0, 10);
      for (const [number, { texts }] of learnt) {
        const others = [...learnt].filter(([other]) => other !== number).map(([, { held }]) => held).concat(elsewhere);
        marks.set(number, [...new Set([...who.get(number), ...texts])].filter((text) =>
          text.length >= 5 && !/\(\d+\)$/.test(text) && !text.includes(now) && !text.includes(day(now)) && !others.some((held) => held.includes(text))));
      }
    },
    /** From now on this patient alone may be seen. */
    expect(number) { current = number; },
    start() {
      running = true;
      requestAnimationFrame(frame);
    },
    stop() { running = false; },
  };
}
