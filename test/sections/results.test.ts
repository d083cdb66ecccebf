import { expect } from '@open-wc/testing';
import { compareDecimals } from '../../src/fhir/datatypes/decimal.js';
import { isInvestigationRequest, kindOfInvestigation } from '../../src/fhir/investigation.js';
import { cameFrom } from '../../src/fhir/subject.js';
import type { Resource } from '../../src/record/resource.js';
import type { Ready } from '../../src/record/section-state.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { wholeSpan } from '../../src/sections/results/history.js';
import { flagCode, observation, quantity, resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { limitsOf } from '../../src/sections/results/measure.map.js';
import { areTwins, changeOf, numberOf, previousOf, twinsOf } from '../../src/sections/results/series.map.js';
import type { Flag, Result, ResultsModel, Row } from '../../src/sections/results/results.model.js';
import { contextOf, drawn, holdsAnything, mapped, ready } from './support-clinical.js';

const all = Object.values(examples) as readonly Resource[];
const ids = (rows: readonly Row[]): readonly (string | undefined)[] => rows.map(({ resource }) => resource.id);
const part = (model: ResultsModel, id: string): ResultsModel['parts'][number] => model.parts.find((one) => one.part === `results.${id}`)!;
const rowsOf = ({ series }: ResultsModel['parts'][number]): readonly Row[] => series.flatMap(({ rows }) => rows);
function one(resource: Resource): Result {
  const model = mapped(toResults, [resource]);
  return model.result(model.parts.flatMap(rowsOf)[0]!);
}
const valueOf = (more: Readonly<Record<string, unknown>>): string => one(observation('x', 'Test', more)).values.map(({ text }) => text).join('|');
const flagOf = (more: Readonly<Record<string, unknown>>): Flag | undefined => one(observation('x', 'Test', more)).flag;
const draw = (resources: readonly Resource[] = all, properties: Readonly<Record<string, unknown>> = {}): ReturnType<typeof drawn> => drawn(DscrResults, ready(mapped(toResults, resources)), properties);
const text = (root: HTMLElement): string => (root.textContent ?? '').replace(/\s+/g, ' ');

describe('when a result was taken', () => {
  it('says every time of a timing as sent, and has the last of them as its date', () => {
    const { details, provenance } = one(observation('x', 'Test', { effectiveDateTime: undefined, effectiveTiming: { event: ['2026-05-01T08:00:00Z', '2026-05-01T20:00:00Z'] }, issued: '2026-05-02' }));
    const other = mapped(toResults, [observation('y', 'Test', { effectiveDateTime: undefined, effectiveTiming: { event: ['2026-05-02T00:30:00+05:00', '2026-05-01T20:00:00Z', '2026-04-30'] } })]), [row] = part(other, 'laboratory').series[0]!.rows;
    expect([row!.date, row!.isReported, other.result(row!).provenance.date?.raw]).to.deep.equal(['2026-05-01T20:00:00Z', false, '2026-05-01T20:00:00Z']);
    expect(Object.fromEntries(details)['sampled']).to.equal('on 01-May-2026 09:00, 01-May-2026 21:00');
    expect([provenance.date?.raw, provenance.dated]).to.deep.equal(['2026-05-01T20:00:00Z', 'Sample taken']);
  });
});

describe('which part a result belongs to', () => {
  const coded = (resourceType: string, system: string | undefined, code: string, where = 'category'): Resource => ({ resourceType, [where]: [{ coding: [{ ...(system && { system }), code }] }] });
  const V2 = 'http://terminology.hl7.org/CodeSystem/v2-0074';
  const TABLE: readonly (readonly [Resource, string])[] = [
    [coded('DiagnosticReport', V2, 'LAB'), 'laboratory'], [coded('DiagnosticReport', V2, 'RAD'), 'imaging'], [coded('DiagnosticReport', V2, 'EC'), 'other'],
    [coded('DiagnosticReport', 'http://loinc.org', 'LP29684-5'), 'imaging'], [coded('DiagnosticReport', 'http://snomed.info/sct', '394914008'), 'imaging'],
    [coded('DiagnosticReport', 'http://snomed.info/sct', '4201000179104'), 'imaging'], [coded('DiagnosticReport', 'http://snomed.info/sct', '722124004', 'code'), 'imaging'],
    [coded('DiagnosticReport', 'http://snomed.info/sct', '721981007', 'code'), 'laboratory'], [coded('Observation', 'http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'), 'laboratory'],
    [coded('Observation', 'http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs'), 'other'], [coded('ServiceRequest', 'https://fhir.nhs.uk/nicip', 'XCHES', 'code'), 'imaging'],
    // CT of another system is not a scan
    [coded('Observation', 'urn:local', 'CT'), 'other'], [coded('Observation', undefined, 'CT'), 'imaging'],
    [{ resourceType: 'DiagnosticReport', imagingStudy: [{ reference: 'ImagingStudy/1' }] }, 'imaging'], [{ resourceType: 'ImagingStudy' }, 'imaging'],
    [{ resourceType: 'Observation', category: [{ text: 'Laboratory' }] }, 'laboratory'], [{ resourceType: 'Observation' }, 'other'],
    // said to be both: cannot be told
    [{ resourceType: 'DiagnosticReport', category: [{ coding: [{ system: V2, code: 'LAB' }, { system: V2, code: 'RAD' }] }] }, 'other'],
  ];
  for (const [resource, kind] of TABLE) it(`${JSON.stringify(resource)} → ${kind}`, () => { expect(kindOfInvestigation(resource)).to.equal(kind); });
  it('tells investigations from referrals', () => {
    expect([examples.requestedBloods, examples.requestedChest, { resourceType: 'ServiceRequest', category: [{ text: 'Referral' }] }].map(isInvestigationRequest)).to.deep.equal([true, true, false]);
  });
});

describe('values as received', () => {
  const TABLE: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ valueQuantity: quantity('5.10', 'mmol/L') }, '5.10 mmol/L'], [{ valueQuantity: quantity('1', 'mg/L', { comparator: '<' }) }, '<1 mg/L'], [{ valueQuantity: { value: 74 } }, '74'],
    [{ valueQuantity: { unit: 'x10*9/L', code: '10*9/L', value: '7.40' } }, '7.40 x10*9/L'], [{ valueString: 'Line one\n  Line two <b>' }, 'Line one\n  Line two <b>'],
    [{ valueCodeableConcept: { text: 'Not detected' } }, 'Not detected'], [{ valueBoolean: false }, 'false'], [{ valueInteger: 0 }, '0'], [{ valueTime: '14:35:00' }, '14:35:00'],
    [{ valueDateTime: '2026-05' }, 'May-2026'], [{ valuePeriod: { start: '2026-05-01', end: '2026-05-03' } }, '01-May-2026 – 03-May-2026'],
    [{ valueRange: { low: quantity('3', 'mm'), high: quantity('4.0', 'mm') } }, '3 – 4.0 mm'], [{ valueRange: { low: quantity('3', 'mm') } }, '≥ 3 mm'],
    [{ valueRange: { low: quantity('3', 'mm'), high: quantity('4', 'cm') } }, '3 mm – 4 cm'],
    [{ valueRatio: { numerator: { value: 1 }, denominator: { value: 320 } } }, '1 : 320'], [{ valueSampledData: { origin: { value: 0, unit: 'uV' }, period: 10, dimensions: 1, data: '1 2 E' } }, '1 2 E (origin 0 uV, period 10, dimensions 1)'],
    [{ valueAttachment: { contentType: 'image/png', title: 'Trace' } }, 'Trace'], [{ valueSomething: { odd: [1] } }, '{"odd":[1]}'], [{ valueQuantity: '7' }, '7'], [{ valueQuantity: [quantity('2', 'g')] }, '2 g'],
    [{ valueString: 'a', valueInteger: 2 }, 'a|2'], [{ valueQuantity: {} }, ''], [{}, ''],
  ];
  for (const [sent, shown] of TABLE) it(`${JSON.stringify(sent)} → ${shown}`, () => { expect(valueOf(sent)).to.equal(shown); });
});

