/** Goes on in a task of its own, so that a page stays quick to answer its reader while thousands of entries are read. */
export const pause = (): Promise<unknown> => (globalThis as { scheduler?: { yield?(): Promise<void> } }).scheduler?.yield?.() ?? new Promise((next) => setTimeout(next));
