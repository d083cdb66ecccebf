import { expect } from '@open-wc/testing';
import type { ResourceIndex } from '../../src/controllers/lookup.js';
import type { Resource } from '../../src/record/resource.js';
import type { Ready } from '../../src/record/section-state.js';
import { DscrResults } from '../../src/sections/results/dscr-results.js';
import { flagCode, observation, quantity, resultExamples as examples } from '../../src/sections/results/results.examples.js';
import { toResults } from '../../src/sections/results/results.map.js';
import { drawn, mapped, ready } from '../sections/support-clinical.js';

const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim();

describe('a report and the results it names', () => {
  const sodium = observation('na', 'Sodium', { valueQuantity: quantity('140', 'mmol/L') });
  const report = (...result: readonly object[]): Resource => ({ ...examples.report, status: 'final', result });
  const na = { reference: 'Observation/na' }, gone = { reference: 'Observation/gone' };
  const latest = (...resources: readonly Resource[]): string => text(drawn(DscrResults, ready(mapped(toResults, resources))).root);

  it('says of each result that did not come that it is not available', () => {
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, [sodium, report(na, gone, gone, { ...gone, display: 'Potassium' })])), { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([...root.querySelectorAll('.opened li')].map(text)).to.deep.equal(['Sodium 140 mmol/L', 'Not available', 'Not available', 'Potassium: Not available']);
  });
  it('says that they are loading while more may come', () => {
    const model = mapped(toResults, [sodium, report(na, gone, { ...gone, display: 'Potassium' })]);
    const { root, again } = drawn(DscrResults, { ...ready(model), name: 'loading' } as unknown as Ready<typeof model>, { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([...root.querySelectorAll('.opened li')].map(text)).to.deep.equal(['Sodium 140 mmol/L', 'Loading results', 'Potassium: Loading results']);
    expect(text(root)).to.contain('Results (3)');
  });
  it('tells nothing of a result that a label rule keeps back', () => {
    const hiding: typeof toResults = (context) => {
      (context.lookup as ResourceIndex).hide({ resourceType: 'Observation', id: 'gone' });
      return toResults(context);
    };
    const model = mapped(hiding, [sodium, report(na, gone)]);
    const { root, again } = drawn(DscrResults, ready(model), { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect([...root.querySelectorAll('.opened li')].map(text)).to.deep.equal(['Sodium 140 mmol/L']);
    expect(text(drawn(DscrResults, ready(model)).root)).not.to.contain('Full blood count');
  });
  it('stands among the latest unless all its results came', () => {
    expect(latest(sodium, report(na))).not.to.contain('Full blood count');
    for (const more of [gone, { ...gone, display: 'Potassium' }]) expect(latest(sodium, report(na, more))).to.contain('Full blood count');
  });
  it('stands there where a result came inside it, and is no row of its own', () => {
    const contained = [{ ...observation('k1', 'Potassium', { valueQuantity: quantity('7.1', 'mmol/L') }), subject: undefined }];
    expect(latest({ ...report({ reference: '#k1' }), contained })).to.match(/Laboratory results \(1 report\).*Full blood count/);
  });
  it('stands there where it says more than its results: how it stands, for whom it is not, what is not understood', () => {
    for (const [more, said] of [[{ status: 'corrected' }, 'Corrected'], [{ status: undefined }, 'Status: Unknown'], [{ meta: { security: [{ code: 'NOPAT' }] } }, 'Not to be disclosed to the patient'], [{ implicitRules: 'urn:x' }, 'could not be understood']] as const) {
      expect(latest(sodium, { ...report(na), ...more }), said).to.match(new RegExp(`Full blood count.*${said}`));
    }
  });
  it('stands there where the host keeps its results from the list', () => {
    const { root } = drawn(DscrResults, ready(mapped(toResults, [{ ...sodium, category: undefined }, report(na)])), { category: 'laboratory' });
    expect(text(root)).to.match(/Laboratory results \(1 report\).*Full blood count/);
    expect(latest({ ...sodium, category: undefined }, report(na))).not.to.match(/Laboratory results|Full blood count/);
  });
  const filtered = (resources: readonly Resource[], set: (root: HTMLElement, again: () => void) => void, view = 'latest'): string => {
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, resources)), { view });
    set(root, again);
    again();
    return text(root);
  };
  const searched = (query: string) => (root: HTMLElement): void => {
    const search = root.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = query;
    search.dispatchEvent(new Event('input'));
  };
  const pressed = (name: string) => (root: HTMLElement): void => { [...root.querySelectorAll('button')].find((one) => one.textContent === name)!.click(); };
  it('stands there where a search finds it and not its results', () => {
    expect(filtered([sodium, report(na)], searched('full blood'))).to.match(/Filter on: showing 1 of 2 results .*Laboratory results \(1 report\).*Full blood count/);
  });
  it('of normal results only is hidden with them, in its own view too; one of others is not, and does not stand beside them', () => {
    const [normal, high] = [{ ...sodium, interpretation: [flagCode('N')] }, observation('k', 'Potassium', { interpretation: [flagCode('H')], valueInteger: '6' })];
    expect(filtered([normal, report(na)], pressed('Abnormal only'))).to.contain('No results match this filter. 2 hidden.');
    expect(filtered([normal, report(na)], pressed('Abnormal only'), 'reports')).not.to.contain('Full blood count');
    const both = [normal, high, report(na, { reference: 'Observation/k' })];
    expect(filtered(both, pressed('Abnormal only'))).to.contain('Laboratory results (1 test, 1 result)').and.not.to.contain('Full blood count');
    expect(filtered(both, pressed('Abnormal only'), 'reports')).to.contain('Full blood count');
  });
  it('is hidden with its tests where none of them is ticked', () => {
    const unticked = (root: HTMLElement, again: () => void): void => {
      const details = root.querySelector<HTMLDetailsElement>('.finder details')!;
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
      again();
      const label = [...root.querySelectorAll('.tree ul label')].find((one) => text(one).startsWith('Sodium'))!;
      label.querySelector('input')!.dispatchEvent(new Event('change'));
    };
    const potassium = observation('k', 'Potassium', { valueInteger: '6' });
    expect(filtered([sodium, potassium, report(na)], unticked)).to.match(/showing 1 of 3 results.*Laboratory results \(1 test, 1 result\)/);
    expect(filtered([sodium, potassium, report(na, { reference: 'Observation/k' })], unticked)).to.match(/showing 2 of 3 results.*Laboratory results \(1 test, 1 result\)/);
  });
  it('is found by the words of a text that came as a file, and of its comments', () => {
    const chest = { ...examples.chest, conclusion: undefined, presentedForm: [{ contentType: 'text/plain', data: btoa('Large subdural haematoma') }], media: [{ comment: 'Series 2, image 14' }] };
    for (const query of ['haematoma', 'image 14']) expect(filtered([sodium, chest], searched(query)), query).to.match(/showing 1 of 2 results.*XR Chest/);
    expect(filtered([sodium, { ...chest, presentedForm: [{ contentType: 'application/pdf', data: btoa('haematoma') }] }], searched('haematoma'))).to.contain('No results match this filter');
  });

  const opened = (...resources: readonly Resource[]): HTMLElement => {
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, resources)), { view: 'reports' });
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    return root.querySelector<HTMLElement>('.opened')!;
  };
  it('shows a narrative that adds to a report, or is all there is of it, and says where it cannot', () => {
    const told = (status: string, div: string, more: object = {}): string => text(opened(sodium, { resourceType: 'DiagnosticReport', id: 'pap', status: 'final', code: { text: 'Cervical cytology' }, text: { status, div: `<div>${div}</div>` }, ...more }).parentElement!);
    expect(told('generated', 'Atypical squamous cells')).to.contain('Atypical squamous cells');
    expect(told('additional', 'Repeat in 3 months', { result: [na] })).to.contain('Repeat in 3 months');
    expect(told('generated', 'Sodium: 140', { result: [na] })).not.to.contain('Sodium: 140');
    expect(told('additional', '<s>Benign</s>')).to.contain('Part of this entry could not be understood').and.not.contain('Benign');
  });
  it('says what study a report names that did not come', () => {
    const study = (display?: string): string => text(opened({ ...examples.chest, imagingStudy: [{ reference: 'ImagingStudy/gone', display }] }));
    expect([study('CT chest'), study()].map((said) => /Images(CT chest: )?Not available/.test(said))).to.deep.equal([true, true]);
    expect(study('CT chest')).to.contain('CT chest: Not available');
  });
  it('a report that says more than its results is listed beside them', () => {
    const told = (status: string): string => latest(sodium, { ...report(na), conclusion: undefined, text: { status, div: '<div>Repeat in 3 months</div>' } });
    expect([told('additional'), told('generated')].map((said) => said.includes('1 report'))).to.deep.equal([true, false]);
  });
  it('a corrected result says what it was, also where that is in error by now', () => {
    const was = (status: string): Resource => ({ ...observation('was', 'Potassium', { valueQuantity: quantity('44', 'mmol/L') }), status });
    const now = { ...observation('now', 'Potassium', { valueQuantity: quantity('4.4', 'mmol/L') }), status: 'corrected', extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/observation-replaces', valueReference: { reference: 'Observation/was' } }] };
    const previous = (...more: readonly Resource[]): unknown => { const model = mapped(toResults, [now], more); return model.result(model.parts[0]!.series[0]!.rows[0]!).details.find(([name]) => name === 'previous')![1]; };
    expect(previous(was('entered-in-error'))).to.contain('44 mmol/L');
    expect(previous()).to.equal('Not available');
    // one that this section does not show is not shown here either, nor an error of another kind, which this role may not see
    expect(previous(was('final'))).to.equal(undefined);
    expect(previous({ ...was('entered-in-error'), category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'imaging' }] }] })).to.equal(undefined);
    const { id, ...inside } = was('final');
    const holding = { ...now, contained: [{ id: 'in', ...inside }], extension: [{ url: now.extension[0]!.url, valueReference: { reference: '#in' } }] };
    const model = mapped(toResults, [holding]);
    expect([id, model.result(model.parts[0]!.series[0]!.rows[0]!).details.find(([name]) => name === 'previous')![1]].join()).to.match(/^was,Potassium.*44 mmol\/L/);
  });
  const lines = (root: HTMLElement): readonly string[] => [...root.querySelectorAll('.opened > ul > li')].map(text);
  const part = (name: string, more: object): object => ({ code: { text: name }, ...more });
  it('opens to the parts of its results, and counts the results', () => {
    const culture = observation('na', 'Culture', { valueString: 'E. coli', component: [part('Trimethoprim', { valueString: 'Resistant', interpretation: [flagCode('R')] })] });
    expect(lines(opened(culture, report(na)))).to.deep.equal(['Culture E. coli Trimethoprim Resistant Resistant']);
    expect(text(opened(culture, report(na)).closest('li')!)).to.contain('Results (1)');
  });
  it('opens to the parts of what a panel of it holds', () => {
    const pressure = observation('bp', 'BP', { component: [part('Systolic', { valueQuantity: quantity('210', 'mmHg') }), part('Diastolic', { valueQuantity: quantity('120', 'mmHg') })] });
    expect(lines(opened(pressure, observation('na', 'Vitals', { hasMember: [{ reference: 'Observation/bp' }] }), report(na)))).to.deep.equal(['Vitals', 'BP Systolic 210 mmHg Diastolic 120 mmHg']);
  });
  it('dates those of its results that are of another time', () => {
    const at = (id: string, time: string): Resource => observation(id, 'Glucose', { valueQuantity: quantity('5', 'mmol/L'), effectiveDateTime: `2026-05-01T${time}:00Z` });
    expect([...opened(at('na', '08:30'), at('b', '10:30'), report(na, { reference: 'Observation/b' })).querySelectorAll('.opened > ul > li')].map((one) => one.querySelector('[aria-hidden]')?.textContent)).to.deep.equal([undefined, '01-May-2026 11:30']);
  });
  it('says what was written of its pictures', () => {
    expect(text(opened({ ...examples.chest, media: [{ comment: 'Series 2, image 14', link: { display: 'Key image' } }, { link: { reference: 'Media/1' } }] }))).to.contain('CommentSeries 2, image 14, Key image');
  });
});

