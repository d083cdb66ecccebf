import { isObject, own } from '../policy/shape.js';
import { ConfigError } from './types.js';

type Code = ConfigError['code'];

export interface LoadOptions {
  /** `data-config`; relative to the script, so that a host's `<base>` cannot move it */
  readonly url: string;
  /** where the bundle came from */
  readonly scriptUrl: string;
  /** `data-config-integrity`: `sha256-…`, `sha384-…` or `sha512-…` */
  readonly integrity?: string | null | undefined;
  readonly fetch?: typeof fetch;
}

const TIMEOUT = 20_000;

/** Fetches one document of the script's own origin, or with the digest given. */
async function fetchJson({ url, scriptUrl, integrity, fetch: get = fetch }: LoadOptions, code: Code, path: string): Promise<unknown> {
  const fail = (failed = code): ConfigError => new ConfigError(failed, path, url);
  if (!URL.canParse(url, scriptUrl)) throw fail();
  const { href, origin } = new URL(url, scriptUrl);
  const [, bits, digest] = /^sha(256|384|512)-([\w+/]+=*)$/.exec(integrity ?? '') ?? [];
  if (integrity ? !digest : origin !== new URL(scriptUrl).origin) throw fail();

  let bytes: ArrayBuffer;
  try {
    const response = await get(href, {
      cache: 'no-store', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) throw response.status;
    bytes = await response.arrayBuffer();
  } catch {
    throw fail('DSCR_NOT_CONFIGURED');
  }
  try {
    const hash = digest && btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, bytes))));
    if (hash !== digest) throw fail();
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw fail();
  }
}

/**
 * Puts the document that `policyUrl` names in its place, by the same rules as the configuration itself
 * (`policyIntegrity`, where it is of another origin). A document with its policy inside is returned as it is.
 */
export async function withPolicy(doc: unknown, base: Pick<LoadOptions, 'scriptUrl' | 'fetch'>): Promise<unknown> {
  const url = own(doc, 'policyUrl');
  if (url === undefined || !isObject(doc)) return doc;
  if (typeof url !== 'string' || own(doc, 'policy') !== undefined) throw new ConfigError('DSCR_CONFIG_INVALID', '/policyUrl', '');
  const integrity = own(doc, 'policyIntegrity');
  const policy = await fetchJson(
    // a digest that is no text is one that nothing fits
    { ...base, url, integrity: integrity === undefined ? undefined : String(integrity) }, 'DSCR_POLICY_INVALID', '/policyUrl',
  );
  return Object.fromEntries([...Object.entries(doc).filter(([key]) => !/^policy(?:Url|Integrity)$/.test(key)), ['policy', policy]]);
}

/**
 * The configuration document of `data-config`, its policy put in; to be read by `parseConfig`.
 * @throws ConfigError `DSCR_NOT_CONFIGURED` where it could not be fetched, else the code of the document that was refused
 */
export async function loadConfig(options: LoadOptions): Promise<unknown> {
  return withPolicy(await fetchJson(options, 'DSCR_CONFIG_INVALID', ''), options);
}
