import { SECTION_IDS, type SectionId } from '../../src/record/sections.js';
import { defineElements } from '../../src/embeds/define.js';
import { createRuntime, type Dscr } from '../../src/embeds/runtime.js';
import { API, type ApiWorld } from './api.js';

/** Everything about a page that a story may choose: its API, its person, its deployment. */
export interface World extends ApiWorld {
  /** sections the person's role includes; all of them, unless said */
  readonly permits?: readonly SectionId[];
  readonly session?: 'signed-in' | 'signed-out' | 'two-roles' | 'no-role';
  /** laid over the configuration document */
  readonly config?: Readonly<Record<string, unknown>>;
  /** `null`: the host has no patient open */
  readonly patientOpen?: { readonly nhsNumber: string; readonly birthDate: string } | null;
  readonly unconfigured?: boolean;
}

const ISSUER = 'https://id.example';
const role = (id: string, code: string, name: string, ods: string): unknown =>
  ({ person_roleid: id, org_code: ods, role_code: `S8000:G8000:${code}`, role_name: `"Clinical":"Clinical Provision":"${name}"`, activity_codes: ['B0360'] });
const nurse = role('5550001', 'R8001', 'Nurse Access Role', 'XEX01');
const ROLES = { 'signed-in': [nurse], 'signed-out': [nurse], 'two-roles': [nurse, role('5550002', 'R8009', 'Receptionist', 'XEX02')], 'no-role': [] } as const;

export const ALL_SECTIONS: readonly SectionId[] = SECTION_IDS;
export const allBut = (...ids: readonly SectionId[]): readonly SectionId[] => ALL_SECTIONS.filter((id) => !ids.includes(id));

const configuration = ({ permits = ALL_SECTIONS, session, config }: World): unknown => ({
  schema: 'dscr-config/1', name: 'Example Shared Care Record', environment: 'live',
  api: { kind: 'fhir-r4', base: API },
  auth: session === 'signed-out'
    ? { mode: 'oidc', issuer: ISSUER, clientId: 'stories', redirectUri: 'https://cdn.example/dscr/callback.html' }
    : { mode: 'host', issuer: ISSUER, clientId: 'stories' },
  policy: {
    schema: 'dscr-policy/1', id: 'stories', version: '1', claims: { roles: ['cis2:roles'], activities: ['cis2:activities'], organisations: ['cis2:organisation'] },
    permit: permits.length === 0 ? [] : [{ id: 'story', when: { roles: ['R8001'] }, sections: permits }],
  },
  contact: {
    serviceDesk: { name: 'the shared care record service desk', email: 'desk@dscr.example', phone: '01632 960001' },
    localIt: { name: 'the IT service desk of Example Hospital', phone: '01632 960002' }, privacyOfficer: { name: 'the Privacy Officer', email: 'privacy@dscr.example' },
  },
  help: [{ title: 'Finding your way around', kind: 'video', url: 'https://help.dscr.example/tour' }],
  ...config,
});

/** A page is made anew for every story: its elements belong to the runtime that is current when they are connected. */
export function openWorld(world: World): Dscr {
  const dscr = createRuntime({ script: location.href, host: 'liquidlogic', organisation: 'XEX01' });
  defineElements();
  if (!world.unconfigured) {
    // A configuration that is refused says so on every element: nothing more to do about it here.
    dscr.init({
      config: configuration(world),
      // Only where the host signs people in: elsewhere it is refused.
      ...(world.session !== 'signed-out' && { getAccessToken: async () => ({
        accessToken: 'story', expiresAt: Date.now() + 3_600_000, issuer: ISSUER, subject: '555000000001',
        claims: {
          name: 'Yewdale Caspian Mr', title: 'Mr', given_name: 'Caspian', family_name: 'Yewdale', nhsid_nrbac_roles: ROLES[world.session ?? 'signed-in'],
          nhsid_user_orgs: [{ org_code: 'XEX01', org_name: 'Example Hospital' }, { org_code: 'XEX02', org_name: 'Sample Community Trust' }],
        },
      }) }),
    }).catch(() => undefined);
  }
  return dscr;
}
