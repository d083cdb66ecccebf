import { expect } from '@open-wc/testing';
import { render, type TemplateResult } from 'lit';
import type { Resource } from '../../src/record/resource.js';
import type { Ready } from '../../src/record/section-state.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { observation, quantity, resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { drawn, mapped, ready } from '../sections/support-clinical.js';

const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim();
const latest = (...resources: readonly Resource[]): HTMLElement => drawn(DscrResults, ready(mapped(toResults, resources))).root;
const headings = (root: HTMLElement): readonly string[] => [...root.querySelectorAll('h3, h4')].map(text);
const rows = (root: HTMLElement): readonly string[] => [...root.querySelectorAll('li.row')].map(text);
const mmol = (id: string, more: Readonly<Record<string, unknown>> = {}, name = 'Sodium'): Resource => observation(id, name, { valueQuantity: quantity('140', 'mmol/L'), ...more });

describe('headings of the latest results', () => {
  it('count what is listed, and the results behind it', () => {
    expect(headings(latest(mmol('a'), mmol('b', { effectiveDateTime: '2026-01-01' }), mmol('c', {}, 'Potassium')))).to.deep.equal(['Laboratory results (2 tests, 3 results)']);
    expect(headings(latest(mmol('a')))).to.deep.equal(['Laboratory results (1 test, 1 result)']);
  });
  it('count the reports that stand there, not those whose results stand there', () => {
    const report: Resource = { ...examples.report, status: 'final', result: [{ reference: 'Observation/a' }] };
    expect(headings(latest(mmol('a'), report))).to.deep.equal(['Laboratory results (1 test, 1 result)']);
    expect(headings(latest(mmol('a'), report, { ...report, id: 'said', conclusion: 'High' }))).to.deep.equal(['Laboratory results (1 test, 1 result, 1 report)', 'Reports']);
    expect(headings(latest(examples.chest))).to.deep.equal(['Radiology results (1 report)', 'Reports']);
  });
});

describe('dates of a result', () => {
  const source = (...resources: readonly Resource[]): string => [...latest(...resources).querySelector('.prov')!.children].slice(0, 2).map((one) => one.textContent).join('');
  const sampled = '2026-05-01T08:30:00Z', issued = '2026-05-01T11:00:00Z';
  it('says which one the source line has', () => {
    expect(source(mmol('a', { issued }))).to.equal('Example Hospital · Sample taken 01-May-2026 09:30');
    expect(source(mmol('a', { effectiveDateTime: undefined, issued }))).to.equal('Example Hospital · Reported 01-May-2026 12:00');
    expect(source(mmol('a', { category: [{ text: 'Vital signs' }] }))).to.equal('Example Hospital · Date 01-May-2026 09:30');
    expect(source(mmol('a', { effectiveDateTime: undefined }))).to.equal('Example Hospital · Date not recorded');
    expect(source({ ...examples.study, started: sampled })).to.equal('Source not stated · Date 01-May-2026 09:30');
    expect(source(examples.chest)).to.match(/ · Reported 01-Apr-2026 11:00$/);
    expect(source(examples.requestedBloods)).to.match(/ · Requested 03-May-2026/);
  });
  it('prints one time once', () => {
    const root = latest(mmol('a', { issued: sampled }));
    expect(source(mmol('a', { issued: sampled }))).to.equal('Example Hospital · Sample taken / Reported 01-May-2026 09:30');
    expect(text(root).match(/01-May-2026 09:30/g)).to.have.length(1);
    expect(text(latest(mmol('a', { issued })))).to.contain('Reported 01-May-2026 12:00');
  });
});

describe('the specimen of a result', () => {
  it('is said, and that it is not recorded of a laboratory result alone', () => {
    const specimen = { specimen: { display: 'Blood' } }, other = { category: [{ text: 'Vital signs' }] }, group = { hasMember: [{ reference: 'Observation/b' }] };
    const said = (more: Readonly<Record<string, unknown>>): string | undefined => /Specimen: (?:Blood|Not recorded)/.exec(text(latest(mmol('a', more)).querySelector('li.row')!))?.[0];
    expect([{}, specimen, other, { ...other, ...specimen }, group, { ...group, ...specimen }].map(said)).to.deep.equal(['Specimen: Not recorded', 'Specimen: Blood', undefined, 'Specimen: Blood', undefined, 'Specimen: Blood']);
  });
});

