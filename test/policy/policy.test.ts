import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { hiddenByLabel } from '../../src/policy/labels.js';
import { compilePolicy, PolicyError } from '../../src/policy/policy.js';
import type { Principal } from '../../src/policy/types.js';
import { PART_IDS, SECTION_IDS, type AreaId } from '../../src/record/sections.js';
import { contractPolicy, person, policyOf } from './people.js';

const NOW = Date.UTC(2026, 10, 2, 9);
const AREAS: readonly AreaId[] = [...SECTION_IDS, ...PART_IDS];
const effect = (doc: unknown, principal: Principal | undefined, area: AreaId, now = NOW): string => compilePolicy(doc).decide(principal, area, now).effect;

describe('decide', () => {
  const doc = contractPolicy();
  const nurse = { roles: ['R8001'], activities: ['B0380'], acr: ['AAL3_ANY'], authTime: NOW / 1000 - 60 };

  it('permits what a rule grants, parts included', () => {
    for (const area of AREAS) expect(effect(doc, person(nurse), area), area).to.equal('permit');
  });

  it('denies nobody, and everybody no rule names', () => {
    const policy = compilePolicy(doc);
    expect(policy.decide(undefined, 'alerts', NOW)).to.deep.equal({ effect: 'deny', why: 'no-principal' });
    expect(policy.decide(person(), 'alerts', NOW)).to.deep.equal({ effect: 'deny', why: 'no-permit' });
    expect(compilePolicy(policyOf({})).decide(person(nurse), 'alerts', NOW)).to.deep.equal({ effect: 'deny', why: 'no-permit' });
  });

  it('denies an area there is none of', () => {
    expect(effect(doc, person(nurse), 'constructor' as AreaId)).to.equal('deny');
    expect(effect(doc, person(nurse), undefined as unknown as AreaId)).to.equal('deny');
    expect(effect(doc, person(nurse), 'results.' as AreaId)).to.equal('deny');
  });

  it('wants every key of a rule, and one value of each', () => {
    expect(effect(doc, person({ roles: ['R8001'] }), 'alerts')).to.equal('deny');
    expect(effect(doc, person({ activities: ['B0360'] }), 'alerts')).to.equal('deny');
    expect(effect(doc, person({ roles: ['R9', 'R0260'], activities: ['B0360'] }), 'alerts')).to.equal('permit');
  });

  it('expands activities as far as they include each other, and nothing but activities', () => {
    for (const activity of ['B0360', 'B0380', 'B8028', 'B8029']) {
      expect(effect(doc, person({ roles: ['R8001'], activities: [activity] }), 'alerts'), activity).to.equal('permit');
    }
    expect(effect(doc, person({ roles: ['R8001', 'B8029'] }), 'alerts')).to.equal('deny');
    const wider = policyOf({ includes: { A: ['B'] }, permit: [{ id: 'a', when: { roles: ['B'] }, sections: ['alerts'] }] });
    expect(effect(wider, person({ roles: ['A'] }), 'alerts'), 'a role includes nothing').to.equal('deny');
    const turned = policyOf({ includes: { A: ['B'] }, permit: [{ id: 'a', when: { activities: ['A'] }, sections: ['alerts'] }] });
    expect(effect(turned, person({ activities: ['B'] }), 'alerts'), 'the narrower does not bring the wider').to.equal('deny');
  });

  it('ends where activities include each other in a circle', () => {
    const circle = policyOf({ includes: { A: ['B'], B: ['A'] }, permit: [{ id: 'a', when: { activities: ['A'] }, sections: ['alerts'] }] });
    expect(effect(circle, person({ activities: ['B'] }), 'alerts')).to.equal('permit');
    expect(effect(circle, person({ activities: ['C'] }), 'alerts')).to.equal('deny');
  });

  it('lets a forbid win, by when, by unless, and by both together', () => {
    const permit = [{ id: 'p', when: { roles: ['R'] }, sections: ['alerts', 'documents'] }];
    const forbidden = (rule: object, held: object): string =>
      effect(policyOf({ permit, forbid: [{ id: 'f', sections: ['alerts'], ...rule }] }), person({ roles: ['R'], ...held }), 'alerts');
    expect(forbidden({ when: { organisations: ['X'] } }, { organisations: ['X'] })).to.equal('deny');
    expect(forbidden({ when: { organisations: ['X'] } }, { organisations: ['Y'] })).to.equal('permit');
    expect(forbidden({ unless: { levels: ['L'] } }, {})).to.equal('deny');
    expect(forbidden({ unless: { levels: ['L'] } }, { levels: ['L'] })).to.equal('permit');
    const both = { when: { organisations: ['X'] }, unless: { levels: ['L'] } };
    expect(forbidden(both, { organisations: ['X'] })).to.equal('deny');
    expect(forbidden(both, { organisations: ['X'], levels: ['L'] })).to.equal('permit');
    expect(forbidden(both, {})).to.equal('permit');
    expect(compilePolicy(policyOf({ permit, forbid: [{ id: 'f', sections: ['alerts'], unless: { levels: ['L'] } }] }))
      .decide(person({ roles: ['R'] }), 'alerts', NOW)).to.deep.equal({ effect: 'deny', why: 'forbid' });
  });

  it('opens a section where one of its parts is open, and closes it where all are closed', () => {
    const permit = [{ id: 'p', when: { roles: ['R'] }, sections: ['results.imaging', 'appointments'] }];
    const doc1 = policyOf({ permit });
    const r = person({ roles: ['R'] });
    expect(effect(doc1, r, 'results')).to.equal('permit');
    expect(effect(doc1, r, 'results.imaging')).to.equal('permit');
    expect(effect(doc1, r, 'results.laboratory')).to.equal('deny');
    expect(effect(doc1, r, 'results.other')).to.equal('deny');
    expect(effect(doc1, r, 'appointments.referrals')).to.equal('permit');
    const closed = (sections: string[]) => policyOf({ permit, forbid: [{ id: 'f', when: { roles: ['R'] }, sections }] });
    expect(effect(closed(['appointments.referrals']), r, 'appointments')).to.equal('permit');
    expect(effect(closed(['appointments.referrals']), r, 'appointments.referrals')).to.equal('deny');
    expect(effect(closed(['appointments.referrals', 'appointments.appointments']), r, 'appointments')).to.equal('deny');
    expect(effect(closed(['appointments']), r, 'appointments.referrals'), 'a forbid covers parts').to.equal('deny');
    expect(effect(closed(['results']), r, 'results')).to.equal('deny');
  });

  describe('stronger sign-in', () => {
    const asked = (held: object, now = NOW) => compilePolicy(doc).decide(person({ roles: ['R8001'], activities: ['B0380'], ...held }), 'documents', now);
    const wanted = { effect: 'stronger', level: 2, maxAgeSeconds: 3600 };
    const authTime = NOW / 1000;
    it('asks by level', () => {
      expect(asked({ authTime })).to.deep.equal(wanted);
      expect(asked({ authTime, acr: ['AAL1_USERPASS'] })).to.deep.equal(wanted);
      expect(asked({ authTime, acr: ['constructor'] })).to.deep.equal(wanted);
      expect(asked({ authTime, acr: ['AAL2_ANY'] })).to.deep.equal({ effect: 'permit' });
    });
    it('asks by age, to the second', () => {
      const acr = ['AAL3_ANY'];
      expect(asked({ acr })).to.deep.equal(wanted);
      expect(asked({ acr, authTime }, NOW + 3600_000)).to.deep.equal({ effect: 'permit' });
      expect(asked({ acr, authTime }, NOW + 3601_000)).to.deep.equal(wanted);
      expect(asked({ acr, authTime: authTime + 299 }), 'a clock a little behind').to.deep.equal({ effect: 'permit' });
      expect(asked({ acr, authTime: authTime + 301 })).to.deep.equal(wanted);
      expect(asked({ acr, authTime }, NaN)).to.deep.equal(wanted);
    });
    it('never outweighs a missing permit', () => {
      expect(compilePolicy(doc).decide(person({ acr: ['AAL3_ANY'], authTime }), 'documents', NOW)).to.deep.equal({ effect: 'deny', why: 'no-permit' });
    });
    it('stays wanted where an emergency lifts the missing permit, and only that is lifted', () => {
      const lifted = (held: object, more: object = {}) => compilePolicy({ ...doc, ...more }).decide(person({ activities: ['B0083'], ...held }), 'documents', NOW, true);
      expect(lifted({ authTime })).to.deep.equal(wanted);
      expect(lifted({ authTime, acr: ['AAL3_ANY'] })).to.deep.equal({ effect: 'permit' });
      const forbid = [{ id: 'f', when: { activities: ['B0083'] }, sections: ['documents'] }];
      expect(lifted({ authTime, acr: ['AAL3_ANY'] }, { forbid })).to.deep.equal({ effect: 'deny', why: 'forbid' });
      expect(compilePolicy(doc).decide(undefined, 'documents', NOW, true)).to.deep.equal({ effect: 'deny', why: 'no-principal' });
    });
    it('asks once for the most that several rules want', () => {
      const several = policyOf({
        permit: [{ id: 'p', when: { roles: ['R'] }, sections: ['documents', 'results'] }], acrLevels: { a: 1, c: 3 },
        stronger: [{ sections: ['documents'], level: 1, maxAgeSeconds: 60 }, { sections: ['documents', 'results.imaging'], level: 3 }, { sections: ['documents'], level: 1, maxAgeSeconds: 600 }],
      });
      expect(compilePolicy(several).decide(person({ roles: ['R'], acr: ['a'], authTime }), 'documents', NOW)).to.deep.equal({ effect: 'stronger', level: 3, maxAgeSeconds: 60 });
      expect(compilePolicy(several).decide(person({ roles: ['R'] }), 'results.imaging', NOW)).to.deep.equal({ effect: 'stronger', level: 3 });
      expect(effect(several, person({ roles: ['R'] }), 'results'), 'the other parts are open').to.equal('permit');
    });
  });

  it('finds the emergency rule and the permits of a person', () => {
    const policy = compilePolicy(doc);
    expect(policy.emergency(person({ activities: ['B0083'] }), 'documents')).to.include({ id: 'emergency', minutes: 30 });
    expect(policy.emergency(person({ activities: ['B0083'] }), 'alerts')).to.equal(undefined);
    expect(policy.emergency(person(nurse), 'documents')).to.equal(undefined);
    expect(policy.decide(person({ activities: ['B0083'] }), 'documents', NOW).effect).to.equal('deny');
    expect(policy.permitIds(person(nurse))).to.deep.equal(['clinical']);
    expect(policy.permitIds(person())).to.deep.equal([]);
  });

  it('is not changed by what happens to the document afterwards', () => {
    const mutable = contractPolicy();
    const policy = compilePolicy(mutable);
    mutable.permit[0]!.when.roles.push('R8009');
    mutable.permit[0]!.when.activities.push('B0');
    expect(policy.decide(person({ roles: ['R8009'], activities: ['B0'] }), 'alerts', NOW).effect).to.equal('deny');
  });
});

