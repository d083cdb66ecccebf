import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { RecordSource } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import type { SectionDefinition } from '../../src/sections/define.js';
import type { DscrResults } from '../../src/sections/results/dscr-results.js';
import { results } from '../../src/sections/results/results.section.js';
import { A, PATIENT_A, said, world } from '../contracts/world.js';

const subject = { reference: 'Patient/a1' };
const sodium = (value: number, more: object): Resource => ({ resourceType: 'Observation', id: 'na', status: 'final', subject, code: { text: 'Sodium' }, valueQuantity: { value, unit: 'mmol/L' }, ...more });
const report: Resource = { resourceType: 'DiagnosticReport', id: 'r', status: 'final', subject, code: { text: 'Blood sciences' }, result: [{ reference: 'Observation/na' }] };
const version = (versionId: string): object => ({ meta: { versionId } });

/** A report, drawn of each of these answers in turn: what its results say. */
async function reports(...answers: readonly (readonly Resource[])[]): Promise<readonly string[]> {
  let sent: readonly Resource[] = [];
  const source: RecordSource = {
    findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
    search: (_section, { type }, _patient, { onPage }) => {
      for (const one of [...sent, report]) if (one.resourceType === type) onPage({ matches: [one], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
      return Promise.resolve({ kind: 'whole' });
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
  };
  world({ source });
  const texts: string[] = [];
  let element: DscrResults | undefined;
  for (sent of answers) {
    if (element) element.refresh();
    else element = await fixture<DscrResults>(html`<dscr-results view="reports" .patient=${A}></dscr-results>`);
    await element.settled;
    await element.updateComplete;
    const title = element.shadowRoot!.querySelector<HTMLButtonElement>('button.title')!;
    if (title.ariaExpanded !== 'true') title.click();
    await element.updateComplete;
    texts.push(said(element));
  }
  return texts;
}

describe('a result that came in two versions', () => {
  it('has all pages mapped anew, each in a task of its own; a patient who goes meanwhile ends it', async () => {
    const pages = ['1', '2', '3', '4'].map((id) => ({ ...sodium(140, version('1')), id }));
    let tasks = 0;
    let inTheMiddle = (): void => undefined;
    const next = new MessageChannel();
    next.port1.onmessage = () => { tasks++; };
    const mapped: (readonly [id: string | undefined, task: number])[] = [];
    const definition: SectionDefinition = {
      ...results, searches: [{ type: 'Observation', main: true }],
      mapper: () => ({ add: ({ id }) => { mapped.push([id, tasks]); next.port2.postMessage(0); if (mapped.length === 5) inTheMiddle(); return true; }, items: () => mapped.length, model: () => ({}) }),
    };
    const source: RecordSource = {
      findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
      search: (_section, _search, _patient, { onPage }) => {
        for (const one of [...pages, { ...pages[0]!, ...version('2') }]) onPage({ matches: [one], included: [], warnings: [], sources: [], unreadable: [], reference: 'r' });
        return Promise.resolve({ kind: 'whole' });
      },
      open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
    };
    const { page } = world({ source, sections: [definition] });
    const member = { wanted: ['results'] as const, nested: false, showsSession: false, ownPatient: A, pageChanged: () => undefined };
    const leave = page.members.attach(member);
    page.patientsChanged();
    while (page.state('results').name !== 'ready') await aTimeout(0);
    const anew = mapped.slice(4);
    expect(anew.map(([id]) => id)).to.deep.equal(['1', '2', '3', '4']);
    expect(new Set(anew.map(([, task]) => task)).size).to.equal(4);
    mapped.length = 0;
    inTheMiddle = leave;
    page.refresh(['results']);
    while (mapped.length < 5) await aTimeout(0);
    await aTimeout(50);
    expect(mapped.length).to.equal(5);
    next.port1.close();
  });
  const [older, newer] = [sodium(131, version('1')), sodium(142, version('2'))];
  for (const [order, sent] of [['newer first', [newer, older]], ['older first', [older, newer]]] as const) {
    it(`is in its report as it is now: ${order}`, async () => {
      const [text] = await reports(sent);
      expect(text).to.contain('142').and.not.to.contain('131');
    });
  }
  it('is in its report as a new asking brought it, though nothing tells which is later', async () => {
    const [wrong, right] = await reports([sodium(131, { status: 'entered-in-error' })], [sodium(142, {})]);
    expect(wrong).to.not.contain('142');
    expect(right).to.contain('142').and.not.to.contain('131');
  });
});
