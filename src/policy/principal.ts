import { isObject } from '../record/resource.js';
import { claimsShape, type ClaimMapping } from './claims.js';
import { line, own } from './shape.js';
import { POLICY_KEYS, type PolicyKey, type Principal, type RoleChoice } from './types.js';

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /**
   * claims of the ID token and UserInfo, already checked; nothing of their shape is trusted.
   * `dscr_role` gives the words for a local level or a plain role; it decides nothing.
   */
  readonly claims: unknown;
  /** where the identity provider chose the role; default: the claim `selected_roleid` */
  readonly selectedRoleId?: string;
}
export interface Principals {
  readonly choices: readonly { readonly choice: RoleChoice; readonly principal: Principal }[];
  /** true where the identity provider chose the role */
  readonly fixed: boolean;
  /** who signed in, also where no role could be read */
  readonly name: string;
  readonly problem?: 'no-role' | 'too-many-groups';
}

const MOST = 1000;
const objectsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Texts and whole numbers; what is neither names nothing that a policy could ask about. */
const textsIn = (value: unknown): string[] => [value].flat()
  .flatMap((each: unknown) => line(Number.isInteger(each) ? String(each) : each) ?? []);

/** RFC 6901 over own properties. */
const at = (claims: unknown, pointer: string): unknown => pointer.slice(1).split('/')
  .reduce<unknown>((value, step) => own(value, step.replaceAll('~1', '/').replaceAll('~0', '~')), claims);

/** One entry of CIS2's `nhsid_nrbac_roles`, and what the paths that read it give. */
interface Entry { readonly id: string; readonly label: string; readonly ods: string | undefined; readonly read: Readonly<Record<string, unknown>> }

function entriesOf(claims: unknown): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const entry of objectsIn(own(claims, 'nhsid_nrbac_roles'))) {
    const of = (key: string): string | undefined => line(own(entry, key));
    const last = (key: string): string | undefined => line(of(key)?.split(':').at(-1)?.replaceAll('"', ''));
    const id = of('person_roleid');
    const role = last('role_code');
    const ods = of('org_code');
    // `"Clinical":"Clinical Provision":"Nurse Access Role"` -> Nurse Access Role
    const label = last('role_name') ?? role;
    const read = { 'cis2:roles': role, 'cis2:activities': own(entry, 'activity_codes'), 'cis2:organisation': ods };
    if (id && label && !entries.has(id)) entries.set(id, { id, label, ods, read });
  }
  return [...entries.values()];
}

/** The first path that yields a value counts, even if the value is empty: what follows is never joined. */
function valuesOf(paths: readonly string[], claims: unknown, entry: Entry | undefined): string[] {
  for (const path of paths) {
    // an entry that lacks the key has none: no path outside the entry speaks for it
    const value = path.startsWith('/') ? at(claims, path) : entry && (entry.read[path] ?? []);
    if (value !== undefined && value !== null) return textsIn(value);
  }
  return [];
}

/** As it is spoken where its parts came: CIS2's `name` is "Okafor Ngozi Miss". */
function nameOf(claims: unknown, subject: string): string {
  const [title, given, family, name, shown] = ['title', 'given_name', 'family_name', 'name', 'display_name'].map((key) => line(own(claims, key)));
  const parts = line((given ?? family) && textsIn([title, given, family]).join(' '));
  return (given && family && parts) || (name ?? parts ?? shown ?? subject);
}

function organisation(claims: unknown, ods: string | undefined): RoleChoice['organisation'] {
  const known = objectsIn(own(claims, 'nhsid_user_orgs')).find((each) => own(each, 'org_code') === ods);
  return { ods, name: ods ? line(own(known, 'org_name')) ?? ods : '' };
}

/** More roles or groups than can be read whole, or (Entra) than the provider put into the token. */
function overage(paths: readonly string[], claims: unknown, roleless: boolean): boolean {
  const left = Object.keys(Object(own(claims, '_claim_names')));
  if (String(own(claims, 'hasgroups')) === 'true') left.push('groups');
  return left.some((name) => roleless || paths.includes(`/${name}`))
    || [own(claims, 'nhsid_nrbac_roles'), ...paths.map((path) => at(claims, path))].some((each) => Array.isArray(each) && each.length > MOST);
}

/**
 * Who a person may act as: one choice for each CIS2 entry, else one in all. Roles are never joined.
 * @param policy the policy document; its `claims` say where to read
 */
export function readPrincipals(policy: unknown, { issuer, subject, claims, selectedRoleId }: Identity): Principals {
  const name = nameOf(claims, subject);
  const none = { choices: [], fixed: false, name };
  const noRole: Principals = { ...none, problem: 'no-role' };
  let mappings: readonly ClaimMapping[];
  try { mappings = claimsShape(own(policy, 'claims'), ''); } catch { return noRole; }
  const mapping = mappings.find((each) => each.issuer === issuer) ?? mappings.find((each) => !each.issuer);
  if (!mapping) return noRole;

  const paths = POLICY_KEYS.flatMap((key) => mapping[key]);
  const entries = paths.some((path) => path.startsWith('cis2:')) ? entriesOf(claims) : [];
  const selected = entries[0] && (selectedRoleId ?? line(own(claims, 'selected_roleid')));

  const choices = (entries[0] ? entries : [undefined]).flatMap((entry) => {
    if (selected && entry?.id !== selected) return [];
    const of = (key: PolicyKey): string[] => valuesOf(mapping[key], claims, entry);
    const held = entry?.label ?? [...of('levels'), ...of('roles'), ...of('activities')][0];
    if (!held) return [];
    const role = entry ? held : line(own(claims, 'dscr_role')) ?? held;
    const choice: RoleChoice = { id: entry?.id ?? 'only', role, organisation: organisation(claims, entry ? entry.ods : of('organisations')[0]) };
    // seconds by RFC 7519; milliseconds would make every sign-in look recent
    const authTime = Number(of('authTime')[0]);
    const facts = Object.fromEntries(POLICY_KEYS.map((key) => [key, new Set(of(key).flatMap((each) => (key === 'scopes' ? each.split(/\s+/) : each)))]));
    const principal = {
      issuer, subject, name, role, organisation: choice.organisation, roleId: entry?.id,
      facts: { ...facts, authTime: authTime > 0 && authTime < 1e11 ? authTime : undefined } as Principal['facts'],
    };
    return [{ choice, principal }];
  });
  if (overage(paths, claims, !choices[0])) return { ...none, problem: 'too-many-groups' };
  return choices[0] ? { choices, fixed: !!selected, name } : noRole;
}
