import { expect, nextFrame } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { Resource } from '../../src/record/resource.js';
import type { SectionDefinition } from '../../src/sections/define.js';
import { sections } from '../../src/sections/index.js';
import { api, bundle, json, outcome, patient, startApi, worker, type Type } from './api.js';
import { everySection } from './examples.js';
import { resourceOf } from './record.js';
import { A, ALL, B, everything, PATIENT_A, PATIENT_B, POLICY, said, world, type World, type WorldOptions } from './world.js';

/** What every section must do, run over the list (design.md, section 3): a new section is held by it before its author wrote a test. */
const TEXTS = ['text', 'display', 'description', 'title', 'family', 'conclusion', 'name'];
/** The same resource with a word in each of its texts, by which it can be found again. */
function marked<T>(value: T, mark: string, key = ''): T {
  if (typeof value === 'string') return (TEXTS.includes(key) ? `${value} ${mark}` : value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => marked(one, mark, key)) as T;
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked<unknown>(inner, mark, name)])) as T : value;
}
/** Texts, attributes and titles of everything below a node, shadow roots included. */
const traces = (node: Element): string => [said(node), ...everything(node).flatMap((one) => [...one.attributes].map(({ name, value }) => `${name}=${value}`))].join('\n');

let stage: HTMLElement;
let made: World;
const put = (tag: string, properties: object = {}): DscrElement => {
  const element = Object.assign(document.createElement(tag), properties) as DscrElement;
  stage.append(element);
  return element;
};
async function draw(definitions: readonly SectionDefinition[], options: WorldOptions = {}, given: object = { patient: A }): Promise<readonly DscrElement[]> {
  made = world(options);
  const elements = definitions.map(({ tag }) => put(tag, given));
  await Promise.all(elements.map((one) => one.settled));
  await Promise.all(elements.map((one) => one.updateComplete));
  return elements;
}
const EXAMPLE_PATIENT = patient('example', '9990000018', 'EXAMPLE');
const asAnswers = (resources: readonly Resource[], more: object = {}): void => {
  api.answerAll(({ type }) => json(bundle(resources.filter((one) => one.resourceType === type), more)));
};

const examples = await everySection();
const consoled: unknown[][] = [];
const heard: CustomEvent[] = [];
const EVENTS = ['dscr-ready', 'dscr-session-change', 'dscr-patient-change', 'dscr-section-shown', 'dscr-error', 'dscr-audit', 'dscr-open-document', 'dscr-diagnostic'];
const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const original = Object.fromEntries(METHODS.map((name) => [name, console[name]]));

