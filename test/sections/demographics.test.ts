import { expect } from '@open-wc/testing';
import { readIdentity } from '../../src/fhir/identity.js';
import { demographicsExamples as examples } from '../../src/sections/demographics/demographics.examples.js';
import { toDemographics } from '../../src/sections/demographics/demographics.map.js';
import type { Entry } from '../../src/sections/entry.js';
import type { Label } from '../../src/ui/labels.js';
import { DscrDemographics } from '../../src/sections/demographics/dscr-demographics.js';
import { drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const detail = (person: Entry | undefined, name: Label): unknown => person?.details.find(([one]) => one === name)?.[1];

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
    const expected: readonly (readonly [Label, string])[] = [
      ['otherNames', 'SAMPLE, Patricia (old)'], ['usualAddress', '1 Example Road, Derby, DE1 1AA'], ['temporaryAddress', '2 Sample Street (With her sister)'], ['home', '01632 960001'],
      ['otherContact', '01632 960002 (Minicom (Textphone))'], ['gp', 'Organization Y99999'], ['interpreter', 'Interpreter required'], ['ethnicCategory', 'Not stated'],
      ['nhsNumber', '999 000 0018 (Number present and verified)'], ['language', 'British Sign Language (Preferred)'],
    ];
    for (const [name, text] of expected) expect(detail(person, name), name).to.equal(text);
  });
  it('says what is missing, and tells what restriction hides from it', () => {
    const { people: [person], restricted } = mapped(toDemographics, [examples.restricted]);
    expect(restricted).to.equal(true);
    const saying = (word: string): readonly Label[] | undefined => person?.details.filter(([, value]) => value === word).map(([name]) => name);
    expect(saying('Restricted: not shown')).to.deep.equal(['address', 'contact', 'gp']);
    expect(saying('Not recorded')).to.deep.equal(['language', 'interpreter', 'ethnicCategory']);
  });
  it('lists contacts by rank, related persons among them', () => {
    const { contacts, mapper } = mapped(toDemographics, [examples.related, examples.full]);
    expect(contacts.map((one) => [one.title, one.rank])).to.deep.equal([['EXAMPLE, Sam', 1], ['SAMPLE, Jo', 99]]);
    expect(mapper.items()).to.equal(3);
  });
  it('draws "Restricted: not shown" for what restriction hides, "Not recorded" for the rest', () => {
    const value = (root: HTMLElement, label: string): string | undefined | null => [...root.querySelectorAll('dt')].find((one) => one.textContent === label)?.nextElementSibling?.textContent;
    const { root } = drawn(DscrDemographics, ready(mapped(toDemographics, [examples.restricted])));
    expect(['Address', 'Phone and email', 'GP practice'].map((label) => value(root, label))).to.deep.equal(Array(3).fill('Restricted: not shown'));
    expect(value(root, 'Ethnic category')).to.equal('Not recorded');
    const open = drawn(DscrDemographics, ready(mapped(toDemographics, [{ ...examples.restricted, meta: undefined }]))).root;
    expect(value(open, 'Address')).to.equal('Not recorded');
  });
  it('draws when a person died and how it is known, and not where the notice was withdrawn', () => {
    expect(drawn(DscrDemographics, ready(mapped(toDemographics, [examples.died]))).root.textContent).to.contain('Mar-2024 (Death certified)');
    expect(drawn(DscrDemographics, ready(mapped(toDemographics, [examples.notDead]))).root.textContent).to.not.contain('Died');
  });
  it('holds any shape', () => { holdsAnything(toDemographics, Object.values(examples)); });
});
