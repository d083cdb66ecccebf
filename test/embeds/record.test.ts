import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { api, bundle, json, outcome, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, ALL, B, PATIENT_A, PATIENT_B, POLICY, ready, said, world, type World, type WorldOptions } from '../contracts/world.js';

let made: World;
let stage: HTMLElement;
const put = async (tag: string, attributes: Readonly<Record<string, string>> = {}, given: object = {}): Promise<DscrElement> => {
  const element = Object.assign(document.createElement(tag), given) as DscrElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  stage.append(element);
  await element.settled;
  await element.updateComplete;
  return element;
};
const PLAIN = { 'nhs-number': A.nhsNumber, 'birth-date': A.birthDate };
const record = async (attributes: Readonly<Record<string, string>> = {}, options: WorldOptions = {}, tag = 'dscr-record'): Promise<DscrElement> => {
  made = world(options);
  return put(tag, { ...PLAIN, ...attributes });
};
const button = (element: DscrElement, label: string): HTMLButtonElement => [...element.renderRoot.querySelectorAll('button')].find((one) => said(one) === label)!;
const drawn = (element: DscrElement): string[] => [...element.renderRoot.querySelectorAll('[nested]')].map(({ localName }) => localName);
const headings = (element: DscrElement): string[] => [...element.renderRoot.querySelectorAll('nav button')].map((one) => said(one));
const NAMES = ['Patient details', 'Alerts', 'Allergies', 'Medicines', 'Results', 'Appointments and referrals', 'Care plans', 'Documents'];

