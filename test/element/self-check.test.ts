import { expect, html, nextFrame } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { hiddenCritical } from '../../src/element/self-check.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, said, world, type World } from '../contracts/world.js';

const NOT_SET_UP = 'The shared care record is not set up correctly here, so nothing is shown. Contact local IT, reference';

describe('self-check: are identity, alerts and allergies really to be seen?', () => {
  let made: World;
  let stage: HTMLElement;
  const codes: string[] = [];
  const hear = (event: Event): void => { codes.push((event as CustomEvent<{ readonly code: string }>).detail.code); };
  before(async function () {
    this.timeout(20_000);
    await startApi();
    await setViewport({ width: 1000, height: 800 });
    window.addEventListener('dscr-error', hear);
  });
  after(() => {
    window.removeEventListener('dscr-error', hear);
    void worker.stop();
  });
  beforeEach(() => {
    stage = document.createElement('div');
    document.body.append(stage);
    codes.length = 0;
    api.reset([PATIENT_A]);
    api.answerAll(({ type }) => json(bundle([resourceOf(type as Type, 'a1')])));
  });
  afterEach(() => {
    stage.remove();
    document.body.removeAttribute('style');
    made.page.wipe();
  });
  const draw = async (tag: string): Promise<DscrElement> => {
    made = world();
    const element = Object.assign(document.createElement(tag), { patient: A }) as DscrElement;
    stage.append(element);
    await element.settled;
    await nextFrame();
    await nextFrame();
    return element;
  };

  const HIDDEN: Readonly<Record<string, (parent: HTMLElement) => void>> = {
    'no height': (parent) => { parent.style.cssText = 'height:0;overflow:hidden'; },
    'half of the line cut off': (parent) => { parent.style.cssText = 'height:30px;overflow:hidden'; },
    'cut off at the side': (parent) => { parent.style.cssText = 'width:100px;overflow:clip'; },
    'hardly any opacity': (parent) => { parent.style.cssText = 'opacity:.3'; },
    'two faint layers': (parent) => { parent.style.cssText = 'opacity:.6'; parent.parentElement!.style.opacity = '.6'; },
    'a clip path': (parent) => { parent.style.cssText = 'clip-path:inset(0 0 90% 0)'; },
    'scaled to nothing': (parent) => { parent.style.cssText = 'transform:scale(.01)'; },
  };
  for (const [name, hide] of Object.entries(HIDDEN)) {
    it(`${name}: the element is cleared and says so`, async () => {
      const parent = document.createElement('div');
      hide(stage.appendChild(document.createElement('div')).appendChild(parent));
      stage = parent;
      const element = await draw('dscr-alerts');
      expect(said(element)).to.contain(NOT_SET_UP);
      expect(said(element)).to.not.match(/EXAMPLE,|Lives alone/);
      expect(codes).to.contain('DSCR_CONFIG_INVALID');
      stage = parent.parentElement!;
    });
  }
  it('is never blank: the sentence stands there before the next task', async () => {
    const element = await draw('dscr-alerts');
    const cleared = new Promise<string>((done) => {
      new MutationObserver((_, seen) => {
        if (said(element).includes('Lives alone')) return;
        seen.disconnect();
        void (async () => {
          for (let turn = 0; turn < 50; turn++) await Promise.resolve();
          done(said(element));
        })();
      }).observe(element.shadowRoot!, { childList: true });
    });
    stage.style.cssText = 'height:0;overflow:hidden';
    element.style.width = '700px';
    expect(await cleared).to.contain(NOT_SET_UP);
  });
  const HARMLESS: Readonly<Record<string, (parent: HTMLElement) => void>> = {
    'nothing': () => undefined, 'a host that hides the whole': (parent) => { parent.style.cssText = 'display:none'; }, 'an invisible tab': (parent) => { parent.style.cssText = 'visibility:hidden'; },
    'a frame that scrolls': (parent) => { parent.style.cssText = 'height:120px;overflow:auto'; }, 'room enough': (parent) => { parent.style.cssText = 'height:4000px;overflow:hidden'; },
    'a parent without a box': (parent) => { parent.style.cssText = 'display:contents;overflow:hidden'; }, 'a page that does not scroll': ({ ownerDocument: { body } }) => { body.style.cssText = 'height:10px;overflow:hidden'; },
  };
  for (const [name, style] of Object.entries(HARMLESS)) {
    it(`${name}: harmless`, async () => {
      style(stage);
      const element = await draw('dscr-alerts');
      expect(hiddenCritical(element)).to.equal(false);
      expect(codes).to.deep.equal([]);
      expect(said(element)).to.contain('Lives alone');
    });
  }
  it('a record whose line of alerts is empty is shown', async () => {
    api.answer('Flag', () => json(bundle([])));
    const record = await draw('dscr-record');
    expect(said(record)).to.contain('EXAMPLE, Patricia (Mrs)').and.to.contain('Penicillin');
    expect(codes).to.deep.equal([]);
  });
  it('hidden later: it is cleared when its size changes, and comes back when it can be seen', async () => {
    const element = await draw('dscr-alerts');
    expect(said(element)).to.contain('Lives alone');
    stage.style.cssText = 'opacity:.1;width:500px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(said(element)).to.contain(NOT_SET_UP);
    expect(said(element)).to.not.contain('EXAMPLE,');
    stage.style.cssText = 'width:700px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(said(element)).to.contain('Lives alone');
  });
  it('cleared, its state and event say that nothing is on screen, and others are untouched; seen again, it is back', async () => {
    const shown: string[] = [];
    const element = await draw('dscr-alerts');
    const other = Object.assign(document.createElement('dscr-documents'), { patient: A }) as DscrElement;
    document.body.append(other);
    await other.settled;
    element.addEventListener('dscr-section-shown', (event) => { const { section, state } = (event as CustomEvent<{ readonly section: string; readonly state: string }>).detail; shown.push(`${section} ${state}`); });
    stage.style.cssText = 'opacity:.1;width:500px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(element.state.sections.alerts).to.deep.equal({ state: 'unavailable', items: 0, received: 0, shown: 0, unshown: 0, gaps: [], loadedAt: null });
    expect(other.state.sections.documents!.state).to.equal('ready');
    stage.style.cssText = 'opacity:.1;width:600px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(shown).to.deep.equal(['alerts unavailable']);
    stage.style.cssText = 'width:700px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(element.state.sections.alerts).to.deep.include({ state: 'ready', items: 1 });
    expect(shown).to.deep.equal(['alerts unavailable', 'alerts ready']);
    other.remove();
  });
  it('medicines whose allergy line is cut off are cleared, though the identity line can be seen', async () => {
    const element = await draw('dscr-meds');
    expect(said(element)).to.contain('Known allergies').and.to.contain('Amlodipine');
    const identity = element.renderRoot.querySelector('.banner')!.getBoundingClientRect();
    stage.style.cssText = `width:960px;overflow:hidden;height:${identity.bottom - stage.getBoundingClientRect().top + 20}px`;
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(said(element)).to.contain(NOT_SET_UP).and.to.not.contain('Amlodipine');
  });
  it('a record that is cleared says so of every section it showed, and so does one whose section was cleared alone', async () => {
    const shown = new Map<string, string>();
    const record = await draw('dscr-record');
    await record.settled;
    record.addEventListener('dscr-section-shown', (event) => { const { section, state } = (event as CustomEvent<{ readonly section: string; readonly state: string }>).detail; shown.set(section, state); });
    const meds = record.renderRoot.querySelector<DscrElement>('dscr-meds')!;
    // such as the identity line of an opened document
    Object.defineProperty(meds, 'above', { value: () => html`<p data-critical style="opacity:.1"><b>EXAMPLE</b></p>` });
    meds.requestUpdate();
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect([record.state.sections.medications!.state, record.state.sections.allergies!.state]).to.deep.equal(['unavailable', 'ready']);
    expect([...shown]).to.deep.equal([['medications', 'unavailable']]);
    stage.style.cssText = 'opacity:.1;width:500px';
    for (let frame = 0; frame < 4; frame++) await nextFrame();
    expect(new Set(Object.values(record.state.sections).map(({ state }) => state))).to.deep.equal(new Set(['unavailable']));
    expect([shown.size, new Set(shown.values())]).to.deep.equal([8, new Set(['unavailable'])]);
    stage.style.cssText = 'width:700px';
    for (let frame = 0; frame < 6; frame++) await nextFrame();
    expect(new Set(Object.values(record.state.sections).map(({ state }) => state))).to.deep.equal(new Set(['ready']));
    expect(new Set(shown.values())).to.deep.equal(new Set(['ready']));
  });
  it('while nothing of a patient is shown, nothing is checked', async () => {
    api.reset([]);
    stage.style.cssText = 'height:4px;overflow:hidden';
    const element = await draw('dscr-alerts');
    expect(said(element)).to.contain('Record not found');
    expect(codes).to.deep.equal(['DSCR_PATIENT_NOT_FOUND']);
  });
  it('drawing that throws outside a section is said, never a blank, and ends with the patient', async () => {
    const record = await draw('dscr-record');
    Object.defineProperty(record, 'draw', { value: () => { throw new Error('drawing'); }, configurable: true });
    record.requestUpdate();
    await record.updateComplete;
    expect(said(record)).to.contain(NOT_SET_UP);
    expect(said(record)).to.not.contain('EXAMPLE,');
    expect(codes).to.contain('DSCR_API_RESPONSE_INVALID');
    Reflect.deleteProperty(record, 'draw');
    record.patient = null;
    record.patient = A;
    await record.settled;
    expect(said(record)).to.contain('EXAMPLE, Patricia (Mrs)');
  });
});