describe('a malformed policy', () => {
  const when = { roles: ['R'] };
  const permit = (rule: object) => policyOf({ permit: [{ id: 'p', when, sections: ['alerts'], ...rule }] });
  const forbid = (rule: object) => policyOf({ forbid: [{ id: 'f', when, sections: ['results'], ...rule }] });
  const variants: readonly (readonly [string, unknown, string])[] = [
    ['nothing', undefined, ''], ['null', null, ''], ['a list', [], ''], ['text', '{}', ''],
    ['no schema', { id: 'a', version: '1' }, '/schema'],
    ['another schema', { ...policyOf({}), schema: 'dscr-policy/2' }, '/schema'],
    ['no id', { schema: 'dscr-policy/1', version: '1' }, '/id'],
    ['no version', { schema: 'dscr-policy/1', id: 'a' }, '/version'],
    ['a key not known', policyOf({ permits: [] }), '/permits'],
    ['an own __proto__', JSON.parse('{"schema":"dscr-policy/1","id":"a","version":"1","__proto__":{"permit":[]}}'), '/__proto__'],
    ['an own constructor', policyOf({ constructor: {} }), '/constructor'],
    ['permit no list', policyOf({ permit: {} }), '/permit'],
    ['permit null', policyOf({ permit: null }), '/permit'],
    ['a rule no object', policyOf({ permit: ['p'] }), '/permit/0'],
    ['a rule without id', permit({ id: undefined }), '/permit/0/id'],
    ['a rule without when', permit({ when: undefined }), '/permit/0/when'],
    ['a rule with empty when', permit({ when: {} }), '/permit/0/when'],
    ['when no object', permit({ when: [] }), '/permit/0/when'],
    ['a key of when not known', permit({ when: { role: ['R'] } }), '/permit/0/when/role'],
    ['x- in when', permit({ when: { 'x-role': ['R'] } }), '/permit/0/when/x-role'],
    ['authTime in when', permit({ when: { authTime: ['1'] } }), '/permit/0/when/authTime'],
    ['no values', permit({ when: { roles: [] } }), '/permit/0/when/roles'],
    ['values no list', permit({ when: { roles: 'R' } }), '/permit/0/when/roles'],
    ['a value no text', permit({ when: { roles: [null] } }), '/permit/0/when/roles/0'],
    ['a value that no claim could be, for a blank', forbid({ when: { roles: ['suspended '] } }), '/forbid/0/when/roles/0'],
    ['a blank before a value of unless', forbid({ unless: { activities: ['B1', '\tB2'] } }), '/forbid/0/unless/activities/1'],
    ['several scopes in one value, which are told one by one', forbid({ when: { scopes: ['openid', 'patient/*.rs launch'] } }), '/forbid/0/when/scopes/1'],
    ['a label with a blank', forbid({ labels: ['HIV '] }), '/forbid/0/labels/0'],
    ['an included code with a blank', policyOf({ includes: { B1: ['B2 '] } }), '/includes/B1/0'],
    ['a code with a blank that includes others', policyOf({ includes: { 'B1 ': ['B2'] } }), '/includes/B1 '],
    ['a blank at the end of a name of acr', policyOf({ acrLevels: { 'AAL2 ': 2 } }), '/acrLevels/AAL2 '],
    ['an empty value', permit({ when: { roles: ['R', ''] } }), '/permit/0/when/roles/1'],
    ['unless in a permit', permit({ unless: when }), '/permit/0/unless'],
    ['labels in a permit', permit({ labels: ['SEX'] }), '/permit/0/labels'],
    ['no sections', permit({ sections: undefined }), '/permit/0/sections'],
    ['empty sections', permit({ sections: [] }), '/permit/0/sections'],
    ['a section not known', permit({ sections: ['alerts', 'immunisations'] }), '/permit/0/sections/1'],
    ['a part not known', permit({ sections: ['results.genetics'] }), '/permit/0/sections/0'],
    ['medications without allergies', permit({ sections: ['alerts', 'medications'] }), '/permit/0/sections'],
    ['forbid without when or unless', forbid({ when: undefined }), '/forbid/0/when'],
    ['forbid with empty unless', forbid({ unless: {} }), '/forbid/0/unless'],
    ['a label rule without sections', forbid({ labels: ['SEX'], sections: undefined }), '/forbid/0/sections'],
    ['a label rule with empty sections', forbid({ labels: ['SEX'], sections: [] }), '/forbid/0/sections'],
    ['a label rule on allergies', forbid({ labels: ['SEX'], sections: ['results', 'allergies'] }), '/forbid/0/sections'],
    ['no labels', forbid({ labels: [] }), '/forbid/0/labels'],
    ['labels no list', forbid({ labels: 'SEX' }), '/forbid/0/labels'],
    ['includes no object', policyOf({ includes: ['B'] }), '/includes'],
    ['includes of text', policyOf({ includes: { 'B/1': 'B2' } }), '/includes/B~11'],
    ['a level that is text', policyOf({ acrLevels: { A: '2' } }), '/acrLevels/A'],
    ['stronger without level', policyOf({ stronger: [{ sections: ['alerts'] }] }), '/stronger/0/level'],
    ['stronger with age 0', policyOf({ stronger: [{ sections: ['alerts'], level: 2, maxAgeSeconds: 0 }] }), '/stronger/0/maxAgeSeconds'],
    ['stronger of no section', policyOf({ stronger: [{ sections: [], level: 2 }] }), '/stronger/0/sections'],
    ['emergency without minutes', policyOf({ emergency: [{ id: 'e', when, sections: ['documents'] }] }), '/emergency/0/minutes'],
    ['emergency without when', policyOf({ emergency: [{ id: 'e', sections: ['documents'], minutes: 5 }] }), '/emergency/0/when'],
    ['emergency without end', policyOf({ emergency: [{ id: 'e', when, sections: ['documents'], minutes: 1e9 }] }), '/emergency/0/minutes'],
    ['a claim not known', policyOf({ claims: { groups: ['/groups'] } }), '/claims/groups'],
    ['a claim path that is none', policyOf({ claims: { roles: ['roles'] } }), '/claims/roles/0'],
    ['a claim path with a bad escape', policyOf({ claims: { roles: ['/a~2b'] } }), '/claims/roles/0'],
    ['a cis2 path that is none', policyOf({ claims: { roles: ['cis2:workgroups'] } }), '/claims/roles/0'],
    ['no mapping', policyOf({ claims: [] }), '/claims'],
  ];
  for (const [name, doc, path] of variants) {
    it(`is refused whole: ${name}`, () => {
      let thrown: unknown;
      try { compilePolicy(doc); } catch (error) { thrown = error; }
      expect(thrown).to.be.instanceOf(PolicyError);
      expect((thrown as PolicyError).path).to.equal(path);
    });
  }
  it('may ask for a sign-in of a second to a day ago, and give emergency access for a minute to an hour', () => {
    const taken = (part: Readonly<Record<string, unknown>>): boolean => { try { compilePolicy(policyOf(part)); return true; } catch { return false; } };
    const ages = [0, 1, 86_400, 86_401].map((maxAgeSeconds) => taken({ stronger: [{ sections: ['alerts'], level: 2, maxAgeSeconds }] }));
    const lengths = [0, 1, 60, 61].map((minutes) => taken({ emergency: [{ id: 'e', when, sections: ['documents'], minutes }] }));
    expect([ages, lengths]).to.deep.equal([[false, true, true, false], [false, true, true, false]]);
  });
  it('may carry notes of the deployment', () => {
    expect(effect(policyOf({ 'x-note': 'why', permit: [{ id: 'p', when, sections: ['alerts'], 'x-note': 1 }] }), person({ roles: ['R'] }), 'alerts')).to.equal('permit');
  });
});

