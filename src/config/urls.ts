import { that, type Shape } from '../policy/shape.js';

export const isLoopback = (host: string): boolean => /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/.test(host);

/** Addresses that lead to this device as well, though no browser trusts them as it trusts loopback. */
const isHere = (host: string): boolean => isLoopback(host) || /^(?:0\.0\.0\.0|\[::(?:ffff:7f.+)?\])$/.test(host);

/**
 * An absolute address: `https:`, or `http:` on loopback; `strict` (a live environment on a real page) refuses loopback and
 * `http:` both. The text is kept as written, because issuers are compared letter by letter.
 * @param without characters it may not contain, such as `#?`
 */
export const address = (strict: boolean, without = ''): Shape<string> => that((value) => {
  if (typeof value !== 'string' || value.length > 2000 || /[\s\\]/.test(value) || [...without].some((each) => value.includes(each)) || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return !username && !password && !(strict && isHere(hostname)) && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
});
