import fc from 'fast-check';
import { expect } from '@open-wc/testing';
import { differs, doseNumber, partsBeside, readDosages } from '../../src/fhir/datatypes/dosage.js';
import { render } from 'lit';
import type { Resource } from '../../src/record/resource.js';
import { courseRow } from '../../src/sections/medications/course-row.js';
import { endedSince, fits, matched } from '../../src/sections/medications/find.map.js';
import { medicationExamples as examples } from '../../src/sections/medications/medications.examples.js';
import { toMedications } from '../../src/sections/medications/medications.map.js';
import { DscrMeds } from '../../src/sections/medications/dscr-meds.js';
import type { Course, MedicationsModel } from '../../src/sections/medications/medications.model.js';
import { unbroken } from '../../src/ui/rows.js';
import { drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const names = (courses: readonly Course[]): readonly (string | undefined)[] => courses.map((one) => one.head.title);
const line = (dosage: unknown): string | undefined => readDosages([dosage])[0]?.parts.join(' — ');
const mg = (value: string | number, unit = 'mg'): unknown => ({ value, unit });

describe('courses of medicines', () => {
  it('makes one course of statement, authorisation, issue and supply', () => {
    const { current, past, unclear } = mapped(toMedications, [examples.supply, examples.issue, examples.plan, examples.statement]);
    expect([current, past, unclear].map((list) => list.length)).to.deep.equal([1, 0, 0]);
    expect(current[0]?.head.kind).to.equal('stated');
    expect(current[0]?.others.map((one) => one.kind)).to.deep.equal(['authorised', 'issued', 'dispensed']);
  });
  it('never joins different medicines of one prescription', () => {
    const group = { groupIdentifier: { value: 'RX-1' } };
    const { current } = mapped(toMedications, [
      { ...examples.plan, ...group }, { ...examples.stopped, ...group, status: 'active' }, { ...examples.suspended, ...group },
    ]);
    expect(current).to.have.length(3);
  });
  it('joins an issue to the only authorisation of its prescription and medicine', () => {
    const group = { groupIdentifier: { value: 'RX-1' } };
    expect(mapped(toMedications, [{ ...examples.plan, ...group }, { ...examples.issue, ...group, basedOn: undefined }]).current).to.have.length(1);
    expect(mapped(toMedications, [{ ...examples.plan, ...group }, { ...examples.plan, ...group, id: 'evening' }, { ...examples.issue, ...group, basedOn: undefined }]).mapper.items()).to.equal(3);
  });
  it('tells current, past and unclear apart; a supply alone proves no course', () => {
    const { current, past, unclear, dispensed } = mapped(toMedications, [examples.suspended, examples.stopped, examples.unclear, { ...examples.supply, authorizingPrescription: undefined }]);
    expect(names(current)).to.deep.equal(['Methotrexate 2.5mg tablets']);
    expect(names(past)).to.deep.equal(['Ramipril 2.5mg capsules']);
    expect(names(unclear)).to.deep.equal(['Aspirin 75mg dispersible tablets']);
    expect(names(dispensed)).to.deep.equal(['Amlodipine 5mg tablets']);
    expect(past[0]?.head.details).to.deep.include(['statusReason', 'Cough']);
  });
  it('calls a course unclear where statement and authorisation disagree', () => {
    const { current, unclear } = mapped(toMedications, [examples.statement, { ...examples.plan, status: 'stopped' }]);
    expect([current.length, unclear.length]).to.deep.equal([0, 1]);
  });
  it('names a medicine by its Medication, contained or sent along, else by the reference', () => {
    const medication = { resourceType: 'Medication', id: 'm1', code: { text: 'Insulin glargine' }, form: { text: 'solution for injection' } };
    const head = (medicationReference: unknown): Course['head'] | undefined =>
      mapped(toMedications, [{ resourceType: 'MedicationStatement', id: 'by', status: 'unknown', medicationReference }], [medication]).unclear[0]?.head;
    expect(head({ reference: 'Medication/m1' })).to.deep.include({ title: 'Insulin glargine', form: 'solution for injection' });
    expect(head({ reference: 'Medication/gone', display: 'Warfarin' })?.title).to.equal('Warfarin');
    expect(head({ reference: 'Medication/gone' })).to.deep.include({ title: undefined, status: 'unknown' });
    // a bare code is no name where the reference has one
    const bare = { ...medication, code: { coding: [{ system: 'https://dmd.nhs.uk', code: '322236009' }] } };
    const named = (display?: string): string | undefined =>
      mapped(toMedications, [{ resourceType: 'MedicationStatement', id: 'by', status: 'unknown', medicationReference: { reference: 'Medication/m1', display } }], [bare]).unclear[0]?.head.title;
    expect([named('Paracetamol 500mg tablets'), named()]).to.deep.equal(['Paracetamol 500mg tablets', '322236009 (https://dmd.nhs.uk)']);
    expect(mapped(toMedications, [examples.suspended]).current[0]?.head.form).to.equal('tablet');
  });
  it('names a medicine without a name by what it is made of', () => {
    const medication = { resourceType: 'Medication', id: 'mix', ingredient: ['Amoxicillin', 'Clavulanic acid'].map((text) => ({ itemCodeableConcept: { text } })) };
    const { unclear } = mapped(toMedications, [{ resourceType: 'MedicationStatement', id: 'by', status: 'unknown', medicationReference: { reference: 'Medication/mix' } }], [medication]);
    expect(names(unclear)).to.deep.equal(['Amoxicillin + Clavulanic acid']);
  });
  it('takes the reference where the concept beside it says nothing', () => {
    const sent = { resourceType: 'MedicationRequest', id: 'o', status: 'active', intent: 'order', medicationCodeableConcept: {}, medicationReference: { display: 'Warfarin' } };
    expect(names(mapped(toMedications, [sent]).current)).to.deep.equal(['Warfarin']);
  });
  it('says where the Medication that gives the name is recorded in error, or is not understood', () => {
    const named = (more: object): boolean | undefined => mapped(toMedications, [{ resourceType: 'MedicationRequest', id: 'o', status: 'active', intent: 'order', medicationReference: { reference: 'Medication/m' } }],
      [{ resourceType: 'Medication', id: 'm', code: { text: 'Warfarin' }, ...more }]).current[0]?.head.unclear;
    expect([{}, { status: 'entered-in-error' }, { modifierExtension: [{ url: 'https://example.org/not', valueBoolean: true }] }].map(named)).to.deep.equal([false, true, true]);
  });
  it('names the organisation of who asked for it, never that of somebody else', () => {
    const roles = [['royal', 'Royal Derby Hospital'], ['b', 'Hospital B']].flatMap(([id, name]) => [
      { resourceType: 'Organization', id, name }, { resourceType: 'PractitionerRole', id, practitioner: { display: `Dr ${id!}` }, organization: { reference: `Organization/${id!}` } }]);
    const source = (more: object, type = 'MedicationRequest'): readonly unknown[] => {
      const { current, dispensed } = mapped(toMedications, [{ resourceType: type, id: 'o', status: 'active', intent: 'order', medicationCodeableConcept: { text: 'Warfarin' }, ...more }], roles);
      const { organisation, author } = [...current, ...dispensed][0]!.head.provenance;
      return [organisation, author];
    };
    const [royal, b] = ['royal', 'b'].map((id) => ({ reference: `PractitionerRole/${id}` }));
    const team = { reference: 'CareTeam/t', display: 'Community nursing team' };
    expect(source({ requester: royal, performer: team })).to.deep.equal(['Royal Derby Hospital', 'Dr royal']);
    expect(source({ requester: { reference: 'Practitioner/a', display: 'Dr A' }, recorder: b })).to.deep.equal([undefined, 'Dr A']);
    expect(source({ requester: { reference: 'Organization/royal' }, recorder: { display: 'Dr A' } })).to.deep.equal(['Royal Derby Hospital', 'Dr A']);
    expect(source({ performer: [{ actor: b }] }, 'MedicationDispense')).to.deep.equal(['Hospital B', 'Dr b']);
  });
  it('says who reported it, and that it was only reported', () => {
    const told = (sent: object): unknown => new Map(mapped(toMedications, [{ ...examples.suspended, ...sent } as Resource], [{ resourceType: 'RelatedPerson', id: 'son', name: [{ family: 'Fernilee', given: ['Jo'] }] }]).current[0]!.head.details).get('reported');
    const patient = { reference: 'Patient/example' };
    expect([{ reportedBoolean: true }, { reportedBoolean: false }, {}].map(told)).to.deep.equal(['Yes', undefined, undefined]);
    expect([{ reportedReference: patient }, { reportedReference: { reference: 'RelatedPerson/son' } }, { reportedReference: { reference: 'Practitioner/gone' } }, { reportedReference: { display: 'Ward round' } }].map(told))
      .to.deep.equal(['Patient', 'FERNILEE, Jo', 'Not available', 'Ward round']);
    expect([{ informationSource: patient }, { informationSource: { reference: 'Practitioner/gp', display: 'Dr A' } }].map((more) => told({ resourceType: 'MedicationStatement', status: 'active', ...more }))).to.deep.equal(['Patient', undefined]);
    const { root } = drawn(DscrMeds, ready(mapped(toMedications, [{ ...examples.suspended, reportedReference: patient } as Resource])));
    const select = root.querySelector('select')!;
    select.value = 'source';
    select.dispatchEvent(new Event('change'));
    expect(root.textContent).to.match(/Reported\s*Patient/);
  });
  it('a source that is named and did not come is not available; one that nobody named is not stated', () => {
    const told = (requester?: object): string | undefined => drawn(DscrMeds, ready(mapped(toMedications, [{ ...examples.suspended, requester } as Resource]))).root.querySelector('.prov')?.textContent?.replace(/ · 01-Apr-2026.*?2026/, '');
    expect([undefined, { reference: 'Practitioner/gone' }, { reference: 'PractitionerRole/gone' }, { reference: 'Practitioner/gone', display: 'Dr A' }].map(told))
      .to.deep.equal(['Source not stated', 'Source not available', 'Source not available', 'Source not stated · Dr A']);
  });
  it('says how urgent it is where that is not routine', () => {
    const told = (priority: string): unknown => new Map(mapped(toMedications, [{ ...examples.suspended, priority }]).current[0]!.head.details).get('priority');
    expect(['stat', 'urgent', 'routine', 'as sent'].map(told)).to.deep.equal(['Immediate', 'Urgent', undefined, 'as sent']);
  });
  it('keeps the name as sent and marks only what the source or the deployment marks', () => {
    const risk = [{ system: 'https://dmd.nhs.uk', code: '319283006', label: 'Watch blood pressure' }];
    expect(mapped(toMedications, [examples.plan], [], risk).current[0]?.head.marks).to.deep.equal(['Watch blood pressure']);
    expect(mapped(toMedications, [examples.plan], [], [{ code: '1' }]).current[0]?.head.marks).to.deep.equal([]);
  });
  it('marks a controlled drug by the word of the source, on the request or on the medicine it names, and by nothing else', () => {
    const marked = (value?: object): object => ({ extension: [{ url: 'https://fhir.nhs.uk/StructureDefinition/Extension-DM-ControlledDrug', extension: value ? [{ url: 'schedule', ...value }] : [] }] });
    const schedule = { valueCoding: { code: 'CD2', display: 'Schedule 2' } };
    const marks = (more: object): readonly string[] | undefined => mapped(toMedications, [{ ...examples.suspended, ...more }]).current[0]?.head.marks;
    expect(marks(marked(schedule))).to.deep.equal(['CONTROLLED DRUG', 'Schedule 2']);
    expect(marks(marked())).to.deep.equal(['CONTROLLED DRUG']);
    expect(marks({ medicationReference: { reference: '#m' }, medicationCodeableConcept: undefined, contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Morphine sulfate 10mg tablets' }, ...marked(schedule) }] })).to.deep.equal(['CONTROLLED DRUG', 'Schedule 2']);
    expect(marks({ medicationCodeableConcept: { text: 'Morphine sulfate 10mg tablets' } })).to.deep.equal([]);
  });
  it('shows the dates and amounts of a supply as sent, and reckons no next one', () => {
    const days = { value: '28', unit: 'days' };
    const details = (resource: Resource): Record<string, unknown> => {
      const { current, dispensed } = mapped(toMedications, [resource]);
      return Object.fromEntries([...current, ...dispensed][0]!.head.details.flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === 'object' ? value.raw : value]]))) as Record<string, unknown>;
    };
    const request = { ...examples.plan, courseOfTherapyType: undefined, dispenseRequest: { validityPeriod: { start: '2026-11-02', end: '2026-11-30' }, expectedSupplyDuration: days, dispenseInterval: { value: '4', unit: 'weeks' }, numberOfRepeatsAllowed: 5 } };
    expect(details(request)).to.deep.equal({ start: '2026-11-02', authorisationEnds: '2026-11-30', expected: '28 days', supplyEvery: '4 weeks', repeatsAllowed: '5' });
    const issued = { ...examples.statement, basedOn: undefined, effectivePeriod: undefined, extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationStatementLastIssueDate', valueDateTime: '2026-11-16' }] };
    expect(details(issued)).to.deep.equal({ lastIssued: '2026-11-16' });
    expect(details({ ...examples.supply, authorizingPrescription: undefined, daysSupply: days, quantity: undefined })).to.deep.equal({ dispensed: '2026-05-04', expected: '28 days' });
    expect(details({ ...examples.supply, authorizingPrescription: undefined, whenHandedOver: undefined, whenPrepared: '2026-05-03' })).to.deep.equal({ prepared: '2026-05-03', quantity: '28 tablet' });
  });
  it('calls no proposal, and nothing that is not to be given, current', () => {
    const { current, unclear } = mapped(toMedications, [{ ...examples.suspended, intent: 'proposal' }, { ...examples.suspended, id: 'not', status: 'active', doNotPerform: true }]);
    expect([current.length, unclear.length]).to.deep.equal([0, 2]);
    expect(unclear.map((one) => one.head.marks).flat()).to.deep.equal(['Not to be carried out']);
  });
  it('says of the course what its one authorisation says, and never of two', () => {
    const repeats = [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation', extension: [
      { url: 'numberOfPrescriptionsAllowed', valueUnsignedInt: 6 }, { url: 'numberOfPrescriptionsIssued', valueUnsignedInt: 4 }, { url: 'authorisationExpiryDate', valueDateTime: '2027-01-01' }] }];
    const plan = { ...examples.plan, extension: repeats };
    const told = (resources: readonly Resource[]): ReadonlyMap<string, unknown> => new Map(mapped(toMedications, resources).current[0]!.head.details);
    expect(told([examples.statement, plan]).get('issuesUsed')).to.equal('4 of 6');
    expect(told([examples.statement, plan]).get('type')).to.equal('Repeat');
    expect(told([{ ...examples.statement, basedOn: [{ reference: 'MedicationRequest/mr-plan' }, { reference: 'MedicationRequest/two' }] }, plan, { ...plan, id: 'two' }]).get('issuesUsed')).to.equal(undefined);
  });
  it('puts medicines of one dm+d code side by side, and leaves the others alone', () => {
    const one = { ...examples.plan, id: 'ward', intent: 'order', category: [{ coding: [{ code: 'discharge' }] }] };
    const degraded = { coding: [{ system: 'http://snomed.info/sct', code: '196421000000109' }], text: 'A' };
    const two = ['a', 'b'].map((id) => ({ ...one, id, medicationCodeableConcept: degraded }));
    const { current } = mapped(toMedications, [examples.plan, one, ...two]);
    expect(matched(current).map((row) => row.length)).to.deep.equal([2, 1, 1]);
    expect(current.map((course) => course.setting)).to.have.members([undefined, 'hospital', 'hospital', 'hospital']);
  });
  it('puts side by side what has a code in common in any entry, and joins rows that turn out to be one', () => {
    const coded = (id: string, code: string): Resource => ({ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order', authoredOn: `2026-05-0${id}`, medicationCodeableConcept: { coding: [{ system: 'https://dmd.nhs.uk', code }], text: `M${code}` } });
    const supply = { ...coded('1', '8'), resourceType: 'MedicationDispense', id: 'd', status: 'completed', authorizingPrescription: [{ reference: 'MedicationRequest/1' }] };
    const { current } = mapped(toMedications, [coded('3', '7'), coded('2', '8'), coded('1', '7'), supply]);
    expect(matched(current).map((row) => row.length)).to.deep.equal([3]);
  });
  it('finds by words and by source', () => {
    const [course] = mapped(toMedications, [examples.plan, examples.issue]).current;
    expect(['amlo TAKEN', '319283006', '', ' ', 'started'].map((query) => fits(course!, query, ''))).to.deep.equal([true, true, true, true, true]);
    expect([fits(course!, 'ramipril', ''), fits(course!, 'amlo ramipril', ''), fits(course!, '', 'Another trust')]).to.deep.equal([false, false, false]);
  });
  it('counts as recently ended what ended in the last 90 days, as far as its date says', () => {
    const ended = (end: string): number => endedSince(mapped(toMedications, [{ ...examples.statement, status: 'stopped', basedOn: undefined, effectivePeriod: { end } }]).past, Date.parse('2026-06-01T10:00:00Z')).length;
    expect(['2026-05-31', '2026-03-04', '2026-03-02', '2026-01', '2026-03', '2026', '2025', 'soon'].map(ended)).to.deep.equal([1, 1, 0, 0, 1, 1, 0, 0]);
  });
  it('holds any shape', () => { holdsAnything(toMedications, Object.values(examples)); });
});

describe('medicines on screen', () => {
  const model = (): ReturnType<typeof mapped<MedicationsModel>> => mapped(toMedications, Object.values(examples));
  const button = (root: HTMLElement, name: string): HTMLButtonElement => [...root.querySelectorAll('button')].find((one) => one.textContent === name)!;

  it('shows Current first, one button on, and Past when asked', () => {
    const { root, again } = drawn(DscrMeds, ready(model()));
    const pressed = (): readonly (string | null)[] => [...root.querySelectorAll('button')].map((one) => one.getAttribute('aria-pressed'));
    expect(pressed()).to.deep.equal(['true', 'false']);
    expect(root.textContent).to.contain('Amlodipine 5mg tablets').and.contain('Suspended').and.contain('Past, end date not stated (1)').and.not.contain('Ramipril');
    button(root, 'Past').click();
    again();
    expect(pressed()).to.deep.equal(['false', 'true']);
    expect(root.textContent).to.contain('Ramipril 2.5mg capsules').and.contain('Discontinued').and.not.contain('Methotrexate');
  });
  it('an empty list says that the other one is not', () => {
    const only = (): ReturnType<typeof mapped<MedicationsModel>> => mapped(toMedications, [examples.stopped]);
    expect(drawn(DscrMeds, ready(only())).root.textContent).to.contain('Filter on: showing 0 of 1 medicines. 1 hidden: Past.');
    for (const status of ['past', 'all']) expect(drawn(DscrMeds, ready(only()), { status }).root.textContent, status).not.to.contain('Filter on');
    expect(drawn(DscrMeds, ready(mapped(toMedications, [examples.plan]))).root.textContent).not.to.contain('Filter on');
  });
  it('names for a printed page the list that is not on it', () => {
    const { root, element } = drawn(DscrMeds, ready(mapped(toMedications, [examples.plan, examples.stopped])));
    expect(element.filterText).to.equal('Filter on: showing 1 of 2 medicines. 1 hidden: Past.');
    button(root, 'Past').click();
    expect(element.filterText).to.equal('Filter on: showing 1 of 2 medicines. 1 hidden: Current.');
    const search = root.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = 'no such thing';
    search.dispatchEvent(new Event('input'));
    expect(element.filterText).to.equal('Filter on: showing 0 of 2 medicines. 2 hidden: not found by the search; Current.');
    expect(drawn(DscrMeds, ready(mapped(toMedications, [examples.plan]))).element.filterText).to.equal(undefined);
  });
  it('paper says which list is not on it, whoever prints', () => {
    const paper = (...resources: readonly Resource[]): readonly (string | undefined)[] => [...drawn(DscrMeds, ready(mapped(toMedications, resources))).root.querySelectorAll('.paper')].map((one) => one.textContent?.trim()).filter((one) => one?.startsWith('Filter'));
    expect(paper(examples.plan, examples.stopped)).to.deep.equal(['Filter on: showing 1 of 2 medicines. 1 hidden: Past.']);
    expect(paper(examples.plan)).to.deep.equal([]);
  });
  it('a search says how many of the list that is not chosen it finds, and that none match only where none do', () => {
    const { root, again } = drawn(DscrMeds, ready(mapped(toMedications, [examples.plan, examples.stopped])));
    const told = (query: string): string | undefined => {
      Object.assign(root.querySelector('input')!, { value: query }).dispatchEvent(new Event('input'));
      again();
      return root.querySelector('[aria-live]')?.textContent?.replace(/\s+/g, ' ').trim();
    };
    expect(told('ramipril')).to.equal('Filter on: showing 0 of 1 medicines. 1 hidden: not found by the search. Past (1 of 1) Clear filter');
    expect(told('amlodipine')).to.equal('Filter on: showing 1 of 1 medicines. 0 hidden: not found by the search. Clear filter');
    expect(told('nothing of the kind')).to.equal('No medicines match this filter. 1 hidden. Clear filter');
    button(root, 'Past').click();
    expect(told('amlodipine')).to.contain('Current (1 of 1)');
  });
  it('draws a bar up to today only for what is current, and none for an end that is no date or before the start', () => {
    const bar = (status: string, effectivePeriod: object): readonly (string | null)[] => {
      const { root, again } = drawn(DscrMeds, ready(mapped(toMedications, [{ ...examples.statement, status, basedOn: undefined, effectivePeriod }])), { status: 'all' });
      const select = root.querySelector('select')!;
      select.value = 'line';
      select.dispatchEvent(new Event('change'));
      again();
      const rect = root.querySelector('.bar rect');
      return rect ? ['class', 'width'].map((name) => rect.getAttribute(name)) : [];
    };
    const start = '2026-01-01';
    expect(bar('active', { start })).to.deep.equal(['open', '100']);
    expect(bar('active', { start, end: '2026-07-01' })).to.deep.equal(['', '100']);
    for (const [status, end] of [['stopped', undefined], ['stopped', 'in spring'], ['active', '2025-12-31'], ['unknown', undefined]] as const) expect(bar(status, { start, end }), end).to.deep.equal([]);
  });
  it('never hides what is unclear', () => {
    for (const status of ['current', 'past', 'all']) expect(drawn(DscrMeds, ready(model()), { status }).root.textContent, status).to.contain('Status unclear (1)').and.contain('Aspirin 75mg dispersible tablets');
  });
  it('tells nothing of Past above Past', () => {
    expect(drawn(DscrMeds, ready(model()), { status: 'past' }).root.querySelector('.ended')).to.equal(null);
  });
  it('stands in the order chosen list, status unclear, dispensed', () => {
    const { root } = drawn(DscrMeds, ready(mapped(toMedications, [...Object.values(examples), { ...examples.supply, id: 'alone', authorizingPrescription: undefined }])));
    expect([...root.querySelectorAll('h3')].map((one) => one.textContent)).to.deep.equal(['Current (2)', 'Status unclear (1)', 'Dispensed: not linked to a course (1)']);
  });
  it('says when an active course has not started', () => {
    const later = { ...examples.statement, basedOn: undefined, effectivePeriod: { start: '2026-06-02' } };
    expect(drawn(DscrMeds, ready(mapped(toMedications, [later]))).root.textContent).to.contain('Not Started');
  });
  it('never says for how long where nobody said it', () => {
    const { root } = drawn(DscrMeds, ready(mapped(toMedications, [examples.plan])));
    expect([...root.querySelectorAll('dt')].find((one) => one.textContent === 'Not stated')?.nextElementSibling?.textContent).to.match(/(^|, )End date$/);
  });
  it('shows the dose as sent, byte for byte, and a differing one inside a course unfolded', () => {
    const text = '  ½ tab <b>OD</b>\n then\t2 nocte\u00a0';
    const { root } = drawn(DscrMeds, ready(mapped(toMedications, [examples.plan, { ...examples.issue, dosageInstruction: [{ text }] }])));
    const shown = [...root.querySelectorAll('.dose b')].filter((one) => !one.closest('details')).map((one) => one.textContent);
    expect(shown).to.deep.equal(['ONE to be taken each morning', text]);
  });
  it('shows every dose text byte for byte, in every view', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.array(fc.constantFrom('2', '1.5', '1,000', ' ', '\u00a0', 'mg', 'micrograms', 'then', '\n', '1-2', '½', '<b>', 'µg', 'mL/h', '.', '  ')).map((parts) => parts.join('')))
      .filter((text) => /[^\s\p{DI}]/u.test(text));
    const shown = (root: HTMLElement): readonly string[] => [...root.querySelectorAll('.dose b')].map((one) => one.textContent ?? '');
    fc.assert(fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), fc.boolean(), (list, hasStructure) => {
      const dosageInstruction = list.map((text) => ({ text, ...(hasStructure && { doseAndRate: [{ doseQuantity: mg('500') }] }) }));
      const course = mapped(toMedications, [{ ...examples.plan, dosageInstruction }]).current[0]!;
      const root = document.createElement('div');
      for (const brief of [false, true]) {
        render(courseRow(course, 0, brief), root);
        expect(shown(root)).to.deep.equal(list);
      }
    }), { numRuns: 200 });
  });
  it('never parts a number and its unit, and says nothing else', () => {
    const root = document.createElement('div');
    const pieces = (text: string): readonly string[] => {
      render(unbroken(text), root);
      expect(root.textContent).to.equal(text);
      return [...root.querySelectorAll('.nowrap')].map((one) => one.textContent ?? '');
    };
    expect(pieces('Take 1.5 mg (half), then 1,000\u00a0micrograms; 5ml or 1-2 tablets at 10 pm, 50%')).to.deep.equal(['1.5 mg', '1,000\u00a0micrograms', '5ml', '1-2 tablets', '10 pm', '50%']);
    for (const one of ['20 000 units', '1 000 000 IU', '½ tablet', '1½ tablets', '1 ½ tablets', '10  mg', '10\tmg', '10\u2009mg', '٥ mg', '10 international units', '1.5 million units', '10 - 20 mg', '2.5 to 5 mg', '12 hydroxyprogesterone', '10–20mg']) expect(pieces(`give ${one} daily`)).to.deep.equal([one]);
    // of a range too long for a line, the last number keeps its unit
    expect(pieces('12345.6789-23456.7890 micrograms')).to.deep.equal(['3456.7890 micrograms']);
    expect(pieces('1\nmg 123456789012 units 5 supercalifragilistic')).to.not.include('5 supercalif');
  });
  it('never parts them in the details beside a dose either', () => {
    const { root } = drawn(DscrMeds, ready(mapped(toMedications, [{ ...examples.plan, note: [{ text: 'Was on 40 mg' }], dosageInstruction: [{ text: 'One', patientInstruction: 'Not above 250 mg' }] }])));
    expect([...root.querySelectorAll('dd .nowrap')].map((one) => one.textContent)).to.include.members(['40 mg', '250 mg']);
  });
  it('builds the dose from structure only where no text came', () => {
    const { root } = drawn(DscrMeds, ready(mapped(toMedications, [examples.suspended])));
    expect(root.querySelector('.dose')?.textContent?.replace(/\s+/g, ' ').trim()).to.equal('DOSE 7.5 mg — oral — once a week — on Monday');
  });
  it('lists entries recorded in error without buttons', () => {
    const inError = model();
    const state = ready<MedicationsModel>(inError, { inError });
    expect(drawn(DscrMeds, state).root.querySelector('button')).to.equal(null);
  });
});

