import { expect } from '@open-wc/testing';
import { ResourceIndex } from '../../src/controllers/lookup.js';
import { cameFrom } from '../../src/fhir/subject.js';
import type { Resource } from '../../src/record/resource.js';

const mine = { subject: { reference: 'Patient/p1' } };
const theirs = { subject: { reference: 'Patient/p2' } };

describe('looking up what a reference names', () => {
  let index: ResourceIndex;
  const add = (resourceType: string, id: string, more: object = {}): Resource => {
    const resource = { resourceType, id, ...more };
    index.add(resource);
    return resource;
  };
  beforeEach(() => {
    index = new ResourceIndex();
    index.patient = { resourceType: 'Patient', id: 'p1' };
  });

  it('finds by relative, absolute and versioned reference, as text or element', () => {
    const medication = add('Medication', 'm1');
    for (const reference of ['Medication/m1', 'https://api.example/fhir/Medication/m1', 'Medication/m1/_history/3']) {
      expect(index.find(reference), reference).to.equal(medication);
      expect(index.find({ reference, display: 'x' }), reference).to.equal(medication);
    }
    for (const reference of ['Medication/m2', 'm1', '', undefined, null, 7, {}, { reference: {} }]) expect(index.find(reference)).to.equal(undefined);
  });
  it('takes an absolute reference as one of ours only below the base the patient was read from', () => {
    cameFrom(index.patient!, 'https://api.example/fhir');
    const organisation = add('Organization', '5');
    const told = add('Provenance', 'v', { target: [{ reference: 'https://api.example/fhir/Organization/5' }] });
    add('Provenance', 'w', { target: [{ reference: 'https://other.example/fhir/Organization/5' }] });
    expect(index.find('https://api.example/fhir/Organization/5/_history/2')).to.equal(organisation);
    expect(index.told(organisation)).to.deep.equal([told]);
    const elsewhere = ['https://other.example/fhir', 'https://api.example/fhir2', 'http://api.example/fhir'].map((base) => `${base}/Organization/5`);
    expect(elsewhere.map((reference) => index.find({ reference }))).to.deep.equal([undefined, undefined, undefined]);
    index.hide(organisation);
    expect(elsewhere.map((reference) => index.hides(reference))).to.deep.equal([false, false, false]);
  });
  it('tells what was done to a resource, and nothing of another or of another patient’s', () => {
    const [mineToo, other] = [add('MedicationRequest', 'r1', mine), add('MedicationRequest', 'r2', theirs)];
    const told = add('Provenance', 'v1', { target: [{ reference: 'MedicationRequest/r0' }, { reference: 'MedicationRequest/r1' }] });
    add('Provenance', 'v2', { target: [{ reference: 'MedicationRequest/r2' }] });
    add('Provenance', 'v3');
    expect(index.told(mineToo)).to.deep.equal([told]);
    expect(index.told(other)).to.deep.equal([]);
    expect(index.told({ resourceType: 'MedicationStatement', id: 'r1' })).to.deep.equal([]);
  });
  it('tells it of any version and base, once though it came twice, and no more once it is forgotten', () => {
    const [resource, same] = [add('MedicationRequest', 'r1', mine), add('MedicationRequest', 'r1', mine)];
    const target = [{ reference: 'https://api.example/fhir/MedicationRequest/r1/_history/2' }, { reference: 'MedicationRequest/r1' }, {}];
    add('Provenance', 'v1', { target });
    const told = add('Provenance', 'v1', { target });
    expect([index.told(resource), index.told(same)]).to.deep.equal([[told], [told]]);
    index.forget(({ resourceType }) => resourceType === 'MedicationRequest');
    add('MedicationRequest', 'r1', mine);
    expect(index.told(resource)).to.deep.equal([]);
  });
  it('forgets what it is told to, and keeps the others', () => {
    const medication = add('Medication', 'm1');
    add('MedicationRequest', 'r1');
    index.forget(({ resourceType }) => resourceType === 'MedicationRequest');
    expect([index.find('Medication/m1'), index.find('MedicationRequest/r1')]).to.deep.equal([medication, undefined]);
  });
  it('finds what is contained in the resource itself, and in no other', () => {
    const contained = { resourceType: 'Medication', id: 'c' };
    const from: Resource = { resourceType: 'MedicationRequest', contained: [{ id: 'c', no: 'type' }, contained] };
    expect(index.find('#c', from)).to.equal(contained);
    expect(index.find('#c', { resourceType: 'MedicationRequest' })).to.equal(undefined);
    expect(index.find('#c')).to.equal(undefined);
  });
  it('keeps the later of two versions whichever came first, and what is in error where neither is known to be later', () => {
    const [newer, older] = [{ meta: { versionId: '2' }, ...mine }, { meta: { versionId: '1' }, ...mine }];
    const wrong = { status: 'entered-in-error', ...mine };
    for (const [first, second, kept] of [[newer, older, 0], [older, newer, 1], [older, older, 1], [wrong, mine, 0], [mine, wrong, 1]] as const) {
      const both = [add('Observation', 'o', first), add('Observation', 'o', second)];
      expect(index.find('Observation/o'), JSON.stringify([first, second])).to.equal(both[kept]);
      index.forget(({ resourceType }) => resourceType === 'Observation');
    }
  });
  it('lets what comes of a new asking stand, whatever was held before', () => {
    add('Observation', 'o', { status: 'entered-in-error', ...mine });
    index.renew();
    const corrected = add('Observation', 'o', { meta: { versionId: '2' }, ...mine });
    add('Observation', 'o', { meta: { versionId: '1' }, ...mine });
    expect(index.find('Observation/o')).to.equal(corrected);
  });
  it('keeps the later version of what was done, too', () => {
    const resource = add('MedicationRequest', 'r1', mine);
    const target = [{ reference: 'MedicationRequest/r1' }];
    const newer = add('Provenance', 'v1', { target, meta: { versionId: '2' } });
    add('Provenance', 'v1', { target, meta: { versionId: '1' } });
    expect(index.told(resource)).to.deep.equal([newer]);
  });
  it('a resource without an id is not kept', () => {
    index.add({ resourceType: 'Medication' });
    expect(index.find('Medication/undefined')).to.equal(undefined);
  });
  it("never finds another patient's, whoever refers to it", () => {
    add('ServiceRequest', 's', theirs);
    add('Patient', 'p2');
    add('RelatedPerson', 'r', { patient: { reference: 'Patient/p2' } });
    add('Appointment', 'a', { participant: [{ actor: { reference: 'Patient/p2' } }] });
    for (const reference of ['ServiceRequest/s', 'Patient/p2', 'RelatedPerson/r', 'Appointment/a']) expect(index.find(reference), reference).to.equal(undefined);
  });
  it("finds this patient's, and what names nobody", () => {
    const all = [add('ServiceRequest', 's', mine), add('Patient', 'p1'), add('Practitioner', 'x'), add('Specimen', 'y'), add('CareTeam', 't', { participant: [{ member: { reference: 'Practitioner/x' } }] }),
      add('Appointment', 'a', { participant: [{ actor: { reference: 'Location/l' } }, { actor: { reference: 'Patient/p1' } }] })];
    for (const one of all) expect(index.find(`${one.resourceType}/${one.id}`)).to.equal(one);
  });
});
