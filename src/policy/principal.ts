import { claimsShape, type ClaimMapping } from './claims.js';
import { isObject, own } from './shape.js';
import type { PolicyKey, Principal, RoleChoice } from './types.js';

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** claims of the ID token and UserInfo, already checked; nothing of their shape is trusted */
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
const line = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.length <= 200 && value.trim() !== '' ? value.trim() : undefined);
const objectsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Texts and whole numbers; what is neither names nothing that a policy could ask about. */
const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value : [value])
  .flatMap((each: unknown) => line(Number.isInteger(each) ? String(each) : each) ?? []);

/** RFC 6901 over own properties. */
const at = (claims: unknown, pointer: string): unknown => pointer.slice(1).split('/')
  .reduce<unknown>((value, step) => own(value, step.replaceAll('~1', '/').replaceAll('~0', '~')), claims);

/** One entry of CIS2's `nhsid_nrbac_roles`: the only thing `cis2:` paths read. */
interface Entry { readonly id: string; readonly role: string | undefined; readonly label: string; readonly ods: string | undefined; readonly activities: unknown }

function entriesOf(claims: unknown): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const entry of objectsIn(own(claims, 'nhsid_nrbac_roles'))) {
    const id = line(own(entry, 'person_roleid'));
    const role = line(own(entry, 'role_code'))?.split(':').at(-1);
    // `"Clinical":"Clinical Provision":"Nurse Access Role"` -> Nurse Access Role
    const label = line(own(entry, 'role_name'))?.split(':').at(-1)?.replaceAll('"', '').trim() || role;
    if (id && label && !entries.has(id)) entries.set(id, { id, role, label, ods: line(own(entry, 'org_code')), activities: own(entry, 'activity_codes') });
  }
  return [...entries.values()];
}

/** The first path that yields a value counts, even if the value is empty: what follows is never joined. */
function valuesOf(mapping: ClaimMapping, key: PolicyKey, claims: unknown, entry: Entry | undefined): string[] {
  const standard = { acr: ['/acr'], authTime: ['/auth_time'] } as const;
  for (const path of mapping[key] ?? (key === 'acr' || key === 'authTime' ? standard[key] : [])) {
    const value = path === 'cis2:roles' ? entry && (entry.role ?? [])
      : path === 'cis2:activities' ? entry && (entry.activities ?? [])
        : path === 'cis2:organisation' ? entry && (entry.ods ?? [])
          : at(claims, path);
    if (value !== undefined && value !== null) return key === 'scopes' ? textsIn(value).flatMap((each) => each.split(/\s+/)) : textsIn(value);
  }
  return [];
}

const nameOf = (claims: unknown, subject: string): string => line(own(claims, 'name'))
  ?? line(`${line(own(claims, 'given_name')) ?? ''} ${line(own(claims, 'family_name')) ?? ''}`)
  ?? line(own(claims, 'display_name')) ?? subject;

function organisation(claims: unknown, code: string | undefined): RoleChoice['organisation'] {
  if (!code) return { name: '' };
  const known = objectsIn(own(claims, 'nhsid_user_orgs')).find((each) => own(each, 'org_code') === code);
  return { ods: code, name: line(own(known, 'org_name')) ?? code };
}

/** More roles or groups than can be read whole, or (Entra) than the provider put into the token. */
function overage(mapping: ClaimMapping, claims: unknown, roleless: boolean): boolean {
  const pointers = Object.values(mapping).flat().filter((path) => path?.startsWith('/'));
  const left = Object.keys(Object(own(claims, '_claim_names')));
  if ([true, 'true'].includes(own(claims, 'hasgroups') as true)) left.push('groups');
  const lists = [own(claims, 'nhsid_nrbac_roles'), ...pointers.map((path) => at(claims, path!))];
  return left.some((name) => roleless || pointers.includes(`/${name}`)) || lists.some((each) => Array.isArray(each) && each.length > MOST);
}

/**
 * Who a person may act as: one choice for each CIS2 entry, else one in all. Roles are never joined.
 * @param policy the policy document; its `claims` say where to read
 */
export function readPrincipals(policy: unknown, { issuer, subject, claims, selectedRoleId }: Identity): Principals {
  const name = nameOf(claims, subject);
  const none = { choices: [], fixed: false, name, problem: 'no-role' } as const;
  let mappings: readonly ClaimMapping[];
  try { mappings = claimsShape(own(policy, 'claims'), '/claims'); } catch { return none; }
  const mapping = mappings.find((each) => each.issuer === issuer) ?? mappings.find((each) => each.issuer === undefined);
  if (!mapping) return none;

  const cis2 = Object.values(mapping).flat().some((path) => path?.startsWith('cis2:'));
  const entries = cis2 ? entriesOf(claims) : [];
  const selected = entries.length > 0 ? selectedRoleId ?? line(own(claims, 'selected_roleid')) : undefined;
  const acting = selected === undefined ? entries : entries.filter(({ id }) => id === selected);

  const choices = (entries.length > 0 ? acting : [undefined]).flatMap((entry) => {
    const of = (key: PolicyKey): string[] => valuesOf(mapping, key, claims, entry);
    const [roles, activities, levels, organisations] = [of('roles'), of('activities'), of('levels'), of('organisations')];
    const label = entry?.label ?? [...levels, ...roles, ...activities][0];
    if (!label || roles.length + activities.length + levels.length === 0) return [];
    // seconds by RFC 7519; milliseconds would make every sign-in look recent
    const authTime = Number(of('authTime')[0]);
    const choice: RoleChoice = { id: entry?.id ?? 'only', role: label, organisation: organisation(claims, entry ? entry.ods : organisations[0]) };
    const principal: Principal = {
      issuer, subject, name, role: choice.role, organisation: choice.organisation, ...(entry && { roleId: entry.id }),
      facts: {
        roles: new Set(roles), activities: new Set(activities), organisations: new Set(organisations), levels: new Set(levels),
        scopes: new Set(of('scopes')), purpose: new Set(of('purpose')), acr: new Set(of('acr')), ...(authTime > 0 && authTime < 1e11 && { authTime }),
      },
    };
    return [{ choice, principal }];
  });
  if (overage(mapping, claims, choices.length === 0)) return { ...none, problem: 'too-many-groups' };
  return choices.length > 0 ? { choices, fixed: selected !== undefined, name } : none;
}
