import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { compilePolicy } from '../../src/policy/policy.js';
import type { Principal } from '../../src/policy/types.js';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { Resource } from '../../src/record/resource.js';
import type { AreaId } from '../../src/record/sections.js';
import type { DscrDocuments } from '../../src/sections/documents/dscr-documents.js';
import type { RecordSource } from '../../src/fhir/source.js';
import { buttons, words } from '../../src/ui/words.js';
import { resourceOf } from '../contracts/record.js';
import { A, B, PATIENT_A, PATIENT_B, POLICY, principal, ready, world, type World, type WorldOptions } from '../contracts/world.js';

const asked: string[] = [];
const source: RecordSource = {
  findPatient: ({ nhsNumber }) => Promise.resolve({ kind: 'answered', patients: [nhsNumber === '9990000026' ? PATIENT_B : PATIENT_A], reference: 'r' }),
  search: (_section, search, { id: patientId = '' }, { onPage }) => {
    asked.push(search.type);
    onPage({ matches: search.type === 'DocumentReference' ? [resourceOf('DocumentReference', patientId, '1')] : [], included: [], warnings: [], sources: [], unreadable: [] });
    return Promise.resolve({ kind: 'whole' });
  },
  open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }),
  read: () => Promise.resolve(undefined),
};
const policy = {
  ...POLICY,
  forbid: [{ id: 'suspended', when: { levels: ['suspended'] }, sections: ['documents'] }],
  permit: [...POLICY.permit, { id: 'alerts', when: { levels: ['alerts'] }, sections: ['demographics', 'alerts'] }, { id: 'suspended', when: { levels: ['suspended'] }, sections: ['demographics'] }],
  emergency: [{ id: 'emergency', when: { levels: ['desk', 'alerts', 'suspended'] }, sections: ['documents'], minutes: 30 }],
};
const WHY = ['Emergency care', 'Unconscious on arrival'] as const;

async function opened(options: WorldOptions): Promise<{ readonly made: World; readonly element: DscrDocuments; text(): string }> {
  asked.length = 0;
  const made = world({ source, level: 'desk', ...options });
  // Somebody who may see patient details has the record open: the patient is known.
  await fixture(html`<dscr-demographics .patient=${A}></dscr-demographics>`);
  const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
  await element.settled;
  return { made, element, text: () => element.shadowRoot!.textContent };
}

