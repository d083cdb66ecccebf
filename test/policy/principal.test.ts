import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { readPrincipals, type Principals } from '../../src/policy/principal.js';
import { contractPolicy, policyOf } from './people.js';

const issuer = 'https://id.example';
const read = (claims: unknown, policy: unknown = contractPolicy(), more: object = {}): Principals => readPrincipals(policy, { issuer, subject: 'sub-1', claims, ...more });

/** Two roles as CIS2 sends them; an invented person. */
const cis2 = () => ({
  sub: '555000000001', name: 'Okafor Ngozi Miss', given_name: 'Ngozi', family_name: 'Okafor', acr: 'AAL3_ANY', auth_time: 1793610000,
  nhsid_nrbac_roles: [
    { person_orgid: '1', person_roleid: '11', org_code: 'XEX01', role_code: 'S8000:G8000:R8001', role_name: '"Clinical":"Clinical Provision":"Nurse Access Role"', activity_codes: ['B0380', 'B0825'] },
    { person_orgid: '2', person_roleid: '22', org_code: 'XEX02', role_code: 'S8002:G8003:R0001', role_name: '"Admin and Clerical":"Group":"Privacy Officer"' },
  ],
  nhsid_user_orgs: [{ org_code: 'XEX01', org_name: 'EXAMPLE HOSPITAL NHS FT' }],
});
const facts = ({ choices }: Principals, at = 0) => Object.fromEntries(Object.entries(choices[at]!.principal.facts).map(([key, value]) => [key, value instanceof Set ? [...value] : value]));

