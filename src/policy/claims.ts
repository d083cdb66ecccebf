import { list, object, optional, text, type Shape } from './shape.js';
import { POLICY_KEYS, type PolicyKey } from './types.js';

/** JSON Pointer, or one of the three paths that read the selected entry of `nhsid_nrbac_roles`. */
const path = text(200, /^(?:cis2:(?:roles|activities|organisation)|(?:\/(?:[^~/]|~[01])*)+)$/);
const paths = list(path);
type Mapping = Readonly<Record<PolicyKey, Shape<readonly string[]>>>;

const mappingShape = object({
  issuer: optional(text(500)),
  ...Object.fromEntries(POLICY_KEYS.map((key) => [key, optional(paths, [])])) as Mapping,
  // where OpenID Connect puts them
  acr: optional(paths, ['/acr']),
  authTime: optional(paths, ['/auth_time']),
});
export type ClaimMapping = ReturnType<typeof mappingShape>;

/** One mapping, or a list of them for several issuers. */
export const claimsShape: Shape<readonly ClaimMapping[]> = (value, at) =>
  (Array.isArray(value) ? list(mappingShape, 1)(value, at) : [mappingShape(value, at)]);
