import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { Resource } from '../../src/record/resource.js';
import type { Gap, SectionState } from '../../src/record/section-state.js';
import { alertExamples } from '../../src/sections/alerts/alerts.examples.js';
import { allergyExample, allergyExamples as examples } from '../../src/sections/allergies/allergies.examples.js';
import { toAllergies } from '../../src/sections/allergies/allergies.map.js';
import type { AllergiesModel } from '../../src/sections/allergies/allergies.model.js';
import { allergyLine } from '../../src/sections/allergies/allergy-line.js';
import { DscrAllergies } from '../../src/sections/allergies/dscr-allergies.js';
import { allergyHeading } from '../../src/sections/allergies/heading.js';
import { worstSeverity } from '../../src/sections/allergies/severity.js';
import { drawn, holdsAnything, mapped, ready as settled } from './support-clinical.js';

const ready = (resources: readonly Resource[], gaps: readonly Gap[] = [], support: readonly Resource[] = []): SectionState<AllergiesModel> => {
  const model = mapped(toAllergies, resources, support);
  return { name: 'ready', model, gaps: [...gaps, ...model.mapper.gaps?.() ?? []], sources: [], loadedAt: '2026-06-01T10:00:00Z', unread: [],
    counts: { items: model.mapper.items(), received: resources.length, shown: resources.length, unshown: 0 } };
};
const warningList = (code: string, note?: string): Resource => ({
  resourceType: 'List', id: 'list', status: 'current', code: { coding: [{ system: 'http://snomed.info/sct', code: '886921000000105' }] }, ...(note && { note: [{ text: note }] }),
  extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ListWarningCode', valueCode: code }],
});

