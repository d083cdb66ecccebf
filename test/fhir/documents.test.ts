import { expect } from '@open-wc/testing';
import type { DocumentAnswer } from '../../src/fhir/source.js';
import { apiOf, BASE, json, outcome, type Api, type Reply } from './api.js';

const open = async (reply: Reply, url = 'Binary/7'): Promise<{ api: Api; answer: DocumentAnswer }> => {
  const api = apiOf([reply]);
  return { api, answer: await api.client.open(url, { signal: new AbortController().signal }) };
};
const textOf = (answer: DocumentAnswer): string => (answer.kind === 'content' ? `${answer.contentType}: ${String.fromCharCode(...answer.bytes)}` : answer.kind);
const raw = (body: BodyInit, type: string): Response => new Response(body, { headers: { 'content-type': type } });

describe('Opening a document', () => {
  it('gives the bytes as they came', async () => {
    const { api, answer } = await open(raw('%PDF-1.4', 'application/pdf'));
    expect(textOf(answer)).to.equal('application/pdf: %PDF-1.4');
    expect(api.sent[0]!.url).to.equal(`${BASE}/Binary/7`);
    expect(api.sent[0]!.headers.get('accept')).to.equal('*/*');
    expect('reference' in answer).to.equal(true);
  });

  it('takes them out of a Binary', async () => {
    const binary = { resourceType: 'Binary', contentType: 'image/png', data: btoa('\x89PNG\xff') };
    const { answer } = await open(json(binary));
    expect([textOf(answer), 'reference' in answer]).to.deep.equal(['image/png: \x89PNG\xff', false]);
    expect(textOf((await open(json({ ...binary, data: 'JVBE\n Rg==' }))).answer)).to.equal('image/png: %PDF');
  });

  it('a document that is JSON itself stays one', async () => {
    expect(textOf((await open(raw('{"value":5.10}', 'application/json'))).answer)).to.equal('application/json: {"value":5.10}');
    expect((await open(json({ resourceType: 'Composition', id: '1' }))).answer).to.deep.include({ kind: 'content', contentType: 'application/fhir+json' });
  });

  for (const [name, reply, kind] of [
    ['a Binary without data', json({ resourceType: 'Binary' }), 'failed'], ['a Binary whose data is none', json({ resourceType: 'Binary', data: '*' }), 'failed'],
    ['an OperationOutcome', json(outcome()), 'failed'], ['403', json(outcome(), 403), 'not-released'], ['403 of something else', json('<html>', 403), 'failed'], ['404', json('', 404), 'not-found'], ['410', json('', 410), 'not-found'],
    ['500', json('', 500), 'failed'], ['no network', new TypeError('Failed to fetch'), 'failed'],
  ] as const) it(`${name} → ${kind}`, async () => expect((await open(reply)).answer.kind).to.equal(kind));

  it('says why it failed', async () => {
    for (const [reply, cause] of [[json('', 500), 'fault'], [json('', 400), 'refused'], [new TypeError('Failed to fetch'), 'no-connection'], [json(outcome()), undefined]] as const) expect((await open(reply)).answer).to.deep.include({ kind: 'failed', ...(cause && { cause }) });
  });

  it('is too large above 64 MiB, and downloaded up to there', async () => {
    const flood = (): Response => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1 << 20)) }), { headers: { 'content-length': '99000000' } });
    expect((await open(flood)).answer).to.deep.include({ kind: 'too-large', size: 99_000_000 });
    expect((await open(raw(new Uint8Array(30_000_000), 'application/pdf'))).answer.kind).to.equal('content');
  });

  it('asks nothing outside the base', async () => {
    for (const url of ['https://evil.example/fhir/Binary/7', '../Binary/7', 'data:text/html,x', 'javascript:alert(1)', '//evil.example/x']) {
      const { api, answer } = await open(raw('x', 'text/plain'), url);
      expect([answer.kind, api.sent.length]).to.deep.equal(['not-asked', 0]);
    }
  });
});

describe('Reading one resource', () => {
  const medication = { resourceType: 'Medication', id: '12' };
  const read = async (reference: string, reply: Reply = json(medication)) => {
    const api = apiOf([reply]);
    return [await api.client.read(reference, { signal: new AbortController().signal }), api.sent.length] as const;
  };
  for (const reference of ['Medication/12', `${BASE}/Medication/12`, 'Medication/12/_history/1']) {
    it(`gives ${reference}`, async () => expect(await read(reference)).to.deep.equal([medication, 1]));
  }
  const ends = (answer: unknown): string => { const { kind, problem } = answer as { kind: string; problem?: { cause: string } }; return [kind, problem?.cause].join(' '); };
  const replies: readonly (readonly [string, Reply, string])[] = [
    ['another id', json({ ...medication, id: '13' }), 'failed unreadable'], ['another type', json({ ...medication, resourceType: 'Device' }), 'failed unreadable'],
    ['no JSON', json('<html>'), 'failed unreadable'], ['an OperationOutcome', json(outcome()), 'failed unreadable'], ['404', json('', 404), 'failed refused'],
    ['403', json('', 403), 'failed refused'], ['403 with an OperationOutcome', json(outcome(), 403), 'not-released '],
  ];
  for (const [name, reply, end] of replies) {
    it(`says how it ended where it gives nothing: ${name}`, async () => {
      const [answer, sent] = await read('Medication/12', reply);
      expect([ends(answer), sent]).to.deep.equal([end, 1]);
    });
  }
  it('asks for no address with an NHS number, and says that nothing came', async () => {
    const [answer, sent] = await read('Patient/9990000018');
    expect([ends(answer), sent]).to.deep.equal(['failed unreadable', 0]);
  });
  for (const reference of ['https://evil.example/fhir/Medication/12', '#m', 'urn:uuid:12', '', '../Medication/12']) {
    it(`asks nothing for ${reference}`, async () => expect(await read(reference)).to.deep.equal([undefined, 0]));
  }
});
