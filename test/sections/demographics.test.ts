import { expect } from '@open-wc/testing';
import { readIdentity } from '../../src/fhir/identity.js';
import { demographicsExamples as examples } from '../../src/sections/demographics/demographics.examples.js';
import { toDemographics } from '../../src/sections/demographics/demographics.map.js';
import type { DetailKey, DetailValue, Person } from '../../src/sections/demographics/demographics.model.js';
import { holdsAnything, mapped } from './support-clinical.js';

const values = (person: Person | undefined, key: DetailKey): readonly DetailValue[] | undefined => person?.details.find((one) => one.key === key)?.values;
const texts = (person: Person | undefined, key: DetailKey): readonly (string | undefined)[] | undefined => values(person, key)?.map((one) => one.text);

describe('identity', () => {
  it('reads name, birth, number and its verification', () => {
    expect(readIdentity(examples.full, '999 000 0018')).to.deep.include({
      name: 'EXAMPLE, Patricia (Mrs)', preferred: 'Pat', gender: 'female', nhsNumber: '999 000 0018', verified: true, restricted: false,
    });
  });
  it('names the record\'s number where another was asked for', () => {
    expect(readIdentity(examples.full, '9990000026').replacedBy).to.equal('999 000 0018');
    expect(readIdentity(examples.full, '9990000018').replacedBy).to.equal(undefined);
  });
  it('takes anything but status 01 as not verified', () => {
    const unverified = JSON.parse(JSON.stringify(examples.full).replace('"01"', '"04"')) as typeof examples.full;
    expect(readIdentity(unverified).verified).to.equal(false);
    expect(readIdentity({ resourceType: 'Patient', identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }] }).verified).to.equal(false);
  });
  it('tells formal, informal and withdrawn death notices apart', () => {
    expect(readIdentity(examples.died).deceased).to.deep.include({ kind: 'formal' });
    expect(readIdentity(examples.died).deceased?.date?.precision).to.equal('month');
    expect(readIdentity(examples.notDead).deceased).to.equal(undefined);
    expect(readIdentity({ ...examples.restricted, deceasedBoolean: true }).deceased).to.deep.equal({ kind: 'stated' });
    expect(readIdentity({ ...examples.restricted, deceasedBoolean: false }).deceased).to.equal(undefined);
  });
  it('knows a restricted person', () => { expect(readIdentity(examples.restricted).restricted).to.equal(true); });
});

describe('patient details', () => {
  it('shows names, addresses, phones and needs under their labels', () => {
    const [person] = mapped(toDemographics, [examples.full]).people;
    expect(texts(person, 'otherNames')).to.deep.equal(['SAMPLE, Patricia']);
    expect(texts(person, 'usualAddress')).to.deep.equal(['1 Example Road, Derby, DE1 1AA']);
    expect(values(person, 'temporaryAddress')).to.deep.equal([{ text: '2 Sample Street', note: 'With her sister' }]);
    expect(texts(person, 'home')).to.deep.equal(['01632 960001']);
    expect(values(person, 'otherContact')).to.deep.equal([{ text: '01632 960002', note: 'Minicom (Textphone)' }]);
    expect(texts(person, 'gp')).to.deep.equal(['Organization Y99999']);
    expect(values(person, 'interpreter')).to.deep.equal([{ text: 'true', coded: 'interpreter' }]);
    expect(texts(person, 'ethnicCategory')).to.deep.equal(['Not stated']);
  });
  it('names a missing detail, and lets what restriction hides be told from it', () => {
    const [person] = mapped(toDemographics, [examples.restricted]).people;
    expect(person?.restricted).to.equal(true);
    expect(person?.details.filter((one) => one.hideable).map((one) => [one.key, one.values.length])).to.deep.equal([['usualAddress', 0], ['phone', 0], ['gp', 0]]);
    expect(values(person, 'ethnicCategory')).to.deep.equal([]);
  });
  it('lists contacts by rank, related persons among them', () => {
    const { contacts, mapper } = mapped(toDemographics, [examples.related, examples.full]);
    expect(contacts.map((one) => [one.name, one.rank])).to.deep.equal([['EXAMPLE, Sam', 1], ['SAMPLE, Jo', undefined]]);
    expect(mapper.items()).to.equal(3);
  });
  it('holds any shape', () => { holdsAnything(toDemographics, Object.values(examples)); });
});