describe('a specimen that is named and did not come', () => {
  const unknown = { specimen: { reference: 'Specimen/gone' } };
  it('is not available, which is not the same as not recorded, in the list, in the grid and among what was recorded in error', () => {
    expect(rows(latest(mmol('a', unknown)))[0]).to.contain('Specimen: Not available').and.not.to.contain('Specimen: Not recorded');
    const { root } = drawn(DscrResults, ready(mapped(toResults, [mmol('a', unknown), mmol('b', { specimen: { display: 'Blood' } })])), { view: 'over-time' });
    expect([...root.querySelectorAll('tbody th')].map(text)).to.deep.equal(['Sodium mmol/L Specimen: Not available', 'Sodium mmol/L Blood']);
    const inError = drawn(DscrResults, ready(mapped(toResults, []))).element as unknown as { renderModel(model: unknown): TemplateResult };
    const list = document.createElement('div');
    render(inError.renderModel(mapped(toResults, [mmol('a', unknown)])), list);
    expect(text(list)).to.contain('Specimen: Not available');
  });
});

describe('what a specimen says of itself', () => {
  it('is said where the result is open: when it was collected, its condition and notes', () => {
    const contained = [{ resourceType: 'Specimen', id: 's', type: { text: 'Plasma' }, collection: { collectedPeriod: { start: '2026-01-02T08:00:00Z', end: '2026-01-02T09:00:00Z' } }, condition: [{ text: 'Haemolysed' }], note: [{ text: 'Little of it' }] }];
    const model = mapped(toResults, [mmol('a', { contained, specimen: { reference: '#s' }, effectiveDateTime: undefined, effectivePeriod: { start: '2026-03-04T08:00:00Z', end: '2026-03-05T08:00:00Z' } })]);
    const { details, specimen } = model.result(model.parts[0]!.series[0]!.rows[0]!);
    expect(specimen).to.equal('Plasma');
    expect(Object.fromEntries(details)).to.include({ specimen: 'Plasma, 02-Jan-2026 08:00 – 02-Jan-2026 09:00, Haemolysed, Little of it', sampled: '04-Mar-2026 08:00 – 05-Mar-2026 08:00' });
  });
});

describe('tests of one name', () => {
  it('say by what they differ: body site and method, once', () => {
    const eye = (id: string, value: string, site: string): Resource => observation(id, 'Intraocular pressure', { valueQuantity: quantity(value, 'mmHg'), bodySite: { text: site }, method: { text: 'Goldmann' }, specimen: undefined, category: [{ text: 'Exam' }] });
    const said = rows(latest(eye('a', '30', 'Left eye'), eye('b', '15', 'Right eye')));
    expect(said[0]).to.match(/30 mmHg.*Body site: Left eye · Method: Goldmann/).and.not.to.contain('Right');
    expect(said[1]).to.match(/15 mmHg.*Body site: Right eye · Method: Goldmann/);
    expect(rows(latest(mmol('a', { specimen: { display: 'Blood' }, method: { text: 'Dipstick' } })))[0]!.match(/Blood|Dipstick/g)).to.have.length(2);
  });
});

describe('the name of the first view', () => {
  it('is that of the latest only of a whole answer, or one whose order was checked', () => {
    const model = mapped(toResults, [mmol('a')]);
    const name = (rest: object): string => text(drawn(DscrResults, { ...ready(model), ...rest } as Ready<typeof model>).root.querySelector('.buttons.screen button')!);
    const limit = (newest: boolean): object => ({ gaps: [{ kind: 'limit', limit: { shown: 1, exact: true, newest } }] });
    expect([{}, { hidden: true, gaps: [{ kind: 'in-error', count: 1 }] }, limit(true), limit(false), { gaps: [{ kind: 'stopped', type: 'Observation' }] }, { name: 'loading' }].map(name)).to.deep.equal(['Latest', 'Latest', 'Latest', 'Tests', 'Tests', 'Tests']);
  });
});