describe('emergency access', () => {
  const open = (options: WorldOptions = {}): ReturnType<typeof opened> => opened({ setup: { policy: compilePolicy(policy) }, ...options });

  it('is offered to those the policy names, with what it means, and asks nothing by itself', async () => {
    const { element, text } = await open();
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(text()).to.include(words.emergency.ask('documents', '').heading);
    // All of the identity line, where nothing else here says who it is.
    expect(text()).to.include('EXAMPLE, Patricia (Mrs), Born 14-Mar-1958, NHS No. 999 000 0018.');
    expect(text()).to.include('Your name, role, reason and what you open are recorded for the Privacy Officer.');
    expect(asked).not.to.include('DocumentReference');
    expect(element.shadowRoot!.querySelector('form')!.closest('[role=status], [role=alert]')).to.equal(null);
  });

  it('opens only once the audit has taken the event, says so on screen, and ends with nothing left', async () => {
    const { made, element, text } = await open();
    expect(await made.page.emergency.open('documents', ...WHY)).to.equal(true);
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('ready');
    expect(text()).to.include('Emergency access: documents of');
    made.page.emergency.end();
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(text()).to.include(words.emergency.ended('documents'));
    expect(element.shadowRoot!.querySelectorAll('.row').length).to.equal(0);
    expect(made.audited).to.include('emergency-end documents');
  });

  describe('of a part of a section', () => {
    const queries: string[] = [];
    const IMAGING = { id: 'imaging', when: { levels: ['desk'] }, sections: ['results.imaging'], minutes: 15 };
    const partial = (permit: readonly string[], more: object = {}): Promise<Awaited<ReturnType<typeof opened>>> => {
      queries.length = 0;
      return opened({
        source: { ...source, search: (...[section, search, patientId, hooks]) => {
          queries.push(`${search.type} ${JSON.stringify(search)}`);
          return source.search(section, search, patientId, hooks);
        } },
        setup: { policy: compilePolicy({ ...policy, permit: [...policy.permit, ...permit.length ? [{ id: 'part', when: { levels: ['desk'] }, sections: permit }] : []],
          emergency: [IMAGING], ...more }) },
      });
    };
    const results = async (): Promise<DscrElement> => {
      const element = await fixture<DscrElement>(html`<dscr-results .patient=${A}></dscr-results>`);
      await element.settled;
      return element;
    };
    const offer = words.emergency.ask('results', '').heading;

    it('opens that part alone where the role has none of the section', async () => {
      const { made } = await partial([]);
      const element = await results();
      expect(element.shadowRoot!.textContent).to.include(offer);
      expect(queries.join()).to.not.include('ImagingStudy');
      expect(await made.page.emergency.open('results', ...WHY)).to.equal(true);
      await element.settled;
      expect(['results.imaging', 'results.laboratory', 'results.other'].map((part) => made.page.permitted(part as AreaId))).to.deep.equal([true, false, false]);
      expect(queries.join()).to.include('ImagingStudy');
      made.page.emergency.end();
      expect(element.state.sections.results?.state).to.equal('withheld');
    });

    it('a rule for the whole section goes before one for a part, wherever it stands', async () => {
      const { made } = await partial([], { emergency: [IMAGING, { ...IMAGING, id: 'all', sections: ['results'] }] });
      await results();
      expect(await made.page.emergency.open('results', ...WHY)).to.equal(true);
      expect(['results.imaging', 'results.laboratory', 'results.other'].every((part) => made.page.permitted(part as AreaId))).to.equal(true);
      made.page.emergency.end();
    });

    it('for which the policy wants a stronger sign-in asks for that first, whatever else the role may see', async () => {
      const { made } = await partial(['results.laboratory'], { acrLevels: { high: 3 }, stronger: [{ sections: ['results.imaging'], level: 3 }] });
      const element = await results();
      expect(made.page.emergency.wantsStronger('results')).to.equal('results.imaging');
      expect(element.shadowRoot!.textContent).to.include(words.stronger.ask('results.imaging').text);
      expect(await made.page.emergency.open('results', ...WHY)).to.equal(false);
      expect(made.audited.join()).to.not.include('emergency-start');
    });

    it('is offered beside what the role may see, and its end takes away that part alone', async () => {
      const { made } = await partial(['results.laboratory']);
      const element = await results();
      expect(element.state.sections.results?.state).to.equal('ready');
      expect(element.shadowRoot!.textContent).to.include(offer);
      expect(queries.join()).to.not.include('ImagingStudy');
      expect(await made.page.emergency.open('results', ...WHY)).to.equal(true);
      await element.settled;
      expect(queries.join()).to.include('ImagingStudy');
      expect(element.shadowRoot!.textContent).to.not.include(offer);
      made.page.emergency.end();
      await element.settled;
      expect(element.state.sections.results?.state).to.equal('ready');
      expect(['results.imaging', 'results.laboratory'].map((part) => made.page.permitted(part as AreaId))).to.deep.equal([false, true]);
      expect(element.shadowRoot!.textContent).to.include(offer);
    });
  });

  it('that ends takes with it only what that section shows', async () => {
    const subject = { reference: 'Patient/a1' };
    const request = (id: string, more: object): Resource => ({ resourceType: 'ServiceRequest', id, status: 'active', intent: 'order', subject, ...more });
    const all: readonly Resource[] = [
      request('k', { category: [{ coding: [{ system: 'http://snomed.info/sct', code: '108252007' }] }], code: { text: 'Potassium wanted' } }), request('r', { code: { text: 'Referral to clinic' } }),
      { resourceType: 'Observation', id: 'o', status: 'final', subject, code: { text: 'Potassium' }, valueQuantity: { value: 4, unit: 'mmol/L' }, effectiveDateTime: '2026-01-01', basedOn: [{ reference: 'ServiceRequest/k' }, { reference: 'ServiceRequest/r' }] },
    ];
    const { made, element: documents } = await open({
      source: { ...source, search: (_section, { type }, _patient, { onPage }) => {
        onPage({ matches: all.filter(({ resourceType }) => resourceType === type), included: [], warnings: [], sources: [], unreadable: [] });
        return Promise.resolve({ kind: 'whole' });
      } },
      setup: { policy: compilePolicy({ ...policy, permit: [...policy.permit, { id: 'results', when: { levels: ['desk'] }, sections: ['results'] }], emergency: [{ id: 'referrals', when: { levels: ['desk'] }, sections: ['appointments'], minutes: 5 }] }) },
    });
    documents.remove();
    const results = await fixture<DscrElement>(html`<dscr-results .patient=${A}></dscr-results>`);
    const appointments = await fixture<DscrElement>(html`<dscr-appointments .patient=${A}></dscr-appointments>`);
    await results.settled;
    /** what is read when the result is opened */
    const details = async (): Promise<string> => {
      const click = async (): Promise<void> => { results.shadowRoot!.querySelector<HTMLButtonElement>('button.title')!.click(); await results.updateComplete; };
      await click();
      const text = results.shadowRoot!.textContent;
      await click();
      return text;
    };
    expect(await details()).to.include('Potassium wanted').and.to.not.include('Referral');
    expect(await made.page.emergency.open('appointments', ...WHY)).to.equal(true);
    await appointments.settled;
    expect(appointments.shadowRoot!.textContent).to.include('Referral to clinic');
    made.page.emergency.end();
    await results.settled;
    await results.updateComplete;
    expect(await details()).to.include('Potassium wanted').and.to.not.include('Referral');
  });
  for (const [tag, width] of [['dscr-record', '760px'], ['dscr-record', '360px'], ['dscr-documents', '760px']] as const) {
    it(`goes to what was opened, and its notice stays in sight, on ${tag} of ${width}`, async () => {
      const { made, element: other } = await open();
      other.remove();
      const element = await fixture<DscrElement>(tag === 'dscr-record' ? html`<dscr-record .patient=${A}></dscr-record>` : html`<dscr-documents .patient=${A}></dscr-documents>`);
      await element.settled;
      element.style.width = width;
      const room = document.body.appendChild(document.createElement('div'));
      room.style.height = '3000px';
      const details = element.renderRoot.querySelector<HTMLDetailsElement>('details.panel')!;
      details.open = true;
      const [reason, text] = [details.querySelector('select')!, details.querySelector('textarea')!];
      [reason.value, text.value] = WHY;
      details.querySelector<HTMLElement>('.primary')!.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => made.page.emergency.current);
      await element.settled;
      const documents = tag === 'dscr-record' ? element.renderRoot.querySelector<DscrElement>('dscr-documents')! : element;
      const heading = documents.renderRoot.querySelector<HTMLElement>('#section-documents')!;
      await waitUntil(() => documents.shadowRoot!.activeElement === heading);
      await nextFrame();
      const [banner, notice, shown] = [element.renderRoot.querySelector('.banner')!, element.renderRoot.querySelector('.emergency')!, heading].map((one) => one.getBoundingClientRect()) as [DOMRect, DOMRect, DOMRect];
      expect([notice.top >= banner.bottom - 1, notice.bottom < innerHeight, width === '360px' || notice.bottom <= shown.top + 1, shown.bottom < innerHeight], JSON.stringify([banner, notice, shown])).to.deep.equal([true, true, true, true]);
      room.remove();
      window.scrollTo(0, 0);
    });
  }

  it('that ends is no new view of what was on screen all along', async () => {
    const { made, element } = await open();
    await made.page.emergency.open('documents', ...WHY);
    await element.settled;
    made.page.emergency.end();
    await element.updateComplete;
    expect(made.audited.filter((one) => one === 'view demographics')).to.have.length(1);
  });

  it('stays shut where the audit refuses', async () => {
    const { made, element } = await open();
    Object.assign(made.page.setup!.audit, { accepted: () => Promise.resolve(false) });
    expect(made.page.emergency.rule('documents')?.minutes).to.equal(30);
    expect(await made.page.emergency.open('documents', ...WHY)).to.equal(false);
    expect(made.page.emergency.current).to.equal(undefined);
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(asked).not.to.include('DocumentReference');
  });

  it('opens nothing of the patient who came while the audit was asked about another', async () => {
    const { made, element } = await open();
    let take = (_taken: boolean): void => undefined;
    Object.assign(made.page.setup!.audit, { accepted: () => new Promise<boolean>((resolve) => { take = resolve; }) });
    const opening = made.page.emergency.open('documents', ...WHY);
    const takeFirst = take;
    Object.assign(made.page.setup!.audit, { accepted: () => Promise.resolve(true) });
    for (const one of document.querySelectorAll<DscrElement>('dscr-demographics, dscr-documents')) one.patient = B;
    await element.settled;
    takeFirst(true);
    expect(await opening).to.equal(false);
    expect(made.page.emergency.current).to.equal(undefined);
    expect(made.page.emergency.rule('documents')?.minutes).to.equal(30);
    expect(asked).not.to.include('DocumentReference');
  });

  it('needs a reason and ten characters of explanation', async () => {
    const { made } = await open();
    expect(await made.page.emergency.open('documents', '', 'Unconscious on arrival')).to.equal(false);
    expect(await made.page.emergency.open('documents', 'Emergency care', 'too short')).to.equal(false);
    expect(asked).not.to.include('DocumentReference');
  });

  it('lifts no forbid and opens no other section', async () => {
    const forbidden = await open({ level: 'suspended' });
    expect(await forbidden.made.page.emergency.open('documents', ...WHY)).to.equal(false);
    const { made } = await open();
    expect(await made.page.emergency.open('results', ...WHY)).to.equal(false);
  });

  it('ends with its time, also where a timer of that length would have slept', async function () {
    this.timeout(15_000);
    const { made, element } = await open();
    await made.page.emergency.open('documents', ...WHY);
    await element.settled;
    made.session.now = () => made.page.emergency.current?.until ?? 0;
    await waitUntil(() => made.page.emergency.ended === 'documents', undefined, { timeout: 10_000 });
    expect(element.state.sections.documents?.state).to.equal('withheld');
  });

  it('opens its own section alone: what another section would add of it is not asked', async () => {
    const { made, element } = await open({ level: 'alerts' });
    const alerts = await fixture<DscrDocuments>(html`<dscr-alerts .patient=${A}></dscr-alerts>`);
    await alerts.settled;
    await made.page.emergency.open('documents', ...WHY);
    await element.settled;
    asked.length = 0;
    alerts.refresh();
    await alerts.settled;
    expect(asked).to.include('Flag').and.not.include('DocumentReference');
  });

  it('ends with the patient', async () => {
    const { made, element } = await open();
    await made.page.emergency.open('documents', ...WHY);
    await element.settled;
    for (const one of document.querySelectorAll<DscrDocuments>('dscr-demographics, dscr-documents')) one.patient = B;
    await element.settled;
    expect(made.page.emergency.current).to.equal(undefined);
    expect(element.state.sections.documents?.state).to.equal('withheld');
  });
});

