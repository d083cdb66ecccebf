import { expect } from '@open-wc/testing';
import { matchPatient } from '../../src/fhir/patient-match.js';
import type { Resource } from '../../src/record/resource.js';

const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
const ASKED = { nhsNumber: '9990000018', birthDate: '1958-03-14' };
const OTHER = '9990000026';
const person = (more: object = {}, value = ASKED.nhsNumber): Resource =>
  ({ resourceType: 'Patient', id: 'p1', birthDate: '1958-03-14', identifier: [{ system: SYSTEM, value }], ...more });

describe('matchPatient', () => {
  it('shows the one patient with this number and date', () => {
    const patient = person();
    expect(matchPatient(ASKED, [patient])).to.deep.equal({ kind: 'shown', patient });
  });

  it('shows nobody for none or several', () => {
    expect(matchPatient(ASKED, [])).to.deep.equal({ kind: 'not-found' });
    expect(matchPatient(ASKED, [person(), person({ id: 'p2' })])).to.deep.equal({ kind: 'several' });
  });

  for (const [asked, held] of [['1958', '1958-03-14'], ['1958-03', '1958-03-14'], ['1958-03-14', '1958-03'], ['1958-03-14', '1958'], ['1958-03-14', '1958-03-14T10:00:00Z']] as const) {
    it(`birth dates agree as far as both go: ${asked} and ${held}`, () =>
      expect(matchPatient({ ...ASKED, birthDate: asked }, [person({ birthDate: held })]).kind).to.equal('shown'));
  }
  for (const [asked, held] of [['1959', '1958-03-14'], ['1958-04', '1958-03-14'], ['1958-03-14', '1958-03-15'], ['1958-03-14', '1985-03-14'], ['1958-03-14', '1959']] as const) {
    it(`birth dates differ: ${asked} and ${held}`, () =>
      expect(matchPatient({ ...ASKED, birthDate: asked }, [person({ birthDate: held })])).to.deep.equal({ kind: 'mismatch', fields: ['birth-date'] }));
  }

  for (const birthDate of [undefined, null, '', 'unknown', '14/03/1958', '58', 19580314, {}]) {
    it(`cannot compare ${JSON.stringify(birthDate)}`, () => expect(matchPatient(ASKED, [person({ birthDate })])).to.deep.equal({ kind: 'no-date' }));
  }

  it('needs a date unless a signed launch named the record', () => {
    expect(matchPatient({ nhsNumber: ASKED.nhsNumber }, [person()])).to.deep.equal({ kind: 'no-date' });
    expect(matchPatient({ nhsNumber: ASKED.nhsNumber, reference: 'p1' }, [person({ birthDate: undefined })]).kind).to.equal('shown');
    expect(matchPatient({ nhsNumber: ASKED.nhsNumber, reference: 'p1' }, [person({}, OTHER)])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number'] });
  });

  it('takes another number as replaced only where the whole birth date fits', () => {
    const patient = person({}, OTHER);
    expect(matchPatient(ASKED, [patient])).to.deep.equal({ kind: 'shown', patient, replacedBy: OTHER });
    expect(matchPatient({ ...ASKED, birthDate: '1958-03' }, [patient])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number'] });
    expect(matchPatient(ASKED, [person({ birthDate: '1958' }, OTHER)])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number'] });
    expect(matchPatient(ASKED, [person({ birthDate: '1958-03-15' }, OTHER)])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number', 'birth-date'] });
  });

  it('takes no other number for a replaced one where a logical id was given: a host may have left that of the patient before', () => {
    const asked = { ...ASKED, reference: 'p1' };
    expect(matchPatient(asked, [person({}, OTHER)])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number'] });
    const old = person({ identifier: [{ system: SYSTEM, value: ASKED.nhsNumber, use: 'old' }, { system: SYSTEM, value: OTHER }] });
    expect(matchPatient(asked, [old])).to.deep.equal({ kind: 'shown', patient: old, replacedBy: OTHER });
  });

  for (const [familyName, name, fits] of [
    ['EXAMPLE', [{ family: 'Example' }], true], ['Sample', [{ family: 'Example' }], false], ['Sample', [{ use: 'usual', family: 'Example' }, { use: 'maiden', family: 'SAMPLE' }], true],
    ['Zoë Smith Jones', [{ family: 'zoe SMITH-JONES' }], true], ["O'Neil", [{ family: 'O’Neil' }], true], ['Lee', [{ family: 'Fernilee' }], false],
    ['Example', [{ text: 'Mrs Patricia EXAMPLE' }], true], ['Sample', [{ text: 'Mrs Patricia EXAMPLE' }], false], ['Example', undefined, false], ['-', [{ family: 'Example' }], false],
  ] as const) {
    it(`another number, and the family name ${familyName} beside ${JSON.stringify(name)}: ${fits ? 'replaced' : 'somebody else'}`, () => {
      const [asked, other] = [{ ...ASKED, familyName }, person({ name }, OTHER)];
      expect(matchPatient(asked, [other])).to.deep.equal(fits ? { kind: 'shown', patient: other, replacedBy: OTHER } : { kind: 'mismatch', fields: ['nhs-number'] });
      expect(matchPatient(asked, [person({ name })]).kind, 'of the number asked for, the name is not compared').to.equal('shown');
    });
  }

  it('shows no record that was merged into another; beside it, the one that replaced it', () => {
    const merged = person({ id: 'p2', active: false, link: [{ type: 'refer', other: { reference: 'Patient/p3' } }, { type: 'Replaced-By', other: { reference: 'Patient/p1' } }] });
    expect(matchPatient(ASKED, [merged])).to.deep.equal({ kind: 'not-found' });
    expect(matchPatient(ASKED, [merged, { ...merged, id: 'p5' }])).to.deep.equal({ kind: 'several' });
    const patient = person({ link: [{ type: 'replaces', other: { reference: 'Patient/p2' } }] });
    expect(matchPatient(ASKED, [merged, patient])).to.deep.equal({ kind: 'shown', patient });
    expect(matchPatient(ASKED, [merged, person({ birthDate: '1960-01-01' })])).to.deep.equal({ kind: 'mismatch', fields: ['birth-date'] });
    expect(matchPatient(ASKED, [merged, patient, person({ id: 'p4' })])).to.deep.equal({ kind: 'several' });
    expect(matchPatient(ASKED, [person({ active: false })]).kind, 'not in use, and not replaced').to.equal('shown');
  });

  it('says replaced where the number asked for is an old one of the record', () => {
    const patient = person({ identifier: [{ system: SYSTEM, value: ASKED.nhsNumber, use: 'old' }, { system: SYSTEM, value: '999 000 0026' }] });
    expect(matchPatient(ASKED, [patient])).to.deep.equal({ kind: 'shown', patient, replacedBy: OTHER });
  });

  it('and where it has ended, beside one that has not', () => {
    const ended = (end: string): Resource => person({ identifier: [{ system: SYSTEM, value: ASKED.nhsNumber, period: { end } }, { system: SYSTEM, value: OTHER }] });
    expect(matchPatient(ASKED, [ended('2010')], '2026-06-01')).to.include({ kind: 'shown', replacedBy: OTHER });
    expect(matchPatient(ASKED, [ended('2030')], '2026-06-01')).to.not.have.property('replacedBy');
  });

  it('takes numbers with spaces, and none of another system or with a wrong check digit', () => {
    expect(matchPatient(ASKED, [person({}, '999 000 0018')]).kind).to.equal('shown');
    expect(matchPatient(ASKED, [person({ identifier: [{ system: 'https://hospital.example/mrn', value: ASKED.nhsNumber }] })])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number'] });
    for (const identifier of [undefined, null, [], [{ system: SYSTEM }], [{ system: SYSTEM, value: '9990000019' }]]) {
      expect(matchPatient(ASKED, [person({ identifier })])).to.deep.equal({ kind: 'mismatch', fields: ['nhs-number'] });
    }
  });
});
