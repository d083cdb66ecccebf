import { expect } from '@open-wc/testing';
import type { ResourceIndex } from '../../src/controllers/lookup.js';
import type { Resource } from '../../src/record/resource.js';
import { historyOf, inside, listed, put, sayer, toEntry, type Entry } from '../../src/sections/entry.js';
import { contextOf } from './support-clinical.js';

const role: Resource = { resourceType: 'PractitionerRole', id: 'r', practitioner: { display: 'Dr Example' }, code: [{ text: 'Nurse' }] };
const context = contextOf([role]);
(context.lookup as ResourceIndex).hide({ resourceType: 'Practitioner', id: 'hidden' });
const say = (resource: Readonly<Record<string, unknown>>, paths: string, by?: string): string | undefined => sayer(context.lookup, { resourceType: 'Basic', ...resource })(paths, by);

const CASES: readonly (readonly [name: string, resource: Readonly<Record<string, unknown>>, paths: string, said: string | undefined])[] = [
  ['all of a list', { a: [{ text: 'One' }, { coding: [{ display: 'Two' }] }] }, 'a', 'One, Two'],
  ['several elements, those that are there', { a: { text: 'One' }, c: 'Three' }, 'a b c', 'One, Three'],
  ['the first that says anything', { b: { text: 'Second' }, a: {} }, 'a|b', 'Second'],
  ['what stands inside', { a: [{ b: { c: 5 } }] }, 'a.b.c', '5'],
  ['a text as sent, even one like a date', { a: '2024-03-02' }, 'a', '2024-03-02'],
  ['a date', { a: '2024-03-02' }, '@a', '02-Mar-2024'],
  ['a period', { a: { start: '2024', end: '2025' } }, '@a', '2024 – 2025'],
  ['a quantity, every digit', { a: { value: '7.50', unit: 'mg' } }, '@a', '7.50 mg'],
  ['a choice of any type', { onsetAge: { value: '5', unit: 'years' } }, '@onset[x]', '5 years'],
  ['no element whose name only begins alike', { performerType: { text: 'Nurse' } }, 'performer', undefined],
  ['an extension of UK Core by its short name', { extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-Colour', valueString: 'Blue' }] }, 'Colour', 'Blue'],
  ['a part of an extension', { extension: [{ url: 'urn:x/Outer', extension: [{ url: 'inner', valueBoolean: true }] }] }, 'Outer.inner', 'true'],
  ['a person with the role', { a: { reference: 'PractitionerRole/r' } }, 'a', 'Dr Example, Nurse'],
  ['a note with its author', { a: [{ text: 'Check <b>', authorString: 'Sam' }] }, 'a', 'Check <b> (Sam)'],
  ['when a note was made', { a: [{ text: 'Check', authorString: 'Sam', time: '2024-03-02' }, { text: 'Again', time: '2025' }, { text: 'Once' }] }, 'a', 'Check (Sam, 02-Mar-2024), Again (2025), Once'],
  ['that what a reference names is not available', { a: [{ reference: 'Practitioner/gone' }, { display: 'Sam' }] }, 'a', 'Not available, Sam'],
  ['what is there before what is not available', { a: { reference: 'Practitioner/gone' }, b: { text: 'Second' } }, 'a|b', 'Second'],
  ['that it is not available where nothing else says anything', { a: { reference: 'Practitioner/gone' } }, 'b|a|c', 'Not available'],
  ['nothing of what is kept from this person', { a: { reference: 'Practitioner/hidden' } }, 'a', undefined],
  ['how often', { timing: { repeat: { frequency: 2, period: 1, periodUnit: 'wk', dayOfWeek: ['mon', 'thu'] } } }, '@timing', 'twice a week, on Monday, Thursday'],
  ['when something happens', { timingTiming: { event: ['2026-07-01', '2026-08-01'], code: { text: 'Monthly' } } }, '@timing[x]', 'Monthly, on 01-Jul-2026, 01-Aug-2026'],
  ['nothing for nulls and blanks', { a: null, b: ' ', c: [null] }, 'a b c @a', undefined],
];

describe('reading of an entry', () => {
  for (const [name, resource, paths, said] of CASES) it(`says ${name}`, () => { expect(say(resource, paths)).to.equal(said); });
  it('sets notes one below the other', () => { expect(say({ note: [{ text: 'a' }, { text: 'b' }] }, 'note', '\n')).to.equal('a\nb'); });
  it('reads every part of a complex extension, its dates as dates', () => {
    const extension = [{ url: 'urn:x/Change', extension: [{ url: 'status', valueCodeableConcept: { text: 'Dose up' } }, { url: 'on', valueDateTime: '2024-03-02' }, { url: 'for', valuePeriod: { start: '2025' } }] }];
    expect(inside(context.lookup, { resourceType: 'Basic', extension }, 'Change')).to.equal('Dose up, 02-Mar-2024, From 2025');
  });
  it('tells who did what, when and why: of Provenance that came with it, that it holds and that it names, each once, newest first', () => {
    const told = (id: string, recorded: string, who: object, more: object = {}): Resource => ({ resourceType: 'Provenance', id, recorded, agent: [{ who }], ...more });
    const sent: Resource = { resourceType: 'MedicationRequest', id: 'm', eventHistory: [{ reference: '#held' }, { reference: 'Provenance/named' }],
      contained: [told('held', '2026-03-02', { reference: '#nurse' }, { activity: { text: 'Stopped' }, reason: [{ text: 'Cough' }] }), { resourceType: 'Practitioner', id: 'nurse', name: [{ text: 'Ann Nurse' }] }] };
    const known = contextOf([sent, told('named', '2026-01-04', { display: 'Dr Named' }, { target: [{ reference: 'MedicationRequest/m' }] }), told('came', '2026-02-03', { display: 'Dr Came' }, { target: [{ reference: 'MedicationRequest/m' }] })]);
    expect(historyOf(sent, known)).to.equal('02-Mar-2026 · Stopped · Ann Nurse · Cough\n03-Feb-2026 · Dr Came\n04-Jan-2026 · Dr Named');
    (known.lookup as ResourceIndex).hide({ resourceType: 'Provenance', id: 'hidden' });
    const naming = (...named: readonly string[]): Resource => ({ resourceType: 'MedicationRequest', id: 'n', eventHistory: named.map((one) => ({ reference: `Provenance/${one}` })) });
    const unread = { ...naming(), eventHistory: [{ display: 'Stopped by Dr Said' }] };
    expect([naming('gone'), naming('hidden'), naming(), unread].map((one) => historyOf(one, known))).to.deep.equal(['Not available', undefined, undefined, 'Stopped by Dr Said']);
  });
  it('marks a status nobody knows, wherever it stands, and a rule nobody knows', () => {
    const unclear = (rest: Readonly<Record<string, unknown>>): boolean => toEntry({ resourceType: 'Flag', ...rest }, context, { status: 'flag', other: 'goal' }, '', '', {}).unclear;
    expect([{}, { status: 'active' }, { status: 'over' }, { other: 'over' }, { implicitRules: 'urn:x' }].map(unclear)).to.deep.equal([false, false, true, true, true]);
  });
  it('says who and when', () => {
    const { provenance } = toEntry({ resourceType: 'Basic', author: { reference: 'PractitionerRole/r' }, created: '2024' }, context, {}, 'author', 'date created', {});
    expect([provenance.author, provenance.role, provenance.date?.raw]).to.deep.equal(['Dr Example', 'Nurse', '2024']);
  });
  it('takes in only what has something to show', () => {
    const into: Entry[] = [];
    const entry = (title: string | undefined, notes?: string): Entry => ({ title, status: 'active', details: listed({ notes }), provenance: {}, unclear: false });
    expect([put(into, entry('A')), put(into, entry(undefined, 'b')), put(into, entry(undefined)), put(into, entry(undefined), 'time')]).to.deep.equal([true, true, false, true]);
    expect(into).to.have.length(3);
  });
});
