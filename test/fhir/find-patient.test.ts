import { expect } from '@open-wc/testing';
import { belongsTo } from '../../src/fhir/subject.js';
import type { PatientAnswer, PatientRef } from '../../src/fhir/source.js';
import { apiOf, BASE, bundle, json, next, outcome, type Api, type Reply } from './api.js';

const patient = { resourceType: 'Patient', id: 'p1', birthDate: '1958-03-14', identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }] };
const find = async (replies: readonly Reply[], ref: Partial<PatientRef> = {}): Promise<{ api: Api; answer: PatientAnswer }> => {
  const api = apiOf(replies);
  return { api, answer: await api.client.findPatient({ nhsNumber: '9990000018', ...ref }, { signal: new AbortController().signal }) };
};
const short = (answer: PatientAnswer): string => (answer.kind === 'failed' ? `failed ${answer.problem.cause}` : answer.kind);

describe('Finding a patient', () => {
  it('asks by POST, with the number in the body alone', async () => {
    const { api, answer } = await find([json(bundle([patient], { total: 1 }))]);
    const { url, method, body, headers } = api.sent[0]!;
    expect([url, method, body]).to.deep.equal([`${BASE}/Patient/_search`, 'POST', 'identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000018']);
    expect(answer).to.deep.equal({ kind: 'answered', patients: [patient], reference: headers.get('x-request-id'), told: { warnings: [], sources: [] } });
    expect(api.sent.length).to.equal(1);
  });

  it('knows the base the patient came from', async () => {
    const { answer } = await find([json(bundle([patient]))]);
    const [found] = answer.kind === 'answered' ? answer.patients : [];
    expect(belongsTo({ resourceType: 'Flag', subject: { reference: `${BASE}/Patient/p1` } }, found!)).to.equal(true);
    expect(belongsTo({ resourceType: 'Flag', subject: { reference: 'https://evil.example/Patient/p1' } }, found!)).to.equal(false);
  });

  it('reads by logical id where one was given', async () => {
    for (const reference of ['p1', 'Patient/p1']) {
      const { api, answer } = await find([json(patient)], { reference });
      expect([api.sent[0]!.url, api.sent[0]!.method]).to.deep.equal([`${BASE}/Patient/p1`, 'GET']);
      expect(answer).to.deep.include({ kind: 'answered', patients: [patient] });
    }
  });

  it('an id that may be an NHS number goes by POST too', async () => {
    const { api } = await find([json(bundle([{ ...patient, id: '9990000018' }]))], { reference: '9990000018' });
    expect([api.sent[0]!.url, api.sent[0]!.body]).to.deep.equal([`${BASE}/Patient/_search`, '_id=9990000018']);
  });

  for (const reference of ['../metadata', '..', 'https://evil.example/Patient/p1', 'p1?x=y', 'p1#x', '', 'Group/p1']) {
    it(`asks by number where the id is none: ${reference}`, async () => {
      const { api } = await find([json(bundle([patient]))], { reference });
      expect(api.sent[0]!.url).to.equal(`${BASE}/Patient/_search`);
      expect(api.sent[0]!.body).to.match(/^identifier=/);
    });
  }

  it('gives all that came, over all pages', async () => {
    const { answer } = await find([json(bundle([patient], next('Patient?_page=2'))), json(bundle([{ ...patient, id: 'p2' }]))]);
    expect(answer.kind === 'answered' && answer.patients.map(({ id }) => id)).to.deep.equal(['p1', 'p2']);
  });

  for (const [link, url] of [['Patient?identifier=x%7C9990000018&_page=2', `${BASE}/Patient/_search`], ['Patient/_search?identifier=x%7C%39990000018&_page=2', `${BASE}/Patient/_search`]] as const) {
    it(`a next page that carries the number goes by POST: ${link}`, async () => {
      const { api, answer } = await find([json(bundle([patient], next(link))), json(bundle([{ ...patient, id: 'p2' }]))]);
      expect([api.sent[1]!.url, api.sent[1]!.method, api.sent[1]!.body]).to.deep.equal([url, 'POST', 'identifier=x%7C9990000018&_page=2']);
      expect(answer.kind === 'answered' && answer.patients.map(({ id }) => id)).to.deep.equal(['p1', 'p2']);
    });
  }
  it('a next page without a number goes by GET', async () => {
    const { api } = await find([json(bundle([patient], next('Patient?_page=2'))), json(bundle([patient]))]);
    expect([api.sent[1]!.url, api.sent[1]!.method]).to.deep.equal([`${BASE}/Patient?_page=2`, 'GET']);
  });

  it('look-up and sections share the time there is; asked again, a section has its own', async () => {
    const real = Date.now;
    let passed = 0;
    Date.now = () => real() + passed;
    try {
      // 503 with a wait of 15 s: only tried again where that much time is left
      const busy = json('', 503, { 'retry-after': '15' });
      const api = apiOf([json(bundle([patient])), busy]);
      await api.client.findPatient({ nhsNumber: '9990000018' }, { signal: new AbortController().signal });
      passed = 18_000;
      const search = { type: 'Flag', main: true } as const;
      const run = () => api.client.search('alerts', search, { resourceType: 'Patient', id: 'p1' }, { signal: new AbortController().signal, categories: [], onPage: () => undefined });
      await run();
      expect(api.sent.length, 'no time left to try again').to.equal(2);
      await run();
      expect(api.sent.length, 'asked anew: tried three times').to.equal(5);
      passed = 60_000;
      await api.client.search('alerts', { ...search }, { resourceType: 'Patient', id: 'p1' }, { signal: new AbortController().signal, categories: [], onPage: () => undefined });
      expect(api.sent.length, 'long after the look-up').to.equal(8);
    } finally { Date.now = real; }
  });

  const cases: [name: string, reply: Reply, answer: string, ref?: Partial<PatientRef>][] = [
    ['nobody', json(bundle([], { total: 0 })), 'not-found'],
    ['nobody, and why', json(bundle([outcome('not-found')])), 'not-found'],
    ['404 with OperationOutcome', json(outcome('not-found'), 404), 'not-found'],
    ['404 with OperationOutcome, by id', json(outcome('not-found'), 404), 'not-found', { reference: 'p1' }],
    ['410 with OperationOutcome, by id', json(outcome('deleted'), 410), 'not-found', { reference: 'p1' }],
    ['404 of something else', json('<html>', 404), 'failed refused'],
    ['403 with OperationOutcome', json(outcome(), 403), 'refused'],
    ['403 of something else', json('<html>', 403), 'failed refused'],
    ['held back', json(bundle([outcome('suppressed')])), 'refused'],
    ['500', json(outcome(), 500), 'failed fault'],
    ['HTML', json('<html>'), 'failed unreadable'],
    ['a warning and nobody', json(bundle([outcome('timeout', { severity: 'warning' })])), 'failed fault'],
    ['a silent source and nobody', json(bundle([outcome('incomplete', { diagnostics: 'Trust', details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: 'not-answering' }] } })])), 'failed fault'],
    ['an unreadable entry', json(bundle([patient, null])), 'failed unreadable'],
    ['a patient without id', json(bundle([{ ...patient, id: undefined }])), 'failed unreadable'],
    ['another type', json(bundle([{ resourceType: 'Person', id: 'p1' }])), 'failed unreadable'],
    ['one of two counted', json(bundle([patient], { total: 2 })), 'failed fault'],
    ['a next page off the base', json(bundle([patient], next('https://evil.example/'))), 'failed unreadable'],
    ['another id than asked', json({ ...patient, id: 'p2' }), 'failed unreadable', { reference: 'p1' }],
    ['another type by id', json(bundle([patient])), 'failed unreadable', { reference: 'p1' }],
  ];
  for (const [name, reply, expected, ref] of cases) {
    it(`${name} → ${expected}`, async () => {
      const { api, answer } = await find([reply], ref);
      expect(short(answer)).to.equal(expected);
      const reference = answer.kind === 'failed' ? answer.problem.reference : answer.reference;
      expect(reference).to.equal(api.sent.at(-1)!.headers.get('x-request-id'));
    });
  }

  it('hands on what is said beside the patient, over all pages', async () => {
    const note = outcome('informational', { diagnostics: 'Trust', details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: 'not-answering' }] } });
    const { answer } = await find([json(bundle([patient, outcome('suppressed', { details: { text: 'Address held back' } })], next('Patient?_page=2'))), json(bundle([note]))]);
    const { warnings, sources } = (answer.kind === 'answered' && answer.told) || {};
    expect(warnings).to.deep.equal([{ severity: 'error', code: 'suppressed', text: 'Address held back', withheld: true }]);
    expect(sources?.map(({ name, status }) => [name, status])).to.deep.equal([['Trust', 'not-answering']]);
  });

  it('fails where the second page does', async () => {
    expect(short((await find([json(bundle([patient], next('Patient?_page=2'))), json('', 500)])).answer)).to.equal('failed fault');
    expect(short((await find([json(bundle([patient], next('Patient?_page=2'))), json(outcome('not-found'), 404)])).answer)).to.equal('failed refused');
  });
});
