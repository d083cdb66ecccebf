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
  async function draw(options: Parameters<typeof world>[0] = {}): Promise<void> {
    made = world(options);
    element = Object.assign(document.createElement('dscr-record'), { patient: A }) as unknown as DscrElement;
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

  it('documents that the role may not see are not asked for, and flags are whole without them', async () => {
    const permit = [{ id: 'all', when: { levels: ['all'] }, sections: ALL.filter((id) => id !== 'documents') }];
    await draw({ setup: { policy: compilePolicy({ ...POLICY, permit }) } });
    expect(api.types).to.contain('Flag').and.to.not.contain('DocumentReference');
    expect(element.state.sections['alerts']).to.deep.include({ state: 'ready', items: 1, gaps: [] });
    expect(said(line()!)).to.match(/^⚠ ?Alerts ?Lives alone$/);
  });
});
