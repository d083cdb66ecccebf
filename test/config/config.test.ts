import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { parseConfig, type Page } from '../../src/config/config.js';
import example from '../../src/config/config.example.json';
import schema from '../../src/config/config.schema.json';
import { ConfigError } from '../../src/config/types.js';
import { SECTION_IDS } from '../../src/record/sections.js';
import { contractPolicy } from '../policy/people.js';
import { fits } from './json-schema.js';

const PAGE: Page = { loopback: false };
const minimal = () => ({
  schema: 'dscr-config/1', api: { kind: 'fhir-r4', base: 'https://api.example/fhir' },
  auth: { mode: 'oidc', issuer: 'https://id.example', clientId: 'dscr-widget', redirectUri: 'https://cdn.example/callback.html' },
  policy: contractPolicy(),
});

/** The document with one place set (or removed, where the value is undefined). */
function changed(path: string, value: unknown): unknown {
  const doc: unknown = structuredClone({ ...example });
  const steps = path.slice(1).split('/').map((step) => step.replaceAll('~1', '/'));
  const last = steps.pop()!;
  const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], doc) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else Object.defineProperty(parent, last, { value, configurable: true, enumerable: true, writable: true });
  return doc;
}
function refusal(doc: unknown, page = PAGE): { code: string; path: string } | undefined {
  try { parseConfig(doc, page); } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    const { code, path } = error as ConfigError;
    return { code, path };
  }
  return undefined;
}

