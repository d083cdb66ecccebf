import { expect } from '@open-wc/testing';
import { ResourceIndex } from '../../src/controllers/lookup.js';
import type { Resource } from '../../src/record/resource.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { find, everything } from '../../src/sections/results/find.map.js';
import { observation, quantity, resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import type { ResultsModel, Series } from '../../src/sections/results/results.model.js';
import { areTwins, changeOf, previousOf } from '../../src/sections/results/series.map.js';
import { drawn, mapped, ready } from '../sections/support-clinical.js';

type More = Readonly<Record<string, unknown>>;
const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim();
const seriesOf = ({ parts }: ResultsModel): readonly Series[] => parts.flatMap(({ series }) => series);
const linesOf = (...sent: readonly Resource[]): readonly Series[] => seriesOf(mapped(toResults, sent));
const ids = (lines: readonly Series[]): readonly (readonly (string | undefined)[])[] => lines.map(({ rows }) => rows.map(({ resource }) => resource.id));
const change = (line: Series, at = 0): unknown => changeOf(line.rows[at]!, line.rows[at + 1]!, line);
const mmol = (value: string): More => ({ valueQuantity: quantity(value, 'mmol/L') });
const latest = (...sent: readonly Resource[]): string => text(drawn(DscrResults, ready(mapped(toResults, sent))).root);

describe('one code, several tests', () => {
  const of = (id: string, words: string, coding: readonly object[]): Resource => observation(id, words, { code: { text: words, coding } });
  const two = (coding: readonly object[], other = 'Serum potassium'): number => linesOf(of('a', 'Serum sodium', coding), of('b', other, coding)).length;
  const snomed = (code: string): object => ({ system: 'http://snomed.info/sct', code });
  it('a code that lost its meaning in a transfer, or has no system, is told apart by its words', () => {
    expect([two([snomed('196411000000103')]), two([{ code: '001' }]), two([{ code: '001' }, snomed('196411000000103')]), two([{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK' }])]).to.deep.equal([2, 2, 2, 2]);
  });
  it('the same words with it are the same test, and a code that holds is one whatever words it came with', () => {
    expect([two([{ code: '001' }], 'serum SODIUM '), two([snomed('1000661000000107')]), two([snomed('1000661000000107'), { code: '001' }])]).to.deep.equal([1, 1, 1]);
  });
  it('numbers without a unit do not take that of others', () => {
    const sent = [observation('a', 'GLU', { valueInteger: 90 }), observation('b', 'GLU', { effectiveDateTime: '2026-04-01', ...mmol('5.1') })];
    expect(linesOf(...sent).map(({ unit, rows }) => [unit, rows.length])).to.deep.equal([['', 1], ['mmol/L', 1]]);
    expect(latest(...sent)).to.contain('Previous 5.1 mmol/L (01-Apr-2026)').and.not.to.match(/Higher/);
  });
  const glucose = (id: string, effectiveDateTime: string, value: string, unit = 'mmol/L'): Resource => observation(id, 'Glucose', { effectiveDateTime, valueQuantity: quantity(value, unit) });
  const turned = [glucose('c', '2026-03-01', '7.0'), glucose('b', '2026-02-01', '99', 'mg/dL'), glucose('a', '2026-01-01', '5.0')];
  it('a result in another unit that lay between is the previous one, and nothing is worked out past it', () => {
    const [line] = linesOf(...turned);
    expect(line!.rows.map((row) => previousOf(line!, row)?.resource.id)).to.deep.equal(['b', undefined]);
    expect(latest(...turned)).to.match(/Previous 99 mg\/dL .*Previous 5\.0 mmol\/L/).and.not.to.match(/Higher by|Lower by/);
  });
  it('a result in another unit that came later is the previous one of a row that is drawn', () => {
    const mapper = mapped(toResults, [turned[0]!, turned[1]!, glucose('0', '2025-01-01', '4.0')]).mapper;
    const state = ready(mapper.model());
    const { root, again } = drawn(DscrResults, state);
    expect(text(root)).to.contain('Previous 99 mg/dL (01-Feb-2026)');
    mapper.add(glucose('d', '2026-02-10', '108', 'mg/dL'));
    Object.assign(state, { model: mapper.model() });
    again();
    expect(text(root)).to.contain('Previous 108 mg/dL (10-Feb-2026)');
  });
  it('the table of a test says that it has results in another unit, in its history and beside its trend', () => {
    for (const view of ['latest', 'trend']) {
      const { root, again } = drawn(DscrResults, ready(mapped(toResults, turned)), { view });
      root.querySelector<HTMLButtonElement>('button.title')?.click();
      again();
      expect(text(root.querySelector('caption')!), view).to.equal('History Glucose Unit changed: not joined');
    }
  });
  it('results of one moment stand beside one another, and none is the previous one', () => {
    const sent = [glucose('a', '2026-01-01', '5.0'), glucose('b', '2026-01-01', '7.0'), glucose('c', '2025-12-01', '6.0')];
    expect(latest(...sent)).to.contain('More 7.0 mmol/L (01-Jan-2026)').and.not.to.match(/Previous|Higher|Lower/);
    expect(latest(...sent.slice(1))).to.contain('Previous 6.0 mmol/L (01-Dec-2025): Higher by 1.0 mmol/L');
  });
});

describe('dates that may be compared', () => {
  const at = (id: string, value: string, more: More): Resource => observation(id, 'Protein', { effectiveDateTime: undefined, ...mmol(value), ...more });
  it('a time of report says nothing of one of sampling', () => {
    const line = linesOf(at('a', '1', { issued: '2026-05-03' }), at('b', '2', { effectiveDateTime: '2026-05-02' }))[0]!;
    expect([ids([line]), change(line)]).to.deep.equal([[['a', 'b']], undefined]);
    expect(change(linesOf(at('a', '1', { issued: '2026-05-03' }), at('b', '2', { issued: '2026-05-02' }))[0]!)).to.deep.equal(['-', '1']);
  });
  for (const collection of [{ collectedDateTime: '2026-05-01' }, { collectedPeriod: { start: '2026-05-01', end: '2026-05-04' } }, { collectedPeriod: { end: '2026-05-01' } }]) it(`a sample was taken when its specimen was, which is the date shown: ${JSON.stringify(collection)}`, () => {
    const specimen: Resource = { resourceType: 'Specimen', id: 's', type: { text: 'Urine' }, collection };
    const sent = [at('a', '1', { issued: '2026-05-03', specimen: { reference: 'Specimen/s' } }), at('b', '2', { effectiveDateTime: '2026-05-02', specimen: { display: 'Urine' } })];
    const model = mapped((context) => { (context.lookup as ResourceIndex).add(specimen); return toResults(context); }, sent);
    expect([ids(seriesOf(model)), change(seriesOf(model)[0]!)]).to.deep.equal([[['b', 'a']], ['+', '1']]);
    const shown = text(drawn(DscrResults, ready(model)).root);
    expect(shown).to.contain('Previous 1 mmol/L (01-May-2026): Higher by 1 mmol/L');
    expect(text(drawn(DscrResults, ready(model), { view: 'over-time' }).root.querySelector('thead')!)).to.contain('02-May-2026').and.to.contain('01-May-2026').and.not.to.contain('03-May');
  });
  it('a day that does not exist has no place in an order', () => {
    for (const [id, effectiveDateTime] of Object.entries({ a: '2026-02-30', c: '2026-02-28T24:00:00Z', d: '0026-02-03', e: '2026-02-30T10:00:00Z' })) {
      const line = linesOf(at('b', '4.9', { effectiveDateTime: '2026-03-01' }), at(id, '4.1', { effectiveDateTime }))[0]!;
      expect(line.rows.map(({ sort }) => Number.isFinite(sort)), effectiveDateTime).to.deep.equal([true, false]);
      expect(change(line), effectiveDateTime).to.equal(undefined);
    }
  });
  it('two that are shown as one day, or as a day and a time of it, tell no order', () => {
    const shown = (later: string, earlier: string): unknown => change(linesOf(at('a', '6', { effectiveDateTime: later }), at('b', '4', { effectiveDateTime: earlier }))[0]!);
    expect([shown('2026-05-01T09:00:00Z', '2026-05-01T00:00:00Z'), shown('2026-05-01', '2026-05-01T00:00:00+01:00'), shown('2026-05-02', '2026-05-01T23:30:00Z')]).to.deep.equal([undefined, undefined, undefined]);
    expect([shown('2026-05-01T09:00:40Z', '2026-05-01T09:00:05Z'), shown('2026-05-02T00:00:00Z', '2026-05-01T09:00:00Z')]).to.deep.equal([['+', '2'], ['+', '2']]);
  });
});

describe('specimens that come after their results', () => {
  const at = (id: string, value: string, specimen: string, more: More = {}): Resource => observation(id, 'Glucose', { ...mmol(value), specimen: { reference: `Specimen/${specimen}` }, ...more });
  const specimen = (id: string, kind: string): Resource => ({ resourceType: 'Specimen', id, type: { text: kind }, collection: { collectedDateTime: '2026-01-01' } });
  it('part the results of one test, and say when they were taken', () => {
    const lookup = new ResourceIndex();
    const mapper = toResults({ patient: { resourceType: 'Patient' }, lookup, highRisk: [] });
    mapper.add(at('a', '5', 'b1', { effectiveDateTime: '2026-05-03' }));
    mapper.add(at('b', '20', 'u', { effectiveDateTime: '2026-05-02' }));
    mapper.add(at('c', '6', 'b2', { effectiveDateTime: undefined, issued: '2026-05-04' }));
    mapper.add(at('d', '7', 'never', { effectiveDateTime: '2026-04-01' }));
    // Of what kind they are is not known: one test, of which no change is said.
    const before = seriesOf(mapper.model());
    expect(ids(before)).to.deep.equal([['c', 'a', 'b', 'd']]);
    expect(change(before[0]!, 1)).to.equal(undefined);
    lookup.add(specimen('b1', 'Blood'));
    lookup.add(specimen('u', 'Urine'));
    expect(ids(seriesOf(mapper.model()))).to.deep.equal([['c', 'd'], ['a'], ['b']]);
    lookup.add(specimen('b2', 'Blood'));
    const after = seriesOf(mapper.model());
    expect(ids(after)).to.deep.equal([['a', 'c'], ['b'], ['d']]);
    expect(change(after[0]!)).to.deep.equal(['-', '1']);
    expect(after.map(({ group, kin }) => [group.length, kin.length])).to.deep.equal([[1, 3], [1, 3], [1, 3]]);
    expect(mapper.items()).to.equal(4);
  });
});

describe('a report whose specimen comes after it', () => {
  it('stands at the date that it shows', () => {
    const lookup = new ResourceIndex();
    const mapper = toResults({ patient: { resourceType: 'Patient' }, lookup, highRisk: [] });
    const report = (id: string, more: More): Resource => ({ resourceType: 'DiagnosticReport', id, status: 'final', code: { text: id }, ...more });
    const reports = (): readonly unknown[] => mapper.model().parts.flatMap((one) => one.reports.map(({ resource, date, isReported }) => [resource.id, date, isReported]));
    mapper.add(report('late', { issued: '2026-05-04', specimen: [{ reference: 'Specimen/b' }] }));
    mapper.add(report('other', { effectiveDateTime: '2026-03-01' }));
    expect(reports()).to.deep.equal([['late', '2026-05-04', true], ['other', '2026-03-01', false]]);
    lookup.add({ resourceType: 'Specimen', id: 'b', collection: { collectedDateTime: '2026-01-01' } });
    expect(reports()).to.deep.equal([['other', '2026-03-01', false], ['late', '2026-01-01', false]]);
    expect(mapper.items()).to.equal(2);
  });
});

describe('possibly the same', () => {
  const coding = [{ system: 'http://loinc.org', code: '2823-3' }];
  const potassium = (id: string, words: string, value: string, more: More = {}): Resource => observation(id, words, { code: { text: words, coding }, ...mmol(value), ...more });
  it('whichever name its code came with', () => {
    const line = linesOf(potassium('a', 'Potassium', '4.0'), potassium('b', 'Serum potassium level', '4.0'), potassium('c', 'Potassium', '6.0', { effectiveDateTime: '2026-04-01' }))[0]!;
    expect(areTwins(line.rows[0]!, line.rows[1]!)).to.equal(true);
    expect(previousOf(line, line.rows[0]!)?.resource.id).to.equal('c');
  });
  it('with a date only, be it a month, beside a time of it', () => {
    const twins = (one: string, other: string, value = '4.0'): boolean => { const [{ rows }] = linesOf(potassium('a', 'Potassium', '4.0', { effectiveDateTime: one }), potassium('b', 'Potassium', value, { effectiveDateTime: other })) as [Series]; return areTwins(rows[0]!, rows[1]!); };
    const time = '2026-11-20T09:00:00Z';
    expect([twins(time, '2026-11-20'), twins('2026-11-20T23:59:00Z', '2026-11-20'), twins('2026-07-19T23:30:00Z', '2026-07-20'), twins(time, '2026-11'), twins('2026-12-31T09:00:00Z', '2026'), twins('2026-11-20', '2026-11')]).to.deep.equal([true, true, true, true, true, true]);
    expect([twins(time, '2026-11-20', '4.1'), twins(time, '2026-11-19'), twins(time, '2026-11-20T09:30:00Z'), twins(time, '2026-10'), twins(time, '2025'), twins('none', 'none')]).to.deep.equal([false, false, false, false, false, false]);
    expect(latest(potassium('a', 'Potassium', '5.1', { effectiveDateTime: time }), potassium('b', 'Potassium', '5.1', { effectiveDateTime: '2026-11-20' }))).to.contain('Possibly the same').and.not.to.contain('Previous');
  });
  it('a part is known by its code too', () => {
    const pressure = (words: string, code: string): Resource => observation(words, 'Blood pressure', { component: [{ code: { text: words, coding: [{ system: 'http://loinc.org', code }] }, ...mmol('120') }] });
    const twins = (a: Resource, b: Resource): boolean => { const [{ rows }] = linesOf(a, b) as [Series]; return areTwins(rows[0]!, rows[1]!); };
    expect([twins(pressure('Systolic', '8480-6'), pressure('Systolic BP', '8480-6')), twins(pressure('Systolic', '8480-6'), pressure('Diastolic', '8462-4'))]).to.deep.equal([true, false]);
  });
  it('not two panels that hold different results', () => {
    const panel = (id: string, ...members: readonly string[]): Resource => observation(id, 'Bloods', { hasMember: members.map((one) => ({ reference: `Observation/${one}` })) });
    const twins = (a: Resource, b: Resource): boolean => { const [{ rows }] = linesOf(a, b) as [Series]; return areTwins(rows[0]!, rows[1]!); };
    expect([twins(panel('a', 'x', 'y'), panel('b', 'x', 'y')), twins(panel('a', 'x'), panel('b', 'y'))]).to.deep.equal([true, false]);
  });
});

describe('filters', () => {
  it('a laboratory that each result holds inside is the one of that result', () => {
    const of = (id: string): Resource => observation(id, 'Sodium', { ...mmol('140'), performer: [{ reference: '#org' }], contained: [{ resourceType: 'Organization', id: 'org', name: `Lab ${id}` }] });
    const model = mapped(toResults, [of('A'), of('B')]);
    const { parts } = find(model, everything(model), { query: '', abnormal: false, off: new Set(), source: 'Lab A' });
    expect(parts.flatMap(({ tests }) => tests.flatMap(({ rows }) => rows.map(({ resource }) => resource.id)))).to.deep.equal(['A']);
  });
  it('a result that names no source is of the one that reported it, and of no other', () => {
    const by = (display: string): object => ({ performer: [{ display }] });
    const report = { ...examples.report, id: 'r', status: 'final', conclusion: undefined, ...by('Path Lab'), result: [{ reference: 'Observation/silent' }, { reference: 'Observation/other' }] };
    const model = mapped(toResults, [observation('silent', 'Sodium', { ...mmol('140'), performer: undefined }), observation('other', 'Urea', { ...mmol('5'), ...by('Ward') }), observation('loose', 'Zinc', { ...mmol('12'), performer: undefined }), report]);
    const of = (source: string): readonly unknown[] => find(model, everything(model), { query: '', abnormal: false, off: new Set(), source }).parts.flatMap(({ tests }) => tests.flatMap(({ rows }) => rows.map(({ resource }) => resource.id)));
    expect([of('Path Lab'), of('Ward')]).to.deep.equal([['silent'], ['other']]);
  });
  it('a result about somebody else is found by the words that its name tells of them', () => {
    const fetus = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/observation-focusCode', valueCodeableConcept: { text: 'Fetus' } }] };
    const model = mapped(toResults, [observation('own', 'Heart rate', mmol('80')), observation('code', 'Heart rate', { ...mmol('140'), ...fetus }), observation('named', 'Heart rate', { ...mmol('141'), focus: [{ display: 'Twin 2' }] })]);
    const found = (query: string): readonly unknown[] => find(model, everything(model), { query, abnormal: false, off: new Set() }).parts.flatMap(({ tests }) => tests.flatMap(({ rows }) => rows.map(({ resource }) => resource.id)));
    expect([found('fetus heart'), found('twin')]).to.deep.equal([['code'], ['named']]);
  });
  it('what is not seen is nothing to search for, nor in what is searched', () => {
    const model = mapped(toResults, [observation('gfr', 'Glomerular filtration rate/\u200b1.73 sq m', mmol('80')), observation('w', 'Note', { valueString: 'Haemo\u00adlysed' })]);
    const found = (query: string): readonly unknown[] => find(model, everything(model), { query, abnormal: false, off: new Set() }).parts.flatMap(({ tests }) => tests.flatMap(({ rows }) => rows.map(({ resource }) => resource.id)));
    expect([found('RATE/1.73'), found('rate/\u200b1.73'), found('haemolysed')]).to.deep.equal([['gfr'], ['gfr'], ['w']]);
  });
  it('laboratories that results hold inside are one where they are the same', () => {
    const of = (id: string, name: string, more: More = {}): Resource => observation(id, 'Sodium', { ...mmol('140'), performer: [{ reference: '#org' }], contained: [{ resourceType: 'Organization', id: 'org', name }, { resourceType: 'Specimen', id: `s${id}` }], ...more });
    const model = mapped(toResults, [of('a', 'Lab A'), of('b', 'Lab A'), of('c', 'Lab B'), of('d', 'Lab A', { performer: [{ reference: '#org', display: 'Lab D' }] })]);
    expect(model.sources.map((one) => model.sourceName(one))).to.deep.equal(['Lab A', 'Lab B', 'Lab D']);
  });
  it('a test of words that is not ticked is shown again with its first number, and no other one is hidden for it', () => {
    const mapper = toResults({ patient: { resourceType: 'Patient' }, lookup: new ResourceIndex(), highRisk: [] });
    const shown = (off: ReadonlySet<string>): number => find(mapper.model(), everything(mapper.model()), { query: '', abnormal: false, off }).shown;
    mapper.add(observation('a', 'CRP', { valueString: 'Haemolysed' }));
    const off = new Set([seriesOf(mapper.model())[0]!.key]);
    expect(shown(off)).to.equal(0);
    mapper.add(observation('b', 'CRP', { effectiveDateTime: '2026-04-01', valueQuantity: quantity('5', 'mg/L') }));
    mapper.add(observation('c', 'CRP', { effectiveDateTime: '2026-03-01', valueInteger: 5 }));
    expect(shown(off)).to.equal(3);
  });
  it('one unit that is not ticked stays the one that is hidden, whatever a refresh brings first', () => {
    const hba1c = (id: string, more: More): Resource => observation(id, 'HbA1c', more);
    const first = [hba1c('w', { valueString: 'Sample insufficient' }), hba1c('a', { effectiveDateTime: '2026-04-01', valueQuantity: quantity('48', 'mmol/mol') }), hba1c('b', { effectiveDateTime: '2026-03-01', valueQuantity: quantity('6.5', '%') })];
    const off = new Set([seriesOf(mapped(toResults, first)).find(({ unit }) => unit === 'mmol/mol')!.key]);
    const again = mapped(toResults, [hba1c('b2', { effectiveDateTime: '2026-05-02', valueQuantity: quantity('9.9', '%') }), ...first]);
    const { parts } = find(again, everything(again), { query: '', abnormal: false, off });
    expect(parts.flatMap(({ tests }) => tests.map(({ series }) => series.unit))).to.deep.equal(['%']);
  });
  it('a test that is not ticked stays so when the record is asked for again', () => {
    const sent = [observation('a', 'Sodium', mmol('140')), observation('b', 'Potassium', mmol('4'))];
    const off = new Set([seriesOf(mapped(toResults, sent))[0]!.key]);
    const again = mapped(toResults, sent);
    expect(find(again, everything(again), { query: '', abnormal: false, off }).shown).to.equal(1);
  });
});