describe('emergency access to what wants a stronger sign-in', () => {
  const strict = { ...policy, acrLevels: { AAL3_ANY: 3 }, stronger: [{ sections: ['documents'], level: 3 }] };
  const desk = (acr: readonly string[] = []): Principal => { const { facts, ...rest } = principal('desk'); return { ...rest, facts: { ...facts, acr: new Set(acr) } }; };
  const open = (acr: readonly string[] = []): ReturnType<typeof opened> =>
    opened({ setup: { policy: compilePolicy(strict) }, snapshot: { ...ready(), principal: desk(acr) } });

  it('is not opened without it, and nothing is asked of audit or API', async () => {
    const { made, element } = await open();
    const taken = made.page.setup!.audit.accepted;
    let told = 0;
    Object.assign(made.page.setup!.audit, { accepted: (...act: Parameters<typeof taken>) => { told++; return taken(...act); } });
    expect(await made.page.emergency.open('documents', ...WHY)).to.equal(false);
    expect([made.page.permitted('documents'), element.state.sections.documents?.state, told]).to.deep.equal([false, 'withheld', 0]);
    expect(asked).not.to.include('DocumentReference');
  });

  it('asks for the sign-in first, in place of the form; with it the form is there, and opens after the audit', async () => {
    const { made, element, text } = await open();
    const form = (): Element | null => element.shadowRoot!.querySelector('form');
    expect(text()).to.include(words.emergency.ask('documents', '').heading).and.to.include(words.stronger.ask('documents').text);
    expect(form()).to.equal(null);
    made.session.signIn = (stronger) => {
      made.session.wanted.push(stronger);
      made.session.set({ state: 'signing-in', reason: 'sign-in' });
      made.session.set({ ...ready(), principal: desk(['AAL3_ANY']) });
      return Promise.resolve(made.session.snapshot);
    };
    [...element.shadowRoot!.querySelectorAll('details button')].find((one) => one.textContent === 'Sign in again')!.dispatchEvent(new MouseEvent('click'));
    await waitUntil(() => form());
    expect(made.session.wanted).to.deep.equal([{ level: 3, maxAge: undefined }]);
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(await made.page.emergency.open('documents', ...WHY)).to.equal(true);
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('ready');
  });

  it('says so where the account has no stronger one', async () => {
    const { made, element, text } = await open();
    await made.page.signInStronger('documents');
    element.requestUpdate();
    await element.updateComplete;
    expect(text()).to.include(words.stronger.impossible('documents', 'local IT'));
    expect(element.shadowRoot!.querySelector('form')).to.equal(null);
  });

  it('is closed while the sign-in has become too old', async () => {
    const { made } = await open(['AAL3_ANY']);
    expect(await made.page.emergency.open('documents', ...WHY)).to.equal(true);
    expect(made.page.permitted('documents')).to.equal(true);
    made.page.principal = desk();
    expect(made.page.decide('documents')).to.deep.equal({ effect: 'stronger', level: 3 });
  });
});

