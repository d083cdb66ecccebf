import type { Audit } from '../../src/audit/audit.js';
import { parseConfig } from '../../src/config/config.js';
import { Page, type Setup } from '../../src/controllers/page.js';
import { setPage } from '../../src/element/the-page.js';
import { defineElements } from '../../src/embeds/define.js';
import { createRecordClient, type RecordClientOptions } from '../../src/fhir/record-client.js';
import type { RecordSource } from '../../src/fhir/source.js';
import { compilePolicy } from '../../src/policy/policy.js';
import type { Principal } from '../../src/policy/types.js';
import type { SectionDefinition } from '../../src/sections/define.js';
import { sections } from '../../src/sections/index.js';
import type { Session, SessionSnapshot, Stronger } from '../../src/session/types.js';
import { BASE, patient } from './api.js';

export const A = { nhsNumber: '999 000 0018', birthDate: '1958-03-14' } as const;
export const B = { nhsNumber: '999 000 0026', birthDate: '1958-03-14' } as const;
export const PATIENT_A = patient('a1', '9990000018', 'EXAMPLE');
export const PATIENT_B = patient('b1', '9990000026', 'SAMPLE');

export const ALL = ['demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents'] as const;

export const principal = (level = 'all', more: Partial<Principal> = {}): Principal => ({
  issuer: 'https://id.example', subject: 'u1', name: 'Nurse Example', role: 'Nurse', organisation: { name: 'Example Hospital', ods: 'XEX01' }, ...more,
  facts: { roles: new Set(), activities: new Set(), organisations: new Set(), levels: new Set([level]), scopes: new Set(), purpose: new Set(), acr: new Set() },
});
export const POLICY = {
  schema: 'dscr-policy/1', id: 'test', version: '1', claims: { levels: ['/levels'] },
  permit: [{ id: 'all', when: { levels: ['all', 'labelled'] }, sections: ALL }, { id: 'desk', when: { levels: ['desk'] }, sections: ['demographics'] },
    { id: 'laboratory', when: { levels: ['laboratory'] }, sections: ['demographics', 'results.laboratory'] },
    { id: 'visits', when: { levels: ['visits'] }, sections: ['demographics', 'appointments.appointments'] },
    { id: 'other-results', when: { levels: ['other-results'] }, sections: ['demographics', 'results.other'] }],
  forbid: [{ id: 'labels', when: { levels: ['labelled'] }, labels: ['HIV'], sections: ['alerts', 'results'] }],
} as const;
export const configOf = (more: object = {}): object => ({
  schema: 'dscr-config/1', api: { kind: 'fhir-r4', base: BASE, timeoutSeconds: 5 }, auth: { mode: 'host', clientId: 'dscr' }, policy: POLICY,
  contact: { serviceDesk: { name: 'the desk', phone: '01632 960001' }, localIt: { name: 'local IT' } }, ...more,
});

/** A session that is in whatever state a test says. */
export class TestSession implements Session {
  readonly calls: string[] = [];
  readonly reasons: (string | undefined)[] = [];
  /** what each sign-in had to reach */
  readonly wanted: (Stronger | undefined)[] = [];
  #listeners = new Set<(snapshot: SessionSnapshot) => void>();
  constructor(public snapshot: SessionSnapshot) {}
  set(change: Partial<SessionSnapshot>): void {
    this.snapshot = { choices: [], roleFixed: false, reason: 'host', state: 'ready', ...change };
    for (const listener of this.#listeners) listener(this.snapshot);
  }
  subscribe(listener: (snapshot: SessionSnapshot) => void): () => void { this.#listeners.add(listener); return () => this.#listeners.delete(listener); }
  #did(what: string): Promise<SessionSnapshot> { this.calls.push(what); return Promise.resolve(this.snapshot); }
  signIn(stronger?: Stronger): Promise<SessionSnapshot> { this.wanted.push(stronger); return this.#did('signIn'); }
  async signOut(): Promise<void> { await this.#did('signOut'); }
  lock(): void { void this.#did('lock'); }
  touch(): void { void this.#did('touch'); }
  cancelSignIn(): void { void this.#did('cancelSignIn'); }
  selectRole(id: string): void { void this.#did(`selectRole ${id}`); }
  changeRole(): void { void this.#did('changeRole'); }
  authorize(reason?: '401'): Promise<Readonly<Record<string, string>>> { this.reasons.push(reason); return Promise.resolve({ authorization: 'Bearer t' }); }
  now(): number { return Date.parse('2026-06-02T09:30:00Z'); }
}
export const ready = (level = 'all'): SessionSnapshot => ({ state: 'ready', reason: 'host', choices: [], roleFixed: false, name: 'Nurse Example', principal: principal(level) });

export interface World { readonly page: Page; readonly session: TestSession; readonly audited: string[] }
export interface WorldOptions {
  readonly level?: string; readonly config?: object; readonly source?: RecordSource; readonly snapshot?: SessionSnapshot;
  readonly client?: Partial<RecordClientOptions>; readonly sections?: readonly SectionDefinition[]; readonly accepted?: boolean; readonly setup?: Partial<Setup>;
}

/** A page of its own, signed in, with the real record client. Retries do not wait. */
export function world(options: WorldOptions = {}): World {
  const page = new Page(options.sections ?? sections);
  setPage(page);
  defineElements();
  const session = new TestSession(options.snapshot ?? ready(options.level));
  const config = parseConfig(configOf(options.config), { loopback: true });
  const audited: string[] = [];
  const audit: Audit = {
    record: ({ type, section }) => { audited.push(`${type} ${section ?? ''}`); },
    accepted: () => Promise.resolve(options.accepted ?? true), flush: () => Promise.resolve(), leave: () => undefined,
  };
  const source = options.source ?? createRecordClient({
    ...config.api, authorize: (reason) => session.authorize(reason), sawDate: () => undefined, sleep: () => Promise.resolve(), ...options.client,
  });
  page.configure({ config, policy: compilePolicy(POLICY), session, source, audit, ...options.setup });
  return { page, session, audited };
}

/** Every text a reader can meet below a node, shadow roots included; collapsed blanks. */
export function said(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLStyleElement) return '';
  const root = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  return [...root.childNodes].map((child) => said(child)).join(' ').replace(/\s+/g, ' ').replace(/ ([.,)])/g, '$1').trim();
}

/** Every element below, shadow roots included. */
export function everything(node: ParentNode): Element[] {
  return [...node.children].flatMap((child) => [child, ...everything(child), ...(child.shadowRoot ? everything(child.shadowRoot) : [])]);
}