describe('what a host writes', () => {
  before(async function () {
    this.timeout(20_000);
    await startApi();
  });
  after(() => { void worker.stop(); });
  beforeEach(() => {
    stage = document.createElement('div');
    document.body.append(stage);
    api.reset([PATIENT_A, PATIENT_B]);
    api.answerAll(({ type, url }) => json(bundle([resourceOf(type as Type, url.searchParams.get('patient')!)])));
  });
  afterEach(() => {
    stage.remove();
    made.page.wipe();
  });

  // ---- the record ----

  it('a record shows every section of the configuration, in its order, each query asked once', async () => {
    const element = await record();
    expect(headings(element)).to.deep.equal(NAMES);
    expect(Object.keys(element.state.sections)).to.deep.equal(ALL);
    expect(new Set(api.types).size).to.equal(16);
    // lists of allergies, of medicines, of results and of referrals are four queries of one type
    expect(api.types.length).to.equal(19);
    expect(api.asked.filter((one) => one.type === 'Patient').map(({ method, url, body }) => [method, url.pathname, url.search, new URLSearchParams(body).get('identifier')]))
      .to.deep.equal([['POST', '/fhir/Patient/_search', '', 'https://fhir.nhs.uk/Id/nhs-number|9990000018']]);
    for (const { url } of api.asked) expect(url.href).to.not.contain('9990000018');
  });
  it('the order of the configuration holds; demographics stands first', async () => {
    const element = await record({}, { config: { sections: ['documents', 'allergies', 'demographics', 'alerts'] } });
    expect(headings(element)).to.deep.equal(['Patient details', 'Documents', 'Allergies', 'Alerts']);
    expect(api.types).to.not.include('Observation');
  });
  it('configured without patient details: only the identity line shows of them, and the rest as ever', async () => {
    const element = await record({}, { config: { sections: ['alerts', 'allergies', 'documents'] } });
    expect(headings(element)).to.deep.equal(['Alerts', 'Allergies', 'Documents']);
    const line = element.renderRoot.querySelector('.banner')!;
    expect(said(line)).to.contain('EXAMPLE, Patricia (Mrs)').and.to.contain('999 000 0018').and.to.not.contain('Gender');
    expect(Object.keys(element.state.sections)).to.deep.equal(['alerts', 'allergies', 'documents']);
    expect(api.types).to.not.include('RelatedPerson');
  });
  it('a record that is not all for this role comes to rest: what is withheld is no news', async () => {
    const element = await record({}, { level: 'desk' });
    let drawn = 0;
    const { performUpdate } = element as unknown as { performUpdate(): void };
    Object.defineProperty(element, 'performUpdate', { value: () => { drawn++; performUpdate.call(element); } });
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    expect(drawn).to.equal(0);
  });
  it('the lock is not put off by events that no person made', async () => {
    const element = await record();
    for (const event of [new PointerEvent('pointerdown'), new KeyboardEvent('keydown'), new WheelEvent('wheel')]) element.dispatchEvent(event);
    expect(made.session.calls).to.deep.equal([]);
    element.tabIndex = 0;
    element.focus();
    await sendKeys({ press: 'Shift' });
    expect(made.session.calls).to.deep.equal(['touch']);
  });
  it('a patient is looked up as soon as any section is permitted, configured for the record or not', async () => {
    const element = await record({}, { level: 'desk', config: { sections: ['alerts', 'allergies'] } }, 'dscr-demographics');
    expect([element.state.patient, element.state.sections.demographics!.state]).to.deep.equal(['shown', 'ready']);
  });
  it('banner: name, born with age, gender, number; then alerts, then allergies', async () => {
    const element = await record();
    const banner = said(element.renderRoot.querySelector('.banner')!);
    expect(banner).to.match(/^EXAMPLE, Patricia \(Mrs\) Born 14-Mar-1958 .*\( ?68y\) Gender Female NHS No\. 999 000 0018$/);
    const parts = [...element.renderRoot.querySelectorAll('[data-critical]')].map((line) => line.getAttribute('data-critical'));
    expect(parts).to.deep.equal(['identity', 'alert-line', 'allergy-line']);
    expect(said(element.renderRoot.querySelector('[data-critical=alert-line]')!)).to.contain('Lives alone');
    expect(said(element.renderRoot.querySelector('[data-critical=allergy-line]')!)).to.contain('Known allergies Penicillin');
  });
  it('what alerts and allergies come to stays in sight under the banner, and leads to them; a number only where none can be missing', async () => {
    const element = await record();
    const marks = (of: typeof element) => [...of.renderRoot.querySelectorAll<HTMLElement>('.top .marks button')];
    expect(marks(element).map(said)).to.deep.equal(['Alerts (1)', 'Known allergies']);
    expect(getComputedStyle(element.renderRoot.querySelector('.top')!).position).to.equal('sticky');
    marks(element)[1]!.click();
    const section = element.renderRoot.querySelector('dscr-allergies')!;
    expect(said(section.shadowRoot!.activeElement!)).to.equal('Known allergies');
    element.clear();
    expect(marks(element)).to.have.length(0);
    element.remove();

    api.answer('Flag', () => json('', 500));
    api.answer('AllergyIntolerance', () => json('', 500));
    const failed = await record();
    expect(marks(failed).map(said)).to.deep.equal(['Alerts could not be loaded', 'Allergies unavailable']);
    failed.remove();
    api.reset([PATIENT_A]);
    const desk = await record({}, { level: 'desk' });
    expect(marks(desk)).to.have.length(0);
  });
  it('that there are no allergies is not said in the banner without what qualifies it, nor of what could not be asked again', async () => {
    const none = (more: object): void => {
      api.answer('AllergyIntolerance', () => json(bundle([{ resourceType: 'AllergyIntolerance', id: 'n', patient: { reference: `Patient/${PATIENT_A.id}` }, clinicalStatus: { coding: [{ code: 'active' }] },
        code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }] }, ...more }])));
    };
    const mark = async (element: Awaited<ReturnType<typeof record>>): Promise<string | undefined> => {
      await element.updateComplete;
      return [...element.renderRoot.querySelectorAll<HTMLElement>('.marks button')].map(said).at(-1);
    };
    none({});
    const element = await record();
    expect(await mark(element)).to.equal('No known allergies');
    api.answer('AllergyIntolerance', () => json('', 500));
    element.refresh();
    await element.settled;
    expect([await mark(element), said(element)].join()).to.match(/^Allergies,.*No known allergies/);
    element.remove();
    none({ verificationStatus: { coding: [{ code: 'unconfirmed' }] } });
    expect(await mark(await record())).to.equal('Allergies');
  });
  it('a banner alone says why it names nobody: loading, failed, or not for this role; and tries again', async () => {
    api.answer('Patient', () => json('', 500));
    const element = await record({}, {}, 'dscr-banner');
    expect(said(element)).to.contain('Patient details could not be loaded').and.to.contain('It reported a fault.');
    api.reset([PATIENT_A]);
    button(element, 'Try again').click();
    expect(said(element)).to.contain('Patient details');
    await element.settled;
    expect(said(element)).to.contain('EXAMPLE, Patricia (Mrs)').and.to.contain('Gender');
    element.remove();
    const none = await record({}, { level: 'nothing' }, 'dscr-banner');
    expect(said(none)).to.contain('Patient details: not shown to your role').and.to.not.contain('EXAMPLE');
  });
  it('banner="line" shrinks it to the identity line; nothing removes it', async () => {
    for (const banner of ['line', 'none', '']) {
      const element = await record({ banner });
      const line = element.renderRoot.querySelector('.banner')!;
      expect(said(line)).to.contain('EXAMPLE, Patricia (Mrs)').and.to.contain('999 000 0018').and.to.contain('14-Mar-1958');
      expect(line.classList.contains('line')).to.equal(banner === 'line');
      element.remove();
      await Promise.resolve();
    }
  });
  it('narrowed by the host: said, alerts and allergies stay, and the reader can widen it', async () => {
    const element = await record({ sections: 'documents  results, nonsense' });
    expect(headings(element)).to.deep.equal(['Patient details', 'Alerts', 'Allergies', 'Results', 'Documents']);
    expect(said(element)).to.contain('This screen shows Patient details, Alerts, Allergies, Results, Documents only. Show all sections');
    expect(api.types).to.not.include('CarePlan');
    button(element, 'Show all sections').click();
    await element.updateComplete;
    await element.settled;
    expect(headings(element)).to.deep.equal(NAMES);
    expect(said(element)).to.not.contain('This screen shows');
    expect(said(element)).to.contain('Diabetes care plan');
    // what one reader widened is not kept for the next patient
    element.patient = B;
    await element.settled;
    expect(said(element)).to.contain('This screen shows');
  });
  it('sections that are not for this role: named once, whom to ask, and nothing of them asked', async () => {
    const policy = { ...POLICY, permit: [{ id: 'some', when: { levels: ['all'] }, sections: ['demographics', 'alerts', 'appointments', 'care-plans'] }], forbid: [] };
    const { compilePolicy } = await import('../../src/policy/policy.js');
    const element = await record({}, { setup: { policy: compilePolicy(policy) } });
    expect(said(element)).to.contain('Not shown to your role: Allergies, medicines, results, documents. Whom to contact');
    expect(headings(element)).to.deep.equal(['Patient details', 'Alerts', 'Appointments and referrals', 'Care plans']);
    expect(drawn(element)).to.deep.equal(['dscr-demographics', 'dscr-alerts', 'dscr-appointments', 'dscr-care-plans']);
    expect(new Set(api.types)).to.deep.equal(new Set(['RelatedPerson', 'Flag', 'Appointment', 'ServiceRequest', 'List', 'CarePlan', 'Goal', 'CareTeam']));
    // Of lists only that of referrals: what it warns of belongs to them.
    expect(api.asked.flatMap(({ type, url }) => (type === 'List' ? url.searchParams.get('code') : []))).to.deep.equal(['http://snomed.info/sct|792931000000107']);
    expect(element.state.sections.documents!.state).to.equal('withheld');
    button(element, 'Whom to contact').click();
    const help = element.renderRoot.querySelector<HTMLDetailsElement>('[part=help]')!;
    expect(help.open).to.equal(true);
    expect(said(help)).to.contain('The desk 01632 960001').and.to.contain('local IT');
  });
  it('a role that may see nothing: only that, and nobody is looked up', async () => {
    const policy = { ...POLICY, permit: [], forbid: [] };
    const { compilePolicy } = await import('../../src/policy/policy.js');
    const element = await record({}, { setup: { policy: compilePolicy(policy) } });
    expect(said(element)).to.contain('Not shown to your role: Patient details, alerts, allergies, medicines, results, appointments and referrals, care plans, documents.');
    expect(api.asked).to.deep.equal([]);
  });
  it('help: links for the level of the person alone, in a new tab, without a way back', async () => {
    const help = [{ title: 'For all', kind: 'video', url: 'https://help.example/all' }, { title: 'For clinicians', kind: 'faq', url: 'https://help.example/c', for: ['all'] }, { title: 'For the desk', kind: 'quick-guide', url: 'https://help.example/d', for: ['desk'] }];
    const element = await record({}, { config: { help } });
    const links = [...element.renderRoot.querySelectorAll<HTMLAnchorElement>('[part=help] li a')];
    expect(links.map((link) => [said(link), link.target, link.rel])).to.deep.equal([['For all', '_blank', 'noopener noreferrer'], ['For clinicians', '_blank', 'noopener noreferrer']]);
  });
  it('help: a kind that the title says already is not said again; each way to reach somebody on a line of its own', async () => {
    const help = [{ title: 'Questions and answers', kind: 'faq', url: 'https://help.example/q' }, { title: 'Quick guide for the desk', kind: 'quick-guide', url: 'https://help.example/g' }, { title: 'First steps', kind: 'video', url: 'https://help.example/v' }];
    const element = await record({}, { config: { help, contact: { serviceDesk: { name: 'the desk', phone: '01632 960001', email: 'desk@example.org' }, localIt: { name: 'eRecord IT' } } } });
    const part = element.renderRoot.querySelector<HTMLDetailsElement>('[part=help]')!;
    part.open = true;
    expect([...part.querySelectorAll('li')].map((one) => said(one))).to.deep.equal(['Questions and answers (opens in a new tab)', 'Quick guide for the desk (opens in a new tab)', 'First steps (Video, opens in a new tab)'].map((text) => text.replace('(', '( ')));
    expect([...part.querySelectorAll('dd')].map((one) => said(one))).to.deep.equal(['The desk 01632 960001 desk@example.org', 'eRecord IT']);
    const [phone, mail] = [...part.querySelectorAll('dd a')].map((one) => one.getBoundingClientRect()) as [DOMRect, DOMRect];
    expect(mail.top).to.be.at.least(phone.bottom);
  });
  it('data that are not live are marked on every element', async () => {
    const element = await record({}, { config: { environment: 'training' } });
    for (const tag of ['dscr-meds', 'dscr-banner', 'dscr-session', 'dscr-alerts']) {
      const other = await put(tag, tag === 'dscr-session' ? {} : PLAIN);
      expect(said(other.renderRoot.querySelector('.test')!), tag).to.match(/\( ?training\)/);
    }
    expect(element.renderRoot.querySelectorAll('.test').length).to.equal(1);
  });
  it('data that are not live are marked once, whatever the state', async () => {
    api.answer('Patient', () => json({}, 500));
    for (const [tag, given] of [['dscr-record', {}], ['dscr-record', { banner: 'line' }], ['dscr-alerts', {}]] as const) {
      const element = await record(given, { config: { environment: 'training' } }, tag);
      expect(element.renderRoot.querySelectorAll('.test').length, tag).to.equal(1);
      element.remove();
      await Promise.resolve();
    }
    api.reset([PATIENT_A]);
    const element = await record({}, { config: { environment: 'training' }, level: 'desk' }, 'dscr-alerts');
    expect(element.state.sections.alerts!.state).to.equal('withheld');
    expect(element.renderRoot.querySelectorAll('.test').length).to.equal(1);
  });
  it('a notice until a day is shown through that day, in London', async () => {
    const notices = [{ text: 'Until the second.', until: '2026-06-02' }, { text: 'Until noon.', until: '2026-06-02T12:00:00Z' }];
    const element = await record({}, { config: { notices } });
    for (const [now, shown] of [['2026-06-02T22:59:00Z', true], ['2026-06-02T23:00:00Z', false]] as const) {
      made.session.now = () => Date.parse(now);
      element.requestUpdate();
      await element.updateComplete;
      expect(said(element).includes('Until the second.'), now).to.equal(shown);
      expect(said(element)).not.to.contain('Until noon.');
    }
  });
  it('layout: one column, navigation beside from 600 px, or by width', async () => {
    const element = await record();
    const columns = (layout: string | undefined, width: number): number => {
      element.style.cssText = '';
      document.body.style.width = `${width}px`;
      if (layout) element.setAttribute('layout', layout); else element.removeAttribute('layout');
      const { display, gridTemplateColumns } = getComputedStyle(element.renderRoot.querySelector('.columns')!);
      return display === 'grid' ? gridTemplateColumns.split(' ').length : 1;
    };
    expect([undefined, 'auto', 'panel', 'page'].map((layout) => [400, 700, 1000].map((width) => columns(layout, width))))
      .to.deep.equal([[1, 1, 2], [1, 1, 2], [1, 1, 1], [1, 2, 2]]);
    document.body.style.width = '';
  });
  it('notices of the deployment are shown until they are over', async () => {
    const notices = [{ text: 'Maintenance tonight.' }, { text: 'Over long ago.', until: '2020-01-01' }, { text: 'Results before 2019 are elsewhere.', sections: ['results'] }];
    const element = await record({}, { config: { notices } });
    expect(said(element)).to.contain('Maintenance tonight.').and.to.contain('Results before 2019 are elsewhere.').and.to.not.contain('Over long ago.');
  });
  it('prints by a control of its own, where printing is on and somebody is shown', async () => {
    const element = await record();
    let printed = 0;
    element.print = () => { printed++; };
    button(element, 'Print').click();
    expect(printed).to.equal(1);
    element.clear();
    expect(button(element, 'Print')).to.equal(undefined);
    element.remove();
    expect(button(await record({}, { config: { print: false } }), 'Print')).to.equal(undefined);
  });
  it('goes to a section, heading focused; an unknown one is ignored', async () => {
    const element = await record();
    element.showSection('documents');
    const documents = element.renderRoot.querySelector<DscrElement>('dscr-documents')!;
    expect(said(documents.renderRoot.querySelector(':focus')!)).to.equal('Documents');
    element.showSection('nonsense');
    button(element, 'Results').click();
    expect(said(element.renderRoot.querySelector<DscrElement>('dscr-results')!.renderRoot.querySelector(':focus')!)).to.equal('Results');
  });
  it('heading-level: a section\'s heading has it, what is inside has the next', async () => {
    const element = await record({ 'heading-level': '4' });
    const meds = element.renderRoot.querySelector<DscrElement>('dscr-meds')!;
    await meds.updateComplete;
    expect([...meds.renderRoot.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => `${one.localName} ${said(one).replace(/ \(.*/, '')}`)).to.deep.equal(['h4 Medicines', 'h5 Current', 'h5 Dispensed: not linked to a course']);
  });
  it('one section failing leaves the others', async () => {
    api.answer('DocumentReference', () => json(outcome('exception'), 500));
    const element = await record();
    expect(element.state.sections.documents!.state).to.equal('unavailable');
    expect(ALL.filter((id) => id !== 'documents').map((id) => element.state.sections[id]!.state)).to.deep.equal(ALL.filter((id) => id !== 'documents').map(() => 'ready'));
  });

  // ---- single elements ----

  it('attributes of one task are read together: no patient in between', async () => {
    made = world();
    const element = await put('dscr-alerts', PLAIN);
    api.asked = [];
    element.setAttribute('nhs-number', B.nhsNumber);
    expect(said(element)).to.not.contain('EXAMPLE,');
    element.setAttribute('birth-date', '1958-03-14');
    await element.settled;
    expect(said(element)).to.contain('SAMPLE, Patricia');
    expect(api.asked.filter((one) => one.type === 'Patient').length).to.equal(1);
  });
  it('attributes have their properties; the patient property is preferred to both', async () => {
    made = world();
    const element = await put('dscr-alerts', { 'nhs-number': B.nhsNumber, 'birth-date': B.birthDate }, { patient: A });
    const { nhsNumber, birthDate } = element;
    expect([nhsNumber, birthDate]).to.deep.equal([B.nhsNumber, B.birthDate]);
    expect(said(element)).to.contain('EXAMPLE, Patricia');
    element.patient = undefined;
    expect(said(element)).to.not.contain('EXAMPLE,');
    await element.settled;
    expect(said(element)).to.contain('SAMPLE, Patricia');
    element.removeAttribute('nhs-number');
    element.removeAttribute('birth-date');
    expect(said(element)).to.not.contain('SAMPLE,');
    await element.settled;
    expect(said(element)).to.contain('Open a patient in your own system');
  });
  it('properties set before the element is defined are taken', async () => {
    made = world();
    const element = await put('dscr-alerts', {}, { patient: A, headingLevel: 3 });
    expect(element.renderRoot.querySelector('h3')).to.not.equal(null);
    expect(said(element)).to.contain('EXAMPLE, Patricia');
  });
  it('every element that shows a part of the record by itself begins with the identity line and says it may be incomplete', async () => {
    made = world();
    for (const tag of ['dscr-demographics', 'dscr-alerts', 'dscr-allergies', 'dscr-meds', 'dscr-results', 'dscr-appointments', 'dscr-care-plans', 'dscr-documents']) {
      const element = await put(tag, PLAIN);
      const root = element.renderRoot as ShadowRoot;
      const line = root.querySelector('.banner')!;
      expect(said(line), tag).to.contain('EXAMPLE, Patricia (Mrs)').and.to.contain('14-Mar-1958').and.to.contain('999 000 0018');
      expect(line.compareDocumentPosition(root.querySelector('section')!) & Node.DOCUMENT_POSITION_FOLLOWING, tag).to.not.equal(0);
      expect(said(element), tag).to.contain('Information comes from contributing organisations. It may be incomplete or out of date.');
    }
  });
  it('medicines stand under the allergy line, whatever becomes of allergies', async () => {
    made = world();
    const first = await put('dscr-meds', PLAIN);
    expect(said(first)).to.match(/Known allergies Penicillin .*Amlodipine 5mg tablets/);
    first.remove();
    await Promise.resolve();
    api.answer('AllergyIntolerance', () => json({}, 500));
    const second = await put('dscr-meds', PLAIN);
    expect(said(second)).to.match(/Allergies unavailable .*Check another way before prescribing or giving medicines\. .*Amlodipine 5mg tablets/);
    expect(second.state.sections.medications!.state).to.equal('ready');
  });
  it('the banner alone names the patient and shows no clinical line', async () => {
    made = world();
    const element = await put('dscr-banner', PLAIN);
    expect(said(element)).to.contain('EXAMPLE, Patricia (Mrs)').and.to.not.match(/Penicillin|Lives alone/);
  });
  it('who is signed in is to be seen on the first element of the page, whichever it is, and on the next one once that is gone', async () => {
    made = world();
    const elements = [await put('dscr-banner', PLAIN), await put('dscr-meds', PLAIN), await put('dscr-alerts', PLAIN)];
    for (const element of elements) {
      await element.updateComplete;
      expect(elements.map((one) => said(one).includes('Nurse Example · Nurse, Example Hospital Sign out'))).to.deep.equal(elements.map((one) => one === element), element.localName);
      element.remove();
      await Promise.resolve();
    }
  });
  for (const [what, does, found] of [
    ['names another patient', (element: DscrElement) => { element.patient = B; }, [B]],
    ['names another patient by attributes', (element: DscrElement) => { element.setAttribute('nhs-number', B.nhsNumber); }, [B]],
    ['takes the element away', (element: DscrElement) => { element.remove(); }, []],
  ] as const) {
    it(`a host that ${what} while the element is still being put into the page is heard`, async () => {
      made = world();
      const element = Object.assign(document.createElement('dscr-alerts'), { nhsNumber: A.nhsNumber, birthDate: A.birthDate }) as DscrElement;
      addEventListener('dscr-patient-change', () => { does(element); }, { once: true });
      stage.append(element);
      await element.settled;
      expect([...made.page.members.asked.values()].map(({ nhsNumber }) => nhsNumber?.replaceAll(' ', ''))).to.deep.equal(found.map(({ nhsNumber }) => nhsNumber.replaceAll(' ', '')));
      expect(said(element).includes('SAMPLE')).to.equal(found.length > 0);
      expect(said(element)).to.not.contain('EXAMPLE');
    });
  }
  it('a session element shows nobody, and does not count as an element without patient', async () => {
    made = world();
    const bar = await put('dscr-session');
    const alerts = await put('dscr-alerts', PLAIN);
    made.page.members.pagePatient = B;
    await alerts.settled;
    expect(said(alerts)).to.contain('EXAMPLE, Patricia');
    expect(said(bar)).to.equal('Nurse Example · Nurse, Example Hospital Sign out');
    expect(bar.state).to.deep.equal({ session: 'ready', patient: 'none', sections: {} });
  });
  it('refresh() asks for what the element shows, and nothing else', async () => {
    made = world();
    await put('dscr-documents', PLAIN);
    const alerts = await put('dscr-alerts', PLAIN);
    api.asked = [];
    alerts.refresh();
    await alerts.settled;
    // documents on resuscitation are alerts too
    expect(api.types).to.deep.equal(['Flag', 'DocumentReference']);
  });
  it('settled resolves to the state, once nothing is loading', async () => {
    made = world();
    const element = Object.assign(document.createElement('dscr-alerts'), { patient: A }) as DscrElement;
    stage.append(element);
    const state = await element.settled;
    expect(state).to.deep.equal(element.state);
    expect(state).to.deep.equal({ session: 'ready', patient: 'shown', sections: { alerts: { state: 'ready', items: 1, received: 1, shown: 1, unshown: 0, gaps: [], loadedAt: '2026-06-02T09:30:00.000Z' } } });
  });
  it('settled goes on waiting where loading begins while what came before is being drawn', async () => {
    made = world({ snapshot: { state: 'signed-out', reason: 'start', choices: [], roleFixed: false } });
    const element = await put('dscr-alerts', PLAIN);
    made.session.set({ state: 'signing-in', reason: 'sign-in' });
    const { settled } = element;
    await Promise.resolve();
    made.session.set(ready());
    expect((await settled).sections.alerts?.state).to.equal('ready');
  });
  it('no element carries a style attribute that our templates wrote as text, and every shadow root is open', async () => {
    const element = await record();
    expect(element.shadowRoot).to.not.equal(null);
    expect([...element.renderRoot.querySelectorAll('style, link, script')]).to.deep.equal([]);
  });
});
