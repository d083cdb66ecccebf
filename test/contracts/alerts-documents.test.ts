import { expect } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { compilePolicy } from '../../src/policy/policy.js';
import { api, bundle, json, outcome, startApi, worker, type Answer } from './api.js';
import { resourceOf } from './record.js';
import { A, ALL, PATIENT_A, PATIENT_B, POLICY, said, world, type World } from './world.js';

/** Whether to resuscitate stands in documents, which the alerts wait for: what becomes of the flags when those do not come? */
describe('alerts, and documents that are among them', () => {
  before(async function () {
    this.timeout(20_000);
    await startApi();
  });
  after(() => { void worker.stop(); });
  let made: World;
  let element: DscrElement;
  beforeEach(() => {
    api.reset([PATIENT_A, PATIENT_B]);
    api.answer('Flag', () => json(bundle([resourceOf('Flag', 'a1')])));
  });
  afterEach(() => {
    element.remove();
    made.page.wipe();
  });
  async function draw(options: Parameters<typeof world>[0] = {}, tag = 'dscr-record'): Promise<void> {
    made = world(options);
    element = Object.assign(document.createElement(tag), { patient: A }) as unknown as DscrElement;
    document.body.append(element);
    await element.settled;
    await element.updateComplete;
  }
  const line = (): HTMLElement | null => element.renderRoot.querySelector('[data-critical=alert-line] .notice');

  const FAILURES: readonly (readonly [name: string, answer: Answer, loud: boolean, said: RegExp])[] = [
    ['never come', () => new Promise(() => undefined), true, /did not answer\. Its alerts may be missing here\./],
    ['fail', () => json({}, 500), true, /did not answer\. Its alerts may be missing here\./],
    ['are not released', () => json(outcome('forbidden'), 403), false, /Some alerts were not released to you:/],
  ];
  for (const [name, answer, loud, expected] of FAILURES) {
    it(`documents that ${name} end as a gap: the flags are shown at the top, with what may be missing`, async () => {
      api.answer('DocumentReference', answer);
      await draw({ client: { timeoutSeconds: 1 } });
      expect(element.state.sections['alerts']).to.deep.include({ state: 'ready', items: 1 });
      expect(said(line()!)).to.match(/^⚠ ?Alerts .*Lives alone$/).and.to.match(expected);
      expect([line()!.getAttribute('role'), line()!.classList.contains('stop')]).to.deep.equal(loud ? ['alert', true] : [null, false]);
    });
  }

  const without = (section: string): Parameters<typeof world>[0] => ({ setup: { policy: compilePolicy({ ...POLICY, permit: [{ id: 'all', when: { levels: ['all'] }, sections: ALL.filter((id) => id !== section) }] }) } });
  for (const [tag, section, text] of [['dscr-alerts', 'documents', 'Documents'], ['dscr-allergies', 'alerts', 'Alerts'], ['dscr-record', 'documents', 'Documents']] as const) {
    it(`${tag} says of the ${section} that the role may not see, that they are not among what it lists`, async () => {
      api.answer('Flag', () => json(bundle([])));
      const told = (): string | undefined => said(tag === 'dscr-record' ? element.renderRoot.querySelector('dscr-alerts')!.shadowRoot! : element.renderRoot);
      await draw(without(section), tag);
      expect(told()).to.contain(`Not shown to your role: ${text}.`);
      element.remove();
      made.page.wipe();
      await draw({}, tag);
      expect(told()).to.not.contain('Not shown to your role');
    });
  }

  for (const tag of ['dscr-alerts', 'dscr-record']) {
    it(`${tag}: no role that may not see the documents among the alerts is told that there are none`, async () => {
      api.answer('Flag', () => json(bundle([])));
      const labelled = { ...POLICY, forbid: [{ id: 'restricted', when: { levels: ['all'] }, labels: ['R'], sections: ['documents'] }] };
      for (const [options, sentence] of [
        [without('documents'), 'Nothing is shown here for your role. Information may still be recorded.'],
        [{ setup: { policy: compilePolicy(labelled) } }, 'Nothing is shown here for your role. Information may still be recorded.'],
        [{}, 'No alerts recorded in the shared care record. Loaded 02-Jun-2026 10:30. Other systems may hold alerts.'],
      ] as const) {
        await draw(options, tag);
        const { state } = element.state.sections['alerts']!;
        expect(said(tag === 'dscr-record' ? element.renderRoot.querySelector('dscr-alerts')!.shadowRoot! : element.renderRoot)).to.contain(sentence);
        expect(state).to.equal(sentence.startsWith('No ') ? 'none-recorded' : 'ready');
        element.remove();
        made.page.wipe();
      }
    });
  }
  it('the record says how many alerts there are only to a role that may see all of them', async () => {
    const mark = (): string => said(element.renderRoot.querySelector('.marks')!);
    await draw(without('documents'));
    expect(mark()).to.match(/^Alerts(?! \()/);
    element.remove();
    made.page.wipe();
    await draw();
    expect(mark()).to.contain('Alerts (1)');
  });

  it('documents that want a stronger sign-in are not among the alerts, which say so and offer it', async () => {
    await draw({ setup: { policy: compilePolicy({ ...POLICY, acrLevels: { high: 3 }, stronger: [{ sections: ['documents'], level: 3 }] }) } }, 'dscr-alerts');
    expect(api.types).to.not.contain('DocumentReference');
    expect(said(element.renderRoot)).to.contain('Lives alone').and.to.contain('Documents need a stronger or more recent sign-in.').and.to.contain('Sign in again');
    expect(said(element.renderRoot)).to.not.contain('Not shown to your role');
  });

  it('documents that the role may not see are not asked for, and flags are whole without them', async () => {
    await draw(without('documents'));
    expect(api.types).to.contain('Flag').and.to.not.contain('DocumentReference');
    expect(element.state.sections['alerts']).to.deep.include({ state: 'ready', items: 1, gaps: [] });
    expect(said(line()!)).to.match(/^⚠ ?Alerts ?Lives alone$/);
  });
});