describe('flags', () => {
  const range = (low?: unknown, high?: unknown, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ ...(low !== undefined && { low }), ...(high !== undefined && { high }), ...more });
  const mmol = (value: string): unknown => quantity(value, 'mmol/L');
  const TABLE: readonly (readonly [name: string, sent: Readonly<Record<string, unknown>>, expected: 'above' | 'below' | undefined])[] = [
    ['above', { valueQuantity: mmol('5.31'), referenceRange: [range(mmol('3.5'), mmol('5.3'))] }, 'above'],
    ['below a one-sided range', { valueQuantity: mmol('3.49'), referenceRange: [range(mmol('3.5'))] }, 'below'],
    ['on the limit, with another number of digits', { valueQuantity: mmol('5.300'), referenceRange: [range(mmol('3.5'), mmol('5.3'))] }, undefined],
    ['where a float would be rounded', { valueQuantity: mmol('0.30000000000000004'), referenceRange: [range(undefined, mmol('0.3'))] }, 'above'],
    ['a range without unit', { valueQuantity: mmol('6'), referenceRange: [range({ value: '3.5' }, { value: '5.3' })] }, 'above'],
    ['a range of another unit', { valueQuantity: mmol('6'), referenceRange: [range(undefined, quantity('5.3', 'g/L'))] }, undefined],
    ['a value without unit beside a range that has one', { valueQuantity: { value: '6' }, referenceRange: [range(undefined, mmol('5.3'))] }, undefined],
    ['a comparator', { valueQuantity: quantity('90', 'mmol/L', { comparator: '>' }), referenceRange: [range(undefined, mmol('5.3'))] }, undefined],
    ['two ranges', { valueQuantity: mmol('6'), referenceRange: [range(undefined, mmol('5.3')), range(undefined, mmol('5.1'))] }, undefined],
    ['a range for an age', { valueQuantity: mmol('6'), referenceRange: [range(undefined, mmol('5.3'), { age: { high: { value: 5 } } })] }, undefined],
    ['a therapeutic range', { valueQuantity: mmol('6'), referenceRange: [range(undefined, mmol('5.3'), { type: { coding: [{ code: 'treatment' }] } })] }, undefined],
    ['a range of words', { valueQuantity: mmol('6'), referenceRange: [{ text: '3.5-5.3' }] }, undefined],
    ...['Reference range 3.5 to 5.3 mmol/L', 'normal', '(3.50 – 5.30)', 'between 3.5 and 5.3'].map((words) => [`words that say no more: ${words}`, { valueQuantity: mmol('6'), referenceRange: [range(mmol('3.50'), mmol('5.3'), { text: words })] }, 'above'] as const),
    ...['Adults over 18: 3.5 to 5.3', 'Fasting', 'Male 3.5-5.3, female 3.1-5.0', '3.5-5.3 g/L', '5.3', '3,5-5,3', '> 5.3', 'N/A', '%'].map((words) => [`words that say more: ${words}`, { valueQuantity: mmol('6'), referenceRange: [range(mmol('3.50'), mmol('5.3'), { text: words })] }, undefined] as const),
    ...['3.5-5.3 mmol/L', '3.5-5.3', '3.5 mmol/l to 5.3 mmol/l'].map((words) => [`a range whose words alone have the unit: ${words}`, { valueQuantity: mmol('6.9'), referenceRange: [range({ value: '3.5' }, { value: '5.3' }, { text: words })] }, 'above'] as const),
    ...['3.5-5.3 g/L', '3.5-5.3 mmol/24 h', '3.5-5.3 mmol/Lmmol/L', 'M 3.5-5.3'].map((words) => [`words of another unit, or of more than one: ${words}`, { valueQuantity: mmol('6.9'), referenceRange: [range({ value: '3.5' }, { value: '5.3' }, { text: words })] }, undefined] as const),
    ...['3.5-5.3 mmol/l', '>3.5 and <5.3', '≥ 3.5, <= 5.3', '3.5 ~ 5.3', '{3.5-5.3}', '3.5 \u2212 5.3', '3.5\u20145.3'].map((words) => [`a way to write both limits: ${words}`, { valueQuantity: mmol('6.9'), referenceRange: [range(mmol('3.5'), mmol('5.3'), { text: words })] }, 'above'] as const),
    ...['<3.5 and >5.3', 'Male 3.5-5.3', 'M: 3.5-5.3', '3.5-5.3-7.1'].map((words) => [`not the limits, or more than them: ${words}`, { valueQuantity: mmol('6.9'), referenceRange: [range(mmol('3.5'), mmol('5.3'), { text: words })] }, undefined] as const),
    ...['Normal: 3-5', 'normal range 3-5 L', 'normal 3-5 l'].map((words) => [`litres, and words that end in the same letter: ${words}`, { valueQuantity: quantity('6', 'L'), referenceRange: [range(quantity('3', 'L'), quantity('5', 'L'), { text: words })] }, 'above'] as const),
    ['a text with the unit that its only limit lacks', { valueQuantity: mmol('6.9'), referenceRange: [range(undefined, { value: '5.3' }, { text: '<5.3 mmol/L' })] }, 'above'],
    ...([['\u00b5mol/L', '\u03bcmol/L', 'above'], ['\u03bcmol/L', '\u00b5mol/L', 'above'], ['\u00b5mol/L', 'umol/L', undefined], ['\u00b5mol/L', 'mmol/L', undefined], ['m\u00b2', 'm2', undefined]] as const).flatMap(([unit, other, expected]) => [
      [`a limit whose unit is written ${encodeURI(other)}, beside ${encodeURI(unit)}`, { valueQuantity: { value: '110', unit }, referenceRange: [range({ value: '60', unit: other }, { value: '105', unit: other })] }, expected],
      [`words whose unit is written ${encodeURI(other)}, beside ${encodeURI(unit)}`, { valueQuantity: quantity('110', unit), referenceRange: [range({ value: '60' }, { value: '105' }, { text: `60-105 ${other}` })] }, expected],
    ] as const),
    ['a negative limit with its sign', { valueQuantity: mmol('-3'), referenceRange: [range(mmol('-2'), mmol('2'), { text: '>-2 and <2' })] }, 'below'],
    ['a unit beside a shorter one', { valueQuantity: quantity('2', 'm'), referenceRange: [range(undefined, { value: '1' }, { text: '<1 mm' })] }, undefined],
    ['a text of one side that is the other', { valueQuantity: mmol('6'), referenceRange: [range(undefined, mmol('5.3'), { text: '>5.3' })] }, undefined],
    ['words that name other limits', { valueQuantity: mmol('5.2'), referenceRange: [range(mmol('3.5'), mmol('5.0'), { text: '3.5 - 5.3 mmol/L' })] }, undefined],
    ['words of one side, beside a nought', { valueQuantity: mmol('6'), referenceRange: [range(mmol('0'), mmol('5'), { text: '<5.0' })] }, 'above'],
    ['no number', { valueString: '6', referenceRange: [range(undefined, mmol('5.3'))] }, undefined],
    ['a modifier extension', { valueQuantity: mmol('6'), modifierExtension: [{ url: 'urn:x' }], referenceRange: [range(undefined, mmol('5.3'))] }, undefined],
    ['a status nobody knows', { valueQuantity: mmol('6'), status: 'guessed', referenceRange: [range(undefined, mmol('5.3'))] }, undefined],
  ];
  for (const [name, sent, expected] of TABLE) it(`calculated: ${name} → ${expected ?? 'nothing'}`, () => { expect(flagOf(sent)).to.deep.equal(expected && { computed: expected }); });

  it('shows every code sent and calculates nothing beside it', () => {
    expect(flagOf({ valueQuantity: mmol('6'), interpretation: [flagCode('N'), flagCode('QCF', 'Quality control failure')], referenceRange: [range(undefined, mmol('5.3'))] }))
      .to.deep.equal({ codes: [{ code: 'N', words: undefined }, { code: 'QCF', words: 'Quality control failure' }] });
  });
  it('does not read the codes of another system as ours', () => {
    expect(flagOf({ interpretation: [{ coding: [{ system: 'urn:local', code: 'L', display: 'Lipaemic' }] }] })).to.deep.equal({ codes: [{ code: undefined, words: 'Lipaemic' }] });
  });
  it('takes a word that is one of ours for its code, so that it stands out as that does', () => {
    const readAs = (interpretation: unknown): unknown => flagOf({ valueQuantity: mmol('6'), interpretation: [interpretation] });
    expect(readAs({ text: 'CRITICAL high ' })).to.deep.equal({ codes: [{ code: 'HH', words: 'CRITICAL high ' }] });
    expect(readAs({ coding: [{ system: 'http://snomed.info/sct', code: '17621005', display: 'Normal' }] })).to.deep.equal({ codes: [{ code: 'N', words: 'Normal' }] });
    expect(readAs({ text: 'Abnormal, see report' })).to.deep.equal({ codes: [{ code: undefined, words: 'Abnormal, see report' }] });
  });
  it('compares digits, whatever their number', () => {
    expect([compareDecimals('1e2', '100.0'), compareDecimals('-0.5', '-0.49'), compareDecimals('12345678901234567890.1', '12345678901234567890.2'), compareDecimals('4', 'x')]).to.deep.equal([0, -1, -1, undefined]);
  });
});

