import { expect } from '@open-wc/testing';
import { belongsTo, cameFrom, namesAnother } from '../../src/fhir/subject.js';
import type { Resource } from '../../src/record/resource.js';

const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
const MRN = 'https://hospital.example/mrn';
const patient: Resource = {
  resourceType: 'Patient', id: 'p1', birthDate: '1958-03-14', identifier: [{ system: SYSTEM, value: '9990000018' }, { system: MRN, value: 'A1' }],
};
cameFrom(patient, 'https://api.example/fhir');
const about = (subject: unknown, more: object = {}): Resource => ({ resourceType: 'Observation', subject, ...more });
const number = (value: string): object => ({ system: SYSTEM, value });

describe('namesAnother', () => {
  const taking = (...references: string[]): object => ({ participant: [{ type: [] }, ...references.map((reference) => ({ actor: { reference } }))] });
  for (const one of [{ subject: { reference: 'Patient/p2' } }, { patient: { reference: 'Patient/p2' } }, { for: { reference: 'Patient/p2' } }, { subject: null }, { resourceType: 'Patient', id: 'p2' },
    taking('Practitioner/1', 'Patient/p2'), taking('Patient/p2', 'Practitioner/1')]) it(`another: ${JSON.stringify(one)}`, () => { expect(namesAnother({ ...one }, patient)).to.equal(true); });
  for (const one of [{}, { resourceType: 'Medication', id: 'p2' }, { subject: { reference: 'Patient/p1' } }, { resourceType: 'Patient', id: 'p1' }, taking(), taking('Practitioner/1'), taking('Patient/p1', 'Practitioner/1'), taking('Patient/p2', 'Patient/p1')])
    it(`not another: ${JSON.stringify(one)}`, () => { expect(namesAnother({ ...one }, patient)).to.equal(false); });
});

describe('belongsTo', () => {
  for (const subject of [
    { reference: 'Patient/p1' }, { reference: 'Patient/p1/_history/3' }, { reference: 'https://api.example/fhir/Patient/p1' },
    { reference: 'https://api.example/fhir/Patient/p1/_history/2' }, { reference: 'urn:uuid:p1' }, { identifier: number('9990000018') },
    { identifier: number('999 000 0018') }, { identifier: { system: MRN, value: 'A1' } }, { reference: 'Patient/p1', identifier: number('9990000018') },
    { reference: 'https://elsewhere.example/Patient/77', identifier: number('9990000018') }, [{ reference: 'Patient/p1' }],
  ]) it(`is this patient's: ${JSON.stringify(subject)}`, () => expect(belongsTo(about(subject), patient)).to.equal(true));

  for (const subject of [
    undefined, null, '', 'Patient/p1', {}, [], { display: 'The patient' }, { reference: '' }, { reference: 'Patient/p2' }, { reference: 'Patient/p11' }, { reference: 'Patient/p' },
    { reference: 'Group/p1' }, { reference: 'p1' }, { reference: 'https://elsewhere.example/fhir/Patient/p1' }, { reference: 'https://api.example/fhir/x/Patient/p1' },
    { reference: 'https://api.example/fhir2/Patient/p1' }, { reference: 'urn:uuid:p2' }, { identifier: number('9990000026') }, { identifier: { value: 'A1' } },
    { identifier: { system: MRN, value: 'A2' } }, { reference: 'Patient/p1', identifier: number('9990000026') }, { reference: 'Patient/p2', identifier: number('9990000018') },
    [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }], { reference: 'Patient/p1 ' + 'x' }, { reference: '#gone' }, { reference: ['Patient/p2', 'Patient/p1'] },
  ]) it(`is not clearly this patient's: ${JSON.stringify(subject)}`, () => expect(belongsTo(about(subject), patient)).to.equal(false));

  it('without a base, an absolute reference proves nothing', () => {
    expect(belongsTo(about({ reference: 'https://api.example/fhir/Patient/p1' }), { ...patient })).to.equal(false);
    expect(belongsTo(about({ reference: 'Patient/p1' }), { ...patient })).to.equal(true);
    expect(belongsTo(about({ reference: 'Patient/undefined' }), { resourceType: 'Patient' })).to.equal(false);
  });

  it('reads subject, patient and for, which may not disagree', () => {
    const [ours, theirs] = [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }];
    expect(belongsTo({ resourceType: 'AllergyIntolerance', patient: ours }, patient)).to.equal(true);
    expect(belongsTo({ resourceType: 'Task', for: ours }, patient)).to.equal(true);
    expect(belongsTo({ resourceType: 'X', subject: ours, patient: theirs }, patient)).to.equal(false);
    expect(belongsTo({ resourceType: 'X', subject: theirs, participant: [{ actor: ours }] }, patient)).to.equal(false);
  });

  it('finds the patient among those who take part in an appointment', () => {
    const appointment = (...actors: unknown[]): Resource => ({ resourceType: 'Appointment', participant: actors.map((actor) => ({ actor })) });
    expect(belongsTo(appointment({ reference: 'Practitioner/1' }, { reference: 'Patient/p1' }), patient)).to.equal(true);
    expect(belongsTo(appointment({ reference: 'Practitioner/p1' }, { reference: 'Patient/p2' }), patient)).to.equal(false);
    expect(belongsTo(appointment(), patient)).to.equal(false);
    expect(belongsTo(appointment(undefined, null, 'Patient/p1'), patient)).to.equal(false);
  });

  it('knows a contained patient by number, else by identifier, and a birth date against it', () => {
    const within = (contained: object): Resource => about({ reference: '#p' }, { contained: [{ resourceType: 'Patient', id: 'p', ...contained }] });
    expect(belongsTo(within({ identifier: [number('9990000018')] }), patient)).to.equal(true);
    expect(belongsTo(within({ identifier: [{ system: MRN, value: 'A1' }], birthDate: '1958-03' }), patient)).to.equal(true);
    expect(belongsTo(within({ identifier: [number('9990000018')], birthDate: '1958-03-15' }), patient)).to.equal(false);
    expect(belongsTo(within({ identifier: [number('9990000026'), { system: MRN, value: 'A1' }] }), patient)).to.equal(false);
    expect(belongsTo(within({ birthDate: '1958-03-14' }), patient)).to.equal(false);
    expect(belongsTo(about({ reference: '#p' }, { contained: [{ resourceType: 'Group', id: 'p', identifier: [number('9990000018')] }] }), patient)).to.equal(false);
  });

  it('is the patient itself', () => {
    expect(belongsTo(patient, patient)).to.equal(true);
    expect(belongsTo({ resourceType: 'Patient', id: 'p2' }, patient)).to.equal(false);
    expect(belongsTo({ resourceType: 'Patient' }, { resourceType: 'Patient' })).to.equal(false);
  });
});