describe('every section', () => {
  before(async function () {
    this.timeout(20_000);
    await startApi();
    for (const name of METHODS) console[name] = (...what: unknown[]) => { consoled.push(what); };
    for (const type of EVENTS) window.addEventListener(type, (event) => heard.push(event as CustomEvent));
  });
  after(() => {
    Object.assign(console, original);
    void worker.stop();
  });
  beforeEach(() => {
    stage = document.createElement('main');
    document.body.append(stage);
    api.reset([PATIENT_A, PATIENT_B]);
  });
  afterEach(() => {
    stage.remove();
    made.page.wipe();
  });

  it('is one of the eight of the contract, in its order, with an element and examples of its own', () => {
    expect(sections.map(({ id }) => id)).to.deep.equal(ALL);
    made = world();
    for (const [definition, resources] of examples) {
      expect(customElements.get(definition.tag), definition.id).to.be.a('function');
      expect(resources.some((one) => definition.types.includes(one.resourceType)), definition.id).to.equal(true);
    }
  });

  for (const [definition, resources] of examples) {
    const { id, tag, types } = definition;
    const own = resources.filter((one) => types.includes(one.resourceType) && (one.resourceType === 'Patient' ? false : definition.owns?.(one) ?? true));

    it(`${id}: every example is accounted for`, async () => {
      api.reset([EXAMPLE_PATIENT]);
      asAnswers(resources);
      const [element] = await draw([definition]);
      const state = element!.state.sections[id]!;
      const distinct = new Set(own.map((one) => `${one.resourceType}/${one.id ?? crypto.randomUUID()}`)).size + (id === 'demographics' ? 1 : 0);
      expect(state.state).to.equal('ready');
      expect(state.received).to.equal(distinct);
      expect(state.shown + state.unshown).to.equal(state.received);
      const unshown = state.gaps.filter(({ kind }) => ['unreadable', 'other-patient', 'in-error'].includes(kind)).reduce((sum, { count = 0 }) => sum + count, 0);
      expect(unshown).to.equal(state.unshown);
      expect(state.items).to.be.greaterThan(0);
    });

    it(`${id}: the same resource twice counts once, on one page or on two`, async () => {
      api.reset([EXAMPLE_PATIENT]);
      api.answerAll(({ type, url }) => json({
        ...bundle(resources.filter((one) => one.resourceType === type).flatMap((one) => [one, one])),
        ...(!url.searchParams.has('again') && { link: [{ relation: 'next', url: `https://api.example/fhir/${type}?again=1` }] }), total: undefined,
      }));
      const [element] = await draw([definition]);
      expect(element!.state.sections[id]!.received).to.equal(own.filter((one, at) => one.id === undefined || own.findIndex((other) => other.resourceType === one.resourceType && other.id === one.id) === at).length + (id === 'demographics' ? 1 : 0));
    });

    it(`${id}: a broken resource stops nothing`, async () => {
      const type = id === 'demographics' ? 'RelatedPerson' : types[0];
      const broken = { ...resourceOf(type as Type, 'a1', 'broken'), code: 7, category: [null, 4, { coding: 'x' }], content: 5, period: [], title: { a: 1 }, medicationCodeableConcept: [[]], contained: 'x', meta: [], extension: {} };
      api.answerAll((asked) => json(bundle(asked.type === type ? [broken, resourceOf(type as Type, 'a1')] : [])));
      const [element] = await draw([definition]);
      const state = element!.state.sections[id]!;
      expect(state.state).to.equal('ready');
      expect(state.received).to.equal(id === 'demographics' ? 3 : 2);
      expect(said(element!)).to.not.contain('not set up correctly');
    });

    it(`${id}: gaps of sources are said, each in its words`, async () => {
      const note = (status: string, name: string, ods: string): object => ({
        severity: 'information', code: 'informational', diagnostics: name, details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: status }] },
        extension: [{ url: 'https://dscr.example/StructureDefinition/source-organisation', valueIdentifier: { value: ods } }, ...(status === 'answered' ? [{ url: 'https://dscr.example/StructureDefinition/source-last-update', valueDateTime: '2026-06-01T08:00:00Z' }] : [])],
      });
      const notes = { resourceType: 'OperationOutcome', issue: [note('not-answering', 'North Hospital', 'X1'), note('withheld', 'South Clinic', 'X2'), note('not-contributing', 'East Practice', 'X3'), note('answered', 'West Trust', 'X4')] };
      api.answerAll(({ type }) => json({ ...bundle([resourceOf(type as Type, 'a1'), notes]), total: 1 }));
      const [element] = await draw([definition]);
      expect(element!.state.sections[id]!.gaps.map(({ kind }) => kind).sort()).to.deep.equal(['source-silent', 'withheld-at-source']);
      const text = said(element!);
      expect(text).to.match(/North Hospital did not answer\. Its [a-z ]+ may be missing here\. Try again/);
      expect(text).to.match(/Some [a-z ]+ are held back by South Clinic\./);
      expect(text).to.match(/East Practice does not share [a-z ]+ here yet\. There may be some recorded there\./);
      const sources = said(element!.renderRoot.querySelector('.sources')!);
      expect(sources.indexOf('East Practice'), sources).to.be.lessThan(sources.indexOf('West Trust'));
      expect(text).to.match(/West Trust: last update 01-Jun-2026 09:00\. Newer [a-z ]+ may exist\./);
    });

    it(`${id}: a source that is silent is never "none"`, async () => {
      const silent = outcome('informational', { diagnostics: 'North Hospital', details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: 'not-answering' }] } });
      api.answerAll(() => json({ ...bundle([silent]), total: 0 }));
      const [element] = await draw([definition]);
      expect(element!.state.sections[id]!.state).to.equal('ready');
      expect(said(element!)).to.not.match(/\bNo [a-z ]+ recorded\b|No known allerg/);
    });

    it(`${id}: denied, nothing of it is asked`, async () => {
      const others = ALL.filter((one) => one !== id && !(id === 'allergies' && one === 'medications'));
      const policy = { ...POLICY, permit: [{ id: 'others', when: { levels: ['all'] }, sections: others }], forbid: [] };
      const { compilePolicy } = await import('../../src/policy/policy.js');
      api.answerAll(({ type }) => json(bundle([resourceOf(type as Type, 'a1')])));
      const elements = await draw(sections, { setup: { policy: compilePolicy(policy) } });
      const mine = elements[ALL.indexOf(id)]!;
      expect(mine.state.sections[id]).to.deep.equal({ state: 'withheld', items: 0, received: 0, shown: 0, unshown: 0, gaps: [], loadedAt: null });
      const needed = new Set(sections.filter((one) => others.includes(one.id)).flatMap((one) => one.searches.filter((search) => search.needs !== id).map((search) => search.type)));
      for (const type of new Set(definition.searches.map((search) => search.type))) if (!needed.has(type)) expect(api.types, type).to.not.include(type);
    });

    it(`${id}: an empty answer after a failure is "none", a failure after an empty answer is not`, async () => {
      if (id === 'demographics') return;
      api.answerAll(() => json({}, 500));
      const [element] = await draw([definition]);
      expect(element!.state.sections[id]!.state).to.equal('unavailable');
      api.answerAll(() => json(bundle([])));
      element!.refresh();
      await element!.settled;
      expect(element!.state.sections[id]!.state).to.equal('none-recorded');
      api.answerAll(() => json({}, 500));
      element!.refresh();
      await element!.updateComplete;
      expect(said(element!)).to.not.match(/\bNo [a-z ]+ recorded\b/);
      await element!.settled;
      expect(element!.state.sections[id]!.state).to.equal('unavailable');
      expect(said(element!)).to.not.match(/\bNo [a-z ]+ recorded\b/);
    });

    it(`${id}: late answers of the last patient land nowhere`, async () => {
      const held: (() => void)[] = [];
      api.answerAll(({ type, url }) => {
        const whose = url.searchParams.get('patient')!;
        const answer = json(bundle([marked(resourceOf(type as Type, whose), whose === 'a1' ? 'ALPHA' : 'BETA')]));
        return whose === 'a1' ? new Promise((resolve) => { held.push(() => resolve(answer)); }) : answer;
      });
      made = world();
      const element = put(tag, { patient: A });
      const queries = definition.searches.filter((one) => !one.ifOffered).length;
      while (held.length < queries) await nextFrame();
      element.patient = B;
      for (const answer of held) answer();
      const seen = new Set<string>();
      const watch = new MutationObserver(() => seen.add(traces(element)));
      watch.observe(element.renderRoot, { childList: true, subtree: true, characterData: true });
      await element.settled;
      for (let frame = 0; frame < 5; frame++) { await nextFrame(); seen.add(traces(element)); }
      watch.disconnect();
      expect([...seen].filter((text) => /ALPHA|EXAMPLE,/.test(text))).to.deep.equal([]);
      expect(said(element)).to.contain('BETA');
      expect(element.state.sections[id]!.state).to.equal('ready');
    });
  }

  for (const [{ id, tag }] of examples) {
    it(`${id}: a mapper that throws when all has come ends as could not be loaded`, async () => {
      api.reset([EXAMPLE_PATIENT]);
      asAnswers([]);
      const fail = (): never => { throw new Error('at the end'); };
      const definitions = sections.map((one): SectionDefinition => (one.id === id ? { ...one, mapper: (context) => Object.assign(one.mapper(context), { items: fail }) } : one));
      const [element] = await draw(definitions.filter((one) => one.id === id), { sections: definitions });
      expect(element!.state.sections[id]!.state).to.equal('unavailable');
      expect(said(element!)).to.match(/(could not be loaded|Allergies unavailable) .*Its answer could not be read\./);
    });

    it(`${id}: what cannot be drawn could not be loaded, and is never a blank`, async () => {
      api.answerAll(({ type }) => json(bundle([resourceOf(type as Type, 'a1')])));
      made = world();
      const element = document.createElement(tag) as DscrElement;
      Object.defineProperty(element, 'renderModel', { value: () => { throw new Error('drawing'); } });
      stage.append(Object.assign(element, { patient: A }));
      await element.settled;
      expect(element.state.sections[id]!.state).to.equal('unavailable');
      expect(said(element)).to.match(/(could not be loaded|Allergies unavailable) .*Its answer could not be read\./);
    });
  }

  // ---- the last patient is gone when the assignment returns ----

  const both = (): void => {
    api.answerAll(({ type, url }) => json(bundle([marked(resourceOf(type as Type, url.searchParams.get('patient')!), url.searchParams.get('patient') === 'a1' ? 'ALPHA' : 'BETA')])));
  };
  const GONE: Readonly<Record<string, (elements: readonly DscrElement[]) => void>> = {
    'another patient': (elements) => { for (const one of elements) one.patient = B; },
    'another patient on one element alone': ([first]) => { first!.patient = B; },
    'nobody': (elements) => { for (const one of elements) one.patient = null; },
    'clear()': (elements) => { for (const one of elements) one.clear(); },
    'another number by attribute': ([first]) => { first!.patient = undefined; first!.setAttribute('nhs-number', B.nhsNumber); first!.setAttribute('birth-date', B.birthDate); },
    'an invalid number': (elements) => { for (const one of elements) one.patient = { nhsNumber: '999 000 0019', birthDate: '1958-03-14' }; },
    'another birth date': (elements) => { for (const one of elements) one.patient = { ...A, birthDate: '1958-03-15' }; },
    'sign-out': () => { made.session.set({ state: 'signed-out', reason: 'signed-out' }); },
    'a lock': () => { made.session.set({ state: 'locked', reason: 'idle', name: 'Nurse Example' }); },
    'the end of the session': () => { made.session.set({ state: 'ended', reason: 'expired' }); },
    'another person': () => { made.session.set({ ...made.session.snapshot, principal: { ...made.session.snapshot.principal!, subject: 'u2' } }); },
    'a set-up that is refused': () => { made.page.refuseSetup('DSCR_CSP_BLOCKED'); },
  };
  for (const [name, change] of Object.entries(GONE)) {
    it(`${name}: no text of the last patient is left when it returns`, async () => {
      both();
      made = world();
      const elements = ['dscr-record', 'dscr-banner', ...sections.map(({ tag }) => tag)].map((tag) => put(tag, { patient: A }));
      await Promise.all(elements.map((one) => one.settled));
      for (const [at, { id }] of sections.entries()) expect(said(elements[at + 2]!), id).to.contain('ALPHA');
      expect(said(elements[0]!)).to.contain('ALPHA');
      expect(said(elements[1]!)).to.contain('EXAMPLE, Patricia');
      change(elements);
      // nothing awaited
      for (const element of elements) expect(traces(element), element.localName).to.not.match(/ALPHA|EXAMPLE,|0018(?!")|14-Mar-1958/);
      for (const element of elements) for (const section of Object.values(element.state.sections)) expect(section.received).to.equal(0);
    });
  }
  it('equal content does nothing: spaces, hyphens and a new object are the same patient', async () => {
    both();
    const elements = await draw(sections);
    const before = api.asked.length;
    const texts = elements.map(said);
    for (const element of elements) element.patient = { nhsNumber: '999-000-0018', birthDate: ' 1958-03-14 ' };
    expect(elements.map(said)).to.deep.equal(texts);
    await nextFrame();
    expect(api.asked.length).to.equal(before);
  });
  it('an element taken out of the page keeps nothing of a patient, and shows the present one when it comes back', async () => {
    both();
    made = world();
    made.page.members.pagePatient = A;
    const elements = sections.map(({ tag }) => put(tag));
    await Promise.all(elements.map((one) => one.settled));
    const [, alerts] = elements;
    expect(said(alerts!)).to.contain('ALPHA');
    alerts!.remove();
    made.page.members.pagePatient = B;
    await Promise.resolve();
    expect(traces(alerts!)).to.not.contain('ALPHA');
    stage.append(alerts!);
    expect(traces(alerts!)).to.not.contain('ALPHA');
    await alerts!.settled;
    expect(said(alerts!)).to.contain('BETA');
  });
  it('moving, hiding and cloning are harmless', async () => {
    both();
    const [first] = await draw([sections[1]!]);
    const asked = api.asked.length;
    const aside = document.createElement('div');
    stage.append(aside);
    aside.append(first!);
    first!.hidden = true;
    first!.hidden = false;
    await first!.settled;
    expect(said(first!)).to.contain('ALPHA');
    expect(api.asked.length).to.equal(asked);
    const clone = first!.cloneNode() as DscrElement;
    stage.append(clone);
    await clone.settled;
    expect(said(clone)).to.not.contain('0019');
  });

  // ---- accessible, readable ----

  const LONG = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3);
  const STATES: Readonly<Record<string, () => WorldOptions>> = {
    ready: () => { asAnswers(examples.flatMap(([, resources]) => resources)); return {}; },
    'ready with long words and gaps': () => {
      api.answerAll(({ type }) => json({ ...bundle([marked(resourceOf(type as Type, 'example'), LONG), resourceOf(type as Type, 'other', 'x'), { ...resourceOf(type as Type, 'example', 'e'), status: 'entered-in-error' },
        outcome('incomplete', { details: { text: LONG } }), { resourceType: 'Basic', note: LONG }]), link: [{ relation: 'next', url: 'https://elsewhere.example/' }] }));
      return {};
    },
    'none recorded': () => ({}),
    unavailable: () => { api.answerAll(() => json({}, 500)); return {}; },
    'not released': () => { api.answerAll(() => json(outcome('forbidden'), 403)); return {}; },
    'not for this role': () => ({ level: 'desk' }),
    'signed out': () => ({ snapshot: { state: 'signed-out', reason: 'start', choices: [], roleFixed: false } }),
  };
  /** What of an element's text is cut off, or lies beside it. */
  function clipped(root: DscrElement): string[] {
    const { left, right } = root.getBoundingClientRect();
    return everything(root.renderRoot as unknown as ParentNode).flatMap((one) => {
      if (!(one instanceof HTMLElement) || one.matches('.unseen, .unseen *') || !one.checkVisibility()) return [];
      const texts = [...one.childNodes].filter((node): node is Text => node instanceof Text && node.data.trim() !== '');
      const outside = texts.some((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()].some((box) => box.width > 1 && (box.left < left - 1 || box.right > right + 1));
      });
      const style = getComputedStyle(one);
      const cut = texts.length > 0 && style.display !== 'inline' && one.scrollWidth > one.clientWidth + 1 || style.textOverflow === 'ellipsis';
      return outside || cut ? [`${root.localName} ${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`] : [];
    });
  }
  for (const [name, prepare] of Object.entries(STATES)) {
    it(`${name}: accessible, and nothing cut off at 280 px or at 400 %`, async function () {
      this.timeout(20_000);
      api.reset([EXAMPLE_PATIENT]);
      const options = prepare();
      const elements = await draw(sections, options);
      await expect(stage).to.be.accessible();
      stage.style.width = '280px';
      await nextFrame();
      expect(elements.flatMap(clipped)).to.deep.equal([]);
      stage.style.width = '';
      // 1280 × 1024 at 400 %
      await setViewport({ width: 320, height: 256 });
      await nextFrame();
      const [record] = [put('dscr-record', { patient: A })];
      await record!.settled;
      expect([...elements, record!].flatMap(clipped)).to.deep.equal([]);
      await setViewport({ width: 1200, height: 900 });
    });
  }
  it('the whole record is accessible', async function () {
    this.timeout(20_000);
    api.reset([EXAMPLE_PATIENT]);
    asAnswers(examples.flatMap(([, resources]) => resources));
    made = world({ config: { environment: 'test', help: [{ title: 'Reading results', kind: 'faq', url: 'https://help.example/r' }] } });
    const record = put('dscr-record', { patient: A });
    await record.settled;
    expect(Object.keys(record.state.sections)).to.deep.equal(ALL);
    await expect(stage).to.be.accessible();
  });

  // ---- what a host hears ----

  it('events: frozen, bubbling, of the contract, nothing of a person in them; the console is silent', () => {
    // all that was fired by every test before this one
    expect(heard.length).to.be.greaterThan(100);
    const KEYS: Readonly<Record<string, readonly string[]>> = {
      'dscr-patient-change': ['state'], 'dscr-section-shown': ['section', 'state'], 'dscr-error': ['code', 'hint', 'section', 'retryable', 'correlationId'],
      'dscr-session-change': ['state', 'reason'], 'dscr-audit': ['type', 'section', 'sequence', 'correlationId', 'outcome'],
    };
    for (const { type, detail, bubbles, composed } of heard as CustomEvent<Record<string, unknown>>[]) {
      expect([Object.isFrozen(detail), bubbles, composed], type).to.deep.equal([true, true, true]);
      expect(Object.keys(detail).filter((key) => !KEYS[type]?.includes(key)), type).to.deep.equal([]);
      // A correlation id is random: any four digits may stand in it.
      expect(detail['correlationId'] ?? '').to.match(/^$|^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(JSON.stringify({ ...detail, correlationId: '' })).to.not.match(/EXAMPLE|SAMPLE|999 ?000|1958|ALPHA|BETA|Patient\/|Nurse|"(?:items|count|received)"/);
    }
    const sectionEvents = heard.filter(({ type }) => type === 'dscr-section-shown').map(({ detail }) => (detail as { readonly state: string }).state);
    expect(new Set(sectionEvents)).to.deep.equal(new Set(['waiting', 'loading', 'ready', 'none-recorded', 'unavailable', 'withheld']));
    for (const { detail } of heard.filter(({ type }) => type === 'dscr-error') as CustomEvent<{ readonly code: string; readonly hint: string }>[]) {
      expect(detail.code).to.match(/^DSCR_[A-Z_]+$/);
      expect(detail.hint).to.contain(detail.code);
    }
    expect(consoled.filter(([text]) => !/Lit is in dev mode/.test(String(text)))).to.deep.equal([]);
  });
});