describe('results', () => {
  it('orders each part newest first, whatever order pages come in, dateless ones last', () => {
    const dates = ['2026-01-02', undefined, '2026-01-03T10:00:00+01:00', '2025', '2026-01-03T09:30:00Z', 'soon'];
    const model = mapped(toResults, dates.map((date, index) => observation(String(index), 'Sodium', { effectiveDateTime: date, valueInteger: 1 })));
    expect(ids(rowsOf(part(model, 'laboratory')))).to.deep.equal(['4', '2', '0', '3', '1', '5']);
  });
  it('orders by the date that came, whichever it is', () => {
    const day = '2026-05-01', specimen = [{ reference: 'Specimen/s' }];
    const results = [{ effectiveDateTime: day }, { effectiveInstant: day }, { effectivePeriod: { start: day } }, { effectivePeriod: { end: day } }, { effectiveDateTime: undefined, specimen }, { effectiveDateTime: undefined, issued: day }]
      .map((more, index) => observation(String(index), 'Sodium', { effectiveDateTime: undefined, valueInteger: 1, ...more }));
    const requests = [{ authoredOn: day }, { authoredOn: undefined, occurrenceDateTime: day }].map((more, index) => ({ ...examples.requestedBloods, id: `q${index}`, ...more }));
    const model = mapped(toResults, [...results, ...requests, { ...examples.study, started: day }], [{ resourceType: 'Specimen', id: 's', collection: { collectedDateTime: day } }]);
    const dates = [...rowsOf(part(model, 'laboratory')), ...rowsOf(part(model, 'other')), ...part(model, 'imaging').reports, ...model.pending].map(({ date }) => date);
    expect(dates).to.deep.equal(Array.from({ length: 9 }, () => day));
  });
  it('keeps one array from page to page while pages come in order', () => {
    const mapper = toResults({ patient: { resourceType: 'Patient' }, lookup: { find: () => undefined }, highRisk: [] });
    mapper.add(observation('1', 'Sodium', { effectiveDateTime: '2026-02' }));
    const before = part(mapper.model(), 'laboratory').series[0]!.rows;
    mapper.add(observation('2', 'Sodium', { effectiveDateTime: '2026-01' }));
    expect(part(mapper.model(), 'laboratory').series[0]!.rows).to.equal(before);
    expect(ids(before)).to.deep.equal(['1', '2']);
  });
  it('puts what was asked for and not reported in a group of its own, and a reported request with its report', () => {
    const model = mapped(toResults, all);
    expect(ids(model.pending)).to.deep.equal(['sr-bloods']);
    const chest = model.report(part(model, 'imaging').reports[0]!);
    expect(Object.fromEntries(chest.details)['requested']).to.equal('XR Chest, Dr Example, Cough, 30-Mar-2026');
    expect(model.mapper.items()).to.equal(all.length - 2);
  });
  it('keeps a completed request that no result names apart from the open ones', () => {
    const model = mapped(toResults, [{ ...examples.requestedBloods, status: 'completed' }]);
    expect([ids(model.pending), ids(model.closed)]).to.deep.equal([[], ['sr-bloods']]);
  });
  it('shows an imaging study by itself where no report speaks of it', () => {
    const model = mapped(toResults, [examples.study]);
    expect(model.report(part(model, 'imaging').reports[0]!).title).to.equal('Digital Radiography · Chest · Series: 2');
  });
  it('keeps results in a line whose unit is written with either of the two letters micro', () => {
    const model = mapped(toResults, ['\u00b5mol/L', '\u03bcmol/L', 'umol/L'].map((unit, at) => observation(`o${at}`, 'Creatinine', { valueQuantity: quantity(String(80 + at), unit) })));
    expect(part(model, 'laboratory').series.map(({ rows }) => ids(rows).length).sort()).to.deep.equal([1, 2]);
  });
  it('keeps one test, specimen and unit in a line, and a word among its numbers', () => {
    const at = (id: string, more: Readonly<Record<string, unknown>>, date: string): Resource => observation(id, 'Potassium', { effectiveDateTime: date, ...more });
    const model = mapped(toResults, [at('a', { valueString: 'Haemolysed' }, '2026-05-04'), at('b', { valueQuantity: quantity('5.10', 'mmol/L') }, '2026-05-03'), at('c', { valueQuantity: quantity('20', 'mg/dL') }, '2026-05-02'),
      at('d', { valueQuantity: quantity('4.9', 'mmol/L') }, '2026-05-01'), at('e', { valueQuantity: quantity('4', 'mmol/L'), specimen: { display: 'Urine' } }, '2026-04-01')]);
    expect(part(model, 'laboratory').series.map(({ rows, unit, group }) => [ids(rows), unit, group.length])).to.deep.equal([[['a', 'b', 'd'], 'mmol/L', 2], [['c'], 'mg/dL', 2], [['e'], 'mmol/L', 1]]);
  });
  it('says a change exactly, and only between numbers that may be compared', () => {
    const of = (...values: readonly Readonly<Record<string, unknown>>[]): unknown => {
      const model = mapped(toResults, values.map((value, index) => observation(String(index), 'Potassium', { effectiveDateTime: `2026-05-0${9 - index}`, valueQuantity: value })));
      const line = part(model, 'laboratory').series[0]!;
      const before = previousOf(line, line.rows[0]!);
      return before && changeOf(line.rows[0]!, before, line);
    };
    const mmol = (value: string, more = {}): Readonly<Record<string, unknown>> => quantity(value, 'mmol/L', more);
    expect([of(mmol('5.10'), mmol('4.9')), of(mmol('4.9'), mmol('5.10')), of(mmol('5.0'), mmol('5.00')), of(mmol('5'), mmol('4', { comparator: '<' })), of(mmol('5'), quantity('4', 'mg/dL'))])
      .to.deep.equal([['+', '0.20'], ['-', '0.20'], ['=', ''], undefined, undefined]);
  });
  it('shows the same value of the same time as possibly the same, each with its source', () => {
    const { root } = draw([examples.potassium, { ...examples.potassium, id: 'again', performer: [{ reference: 'Organization/gp', display: 'Example Surgery' }] }]);
    expect(text(root.querySelector<HTMLElement>('.twins')!)).to.match(/Possibly the same.*5\.10 mmol\/L.*Example Hospital.*5\.10 mmol\/L.*Example Surgery/);
  });
  it('names panels inside panels once, whoever names whom', () => {
    const inner = observation('inner', 'Inner panel', { hasMember: [{ reference: 'Observation/wcc' }, { reference: 'Observation/fbc' }] });
    const model = mapped(toResults, [examples.report, { ...examples.panel, hasMember: [{ reference: 'Observation/inner' }] }, inner, examples.whiteCells]);
    expect(model.report(part(model, 'laboratory').reports[0]!).results.map(({ title, depth }) => [title, depth])).to.deep.equal([['Full blood count', 0], ['Inner panel', 1], ['White cell count', 2]]);
  });
  it('gives a report its conclusion, full text, study and results', () => {
    const model = mapped(toResults, all);
    const details = Object.fromEntries(model.report(part(model, 'imaging').reports[0]!).details);
    expect(details['conclusion']).to.equal('Heart size normal.\n\nNo focal consolidation.');
    expect(details['report']).to.equal('Line one\nLine two');
    expect(details['images']).to.equal('Digital Radiography · Chest · Series: 2');
    expect(details['document']).to.equal('Full report, text/plain; charset=utf-8, 1 kB');
    const bloods = model.report(part(model, 'laboratory').reports[0]!);
    expect(bloods.results.map((result) => [result.title, result.values[0]?.text])).to.deep.equal([['Full blood count', undefined], ['White cell count', '17.10 10*9/L']]);
  });
  it('gives a study the side of each part of the body, and why it was done', () => {
    const series = [{ uid: '1', bodySite: { display: 'Knee' }, laterality: { display: 'Left' } }, { uid: '2', bodySite: { display: 'Hip' }, laterality: { display: 'Right' } }, { uid: '3', bodySite: { display: 'Pelvis' } }];
    const model = mapped(toResults, [{ ...examples.study, series, reasonCode: [{ text: 'Fall' }] }]);
    const { title, details } = model.report(part(model, 'imaging').reports[0]!);
    expect(title).to.contain('Knee Left, Hip Right, Pelvis');
    expect(Object.fromEntries(details)['reason']).to.equal('Fall');
  });
  it('shows the laboratory\'s notes on a report, with their author, where they come as an extension', () => {
    const note = (words: string, more: object = {}): object => ({ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-DiagnosticReport.note', valueAnnotation: { text: words, ...more } });
    const model = mapped(toResults, [{ ...examples.chest, extension: [note('Phoned to the ward', { authorString: 'Dr Example', time: '2026-04-01T11:00:00Z' }), { url: 'urn:other', valueString: 'x' }, note('Please repeat')] }]);
    expect(Object.fromEntries(model.report(part(model, 'imaging').reports[0]!).details)['notes']).to.equal('Phoned to the ward (Dr Example, 01-Apr-2026 12:00)\nPlease repeat');
  });
  it('ends the axis of a trend within the time of its newest result, however roughly that is known', () => {
    for (const [date, end] of [['2026', '2026-12-31'], ['2026-02', '2026-02-28'], ['2026-02-03T08:00:00Z', '2026-02-03']] as const) {
      const { parts } = mapped(toResults, [observation('a', 'Sodium', { effectiveDateTime: '2025-01-02', valueQuantity: quantity('140', 'mmol/L') }), observation('b', 'Sodium', { effectiveDateTime: date, valueQuantity: quantity('141', 'mmol/L') })]);
      const span = wholeSpan(parts.flatMap(({ series }) => series.map((one) => ({ series: one, rows: one.rows }))))!;
      expect(span.map((time) => new Date(time).toISOString().slice(0, 10)), date).to.deep.equal(['2025-01-02', end]);
    }
  });
  for (const [status, said] of [['amended', true], ['corrected', true], ['appended', true], ['final', false], ['preliminary', false]] as const) {
    it(`${said ? 'says' : 'does not say'} when a report that is ${status} was last changed`, () => {
      const model = mapped(toResults, [{ ...examples.report, status, meta: { lastUpdated: '2026-03-02T10:15:00Z' } }]);
      const { details } = model.report(part(model, 'laboratory').reports[0]!);
      expect(Object.fromEntries(details)['lastUpdated'] !== undefined).to.equal(said);
    });
  }
  it('says the status of each result inside a report that is not final', () => {
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, [examples.report, examples.panel, { ...examples.whiteCells, status: 'corrected' }])), { view: 'reports' });
    root.querySelector<HTMLButtonElement>('.row .title')!.click();
    again();
    expect((root.textContent ?? '').replace(/\s+/g, ' ')).to.match(/Amended.*White cell count 17\.10 10\^9\/L.*Corrected/);
  });
  it('never shows by way of a report what the section itself does not show', () => {
    const hidden = observation('hidden', 'Hidden test', { valueString: 'secret' });
    const report: Resource = { ...examples.report, result: [{ reference: 'Observation/hidden', display: 'Hidden test' }, { display: 'Named only' }] };
    const mapper = toResults({ patient: { resourceType: 'Patient' }, lookup: { find: (sent) => ((sent as { reference?: string }).reference === 'Observation/hidden' ? hidden : undefined) }, highRisk: [] });
    mapper.add(report);
    const model = mapper.model();
    expect(model.report(part(model, 'laboratory').reports[0]!).results.map(({ title }) => title)).to.deep.equal(['Named only: Not available']);
  });
  it('gives back as unreadable only what has nothing to show', () => {
    const { mapper } = mapped(toResults, []);
    expect(mapper.add({ resourceType: 'Observation', id: 'x', status: 'final' })).to.equal(false);
    expect(mapper.add({ resourceType: 'Observation', id: 'y', valueInteger: 0 })).to.equal(true);
  });
  it('shows what has anything to say, whatever says it', () => {
    const SAYING: Readonly<Record<string, readonly string[]>> = {
      Observation: ['code', 'component', 'hasMember', 'dataAbsentReason', 'note', 'interpretation', 'valueString'],
      DiagnosticReport: ['code', 'conclusion', 'conclusionCode', 'presentedForm', 'result', 'imagingStudy', 'media'],
      ImagingStudy: ['description', 'procedureCode', 'modality', 'series', 'started'],
      ServiceRequest: ['code', 'reasonCode', 'category', 'requester', 'authoredOn'],
    };
    const { mapper } = mapped(toResults, []);
    const unshown = Object.entries(SAYING).flatMap(([resourceType, elements]) => elements.filter((element) => !mapper.add({ resourceType, id: element, [element]: [{ text: 'x' }] })));
    expect(unshown).to.deep.equal([]);
  });
  it('holds any shape', () => { holdsAnything(toResults, all); });
  it('reads any shape when a row is drawn', () => {
    holdsAnything((context) => {
      const mapper = toResults(context);
      return { ...mapper, model: () => {
        const model = mapper.model();
        for (const one of model.parts) { rowsOf(one).forEach((row) => model.result(row)); one.reports.forEach((row) => model.report(row)); }
        [...model.pending, ...model.closed].forEach((row) => model.request(row));
        return model;
      } };
    }, all);
  });
});

