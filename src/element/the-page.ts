import type { Page } from '../controllers/page.js';

/** The page's one runtime. embeds/ makes it before any element is defined. */
let current: Page | undefined;
export const setPage = (page: Page): void => { current = page; };
export function thePage(): Page {
  if (!current) throw new Error('dscr: no page');
  return current;
}
