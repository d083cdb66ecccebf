import { expect } from '@open-wc/testing';
import type { Page, Search } from '../../src/fhir/source.js';
import type { QueryEnd } from '../../src/record/section-state.js';
import { apiOf, BASE, bundle, json, never, next, observation, outcome, type Api, type Reply } from './api.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const NETWORK = new TypeError('Failed to fetch');
const causeOf = (end: QueryEnd): unknown => ('problem' in end ? [end.kind, end.problem.cause, end.problem.status] : [end.kind]);
const lastReference = (api: Api): string | null => api.sent.at(-1)!.headers.get('x-request-id');

describe('One query of the record client', () => {
  const failures: [name: string, reply: Reply, end: unknown[], requests: number][] = [
    ['500', json('', 500), ['failed', 'fault', 500], 1],
    ['501', json('', 501), ['failed', 'fault', 501], 1],
    ['502', json('', 502), ['failed', 'fault', 502], 3],
    ['503', json('', 503), ['failed', 'fault', 503], 3],
    ['504', json('', 504), ['failed', 'fault', 504], 3],
    ['429', json('', 429), ['failed', 'fault', 429], 3],
    ['400', json(outcome('invalid'), 400), ['failed', 'refused', 400], 1],
    ['401 twice', json(outcome('login'), 401), ['failed', 'refused', 401], 2],
    ['403 with OperationOutcome', json(outcome(), 403), ['not-released'], 1],
    ['403 without OperationOutcome', json('<html>Forbidden</html>', 403), ['failed', 'refused', 403], 1],
    ['403 with another JSON', json({ error: 'forbidden' }, 403), ['failed', 'refused', 403], 1],
    ['404 with OperationOutcome', json(outcome('not-found'), 404), ['failed', 'refused', 404], 1],
    ['404', json('', 404), ['failed', 'refused', 404], 1],
    ['no network', NETWORK, ['failed', 'no-connection', undefined], 3],
    ['HTML with 200', new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } }), ['failed', 'unreadable', undefined], 1],
    ['cut-off JSON', json('{"resourceType":"Bundle","type":"searchset","entry":[{"reso'), ['failed', 'unreadable', undefined], 1],
    ['nothing with 200', json(''), ['failed', 'unreadable', undefined], 1],
    ['204', new Response(null, { status: 204 }), ['failed', 'unreadable', undefined], 1],
    ['null', json('null'), ['failed', 'unreadable', undefined], 1],
    ['JSON that is not FHIR', json({ entry: [] }), ['failed', 'unreadable', undefined], 1],
    ['a bare resource', json(observation(1)), ['failed', 'unreadable', undefined], 1],
    ['a bare OperationOutcome', json(outcome('exception')), ['failed', 'unreadable', undefined], 1],
    ['a Bundle of another kind', json(bundle([], { type: 'history' })), ['failed', 'unreadable', undefined], 1],
    ['a Bundle whose entry is no list', json({ resourceType: 'Bundle', type: 'searchset', entry: null }), ['failed', 'unreadable', undefined], 1],
  ];
  for (const [name, reply, end, requests] of failures) {
    it(`${name} → ${end.join(' ')}`, async () => {
      const api = apiOf([reply]);
      const result = await api.search();
      expect(causeOf(result.end)).to.deep.equal(end);
      expect(result.pages).to.deep.equal([]);
      expect(api.sent.length).to.equal(requests);
      const reference = 'problem' in result.end ? result.end.problem.reference : 'reference' in result.end && result.end.reference;
      expect(reference).to.equal(lastReference(api));
      expect(reference).to.match(UUID);
    });
  }

  it('an answer that does not come in time', async () => {
    const api = apiOf([never], { timeoutSeconds: 0.02 });
    expect(causeOf((await api.search()).end)).to.deep.equal(['failed', 'timeout', undefined]);
    expect(api.sent.length).to.equal(1);
  });

  it('a body that does not end in time', async () => {
    const endless = (): Response => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"resourceType":')) }));
    expect(causeOf((await apiOf([endless], { timeoutSeconds: 0.02 }).search()).end)).to.deep.equal(['failed', 'timeout', undefined]);
  });

  it('a token that does not come in time', async () => {
    const api = apiOf([json(bundle([]))], { timeoutSeconds: 0.02, authorize: () => new Promise(() => undefined) });
    expect(causeOf((await api.search()).end)).to.deep.equal(['failed', 'timeout', undefined]);
    expect(api.sent.length).to.equal(0);
  });

  it('no session', async () => {
    const api = apiOf([json(bundle([]))], { authorize: () => Promise.resolve(undefined) });
    expect(causeOf((await api.search()).end)).to.deep.equal(['failed', 'refused', undefined]);
    expect(api.sent.length).to.equal(0);
  });

  it('a body that breaks off is asked again', async () => {
    const broken = (): Response => new Response(new ReadableStream({ start: (stream) => { stream.error(NETWORK); } }));
    const api = apiOf([broken, json(bundle([observation(1)]))]);
    expect((await api.search()).end).to.deep.equal({ kind: 'whole' });
    expect(api.sent.length).to.equal(2);
  });

  for (const [name, body] of [['an empty Bundle', bundle([], { total: 0 })], ['no entry', { resourceType: 'Bundle', type: 'searchset' }], ['no total', bundle([])]] as const) {
    it(`${name} is whole and empty`, async () => {
      const { end, pages } = await apiOf([json(body)]).search();
      expect(end).to.deep.equal({ kind: 'whole' });
      expect(pages.length).to.equal(1);
      expect(pages[0]!.matches.length + pages[0]!.warnings.length + pages[0]!.unreadable.length).to.equal(0);
    });
  }

  it('an empty Bundle with a total, sent as text, is short', async () => {
    const { pages } = await apiOf([json(bundle([], { total: '5' }))]).search();
    expect(pages[0]!.warnings.map(({ code }) => code)).to.deep.equal(['incomplete']);
  });

  it('a body in UTF-8 is read, with a byte order mark and in whatever pieces it comes; one in another encoding cannot be read', async () => {
    const words = JSON.stringify(bundle([observation(1, { valueQuantity: { value: 5, unit: 'µmol/L' } })]));
    const pieces = (bytes: Uint8Array<ArrayBuffer>) => () => new Response(new ReadableStream({
      start(stream) { for (const byte of bytes) stream.enqueue(Uint8Array.of(byte)); stream.close(); },
    }), { headers: { 'content-type': 'application/fhir+json; charset=iso-8859-1' } });
    for (const sent of [words, `\uFEFF${words}`]) {
      const { end, pages } = await apiOf([pieces(new TextEncoder().encode(sent))]).search();
      expect([end.kind, JSON.stringify(pages[0]!.matches).includes('µmol/L')]).to.deep.equal(['whole', true]);
    }
    expect(causeOf((await apiOf([pieces(Uint8Array.from(words, (one) => one.charCodeAt(0)))]).search()).end)).to.deep.equal(['failed', 'unreadable', undefined]);
  });

  it('an OperationOutcome entry with total 0 is a warning', async () => {
    const { end, pages } = await apiOf([json(bundle([outcome('incomplete', { severity: 'warning', diagnostics: 'One store is offline' })], { total: 0 }))]).search();
    expect(end).to.deep.equal({ kind: 'whole' });
    expect(pages[0]!.warnings).to.deep.equal([{ severity: 'warning', code: 'incomplete', text: 'One store is offline', withheld: false }]);
  });

  it('401 once: renews and goes on', async () => {
    const api = apiOf([json(outcome('login'), 401), json(bundle([observation(1)]))]);
    expect((await api.search()).end).to.deep.equal({ kind: 'whole' });
    expect(api.reasons.slice(-2)).to.deep.equal([undefined, '401']);
    expect(api.sent.map(({ headers }) => headers.get('authorization'))).to.deep.equal(['Bearer first', 'Bearer 401']);
  });

  it('retries wait longer each time, and as long as Retry-After says', async () => {
    const api = apiOf([json('', 503), json('', 503), json(bundle([]))]);
    expect((await api.search()).end).to.deep.equal({ kind: 'whole' });
    expect(api.slept[0]).to.be.within(400, 800);
    expect(api.slept[1]).to.be.within(800, 1600);
    const asked = apiOf([json('', 429, { 'retry-after': '7' }), json(bundle([]))]);
    expect((await asked.search()).end).to.deep.equal({ kind: 'whole' });
    expect(asked.slept).to.deep.equal([7000]);
    const dated = apiOf([json('', 429, { 'retry-after': new Date(Date.now() + 9000).toUTCString() }), json(bundle([]))]);
    expect((await dated.search()).end).to.deep.equal({ kind: 'whole' });
    expect(dated.slept[0]).to.be.within(2000, 9000);
  });

  it('does not wait beyond 30 s, nor ask sooner than it was told', async () => {
    const api = apiOf([json('', 503, { 'retry-after': '120' })]);
    expect(causeOf((await api.search()).end)).to.deep.equal(['failed', 'fault', 503]);
    expect(api.slept).to.deep.equal([]);
    expect(api.sent.length).to.equal(1);
  });

  it('sends what the contract says, and nothing else', async () => {
    const api = apiOf([json(bundle([]), 200, { date: 'Tue, 03 Nov 2026 10:00:00 GMT' })]);
    await api.search({ sort: '-date', include: ['Observation:performer'], params: { code: 'a|b' } }, { categories: ['laboratory', 'imaging'] });
    const { url, init, headers } = api.sent[0]!;
    expect(url).to.equal(`${BASE}/Observation?patient=p1&_count=200&code=a%7Cb&_sort=-date&category=laboratory%2Cimaging`);
    expect([init.cache, init.redirect, init.credentials, init.referrerPolicy, init.method]).to.deep.equal(['no-store', 'error', 'omit', 'no-referrer', undefined]);
    expect([...headers.keys()].sort()).to.deep.equal(['accept', 'authorization', 'x-request-id']);
    expect(headers.get('accept')).to.equal('application/fhir+json');
    expect(api.dates).to.include('Tue, 03 Nov 2026 10:00:00 GMT');
  });

  it('hears no time of a CapabilityStatement, which a cache may have kept for days', async () => {
    const api = apiOf([json(bundle([]), 200, { date: 'Tue, 03 Nov 2026 10:00:00 GMT' })], { metadata: json({ resourceType: 'CapabilityStatement', rest: [{ resource: [{ type: 'Observation' }] }] }, 200, { date: 'Sun, 01 Nov 2026 10:00:00 GMT' }) });
    await api.search();
    expect(api.dates).to.deep.equal(['Tue, 03 Nov 2026 10:00:00 GMT']);
  });

  it('puts no NHS number in an address', async () => {
    const api = apiOf([json(bundle([], next(`${BASE}/Observation?_page=2`))), json(bundle([]))]);
    await api.search({}, { patientId: '9990000018' });
    expect(api.sent.map(({ url }) => url).join()).not.to.match(/\d{10}/);
    expect(api.sent[0]!.method).to.equal('POST');
    expect(api.sent[0]!.url).to.equal(`${BASE}/Observation/_search`);
    expect(api.sent[0]!.body).to.equal('patient=9990000018&_count=200');
    expect(api.sent[1]!.method).to.equal('GET');
  });
});

