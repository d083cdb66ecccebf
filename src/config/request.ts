/** A fault, or too many requests: asking again may help. */
export const passing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Text of an answer. @throws where it is not in UTF-8: a name with letters replaced is another one */
export const utf8 = (bytes: AllowSharedBufferSource | undefined): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** How every request of ours goes out: nothing of it cached, followed elsewhere, or told of the page or the person's cookies. */
export const PLAIN: RequestInit = { cache: 'no-store', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' };