describe('readPrincipals', () => {
  it('gives one choice for each CIS2 entry, never joined', () => {
    const answer = read(cis2());
    expect(answer.choices.map(({ choice }) => choice)).to.deep.equal([
      { id: '11', role: 'Nurse Access Role', organisation: { ods: 'XEX01', name: 'EXAMPLE HOSPITAL NHS FT' } },
      { id: '22', role: 'Privacy Officer', organisation: { ods: 'XEX02', name: 'XEX02' } },
    ]);
    expect(answer).to.include({ fixed: false, name: 'Ngozi Okafor' });
    expect(facts(answer, 0)).to.deep.equal({
      roles: ['R8001'], activities: ['B0380', 'B0825'], organisations: ['XEX01'], levels: [], scopes: [], purpose: [], acr: ['AAL3_ANY'], authTime: 1793610000,
    });
    expect(facts(answer, 1)).to.deep.include({ roles: ['R0001'], activities: [], organisations: ['XEX02'] });
    expect(answer.choices[1]!.principal).to.include({ issuer, subject: 'sub-1', roleId: '22', role: 'Privacy Officer' });
  });

  it('takes the role the identity provider chose, by claim or by argument, and no other', () => {
    for (const answer of [read({ ...cis2(), selected_roleid: '22' }), read(cis2(), contractPolicy(), { selectedRoleId: '22' })]) {
      expect(answer.fixed).to.equal(true);
      expect(answer.choices.map(({ choice }) => choice.id)).to.deep.equal(['22']);
    }
    expect(read({ ...cis2(), selected_roleid: '33' })).to.deep.include({ choices: [], problem: 'no-role' });
  });

  it('reads an entry whose other lists are elsewhere in the claims from the entry alone', () => {
    const answer = read({ ...cis2(), roles: ['R8000'], realm_access: { roles: ['R8000'] }, org: 'XEX09' });
    expect(facts(answer, 1)).to.deep.include({ roles: ['R0001'], organisations: ['XEX02'] });
    const policy = policyOf({ claims: { roles: ['cis2:roles'], activities: ['cis2:activities', '/activities'] } });
    expect(facts(read({ ...cis2(), activities: ['B0360'] }, policy), 1)['activities'], 'an entry without activities has none').to.deep.equal([]);
  });

  it('drops entries without id or role, and a second one of the same id', () => {
    const [first] = cis2().nhsid_nrbac_roles;
    const roles = [first, { ...first, role_name: '"Second"' }, { role_code: 'a:b:R1' }, { person_roleid: '9' }, null, 'R8000', ['R8000']];
    expect(read({ ...cis2(), nhsid_nrbac_roles: roles }).choices.map(({ choice }) => choice.role)).to.deep.equal(['Nurse Access Role']);
  });

  it('says the code where no role name came', () => {
    expect(read({ nhsid_nrbac_roles: [{ person_roleid: '1', role_code: 'S1:G1:R8001' }] }).choices[0]!.choice).to.deep.equal({ id: '1', role: 'R8001', organisation: { ods: undefined, name: '' } });
  });

  it('gives one choice in all to a person with a local level or plain roles', () => {
    const social = read({ name: 'Hale Morgan', dscr_levels: ['social-care'], org: 'XEX07', nhsid_nrbac_roles: [] });
    expect(social.choices.map(({ choice }) => choice)).to.deep.equal([{ id: 'only', role: 'social-care', organisation: { ods: 'XEX07', name: 'XEX07' } }]);
    expect(facts(social)).to.deep.include({ levels: ['social-care'], roles: [], organisations: ['XEX07'] });
    expect(social.choices[0]!.principal.roleId).to.equal(undefined);
    const inWords = read({ dscr_levels: ['social-care'], dscr_role: 'Social Worker' });
    expect([inWords.choices[0]!.choice.role, facts(inWords)['levels']], 'words for a level, which decides all the same').to.deep.equal(['Social Worker', ['social-care']]);
    expect(read({ dscr_role: 'Social Worker' }).problem, 'words alone are no role').to.equal('no-role');
    expect(read({ ...cis2(), dscr_role: 'Social Worker' }).choices.map(({ choice }) => choice.role)).to.deep.equal(['Nurse Access Role', 'Privacy Officer']);
    expect(facts(read({ realm_access: { roles: ['R8001', 'other'] } }))).to.deep.include({ roles: ['R8001', 'other'] });
    expect(facts(read({ roles: 'R8001' }))).to.deep.include({ roles: ['R8001'] });
  });

  it('takes the first path that yields a value, and joins nothing', () => {
    expect(facts(read({ realm_access: { roles: ['A'] }, roles: ['B'] })).roles).to.deep.equal(['A']);
    expect(facts(read({ realm_access: { other: 1 }, roles: ['B'] })).roles).to.deep.equal(['B']);
    expect(facts(read({ realm_access: { roles: [] }, roles: ['B'], dscr_levels: ['L'] })).roles, 'an empty list is a value').to.deep.equal([]);
    expect(facts(read({ realm_access: { roles: null }, roles: ['B'] })).roles).to.deep.equal(['B']);
  });

  it('reads pointers with escapes, list places, scopes, purpose, acr and time', () => {
    const policy = policyOf({ claims: { roles: ['/https:~1~1x~0y/roles/0'], scopes: ['/scope'], purpose: ['/purpose'], acr: ['/level'], authTime: ['/when'] } });
    const answer = read({ 'https://x~y': { roles: ['A', 'B'] }, scope: 'openid patient/*.rs', purpose: 'TREAT', level: 2, when: '1793610000', acr: 'no', auth_time: 1 }, policy);
    expect(facts(answer)).to.deep.include({ roles: ['A'], scopes: ['openid', 'patient/*.rs'], purpose: ['TREAT'], acr: ['2'], authTime: 1793610000 });
  });

  it('takes no time that is none, or milliseconds', () => {
    for (const auth_time of [1793610000000, 'yesterday', -1, 0, null, {}]) {
      expect(facts(read({ roles: ['A'], auth_time }))['authTime'], String(auth_time)).to.equal(undefined);
    }
  });

  it('reads a mapping that names an issuer for that issuer only', () => {
    const named = { ...contractPolicy().claims, issuer: 'https://other.example' };
    expect(read(cis2(), policyOf({ claims: named }))).to.deep.include({ choices: [], problem: 'no-role' });
    expect(read(cis2(), policyOf({ claims: { ...named, issuer } })).choices).to.have.length(2);
    const both = policyOf({ claims: [{ issuer: 'https://other.example', roles: ['/a'] }, { issuer, roles: ['/b'] }, { roles: ['/c'] }] });
    const claims = { a: ['A'], b: ['B'], c: ['C'] };
    expect(facts(read(claims, both)).roles).to.deep.equal(['B']);
    expect(facts(read(claims, both, { issuer: 'https://third.example' })).roles).to.deep.equal(['C']);
    expect(read({ a: ['A'], c: ['C'] }, both).problem, 'never joined').to.equal('no-role');
  });

  it('reads CIS2 entries only where the mapping says so', () => {
    expect(read(cis2(), policyOf({ claims: { roles: ['/roles'] } })).problem).to.equal('no-role');
  });

  it('says no-role, with the name, where there is none', () => {
    for (const claims of [{ name: 'Nobody Here' }, { name: 'Nobody Here', nhsid_nrbac_roles: [], roles: [] }, { name: 'Nobody Here', org: 'XEX01', scope: 'openid' }]) {
      expect(read(claims)).to.deep.equal({ choices: [], fixed: false, name: 'Nobody Here', problem: 'no-role' });
    }
    for (const claims of [undefined, null, 'R8001', 7, [], { roles: {} }, { roles: [{}] }, { roles: ['x'.repeat(201)] }]) {
      expect(read(claims).problem, JSON.stringify(claims)).to.equal('no-role');
    }
    for (const policy of [null, {}, policyOf({ claims: { roles: ['x'] } })]) expect(read({ roles: ['R8001'] }, policy).problem).to.equal('no-role');
  });

  it('says too-many-groups where the provider left them out', () => {
    const groups = policyOf({ claims: { roles: ['/groups'], levels: ['/levels'] } });
    expect(read({ _claim_names: { groups: 'src1' }, _claim_sources: {} }).problem).to.equal('too-many-groups');
    expect(read({ hasgroups: true }).problem).to.equal('too-many-groups');
    expect(read({ hasgroups: 'true' }).problem).to.equal('too-many-groups');
    expect(read({ _claim_names: { groups: 'src1' }, levels: ['L'] }, groups)).to.deep.include({ choices: [], problem: 'too-many-groups' });
    expect(read({ roles: Array.from({ length: 1001 }, (_, at) => `R${at}`) }).problem).to.equal('too-many-groups');
    expect(read({ _claim_names: { groups: 'src1' }, roles: ['R8001'] }).problem, 'groups are not asked here').to.equal(undefined);
  });

  it('finds a name to show', () => {
    expect(read({ ...cis2(), title: 'Miss' }).name, 'CIS2 sends the name the other way round').to.equal('Miss Ngozi Okafor');
    expect(read({ title: 'Miss', given_name: 'Ngozi', family_name: ' ', name: 'Okafor Ngozi Miss' }).name).to.equal('Okafor Ngozi Miss');
    expect(read({ title: 'Miss', display_name: 'Okafor Ngozi Miss' }).name).to.equal('Okafor Ngozi Miss');
    expect(read({ given_name: 'Ngozi', family_name: 'Okafor', display_name: 'x' }).name).to.equal('Ngozi Okafor');
    expect(read({ family_name: 'Okafor' }).name).to.equal('Okafor');
    expect(read({ name: '  ', display_name: 'N. Okafor' }).name).to.equal('N. Okafor');
    expect(read({ name: 'x'.repeat(201) }).name).to.equal('sub-1');
    expect(read({}).name).to.equal('sub-1');
  });

  it('never reads an inherited property', () => {
    expect(read(Object.create(cis2()) as object).problem).to.equal('no-role');
    expect(read({ realm_access: Object.create({ roles: ['R8001'] }) as object }).problem).to.equal('no-role');
    const paths = policyOf({ claims: { roles: ['/constructor/name', '/__proto__/x', '/toString/name'] } });
    expect(read({}, paths).problem).to.equal('no-role');
    Object.defineProperty(Object.prototype, 'roles', { value: ['R8001'], configurable: true });
    Object.defineProperty(Object.prototype, 'activity_codes', { value: ['B0360'], configurable: true });
    try {
      expect(read({}).problem).to.equal('no-role');
      expect(facts(read(cis2()), 1).activities).to.deep.equal([]);
    } finally {
      delete (Object.prototype as Record<string, unknown>)['roles'];
      delete (Object.prototype as Record<string, unknown>)['activity_codes'];
    }
  });

  it('takes any claims without throwing, and gives only texts', () => {
    const shape = fc.record({
      nhsid_nrbac_roles: fc.anything(), nhsid_user_orgs: fc.anything(), roles: fc.anything(), realm_access: fc.anything(), dscr_levels: fc.anything(),
      acr: fc.anything(), auth_time: fc.anything(), name: fc.anything(), _claim_names: fc.anything(), selected_roleid: fc.anything(),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(fc.anything(), shape), (claims) => {
      const answer = read(claims);
      expect(answer.problem === undefined).to.equal(answer.choices.length > 0);
      for (const { principal } of answer.choices) {
        for (const value of Object.values(principal.facts)) if (value instanceof Set) for (const each of value) expect(each).to.be.a('string');
      }
    }), { numRuns: 500 });
  });
});
