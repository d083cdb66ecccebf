import { expect, fixture, html } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { RecordSource } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import { A, everything, PATIENT_A, world } from './world.js';

/** Turns what follows to run from right to left; and the same after the end of whatever keeps it apart. */
const TURNS = ['\u202e', '\u2069\u202e', '\u2067', '\u200f'];
const HEBREW = '\u05d0\u05d1\u05d2';

const about = { subject: { reference: 'Patient/a1' }, status: 'active' };
const laboratory = { ...about, resourceType: 'Observation', status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], effectiveDateTime: '2020-03-05' };
/** One of each, with a text that begins so. */
const record = (start: string): readonly Resource[] => [
  { ...about, resourceType: 'AllergyIntolerance', id: '1', patient: about.subject, clinicalStatus: { coding: [{ code: 'active' }] }, code: { text: `${start}Penicillin 10 20` }, reaction: [{ severity: 'severe' }], recordedDate: '2020-03-05' },
  { ...about, resourceType: 'Flag', id: '1', code: { text: `${start}Falls 10 20` }, period: { start: '2099-03-05' } },
  { ...about, resourceType: 'MedicationRequest', id: '1', intent: 'order', authoredOn: '2020-03-05', medicationCodeableConcept: { text: `${start}Warfarin 10 mg` }, dosageInstruction: [{ text: `${start}5 mg then 10 mg` }] },
  { ...laboratory, id: '1', code: { text: 'Potassium' }, valueQuantity: { value: 5, unit: `mmol${start}/L 10 20` } },
  { ...laboratory, id: '2', code: { text: 'Culture' }, valueString: `${start}Grown: 10 20 colonies`, performer: [{ reference: 'Organization/1', display: `${start}Derby` }] },
  { ...about, resourceType: 'Appointment', id: '1', participant: [{ actor: about.subject }], status: 'booked', start: '2020-03-05T10:00:00Z', description: `${start}Clinic 10 20` },
  { ...about, resourceType: 'CarePlan', id: '1', intent: 'plan', title: `${start}Plan 10 20`, activity: [{ detail: { status: 'scheduled', description: `${start}Walk 10 20` } }] },
];

async function shown(resources: readonly Resource[], what = '.title, .dose, .value, .line-1, .allergies li, .alerts li, .row li p', view?: string): Promise<readonly HTMLElement[]> {
  const source: RecordSource = {
    findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }),
    search(_section, { type }, _patient, { onPage }) {
      onPage({ matches: resources.filter(({ resourceType }) => resourceType === type), included: [], warnings: [], sources: [], unreadable: [] });
      return Promise.resolve({ kind: 'whole' });
    },
    open: () => Promise.resolve({ kind: 'not-found', reference: '' }),
    read: () => Promise.resolve(undefined),
  };
  world({ source });
  const root = await fixture<HTMLElement>(view === undefined ? html`<div style="width: 1200px"><dscr-record .patient=${A}></dscr-record></div>`
    : html`<div style="width: 1200px"><dscr-results view=${view} .patient=${A}></dscr-results></div>`);
  const element = root.querySelector<DscrElement>('dscr-record, dscr-results')!;
  await element.settled;
  await element.updateComplete;
  return everything(root).filter((one): one is HTMLElement => one.matches(what));
}

const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\n]/g;
/** What a reader sees from left to right, line by line. */
function seen(element: HTMLElement): string {
  const letters: (readonly [line: number, left: number, letter: string])[] = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walk.nextNode() as Text | null; node; node = walk.nextNode() as Text | null) {
    if (node.parentElement!.closest('.unseen')) continue;
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const [box] = range.getClientRects();
      if (box && box.width > 0) letters.push([Math.round(box.bottom / 10), box.left, node.data[at]!]);
    }
  }
  return letters.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , letter]) => letter).join('').replace(/\s+/g, ' ').trim();
}

describe('text that came is read in its order', () => {
  for (const turn of TURNS) {
    it(`after ${[...turn].map((one) => `U+${one.codePointAt(0)!.toString(16)}`).join(' ')}: nothing is turned round, neither of it nor beside it, and it stands there as sent`, async () => {
      const resources = record(turn);
      const plain = (await shown(record(''))).map(seen);
      const elements = await shown(resources);
      expect(elements.map(seen)).to.deep.equal(plain);
      const all = elements.map(({ textContent }) => textContent).join('\n');
      for (const sent of ['Penicillin 10 20', 'Falls 10 20', 'Warfarin 10 mg', '5 mg then 10 mg', 'Grown: 10 20 colonies', 'Clinic 10 20', 'Plan 10 20', 'Walk 10 20']) expect(all, sent).to.include(turn + sent);
      expect(all).to.include(`5 mmol${turn}/L 10 20`);
    });
  }

  it('in a cell of results over time, and where another row tells of a value, no number is turned round', async () => {
    const results = TURNS.flatMap((turn, at) => [0, 1].map((day) => ({ ...laboratory, id: `${at}-${day}`, code: { text: `Test ${at}` }, effectiveDateTime: `2020-03-0${day + 1}`, valueString: `${turn}5.4 6 mmol` })));
    for (const view of ['latest', 'over-time']) {
      const all = (await shown(results, 'td, .row p, .line-1, .badge', view)).map(seen).join('\n');
      expect(all, view).to.include(view === 'latest' ? '5.4 6 mmol' : 'Open').and.not.match(/4\.5|lomm|6 5\.4/);
    }
  });

  it('in a sentence of ours about who stated what, the date stays as it is', async () => {
    const none = (name: string): readonly Resource[] => [{ ...about, resourceType: 'AllergyIntolerance', id: '1', patient: about.subject, clinicalStatus: { coding: [{ code: 'active' }] }, code: { text: 'No known allergies' }, recorder: { display: name }, recordedDate: '2020-03-05' }];
    const of = async (name: string): Promise<string> => (await shown(none(name), '.allergies p, [aria-live] p')).map(seen).join('\n');
    expect((await of('Derby')).match(/^Stated by Derby, .*, 05-Mar-2020\.$/gm)).to.have.length(3);
    for (const turn of TURNS) expect(await of(`${turn}Derby`)).to.equal(await of('Derby'));
  });

  it('letters that run from right to left part no number from its unit, and no date', async () => {
    const all = (await shown(record(`${HEBREW} `), '.title, .dose, .value, .prov, .allergies li, .alerts li')).map(seen).join('\n').replace(INVISIBLE, '');
    expect(all).to.include('10 mg').and.not.match(/\d [\u05d0-\u05ea]+ mg|\d\d [\u05d0-\u05ea]+-|[\u05d0-\u05ea]+-Mar/);
    expect(all.match(/05-Mar-2020/g)!.length).to.be.greaterThan(4);
  });
});