describe('what was asked for', () => {
  const heading = (state: object): string | undefined => {
    const model = mapped(toResults, [examples.requestedBloods]);
    return drawn(DscrResults, { ...ready(model), ...state } as Ready<ResultsModel>).root.querySelector('h3')?.textContent;
  };
  it('has no result yet only where none can be missing', () => {
    expect([heading({}), heading({ gaps: [{ kind: 'in-error', count: 1 }] })]).to.deep.equal(['No result yet (1)', 'No result yet (1)']);
    const gaps = ['unreadable', 'other-patient', 'withheld-at-source', 'not-released', 'source-silent', 'stopped', 'limit', 'warned'].map((kind) => heading({ gaps: [{ kind }] }));
    expect([...gaps, heading({ name: 'loading' }), heading({ notRefreshed: { cause: 'refused', reference: '' } }), heading({ hidden: true })]).to.deep.equal(Array.from({ length: 11 }, () => 'Requested (1 shown)'));
  });
  it('beside the tests to choose from, the number of results is how many are shown where some may be missing', () => {
    const model = mapped(toResults, [examples.potassium]);
    const tree = (rest: object): string | null | undefined => drawn(DscrResults, ready(model, rest), { filtersOpen: true }).root.querySelector('.tree li li')?.textContent?.trim();
    expect(tree({})).to.match(/ \(1\)$/);
    expect(tree({ hidden: true })).to.match(/ \(1 shown\)$/);
  });
  it('is marked where its status is not known, or part of it is not understood', () => {
    const unclear = (more: object): boolean => { const model = mapped(toResults, [{ ...examples.requestedBloods, ...more }]); return model.request([...model.pending, ...model.closed][0]!).unclear; };
    expect([{}, { status: 'odd' }, { status: undefined }, { modifierExtension: [{ url: 'urn:not-known', valueBoolean: true }] }].map(unclear)).to.deep.equal([false, true, false, true]);
  });
  it('says of which side it is, when it is due, by whom, and how it is to be done', () => {
    const more = { bodySite: [{ text: 'Left knee' }], occurrenceDateTime: '2027-03-01', performer: [{ display: 'X-ray, Example Hospital' }], orderDetail: [{ text: 'Weight bearing' }] };
    const model = mapped(toResults, [{ ...examples.requestedChest, ...more }]);
    expect(Object.fromEntries(model.request(model.pending[0]!).details)).to.include({ bodySite: 'Left knee', due: '01-Mar-2027', performer: 'X-ray, Example Hospital', type: 'Weight bearing' });
  });
  it('says that it is no more than proposed, planned or an option', () => {
    const shown = (intent: string): string => text(draw([{ ...examples.requestedBloods, intent }]).root.querySelector<HTMLElement>('li.row')!);
    expect(['proposal', 'plan', 'option', 'odd'].map((intent) => /Active ?(.*?) ?Urgent/.exec(shown(intent))?.[1])).to.deep.equal(['Proposal', 'Plan', 'Option', 'odd']);
    expect(shown('odd')).to.contain('Part of this entry could not be understood');
    expect(['order', 'original-order'].map((intent) => /Active ?(.*?) ?Urgent/.exec(shown(intent))?.[1])).to.deep.equal(['', '']);
  });
  it('is answered by what names it here, and not by what names one of another server', () => {
    const base = 'https://api.example/fhir', id = examples.requestedBloods.id;
    const pending = (reference: string): number => {
      const context = contextOf();
      cameFrom(context.patient, base);
      const mapper = toResults(context);
      for (const sent of [examples.requestedBloods, { ...examples.potassium, basedOn: [{ reference }] }]) mapper.add(sent);
      return mapper.model().pending.length;
    };
    expect([`ServiceRequest/${id}`, `${base}/ServiceRequest/${id}/_history/2`, `https://other.example/fhir/ServiceRequest/${id}`].map(pending)).to.deep.equal([0, 0, 1]);
  });
});

