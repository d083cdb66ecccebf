import { expect } from '@open-wc/testing';
import { readIdentity } from '../../src/fhir/identity.js';
import type { Resource } from '../../src/record/resource.js';
import { demographicsExamples as examples } from '../../src/sections/demographics/demographics.examples.js';
import { toDemographics } from '../../src/sections/demographics/demographics.map.js';
import type { When } from '../../src/record/when.js';
import type { DemographicsModel } from '../../src/sections/demographics/demographics.model.js';
import type { Entry } from '../../src/sections/entry.js';
import type { Label } from '../../src/ui/labels.js';
import { DscrDemographics } from '../../src/sections/demographics/dscr-demographics.js';
import { drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const TODAY = '2026-06-01';
const number = { system: 'https://fhir.nhs.uk/Id/nhs-number' };
const today = (resources: readonly Resource[]): ReturnType<typeof mapped<DemographicsModel>> => mapped((context) => toDemographics({ ...context, today: TODAY }), resources);
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
  it('takes the number in use before one that has ended or is marked old, though it is the one asked for', () => {
    const numbered = (more: object): Resource => ({ resourceType: 'Patient', identifier: [{ ...number, value: '9990000018', ...more }, { ...number, value: '9990000026' }] });
    for (const more of [{ use: 'old' }, { use: 'OLD' }, { period: { end: '2010-05-01' } }, { period: { end: '2010' } }]) {
      expect(readIdentity(numbered(more), '9990000018', TODAY), JSON.stringify(more)).to.include({ nhsNumber: '999 000 0026', replacedBy: '999 000 0026' });
    }
    expect(readIdentity(numbered({ period: { end: '2030' } }), '9990000018', TODAY)).to.include({ nhsNumber: '999 000 0018', replacedBy: undefined });
  });
  it('reads the time of birth where it is of the day of birth', () => {
    const born = (time: string): readonly number[] | undefined => readIdentity({ resourceType: 'Patient', birthDate: '2026-05-31', _birthDate: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: time }] } }).born?.parts;
    expect([born('2026-05-31T10:30:00+01:00'), born('2026-05-30T10:30:00+01:00'), born('?')]).to.deep.equal([[2026, 5, 31, 10, 30], [2026, 5, 31], [2026, 5, 31]]);
  });
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
    expect(saying('Restricted: not shown')).to.deep.equal(['address', 'contact', 'gp', 'pharmacy', 'birthPlace']);
    expect(saying('Not recorded')).to.deep.equal(['language', 'interpreter', 'ethnicCategory']);
  });
  it('hides whatever tells where a restricted person is, though it was sent', () => {
    const sent: Resource = { ...examples.full, meta: examples.restricted.meta, managingOrganization: { display: 'Derby Surgery' }, extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: { city: 'Derby' } },
      { url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NominatedPharmacy', valueReference: { display: 'Example Road Pharmacy' } }] };
    for (const order of [[sent, examples.related], [examples.related, sent]]) {
      const model = mapped(toDemographics, order);
      const { root } = drawn(DscrDemographics, ready(model));
      expect(root.textContent).to.not.match(/Example Road|Derby|Sample Street|01632|pat@example|Y99999|Sam|Jo\b|Daughter/);
      expect(root.textContent?.match(/Restricted: not shown/g)).to.have.length(6);
      expect([model.mapper.items(), model.contacts]).to.deep.equal([1, []]);
    }
    const known = mapped((context) => toDemographics({ ...context, patient: sent }), [examples.related]);
    expect([known.restricted, known.contacts]).to.deep.equal([true, []]);
  });
  it('names a person as the banner does, and a contact by the name in use', () => {
    const name = [{ use: 'usual', family: 'Before', given: ['Ann'], period: { end: '2020' } }, { use: 'usual', family: 'Now', given: ['Ann'] }];
    const { people: [person], contacts: [contact] } = today([{ ...examples.full, contact: undefined, name }, { ...examples.related, name }]);
    expect([detail(person, 'name'), detail(person, 'otherNames'), contact?.title]).to.deep.equal(['NOW, Ann', 'BEFORE, Ann (usual, Until 2020)', 'NOW, Ann']);
  });
  it('says of a number that it is superseded, and until when', () => {
    const identifier = [{ ...number, value: '9990000018', period: { end: '2010-05-01' } }, { ...number, value: '9990000034', use: 'old' }, { ...number, value: '9990000026' }];
    expect(detail(today([{ ...examples.full, identifier }]).people[0], 'nhsNumber')).to.equal('999 000 0026\n999 000 0018 (Until 01-May-2010)\n999 000 0034 (Superseded)');
  });
  it('says when a contact was one, and puts those last who no longer are', () => {
    const contact = [{ name: { text: 'First' }, period: { start: '2001', end: '2010' } }, { name: { text: 'Second' }, period: { start: '2010', end: '2030' } }];
    const related = { ...examples.related, name: [{ text: 'Third' }], active: false };
    const { contacts } = today([{ ...examples.full, contact }, related]);
    expect(contacts.map((one) => [one.title, ...(['from', 'until', 'status'] as const).map((name) => { const value = detail(one, name); return (value as When | undefined)?.raw ?? value; })])).to.deep.equal([
      ['Second', '2010', '2030', undefined], ['First', '2001', '2010', undefined], ['Third', undefined, undefined, 'Inactive']]);
  });
  it('does not call an address usual that was left, or is not moved to yet', () => {
    const address = [{ use: 'home', line: ['1 Example Road'], period: { end: '2019-06-30' } }, { use: 'home', line: ['2 Example Road'], period: { start: '2019-07-01' } }, { line: ['3 Example Road'], period: { start: '2030' } }];
    const { people: [person] } = today([{ ...examples.full, address }]);
    expect([detail(person, 'usualAddress'), detail(person, 'otherAddress')]).to.deep.equal(['2 Example Road (From 01-Jul-2019)', '1 Example Road (home, Until 30-Jun-2019)\n3 Example Road (From 2030)']);
  });
  it('says of an address that it is for letters only', () => {
    const address = [{ use: 'home', type: 'postal', line: ['PO Box 7'] }, { use: 'home', type: 'both', line: ['1 Example Road'] }];
    expect(detail(today([{ ...examples.full, address }]).people[0], 'usualAddress')).to.equal('PO Box 7 (postal)\n1 Example Road');
  });
  it('says until when a practice was the patient\'s', () => {
    const practice = { type: 'Organization', identifier: { value: 'Y99998', period: { start: '2001', end: '2015-01-01' } } };
    expect(detail(mapped(toDemographics, [{ ...examples.full, generalPractitioner: [practice, ...examples.full.generalPractitioner] }]).people[0], 'gp')).to.equal('Organization Y99998 (From 2001, Until 01-Jan-2015)\nOrganization Y99999');
  });
  it('says what kind of line a number is of, wherever UK Core or PDS put that', () => {
    const textphone = { system: 'other', _system: { extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-OtherContactSystem', valueCodeableConcept: { coding: [{ code: 'textphone', display: 'Minicom (Textphone)' }] } }] }, value: '01632 960002' };
    expect(detail(mapped(toDemographics, [{ ...examples.full, telecom: [textphone] }]).people[0], 'otherContact')).to.equal('01632 960002 (Minicom (Textphone))');
  });
  it('says every word of a relationship and of a language that several codes tell', () => {
    const coding = (...words: readonly string[]): object => ({ coding: words.map((display) => ({ code: display, display })) });
    const { people: [person], contacts: [contact] } = mapped(toDemographics, [{ ...examples.full, communication: [{ language: coding('British Sign Language', 'Makaton') }], contact: [{ name: { text: 'Sam' }, relationship: [coding('Friend', 'Next of kin'), { ...coding('FRND'), text: 'Neighbour' }] }] }]);
    expect([detail(person, 'language'), detail(contact, 'relationship')]).to.deep.equal(['British Sign Language, Makaton', 'Friend, Next of kin, Neighbour']);
    expect(detail(mapped(toDemographics, [{ ...examples.full, communication: [{ language: 'Polish' }, { language: { coding: [{ code: 'ur' }, { code: 'x' }] } }] }]).people[0], 'language')).to.equal('Polish\nur');
  });
  it('says of a record that it is not in use', () => {
    const statusOf = (active: unknown): unknown => detail(mapped(toDemographics, [{ ...examples.full, active }]).people[0], 'status');
    expect([false, true, undefined].map(statusOf)).to.deep.equal(['Inactive', undefined, undefined]);
  });
  it('says how well a language is spoken', () => {
    const proficiency = { url: 'http://hl7.org/fhir/StructureDefinition/patient-proficiency', extension: [{ url: 'level', valueCoding: { code: 'P', display: 'Poor' } }, { url: 'type', valueCoding: { code: 'RSP', display: 'Received spoken' } }] };
    expect(detail(mapped(toDemographics, [{ ...examples.full, communication: [{ language: { text: 'English' }, extension: [proficiency] }] }]).people[0], 'language')).to.equal('English (Poor, Received spoken)');
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
