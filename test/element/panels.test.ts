import { aTimeout, expect, nextFrame } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { SessionSnapshot } from '../../src/session/types.js';
import { api, bundle, json, outcome, patient, startApi, worker } from '../contracts/api.js';
import { A, PATIENT_A, PATIENT_B, principal, ready, said, world, type World, type WorldOptions } from '../contracts/world.js';

/** What stands in the way of a record, in the words of words.md; written by hand. */
const UUID = '[0-9a-f]{8}-[0-9a-f-]{27}';
const shot = (more: Partial<SessionSnapshot>): SessionSnapshot => ({ choices: [], roleFixed: false, reason: 'start', state: 'signed-out', ...more });

let made: World;
let element: DscrElement;
const draw = async (options: WorldOptions = {}, given: object = { patient: A }, tag = 'dscr-record'): Promise<string> => {
  made = world(options);
  element = Object.assign(document.createElement(tag), given) as DscrElement;
  document.body.append(element);
  await element.settled;
  await element.updateComplete;
  return said(element);
};
const buttons = (): HTMLButtonElement[] => [...element.renderRoot.querySelectorAll<HTMLButtonElement>('.panel button')];
const names = (): string[] => buttons().map((button) => said(button));

describe('panels', () => {
  before(async function () {
    this.timeout(20_000);
    await startApi();
  });
  after(() => { void worker.stop(); });
  beforeEach(() => { api.reset([PATIENT_A, PATIENT_B]); });
  afterEach(() => {
    element.remove();
    made.page.wipe();
  });

  const CHOICES = [{ id: 'r1', role: 'Nurse', organisation: { name: 'Example Hospital' } }, { id: 'r2', role: 'Receptionist', organisation: { name: '' } }];
  const SESSION: readonly (readonly [name: string, snapshot: SessionSnapshot, text: string | RegExp, buttons: readonly string[], does: readonly string[]])[] = [
    ['signed out', shot({}), 'Sign in to see the shared care record.', ['Sign in'], ['signIn']],
    ['after signing out', shot({ reason: 'signed-out' }), 'You have signed out. The record has been cleared from this page.', ['Sign in'], ['signIn']],
    ['signing in', shot({ state: 'signing-in', reason: 'sign-in' }), 'Finish signing in, in the other window.', ['Open it again', 'Cancel'], ['signIn', 'cancelSignIn']],
    ['pop-up blocked', shot({ reason: 'popup-blocked' }), 'The sign-in window was blocked. Allow pop-ups for this page, then try again.', ['Sign in'], ['signIn']],
    ['pop-up blocked after the end of a session', shot({ state: 'ended', reason: 'popup-blocked' }), 'The sign-in window was blocked. Allow pop-ups for this page, then try again.', ['Sign in'], ['signIn']],
    ['pop-up closed', shot({ reason: 'popup-closed' }), 'Sign-in was not finished.', ['Sign in'], ['signIn']],
    ['not accepted', shot({ state: 'failed', reason: 'not-accepted', code: 'DSCR_TOKEN_INVALID', reference: 'ref-1' }), 'Your sign-in could not be checked, so the record stays closed. Try again or contact local IT, reference ref-1.', ['Sign in'], ['signIn']],
    ['ended', shot({ state: 'ended', reason: 'expired' }), 'Your session has ended. Sign in to continue where you were.', ['Sign in'], ['signIn']],
    ['another person', shot({ state: 'ended', reason: 'other-person' }), 'A different person has signed in. The record has been cleared.', ['Sign in'], ['signIn']],
    ['no role', shot({ state: 'failed', reason: 'no-role', code: 'DSCR_NO_ROLE', name: 'Nurse Example' }), 'You have no role for the shared care record Signed in as Nurse Example. To ask for access, contact local IT.', ['Sign out'], ['signOut']],
    ['too many groups', shot({ state: 'failed', reason: 'too-many-groups', code: 'DSCR_CLAIMS_OVERAGE', name: 'Nurse Example' }), 'Your roles could not be read: the account is in too many groups. Contact local IT.', ['Sign out'], ['signOut']],
    ['choosing a role', shot({ state: 'choosing-role', reason: 'sign-in', choices: CHOICES }), 'Choose your role Choose the role you are working in now. It decides what you see and is recorded.',
      ['Nurse, Example Hospital', 'Receptionist', 'Sign out'], ['selectRole r1', 'selectRole r2', 'signOut']],
    ['locked by hand: nothing is said of use', shot({ state: 'locked', reason: 'locked', name: 'Nurse Example' }), 'Locked Signed in as Nurse Example.', ['Unlock', 'Not you? Sign out'], ['signIn', 'signOut']],
    ['locked', shot({ state: 'locked', reason: 'idle', name: 'Nurse Example' }), 'Locked Cleared after 15 minutes without use. Signed in as Nurse Example.', ['Unlock', 'Not you? Sign out'], ['signIn', 'signOut']],
    ['locked, pop-up blocked', shot({ state: 'locked', reason: 'popup-blocked', name: 'Nurse Example' }), /Locked .* The sign-in window was blocked\./, ['Unlock', 'Not you? Sign out'], ['signIn', 'signOut']],
  ];
  for (const [name, snapshot, text, labels, does] of SESSION) {
    for (const tag of ['dscr-record', 'dscr-alerts', 'dscr-session']) {
      it(`${name}: its words and buttons on ${tag}`, async () => {
        const all = await draw({ snapshot }, tag === 'dscr-session' ? {} : { patient: A }, tag);
        if (typeof text === 'string') expect(all).to.contain(text);
        else expect(all).to.match(text);
        expect(names()).to.deep.equal(labels);
        const told = element.renderRoot.querySelector('.panel [aria-live]')!;
        expect([told.querySelector('button, a'), said(told).length > 0]).to.deep.equal([null, true]);
        // The focus comes here when what it was on is cleared: then this is what a screen reader says.
        const { role, tabIndex } = told.parentElement!;
        expect([role, tabIndex, element.shadowRoot!.getElementById(told.parentElement!.getAttribute('aria-describedby') ?? '')]).to.deep.equal(['group', -1, told]);
        for (const button of buttons()) button.click();
        expect(made.session.calls).to.deep.equal(does);
        expect(api.asked).to.deep.equal([]);
        expect(all).to.not.contain('DSCR_');
      });
    }
  }
  it('choosing a role: each stands on a line of its own, and signing out apart from them', async () => {
    await draw({ snapshot: shot({ state: 'choosing-role', reason: 'sign-in', choices: CHOICES }) });
    const [nurse, desk, out] = buttons().map((one) => one.getBoundingClientRect()) as [DOMRect, DOMRect, DOMRect];
    expect(desk.top - nurse.bottom).to.be.within(4, 16);
    expect(out.top - desk.bottom).to.be.within(4, 40);
    expect(buttons().map(({ className }) => className)).to.deep.equal(['', '', 'link']);
  });
  it('no role: whom to ask, with the ways to reach them, one on a line; nobody is named twice', async () => {
    const contact = { localIt: { name: 'the IT desk of Example', phone: '01632 960002', email: 'it@example.org', url: 'https://it.example' }, privacyOfficer: { name: 'the Privacy Officer', phone: '01632 960003' } };
    const all = await draw({ snapshot: shot({ state: 'failed', code: 'DSCR_NO_ROLE', reason: 'no-role', name: 'N' }), config: { contact } }, { patient: A }, 'dscr-alerts');
    expect(all).to.contain('contact the IT desk of Example. 01632 960002 it@example.org https://it.example The Privacy Officer 01632 960003 Sign out');
    const links = [...element.renderRoot.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal(['tel:01632960002', 'mailto:it@example.org', 'https://it.example', 'tel:01632960003']);
    const tops = links.map((link) => link.getBoundingClientRect().top);
    expect(tops).to.deep.equal([...new Set(tops)].sort((one, other) => one - other));
  });
  it('no role, and nobody to name: no empty line', async () => {
    await draw({ snapshot: shot({ state: 'failed', code: 'DSCR_NO_ROLE', reason: 'no-role', name: 'N' }) }, { patient: A }, 'dscr-alerts');
    expect([...element.renderRoot.querySelectorAll('.panel p')].map((one) => said(one))).not.to.contain('');
  });

  const BAR: readonly (readonly [name: string, change: Partial<SessionSnapshot>, text: string, button?: string, does?: string])[] = [
    ['who, in which role and where', {}, 'Nurse Example · Nurse, Example Hospital Sign out', 'Sign out', 'signOut'],
    ['a person of several roles may change it', { choices: CHOICES }, 'Changing role clears the screen.', 'Change role', 'changeRole'],
    ['a role chosen at sign-in cannot be changed', { choices: CHOICES, roleFixed: true }, 'Your role was chosen at sign-in. To change it, sign in again.'],
    ['renewal failing', { state: 'renewing', reason: 'renew-failing', closesAt: Date.parse('2026-06-02T10:45:00Z') }, 'Connection lost. Trying again. The record closes at 11:45 if this fails.'],
    ['the end of the day', { reason: 'limit', closesAt: Date.parse('2026-06-02T10:45:00Z') }, 'You will be signed out at 11:45. Sign in again now', 'Sign in again now', 'signIn'],
    ['idle, stay', { warning: 42 }, 'Still using the shared care record? It locks in 42 seconds. Your place is kept. Keep open Lock now', 'Keep open', 'touch'],
    ['idle, lock', { warning: 42 }, 'Still using the shared care record?', 'Lock now', 'lock'],
    ['another person has taken over', { reason: 'other-person' }, 'A different person has signed in. The record has been cleared.'],
  ];
  for (const [name, change, text, button, does] of BAR) {
    for (const tag of ['dscr-record', 'dscr-session', 'dscr-alerts']) {
      it(`session on ${tag}: ${name}`, async () => {
        const all = await draw({ snapshot: { ...ready(), ...change } }, tag === 'dscr-session' ? {} : { patient: A }, tag);
        expect(all).to.contain(text);
        expect(element.renderRoot.querySelector(':is(.panel [aria-live], [role=status], [role=alert]) button')).to.equal(null);
        if (button === undefined) return;
        [...element.renderRoot.querySelectorAll<HTMLButtonElement>(':is(.session, .idle) button')].find((one) => said(one) === button)!.click();
        expect(made.session.calls).to.deep.equal([does]);
      });
    }
  }
  it('signing out stands beside who is signed in, however long that line is', async () => {
    await draw({ snapshot: { ...ready(), principal: principal('all', { role: 'Clinical Practitioner Access Role', organisation: { name: 'Derbyshire Community Health Services NHS Foundation Trust' } }) } });
    element.style.width = '560px';
    const [who, out] = ['.session p', '.session button'].map((one) => element.renderRoot.querySelector(one)!.getBoundingClientRect()) as [DOMRect, DOMRect];
    expect(who.height).to.be.greaterThan(30);
    expect(out.left).to.be.at.least(who.right);
  });
  it('idle: pressing a button of the warning does not take it away before it is released', async () => {
    await draw({ snapshot: { ...ready(), warning: 42 } });
    const [, lock] = element.renderRoot.querySelectorAll<HTMLButtonElement>('.idle button');
    lock!.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = lock!.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    await sendMouse({ type: 'down' });
    expect(made.session.calls).to.deep.equal([]);
    await sendMouse({ type: 'up' });
    expect(made.session.calls).to.deep.equal(['lock']);
    await resetMouse();
  });
  it('idle: the warning stays in sight, and never over the identity', async () => {
    await draw({ snapshot: { ...ready(), warning: 42 } });
    const room = document.body.appendChild(document.createElement('div'));
    room.style.height = '2000px';
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY + 400);
    await nextFrame();
    const [idle, banner] = ['.idle', '.banner'].map((one) => element.renderRoot.querySelector(one)!.getBoundingClientRect()) as [DOMRect, DOMRect];
    expect(banner.top).to.be.within(-1, 1);
    expect(idle.bottom).to.be.greaterThan(banner.bottom + 40);
    expect(element.shadowRoot!.elementFromPoint(banner.left + 20, banner.bottom - 4)?.closest('.banner')).not.to.equal(null);
    room.remove();
    window.scrollTo(0, 0);
  });
  it('a button that has the focus never becomes one that does something else', async () => {
    await draw({ snapshot: shot({ state: 'signing-in', reason: 'sign-in' }) });
    buttons()[0]!.focus();
    made.session.set({ state: 'choosing-role', reason: 'sign-in', choices: CHOICES });
    await aTimeout(20);
    await element.updateComplete;
    expect(names()).to.contain('Receptionist');
    expect(buttons()).not.to.contain(element.shadowRoot!.activeElement);
    expect(element.shadowRoot!.activeElement).to.equal(element.renderRoot.querySelector('.panel'));
  });
  it('a fixed role offers no change', async () => {
    await draw({ snapshot: { ...ready(), choices: CHOICES, roleFixed: true } });
    expect([...element.renderRoot.querySelectorAll('.session button')].map((one) => said(one))).to.deep.equal(['Sign out']);
  });

  const mine = (more: object): void => { api.reset([{ ...PATIENT_A, ...more }, PATIENT_B]); };
  const PATIENT: readonly (readonly [name: string, prepare: () => void, given: object, text: string | RegExp, state: string])[] = [
    ['nobody', () => undefined, {}, 'Open a patient in your own system to see their shared care record.', 'none'],
    ['told to show nobody', () => undefined, { patient: null }, 'Open a patient in your own system to see their shared care record.', 'none'],
    ['no NHS number', () => undefined, { patient: { birthDate: '1958-03-14' } }, 'Your own system gave no NHS number, so the shared care record cannot be opened.', 'none'],
    ['an invalid number', () => undefined, { patient: { ...A, nhsNumber: '999 000 0019' } }, 'This is not a valid NHS number. Check it in your own system.', 'none'],
    ['no date of birth', () => undefined, { patient: { nhsNumber: A.nhsNumber } }, 'The date of birth could not be compared, so nothing is shown.', 'none'],
    ['a record without date of birth', () => mine({ birthDate: undefined }), { patient: A }, 'The date of birth could not be compared, so nothing is shown.', 'mismatch'],
    ['another date of birth', () => mine({ birthDate: '1958-04-14' }), { patient: A },
      new RegExp(`Record not shown: patient details differ Your own system and the shared care record differ in: date of birth\\. Check that the right patient is open in your own system\\. If so, contact the desk, reference ${UUID}\\.`), 'mismatch'],
    ['another number, the date only in part', () => { api.reset([]); api.answer('Patient', () => json(bundle([{ ...PATIENT_B, birthDate: '1958' }]))); }, { patient: A },
      /differ in: NHS number\. Check that the right patient/, 'mismatch'],
    ['several records', () => { api.answer('Patient', () => json(bundle([PATIENT_A, { ...PATIENT_A, id: 'a2' }]))); }, { patient: A }, 'More than one record fits these details, so nothing is shown. Contact the desk.', 'mismatch'],
    ['nobody found', () => { api.reset([]); }, { patient: A }, 'Record not found The shared care record has no match for this NHS number. The person may have records elsewhere. Check the number in your own system.', 'not-found'],
    ['refused', () => { api.answer('Patient', () => json(outcome('forbidden'), 403)); }, { patient: A },
      new RegExp(`Record not released The shared care record did not release this patient's record\\. If you need it for this person's care, contact the desk, reference ${UUID}\\.`), 'refused'],
  ];
  for (const [name, prepare, given, text, state] of PATIENT) {
    for (const tag of ['dscr-record', 'dscr-meds', 'dscr-banner']) {
      it(`patient on ${tag}: ${name}`, async () => {
        prepare();
        const all = await draw({}, given, tag);
        if (typeof text === 'string') expect(all).to.contain(text);
        else expect(all).to.match(text);
        expect(element.state.patient).to.equal(state);
        // nothing of a record, banner included; the values that differ are not shown
        expect(all).to.not.match(/EXAMPLE,|SAMPLE,|999 000 00\d\d|1958|14-Apr/);
        expect(api.types).to.deep.equal([]);
      });
    }
  }
  it('a look-up that fails: each section says why, and one button asks again', async () => {
    api.answer('Patient', () => json({}, 500));
    const all = await draw({}, { patient: A }, 'dscr-documents');
    expect(all).to.match(new RegExp(`Documents could not be loaded It reported a fault\\. There may be documents recorded\\. If this goes on, contact the desk, reference ${UUID}\\. Try again`));
    api.reset([PATIENT_A]);
    [...element.renderRoot.querySelectorAll('button')].find((one) => said(one) === 'Try again')!.click();
    await element.settled;
    expect(said(element)).to.contain('No documents recorded in the shared care record.');
  });
  it('two patients on one page: both are empty and say so', async () => {
    await draw();
    const other = Object.assign(document.createElement('dscr-alerts'), { patient: { nhsNumber: '9990000026', birthDate: '1958-03-14' } }) as DscrElement;
    document.body.append(other);
    await other.updateComplete;
    await element.updateComplete;
    for (const one of [element, other]) expect(said(one)).to.contain('This page was given two different patients, so nothing is shown. Close and reopen the patient.');
    other.remove();
    await element.settled;
    expect(said(element)).to.contain('EXAMPLE, Patricia (Mrs)');
  });
  it('audit refused: nothing is drawn; try again', async () => {
    const all = await draw({ accepted: false }, { patient: A }, 'dscr-alerts');
    expect(all).to.match(new RegExp(`The record was not opened because access could not be recorded\\. Try again or contact the desk, reference ${UUID}\\. Try again`));
    expect(api.types).to.deep.equal([]);
    expect(element.state.patient).to.equal('refused');
  });
  it('a replaced number and one that is not verified are said beside the patient', async () => {
    api.answer('Patient', () => json(bundle([patient('b1', '9990000026', 'SAMPLE', { identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000026' }] })])));
    const all = await draw({}, { patient: A }, 'dscr-banner');
    expect(all).to.contain('This NHS number has been replaced by 999 000 0026. Update your own system.').and.to.contain('NHS number not verified.');
  });

  for (const [error, text, codes] of [
    [new TypeError('TrustedHTML'), /^This system's security settings block the shared care record\. Contact local IT\.$/, ['DSCR_API_RESPONSE_INVALID', 'DSCR_CSP_BLOCKED']],
    [new DOMException('The provided markup is invalid XML', 'SyntaxError'), new RegExp(`^The shared care record is not set up correctly here, so nothing is shown\\. Contact local IT, reference ${UUID}\\.$`), ['DSCR_API_RESPONSE_INVALID']],
  ] as const) {
    it(`a page that takes no templates says why: ${error.name}`, async () => {
      await draw();
      const told: string[] = [];
      element.addEventListener('dscr-error', (event) => told.push((event as CustomEvent<{ readonly code: string }>).detail.code));
      Object.defineProperty(element, 'render', { value: () => ({ toString() { throw error; } }) });
      for (let times = 0; times < 3; times++) {
        element.requestUpdate();
        await element.updateComplete;
      }
      expect(element.renderRoot.textContent).to.match(text);
      expect(told).to.deep.equal(codes);
    });
  }

  const SET_UP: readonly (readonly [string, string | RegExp])[] = [
    ['DSCR_CONFIG_INVALID', new RegExp(`The shared care record is not set up correctly here, so nothing is shown\\. Contact local IT, reference ${UUID}\\.`)],
    ['DSCR_CSP_BLOCKED', "This system's security settings block the shared care record. Contact local IT."],
    ['DSCR_BROWSER_UNSUPPORTED', 'This browser cannot show the shared care record safely. Use a current Edge, Chrome or Firefox.'],
    ['DSCR_WITHDRAWN', 'This version has been withdrawn. Contact local IT.'],
  ];
  for (const [code, text] of SET_UP) {
    it(`${code} in words, on every element`, async () => {
      await draw();
      for (const tag of ['dscr-session', 'dscr-meds']) document.body.append(document.createElement(tag));
      made.page.refuseSetup(code);
      for (const one of document.querySelectorAll<DscrElement>('dscr-record, dscr-session, dscr-meds')) {
        await one.updateComplete;
        if (typeof text === 'string') expect(said(one)).to.contain(text);
        else expect(said(one)).to.match(text);
        expect(said(one)).to.not.match(/EXAMPLE,|DSCR_/);
        if (one !== element) one.remove();
      }
    });
  }
  it('names of host, desk and access come from the configuration', async () => {
    const organisations = [{ ods: 'XEX01', name: 'Example Hospital', hosts: ['Liquid Logic Adults', 'Liquid Logic'], contact: { localIt: { name: 'Example IT' } } }];
    const all = await draw({ config: { organisations }, setup: { host: 'liquidlogic' } }, { patient: { birthDate: '1958-03-14' } }, 'dscr-alerts');
    expect(all).to.contain('Liquid Logic gave no NHS number, so the shared care record cannot be opened.');
    made.session.set(shot({ state: 'failed', reason: 'not-accepted', reference: 'r' }));
    await element.updateComplete;
    expect(said(element)).to.contain('contact local IT, reference r');
    made.session.set({ ...ready('desk'), principal: principal('desk') });
    element.patient = A;
    await element.settled;
    expect(said(element)).to.contain('If you need them for your work, contact Example IT.');
  });
});
