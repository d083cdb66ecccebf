import type { AreaId, SectionId } from '../record/sections.js';

export interface Contact { readonly name: string; readonly email?: string; readonly phone?: string; readonly url?: string }
export interface Contacts { readonly serviceDesk: Contact | null; readonly localIt: Contact | null; readonly privacyOfficer: Contact | null }
export interface Contribution { /** date from which the organisation shares the section; in the future: not yet */ readonly live?: string; /** date of the earliest entry it shares */ readonly history?: string }
export interface Organisation {
  readonly ods: string; readonly name: string; readonly hosts: readonly string[];
  readonly contact: Partial<Contacts>;
  readonly contributes?: Readonly<Partial<Record<SectionId, Contribution>>>;
}
export interface HelpLink {
  readonly title: string; readonly kind: 'video' | 'quick-guide' | 'faq'; readonly url: string;
  /** permit ids of the policy; empty or absent: for everyone */
  readonly for?: readonly string[];
}
/** A medicine that the deployment marks; without a system, the code of any. */
export interface HighRisk { readonly code: string; readonly system?: string | undefined; readonly label?: string | undefined }
export interface Notice { readonly text: string; readonly sections?: readonly SectionId[]; readonly until?: string }

/** A configuration document with every default filled in (contract, section 2). Deep-frozen. */
export interface DscrConfig {
  readonly schema: 'dscr-config/1';
  readonly api: { readonly kind: string; readonly base: string; readonly timeoutSeconds: number; readonly pageSize: number; readonly maxItems: number };
  readonly auth: {
    readonly mode: 'oidc' | 'host'; readonly issuer: string; readonly clientId: string; readonly redirectUri: string;
    readonly scope: string; readonly userInfo: boolean; readonly store: 'memory' | 'tab';
  };
  /** the policy document, not compiled; fetched from `policyUrl` where that was given */
  readonly policy: unknown;
  readonly name: string;
  readonly environment: 'live' | 'test' | 'training';
  readonly idle: { readonly lockMinutes: number; readonly warnSeconds: number; readonly endHours: number };
  readonly audit: { readonly url: string | null; readonly required: boolean };
  readonly sections: readonly SectionId[];
  readonly contact: Contacts;
  readonly organisations: readonly Organisation[];
  readonly help: readonly HelpLink[];
  readonly isolation: 'inline';
  readonly launch: null;
  readonly print: boolean;
  readonly language: 'en-GB';
  readonly words: { /** names of sections and parts, as headings write them */ readonly nouns: Readonly<Partial<Record<AreaId, string>>> } | null;
  readonly highRisk: readonly HighRisk[];
  readonly notices: readonly Notice[];
  readonly withdrawn: readonly string[];
}

export { ConfigError } from '../policy/shape.js';
/** What only JavaScript can hand over; given once. */
export interface InitOptions {
  readonly config?: unknown;
  readonly getAccessToken?: GetAccessToken;
  readonly expectedUser?: string;
}
export interface TokenRequest {
  readonly audience: string; readonly scopes: readonly string[];
  readonly reason: 'initial' | 'expiring' | '401' | 'stronger' | 'unlock';
  readonly level?: number; readonly maxAge?: number; readonly signal: AbortSignal;
}
export interface TokenReply {
  readonly accessToken: string; /** epoch ms */ readonly expiresAt: number;
  readonly issuer: string; readonly subject: string; readonly claims?: Readonly<Record<string, unknown>>;
}
export type GetAccessToken = (request: TokenRequest) => Promise<TokenReply>;