describe("The patient's NHS number in an address that an answer gives", () => {
  const found = { resourceType: 'Patient', id: 'p1', identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 000 0026' }, { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9', use: 'old' }, { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '((((((((((' }] };
  /** asked for 999 000 0018, answered with 999 000 0026 (replaced); then one page whose next stands at `url` */
  const after = async (url: string): Promise<{ readonly api: Api; readonly end: QueryEnd; readonly requests: readonly string[] }> => {
    const api = apiOf([json(bundle([found])), json(bundle([observation(1)], next(url))), json(bundle([observation(2)]))]);
    await api.client.findPatient({ nhsNumber: '9990000018' }, { signal: new AbortController().signal });
    const { end } = await api.search();
    return { api, end, requests: api.sent.slice(1).map(({ method, url: at, body }) => `${method} ${at} ${body}`.trim()) };
  };
  for (const url of ['Observation/9990000018/next', 'Observation/999%20000%200018', 'Observation/999-000-0018?_page=2', 'Observation/page%2D999+000+0018', '9990000026/Observation',
    'Observation/%39990000018', 'Observation/999%2520000%25200018', `${BASE}/Observation/999_000_0018`]) {
    it(`in the path it is not asked, and loading has stopped: ${url}`, async () => {
      const { end, requests } = await after(url);
      expect(causeOf(end)).to.deep.equal(['stopped', 'unreadable', undefined]);
      expect(requests).to.deep.equal([`GET ${BASE}/Observation?patient=p1&_count=200`]);
    });
  }
  for (const [query, body] of [['patient.identifier=9990000018&_page=2', 'patient.identifier=9990000018&_page=2'], ['q=999%20000%200018', 'q=999+000+0018'], ['q=999-000-0026', 'q=999-000-0026']] as const) {
    it(`in the query it goes by POST: ${query}`, async () => {
      const { end, requests } = await after(`Observation?${query}`);
      expect(end).to.deep.equal({ kind: 'whole' });
      expect(requests[1]).to.equal(`POST ${BASE}/Observation/_search ${body}`);
    });
  }
  it('other numbers of ten digits, ids and dates are followed as they are', async () => {
    for (const url of ['Observation/9990000034?_page=1764047000', 'Observation?_getpages=12345678-1234-4123-8123-123456789012&_before=2026-11-25', 'Observation?_page=2']) {
      const { end, requests } = await after(url);
      expect(end, url).to.deep.equal({ kind: 'whole' });
      expect(requests[1]).to.equal(`GET ${BASE}/${url}`);
    }
  });
  it('a document and a resource that stand there are not asked for', async () => {
    const { api } = await after('Observation?_page=2');
    const count = api.sent.length;
    const signal = new AbortController().signal;
    for (const url of ['Binary/9990000018', 'Binary/7?of=999%20000%200018', `${BASE}/999-000-0026/Binary/7`]) expect((await api.client.open(url, { signal })).kind, url).to.equal('not-asked');
    for (const reference of ['Medication/999-000-0018', '9990000026/Medication/m1']) expect(await api.client.read(reference, { signal }), reference).to.deep.include({ kind: 'failed' });
    expect(api.sent.length).to.equal(count);
    expect((await api.client.open('Binary/7', { signal })).kind).to.equal('content');
  });
  it('a logical id that is the number goes by POST, however it is written', async () => {
    const api = apiOf([json(bundle([{ ...found, id: '999-000-0018' }])), json(bundle([]))]);
    await api.client.findPatient({ nhsNumber: '9990000018', reference: '999-000-0018' }, { signal: new AbortController().signal });
    await api.search({}, { patientId: '999-000-0018' });
    expect(api.sent.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([`POST ${BASE}/Patient/_search`, `POST ${BASE}/Observation/_search`]);
  });
  it('is the number of the patient on screen alone', async () => {
    const { api } = await after('Observation?_page=2');
    await api.client.findPatient({ nhsNumber: '9990000042' }, { signal: AbortSignal.abort() });
    expect((await api.client.open('Binary/9990000018', { signal: new AbortController().signal })).kind).to.equal('content');
  });
});

