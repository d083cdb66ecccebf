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
async function fetchJson(options: LoadOptions, code: Code, path: string): Promise<unknown> {
  const fail = (why: string, failed: Code = code): ConfigError => new ConfigError(failed, path, why);
  const { scriptUrl, integrity, fetch: get = fetch } = options;
  if (!URL.canParse(options.url, scriptUrl)) throw fail('not a URL');
  const url = new URL(options.url, scriptUrl);
  const [, bits, digest] = /^sha(256|384|512)-([\w+/]+=*)$/.exec(integrity ?? '') ?? [];
  if (integrity ? !digest : url.origin !== new URL(scriptUrl).origin) throw fail('own origin or integrity');

  let bytes: ArrayBuffer;
  try {
    const response = await get(url.href, {
      cache: 'no-store', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) throw new Error(String(response.status));
    bytes = await response.arrayBuffer();
  } catch (error) {
    throw fail(String(error), 'DSCR_NOT_CONFIGURED');
  }
  if (digest) {
    const hash = await crypto.subtle.digest(`SHA-${bits}`, bytes);
    if (btoa(String.fromCharCode(...new Uint8Array(hash))) !== digest) throw fail('integrity');
  }
  try { return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)); } catch { throw fail('JSON'); }
}

/**
 * Puts the document that `policyUrl` names in its place, by the same rules as the configuration itself
 * (`policyIntegrity`, where it is of another origin). A document with its policy inside is returned as it is.
 */
export async function withPolicy(doc: unknown, base: Pick<LoadOptions, 'scriptUrl' | 'fetch'>): Promise<unknown> {
  const url = own(doc, 'policyUrl');
  if (url === undefined || !isObject(doc)) return doc;
  const integrity = own(doc, 'policyIntegrity');
  if (typeof url !== 'string' || own(doc, 'policy') !== undefined) throw new ConfigError('DSCR_CONFIG_INVALID', '/policyUrl', 'policy or policyUrl');
  if (integrity !== undefined && typeof integrity !== 'string') throw new ConfigError('DSCR_CONFIG_INVALID', '/policyIntegrity', 'text');
  const policy = await fetchJson({ ...base, url, integrity }, 'DSCR_POLICY_INVALID', '/policyUrl');
  const rest = Object.entries(doc).filter(([key]) => key !== 'policyUrl' && key !== 'policyIntegrity');
  return Object.fromEntries([...rest, ['policy', policy]]);
}

/**
 * The configuration document of `data-config`, its policy put in; to be read by `parseConfig`.
 * @throws ConfigError `DSCR_NOT_CONFIGURED` where it could not be fetched, else the code of the document that was refused
 */
export async function loadConfig(options: LoadOptions): Promise<unknown> {
  return withPolicy(await fetchJson(options, 'DSCR_CONFIG_INVALID', ''), options);
}
