/** Dots, slashes or percent signs in disguise, and `..;`: proxies and servers read them in different ways. */
const DISGUISED = /%(?:2e|2f|5c|25|00)|\\|\.;/i;

/**
 * The address of `link`, which may be relative to `base`; undefined where it is not at or below `base`. Only what this
 * returns is ever asked with a token (security T3: a link of an answer must not carry it elsewhere).
 */
export function fhirUrl(base: string, link: unknown): string | undefined {
  if (typeof link !== 'string' || !URL.canParse(base)) return undefined;
  const root = new URL(base);
  const below = root.pathname.replace(/\/*$/, '/');
  const folder = root.origin + below;
  if (!URL.canParse(link, folder)) return undefined;
  const url = new URL(link, folder);
  const inside = url.origin === root.origin && url.protocol === root.protocol && `${url.pathname}/`.startsWith(below);
  return inside && !url.username && !url.password && !url.hash && !DISGUISED.test(url.pathname) ? url.href : undefined;
}

/** Does an address hold this number of ten digits, however it is written: with blanks or dashes, escaped, or escaped twice? */
export const tells = (address: string, number: string): boolean =>
  new RegExp([...number].map((digit) => `(?:%(?:25)*3)?${digit}`).join('(?:%(?:25)*[25]\\w|[^\\da-z])*'), 'i').test(address);

/** An address of the record that may stand in a link: absolute `https:`, without credentials (security T13). */
export function safeHref(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' && !url.username && !url.password ? url.href : undefined;
}