describe('The pages of a query', () => {
  const page = (from: number, count: number, more: object = {}): Response => json(bundle(Array.from({ length: count }, (_, index) => observation(from + index)), more));

  it('are followed to the end, in order, with decimals as received', async () => {
    const api = apiOf([
      json(JSON.stringify(bundle([observation(1, { valueQuantity: { value: 'NUMBER' } })], { total: 2, ...next('Observation?_page=2') })).replace('"NUMBER"', '5.10')),
      page(2, 1),
    ]);
    const { end, pages } = await api.search();
    expect(end).to.deep.equal({ kind: 'whole' });
    expect(pages.map(({ matches }) => matches.map(({ id }) => id))).to.deep.equal([['1'], ['2']]);
    expect(pages[0]!.matches[0]!['valueQuantity']).to.deep.equal({ value: '5.10' });
    expect(pages[0]!.total).to.equal(2);
    expect(api.sent[1]!.url).to.equal(`${BASE}/Observation?_page=2`);
    expect(pages.flatMap(({ warnings }) => warnings)).to.deep.equal([]);
  });

  for (const [name, reply, end] of [
    ['500', json('', 500), ['stopped', 'fault', 500]], ['403 with OperationOutcome', json(outcome(), 403), ['stopped', 'refused', 403]],
    ['HTML', json('<html>'), ['stopped', 'unreadable', undefined]], ['no network', NETWORK, ['stopped', 'no-connection', undefined]],
  ] as const) {
    it(`stop where the second one fails: ${name}`, async () => {
      const { end: found, pages } = await apiOf([page(1, 2, next('Observation?_page=2')), reply]).search();
      expect(causeOf(found)).to.deep.equal(end);
      expect(pages.length).to.equal(1);
    });
  }

  for (const link of ['https://evil.example/fhir/Observation?_page=2', '//evil.example/fhir', 'http://api.example/fhir/x', '../admin', 'javascript:alert(1)', 5, null, undefined]) {
    it(`stop at a link that leaves the base: ${JSON.stringify(link)}`, async () => {
      const api = apiOf([page(1, 2, { link: [{ relation: 'next', url: link }] })]);
      const { end, pages } = await api.search();
      expect(causeOf(end)).to.deep.equal(['stopped', 'unreadable', undefined]);
      expect(pages[0]!.matches.length).to.equal(2);
      expect(api.sent.length).to.equal(1);
    });
  }

  it('stop where they go in a circle', async () => {
    const api = apiOf([page(1, 2, next('Observation?_page=2')), page(3, 2, next('Observation?_page=3')), page(5, 2, next('Observation?_page=2'))]);
    const { end, pages } = await api.search();
    expect(causeOf(end)).to.deep.equal(['stopped', 'unreadable', undefined]);
    expect(pages.length).to.equal(3);
    expect(api.sent.length).to.equal(3);
    const self = apiOf([page(1, 2, next('Observation?patient=p1&_count=200'))]);
    expect(causeOf((await self.search()).end)).to.deep.equal(['stopped', 'unreadable', undefined]);
    expect(self.sent.length).to.equal(1);
  });

  it('stop where empty ones do not end', async () => {
    let at = 0;
    const api = apiOf([() => page(0, 0, next(`Observation?_page=${at++}`))]);
    expect(causeOf((await api.search()).end)).to.deep.equal(['stopped', 'unreadable', undefined]);
    expect(api.sent.length).to.be.below(60);
  });

  it('end at the most items, counted', async () => {
    const api = apiOf([page(1, 3, { total: 9, ...next('Observation?_page=2') }), page(4, 3, next('Observation?_page=3'))], { maxItems: 5 });
    const { end, pages } = await api.search();
    expect(end).to.deep.equal({ kind: 'limit', total: 9 });
    expect(pages.map(({ matches }) => matches.length)).to.deep.equal([3, 2]);
    expect(api.sent.length).to.equal(2);
    const exact = apiOf([page(1, 3, next('Observation?_page=2')), page(4, 2)], { maxItems: 5 });
    expect((await exact.search()).end).to.deep.equal({ kind: 'whole' });
    const full = apiOf([page(1, 5, next('Observation?_page=2'))], { maxItems: 5 });
    expect((await full.search()).end).to.deep.equal({ kind: 'limit' });
    expect(full.sent.length).to.equal(1);
  });

  describe('are seen to be newest first', () => {
    const document = (id: number, date?: string): object => ({ resourceType: 'DocumentReference', id: String(id), ...(date && { date }) });
    const ended = async (dates: readonly (string | undefined)[], search: Partial<Search> = {}, metadata?: Reply): Promise<QueryEnd> => {
      const all = dates.map((date, index) => document(index, date));
      const replies = [json(bundle(all.slice(0, 2), next('DocumentReference?_page=2'))), json(bundle(all.slice(2), next('DocumentReference?_page=3')))];
      return (await apiOf(replies, { maxItems: dates.length, ...(metadata && { metadata }) }).search({ type: 'DocumentReference', sort: '-date', ...search })).end;
    };
    const THREE = ['2026-03-03T10:00:00Z', '2026-03-03T09:30:00Z', '2026-03-02T23:00:00+01:00'];
    it('where that was asked for, and every date says so, on all pages', async () => {
      expect(await ended(THREE)).to.deep.equal({ kind: 'limit', newest: true });
      expect(await ended([THREE[0], THREE[0], '2020'])).to.deep.equal({ kind: 'limit', newest: true });
    });
    for (const [name, dates, search, metadata] of [
      ['not asked for', THREE, { sort: undefined }], ['the API does not sort', THREE, {}, json({ resourceType: 'CapabilityStatement', rest: [{ resource: [{ type: 'DocumentReference', searchParam: [{ name: 'patient' }] }] }] })],
      ['oldest first', [...THREE].reverse()], ['one out of place on the next page', [THREE[0], THREE[2], THREE[1]]], ['one without a date', [THREE[0], THREE[1], undefined]],
      ['the first without a date', [undefined, THREE[1], THREE[2]]], ['one that is no date', [THREE[0], 'last week', THREE[2]]],
    ] as const) {
      it(`never: ${name}`, async () => expect(await ended(dates, search as Partial<Search>, metadata)).to.deep.equal({ kind: 'limit' }));
    }
    it('and never where there is no more to come', async () => {
      const api = apiOf([json(bundle([document(1, THREE[0])]))]);
      expect((await api.search({ type: 'DocumentReference', sort: '-date' })).end).to.deep.equal({ kind: 'whole' });
    });
  });

  it('end at the most bytes, unread', async () => {
    let cancelled = false;
    let given = 0;
    const flood = (): Response => new Response(new ReadableStream({
      pull: (stream) => { given++; stream.enqueue(new Uint8Array(1 << 20)); },
      cancel: () => { cancelled = true; },
    }));
    const first = apiOf([flood]);
    expect((await first.search()).end).to.deep.equal({ kind: 'limit' });
    expect(cancelled).to.equal(true);
    expect(given).to.be.below(70);
    const second = await apiOf([page(1, 2, { total: 7, ...next('Observation?_page=2') }), flood]).search();
    expect(second.end).to.deep.equal({ kind: 'limit', total: 7 });
    expect(second.pages.length).to.equal(1);
  });

  it('say when fewer came than the API counted', async () => {
    const incomplete = [{ severity: 'warning', code: 'incomplete', withheld: false }];
    const short = await apiOf([page(1, 2, { total: 5, ...next('Observation?_page=2') }), page(3, 2)]).search();
    expect(short.end).to.deep.equal({ kind: 'whole' });
    expect(short.pages.map(({ warnings }) => warnings)).to.deep.equal([[], incomplete]);
    const repeated = await apiOf([page(1, 2, { total: 4, ...next('Observation?_page=2') }), page(2, 2)]).search();
    expect(repeated.pages[1]!.warnings).to.deep.equal(incomplete);
    const empty = await apiOf([page(1, 0, { total: 3 })]).search();
    expect(empty.pages[0]!.warnings).to.deep.equal(incomplete);
    const more = await apiOf([page(1, 2, { total: 1 })]).search();
    expect(more.pages[0]!.warnings).to.deep.equal([]);
  });

  it('are never given after the signal has aborted', async () => {
    const stop = new AbortController();
    let asked = 0;
    const api = apiOf([page(1, 1, next('Observation?_page=2')), () => { asked++; return page(2, 1); }]);
    const seen: unknown[] = [];
    const end = await api.client.search('results', { type: 'Observation', main: true }, { resourceType: 'Patient', id: 'p1' }, {
      signal: stop.signal, categories: [], onPage: (one) => { seen.push(one); stop.abort(); },
    });
    expect(end.kind).to.equal('failed');
    expect(seen.length).to.equal(1);
    expect(asked).to.be.below(2);
  });

  const inParts = async (onPage: (one: Page) => void, signal = new AbortController().signal): Promise<QueryEnd> =>
    apiOf([json({ ...bundle(Array.from({ length: 250 }, (_, index) => observation(index))), total: 251, ...next('Observation?_page=2') }), page(250, 1)])
      .client.search('results', { type: 'Observation', main: true }, { resourceType: 'Patient', id: 'p1' }, { signal, categories: [], onPage });
  it('are handed on in parts when they are long, each in a task of its own: all matches in order', async () => {
    const seen: Page[] = [];
    const tasks: number[] = [];
    let task = 0;
    const nextTask = new MessageChannel();
    nextTask.port1.onmessage = () => { task++; };
    const end = await inParts((one) => { seen.push(one); tasks.push(task); nextTask.port2.postMessage(0); });
    nextTask.port1.close();
    expect(end).to.deep.equal({ kind: 'whole' });
    expect(seen.flatMap(({ matches }) => matches.map(({ id }) => Number(id)))).to.deep.equal(Array.from({ length: 251 }, (_, index) => index));
    expect(seen.map(({ matches, more }) => [matches.length, more ?? false])).to.deep.equal([[100, true], [100, true], [50, false], [1, false]]);
    expect(new Set(seen.slice(0, 3).map(({ reference }) => reference)).size).to.equal(1);
    expect(tasks.slice(0, 3)).to.deep.equal([0, 1, 2]);
  });
  it('are handed on no further once the signal has aborted, in the middle of a long one either', async () => {
    const stop = new AbortController();
    const seen: Page[] = [];
    const nextTask = new MessageChannel();
    nextTask.port1.onmessage = () => { stop.abort(); };
    const end = await inParts((one) => { seen.push(one); nextTask.port2.postMessage(0); }, stop.signal);
    nextTask.port1.close();
    expect([end.kind, seen.length]).to.deep.equal(['failed', 1]);
  });
  it('are handed on whatever becomes of the task in which a host named the patient', async () => {
    const task = new TaskController();
    let running: Promise<QueryEnd> | undefined;
    await scheduler.postTask(() => { running = inParts(() => { task.abort(); }); }, { signal: task.signal }).catch(() => undefined);
    expect(await running).to.deep.equal({ kind: 'whole' });
  });
  it('in parts say once what is said beside the matches', async () => {
    const { pages } = await apiOf([json({ ...bundle([...Array.from({ length: 250 }, (_, index) => observation(index)), { resourceType: 'Specimen', id: 's1' }]), total: 300 })]).search({ include: ['Observation:specimen'] });
    expect(pages.map(({ warnings, included, unreadable }) => [warnings.length, included.length + unreadable.length])).to.deep.equal([[1, 1], [0, 0], [0, 0]]);
  });

  it('end at once with the signal, even where the network does not', async () => {
    const stop = new AbortController();
    const api = apiOf([() => new Promise<Response>(() => undefined)]);
    const running = api.search({}, { signal: stop.signal });
    // However busy the machine: once the request is out.
    while (api.sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    const { end, pages } = await running;
    expect([end.kind, pages.length, api.slept.length]).to.deep.equal(['failed', 0, 0]);
  });

  it('an aborted query asks nothing', async () => {
    const api = apiOf([page(1, 1)]);
    expect((await api.search({}, { signal: AbortSignal.abort() })).end.kind).to.equal('failed');
    expect(api.sent.length).to.equal(0);
  });

  it('a reader that throws ends the query as unreadable', async () => {
    const end = await apiOf([page(1, 1)]).client.search('results', { type: 'Observation', main: true }, { resourceType: 'Patient', id: 'p1' }, {
      signal: new AbortController().signal, categories: [], onPage: () => { throw new Error('reader'); },
    });
    expect(causeOf(end)).to.deep.equal(['failed', 'unreadable', undefined]);
  });
});

describe('What the API offers', () => {
  const statement = (resource: readonly object[]): Response => json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource }] });
  const asked = async (metadata: Reply): Promise<readonly (string | null)[] | string> => {
    const api = apiOf([json(bundle([]))], { metadata });
    const { end } = await api.search({ sort: '-date', include: ['Observation:specimen', 'Observation:performer'] });
    if (end.kind === 'not-served') return `not served, ${api.sent.length} requests`;
    const { searchParams } = new URL(api.sent[0]!.url);
    return [searchParams.get('_sort'), ...searchParams.getAll('_include')];
  };

  it('is sent, and no more', async () => {
    expect(await asked(statement([{ type: 'Observation', searchParam: [{ name: 'date' }], searchInclude: ['Observation:specimen'] }]))).to.deep.equal(['-date', 'Observation:specimen']);
    expect(await asked(statement([{ type: 'Observation', searchParam: [{ name: 'code' }], searchInclude: ['*'] }]))).to.deep.equal([null, 'Observation:specimen', 'Observation:performer']);
    expect(await asked(statement([{ type: 'Observation' }]))).to.deep.equal(['-date']);
  });
  it('what points here is asked to come along only where that is offered', async () => {
    const reverse = { searchRevInclude: ['Provenance:target'] };
    for (const [type, offered, sent] of [['Provenance', reverse, ['Provenance:target']], ['Flag', reverse, []], ['Provenance', { searchInclude: ['*', 'Provenance:target'] }, []], ['Provenance', {}, []]] as const) {
      const api = apiOf([json(bundle([]))], { metadata: statement([{ type: 'Observation', ...offered }, { type }]) });
      await api.search({ include: ['Provenance:target'] });
      const { searchParams } = new URL(api.sent[0]!.url);
      expect([searchParams.getAll('_revinclude'), searchParams.getAll('_include')]).to.deep.equal([sent, []]);
    }
  });
  it('a type that few APIs have is asked only where it is named', async () => {
    const end = async (metadata: Reply): Promise<string> => {
      const { client } = apiOf([json(bundle([]))], { metadata });
      return (await client.search('alerts', { type: 'Consent', main: false, ifOffered: true }, { resourceType: 'Patient', id: 'p1' }, { signal: new AbortController().signal, categories: [], onPage: () => undefined })).kind;
    };
    expect([await end(statement([{ type: 'Consent' }])), await end(statement([{ type: 'Flag' }])), await end(json('', 404))]).to.deep.equal(['whole', 'not-served', 'not-served']);
    // Lost is not left out: a consent that is there would be missing without a word.
    expect([await end(json('', 500)), await end(NETWORK)]).to.deep.equal(['whole', 'whole']);
  });
  it('a type it omits is not asked', async () => expect(await asked(statement([{ type: 'Patient' }]))).to.equal('not served, 0 requests'));
  for (const [name, reply] of [['404', json('', 404)], ['HTML', json('<html>')], ['another resource', json(bundle([]))], ['nothing served', statement([])],
    ['a client', json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'client', resource: [{ type: 'Patient' }] }] })], ['no network', NETWORK]] as const) {
    it(`everything is asked where it cannot be told: ${name}`, async () => expect(await asked(reply)).to.deep.equal(['-date']));
  }
  it('is asked once', async () => {
    let times = 0;
    const api = apiOf([json(bundle([]))], { metadata: () => { times++; return statement([{ type: 'Observation' }]); } });
    await Promise.all([api.search(), api.search(), api.client.findPatient({ nhsNumber: '9990000018' }, { signal: new AbortController().signal })]);
    await api.client.findPatient({ nhsNumber: '9990000018' }, { signal: new AbortController().signal });
    expect(times).to.equal(1);
  });
});
