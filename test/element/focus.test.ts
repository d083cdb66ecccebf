import { aTimeout, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { Resource } from '../../src/record/resource.js';
import { documentExample } from '../../src/sections/documents/documents.examples.js';
import { api, bundle, json, startApi, worker } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, world, type World } from '../contracts/world.js';

describe('the focus of who uses the keyboard alone', () => {
  let made: World;
  let element: DscrElement;
  before(() => startApi());
  after(() => { void worker.stop(); });
  afterEach(() => {
    element.remove();
    made.page.wipe();
  });
  const draw = async (tag: string, resources: readonly Resource[], properties: object = {}): Promise<void> => {
    api.reset([PATIENT_A]);
    api.answerAll(({ type }) => json(bundle(resources.filter(({ resourceType }) => resourceType === type))));
    made = world();
    element = Object.assign(document.createElement(tag), { patient: A, ...properties }) as DscrElement;
    document.body.append(element);
    await element.settled;
  };
  const focused = (): HTMLElement => element.shadowRoot!.activeElement as HTMLElement;
  const press = async (selector: string): Promise<void> => {
    element.renderRoot.querySelector<HTMLElement>(selector)!.focus();
    await sendKeys({ press: 'Enter' });
    await aTimeout(50);
  };

  it('goes to a document that is opened, and back to its button', async () => {
    await draw('dscr-documents', [documentExample('d1', 'Clinic letter', { title: 'Clinic letter', contentType: 'text/plain', data: btoa('Dear colleague') }, { subject: { reference: 'Patient/a1' } })]);
    await press('li.row button');
    expect(focused().className).to.equal('panel document');
    await press('.document button');
    expect(focused().getAttribute('aria-label')).to.equal('Open: Clinic letter');
  });
  it('goes back to the cell of the table over time whose result was open', async () => {
    await draw('dscr-results', [1, 2].map((at) => ({ ...resourceOf('Observation', 'a1', `r${at}`), effectiveDateTime: `2026-03-0${at}`, valueQuantity: { value: at, unit: 'g' } })), { view: 'over-time' });
    await press('td:last-child button');
    expect(focused().className).to.equal('opened panel');
    await press('.opened > button');
    expect(focused().textContent).to.equal('1');
    expect(focused().closest('.grid')).not.to.equal(null);
  });
  it('goes to the table, not to another result, where other dates stand in it by then', async () => {
    await draw('dscr-results', Array.from({ length: 12 }, (_, at) => ({ ...resourceOf('Observation', 'a1', `r${at}`), effectiveDateTime: `2026-03-${at + 10}`, valueQuantity: { value: at, unit: 'g' } })), { view: 'over-time' });
    await press('td:last-child button');
    [...element.renderRoot.querySelectorAll('button')].find(({ textContent }) => textContent === 'Earlier dates')!.click();
    await element.updateComplete;
    await press('.opened > button');
    expect(focused().className).to.equal('grid');
  });
});
