import { own, refuse } from '../policy/shape.js';
import { isObject } from '../record/resource.js';
import { PLAIN, utf8 } from './request.js';
import { ConfigError } from './types.js';

export interface LoadOptions {
  /** `data-config`; relative to the script, so that a host's `<base>` cannot move it */
  readonly url: string;
  /** where the bundle came from */
  readonly scriptUrl: string;
  /** `data-config-integrity`: `sha256-…`, `sha384-…` or `sha512-…` */
  readonly integrity?: string | null | undefined;
  readonly fetch?: typeof fetch;
  /** told of each address before it is asked */
  asking?(url: string): void;
}

const TIMEOUT = 20_000;

/** Fetches one document of the script's own origin, or with the digest given. */
async function fetchJson({ url, scriptUrl, integrity, fetch: get = fetch, asking }: LoadOptions, code: ConfigError['code'], path: string): Promise<unknown> {
  const fail = (failed = code): never => { throw new ConfigError(failed, path); };
  const [, bits, digest] = /^sha(256|384|512)-([\w+/]+=*)$/.exec(integrity ?? '') ?? [];
  if (!URL.canParse(url, scriptUrl)) fail();
  const { href, origin } = new URL(url, scriptUrl);
  if (integrity ? !digest : origin !== new URL(scriptUrl).origin) fail();

  asking?.(href);
  const bytes = await get(href, { ...PLAIN, signal: AbortSignal.timeout(TIMEOUT) })
    .then((response) => (response.ok ? response.arrayBuffer() : fail())).catch(() => fail('DSCR_NOT_CONFIGURED'));
  try {
    const hash = digest && btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, bytes))));
    if (hash === digest) return JSON.parse(utf8(bytes));
  } catch { /* no JSON */ }
  return fail();
}

/**
 * Puts the document that `policyUrl` names in its place, by the same rules as the configuration itself
 * (`policyIntegrity`, where it is of another origin). A document with its policy inside is returned as it is.
 */
export async function withPolicy(doc: unknown, base: Pick<LoadOptions, 'scriptUrl' | 'fetch' | 'asking'>): Promise<unknown> {
  const url = own(doc, 'policyUrl');
  if (url === undefined || !isObject(doc)) return doc;
  if (typeof url !== 'string' || own(doc, 'policy') !== undefined) return refuse('/policyUrl');
  // a digest that is no text is one that nothing fits
  const integrity = String(own(doc, 'policyIntegrity') ?? '');
  const { policyUrl: _, policyIntegrity: __, ...rest } = doc;
  return { ...rest, policy: await fetchJson({ ...base, url, integrity }, 'DSCR_POLICY_INVALID', '/policyUrl') };
}

/**
 * The configuration document of `data-config`, its policy put in; to be read by `parseConfig`.
 * @throws ConfigError `DSCR_NOT_CONFIGURED` where it could not be fetched, else the code of the document that was refused
 */
export async function loadConfig(options: LoadOptions): Promise<unknown> {
  return withPolicy(await fetchJson(options, 'DSCR_CONFIG_INVALID', ''), options);
}