describe('parseConfig', () => {
  it('fills in every default of the contract', () => {
    const config = parseConfig(minimal(), PAGE);
    const { policy, ...rest } = config;
    expect(policy).to.deep.equal(contractPolicy());
    expect(rest).to.deep.equal({
      schema: 'dscr-config/1',
      api: { kind: 'fhir-r4', base: 'https://api.example/fhir', timeoutSeconds: 20, pageSize: 200, maxItems: 20000 },
      auth: {
        mode: 'oidc', issuer: 'https://id.example', clientId: 'dscr-widget', redirectUri: 'https://cdn.example/callback.html',
        scope: 'openid profile', userInfo: true, store: 'memory',
      },
      name: 'Shared care record', environment: 'live', idle: { lockMinutes: 15, warnSeconds: 60, endHours: 10 },
      audit: { url: null, required: false }, sections: [...SECTION_IDS], contact: { serviceDesk: null, localIt: null, privacyOfficer: null },
      organisations: [], help: [], isolation: 'inline', launch: null, print: true, language: 'en-GB', words: null, highRisk: [], notices: [], withdrawn: [],
    });
  });

  it('takes the example, and the schema takes it too', () => {
    expect(refusal(example)).to.equal(undefined);
    expect(fits(schema, example)).to.equal(true);
    expect(fits(schema, minimal())).to.equal(true);
  });

  it('freezes all of it, and keeps nothing of the document given', () => {
    const doc = { ...minimal(), highRisk: [{ code: '1' }], words: { nouns: { alerts: 'Warnings' } } };
    const config = parseConfig(doc, PAGE);
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(Object.isFrozen(value), JSON.stringify(value)).to.equal(true);
      Object.values(value).forEach(visit);
    };
    visit(config);
    doc.api.base = 'https://evil.example';
    doc.policy.permit[0]!.when.roles.push('R8009');
    expect(config.api.base).to.equal('https://api.example/fhir');
    expect(JSON.stringify(config.policy)).not.to.contain('R8009');
  });

  it('drops what begins x-', () => {
    expect(parseConfig({ ...minimal(), 'x-note': 1 }, PAGE)).not.to.have.property('x-note');
    expect(refusal(changed('/api/x-note', {}))).to.equal(undefined);
  });

  it('draws demographics first, whatever the order', () => {
    expect(parseConfig({ ...minimal(), sections: ['results', 'allergies', 'demographics', 'alerts'] }, PAGE).sections)
      .to.deep.equal(['demographics', 'results', 'allergies', 'alerts']);
  });
  it('may leave patient details out, for hosts that show their own: the identity line stands whatever is configured', () => {
    const doc = { ...minimal(), sections: ['allergies', 'alerts'] };
    expect(parseConfig(doc, PAGE).sections).to.deep.equal(['allergies', 'alerts']);
    expect(fits(schema, doc)).to.equal(true);
  });

  it("takes a deployment's own names of sections and parts", () => {
    const doc = { ...minimal(), words: { nouns: { alerts: 'Warnings', 'results.imaging': 'X-rays and scans', documents: 'GP letters', appointments: 'Notes' } } };
    expect(parseConfig(doc, PAGE).words).to.deep.equal(doc.words);
    expect(fits(schema, doc)).to.equal(true);
    for (const words of [null, {}, { nouns: {} }]) expect(refusal({ ...minimal(), words })).to.equal(undefined);
  });

  it('takes high-risk medicines as the codes that are marked', () => {
    const doc = { ...minimal(), highRisk: [{ code: '322236009' }, { code: 'LOCAL 7', system: 'https://dmd.nhs.uk', label: 'Anticoagulant' }] };
    expect(parseConfig(doc, PAGE).highRisk).to.deep.equal([{ code: '322236009', system: undefined, label: undefined }, doc.highRisk[1]]);
    expect(fits(schema, doc)).to.equal(true);
  });

  it('takes days and times as far as they are known, and an organisation with no code of another', () => {
    for (const live of ['2026', '2026-02', '2024-02-29', '2026-12-31']) {
      const doc = changed('/organisations/0/contributes/documents/live', live);
      expect([refusal(doc), fits(schema, doc)], live).to.deep.equal([undefined, true]);
    }
    for (const until of ['2026-12-31', '2026-06-01T10:00Z', '2026-06-01T10:00:30.5+01:00', '2026-06-01T00:00-05:00']) {
      const doc = changed('/notices/0/until', until);
      expect([refusal(doc), fits(schema, doc)], until).to.deep.equal([undefined, true]);
    }
  });
  it('asks for openid only where it signs in itself', () => {
    for (const [scope, auth] of [['profile openid', minimal().auth], ['openid', minimal().auth], ['user/*.rs', { mode: 'host' }]] as const) {
      const doc = { ...minimal(), auth: { ...auth, scope } };
      expect([refusal(doc), fits(schema, doc)], scope).to.deep.equal([undefined, true]);
    }
  });

  it('needs no issuer of a host that hands over tokens', () => {
    expect(parseConfig({ ...minimal(), auth: { mode: 'host' } }, PAGE).auth).to.include({ mode: 'host', issuer: '', clientId: '', redirectUri: '' });
    expect(parseConfig({ ...minimal(), auth: { mode: 'host', issuer: 'https://id.example:443/a' } }, PAGE).auth.issuer, 'as written').to.equal('https://id.example:443/a');
  });

  it('takes the tab store in our own pages only', () => {
    const doc = changed('/auth/store', 'tab');
    expect(refusal(doc)).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/auth/store' });
    expect(parseConfig(doc, { loopback: false, own: true }).auth.store).to.equal('tab');
  });

  /** path, value, [path of the refusal, where another], [true where the schema cannot know] */
  const wrong: readonly (readonly [string, unknown, string?, boolean?])[] = [
    ['/schema', undefined], ['/schema', 'dscr-config/2'], ['/extra', 1], ['/Schema', 'dscr-config/1'],
    ['/__proto__', {}], ['/constructor', {}], ['/a~1b', 1],
    ['/api', undefined], ['/api', null], ['/api', []], ['/api/kind', undefined], ['/api/kind', ''], ['/api/kind', '../x'], ['/api/url', 'https://a.example'],
    ['/api/base', undefined], ['/api/base', ''], ['/api/base', '/fhir'], ['/api/base', 7], ['/api/base', 'ftp://api.example'], ['/api/base', 'javascript:alert(1)'],
    ['/api/base', 'http://api.example/fhir'], ['/api/base', ' https://api.example'], ['/api/base', 'https:\\\\api.example'],
    ['/api/base', 'https://user:pw@api.example/', , true], ['/api/base', 'https://api.example/fhir?x=1'], ['/api/base', 'https://api.example/fhir#'],
    ['/api/base', `https://api.example/${'a'.repeat(2000)}`], ['/api/base', 'http://localhost:8080/fhir', , true], ['/api/base', 'https://localhost/fhir', , true],
    ['/api/base', 'https://127.0.0.1/fhir', , true], ['/api/base', 'https://[::1]/fhir', , true], ['/api/base', 'https://a.localhost/', , true],
    ['/api/timeoutSeconds', 0], ['/api/timeoutSeconds', 121], ['/api/timeoutSeconds', '20'], ['/api/timeoutSeconds', null], ['/api/timeoutSeconds', 1.5],
    ['/api/pageSize', 0], ['/api/pageSize', 1001], ['/api/pageSize', 1.5], ['/api/maxItems', 0], ['/api/maxItems', 100001],
    ['/auth', undefined], ['/auth/mode', undefined], ['/auth/mode', 'none'], ['/auth/issuer', undefined], ['/auth/clientId', undefined], ['/auth/redirectUri', undefined],
    ['/auth/issuer', 'http://id.example'], ['/auth/issuer', 'https://id.example?x'], ['/auth/clientId', ''], ['/auth/redirectUri', 'https://a.example/#x'],
    ['/auth', { mode: 'smart' }, '/auth/mode'], ['/auth/mode', 'smart'], ['/auth/clientSecret', 's'], ['/auth/scope', ''], ['/auth/scope', 'profile'], ['/auth/scope', 'openid-connect profile'], ['/auth/scope', 'profile OpenID'], ['/auth/userInfo', 'yes'], ['/auth/store', 'local'], ['/auth/store', 'tab', , true],
    ['/policy', undefined], ['/policyUrl', 'https://a.example/p.json'],
    ['/name', ''], ['/name', 'x'.repeat(101)], ['/environment', 'Live'], ['/environment', null],
    ['/idle/lockMinutes', 0], ['/idle/lockMinutes', 121], ['/idle/warnSeconds', -1], ['/idle/endHours', 25], ['/idle/lock', 1], ['/idle', null],
    ['/audit/url', 'http://api.example'], ['/audit/url', 'https://api.example/#x'], ['/audit/required', 1], ['/audit', { required: true }, '/audit/url'],
    ['/sections', []], ['/sections', 'all'], ['/sections', ['demographics', 'alerts']], ['/sections', ['demographics', 'allergies', 'results']],
    ['/sections', ['demographics', 'demographics', 'alerts', 'allergies']], ['/sections', ['demographics', 'alerts', 'allergies', 'alerts']], ['/sections', ['demographics', 'alerts', 'allergies', 'results.imaging'], '/sections/3'],
    ['/contact/desk', null], ['/contact/serviceDesk/name', undefined], ['/contact/serviceDesk/email', 'desk'], ['/contact/serviceDesk/email', 'a@b.example?bcc=x'],
    ['/contact/serviceDesk/url', 'javascript:alert(1)'], ['/contact/localIt', 'phone us'],
    ['/organisations', {}], ['/organisations/0/ods', undefined], ['/organisations/0/name', ''], ['/organisations/0/hosts', 'lorenzo'], ['/organisations/0/hosts/0', 1],
    ['/organisations/0/contributes/immunisations', {}], ['/organisations/0/contributes/documents/live', '1 June 2021'], ['/organisations/0/contributes/documents/from', '2021'],
    ...['2026-99-99', '2026-13', '2026-00-01', '2026-06-31', '0021-06-01', '2026-06-01T10:00Z', ''].map((day, at) => ['/organisations/0/contributes/documents/live', day, , at === 3 || at === 4] as const),
    ['/organisations/0/contributes/documents/history', '2026-1-1'], ['/organisations/0/contributes/documents/history', '2025-02-29', , true],
    ['/help/0/title', undefined], ['/help/0/kind', 'film'], ['/help/0/url', 'javascript:alert(1)'], ['/help/0/url', undefined], ['/help/1/for', 'clinical'], ['/help/1/for/0', 1],
    ['/isolation', 'none'], ['/isolation', 'frame'], ['/launch', {}], ['/launch', 'https://a.example'], ['/print', 'true'], ['/language', 'English (UK)'], ['/language', 'cy-GB'], ['/language', 'en'],
    ['/words', []], ['/words', 'x'], ['/words', { contacts: {} }, '/words/contacts'], ['/words', { nouns: { letters: 'Letters' } }, '/words/nouns/letters'], ['/words', { nouns: { alerts: 1 } }, '/words/nouns/alerts'],
    ['/words', { nouns: { allergies: 'No known allergies' } }, '/words/nouns/allergies'], ['/words', { nouns: { alerts: 'None' } }, '/words/nouns/alerts'], ['/words', { nouns: { alerts: 'warnings' } }, '/words/nouns/alerts'],
    ['/highRisk', {}], ['/highRisk', ['322236009'], '/highRisk/0'], ['/highRisk', [{ codes: ['1'] }], '/highRisk/0/codes'], ['/highRisk', [{ system: 'https://dmd.nhs.uk' }], '/highRisk/0/code'],
    ['/highRisk', [{ code: 322236009 }], '/highRisk/0/code'], ['/highRisk', [{ code: '1 ' }], '/highRisk/0/code'], ['/highRisk', [{ code: '1', system: '' }], '/highRisk/0/system'], ['/highRisk', [{ code: '1', label: 2 }], '/highRisk/0/label'],
    ['/notices/0/text', undefined], ['/notices/0/sections', []], ['/notices/0/sections/0', 'x'], ['/notices/0/until', 'soon'],
    ...['2026-13-45', '2026', '2026-06', '2026-06-01T10:00', '2026-06-01T24:00Z', '2026-06-01T10:61Z', '2026-06-01T10:00:99Z', '2026-06-01T10:00+25:00', '2026-06-01T::Z'].map((until) => ['/notices/0/until', until] as const), ['/notices/0/until', '2026-06-31T10:00Z', , true], ['/withdrawn', '1.0.0'], ['/withdrawn', [1], '/withdrawn/0'],
  ];
  for (const [path, value, refusedAt = path, schemaCannot = false] of wrong) {
    it(`refuses ${path} ${value === undefined ? 'left out' : `= ${JSON.stringify(value).slice(0, 60)}`}`, () => {
      const doc = changed(path, value);
      expect(refusal(doc)).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: refusedAt });
      expect(fits(schema, doc), 'schema').to.equal(schemaCannot);
    });
  }

  it('refuses what is no document at all', () => {
    for (const doc of [undefined, null, '', '{}', 7, [], [example]]) expect(refusal(doc)).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '' });
  });

  it('refuses keys that would reach a prototype, in free places too', () => {
    const words: unknown = JSON.parse('{"nouns":{"__proto__":{"polluted":true}}}');
    expect(refusal(changed('/words', words))?.path).to.equal('/words/nouns/__proto__');
    expect(refusal(changed('/highRisk', JSON.parse('[{"code":"1","constructor":1}]')))?.path).to.equal('/highRisk/0/constructor');
    expect(refusal(changed('/highRisk', [() => 1]))?.path).to.equal('/highRisk/0');
    expect(refusal(JSON.parse('{"__proto__":{"schema":"dscr-config/1"}}'))?.path).to.equal('/__proto__');
  });

  it('refuses a malformed policy with its path', () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['/policy/schema', undefined], ['/policy/permit/0/when', undefined], ['/policy/permit/0/sections/0', 'everything'], ['/policy/forbids', []],
      ['/policy/permit/1/sections', ['medications']], ['/policy/forbid/0/sections', ['allergies']], ['/policy/permit/0/when', {}], ['/policy/permit/0/when/x-y', ['a']],
      ['/policy/claims/roles/0', 'roles'], ['/policy/stronger/0/level', 'AAL2'], ['/policy/emergency/0/minutes', 0], ['/policy/forbid/0/sections', []],
      ['/policy/permit/0/when/roles/0', 'R8000 '], ['/policy/forbid/0/labels/0', ' HIV'], ['/policy/includes/B8029/0', 'B8028\n'], ['/policy/includes/B1 ', ['B0']], ['/policy/acrLevels/ AAL4', 3],
    ];
    for (const [path, value] of cases) {
      const doc = changed(path, value);
      expect(refusal(doc), path).to.deep.equal({ code: 'DSCR_POLICY_INVALID', path });
      expect(fits(schema, doc), `schema ${path}`).to.equal(false);
    }
    const unconditional = changed('/policy/forbid/0/unless', undefined);
    expect(refusal(unconditional)).to.deep.equal({ code: 'DSCR_POLICY_INVALID', path: '/policy/forbid/0/when' });
    expect(fits(schema, unconditional)).to.equal(false);
    for (const policy of [null, [], 'x', {}]) expect(refusal(changed('/policy', policy))?.code).to.equal('DSCR_POLICY_INVALID');
  });

  describe('addresses', () => {
    const at = (environment: string, base: string, page: Page) => refusal({ ...minimal(), environment, api: { kind: 'fhir-r4', base } }, page) === undefined;
    const loopback = { loopback: true };
    it('live on a real page: https of a real host only', () => {
      for (const url of ['https://api.example/', 'https://api.example./', 'https://10.0.0.0/', 'https://[2001:db8::]/']) expect(at('live', url, PAGE), url).to.equal(true);
      for (const url of ['http://localhost/', 'https://localhost/', 'http://127.0.0.1/', 'https://127.1/', 'http://api.example/', 'https://0x7f000001/',
        'https://localhost./', 'https://a.localhost.:8443/', 'https://127.0.0.1./', 'https://0.0.0.0/', 'https://0/', 'https://[::]/', 'https://[::ffff:127.0.0.1]/']) expect(at('live', url, PAGE), url).to.equal(false);
    });
    it('live on a loopback page, and elsewhere than live: http on loopback too', () => {
      for (const [environment, page] of [['live', loopback], ['test', PAGE], ['training', PAGE], ['test', loopback]] as const) {
        for (const url of ['https://api.example/', 'http://localhost:8080/', 'http://a.localhost/', 'http://127.0.0.1:1/', 'http://[::1]/', 'https://localhost/', 'http://localhost.:8080/']) {
          expect(at(environment, url, page), `${environment} ${url}`).to.equal(true);
        }
        for (const url of ['http://api.example/', 'http://localhost.example/', 'http://notlocalhost/', 'http://127.0.0.1.example/', 'http://0.0.0.0/', 'http://[::]/', 'ws://localhost/', 'file:///x', 'data:,x']) {
          expect(at(environment, url, page), `${environment} ${url}`).to.equal(false);
        }
      }
    });
  });

  it('is not misled by a polluted Object.prototype', () => {
    const polluted = { environment: 'test', own: true, loopback: true, store: 'tab', url: 'https://evil.example', issuer: 'https://evil.example', policy: contractPolicy() };
    for (const [key, value] of Object.entries(polluted)) Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true });
    try {
      const { policy: _, ...without } = minimal();
      expect(refusal(without)?.path).to.equal('/policy');
      expect(refusal(changed('/auth/store', 'tab'))?.path).to.equal('/auth/store');
      const config = parseConfig(minimal(), PAGE);
      expect(config.environment).to.equal('live');
      expect(config.audit.url).to.equal(null);
      expect(config.auth.store).to.equal('memory');
      expect(parseConfig({ ...minimal(), auth: { mode: 'host' } }, PAGE).auth.issuer).to.equal('');
    } finally {
      for (const key of Object.keys(polluted)) delete (Object.prototype as Record<string, unknown>)[key];
    }
  });

  it('takes any value anywhere without another error than its own, and agrees with the schema on what it takes', () => {
    const paths = ['/api', '/api/base', '/auth', '/policy/permit', '/policy/forbid/0', '/idle', '/sections', '/contact/serviceDesk', '/organisations', '/help/0', '/words', '/notices', '/withdrawn', '/name'];
    fc.assert(fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const doc = changed(path, value);
      if (!refusal(doc)) expect(fits(schema, doc), `${path} ${JSON.stringify(value)}`).to.equal(true);
    }), { numRuns: 1000 });
  });
});