describe('a test of several specimens', () => {
  const at = (id: string, name: string, specimen: string | undefined, month: number): Resource => mmol(id, { effectiveDateTime: `2026-0${month}-01`, ...(specimen && { specimen: { display: specimen } }) }, name);
  const sent = [at('a', 'Sodium', undefined, 6), at('b', 'Potassium', 'Blood', 5), at('c', 'Sodium', 'Blood', 4), at('d', 'Urea', undefined, 3)];
  it('stands together', () => {
    expect([...latest(...sent).querySelectorAll('button.title')].map(text)).to.deep.equal(['Sodium', 'Sodium', 'Potassium', 'Urea']);
  });
  it('stands together by unit within each specimen', () => {
    const one = { ...at('e', 'Sodium', undefined, 2), valueQuantity: quantity('14', 'mg/dL') };
    expect(rows(latest(...sent, one)).map((row) => /^(\w+?)(?=\d).*?(mmol|mg)/.exec(row)?.slice(1).join(' '))).to.deep.equal(['Sodium mmol', 'Sodium mg', 'Sodium mmol', 'Potassium mmol', 'Urea mmol']);
  });
  it('says of the one without a specimen that it is not recorded, and of no other test', () => {
    const { root } = drawn(DscrResults, ready(mapped(toResults, sent)), { view: 'over-time' });
    expect([...root.querySelectorAll('tbody th')].map(text)).to.deep.equal(['Sodium mmol/L Specimen: Not recorded', 'Sodium mmol/L Blood', 'Potassium mmol/L Blood', 'Urea mmol/L']);
  });
});

describe('a panel', () => {
  const panel = observation('fbc', 'Full blood count', { hasMember: [{ reference: 'Observation/a' }, { reference: 'Observation/gone' }], specimen: undefined });
  it('is no result without a value: it says how many it holds', () => {
    const row = rows(latest(mmol('a'), panel)).find((one) => one.startsWith('Full blood count'));
    expect(row).to.contain('Results (2)').and.not.to.match(/Specimen|No value|No flag/);
  });
  it('opens to what it holds, and says what is not there', () => {
    for (const [name, gone] of [['ready', 'Not available'], ['loading', 'Loading results']] as const) {
      const model = mapped(toResults, [mmol('a'), panel, { ...panel, id: 'fbc2', effectiveDateTime: '2026-01-01' }]);
      const { root, again } = drawn(DscrResults, { ...ready(model), name } as Ready<typeof model>);
      [...root.querySelectorAll<HTMLButtonElement>('button.title')].find((one) => text(one) === 'Full blood count')!.click();
      again();
      const opened = root.querySelector('.opened')!;
      expect([...opened.querySelectorAll('li')].map(text)).to.deep.equal(['Sodium 140 mmol/L', gone]);
      expect([...opened.querySelectorAll('tbody tr')].map((one) => text(one.querySelectorAll('td')[0]!))).to.deep.equal(['Results (2)', 'Results (2)']);
      expect(opened.querySelectorAll('figure')).to.have.length(0);
      expect(text(opened)).not.to.contain('No flag or range');
    }
  });
});

