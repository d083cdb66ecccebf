import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { api, bundle, json, startApi, worker, type Type } from '../contracts/api.js';
import { resourceOf } from '../contracts/record.js';
import { A, PATIENT_A, world, type World } from '../contracts/world.js';

describe('a document opened in a record', () => {
  let made: World;
  let record: DscrElement;
  let root: ShadowRoot;
  before(() => startApi());
  after(() => { void worker.stop(); });
  beforeEach(async () => {
    api.reset([PATIENT_A]);
    const letter = (at: number): object => ({ ...resourceOf('DocumentReference', 'a1', `d${at}`), description: `Letter ${at}`, date: `2026-03-${at + 10}`, content: [{ attachment: { contentType: 'text/plain', data: btoa(`Line\n`.repeat(60)) } }] });
    api.answerAll(({ type, url }) => json(bundle(type === 'DocumentReference' ? Array.from({ length: 30 }, (_, at) => letter(at)) : [resourceOf(type as Type, url.searchParams.get('patient')!)])));
    made = world();
    record = Object.assign(document.createElement('dscr-record'), { patient: A }) as DscrElement;
    document.body.append(record);
    await record.settled;
    root = record.renderRoot.querySelector('dscr-documents')!.shadowRoot!;
    await waitUntil(() => root.querySelector('.row button'));
  });
  afterEach(() => {
    record.remove();
    made.page.wipe();
    scrollTo(0, 0);
  });
  const open = async (): Promise<HTMLElement> => {
    const button = [...root.querySelectorAll<HTMLElement>('.row button')].at(-1)!;
    button.focus();
    button.click();
    await waitUntil(() => root.querySelector('.document .content'));
    await nextFrame();
    return root.querySelector<HTMLElement>('.document')!;
  };

  it('has the focus, which goes back to its row when it is closed', async () => {
    const panel = await open();
    expect(root.activeElement === panel).to.equal(true);
    const row = [...root.querySelectorAll('.row button')].at(-1);
    panel.querySelector('button')!.click();
    await nextFrame();
    expect(root.activeElement === row).to.equal(true);
  });
  it('is not even read where the host, on hearing of it, has the record cleared', async () => {
    const held = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (content) => { const url = createObjectURL(content); held.add(url); return url; };
    URL.revokeObjectURL = (url) => { held.delete(url); revokeObjectURL(url); };
    const alone = Object.assign(document.createElement('dscr-documents'), { patient: A }) as DscrElement;
    try {
      record.replaceWith(alone);
      await alone.settled;
      alone.addEventListener('dscr-open-document', () => { alone.clear(); });
      alone.renderRoot.querySelector<HTMLElement>('.row button')!.click();
      await nextFrame();
      expect([...held]).to.deep.equal([]);
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
      alone.remove();
    }
  });
  it('begins below the identity of the record, which stays in sight', async () => {
    const panel = await open();
    const top = record.renderRoot.querySelector('.top')!.getBoundingClientRect();
    expect(top.top).to.be.closeTo(0, 1);
    expect(panel.getBoundingClientRect().top).to.be.at.least(top.bottom);
  });
});
