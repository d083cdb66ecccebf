import { list, object, optional, otherwise, text, type Shape } from './shape.js';
import { POLICY_KEYS, type PolicyKey } from './types.js';

/** JSON Pointer, or one of the three paths that read the selected entry of `nhsid_nrbac_roles`. */
const paths = list(text(200, /^(?:cis2:(?:roles|activities|organisation)|(?:\/(?:[^~/]|~[01])*)+)$/));
/** where OpenID Connect puts them */
const STANDARD: Partial<Record<PolicyKey, readonly string[]>> = { acr: ['/acr'], authTime: ['/auth_time'] };

const mappingShape = object({
  issuer: optional(text(500)),
  ...Object.fromEntries(POLICY_KEYS.map((key) => [key, otherwise(paths, STANDARD[key] ?? [])])) as Record<PolicyKey, Shape<readonly string[]>>,
});
export type ClaimMapping = ReturnType<typeof mappingShape>;

/** One mapping, or a list of them for several issuers. */
export const claimsShape: Shape<readonly ClaimMapping[]> = (value, at) =>
  (Array.isArray(value) ? list(mappingShape, 1)(value, at) : [mappingShape(value, at)]);
