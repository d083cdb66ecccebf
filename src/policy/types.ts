import type { AreaId } from '../record/sections.js';

/** Keys a policy may ask about (contract, section 5). */
export const POLICY_KEYS = ['roles', 'activities', 'organisations', 'levels', 'scopes', 'purpose', 'acr', 'authTime'] as const;
export type PolicyKey = (typeof POLICY_KEYS)[number];

/** A person acting in one role, as the policy sees them. Nothing of a token is in it. */
export interface Principal {
  readonly issuer: string;
  readonly subject: string;
  /** for people to read */
  readonly name: string;
  /** role in words, such as "Nurse Access Role"; a code where no name came */
  readonly role: string;
  readonly organisation: { readonly ods?: string; readonly name: string };
  /** id of the selected CIS2 role, where there is one */
  readonly roleId?: string;
  readonly facts: Readonly<Record<Exclude<PolicyKey, 'authTime'>, ReadonlySet<string>>> & { readonly authTime?: number };
}

/** One role a person may act in; chosen in the widget unless the identity provider chose it. */
export interface RoleChoice {
  readonly id: string;
  readonly role: string;
  readonly organisation: { readonly ods?: string; readonly name: string };
}

export type Decision =
  | { readonly effect: 'permit' }
  | { readonly effect: 'deny'; readonly why: 'policy' | 'forbid' | 'no-permit' | 'no-principal' }
  | { readonly effect: 'stronger'; readonly level: number; readonly maxAgeSeconds?: number };

/** A compiled policy. Whatever goes wrong inside, the answer is deny. */
export interface Policy {
  readonly id: string;
  readonly version: string;
  /** @param lifted as if there were a permit (emergency access): everything else is asked as ever */
  decide(principal: Principal | undefined, area: AreaId, now: number, lifted?: boolean): Decision;
  /** security label codes that hide an item of this area from this person; empty: no label rule applies */
  labelRules(principal: Principal, area: AreaId): readonly LabelRule[];
}
export interface LabelRule { readonly id: string; readonly labels: ReadonlySet<string> }