describe('labelRules', () => {
  const policy = compilePolicy(contractPolicy());
  it('applies to whoever does not meet unless, in its section and the parts', () => {
    const rules = policy.labelRules(person({ roles: ['R8001'] }), 'results');
    expect(rules.map(({ id }) => id)).to.deep.equal(['sensitive-results']);
    expect([...rules[0]!.labels]).to.deep.equal(['SEX', 'HIV']);
    expect(policy.labelRules(person(), 'results.imaging')).to.have.length(1);
    expect(policy.labelRules(person(), 'documents')).to.have.length(0);
    expect(policy.labelRules(person({ activities: ['B1666'] }), 'results')).to.have.length(0);
  });
  it('has its labels as the code system writes them, however the policy does', () => {
    const small = compilePolicy(policyOf({ forbid: [{ id: 'f', when: { roles: ['R'] }, labels: ['hiv', 'Sex'], sections: ['results'] }] }));
    const rules = small.labelRules(person({ roles: ['R'] }), 'results');
    for (const code of ['HIV', 'SEX', 'hiv']) expect(hiddenByLabel(rules, [code]), code).to.equal(true);
    expect(hiddenByLabel(rules, ['PSY'])).to.equal(false);
  });
  it('never closes the section', () => {
    expect(effect(contractPolicy(), person({ roles: ['R8001'], activities: ['B0380'] }), 'results')).to.equal('permit');
  });
  it('of a part applies to the section too, but to no other part', () => {
    const parted = compilePolicy(policyOf({ forbid: [{ id: 'f', when: { roles: ['R'] }, labels: ['PSY'], sections: ['results.laboratory'] }] }));
    const r = person({ roles: ['R'] });
    expect(parted.labelRules(r, 'results')).to.have.length(1);
    expect(parted.labelRules(r, 'results.laboratory')).to.have.length(1);
    expect(parted.labelRules(r, 'results.imaging')).to.have.length(0);
    expect(parted.labelRules(person(), 'results')).to.have.length(0);
  });
});