describe('a result', () => {
  it('says what it is worked out from', () => {
    const egfr = observation('egfr', 'eGFR', { valueQuantity: quantity('31', 'mL/min'), derivedFrom: [{ reference: 'Observation/cr' }, { reference: 'Observation/gone', display: 'Weight' }] });
    const { root, again } = drawn(DscrResults, ready(mapped(toResults, [egfr, observation('cr', 'Creatinine', { valueQuantity: quantity('190', 'umol/L'), effectiveDateTime: '2026-04-30' })])));
    root.querySelector<HTMLButtonElement>('button.title')!.click();
    again();
    expect(text(root.querySelector('.opened')!)).to.contain('Derived fromCreatinine, 190 umol/L, 30-Apr-2026 Weight: Not available');
  });
});

describe('a view without anything', () => {
  const view = (name: string, ...resources: readonly Resource[]): HTMLElement => drawn(DscrResults, ready(mapped(toResults, resources)), { view: name }).root;
  it('says so', () => {
    expect(text(view('reports', observation('na', 'Sodium', { valueInteger: '1' })))).to.match(/Reports: Not available$/);
    for (const [name, said] of [['trend', 'Trend'], ['over-time', 'Over time']] as const) expect(text(view(name, examples.chest)), name).to.contain(`${said}: Not available`);
    expect(text(view('reports', examples.chest))).not.to.contain('Not available');
  });
  it('has single results where nothing makes a line', () => {
    const root = view('trend', observation('na', 'Sodium', { valueQuantity: quantity('140', 'mmol/L') }));
    expect(text(root.querySelector('tbody')!)).to.contain('140 mmol/L');
    expect(text(root)).not.to.contain('Not available');
  });
});