describe('<dscr-results>', () => {
  it('draws open requests first, then each part under its heading', () => {
    expect(text(draw().root)).to.match(/No result yet \(1\).*Repeat urea and electrolytes.*Urgent.*Laboratory results \(6 tests, 7 results, 1 report\).*Amended.*Radiology results \(1 report\).*XR Chest.*Other results \(2 tests, 2 results\).*Current smoker/);
  });
  it('says a calculated flag is calculated, and that there is neither flag nor range', () => {
    expect(text(draw([examples.whiteCells]).root)).to.contain('Above range (calculated)');
    expect(text(draw([examples.haemolysed]).root)).to.match(/No value sent: Specimen haemolysed/).and.not.to.contain('No flag or range');
    expect(text(draw([observation('x', 'TSH', { valueQuantity: quantity('2.50', 'mU/L') })]).root)).to.contain('2.50 mU/L').and.to.contain('No flag or range');
    expect(text(draw([examples.potassium]).root)).not.to.match(/calculated|No flag/);
  });
  it('raises powers of a unit and keeps the caret for copying; a text is left as received', () => {
    const { root } = draw([examples.whiteCells, examples.culture]);
    expect([...root.querySelectorAll('.power')].map((one) => one.textContent)).to.deep.equal(['9']);
    expect(text(root)).to.contain('17.10 10^9/L').and.to.contain('>10^5 cfu/mL');
  });
  it('says an abnormal word as sent, with its tone', () => {
    const { root } = draw([examples.critical, examples.culture]);
    expect(root.querySelector('.badge.stop')?.textContent).to.equal('Critical high');
    expect(text(root)).to.match(/Abnormal\s*Positive/);
  });
  it('says a status that is not final, and marks what nobody understands', () => {
    expect(text(draw([{ ...examples.potassium, status: 'preliminary' }]).root)).to.contain('Preliminary');
    expect(text(draw([{ ...examples.potassium, status: 'guessed' }]).root)).to.match(/guessed.*Part of this entry could not be understood\. Check with Example Hospital\./);
  });
  it('says what a host leaves out, and widens it on request', () => {
    const { root, again } = draw(all, { category: 'imaging', from: '2026-04' });
    expect(text(root)).to.match(/This screen shows radiology results \(From Apr-2026\) only\./).and.not.to.contain('Laboratory results (');
    root.querySelector<HTMLButtonElement>('.notice button')!.click();
    again();
    expect(text(root)).to.contain('Laboratory results (').and.not.to.contain('This screen shows');
  });
  it('says so where the host leaves nothing, and offers everything', () => {
    const { root } = draw([examples.potassium], { category: 'imaging' });
    expect(text(root)).to.contain('This screen shows radiology results only.').and.to.contain('No results match this filter. 1 hidden.');
    expect([...root.querySelectorAll('button')].map((one) => one.textContent.trim())).to.include('Show all results');
    expect(text(draw([examples.potassium], { category: 'laboratory' }).root)).not.to.contain('match this filter');
  });
  it('has the filter in words for a printed page, the host\'s and the reader\'s', () => {
    const { root, element } = draw(all, { category: 'imaging' });
    expect(element.filterText).to.equal('This screen shows radiology results only.');
    const search = root.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = 'no such thing';
    search.dispatchEvent(new Event('input'));
    expect(element.filterText).to.match(/^This screen shows radiology results only\. No results match this filter\. \d+ hidden\.$/);
    expect(draw().element.filterText).to.equal(undefined);
  });
  it('says of a filter how many of those shown are flagged, and how many have nothing to judge them by', () => {
    const results = [{ interpretation: [flagCode('H')] }, { interpretation: [flagCode('HH')] }, { interpretation: [flagCode('N')] }, {}, {}, {}]
      .map((more, index) => observation(String(index), `Test ${index}`, { effectiveDateTime: '2026-05-01', valueInteger: 1, ...more }));
    const { root, element, again } = draw(results);
    [...root.querySelectorAll('button')].find((one) => one.textContent === 'Abnormal only')!.click();
    again();
    expect(element.filterText).to.contain('showing 5 of 6 results (2 flagged or outside range, 3 with no flag or range). 1 hidden');
  });
  it('never hides a row whose date may lie inside, or that has none', () => {
    const rows = ['2026', '2025-12', '2026-03-31', '2026-04-02', '2026-03-31T23:30:00Z', undefined, 'soon'].map((date, index) => observation(String(index), `Row ${date ?? 'undated'}`, { effectiveDateTime: date, valueInteger: 1 }));
    const shown = text(draw(rows, { from: '2026-04-01', to: '2026-06' }).root);
    expect(shown).to.match(/Row 20261/).and.to.contain('Row 2026-04-02').and.to.contain('Row 2026-03-31T23:30:00Z').and.to.contain('Row undated').and.to.contain('Row soon');
    expect(shown).not.to.contain('Row 2025-12').and.not.to.match(/Row 2026-03-31(?!T)/);
  });
  it('draws the same results as a table over time, and reports by themselves', () => {
    expect(draw(all, { view: 'over-time' }).root.querySelectorAll('table tbody tr').length).to.equal(8);
    expect(text(draw(all, { view: 'reports' }).root)).to.contain('XR Chest').and.not.to.contain('Current smoker');
  });
  it('takes an unknown view or category as none', () => {
    expect(text(draw(all, { view: 'nonsense', category: 'nonsense', from: 'x' }).root)).to.contain('Laboratory results (6 tests, 7 results, 1 report)').and.not.to.contain('This screen shows');
  });
});