describe('dosage', () => {
  it('keeps the text byte for byte', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((one) => /[^\s\p{DI}]/u.test(one)), (text) => {
      expect(readDosages([{ text }])[0]?.text).to.equal(text);
    }));
  });
  const CASES: readonly (readonly [name: string, dosage: unknown, expected: string])[] = [
    ['dose, route, frequency', { doseAndRate: [{ doseQuantity: mg('120') }], route: { text: 'oral' }, timing: { repeat: { frequency: 3, period: '1', periodUnit: 'd' } } }, '120 mg — oral — three times a day'],
    ['range and as required for', { doseAndRate: [{ doseRange: { low: mg('1', 'tablet'), high: mg('2', 'tablet') } }], asNeededCodeableConcept: { text: 'pain' } }, '1 tablet to 2 tablet — as required for pain'],
    ['every so many hours, maximum', { timing: { repeat: { frequency: 1, period: '6', periodUnit: 'h' } }, asNeededBoolean: true, maxDosePerPeriod: { numerator: mg('4', 'g'), denominator: mg('1', 'd') } }, 'every 6 hours — as required — maximum 4 g per day'],
    ['rate', { doseAndRate: [{ rateQuantity: mg('100', 'mL/h') }] }, 'at 100 mL per hour'],
    ['rate as a ratio', { doseAndRate: [{ rateRatio: { numerator: mg('10'), denominator: mg('24', 'h') } }] }, 'at 10 mg per 24 hours'],
    ['weekly on a day, for a time', { timing: { repeat: { frequency: 1, period: '1', periodUnit: 'wk', dayOfWeek: ['mon'], boundsDuration: mg('6', 'wk') } } }, 'once a week — on Monday — for 6 weeks'],
    ['a bare timing code', { timing: { code: { coding: [{ code: 'BID' }] } } }, 'twice a day'],
    ['dangerous units', { doseAndRate: [{ doseQuantity: mg('5000', 'IU') }] }, '5,000 units'],
    ['a unit that is a bare concept code', { doseAndRate: [{ doseQuantity: { value: 1, code: '428673006' } }] }, '1 (code 428673006)'],
    ['unknown codes as sent', { timing: { repeat: { frequency: 2, period: '1', periodUnit: 'fortnight', when: ['XYZ'] } } }, 'twice a fortnight — XYZ'],
    ['a number without a unit', { doseAndRate: [{ doseQuantity: { value: 2, code: '1', system: 'http://unitsofmeasure.org' } }] }, '2'],
    ['as required without a reason', { asNeededCodeableConcept: {} }, 'as required'],
    ['as required where one of two says so', { asNeededBoolean: false, asNeededCodeableConcept: { text: 'pain' } }, 'as required for pain'],
    ['not as required', { text: 'x', asNeededBoolean: false }, ''],
    ['a timing code beside another timing', { timing: { code: { coding: [{ code: 'QID' }] }, repeat: { frequency: 1, period: '1', periodUnit: 'd' } } }, 'four times a day — once a day'],
    ['a timing code that says the same once', { timing: { code: { coding: [{ code: 'Q6H' }] }, repeat: { frequency: 1, period: '6', periodUnit: 'h' } } }, 'every 6 hours'],
    ['a timing code nobody knows only where there is nothing else', { timing: { code: { coding: [{ code: '229799001' }] }, repeat: { frequency: 2, period: '1', periodUnit: 'd' } } }, 'twice a day'],
    ['words of a timing alone', { timing: { code: { text: 'With food' } } }, 'With food'],
    ['words of a timing beside another timing', { timing: { code: { text: 'With food' }, repeat: { frequency: 2, period: '1', periodUnit: 'd' } } }, 'With food — twice a day'],
    ['a period without its number', { timing: { repeat: { frequency: 2, periodUnit: 'd' } } }, 'twice a day'],
    ['no frequency where only a unit of its period was sent', { text: 'x', timing: { repeat: { periodUnit: 'd' } } }, ''],
    ['how long, without a frequency nobody sent', { timing: { repeat: { duration: 30, durationUnit: 'min', periodUnit: 'wk' } } }, 'over 30 minutes'],
    ['no frequency where it cannot be read', { timing: { repeat: { frequency: {}, period: 1, periodUnit: 'd' } } }, 'every 1 day'],
    ['the longest period beside a frequency', { timing: { repeat: { frequency: 2, periodMax: 2, periodUnit: 'd' } } }, 'twice every up to 2 days'],
    ['no period where it cannot be read', { timing: { repeat: { frequency: 2, period: {}, periodUnit: 'd' } } }, 'twice'],
    ['two nouns with a stroke as sent', { doseAndRate: [{ doseQuantity: mg('1', 'tablet/capsule') }] }, '1 tablet/capsule'],
    ['per', { doseAndRate: [{ doseQuantity: mg('5', 'mg/kg') }, { doseQuantity: mg('2', 'ml/hour') }, { rateQuantity: mg('1', 'tablet/d') }] }, '5 mg per kg — 2 mL per hour — at 1 tablet per day'],
    ['units in small letters', { doseAndRate: [{ doseQuantity: mg('4', 'u') }, { doseQuantity: mg('8', 'iu') }] }, '4 units — 8 units'],
    ['clock times', { timing: { repeat: { timeOfDay: ['08:00:00', '20:30:00'] } } }, 'at 08:00, 20:30'],
  ];
  for (const [name, dosage, expected] of CASES) {
    it(`says ${name}`, () => { expect(line(dosage)).to.equal(expected); });
  }
  it('writes in full every unit whose abbreviation is dangerous, and no other', () => {
    const said = (unit: string): string | undefined => line({ doseAndRate: [{ doseQuantity: mg('5', unit) }] });
    const WRITTEN: Readonly<Record<string, readonly string[]>> = { units: ['U', 'u', 'IU', 'iu', '[iU]', '[IU]'], micrograms: ['ug', 'mcg', 'MCG', 'µg', 'μg'], nanograms: ['ng'], mg: ['mg', 'milligram'], g: ['g', 'gram'], mL: ['ml', 'mL', 'ML'], mmol: ['mmol'] };
    for (const [words, sent] of Object.entries(WRITTEN)) for (const unit of sent) expect(said(unit), unit).to.equal(`5 ${words}`);
  });
  it('says every unit of time, one and several', () => {
    const UNITS = { s: 'second', min: 'minute', h: 'hour', d: 'day', wk: 'week', mo: 'month', a: 'year' };
    for (const [periodUnit, word] of Object.entries(UNITS)) {
      const said = [1, 3].map((period) => line({ timing: { repeat: { frequency: 2, period, periodUnit } } }));
      expect(said).to.deep.equal([`twice ${word === 'hour' ? 'an' : 'a'} ${word}`, `twice every 3 ${word}s`]);
    }
  });
  it('says how often, in words up to six', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((frequency) => line({ timing: { repeat: { frequency, period: 1, periodUnit: 'd' } } }))).to.deep.equal(
      ['once a day', 'twice a day', 'three times a day', 'four times a day', 'five times a day', 'six times a day', '7 times a day']);
  });
  it('says every moment, meal, day and timing code', () => {
    const MOMENTS = { MORN: 'in the morning', NOON: 'at noon', AFT: 'in the afternoon', EVE: 'in the evening', NIGHT: 'at night', HS: 'at bedtime', WAKE: 'on waking', AC: 'before meals', PC: 'after meals', C: 'with meals',
      ACM: 'before breakfast', PCD: 'after lunch', CV: 'with evening meal' };
    for (const [code, words] of Object.entries(MOMENTS)) expect(line({ timing: { repeat: { when: [code] } } }), code).to.equal(words);
    const DAYS = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' };
    for (const [code, word] of Object.entries(DAYS)) expect(line({ timing: { repeat: { dayOfWeek: [code] } } }), code).to.equal(`on ${word}`);
    const TIMINGS = { BID: 'twice a day', TID: 'three times a day', QID: 'four times a day', QD: 'once a day', QOD: 'every other day', AM: 'every morning', PM: 'every afternoon', BED: 'at bedtime', Q8H: 'every 8 hours' };
    for (const [code, words] of Object.entries(TIMINGS)) expect(line({ timing: { code: { coding: [{ code }] } } }), code).to.equal(words);
  });
  it('takes a text for a dosage', () => { expect(readDosages(['ONE daily', { text: 'TWO daily' }]).map((one) => one.text)).to.deep.equal(['ONE daily', 'TWO daily']); });
  it('says when in relation to meals', () => {
    expect(line({ timing: { repeat: { when: ['AC'], offset: 30 } } })).to.equal('30 minutes before meals');
    expect(line({ timing: { repeat: { when: ['CM', 'HS'] } } })).to.equal('with breakfast, at bedtime');
  });
  it('writes numbers of a dose without losing one', () => {
    expect(['0.5', '.5', '5.0', '5.10', '10000', '1234567.50', '100', '0', '1e3'].map(doseNumber)).to.deep.equal(['0.5', '0.5', '5', '5.1', '10,000', '1,234,567.5', '100', '0', '1e3']);
  });
  it('never changes the value of a number', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }).map(String).filter((one) => !one.includes('e')), (digits) => {
      expect(Number(doseNumber(digits).replaceAll(',', ''))).to.equal(Number(digits));
    }));
  });
  it('puts steps in the order of their sequence and says how they follow', () => {
    const steps = readDosages([{ sequence: 2, text: '1 daily' }, { sequence: 1, text: '2 daily' }, { sequence: 2, text: 'with water' }]);
    expect(steps.map((one) => [one.text, one.joined])).to.deep.equal([['2 daily', undefined], ['1 daily', 'then'], ['with water', 'and']]);
  });
  it('sets the structure beside the text only where it says more, and then whole', () => {
    const structure = { doseAndRate: [{ doseQuantity: mg('500') }], route: { text: 'oral' } };
    const beside = (text: string): readonly string[] => partsBeside(readDosages([{ ...structure, text }])[0]!);
    expect(beside('2 capsules 4 times a day')).to.deep.equal(['500 mg', 'oral']);
    expect(beside('500  MG oral')).to.deep.equal([]);
    expect(beside('500 mg')).to.deep.equal([]);
  });
  const once = { timing: { repeat: { frequency: 1, period: '1', periodUnit: 'd' } } };
  const DIFFERENCES: readonly (readonly [text: string | undefined, dosage: object, name: string, expected: boolean])[] = [
    ['2 capsules 4 times a day', { doseAndRate: [{ doseQuantity: mg('500') }] }, 'Amoxicillin 250mg capsules', true],
    ['One each morning', { doseAndRate: [{ doseQuantity: mg('2.5') }], ...once }, 'Bisoprolol 2.5mg tablets', false],
    ['One each morning', { doseAndRate: [{ doseQuantity: mg('5.0') }] }, 'Bisoprolol 2.5mg tablets', true],
    ['5 ml twice a day', { doseAndRate: [{ doseQuantity: mg('5') }] }, '', true],
    ['1,000 micrograms weekly', { doseAndRate: [{ doseQuantity: mg('1000', 'ug') }] }, '', false],
    ['one four times a day', once, '', true], ['one bd', once, '', true], ['one qds', { timing: { repeat: { frequency: 4, period: '1', periodUnit: 'd' } } }, '', false],
    ['5mg every 4 hours', { doseAndRate: [{ doseQuantity: mg('5', 'ml') }] }, 'Morphine 10mg/5ml oral solution', true], ['5ml four times a day', { doseAndRate: [{ doseQuantity: mg('5') }] }, 'Haloperidol 5mg/5ml oral solution', false],
    ['5mg (2.5ml) every 4 hours', { doseAndRate: [{ doseQuantity: mg('5') }] }, 'Morphine 10mg/5ml oral solution', false], ['10mg every 4 hours', { doseAndRate: [{ doseQuantity: mg('5', 'ml') }] }, 'Morphine 10mg/5ml oral solution', false],
    ['One sachet in 200ml of water', { doseAndRate: [{ doseQuantity: mg('70') }] }, 'Alendronic acid 70mg tablets', false], ['24u nocte', { doseAndRate: [{ doseQuantity: mg('24', 'units') }] }, 'Insulin glargine 100units/ml', false], ['24u nocte', { doseAndRate: [{ doseQuantity: mg('24', 'ml') }] }, 'Insulin glargine 100units/ml', true],
    ['as directed', { doseAndRate: [{ doseQuantity: mg('500') }] }, '', false], [undefined, { doseAndRate: [{ doseQuantity: mg('500') }] }, '', false],
  ];
  for (const [text, dosage, name, expected] of DIFFERENCES) {
    it(`sees that text and structure ${expected ? 'differ' : 'do not differ'}: ${text ?? 'none'}`, () => { expect(differs(readDosages([{ ...dosage, text }])[0]!, name)).to.equal(expected); });
  }
  it('shows what is far too long for a dose as it came, beside its structure, and the page goes on', () => {
    for (const part of ['left ', '12 mg, ', '1', '.', 'a', 'one and a half ', 'except ']) {
      const text = part.repeat(300_000 / part.length);
      const [dosage] = readDosages([{ text, doseAndRate: [{ doseQuantity: mg('500') }], ...once }]);
      expect(dosage!.text).to.equal(text);
      expect(partsBeside(dosage!)).to.deep.equal(['500 mg', 'once a day']);
    }
    for (const digits of ['1'.repeat(300_000), `${'0'.repeat(300_000)}x`, `0.${'0'.repeat(300_000)}x`]) expect(line({ text: 'One daily', doseAndRate: [{ doseQuantity: mg(digits) }] })).to.equal(`${digits} mg`);
  });
});

