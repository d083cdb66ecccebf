import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { Resource } from '../../src/record/resource.js';
import type { Gap, Ready, SectionState } from '../../src/record/section-state.js';
import { alertExamples } from '../../src/sections/alerts/alerts.examples.js';
import { allergyExample, allergyExamples as examples } from '../../src/sections/allergies/allergies.examples.js';
import { toAllergies } from '../../src/sections/allergies/allergies.map.js';
import type { AllergiesModel } from '../../src/sections/allergies/allergies.model.js';
import { allergies } from '../../src/sections/allergies/allergies.section.js';
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

const NONE: readonly [string, string] = ['716186003', 'No known allergy'];
/** An entry of the example patient in these words and SNOMED CT codes alone. */
const stating = (text: string | undefined, ...codes: readonly (readonly [code: string, display?: string])[]): Resource => ({
  ...examples.noneKnown, code: { text, coding: codes.map(([code, display]) => ({ system: 'http://snomed.info/sct', code, display })) },
});
const coded = (system: string, text: string): Resource => ({ ...examples.noneKnown, code: { text, coding: [{ system, code: '1' }] } });
const local = (display: string): Resource => ({ ...examples.noneKnown, code: { coding: [{ system: 'urn:emis', code: 'EMISNQNO1', display }] } });
const NI = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'NI', display: 'NoInformation' }] };
const masked: Resource = {
  ...examples.penicillin, id: 'masked', recorder: { reference: 'Organization/s', display: 'Example Surgery' }, reaction: undefined,
  code: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] },
};

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
  ...([
    ['with a first coding that has words only', { coding: [{ display: 'Widerlegt' }, { code: 'refuted' }] }], ['in a list', [{ coding: [{ code: 'refuted' }] }]], ['with a coding that is none', { coding: [null, 'x', { code: 'Refuted ' }] }],
  ] as const).map(([name, verificationStatus]): (typeof RULES)[number] => [`a statement of none that was refuted, ${name}`, ready([{ ...examples.noneKnown, verificationStatus }]), 'Allergies not recorded', /1 refuted/]),
  ['a statement of none with an unknown modifier', ready([{ ...examples.noneKnown, modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }]), 'Allergies unavailable', /could not be understood/],
  ...([
    ['ended, with an unknown modifier', { clinicalStatus: 'resolved', modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }],
    ['refuted, with an unknown modifier', { verificationStatus: 'refuted', modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }],
    ['refuted, under implicit rules', { verificationStatus: 'refuted', implicitRules: 'urn:x' }],
    ['ended, with a modifier in its status', { clinicalStatus: { coding: [{ code: 'inactive' }], modifierExtension: [{ url: 'urn:x' }] } }],
    ['ended, with an unknown certainty', { clinicalStatus: 'inactive', verificationStatus: 'zzz' }],
  ] as const).flatMap(([name, change]) => [examples.noneKnown, examples.noDrugAllergy].map((none): (typeof RULES)[number] =>
    [`${none === examples.noneKnown ? 'none' : 'none of a kind'} stated, and an entry ${name}`, ready([none, { ...examples.penicillin, ...change }]), 'Allergies unavailable', /could not be understood/])),
  ['none stated, an alert that has ended, with an unknown modifier', ready([examples.noneKnown], [], [{ ...alertExamples.peanut, status: 'inactive', modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }]), 'Known allergies', /Alert: Peanut allergy .*could not be understood/],
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
  ['none of a kind stated, not confirmed', ready([{ ...examples.noDrugAllergy, verificationStatus: 'unconfirmed' }]), 'No known drug allergy', /Other allergies: not recorded\.\nCertainty: Unconfirmed/],
  ['none stated twice: the newest', ready([{ ...examples.noneKnown, id: 'old', code: { text: 'NKA', coding: [{ code: '716186003' }] }, recordedDate: '2001-05-01' }, { ...examples.noneKnown, recordedDate: '2026-05-01' }]), 'No known allergies', /01-May-2026/],
  ['a code for none, in words for drugs only', ready([stating('No known drug allergies', NONE)]), 'No known drug allergies', /Other allergies: not recorded/],
  ['a code for none, shortened for drugs only', ready([stating('NKDA', NONE)]), 'NKDA', /Other allergies: not recorded/],
  ['a code for none, and words for one', ready([stating('Allergic to penicillin', NONE)]), 'Known allergies', /Entries disagree: .*02-Mar-2024, recorded no known allergies/],
  ['codes for none and for one', ready([stating(undefined, NONE, ['91936005', 'Allergy to penicillin'])]), 'Known allergies', /Entries disagree/],
  ['a code for an allergy, without any words', ready([stating(undefined, ['294505008'])]), 'Known allergies'],
  ['a code for none of a kind, without any words, is none that can be named', ready([stating(undefined, ['409137002'])]), 'Allergies unavailable', /could not be understood/],
  ['codes for none and for one, without words for it', ready([stating('No known allergies', NONE, ['91936005'])]), 'Known allergies', /Entries disagree/],
  ['codes for none and for none of a kind', ready([stating(undefined, NONE, ['409137002', 'No known drug allergy'])]), 'No known drug allergy', /Other allergies: not recorded/],
  ['a code for none, in other words for it', ready([stating('NKA', NONE, [NONE[0], 'No Known Allergy (situation)'])]), 'No known allergies', /Stated by/],
  ['a code for none of before 2017', ready([stating(undefined, ['160244002', 'No known allergies (context-dependent category)'])]), 'No known allergies'],
  ['a code for no information, and one for an allergy', ready([stating('No information about allergies', ['no-allergy-info', ''], ['91936005', 'Allergy to penicillin'])]), 'Known allergies'],
  ['none stated, with a reaction', ready([{ ...examples.noneKnown, reaction: [{ substance: { text: 'Penicillin' }, manifestation: [{ text: 'Anaphylaxis' }], severity: 'severe' }] }]), 'Known allergies', /Entries disagree/],
  ['none stated, with a severity alone', ready([{ ...examples.noneKnown, reaction: [{ severity: 'severe', manifestation: [NI] }] }]), 'Known allergies', /Entries disagree/],
  ['none of a kind stated, with a reaction', ready([{ ...examples.noDrugAllergy, reaction: [{ manifestation: [{ text: 'Wheeze' }] }] }]), 'Known allergies', /No known drug allergy · Stated by/],
  ['none stated, with a reaction of which nothing is known', ready([{ ...examples.noneKnown, reaction: [{ manifestation: [NI] }, {}] }]), 'No known allergies', /Stated by/],
  ['none of a kind coded, in words for all', ready([stating('No known allergies', ['409137002', 'No known drug allergy'])]), 'No known drug allergy', /Other allergies: not recorded/],
  ['none of a kind coded, shortened', ready([stating('NKDA', ['409137002', 'No known drug allergy (situation)'])]), 'No known drug allergy (situation)'],
  ['none of a kind coded, in words for all alone', ready([stating('No known allergies', ['409137002'])]), 'Allergies unavailable', /could not be understood/],
  ['none, in a code of the place and words', ready([local('No known allergies')]), 'No known allergies', /Stated by/],
  ['none of a kind, in a code of the place and words', ready([local('No known drug allergies')]), 'No known drug allergies'],
  ['an allergy in a code of the place', ready([local('Penicillin')]), 'Known allergies'],
  ...['No allergies known', 'Nil known', 'NKA', 'No known allergies/intolerances', 'No known allergies (NKA)', 'No  known\nallergies'].map((text): (typeof RULES)[number] => [`the words ${text}`, ready([stating(text)]), 'No known allergies']),
  ...['No known drug allergies/intolerances', 'No drug allergies known', 'No known drug or food allergies', 'No known reactions', 'No known drug allergies (NKDA)', 'NKDA - no known drug allergies'].map((text): (typeof RULES)[number] => [`the words ${text}`, ready([stating(text)]), text]),
  ...['No known trigger for severe allergic reactions', 'No known allergies except penicillin allergy', 'No known other drug allergies', 'No known further allergies', 'No known allergies?', '? No known allergies', 'No known allergies (NKDA)', 'No other allergies', 'No new allergies'].map((text): (typeof RULES)[number] => [`the words ${text}`, ready([stating(text)]), 'Known allergies']),
  ...['None known', 'No known allergies recorded', 'Has no known allergies', 'H/O: no known allergies', 'No history of allergies'].map((text): (typeof RULES)[number] => [`a code for none, and the words ${text}`, ready([stating(text, NONE)]), 'No known allergies', /Stated by/]),
  ...['No known drug allergies recorded', 'Has no known drug allergies', 'No history of anaphylaxis'].map((text): (typeof RULES)[number] => [`a code for none, and the words ${text}`, ready([stating(text, NONE)]), text, /Other allergies: not recorded/]),
  ...['Has no known allergies except penicillin', 'No known allergies recorded; penicillin', 'H/O: penicillin allergy', 'Has nut allergy', 'History of anaphylaxis', 'No history of anaphylaxis?'].map((text): (typeof RULES)[number] => [`a code for none, and the words ${text}`, ready([stating(text, NONE)]), 'Known allergies', /Entries disagree/]),
  ['none of a kind coded, by its history', ready([stating(undefined, ['409137002', 'No known history of drug allergy (situation)'])]), 'No known history of drug allergy (situation)', /Other allergies: not recorded/],
  ['none of a kind coded, recorded for all', ready([stating('No known allergies recorded', ['409137002', 'No known drug allergy'])]), 'No known drug allergy', /Other allergies: not recorded/],
  ['no information coded, recorded for all', ready([stating('No known allergies recorded', ['no-allergy-info'], NONE)]), 'Allergies not recorded'],
  ...['No known allergies recorded', 'No allergies recorded', 'No information about allergies', 'Allergies not known', 'Allergy status unknown'].map((text): (typeof RULES)[number] => [`the words ${text}`, ready([stating(text)]), 'Allergies not recorded']),
  ...['No allergies', 'Nil allergies', 'Patient has no known allergies', 'Allergies: none known', 'Allergy status: no known allergies'].map((text): (typeof RULES)[number] => [`the words ${text}`, ready([stating(text)]), 'No known allergies']),
  ...['Unknown', 'Not known'].map((text): (typeof RULES)[number] => [`none stated, beside an entry of ${text}`, ready([examples.noneKnown, stating(text)]), 'Known allergies', /Entries disagree/]),
  ['none stated, and called a high risk', ready([{ ...examples.noneKnown, criticality: 'high' }]), 'Known allergies', /Entries disagree/],
  ...['No drug allergies', 'No severe allergies', 'Allergies: NKDA'].map((text): (typeof RULES)[number] => [`the words ${text}`, ready([stating(text)]), text]),
  ...['Penicillin sensitivity', 'Amoxicillin - rash', 'Rash with amoxicillin', 'Penicillin - avoid', 'Serious reaction to contrast', 'Asthma and sensitivity to penicillin', 'Photosensitivity to doxycycline', 'Light sensitivity to doxycycline'].map((text): (typeof RULES)[number] =>
    [`none stated, an alert of ${text}`, ready([examples.noneKnown], [], [{ ...alertExamples.peanut, category: [], code: { text } }]), 'Known allergies', /Entries disagree/]),
  ...['Allergies: none known', 'Allergy status: no known allergies', 'Exercise intolerance', 'Light sensitivity', 'Sensitivity to noise', 'Culture and sensitivity awaited', 'Acute reaction to stress'].map((text): (typeof RULES)[number] =>
    [`none stated, an alert of ${text}`, ready([examples.noneKnown], [], [{ ...alertExamples.peanut, category: [], code: { text } }]), 'No known allergies']),
  ...['https://dmd.nhs.uk', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://fdasis.nlm.nih.gov', 'http://www.whocc.no/atc', 'http://hl7.org/fhir/sid/icd-10', 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips']
    .map((system): (typeof RULES)[number] => [`words for none, and an unlisted code of ${system}`, ready([coded(system, 'No known allergies')]), 'Known allergies']),
  ...['http://read.info/readv2', 'http://www.e-mis.com/emisopen', 'urn:oid:2.16.840.1.113883.2.1.6.2', 'https://fhir.example.nhs.uk/allergies'].map((system): (typeof RULES)[number] => [`words for none, and a code of ${system}`, ready([coded(system, 'No known allergies')]), 'No known allergies']),
  ['none stated, an alert of an adverse reaction', ready([examples.noneKnown], [], [{ ...alertExamples.peanut, code: { text: 'Adverse reaction to penicillin' } }]), 'Known allergies', /Alert: Adverse reaction to penicillin/],
  ['stated by a person, no organisation sent', ready([examples.noneKnown]), 'No known allergies', /Stated by Dr Example, Source not stated, 02-Mar-2024\./],
  ['none stated, an agent held back', ready([examples.noneKnown, masked]), 'Known allergies', /may be incomplete: Some allergies are held back by Example Surgery\./],
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

const line = (state: SectionState<AllergiesModel>): string => { const root = document.createElement('div'); render(allergyLine(state), root); return root.textContent.trim(); };

describe('allergies', () => {
  it('shows agent, reactions, severity, criticality and certainty as sent', () => {
    const [entry] = mapped(toAllergies, [examples.penicillin]).active;
    expect(entry).to.deep.include({ criticality: 'high', certainty: 'confirmed', coding: 'coded' });
    expect(entry?.agent?.label).to.equal('Penicillin V');
    expect(entry?.reactions).to.deep.equal([{ signs: 'Wheeze + Urticaria', text: 'Wheeze + Urticaria, 1999', severity: 'severe' }]);
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
  it('shows alerts about allergies in the order they came', () => {
    const { flags } = mapped(toAllergies, [], ['Latex allergy', 'Egg allergy'].map((text, at) => ({ ...alertExamples.peanut, id: `f${at}`, code: { text } })));
    expect(flags.map((one) => one.title)).to.deep.equal(['Latex allergy', 'Egg allergy']);
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
    expect(active[0]?.reactions).to.deep.equal([{ signs: undefined, text: 'Bee venom', severity: 'moderate' }]);
  });
  it('draws active entries first, ended and refuted ones under their headings', () => {
    const { root } = drawn(DscrAllergies, settled(mapped(toAllergies, [examples.refuted, examples.ended, examples.penicillin, examples.uncoded], [alertExamples.peanut])));
    expect(root.textContent).to.match(/Penicillin V[\s\S]*High risk[\s\S]*Confirmed[\s\S]*Wheeze \+ Urticaria, 1999 \(Severe\)[\s\S]*Washing powder[\s\S]*Reaction not recorded[\s\S]*Not coded[\s\S]*Peanut allergy[\s\S]*Ended \(1\)[\s\S]*Egg[\s\S]*Refuted \(1\)[\s\S]*Latex/);
  });
  it('says in one line what must be known before giving medicines', () => {
    expect(line(ready([{ ...examples.penicillin, verificationStatus: { coding: [{ code: 'unconfirmed' }] } }]))).to.match(/Severe, High risk, Unconfirmed/);
    const kept = { ...ready([examples.penicillin]), notRefreshed: { cause: 'fault', reference: 'r' } } as SectionState<AllergiesModel> & { readonly name: 'ready' };
    expect(line(kept)).to.match(/Known allergies[\s\S]*Penicillin V[\s\S]*Could not refresh\. This was loaded 01-Jun-2026 11:00\./);
    expect(line({ name: 'loading', slow: false, counts: { items: 0, received: 0, shown: 0, unshown: 0 }, kept })).to.match(/Known allergies[\s\S]*Penicillin V/);
    expect(line(ready([examples.penicillin]))).to.match(/Known allergies[\s\S]*Penicillin V[\s\S]*Severe, High risk[\s\S]*02-Mar-2024/);
    expect(line({ name: 'unavailable', problem: { cause: 'timeout', reference: 'r' } })).to.match(/Allergies unavailable[\s\S]*Check another way before prescribing/);
    expect(line({ name: 'loading', slow: false, counts: { items: 0, received: 0, shown: 0, unshown: 0 } })).to.equal('Loading allergies');
  });
  it('names what contradicts a statement of none, in the line and with its reactions', () => {
    const state = ready([{ ...examples.noneKnown, criticality: 'high', reaction: [{ substance: { text: 'Penicillin' }, manifestation: [{ text: 'Anaphylaxis' }], severity: 'severe' }] }]);
    expect(line(state)).to.match(/Known allergies[\s\S]*No known allergy, Penicillin \(Anaphylaxis, Severe, High risk\)[\s\S]*Entries disagree/);
    expect(drawn(DscrAllergies, state as Ready<AllergiesModel>).root.textContent).to.match(/Past reactions\s*Anaphylaxis, Penicillin \(Severe\)/);
    expect(line(ready([stating(undefined, NONE, ['91936005', 'Allergy to penicillin'])]))).to.contain('No known allergy, Allergy to penicillin');
  });
  it('the line says each reaction once, without its circumstances', () => {
    const latex = { ...examples.penicillin, code: { text: 'Latex' }, criticality: undefined, reaction: ['Anaphylaxis', 'Anaphylaxis', 'Rash'].map((text) => ({ manifestation: [{ text }], severity: 'severe', description: 'in theatre' })) };
    expect(line(ready([latex]))).to.contain('Latex (Anaphylaxis, Rash, Severe)').and.not.contain('in theatre');
  });
  it('shows the words of a statement as sent, all of them where they differ', () => {
    const titles = (...entries: readonly Resource[]): unknown => mapped(toAllergies, entries).none.map((one) => one.title);
    expect(titles(stating('NKDA', ['409137002', 'No known drug allergy']))).to.deep.equal(['NKDA']);
    expect(mapped(toAllergies, [stating(undefined, ['294505008'])]).active[0]?.title).to.equal('294505008 (http://snomed.info/sct)');
    expect(titles(stating('No known allergies', ['409137002', 'No known drug allergy']))).to.deep.equal(['No known allergies, No known drug allergy']);
  });
  it('takes an alert for one about an allergy by its words, its notes and what it points at, and no other', () => {
    const notes = (text: string): object => ({ extension: [{ url: 'https://fhir.nhs.uk/England/StructureDefinition/Extension-FlagNotes', valueAnnotation: { text } }] });
    const detail = (display: string): object => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/flag-detail', valueReference: { reference: 'AllergyIntolerance/x', display } }] });
    const isOne = (text: string, more: object = {}): boolean => mapped(toAllergies, [], [{ ...alertExamples.infection, category: [], code: { text }, ...more }]).flags.length > 0;
    for (const text of ['Adverse reaction to penicillin', 'Adverse drug reaction', 'Penicillin hypersensitivity', 'Sensitive to latex', 'Sensitivity to codeine']) expect(isOne(text), text).to.equal(true);
    expect([isOne('Clinical alert', notes('Anaphylaxis to penicillin 2019')), isOne('Clinical alert', detail('Allergy to penicillin')), isOne('No known allergies', notes('Anaphylaxis to penicillin 2019'))]).to.deep.equal([true, true, true]);
    expect(mapped(toAllergies, [], [{ ...alertExamples.peanut, code: { text: 'Clinical alert' }, ...notes('Anaphylaxis to penicillin 2019') }]).flags[0]?.title).to.equal('Clinical alert, Anaphylaxis to penicillin 2019');
    for (const text of ['No history of anaphylaxis', 'no known allergies recorded', 'No known history of drug allergy.']) expect(isOne('Clinical alert', notes(text)), text).to.equal(false);
    for (const text of ['No history of anaphylaxis, allergic to nuts', 'History of anaphylaxis']) expect(isOne('Clinical alert', notes(text)), text).to.equal(true);
    expect([isOne('Clinical alert', notes('NKDA')), isOne('Clinical alert', notes('Big dog')), isOne('Sensitive to loud noises'), isOne('Sensitive information')]).to.deep.equal([false, false, false, false]);
    for (const text of ['Drug reaction: trimethoprim', 'Reacts badly to penicillin', 'Reaction to amoxicillin', 'Penicillin - do not give', 'Avoid latex', 'Latex sensitivity', 'Latex sensitive',
      'ADR: morphine', 'Angioedema with ACE inhibitor', 'Angio-oedema due to ramipril', 'Stevens-Johnson syndrome with carbamazepine', 'EpiPen carried', 'Anaphylaxis to wasp', 'Malignant hyperthermia: avoid suxamethonium', 'Malignant hyperpyrexia']) expect(isOne(text), text).to.equal(true);
    for (const text of ['Sensitive to noise', 'Sensitive to bright light', 'Reacts badly to strangers', 'Bereavement reaction', 'Reacted well to aspirin', 'Do not give information to family', 'Do not give blood products', 'Avoid NSAIDs: kidney disease', 'Avoid male carers', 'Penicillin prophylaxis: no spleen',
      'MRSA, penicillin sensitive', 'Meticillin resistant: do not share a room', 'ADRT in place', 'Adrenal insufficiency', 'Hereditary angioedema', 'Hereditary angioedema with normal C1 inhibitor', 'GP is Dr Stevens', 'Malignant hypertension', 'Insulin pen in fridge']) expect(isOne(text), text).to.equal(false);
    expect(isOne('', { code: { coding: [{ system: 'http://snomed.info/sct', code: '91936005' }] } })).to.equal(true);
    expect(isOne('Lives alone', { category: [{ text: 'Allergy' }] })).to.equal(true);
    expect(isOne('No known allergies', { category: [{ text: 'Allergy' }] })).to.equal(false);
  });
  it('marks in the line what is not understood, has ended or is to come', () => {
    const MARK = /Part of this entry could not be understood\. Check with/;
    expect(line(ready([{ ...examples.penicillin, implicitRules: 'urn:x' }]))).to.match(/Penicillin V[\s\S]*Part of this entry could not be understood\. Check with/);
    expect(line(ready([examples.penicillin]))).not.to.match(MARK);
    const end = [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd', extension: [{ url: 'endDate', valueDateTime: '2020-01-01' }] }];
    expect(line(ready([{ ...examples.penicillin, extension: end }]))).to.match(/Penicillin V \(Wheeze \+ Urticaria, Severe, High risk, Ended 01-Jan-2020\)/);
    const flagged = (more: object): string => line(ready([], [], [{ ...alertExamples.peanut, ...more }]));
    expect(flagged({ implicitRules: 'urn:x' })).to.match(/Alert: Peanut allergy Part of this entry could not be understood/);
    expect(flagged({ period: { start: '2019', end: '2020-05-01' } })).to.contain('Alert: Peanut allergy Until 01-May-2020');
    expect(flagged({ period: { start: '2030-05-01' } })).to.contain('Alert: Peanut allergy From 01-May-2030');
    expect(flagged({ period: { start: '2019', end: '2030' } })).to.match(/Alert: Peanut allergy$/);
  });
  it('puts a severity nobody knows before a known one, as sent', () => {
    const of = (...severities: readonly string[]): Resource => ({ ...examples.penicillin, reaction: severities.map((severity) => ({ severity })) });
    expect([['mild', 'fatal'], ['severe', 'mild'], ['mild', 'moderate']].map((all) => worstSeverity(mapped(toAllergies, [of(...all)]).active[0]!))).to.deep.equal(['fatal', 'severe', 'moderate']);
    expect(line(ready([of('mild', 'fatal')]))).to.contain('(fatal, High risk)');
  });
  it('says of an agent held back by its source that it is, and counts it as a gap', () => {
    const reason = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'masked', display: 'Masked' }] };
    for (const one of [masked, { ...masked, code: reason }, { ...masked, code: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'MSK' }] } }]) {
      const { active, mapper } = mapped(toAllergies, [one]);
      expect(active.map(({ title }) => title)).to.deep.equal(['Some information is held back']);
      expect(mapper.gaps?.()).to.deep.equal([{ kind: 'withheld-at-source', organisation: 'Example Surgery' }]);
    }
    expect(mapped(toAllergies, [{ ...masked, code: reason, reaction: [{ substance: { text: 'Penicillin' } }] }]).active[0]?.title).to.equal('Penicillin');
    expect(mapped(toAllergies, [{ ...masked, code: { ...reason, text: 'Sensitive entry' } }]).active[0]?.title).to.equal('Sensitive entry');
    expect(mapped(toAllergies, [examples.penicillin]).mapper.gaps?.()).to.deep.equal([]);
  });
  it('stands entries of one agent together whatever the order of their codes', () => {
    const snomed = { system: 'http://snomed.info/sct', code: '91936005' };
    const coded = (id: string, text: string, recordedDate: string, ...coding: readonly object[]): Resource => ({ ...examples.uncoded, id, recordedDate, code: { text, coding } });
    const { active } = mapped(toAllergies, [
      coded('a', 'Penicillin', '2001', snomed, { system: 'urn:emis', code: 'E1' }), coded('b', 'Oranges', '2010'), coded('c', 'Allergy to penicillin', '2020', { system: 'urn:tpp', code: 'T1' }, snomed),
      coded('d', 'Bees', '2011', { system: 'urn:other', code: 'E1' }),
    ]);
    expect(active.map((one) => one.title)).to.deep.equal(['Allergy to penicillin', 'Penicillin', 'Bees', 'Oranges']);
  });
  it('says who told of it beside who wrote it down', () => {
    const source = (more: object): unknown => mapped(toAllergies, [{ ...examples.penicillin, ...more }]).active[0]?.details.find(([name]) => name === 'source')?.[1];
    expect(source({ asserter: { reference: 'Patient/example' } })).to.equal('Patient');
    expect(source({ asserter: { reference: 'RelatedPerson/r', display: 'Ann Carer' } })).to.equal('Ann Carer');
    expect([source({}), source({ asserter: examples.penicillin.recorder }), source({ recorder: undefined, asserter: { display: 'Ann Carer' } })]).to.deep.equal([undefined, undefined, undefined]);
    expect(source({ recorder: { reference: 'Practitioner/gone' }, asserter: { display: 'Ann Carer' } })).to.equal(undefined);
  });
  it('says who entered or changed it where the API tells', () => {
    const told: Resource = { resourceType: 'Provenance', id: 'v', target: [{ reference: `AllergyIntolerance/${examples.penicillin.id}` }], recorded: '2026-03-02', agent: [{ who: { display: 'Dr Example' } }] };
    expect(new Map(mapped(toAllergies, [examples.penicillin], [told]).active[0]?.details).get('history')).to.equal('02-Mar-2026 · Dr Example');
    expect(allergies.searches.find(({ main }) => main)?.include).to.include('Provenance:target');
  });
  it('holds any shape', () => { holdsAnything(toAllergies, Object.values(examples)); });
});
