import { expect } from '@open-wc/testing';
import document from '../../demo/derbyshire.policy.json';
import { compilePolicy } from '../../src/policy/policy.js';
import { PART_IDS, SECTION_IDS, sectionOf, type SectionId } from '../../src/record/sections.js';
import { person } from './people.js';

/**
 * The oracle: contract, section 7, written out by hand. Columns in the order of SECTION_IDS:
 * demographics alerts allergies medications results appointments care-plans documents
 */
const ROLES: Readonly<Record<string, string>> = {
  R8000: 'yyyyyyyy', R8001: 'yyyyyyyy', R8002: 'yyyyyyyy', R8003: 'yyyyyyyy', R8016: 'yyyyyyyy', R8017: 'yyyyyyyy',
  R0050: 'yyyyyyyy', R0260: 'yyyyyyyy', R0270: 'yyyyyyyy', R6200: 'yyyyyyyy', R6300: 'yyyyyyyy', R0610: 'yyyyyyyy',
  R0620: 'yyyyyyyy', R0700: 'yyyyyyyy', R1975: 'yyyyyyyy', R1070: 'yyyyyyyy',
  R1290: 'yyyyy---',
  R8009: 'y-------', R0001: 'y-------',
  R8004: '--------', R8005: '--------', R8006: '--------', R8007: '--------', R8008: '--------', R8010: '--------', R8011: '--------',
  R8012: '--------', R8013: '--------', R8014: '--------', R8015: '--------', R8024: '--------', R1330: '--------', R9570: '--------',
  R5080: '--------', R5105: '--------', R5300: '--------', constructor: '--------', '': '--------', r8001: '--------', 'S8000:G8000:R8001': '--------',
};
const SOCIAL_CARE = 'yy---yy-';
const ACTIVITIES = ['', 'B0380', 'B0825', 'B0360', 'B0401', 'B1666', 'B0570', 'B0820', 'B0560', 'B0015', 'B0016', 'B0018', 'B8029', 'B0790', 'B1611', 'B0278', 'B0420', 'B0082', 'B0083'];
const policy = compilePolicy(document);
const NOW = Date.UTC(2026, 10, 2);

describe('the Derbyshire demo policy', () => {
  it('gives every role, whatever its activities, the sections of the oracle and no others', () => {
    let rows = 0;
    for (const [role, columns] of Object.entries(ROLES)) {
      for (const activity of ACTIVITIES) {
        for (const level of ['', 'social-care', 'other']) {
          const who = person({ roles: [role], activities: [activity], levels: [level] });
          for (const area of [...SECTION_IDS, ...PART_IDS]) {
            const column = SECTION_IDS.indexOf(sectionOf(area) as SectionId);
            const allowed = columns[column] === 'y' || (level === 'social-care' && SOCIAL_CARE[column] === 'y');
            expect(policy.decide(who, area, NOW).effect, `${role} ${activity} ${level} ${area}`).to.equal(allowed ? 'permit' : 'deny');
            rows += 1;
          }
        }
      }
    }
    expect(rows).to.equal(Object.keys(ROLES).length * ACTIVITIES.length * 3 * 13);
  });

  it('gives nothing for activities alone', () => {
    const who = person({ activities: ACTIVITIES });
    for (const section of SECTION_IDS) expect(policy.decide(who, section, NOW).effect, section).to.equal('deny');
  });

  it('drops sensitive results for everyone without B1666, and nothing else', () => {
    expect(policy.labelRules(person({ roles: ['R8001'], activities: ['B0380'] }), 'results').map(({ labels }) => [...labels])).to.deep.equal([['SEX', 'HIV']]);
    expect(policy.labelRules(person({ roles: ['R0260'], activities: ['B0380', 'B1666'] }), 'results')).to.deep.equal([]);
    for (const section of SECTION_IDS.filter((id) => id !== 'results')) expect(policy.labelRules(person(), section)).to.deep.equal([]);
  });

  it('names the permits that help links go by', () => {
    const ids = (roles: string[], levels: string[] = []): readonly string[] => policy.permitIds(person({ roles, levels }));
    expect([ids(['R8001']), ids(['R1290']), ids(['R8009']), ids(['R0001']), ids([], ['social-care']), ids(['R8015'])])
      .to.deep.equal([['clinical'], ['pharmacy'], ['reception'], ['privacy'], ['social-care'], []]);
  });
});
