/**
 * Goes on in a task of its own, so that a page stays quick to answer its reader while thousands of entries are read. Not `scheduler.yield`:
 * it takes over priority and signal of the task in which a host named the patient. Not a timer: in a hidden page it is held back.
 */
export const pause = (): Promise<void> => new Promise((next) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); next(); };
  port2.postMessage(0);
});