describe('a stronger sign-in', () => {
  const stronger = { ...POLICY, acrLevels: { AAL3_ANY: 3 }, stronger: [{ sections: ['documents'], level: 3 }] };

  it('is asked for once, in words, and nothing is asked of the API before', async () => {
    asked.length = 0;
    const made = world({ source, setup: { policy: compilePolicy(stronger) } });
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(element.shadowRoot!.textContent).to.include(words.stronger.ask('documents').heading);
    element.shadowRoot!.querySelector<HTMLButtonElement>('[data-state="withheld"] button')!.click();
    expect(made.session.calls).to.include('signIn');
    element.requestUpdate();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.include(words.stronger.impossible('documents', 'local IT'));
    expect(asked).not.to.include('DocumentReference');
  });

  describe('for a part of a section', () => {
    const part = { ...stronger, stronger: [{ sections: ['results.imaging'], level: 3 }], permit: [...POLICY.permit, { id: 'imaging', when: { levels: ['imaging'] }, sections: ['demographics', 'results.imaging'] }, { id: 'both', when: { levels: ['both'] }, sections: ['demographics', 'results.imaging', 'results.laboratory'] }] };
    const notice = words.stronger.ask('results.imaging').text;
    async function drawn(level: string, tag: 'dscr-record' | 'dscr-results' = 'dscr-results'): Promise<{ readonly made: World; readonly element: DscrElement; readonly root: ShadowRoot; section(): Element }> {
      const made = world({ source, level, setup: { policy: compilePolicy(part) } });
      const element = await fixture<DscrElement>(tag === 'dscr-record' ? html`<dscr-record .patient=${A}></dscr-record>` : html`<dscr-results .patient=${A}></dscr-results>`);
      await element.settled;
      await element.updateComplete;
      const root = (element.shadowRoot!.querySelector('dscr-results') ?? element).shadowRoot!;
      return { made, element, root, section: () => root.querySelector('.section')! };
    }
    const signIn = (section: Element): HTMLButtonElement => [...section.querySelectorAll('button')].find((one) => one.textContent === buttons.signInAgain)!;

    for (const tag of ['dscr-record', 'dscr-results'] as const) it(`is asked for where the role has it, and it is not listed as none of the role's: ${tag}`, async () => {
      const { made, element, root, section } = await drawn('all', tag);
      expect(section().textContent).to.include(notice).and.to.not.include('Not shown to your role');
      expect(element.shadowRoot!.textContent).to.not.include('Not shown to your role');
      expect(signIn(section()).closest('[aria-live]')).to.equal(null);
      signIn(section()).click();
      expect(made.session.wanted).to.deep.equal([{ level: 3, maxAge: undefined }]);
      await waitUntil(() => root.textContent!.includes(words.stronger.impossible('results.imaging', 'local IT')));
    });
    it('stands beside what is none of the role', async () => {
      const { section } = await drawn('both');
      expect(section().textContent).to.include(notice).and.to.include('Not shown to your role: Other results. Results without a category are not shown to your role.');
    });
    it('says nothing of a role where all else is shown', async () => {
      world({ source, setup: { policy: compilePolicy({ ...part, stronger: [{ sections: ['appointments.referrals'], level: 3 }] }) } });
      const element = await fixture<DscrElement>(html`<dscr-appointments .patient=${A}></dscr-appointments>`);
      await element.settled;
      expect(element.shadowRoot!.textContent).to.include(words.stronger.ask('appointments.referrals').text).and.to.not.include('Not shown to your role');
      expect([...element.shadowRoot!.querySelectorAll('.section p')].map((one) => one.textContent)).to.not.include('');
    });
    it('of which the role has no more can be reached', async () => {
      const { made, section } = await drawn('imaging');
      expect(section().textContent).to.include(words.stronger.ask('results').heading);
      signIn(section()).click();
      expect(made.session.wanted).to.deep.equal([{ level: 3, maxAge: undefined }]);
    });
  });
});