describe('results that must not be taken for one another', () => {
  const mmol = (value: string): object => ({ valueQuantity: quantity(value, 'mmol/L') });
  const lines = (...sent: readonly Resource[]): ResultsModel['parts'][number]['series'] => part(mapped(toResults, sent), 'laboratory').series;
  const row = (more: Readonly<Record<string, unknown>>, id = 'x'): Resource => observation(id, 'Test', { effectiveDateTime: '2026-01-02T08:00:00Z', ...more });
  /** are two results of one time possibly the same? */
  const twins = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean => {
    const rows = rowsOf(part(mapped(toResults, [row(a, 'a'), row(b, 'b')]), 'laboratory'));
    return areTwins(rows[0]!, rows[1]!);
  };
  const pressure = (over: string, under: string): Readonly<Record<string, unknown>> =>
    ({ component: [['S', over], ['D', under]].map(([name, value]) => ({ code: { text: name }, valueQuantity: quantity(value!, 'mmHg') })) });

  it('two blood pressures of one time are the same only where both their parts are', () => {
    expect([twins(pressure('120', '80'), pressure('120', '80')), twins(pressure('120', '80'), pressure('200', '120')), twins(pressure('120', '80'), pressure('120', '90'))]).to.deep.equal([true, false, false]);
  });
  it('nor are two results without a value, for different reasons or with different notes', () => {
    const absent = (words: string): object => ({ dataAbsentReason: { text: words } });
    const note = (words: string): object => ({ note: [{ text: words }] });
    expect([twins({ ...absent('Haemolysed') }, { ...absent('Refused') }), twins({ ...absent('Refused') }, { ...absent('Refused') }), twins({ ...note('a') }, { ...note('b') }), twins({ ...note('a') }, { ...note('a') })])
      .to.deep.equal([false, true, false, true]);
  });
  it('nor two values that are missing for different reasons of their own', () => {
    const missing = (valueCode: string): object => ({ valueQuantity: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode }] } });
    expect([twins({ ...missing('masked') }, { ...missing('not-performed') }), twins({ ...missing('error') }, { ...missing('error') })]).to.deep.equal([false, true]);
  });
  it('a date, and midnight of it without a zone, are one time', () => {
    const [line] = lines(row({ ...mmol('5'), effectiveDateTime: '2024-07-01' }, 'a'), row({ ...mmol('5'), effectiveDateTime: '2024-07-01T00:00:00' }, 'b'));
    expect(ids(twinsOf(line!, line!.rows[0]!))).to.deep.equal(['a', 'b']);
  });
  it('finds what may be the same among several of one time, before 1970 too', () => {
    for (const effectiveDateTime of ['2026-01-02T08:00:00Z', '1969-05-01']) {
      const [line] = lines(...['5', '6', '5'].map((value, index) => row({ ...mmol(value), effectiveDateTime }, String(index))));
      expect(ids(twinsOf(line!, line!.rows[0]!)), effectiveDateTime).to.deep.equal(['0', '2']);
    }
  });
  it('says no change where a specimen is named and nobody said of what kind', () => {
    const change = (specimen: (at: number) => object): unknown => {
      const [line] = lines(row({ ...mmol('5'), ...specimen(1) }, 'a'), row({ ...mmol('9'), ...specimen(2), effectiveDateTime: '2026-01-01' }, 'b'));
      return changeOf(line!.rows[0]!, line!.rows[1]!, line!);
    };
    expect(change((at) => ({ specimen: { reference: `Specimen/${at}` } }))).to.equal(undefined);
    expect(change((at) => ({ specimen: { identifier: { value: String(at) } } }))).to.equal(undefined);
    expect(change(() => ({ specimen: { display: 'Blood' } }))).to.deep.equal(['-', '4']);
    expect(change(() => ({}))).to.deep.equal(['-', '4']);
  });
  it('orders a time without its zone as it is shown, by the clock of London, and says no change between it and one of the same day', () => {
    const [zoneless, zoned, dayAfter] = [['2026-06-01T09:30:00', '6'], ['2026-06-01T09:00:00Z', '4'], ['2026-06-02T09:00:00Z', '5']].map(([effectiveDateTime, value]) => row({ ...mmol(value!), effectiveDateTime }, value)) as [Resource, Resource, Resource];
    const [line] = lines(zoneless, zoned, dayAfter);
    expect(ids(line!.rows)).to.deep.equal(['5', '4', '6']);
    expect([changeOf(line!.rows[1]!, line!.rows[2]!, line!), changeOf(line!.rows[0]!, line!.rows[2]!, line!)]).to.deep.equal([undefined, ['-', '1']]);
  });
  it('says no change between results whose code is one and whose words are not', () => {
    const glucose = (text: string, value: string, effectiveDateTime: string): Resource => row({ ...mmol(value), code: { text, coding: [{ system: 'http://snomed.info/sct', code: '1018251000000107' }] }, effectiveDateTime }, value);
    const change = (before: string): unknown => { const [line] = lines(glucose('Glucose (2 h)', '11.9', '2026-01-02T11:00:00Z'), glucose(before, '5.1', '2026-01-02T09:00:00Z')); return changeOf(line!.rows[0]!, line!.rows[1]!, line!); };
    expect([change('Glucose (fasting)'), change('glucose (2 h) ')]).to.deep.equal([undefined, ['+', '6.8']]);
  });
  it('a code of any report or procedure is no test: its words tell tests apart', () => {
    const any = (text: string): Resource => row({ ...mmol('5'), code: { text, coding: [{ system: 'http://snomed.info/sct', code: '721981007' }] } }, text);
    expect(lines(any('Sodium'), any('Potassium'))).to.have.length(2);
  });
  it('says no change where the order is not known', () => {
    for (const [later, earlier] of [['2026-01-02T08:00:00Z', '2026-01-02T08:00:00Z'], ['2026-01-02T08:00:00Z', '2026-01-02'], ['2026-03-02', '2026'], ['2026-03-02', '2026-03']]) {
      const [line] = lines(row({ ...mmol('9'), effectiveDateTime: later }, 'a'), row({ ...mmol('5'), effectiveDateTime: earlier }, 'b'));
      expect(changeOf(line!.rows[0]!, line!.rows[1]!, line!), later).to.equal(undefined);
    }
  });
  it('keeps left and right apart', () => {
    expect(lines(row({ ...mmol('5'), bodySite: { text: 'Left eye' } }, 'a'), row({ ...mmol('9'), bodySite: { text: 'Right eye' } }, 'b'))).to.have.length(2);
  });
  it('says of whom or what a result is, where that is not the patient, and keeps it out of the line of the patient\'s own', () => {
    const baby = { reference: 'RelatedPerson/baby', display: 'Unborn baby, twin 2' };
    const fetus = { url: 'http://hl7.org/fhir/StructureDefinition/observation-focusCode', valueCodeableConcept: { text: 'Fetus' } };
    const sent = [row({ ...mmol('5') }, 'own'), row({ ...mmol('9'), focus: [baby] }, 'twin'), row({ ...mmol('7'), focus: [{ reference: 'RelatedPerson/gone' }] }, 'unknown'), row({ ...mmol('8'), extension: [fetus] }, 'fetus')];
    const model = mapped(toResults, sent);
    const { series } = part(model, 'laboratory');
    expect(series.map(({ rows }) => rows.map((one) => model.result(one).title))).to.deep.equal([['Test'], ['Test (For: Unborn baby, twin 2)'], ['Test (For: Not available)'], ['Test (For: Fetus)']]);
    expect(text(draw(sent).root)).to.contain('Test (For: Unborn baby, twin 2)').and.not.to.match(/Higher by|Lower by/);
  });
  it('a result about the patient is the patient\'s own, in so many words or not', () => {
    const model = mapped(toResults, [row({ ...mmol('5') }, 'a'), row({ ...mmol('9'), effectiveDateTime: '2026-01-03', focus: [{ reference: 'Patient/example' }] }, 'b')]);
    const [line, ...others] = part(model, 'laboratory').series;
    expect([line!.rows.map((one) => model.result(one).title), others]).to.deep.equal([['Test', 'Test'], []]);
  });
  it('says inside a report too of whom a result is', () => {
    const carrier = row({ valueString: 'Carrier', focus: [{ display: 'Baby\'s father' }] }, 'hbs');
    const report = { ...examples.report, status: 'final', result: [{ reference: 'Observation/hbs' }] };
    const model = mapped(toResults, [carrier, report]);
    expect(model.report(part(model, 'laboratory').reports[0]!).results.map(({ title }) => title)).to.deep.equal(['Test (For: Baby\'s father)']);
  });
  it('works nothing out from a value that was said not to be valid, nor from a cancelled result', () => {
    const above = { ...mmol('11'), referenceRange: [{ high: quantity('10', 'mmol/L') }] };
    expect(flagOf(above)).to.deep.equal({ computed: 'above' });
    for (const more of [{ status: 'cancelled' }, { dataAbsentReason: { text: 'Haemolysed' } }]) {
      expect(flagOf({ ...above, ...more }), JSON.stringify(more)).to.equal(undefined);
      const [line] = lines(row({ ...above, ...more }));
      expect([numberOf(line!.rows[0]!), line!.rows[0]!.grade]).to.deep.equal([undefined, 2]);
    }
    const component = (more: object): Flag | undefined => one(row({ component: [{ code: { text: 'S' }, ...above, ...more }] })).components[0]!.flag;
    expect([component({}), component({ dataAbsentReason: { text: 'Haemolysed' } })]).to.deep.equal([{ computed: 'above' }, undefined]);
  });
  it('reads why a value did not come where the value itself says so', () => {
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'not-performed' }];
    const sents: readonly Readonly<Record<string, unknown>>[] = [{ valueQuantity: { extension } }, { valueQuantity: { unit: 'mmol/L', _value: { extension } } }, { _valueString: { extension } }, { valueCodeableConcept: { extension } }];
    for (const sent of sents) {
      expect(one(row(sent)).absent, JSON.stringify(sent)).to.equal(one(row({ dataAbsentReason: { coding: [{ code: 'not-performed' }] } })).absent);
      expect(one(row({ ...sent, dataAbsentReason: { text: 'Haemolysed' } })).absent).to.equal('Haemolysed');
    }
    expect(one(row({ ...mmol('5') })).absent).to.equal(undefined);
    // What a value that came says of its code is no reason.
    expect(one(row({ valueQuantity: { ...quantity('5', 'mmol/L'), _code: { extension } } })).absent).to.equal(undefined);
  });
  it('judges each by its own unit where a range without one came with several tests', () => {
    const referenceRange = [{ high: { value: '5' }, text: '<5 mmol/L' }];
    const flags = [quantity('6', 'mmol/L'), quantity('6', 'g/L'), quantity('7', 'mmol/L')].map((valueQuantity) => flagOf({ valueQuantity, referenceRange }));
    expect(flags).to.deep.equal([{ computed: 'above' }, undefined, { computed: 'above' }]);
  });
  it('works nothing out from a range that cannot be', () => {
    expect(flagOf({ ...mmol('11'), referenceRange: [{ low: quantity('20', 'mmol/L'), high: quantity('10', 'mmol/L') }] })).to.equal(undefined);
  });
  it('draws no band of a range that applies to some only, is of another kind, or is one of several', () => {
    const limits = (...referenceRange: readonly object[]): unknown => limitsOf({ referenceRange } as unknown as Resource, { value: '5', unit: 'mmol/L' });
    const range = { low: quantity('1', 'mmol/L'), high: quantity('10', 'mmol/L') };
    expect(limits(range)).to.deep.equal(['1', '10']);
    for (const sent of [[{ ...range, appliesTo: [{ text: 'Pregnant' }] }], [{ ...range, type: { text: 'Therapeutic' } }], [{ ...range, age: { high: { value: '16', unit: 'a' } } }], [range, range]]) {
      expect(limits(...sent), JSON.stringify(sent)).to.deep.equal([undefined, undefined]);
    }
    expect(limits({ high: quantity('10', 'mmol/L', { comparator: '<' }) })).to.deep.equal([undefined, undefined]);
  });
});