describe('a course never hides what another entry of it says', () => {
  const at = Date.parse('2026-06-01T10:00:00Z');
  const order = (id: string, text: string, more: object = {}): Resource =>
    ({ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order', medicationCodeableConcept: { text }, dosageInstruction: [{ text: 'As INR' }], ...more });
  const plan = (id: string, text: string, more: object = {}): Resource => order(id, text, { intent: 'plan', ...more });
  const based = (id: string): object => ({ basedOn: [{ reference: `MedicationRequest/${id}` }] });
  const row = (course: Course, brief = false): HTMLElement => { const root = document.createElement('div'); render(courseRow(course, at, brief), root); return root; };
  /** what is read without opening anything */
  const open = (course: Course): string => { const root = row(course); for (const one of root.querySelectorAll('details')) one.replaceChildren(); return root.textContent; };

  it('a suspended authorisation under an active statement leaves the course unclear, and is read there', () => {
    const { current, unclear } = mapped(toMedications, [
      { resourceType: 'MedicationStatement', id: 's', status: 'active', medicationCodeableConcept: { text: 'Warfarin 1mg tablets' }, dosage: [{ text: 'As INR' }], ...based('p') },
      plan('p', 'Warfarin 1mg tablets', { status: 'on-hold', statusReason: { text: 'Bleeding' } }),
    ]);
    expect([current.length, unclear.length]).to.deep.equal([0, 1]);
    expect(unclear[0]!.head.details).to.deep.include(['statusReason', undefined]);
    expect(open(unclear[0]!)).to.match(/Started/).and.match(/Authorised[\s\S]*Suspended[\s\S]*Bleeding/);
  });
  it('an issue in another form or strength is not folded away, and has its name', () => {
    const of = (form: string, strength: object = {}): object => ({ medicationCodeableConcept: undefined, contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Tacrolimus' }, form: { text: form }, ...strength }], medicationReference: { reference: '#m' } });
    const names = (issue: object): readonly (string | undefined)[] => {
      const { root } = drawn(DscrMeds, ready(mapped(toMedications, [{ ...examples.plan, ...of('prolonged-release capsule') }, { ...examples.issue, dosageInstruction: examples.plan['dosageInstruction'], ...issue }])));
      return [...root.querySelectorAll('li li p.title')].filter((one) => !one.closest('details')).map((one) => one.textContent?.trim());
    };
    expect(names(of('immediate-release capsule'))).to.deep.equal(['Tacrolimus — immediate-release capsule']);
    expect(names(of('prolonged-release capsule'))).to.deep.equal([]);
    expect(names(of('prolonged-release capsule', { ingredient: [{ itemReference: { display: 'Tacrolimus' }, strength: { numerator: { value: '1', unit: 'mg' }, denominator: { value: '1', unit: 'capsule' } } }] }))).to.have.length(1);
  });
  it('a suspended or stopped issue of a course that goes on is not folded away; one that stands as the course does is', () => {
    for (const [status, word] of [['on-hold', 'Suspended'], ['stopped', 'Discontinued'], ['cancelled', 'Discontinued']] as const) {
      const [course] = mapped(toMedications, [plan('p', 'Lithium'), order('o', 'Lithium', { status, statusReason: { text: 'Toxic level' }, ...based('p') })]).current;
      expect(open(course!), status).to.contain(word).and.contain('Toxic level');
    }
    const [course] = mapped(toMedications, [plan('p', 'Lithium'), order('o', 'Lithium', based('p'))]).current;
    expect(row(course!).querySelector('details')).to.not.equal(null);
  });
  it('an order that still stands leaves a past course without an authorisation unclear, and is never folded into a past one', () => {
    const done = order('done', 'Lithium', { status: 'completed', authoredOn: '2026-11-02', ...based('ip') });
    const ip = order('ip', 'Lithium', { authoredOn: '2026-10-01' });
    const stated = { resourceType: 'MedicationStatement', id: 's', status: 'completed', medicationCodeableConcept: { text: 'Lithium' }, dosage: [{ text: 'As INR' }], derivedFrom: [{ reference: 'MedicationRequest/ip' }] };
    for (const list of [[ip, done], [ip, stated]]) {
      const { current, past, unclear } = mapped(toMedications, list);
      expect([current, past, unclear].map(({ length }) => length)).to.deep.equal([0, 0, 1]);
      expect(open(unclear[0]!)).to.match(/Completed[\s\S]*Issued[\s\S]*Started/);
    }
    const { past } = mapped(toMedications, [plan('p', 'Lithium', { status: 'stopped' }), { ...ip, ...based('p') }]);
    expect(open(past[0]!)).to.match(/Discontinued[\s\S]*Issued[\s\S]*Started/);
    // the other way about nothing is unclear: what was issued before is done
    expect(mapped(toMedications, [{ ...ip, status: 'completed' }, { ...done, status: 'active' }]).current).to.have.length(1);
  });
  it('an order that stands and is later than the end of its course leaves it unclear, authorisation or not', () => {
    const stated = { resourceType: 'MedicationStatement', id: 's', status: 'completed', medicationCodeableConcept: { text: 'Lithium' }, effectivePeriod: { start: '2025-01-01', end: '2025-02-01' }, ...based('p') };
    const stands = (authoredOn: string, more: object = {}): number => mapped(toMedications, [stated, plan('p', 'Lithium', { status: 'completed' }), order('o', 'Lithium', { authoredOn, ...based('p'), ...more })]).unclear.length;
    expect([stands('2026-11-29'), stands('2025-02-02'), stands('2025-02-01T10:00:00Z'), stands('2025-01-20'), stands('2026-11-29', { status: 'cancelled' })]).to.deep.equal([1, 1, 0, 0, 0]);
  });
  it('marks of the medicine stand on its course, whichever entry bears them; what one entry alone says is not folded away', () => {
    const controlled = { extension: [{ url: 'https://fhir.nhs.uk/StructureDefinition/Extension-DM-ControlledDrug' }] };
    const held = (more: object): Course => { const { current, unclear } = mapped(toMedications, [plan('p', 'Morphine'), order('o', 'Morphine', { ...based('p'), ...more })]); return [...current, ...unclear][0]!; };
    for (const brief of [false, true]) {
      expect(row(held(controlled), brief).querySelector(':scope > .badge.stop')?.textContent, String(brief)).to.equal('CONTROLLED DRUG');
      for (const [more, text] of [[{ doNotPerform: true }, 'Not to be carried out'], [{ note: [{ text: 'Collect on Friday' }] }, 'Collect on Friday'], [{ modifierExtension: [{ url: 'x' }] }, 'could not be understood'],
        [{ status: 'draft' }, 'Draft'], [{ intent: 'proposal' }, 'proposal']] as const) {
        const shown = row(held(more), brief);
        for (const one of shown.querySelectorAll('details')) one.replaceChildren();
        expect(shown.textContent, `${text} ${brief}`).to.contain(text);
      }
    }
    expect(row(held(controlled)).querySelector('details')).to.not.equal(null);
    expect(row(held({ doNotPerform: true })).querySelector(':scope > .badge.stop')).to.equal(null);
  });
  it('another medicine that rests on it, or shares a supply with it, is a course of its own', () => {
    const { current, past } = mapped(toMedications, [plan('p', 'Apixaban 5mg tablets', { status: 'stopped' }), order('o', 'Warfarin 1mg tablets', based('p'))]);
    expect([names(current), names(past)]).to.deep.equal([['Warfarin 1mg tablets'], ['Apixaban 5mg tablets']]);
    const supply = { resourceType: 'MedicationDispense', id: 'd', status: 'completed', medicationCodeableConcept: { text: 'Warfarin 1mg tablets' }, authorizingPrescription: ['m1', 'm2'].map((id) => ({ reference: `MedicationRequest/${id}` })) };
    const two = mapped(toMedications, [order('m1', 'Amoxicillin'), order('m2', 'Warfarin 1mg tablets'), supply]);
    expect(two.current.map(({ head, others }) => [head.title, others.length])).to.deep.equal([['Amoxicillin', 0], ['Warfarin 1mg tablets', 1]]);
    // neither of two orders: it is nobody's
    expect(mapped(toMedications, [order('m1', 'Amoxicillin'), order('m2', 'Warfarin'), { ...supply, medicationCodeableConcept: { text: 'Senna' } }]).dispensed).to.have.length(1);
    // one order, another brand: it is the order's
    expect(mapped(toMedications, [order('m1', 'Amoxicillin'), { ...supply, authorizingPrescription: [{ reference: 'MedicationRequest/m1' }] }]).current[0]!.others).to.have.length(1);
    const coded = (display: string): object => ({ medicationCodeableConcept: { coding: [{ system: 'https://dmd.nhs.uk', code: '1', display }] } });
    expect(mapped(toMedications, [plan('p', '', coded('Amoxil')), order('o', '', { ...coded('Amoxicillin'), ...based('p') })]).current).to.have.length(1);
  });
  it('a planned end is not when it was stopped', () => {
    const { past } = mapped(toMedications, [{ resourceType: 'MedicationStatement', id: 'y', status: 'stopped', medicationCodeableConcept: { text: 'Ramipril' }, effectivePeriod: { start: '2025-01-01', end: '2027-06-01' } }]);
    expect(endedSince(past, at)).to.deep.equal([]);
    const { root } = drawn(DscrMeds, ready({ current: [], past, unclear: [], dispensed: [] } as MedicationsModel));
    expect(root.querySelector('.ended')?.textContent).to.contain('Past, end date not stated (1)').and.not.contain('01-Jun-2027');
  });
  it('tells of none as ended in the last 90 days where it is not known when any ended', () => {
    const told = (...sent: readonly Resource[]): string => { const { current, past, unclear, dispensed } = mapped(toMedications, sent); return drawn(DscrMeds, ready<MedicationsModel>({ current, past, unclear, dispensed })).root.querySelector('.ended')?.textContent ?? ''; };
    const stopped = order('y', 'Ramipril', { status: 'stopped' });
    expect(told(stopped)).to.contain('Past, end date not stated (1)').and.not.contain('in the last 90 days');
    expect(told(stopped, { ...examples.stopped, effectivePeriod: { end: '2026-05-20' } })).to.contain('in the last 90 days (1)').and.contain('not stated (1)');
  });
  it('a statement without a dose has that of its one authorisation, and its own where it has one', () => {
    const plans = (...ids: readonly string[]): readonly Resource[] => ids.map((id) => plan(id, 'Ramipril', { dosageInstruction: [{ text: 'TWO at night' }] }));
    const stated = (ids: readonly string[], more: object = {}): Resource => ({ resourceType: 'MedicationStatement', id: 's', status: 'active', medicationCodeableConcept: { text: 'Ramipril' }, basedOn: ids.map((id) => ({ reference: `MedicationRequest/${id}` })), ...more });
    const dose = (...sent: readonly Resource[]): string | null | undefined => row(mapped(toMedications, sent).current[0]!).querySelector('.dose b')?.textContent;
    expect(dose(stated(['p']), ...plans('p'))).to.equal('TWO at night');
    expect(dose(stated(['p'], { dosage: [{ text: 'ONE daily' }] }), ...plans('p'))).to.equal('ONE daily');
    expect(dose(stated(['p', 'q']), ...plans('p', 'q'))).to.equal('Dose not recorded');
  });
  it('says where a part of it is held back by its source', () => {
    const marks = (more: object, support: readonly Resource[] = []): readonly string[] => mapped(toMedications, [{ ...order('o', 'Ramipril'), ...more }], support).current[0]!.head.marks;
    const masked = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'masked' }] };
    expect(marks({ medicationCodeableConcept: masked })).to.deep.equal(['Some information is held back']);
    expect(marks({ medicationCodeableConcept: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] } })).to.deep.equal(['Some information is held back']);
    expect(marks({ medicationCodeableConcept: undefined, medicationReference: { reference: 'Medication/m' } }, [{ resourceType: 'Medication', id: 'm', code: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'MSK' }] } }])).to.deep.equal(['Some information is held back']);
    expect(marks({})).to.deep.equal([]);
  });
  it('the end of an authorisation is no end of the medicine, nor of the statement on it', () => {
    const until = (end: string): object => ({ dispenseRequest: { validityPeriod: { start: '2024-01-01', end } } });
    const { past } = mapped(toMedications, [order('y', 'Ramipril', { status: 'stopped', ...until('2026-05-20') })]);
    expect(endedSince(past, at)).to.deep.equal([]);
    expect(open(past[0]!)).to.contain('Authorisation ends20-May-2026').and.not.contain('End date20');
    const { current } = mapped(toMedications, [{ ...examples.statement, basedOn: [{ reference: 'MedicationRequest/p' }] }, { ...examples.plan, id: 'p', ...until('2024-06-30') }]);
    expect(current[0]!.head.end).to.equal(undefined);
    expect(open(current[0]!)).to.contain('Authorisation ends30-Jun-2024').and.not.contain('End date30');
  });
  it('a supply that was not made is not counted as dispensed', () => {
    const declined = { resourceType: 'MedicationDispense', id: 'd', status: 'declined', whenPrepared: '2026-05-20', medicationCodeableConcept: { text: 'Lithium' }, authorizingPrescription: [{ reference: 'MedicationRequest/o' }] };
    const made = { ...declined, id: 'e', status: 'completed', whenHandedOver: '2026-05-02' };
    const summary = (...supplies: readonly Resource[]): string | undefined => row(mapped(toMedications, [order('o', 'Lithium'), ...supplies]).current[0]!).querySelector('summary')?.textContent;
    expect(summary(declined)).to.equal('Declined (1)');
    expect(summary(made, declined)).to.equal('Declined (1) · Dispensed (1), latest 02-May-2026');
  });
  it('an item that the pharmacy did not hand out is no supply, whatever the status of its message', () => {
    const item = (code: string, display: string, more: object = {}): Resource => ({ resourceType: 'MedicationDispense', id: code, status: 'completed', whenHandedOver: '2026-05-02', medicationCodeableConcept: { text: 'Lithium' },
      type: { coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/medicationdispense-type', code, display }] }, ...more });
    const owing = item('0004', 'Item not dispensed - owing');
    const alone = (one: Resource): string | null => row(mapped(toMedications, [one]).dispensed[0]!).textContent;
    expect(alone(owing)).to.contain('Item not dispensed - owing').and.not.contain('Dispensed');
    expect(alone(item('0001', 'Item fully dispensed'))).to.contain('Dispensed02-May-2026');
    expect(alone(item('0003', 'Item dispensed - partial'))).to.contain('Dispensed02-May-2026');
    expect(alone(item('0004', 'Item not dispensed - owing', { status: 'on-hold' }))).to.contain('Item not dispensed - owing').and.not.contain('Dispensed').and.not.contain('Suspended');
    const [course] = mapped(toMedications, [order('o', 'Lithium'), { ...owing, authorizingPrescription: [{ reference: 'MedicationRequest/o' }] }]).current;
    expect(row(course!).textContent).to.contain('Item not dispensed - owing (1)').and.not.contain('Dispensed');
  });
  it('a supply that was prepared is not headed as dispensed', () => {
    const supply = (status: string, more: object = {}): string | null => row(mapped(toMedications, [order('o', 'Lithium'), { resourceType: 'MedicationDispense', id: 'd', status, whenPrepared: '2026-05-20', medicationCodeableConcept: { text: 'Lithium' }, authorizingPrescription: [{ reference: 'MedicationRequest/o' }], ...more }]).current[0]!).textContent;
    for (const status of ['on-hold', 'declined', 'in-progress', 'preparation', 'cancelled']) expect(supply(status), status).to.contain('Prepared 20-May-2026').and.not.contain('Dispensed');
    expect(supply('completed')).to.contain('Prepared 20-May-2026').and.contain('Dispensed');
    expect(supply('completed', { whenHandedOver: '2026-05-21' })).to.contain('Dispensed 21-May-2026').and.not.contain('Prepared');
    expect(supply('on-hold', { whenPrepared: undefined })).not.to.contain('Dispensed');
  });
  it('an order that was called off is not counted as issued', () => {
    const called = (id: string, status: string, authoredOn: string): Resource => order(id, 'Lithium', { status, authoredOn, ...based('p') });
    const [course] = mapped(toMedications, [plan('p', 'Lithium', { status: 'cancelled' }), called('a', 'completed', '2026-05-02'), called('b', 'cancelled', '2026-05-20')]).past;
    expect(row(course!).querySelector('summary')?.textContent).to.equal('Discontinued (1) · Issued (1), latest 02-May-2026');
  });
  it('an entry without a name joins no two medicines', () => {
    const nameless = (more: object): Resource => order('n', '', { medicationCodeableConcept: undefined, basedOn: ['a', 'b'].map((id) => ({ reference: `MedicationRequest/${id}` })), ...more });
    const courses = (b: string, more: object = {}): readonly number[] => { const { current, dispensed } = mapped(toMedications, [plan('a', 'Lithium'), plan('b', b), nameless(more)]); return [...current, ...dispensed].map(({ others }) => others.length).sort(); };
    expect(courses('Warfarin')).to.deep.equal([0, 0, 0]);
    expect(courses('Lithium')).to.deep.equal([2]);
    expect(courses('Warfarin', { resourceType: 'MedicationDispense', basedOn: undefined, authorizingPrescription: nameless({})['basedOn'] })).to.deep.equal([0, 0, 0]);
  });
  it('a supply on a prescription that it contains joins no other of that id', () => {
    const contained = [{ ...order('o', 'Senna'), id: 'o' }];
    const supply = { resourceType: 'MedicationDispense', id: 'd', status: 'completed', medicationCodeableConcept: { text: 'Senna' }, contained, authorizingPrescription: [{ reference: '#o' }] };
    const { current, dispensed } = mapped(toMedications, [order('o', 'Lithium'), supply]);
    expect([current[0]!.others.length, dispensed.length]).to.deep.equal([0, 1]);
  });
  it('shows the strength of the medicine a reference names, as sent', () => {
    const ingredient = [{ itemCodeableConcept: { text: 'Morphine sulfate' }, strength: { numerator: { value: '20', unit: 'mg' }, denominator: { value: '1', unit: 'mL' } } }];
    const medication = { resourceType: 'Medication', id: 'm', code: { text: 'Morphine oral solution' }, ingredient };
    const { current } = mapped(toMedications, [{ resourceType: 'MedicationRequest', id: 'o', status: 'active', intent: 'order', medicationReference: { reference: 'Medication/m' } }], [medication]);
    expect(current[0]!.head.details).to.deep.include(['strength', 'Morphine sulfate 20 mg / 1 mL']);
  });
  it('a course that its source calls active after its end says when that was', () => {
    const badges = (end: string): readonly (string | null)[] => [...row(mapped(toMedications, [{ resourceType: 'MedicationStatement', id: 's', status: 'active', medicationCodeableConcept: { text: 'Doxycycline' }, effectivePeriod: { start: '2025-01-01', end } }]).current[0]!).querySelectorAll('.badge')].map((one) => one.textContent);
    expect(badges('2025-01-07')).to.deep.equal(['Started', 'Ended 07-Jan-2025']);
    expect(badges('2026-06-01')).to.deep.equal(['Started']);
  });
  it('an end that the dose says is not called not stated', () => {
    const missing = (bounds: object): string => row(mapped(toMedications, [order('o', 'Ramipril', { dosageInstruction: [{ timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', ...bounds } } }] })]).current[0]!).textContent;
    expect(missing({ boundsPeriod: { end: '2026-12-24' } })).to.contain('until 24-Dec-2026').and.contain('Not statedRoute').and.not.contain('End date');
    expect(missing({})).to.contain('End date');
  });
  it('a dm+d code of the high-risk list is known under the address of SNOMED CT too', () => {
    const marks = (system: string, listed: string): readonly string[] => mapped(toMedications, [order('o', '', { medicationCodeableConcept: { coding: [{ system, code: '777', display: 'Apixaban' }] } })], [], [{ system: listed, code: '777' }]).current[0]!.head.marks;
    expect(marks('http://snomed.info/sct', 'https://dmd.nhs.uk')).to.deep.equal(['High-risk medicine']);
    expect(marks('https://dmd.nhs.uk', 'http://snomed.info/sct')).to.deep.equal(['High-risk medicine']);
    expect(marks('http://read.info/ctv3', 'https://dmd.nhs.uk')).to.deep.equal([]);
  });
  it('notes, indication, route and urgency stand in the brief rows too', () => {
    const [course] = mapped(toMedications, [order('o', 'Ramipril', { note: [{ text: 'STOP if potassium above 5.5' }], priority: 'stat', reasonCode: [{ text: 'Heart failure' }], dosageInstruction: [{ text: 'One', route: { text: 'Sublingual' } }] })]).current;
    expect(row(course!, true).textContent).to.contain('STOP if potassium above 5.5').and.contain('RouteSublingual').and.contain('IndicationHeart failure').and.contain('PriorityImmediate');
  });
});

describe('a coded dose that is not the one in the text', () => {
  const daily = (times = 1, periodUnit = 'd'): object => ({ timing: { repeat: { frequency: times, period: 1, periodUnit } } });
  const shown = (title: string, text: string, dose: object, timing: object): readonly [boolean, readonly string[]] => {
    const [one] = readDosages([{ text, ...timing, doseAndRate: [{ doseQuantity: dose }] }]);
    return [differs(one!, title), partsBeside(one!, title)];
  };
  const cases: readonly (readonly [name: string, text: string, dose: object, timing: object, differ: boolean, beside: number])[] = [
    ['Bisoprolol 5mg tablets', '2.5 mg once a day', { value: '5', unit: 'mg' }, daily(), true, 2],
    ['Morphine oral solution', '15 mg twice a day', { value: '5', unit: 'mg' }, daily(2), true, 2],
    ['Methotrexate 2.5mg tablets', '10 mg once a week', { value: '10', unit: 'mg' }, daily(), true, 2],
    ['Morphine 10mg tablets', '5 mg twice a day', { value: '10', unit: 'mg' }, daily(2), true, 2],
    ['X', '4 tablets once a day', { value: '4', unit: 'tablet' }, daily(4), true, 2],
    ['Bisoprolol 5mg tablets', '5 mg once a day', { value: '5', unit: 'mg' }, daily(), false, 0],
    ['Methotrexate 2.5mg tablets', '10 mg once a week', { value: '10', unit: 'mg' }, daily(1, 'wk'), false, 0],
    ['Bisoprolol 5mg tablets', 'ONE to be taken in the morning', { value: '5', unit: 'mg' }, daily(), false, 2],
    ['Bisoprolol 5mg tablets', 'one daily', { value: '1', unit: 'tablet' }, daily(), false, 2],
    // how often and for how long is no amount
    ['Warfarin 1mg tablets', 'Take 4 tablets once a week', { value: '1', unit: 'tablet' }, daily(1, 'wk'), true, 2],
    ['X', 'ONE tablet TWICE a day', { value: '2', unit: 'tablet' }, daily(2), true, 2],
    ['X', 'TWO tablets ONCE a day', { value: '1', unit: 'tablet' }, daily(), true, 2],
    ['X', 'ONE to be taken TWICE a day', { value: '2', unit: 'tablet' }, daily(2), true, 2],
    ['X', 'FOUR WEEKLY', { value: '1', unit: 'tablet' }, daily(1, 'wk'), true, 2],
    ['X', '1 puff every 4 to 6 hours', { value: '4', unit: 'puff' }, {}, true, 1],
    ['X', '1 capsule three times a day for 7 days', { value: '3', unit: 'capsule' }, { timing: { repeat: { frequency: 3, period: 1, periodUnit: 'd', boundsDuration: { value: '5', unit: 'd' } } } }, true, 3],
    // no amount in the text: nothing to compare
    ['Alendronic acid 70mg tablets', 'Once a week (70mg) at 8am', { value: '1', unit: 'tablet' }, daily(1, 'wk'), false, 2],
    ['X', 'Twice a day for 7 days, 30 minutes before food', { value: '1', unit: 'tablet' }, daily(2), false, 2],
    ['X', '5mls once a day', { value: '1', unit: 'spoonful' }, daily(), false, 2],
    // the same amount, however it is written
    ['X', 'One or two puffs three to four times a day', { value: '2', unit: 'puff' }, { timing: { repeat: { frequency: 3, frequencyMax: 4, period: 1, periodUnit: 'd' } } }, false, 2],
    ['X', '1-2 tablets up to four times a day', { value: '1', unit: 'tablet' }, daily(4), false, 2],
    ['X', '2½ tablets every twelve hours', { value: '2.5', unit: 'tablet' }, { timing: { repeat: { frequency: 1, period: 12, periodUnit: 'h' } } }, false, 2],
    ['X', 'one and a half tablets daily', { value: '1.5', unit: 'tablet' }, daily(), false, 2],
    ['X', 'TWO and a half tablets daily', { value: '2', unit: 'tablet' }, daily(), true, 2],
    ['X', 'half a tablet daily', { value: '0.5', unit: 'tablet' }, daily(), false, 2],
    ['X', 'apply 1 patch every 3 days', { value: '1', unit: 'patch' }, { timing: { repeat: { frequency: 1, period: 72, periodUnit: 'h' } } }, false, 2],
    ['X', 'apply 1 patch every 3 days', { value: '1', unit: 'patch' }, { timing: { repeat: { frequency: 1, period: 48, periodUnit: 'h' } } }, true, 2],
    ['X', 'apply 1 patch every 3 days', { value: '1', unit: 'patch' }, { timing: { repeat: { frequency: 1, period: 72, periodUnit: 'd' } } }, true, 2],
    ['X', 'apply 1 patch daily for 3 days', { value: '1', unit: 'patch' }, { timing: { repeat: { frequency: 1, period: 72, periodUnit: 'h' } } }, true, 2],
    ['X', '1/2 a tablet at night', { value: '0.5', unit: 'tablet' }, daily(), false, 2],
    ['X', 'TWO bd', { value: '2', code: '428673006' }, daily(2), false, 2],
    // another amount in the text: what the structure says of its own is read
    ['Insulin', '10 units in the morning and 20 units at night', { value: '20', unit: 'units' }, { timing: { repeat: { when: ['MORN'] } } }, false, 2],
    ['Insulin', '20 units in the morning for 7 days', { value: '20', unit: 'units' }, { timing: { repeat: { when: ['MORN'] } } }, false, 0],
  ];
  for (const [name, text, dose, timing, differ, beside] of cases) {
    it(`${name}, "${text}", ${JSON.stringify(dose)} ${JSON.stringify(timing)}: ${differ ? 'said, and shown' : 'nothing is said'}`, () => {
      const [other, parts] = shown(name, text, dose, timing);
      expect([other, parts.length]).to.deep.equal([differ, beside]);
    });
  }
});

describe('text and structure that cannot both be meant', () => {
  const coded = (more: object): ReturnType<typeof readDosages>[0] => readDosages([more])[0]!;
  const every = (period: number, periodUnit: string, more: object = {}): object => ({ timing: { repeat: { frequency: 1, period, periodUnit, ...more } } });
  const dose = (value: number, unit: string): object => ({ doseAndRate: [{ doseQuantity: { value, unit } }] });
  const most = (value: number, unit: string): object => ({ maxDosePerPeriod: { numerator: { value, unit }, denominator: { value: 24, unit: 'h' } } });
  const CASES: readonly (readonly [text: string, structure: object, differ: boolean])[] = [
    ['one every other day', { ...dose(1, 'tablet'), ...every(1, 'd') }, true],
    ['maximum 4 g in 24 hours', most(40, 'g'), true], ['maximum 4 g in 24 hours', most(4, 'g'), false], ['max 8 tablets in 24 hours', most(4, 'g'), false],
    ['1 tablet when required, max 4 in 24 hours', { ...dose(1, 'tablet'), ...most(8, 'tablet') }, true], ['1 tablet, max. 2 at once, max 8 in 24 hours', { ...dose(1, 'tablet'), ...most(8, 'tablet') }, false],
    ['apply to the right eye', { site: { text: 'Left eye' } }, true], ['apply to the left eye', { site: { text: 'Left eye' } }, false], ['apply right away', { site: { text: 'Left eye' } }, false],
    ['10 mg oral once daily', { ...dose(10, 'mg'), route: { text: 'Intravenous route' } }, true], ['10 mg intrathecal weekly', { route: { text: 'Intravenous' } }, true], ['10 mg orally', { route: { text: 'Oral route' } }, false],
    ['10 mg once a week on Monday', { ...dose(10, 'mg'), ...every(1, 'wk', { dayOfWeek: ['thu'] }) }, true], ['10 mg on Mondays and Thursdays', every(1, 'wk', { dayOfWeek: ['thu'] }), false],
    ['one daily except Sunday', { ...dose(1, 'tablet'), ...every(1, 'd', { dayOfWeek: ['mon', 'tue'] }) }, false],
    ['1 tablet daily for 3 days', { ...dose(1, 'tablet'), ...every(1, 'd', { boundsDuration: { value: 30, unit: 'd' } }) }, true], ['1 daily for 7 days', every(1, 'd', { boundsDuration: { value: 1, unit: 'wk' } }), false],
    ['1 tablet in the morning', { ...dose(1, 'tablet'), ...every(1, 'd', { when: ['NIGHT'] }) }, true], ['1 in the morning and 1 at night', every(1, 'd', { when: ['NIGHT'] }), false],
    ['Give 1 g over 30 minutes', { ...dose(1, 'g'), timing: { repeat: { duration: 3, durationUnit: 'min' } } }, true], ['Give 1 g over 30 minutes', { ...dose(1, 'g'), timing: { repeat: { duration: 30, durationUnit: 'min' } } }, false],
  ];
  const BY_ROUTE: typeof CASES = [
    ['2mg IV weekly', { ...dose(2, 'mg'), route: { text: 'Intrathecal' } }, true], ['10mg SC 4 hourly', { ...dose(10, 'mg'), route: { text: 'Intravenous' } }, true], ['10 mg s/c', { route: { text: 'Intramuscular' } }, true], ['10mg IM stat', { route: { text: 'Intravenous route' } }, true], ['10 mg PO', { route: { text: 'Intravenous' } }, true],
    ['2mg IV weekly', { ...dose(2, 'mg'), route: { text: 'Intravenous' } }, false], ['10mg s/c 4 hourly', { route: { text: 'Subcutaneous route' } }, false], ['1mg IM', { route: { text: 'Intramuscular' } }, false], ['5 mg PO or IV', { route: { text: 'Oral' } }, false], ['10 mg PO', { route: { text: 'Nasogastric' } }, false],
  ];
  const BY_MOMENT: typeof CASES = [
    ['3.75mg nocte', { ...dose(3.75, 'mg'), ...every(1, 'd', { when: ['MORN'] }) }, true], ['3.75mg mane', { ...dose(3.75, 'mg'), ...every(1, 'd', { when: ['NIGHT'] }) }, true],
    ['3.75mg nocte', { ...dose(3.75, 'mg'), ...every(1, 'd', { when: ['NIGHT'] }) }, false], ['80mg mane and 40mg nocte', { ...dose(80, 'mg'), ...every(1, 'd', { when: ['MORN'] }) }, false], ['1 mane', { ...dose(1, 'tablet'), ...every(1, 'd', { when: ['WAKE'] }) }, false],
  ];
  const BY_LIMIT: typeof CASES = [
    ['30mg QDS PRN max 240mg in 24 hours', most(2400, 'mg'), true], ['max 1.2mg in 24 hours', most(12, 'mg'), true], ['max 0.5 mg in 24 hours', most(5, 'mg'), true], ['max 4000mg in 24 hours', most(400, 'mg'), true],
    ['max 4000mg in 24 hours', most(4000, 'mg'), false], ['max 4,000 mg in 24 hours', most(4000, 'mg'), false], ['max 1.20mg/24hrs', most(1.2, 'mg'), false], ['max .5 mg in 24 hours', most(0.5, 'mg'), false], ['max 4.0g in 24 hours', most(4, 'g'), false],
  ];
  const course = (value: number, unit: string): object => every(1, 'd', { boundsDuration: { value, unit } });
  const over = (duration: number, durationUnit: string): object => ({ timing: { repeat: { duration, durationUnit } } });
  const BY_LENGTH: typeof CASES = [
    ['40mg daily for 5 days', course(5, 'wk'), true], ['40mg daily for 2 weeks', course(2, 'd'), true], ['1 L over 8 hours', over(8, 'min'), true], ['1 g over 100 minutes', over(10, 'h'), true], ['500 mg over 30 minutes for 7 days', { timing: { repeat: { duration: 3, durationUnit: 'min', frequency: 1, period: 1, periodUnit: 'd', boundsDuration: { value: 7, unit: 'd' } } } }, true],
    ['40mg daily for 2 weeks', course(14, 'd'), false], ['40mg daily for 1 month', course(28, 'd'), false], ['20mg over 24 hours', over(1, 'd'), false], ['1g over 60 mins', over(1, 'h'), false], ['1 daily for 5/7', course(5, 'd'), false], ['1 daily for 2 doses', course(2, 'd'), false], ['1 daily for 6 months', course(6, 'd'), false], ['8 daily for 5 days then 4 daily for 2 weeks', course(5, 'd'), false], ['1 daily, stay upright for 30 minutes', course(12, 'wk'), false], ['1 patch daily for 16 hours', course(8, 'wk'), false], ['1 L for 8 hours', every(1, 'd', { boundsDuration: { value: 8, unit: 'min' } }), true],
  ];
  const range = (low: number, high: number, unit: string): object => ({ doseAndRate: [{ doseRange: { low: { value: low, unit }, high: { value: high, unit } } }] });
  const RANGES: typeof CASES = [
    ['2.5-5mg SC 1 hourly PRN', range(2.5, 5, 'mg'), false], ['5 to 10mg at night', range(5, 10, 'mg'), false], ['10 or 20 ml up to TDS', range(10, 20, 'ml'), false], ['10-20ml TDS', range(10, 20, 'ml'), false],
    ['2.5-5mg SC 1 hourly PRN', range(2.5, 10, 'mg'), true], ['5 to 10mg at night', range(1, 10, 'mg'), true], ['5 to 10 mg daily', dose(5, 'mg'), true], ['1 or 2 mg every 4 hours', dose(1, 'mg'), true], ['Day 1 - 25 mg daily', dose(1, 'mg'), true], ['Day 1 - 25 mg daily', dose(25, 'mg'), false],
  ];
  for (const [text, structure, differ] of [...CASES, ...BY_ROUTE, ...BY_MOMENT, ...BY_LIMIT, ...BY_LENGTH, ...RANGES]) {
    it(`"${text}", ${JSON.stringify(structure)}: ${differ ? 'said' : 'nothing is said'}`, () => { expect(differs(coded({ text, ...structure }))).to.equal(differ); });
  }
});

describe('how often, in the text and as coded', () => {
  const often = (frequency: number, period: number, periodUnit: string, more: object = {}): object => ({ timing: { repeat: { frequency, period, periodUnit, ...more } } });
  const hours = (period: number): object => often(1, period, 'h');
  const days = (period: number): object => often(1, period, 'd');
  const day = (frequency: number): object => often(frequency, 1, 'd');
  const week = (frequency: number): object => often(frequency, 1, 'wk');
  const needed = { asNeededBoolean: true };
  const TABLE: readonly (readonly [same: boolean, structure: object, ...texts: string[]])[] = [
    [true, hours(12), 'one b.d.', 'ONE BD', 'one twice daily', 'one twice a day', '1 tablet every 12 hours', 'one 12 hourly', 'one 12-hourly', 'one in the morning and one at night', '2 puffs 2 times per day'],
    [true, day(2), 'one b.d.', 'one bd', 'one bid', 'one twice daily', 'one every 12 hours', 'one mane and one nocte', 'one with breakfast and one in the evening', 'two a day', 'one at 8am and 8pm', 'take as before'],
    [true, hours(24), 'one once daily', 'one o.d.', 'one daily', 'one a day', 'one each day', 'one every morning', 'one at night', 'one in the morning half an hour before breakfast', '2 tablets daily', 'ONE NOCTE'],
    [true, day(1), 'one once daily', 'one every 24 hours', 'one in the morning', 'one od', 'one daily for 2 weeks', 'one nightly'],
    [true, hours(8), 'one t.d.s.', 'one tds', 'one tid', 'one three times a day', 'one 8 hourly', 'one every 6 to 8 hours'], [true, day(4), 'one q.d.s.', 'one qds', 'one 6 hourly', 'one every 6h', 'one up to four times a day', 'one three to four times a day'],
    [true, hours(72), 'one patch every 3 days', 'one patch every 72 hours', 'one every three days'], [true, days(3), 'one patch every 72 hours'],
    [true, hours(48), 'one every other day', 'one on alternate days', 'one every 2 days', 'one every second day'], [true, days(2), 'one every other day', 'one every 48 hours', 'one alternate days'],
    [true, week(1), 'one weekly', 'one every 7 days', 'FOUR tablets once a week on Monday', 'two weekly'], [true, days(14), 'one fortnightly', 'one every 2 weeks', 'one every fortnight'], [true, days(7), 'one once a week'],
    [true, often(1, 3, 'mo'), 'one every 3 months'], [true, { ...day(2), ...needed }, 'one twice a day as required', 'one twice a day when needed'], [true, day(2), 'one twice a day regularly'],
    [true, day(2), 'one in the morning and one at night every day', 'one with breakfast and one at bedtime daily'], [false, day(3), 'one in the morning and one at night every day'], [false, day(2), 'one in the morning and one at night weekly'],
    [true, days(2), 'one every other night', 'one on alternate mornings'], [false, day(1), 'one every other night', 'one on alternate mornings'],
    [true, week(3), 'one on Monday, Wednesday and Friday at night'], [true, week(1), 'one on Sunday mornings', 'one at bedtime on Sundays'],
    [true, needed, 'apply regularly when required', 'one if needed, reviewed regularly', 'apply regularly or PRN', 'apply regularly as required'], [false, needed, 'apply regularly, not when required', 'apply regularly'],
    [true, { timing: { code: { coding: [{ code: 'BID' }] } } }, 'one b.d.', 'one every 12 hours'],
    [true, day(3), 'one x3 daily', 'one 3x daily', 'one 3 x day', 'one 3times a day', 'one three-times daily', 'one 3 times/day', 'one 3 times in a day', 'one 3 times in 24 hours', 'one three (3) times a day', 'one 3 time(s) per day'],
    [true, day(2), 'one twice-daily', 'one TWICE (2) daily'], [true, week(5), 'one on 5 days a week', 'one daily 5 days a week'], [true, hours(4), 'two every 4 hours', '1 when required, no more than 6 in 24 hours'],
    [false, day(2), 'one 3 times/day', 'one 3x daily', 'one 3 times in 24 hours'], [false, day(1), 'one twice-daily'], [false, hours(2), '2 every 4 hours'],
    [true, hours(1), '5ml hourly', '2.5mg 1 hourly', 'one every hour', 'one up to every hour'], [true, hours(24), 'one an hour before bedtime'], [false, hours(1), '5ml 4 hourly PRN', '5 ml every 4 hours', '2.5mg every 2 hours', 'one qds'],
    [true, hours(4), '200mcg SC 4 hrly', '1g 4-hrly'], [false, hours(8), '1g IV 6 hrly'], [false, hours(1), '200mcg 4 hrly'],
    [true, day(4), 'one at 8am, 12 noon, 4pm and 8pm'], [false, day(4), 'one at 8am and 8pm'], [true, day(1), 'one at 6 pm as in the yellow book', 'one daily at 6pm'], [false, week(1), 'one at 6pm'],
    [false, hours(8), 'one four times a day', 'one b.d.', 'one every 6 hours', 'one qds'], [false, hours(12), 'one once daily', 'one three times a day', 'one daily', 'one in the morning', 'one t.d.s.'],
    [false, day(3), 'one b.d.', 'one bd', 'one 12 hourly'], [false, day(1), 'one weekly', 'weekly', 'one every other day', 'one twice a day', 'one every 48 hours', 'one once a week'], [false, week(1), 'one daily', 'one b.d.', 'one every 2 weeks', 'daily'],
    [false, hours(72), 'one every other day', 'one every 2 days', 'one daily for 3 days'], [false, days(2), 'one every 72 hours', 'one daily'], [false, often(1, 1, 'mo'), 'one weekly'],
    [false, { ...day(2), ...needed }, 'one twice a day regularly', 'one twice a day, not as needed', 'one twice a day, not when required'],
    [false, often(1, 1, 'd', { when: ['MORN'] }), 'one at night', 'one every night'], [false, often(1, 1, 'd', { when: ['NIGHT'] }), 'one each morning'],
    [false, { timing: { code: { coding: [{ code: 'BID' }] } } }, 'one t.d.s.', 'one every 8 hours'],
    // behind a measure a number is no number of tablets
    [true, often(1, 3, 'mo'), '1mg IM 3 monthly', '1 mg 3-monthly'], [true, often(1, 6, 'mo'), '60mg SC 6-monthly'], [true, often(1, 12, 'wk'), '10.8mg SC 12 weekly'], [true, week(1), '10mg weekly', '2 x 10 mg tablets weekly'],
    [true, week(2), '10 mg twice weekly', '50 micrograms/hr patch twice weekly'], [false, often(1, 2, 'wk'), '10 mg twice weekly', '10 mg once or twice weekly', '10 mg twice a week'], [false, often(1, 3, 'wk'), '10 mg thrice weekly'], [false, often(1, 2, 'mo'), '10 mg twice monthly'],
    [false, often(1, 4, 'wk'), 'methotrexate 2.5 mg tablets, take 4 weekly'], [false, week(2), '40mg IM 2 weekly'], [false, week(4), '300mg 4 weekly'], [false, often(3, 1, 'mo'), '1mg 3 monthly'],
  ];
  for (const [same, structure, ...texts] of TABLE) {
    for (const text of texts) it(`"${text}" and ${JSON.stringify(structure)} are ${same ? '' : 'not '}the same`, () => { expect(differs(readDosages([{ ...structure, text }])[0]!)).to.equal(!same); });
  }
});