describe('a sign-in that has become too old', () => {
  it('is asked for on refresh: the list does not stay as if it had been loaded again', async () => {
    const aged = { ...POLICY, stronger: [{ sections: ['documents'], level: 0, maxAgeSeconds: 600 }], acrLevels: { any: 0 } };
    const { facts, ...rest } = principal();
    const made = world({ source, setup: { policy: compilePolicy(aged) }, snapshot: { ...ready(), principal: { ...rest, facts: { ...facts, acr: new Set(['any']), authTime: Date.parse('2026-06-02T09:29:00Z') / 1000 } } } });
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('ready');
    made.session.now = () => Date.parse('2026-06-02T09:50:00Z');
    asked.length = 0;
    element.refresh();
    await element.settled;
    expect(element.state.sections.documents?.state).to.equal('withheld');
    expect(element.shadowRoot!.textContent).to.include(words.stronger.ask('documents').heading);
    expect([element.shadowRoot!.querySelectorAll('.row').length, asked.length]).to.deep.equal([0, 0]);
  });
});

describe('what cannot be drawn', () => {
  it('is unavailable, with the reason, and never a blank', async () => {
    world({ source });
    const element = await fixture<DscrDocuments>(html`<dscr-documents .patient=${A}></dscr-documents>`);
    await element.settled;
    Object.defineProperty(element, 'renderModel', { value: () => { throw new Error('broken'); } });
    element.requestUpdate();
    await element.updateComplete;
    expect(element.state.sections.documents?.state).to.equal('unavailable');
    expect(element.shadowRoot!.textContent).to.include('Documents could not be loaded').and.include('Its answer could not be read.');
  });
});
