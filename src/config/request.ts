/** How every request of ours goes out: nothing of it cached, followed elsewhere, or told of the page or the person's cookies. */
export const PLAIN: RequestInit = { cache: 'no-store', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' };