describe('for any input', () => {
  const codes = ['R1', 'R2', 'A1', 'A2', 'A3', 'L1', '__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const subset = fc.subarray(codes);
  const some = fc.subarray(codes.slice(0, 6), { minLength: 1 });
  const held = fc.record({ roles: subset, activities: subset, levels: subset, organisations: subset });
  const when = fc.record({ roles: some, activities: some, levels: some, organisations: some }, { requiredKeys: [] }).filter((each) => Object.keys(each).length > 0);
  const rule = fc.record({ id: fc.constant('x'), when, sections: fc.subarray(AREAS.filter((area) => area !== 'medications'), { minLength: 1 }) });
  const includes = fc.dictionary(fc.constantFrom('A1', 'A2', 'A3'), fc.subarray(['A1', 'A2', 'A3']));
  const area = fc.constantFrom(...AREAS);

  it('garbage for a policy never permits', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), held, area, (doc, has, where) => {
      try { expect(effect(doc, person(has), where)).to.equal('deny'); } catch (error) { expect(error).to.be.instanceOf(PolicyError); }
    }), { numRuns: 500 });
  });

  it('garbage for a person is never permitted', () => {
    fc.assert(fc.property(fc.anything(), area, (who, where) => {
      expect(compilePolicy(contractPolicy()).decide(who as Principal, where, NOW).effect).to.equal('deny');
    }), { numRuns: 500 });
  });

  it('taking something away from a person never opens anything', () => {
    fc.assert(fc.property(fc.array(rule, { maxLength: 3 }), includes, held, held, area, (permit, include, more, taken, where) => {
      const less = Object.fromEntries(Object.entries(more).map(([key, values]) => [key, values.filter((each) => !taken[key as keyof typeof taken].includes(each))]));
      const doc = policyOf({ permit, includes: include });
      if (effect(doc, person(more), where) === 'deny') expect(effect(doc, person(less), where)).to.equal('deny');
    }), { numRuns: 1000 });
  });

  it('adding a forbid never opens anything, and one that applies closes', () => {
    fc.assert(fc.property(fc.array(rule, { maxLength: 3 }), rule, held, area, (permit, forbid, has, where) => {
      const before = effect(policyOf({ permit }), person(has), where);
      const after = effect(policyOf({ permit, forbid: [forbid] }), person(has), where);
      if (before === 'deny') expect(after).to.equal('deny');
      const applies = Object.entries(forbid.when).every(([key, values]) => values!.some((each) => has[key as keyof typeof has].includes(each)));
      if (applies && (forbid.sections as readonly AreaId[]).includes(where)) expect(after).to.equal('deny');
      if (!applies) expect(after).to.equal(before);
    }), { numRuns: 1000 });
  });

  it('an open part means an open section, and the other way', () => {
    fc.assert(fc.property(fc.array(rule, { maxLength: 3 }), fc.array(rule, { maxLength: 2 }), held, (permit, forbid, has) => {
      const open = (where: AreaId): boolean => effect(policyOf({ permit, forbid }), person(has), where) === 'permit';
      expect(open('results')).to.equal(open('results.laboratory') || open('results.imaging') || open('results.other'));
      expect(open('appointments')).to.equal(open('appointments.appointments') || open('appointments.referrals'));
    }), { numRuns: 500 });
  });

  it('facts that are no sets are none', () => {
    const listed = { ...person(), facts: { ...person().facts, roles: ['R8001'], activities: ['B0360'] } } as unknown as Principal;
    for (const where of AREAS) expect(effect(contractPolicy(), listed, where)).to.equal('deny');
  });

  it('roles named like inherited properties are only names', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      for (const where of AREAS) expect(effect(contractPolicy(), person({ roles: [name], activities: [name], levels: [name] }), where)).to.equal('deny');
    }
  });

  it('a polluted Object.prototype changes nothing', () => {
    const clinical = contractPolicy().permit;
    const polluted: Record<string, unknown> = {
      permit: clinical, forbid: [], roles: new Set(['R8001']), activities: new Set(['B0360']), facts: person({ roles: ['R8001'], activities: ['B0360'] }).facts,
      when: { roles: ['R8009'] }, unless: { roles: ['R8009'] }, labels: ['SEX'], includes: { B0: ['B0360'] }, B0: ['B0360'], B9: 3, stronger: [], level: 0, authTime: NOW / 1000,
    };
    for (const [key, value] of Object.entries(polluted)) {
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true, enumerable: false });
    }
    try {
      expect(effect(policyOf({}), person({ roles: ['R8001'], activities: ['B0360'] }), 'alerts'), 'permit').to.equal('deny');
      expect(effect(contractPolicy(), {} as Principal, 'alerts'), 'facts').to.equal('deny');
      expect(effect(contractPolicy(), { facts: {} } as Principal, 'alerts'), 'roles').to.equal('deny');
      expect(effect(contractPolicy(), person({ roles: ['R8001'], activities: ['B0'] }), 'alerts'), 'includes').to.equal('deny');
      expect(effect(contractPolicy(), person({ roles: ['R8001'], activities: ['B0360'], acr: ['B9'] }), 'documents'), 'acrLevels').to.equal('stronger');
      expect(() => compilePolicy(policyOf({ permit: [{ id: 'p', sections: ['alerts'] }] })), 'when').to.throw(PolicyError);
      expect(() => compilePolicy(policyOf({ forbid: [{ id: 'p', sections: ['alerts'] }] })), 'unless').to.throw(PolicyError);
    } finally {
      for (const key of Object.keys(polluted)) delete (Object.prototype as Record<string, unknown>)[key];
    }
  });
});