describe('what must not be left to guess', () => {
  it('an unknown status is said to be one', () => {
    for (const status of ['unknown', undefined]) expect(text(latest(mmol('a', { status })).querySelector('.badge')!)).to.equal('Status: Unknown');
    expect(text(latest({ ...examples.requestedBloods, status: 'unknown' }).querySelector('.badge')!)).to.equal('Status: Unknown');
  });
  it('a masked value is one that the source keeps back', () => {
    const masked = (sent: object): string => text(latest(observation('a', 'Lithium', { dataAbsentReason: sent })).querySelector('.value')!);
    const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'masked', display: 'Masked' }];
    expect(masked({ coding })).to.equal('No value sent: Some information is held back (Masked)');
    expect(masked({ coding, text: 'Sensitive' })).to.equal('No value sent: Some information is held back (Sensitive)');
    expect(masked({ text: 'Haemolysed' })).to.equal('No value sent: Haemolysed');
  });
  it('a reason that came as a code alone is said as words', () => {
    const said = (sent: object): string => text(latest(observation('a', 'Lithium', { dataAbsentReason: sent })).querySelector('.value')!);
    const coded = (code: string): object => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code }] });
    expect([said(coded('not-performed')), said(coded('not-a-number')), said({ text: 'Re-sample' })]).to.deep.equal(['No value sent: not performed', 'No value sent: not a number', 'No value sent: Re-sample']);
  });
  it('a power of a unit is raised wherever the unit stands', () => {
    const cells = (id: string, value: string, effectiveDateTime: string): Resource => observation(id, 'White cells 10^9', { valueQuantity: quantity(value, '10*9/L'), effectiveDateTime });
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, [cells('a', '8', '2026-05-01'), cells('b', '7', '2026-04-01')])));
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    const details = root.querySelector<HTMLDetailsElement>('.finder details')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    again();
    expect(text(root.querySelector('.tree ul label')!)).to.equal('White cells 10^9, 10^9/L (2)');
    expect(root.querySelectorAll('.tree .power')).to.have.length(1);
    expect(text(root)).not.to.contain('10*9');
  });
  it('lines of a text stay under one another as they were sent', () => {
    const root = latest(examples.culture, observation('one', 'Virus', { valueString: 'Not detected' }));
    expect([...root.querySelectorAll('.value')].map((one) => one.classList.contains('mono'))).to.deep.equal([true, false]);
  });
});

describe('what is open', () => {
  it('stays so, at the same result and dates, when every row is made anew', () => {
    const sent = ['3', '2', '1'].map((month) => mmol(`k${month}`, { effectiveDateTime: `2026-0${month}-01` }, 'Potassium'));
    const state = ready(mapped(toResults, sent));
    const { root, again } = drawn(DscrResults, state);
    const said = (): string => { again(); return text(root.querySelector('.opened .said')!); };
    const press = (name: string): void => { again(); [...root.querySelectorAll('button')].find((one) => text(one) === name)!.click(); };
    press('Potassium');
    press('01-Feb-2026');
    press('Zoom in');
    const before = said(), axis = text(root.querySelector('.opened .axis')!);
    expect(before).to.match(/^01-Feb-2026/);
    // One of them came in a later version, another is new.
    Object.assign(state, { model: mapped(toResults, [mmol('new'), ...sent.map((one) => (one.id === 'k2' ? { ...one, meta: { versionId: '2' } } : one))]) });
    expect([said(), text(root.querySelector('.opened .axis')!)]).to.deep.equal([before, axis]);
  });
  it('is no other one where it has no id', () => {
    const state = ready(mapped(toResults, [{ ...mmol('a'), id: undefined } as unknown as Resource]));
    const { root, again } = drawn(DscrResults, state);
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect(root.querySelectorAll('.opened')).to.have.length(1);
    Object.assign(state, { model: mapped(toResults, [{ ...mmol('b', {}, 'Potassium'), id: undefined } as unknown as Resource]) });
    again();
    expect(root.querySelectorAll('.opened')).to.have.length(0);
  });
});

describe('a quantity without its number', () => {
  it('is never its unit alone', () => {
    const bare = observation('bare', 'Sodium', { valueQuantity: { unit: 'mmol/L' } });
    expect(rows(latest(bare))[0]).to.contain('No value sent, mmol/L');
    expect(rows(latest({ ...bare, dataAbsentReason: { text: 'Not performed' } }))[0]).to.contain('No value sent, mmol/L · Not performed');
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'not-performed' }];
    expect(rows(latest({ ...bare, valueQuantity: { unit: 'mmol/L', _value: { extension } } }))[0]).to.contain('No value sent, mmol/L · not performed');
    expect(rows(latest({ ...bare, valueQuantity: { extension } }))[0]).to.contain('No value sent: not performed');
  });
});