const silent: Gap = { kind: 'source-silent', organisation: 'Example Hospital' };
const RULES: readonly (readonly [name: string, state: SectionState<AllergiesModel>, heading: string | undefined, said?: RegExp])[] = [
  ['waiting', { name: 'waiting' }, undefined],
  ['loading', { name: 'loading', slow: false, counts: { items: 0, received: 0, shown: 0, unshown: 0 } }, undefined],
  ['an active entry', ready([examples.penicillin]), 'Known allergies'],
  ['an entry without any status', ready([{ ...examples.penicillin, clinicalStatus: undefined, verificationStatus: undefined }]), 'Known allergies'],
  ['an unconfirmed entry', ready([{ ...examples.penicillin, verificationStatus: 'unconfirmed' }]), 'Known allergies'],
  ['a statement of none', ready([examples.noneKnown]), 'No known allergies', /Stated by Dr Example/],
  ['a statement in words alone', ready([allergyExample('t', 'No known allergies')]), 'No known allergies'],
  ['a statement for drugs only', ready([examples.noDrugAllergy]), 'No known drug allergy', /Other allergies: not recorded/],
  ['success, empty', { name: 'none-recorded', loadedAt: '2026-06-01T10:00:00Z', sources: [] }, 'Allergies not recorded', /Check with the patient/],
  ['failure', { name: 'unavailable', problem: { cause: 'fault', reference: 'r' } }, 'Allergies unavailable', /reported a fault.*Check another way/],
  ['not for this role', { name: 'withheld', by: 'role' }, 'Allergies unavailable', /Not shown to your role/],
  ['not released', { name: 'withheld', by: 'api', reference: 'r' }, 'Allergies unavailable', /did not release.* Contact the Derby desk, reference r\./],
  ['none and an active entry', ready([examples.noneKnown, examples.penicillin]), 'Known allergies', /Entries disagree: .*02-Mar-2024, recorded no known allergies/],
  ['active, a source silent', ready([examples.penicillin], [silent]), 'Known allergies', /may be incomplete: Example Hospital did not answer/],
  ['none stated, a source silent', ready([examples.noneKnown], [silent]), 'Allergies unavailable', /Example Hospital did not answer/],
  ['drug statement, a source silent', ready([examples.noDrugAllergy], [silent]), 'Allergies unavailable'],
  ['nothing current, a source silent', ready([examples.ended], [silent]), 'Allergies unavailable'],
  ['none stated, an entry unreadable', ready([examples.noneKnown], [{ kind: 'unreadable', count: 1 }]), 'Allergies unavailable'],
  ['none stated, the list warned of', ready([examples.noneKnown], [], [warningList('confidential-items')]), 'Allergies unavailable', /Items excluded due to confidentiality and\/or patient preferences\./],
  ['only ended and refuted', ready([examples.ended, examples.refuted]), 'Allergies not recorded', /1 ended, 1 refuted, 0 recorded in error/],
  ['only recorded in error', ready([], [{ kind: 'in-error', count: 2 }]), 'Allergies not recorded', /0 ended, 0 refuted, 2 recorded in error/],
  ['a statement of none that has ended', ready([{ ...examples.noneKnown, clinicalStatus: 'inactive' }]), 'Allergies not recorded'],
  ['a statement of none that was refuted', ready([{ ...examples.noneKnown, verificationStatus: 'refuted' }]), 'Allergies not recorded'],
  ['a statement of none with an unknown modifier', ready([{ ...examples.noneKnown, modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }]), 'Allergies unavailable', /could not be understood/],
  ['no information (IPS)', ready([allergyExample('i', 'No information about allergies', 'no-allergy-info')]), 'Allergies not recorded'],
  ['no entry, an alert about one', ready([], [], [alertExamples.peanut]), 'Allergies not recorded', /Peanut allergy/],
  ['none of a kind stated, an alert about one', ready([examples.noDrugAllergy], [], [alertExamples.peanut]), 'Known allergies', /Alert: Peanut allergy/],
  ['none stated, an alert that has ended', ready([examples.noneKnown], [], [{ ...alertExamples.peanut, status: 'inactive' }]), 'No known allergies'],
  ['active, held back at its source', ready([examples.penicillin], [{ kind: 'withheld-at-source', organisation: 'Example Hospital' }]), 'Known allergies', /may be incomplete: Some allergies are held back by Example Hospital\./],
  ['active, loading stopped', ready([examples.penicillin], [{ kind: 'stopped' }]), 'Known allergies', /may be incomplete: 1 allergy entries loaded, then loading stopped\. There may be more\./],
  ["none stated, another patient's entry among them", ready([examples.noneKnown], [{ kind: 'other-patient', count: 1, reference: 'r' }]), 'Allergies unavailable', /left out .* Tell the Derby desk, reference r\./],
  ['drug statement, an entry recorded in error', ready([examples.noDrugAllergy], [{ kind: 'in-error', count: 1 }]), 'No known drug allergy', /^Other allergies: not recorded\.\n$/],
  ['none stated, an alert about one', ready([examples.noneKnown], [], [alertExamples.peanut]), 'Known allergies', /Peanut allergy/],
  ['none of a kind stated, and an active entry', ready([examples.noDrugAllergy, examples.penicillin]), 'Known allergies', /No known drug allergy · Stated by /],
  ['an end, and no status', ready([{ ...examples.penicillin, clinicalStatus: undefined, extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd', extension: [{ url: 'endDate', valueDateTime: '2020-01-01' }] }] }]), 'Allergies not recorded', /1 ended/],
  ['none but one, in one sentence', ready([allergyExample('e', 'No known drug allergies except penicillin (anaphylaxis)')]), 'Known allergies'],
  ['none of a kind, in words', ready([allergyExample('d', 'No known allergies to drugs.')]), 'No known allergies to drugs.', /Other allergies: not recorded/],
  ['none stated, not confirmed', ready([{ ...examples.noneKnown, verificationStatus: 'unconfirmed' }]), 'No known allergies', /Certainty: Unconfirmed/],
  ['none stated twice: the newest', ready([{ ...examples.noneKnown, id: 'old', code: { text: 'Aa', coding: [{ code: '716186003' }] }, recordedDate: '2001-05-01' }, { ...examples.noneKnown, recordedDate: '2026-05-01' }]), 'No known allergies', /01-May-2026/],
];

describe('heading of allergies', () => {
  for (const [name, state, heading, said] of RULES) {
    it(`${name} → ${heading ?? 'no heading'}`, () => {
      const found = allergyHeading(state, 'the Derby desk');
      expect(found?.text).to.equal(heading);
      if (said) expect([...found?.notices ?? [], found?.history].join('\n')).to.match(said);
    });
  }
});

describe('allergies', () => {
  it('shows agent, reactions, severity, criticality and certainty as sent', () => {
    const [entry] = mapped(toAllergies, [examples.penicillin]).active;
    expect(entry).to.deep.include({ criticality: 'high', certainty: 'confirmed', coding: 'coded' });
    expect(entry?.agent?.label).to.equal('Penicillin V');
    expect(entry?.reactions).to.deep.equal([{ text: 'Wheeze + Urticaria, 1999', severity: 'severe' }]);
    expect(entry?.details[0]).to.deep.equal(['type', 'Allergy, Medicine']);
    expect(worstSeverity(entry!)).to.equal('severe');
  });
  it('says of uncoded and transfer-degraded agents that they are', () => {
    const { active } = mapped(toAllergies, [examples.uncoded, examples.degraded]);
    expect(active.map((one) => [one.agent?.label, one.coding])).to.deep.equal([['Elastoplast', 'degraded'], ['Washing powder', 'uncoded']]);
  });
  it('stands entries of one agent together, newest first, none merged', () => {
    const older = { ...examples.penicillin, id: 'old', recordedDate: '1990' };
    const { active } = mapped(toAllergies, [older, examples.uncoded, examples.penicillin]);
    expect(active.map((one) => one.provenance.date?.raw)).to.deep.equal(['2024-03-02', '1990', '2024-03-02']);
    expect(active.map((one) => one.agent?.label)).to.deep.equal(['Penicillin V', 'Penicillin V', 'Washing powder']);
  });
  it('keeps ended and refuted entries apart from active ones', () => {
    const { active, ended, refuted } = mapped(toAllergies, [examples.ended, examples.refuted, examples.penicillin]);
    expect([active, ended, refuted].map((list) => list.length)).to.deep.equal([1, 1, 1]);
  });
  it('counts an alert about an allergy, so that nothing beside it is "none recorded"', () => {
    const { mapper, flags } = mapped(toAllergies, [], [alertExamples.peanut, alertExamples.infection, { ...alertExamples.peanut, id: 'e', status: 'entered-in-error' }]);
    expect(flags.map((one) => one.title)).to.deep.equal(['Peanut allergy']);
    expect(mapper.items()).to.equal(1);
  });
  it('takes an alert that only denies allergies for no allergy, and any other words about one for one', () => {
    const flagsOf = (...texts: readonly string[]): number => mapped(toAllergies, [], texts.map((text, at) => ({ ...alertExamples.peanut, id: `f${at}`, code: { text } }))).flags.length;
    expect(flagsOf('No known allergies', 'No known drug allergy.', 'NKDA')).to.equal(0);
    expect(flagsOf('No known drug allergies; anaphylaxis to nuts', 'Allergic to latex', 'Lactose intolerance', 'Unknown allergies', 'Anaphylaxis risk')).to.equal(5);
  });
  it('shows a list warning in its own words, and none of another list', () => {
    const note = 'Patient record transfer from previous GP practice not yet complete; information recorded before 01-May-2026 may be missing.';
    const other = { ...warningList('confidential-items'), code: { coding: [{ code: '717711000000103' }] } };
    const { mapper } = mapped(toAllergies, [], [warningList('data-in-transit', note), other]);
    expect(mapper.gaps?.()).to.deep.equal([{ kind: 'warned', text: note }]);
  });
  it('gives each list warning its own note, else the text that is prescribed, and no invented date', () => {
    const filing = 'Patient data may be incomplete as there is data supplied by a third party awaiting review before becoming available.';
    const [url] = warningList('x')['extension'] as readonly { readonly url: string }[];
    const list = (codes: readonly string[], notes: readonly string[]): Resource => ({ ...warningList('x'), extension: codes.map((valueCode) => ({ ...url!, valueCode })), note: notes.map((text) => ({ text })) });
    const gapsOf = (...given: Parameters<typeof list>): readonly Gap[] | undefined => mapped(toAllergies, [], [list(...given)]).mapper.gaps?.();
    expect(gapsOf(['confidential-items', 'data-awaiting-filing'], [filing, 'Items excluded due to confidentiality and/or patient preferences.', 'Information not available'])).to.deep.equal([
      { kind: 'withheld-at-source', text: 'Items excluded due to confidentiality and/or patient preferences.' }, { kind: 'warned', text: filing }]);
    expect(gapsOf(['data-awaiting-filing', 'confidential-items'], ['Information not available'])).to.deep.equal([
      { kind: 'warned', text: filing }, { kind: 'withheld-at-source', text: 'Items excluded due to confidentiality and/or patient preferences.' }]);
    expect(gapsOf(['confidential-items'], ['See confidential letter of 3 May'])).to.deep.equal([
      { kind: 'withheld-at-source', text: 'Items excluded due to confidentiality and/or patient preferences.\nSee confidential letter of 3 May' }]);
    expect(gapsOf(['data-in-transit'], [])).to.deep.equal([{ kind: 'warned' }]);
    expect(gapsOf(['of-next-year'], ['Some words.'])).to.deep.equal([{ kind: 'warned', text: 'Some words.' }]);
  });
  it('reads an entry without reaction, with texts for codes, and with null flavours', () => {
    const { active } = mapped(toAllergies, [
      { resourceType: 'AllergyIntolerance', id: 'a', code: 'Nuts', clinicalStatus: 'active' },
      { resourceType: 'AllergyIntolerance', id: 'b', reaction: [{ substance: { text: 'Bee venom' }, severity: 'moderate', manifestation: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'NI' }] }] }] },
    ]);
    expect(active.map((one) => one.agent?.label)).to.deep.equal(['Bee venom', 'Nuts']);
    expect(active[0]?.reactions).to.deep.equal([{ text: 'Bee venom', severity: 'moderate' }]);
  });
  it('draws active entries first, ended and refuted ones under their headings', () => {
    const { root } = drawn(DscrAllergies, settled(mapped(toAllergies, [examples.refuted, examples.ended, examples.penicillin, examples.uncoded], [alertExamples.peanut])));
    expect(root.textContent).to.match(/Penicillin V[\s\S]*High risk[\s\S]*Confirmed[\s\S]*Wheeze \+ Urticaria, 1999 \(Severe\)[\s\S]*Washing powder[\s\S]*Reaction not recorded[\s\S]*Not coded[\s\S]*Peanut allergy[\s\S]*Ended \(1\)[\s\S]*Egg[\s\S]*Refuted \(1\)[\s\S]*Latex/);
  });
  it('says in one line what must be known before giving medicines', () => {
    const line = (state: SectionState<AllergiesModel>): string => { const root = document.createElement('div'); render(allergyLine(state), root); return root.textContent; };
    expect(line(ready([{ ...examples.penicillin, verificationStatus: { coding: [{ code: 'unconfirmed' }] } }]))).to.match(/Severe, High risk, Unconfirmed/);
    const kept = { ...ready([examples.penicillin]), notRefreshed: { cause: 'fault', reference: 'r' } } as SectionState<AllergiesModel> & { readonly name: 'ready' };
    expect(line(kept)).to.match(/Known allergies[\s\S]*Penicillin V[\s\S]*Could not refresh\. This was loaded 01-Jun-2026 11:00\./);
    expect(line({ name: 'loading', slow: false, counts: { items: 0, received: 0, shown: 0, unshown: 0 }, kept })).to.match(/Known allergies[\s\S]*Penicillin V/);
    expect(line(ready([examples.penicillin]))).to.match(/Known allergies[\s\S]*Penicillin V[\s\S]*Severe, High risk[\s\S]*02-Mar-2024/);
    expect(line({ name: 'unavailable', problem: { cause: 'timeout', reference: 'r' } })).to.match(/Allergies unavailable[\s\S]*Check another way before prescribing/);
    expect(line({ name: 'loading', slow: false, counts: { items: 0, received: 0, shown: 0, unshown: 0 } })).to.equal('Loading allergies');
  });
  it('holds any shape', () => { holdsAnything(toAllergies, Object.values(examples)); });
});
