import { expect } from '@open-wc/testing';
import { readPage } from '../../src/fhir/bundle.js';
import { BASE, bundle, observation, outcome } from './api.js';

const STATUS = 'https://dscr.example/CodeSystem/source-status';
const EXTENSION = 'https://dscr.example/fhir/StructureDefinition';
const entries = (entry: unknown): object => ({ resourceType: 'Bundle', type: 'searchset', entry });
const page = (json: unknown, include = false) => readPage(json, BASE, 'Observation', include)!.page;

describe('readPage', () => {
  it('tells matches from included resources', () => {
    const specimen = { resourceType: 'Specimen', id: 's' };
    const read = page(entries([
      { resource: observation(1), search: { mode: 'match' } }, { resource: observation(2) }, { resource: specimen, search: { mode: 'include' } },
      { resource: observation(3), search: { mode: 'include' } },
    ]));
    expect(read.matches).to.deep.equal([observation(1), observation(2)]);
    expect(read.included).to.deep.equal([specimen, observation(3)]);
  });

  it('another type is included only where the server says so, or nothing and it was asked for', () => {
    const other = { resourceType: 'Condition', id: 'c' };
    expect(page(entries([{ resource: other, search: { mode: 'match' } }]), true).unreadable).to.deep.equal([other]);
    expect(page(entries([{ resource: other }])).unreadable).to.deep.equal([other]);
    expect(page(entries([{ resource: other }]), true).included).to.deep.equal([other]);
  });

  it('counts every entry that is no resource', () => {
    const odd = [null, 'x', 5, {}, [], { resource: null }, { resource: 'x' }, { resource: {} }, { resource: { resourceType: 5 } }, { resource: { resourceType: 'Observation', id: { toString: null } } }, { resource: { resourceType: 'Observation', id: null } }, { fullUrl: 'urn:uuid:0', request: {} }];
    expect(page(entries(odd)).unreadable).to.deep.equal(odd);
  });

  it('keeps the total, be it sent as text, and only a number', () => {
    for (const [total, read] of [[0, 0], ['0', 0], [5, 5], ['5', 5], ['5.0', 5]] as const) expect(page(bundle([], { total })).total).to.equal(read);
    for (const total of [undefined, null, '', 'many', -1, true, {}]) expect(page(bundle([], { total })).total, String(total)).to.equal(undefined);
  });

  it('reads warnings, whatever their severity, and what was withheld', () => {
    const read = page(bundle([
      outcome('informational', { severity: 'information', details: { text: 'Took 3 ms' } }),
      outcome('suppressed', { details: { coding: [{ display: 'Held back' }] } }),
      outcome('business-rule', { details: { coding: [{ code: 'confidential-items' }] } }),
      { resourceType: 'OperationOutcome' }, { resourceType: 'OperationOutcome', issue: [] },
    ]));
    expect(read.warnings).to.deep.equal([
      { severity: 'information', code: 'informational', text: 'Took 3 ms', withheld: false },
      { severity: 'error', code: 'suppressed', text: 'Held back', withheld: true },
      { severity: 'error', code: 'business-rule', withheld: true },
      { severity: 'warning', code: 'unknown', withheld: false }, { severity: 'warning', code: 'unknown', withheld: false },
    ]);
    expect(read.matches.length + read.unreadable.length).to.equal(0);
  });

  const note = (code: string, more: object = {}): object => outcome('informational', {
    diagnostics: 'Invented Trust', details: { coding: [{ system: STATUS, code }] },
    extension: [{ url: `${EXTENSION}/source-organisation`, valueIdentifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'X26' } },
      { url: `${EXTENSION}/source-last-update`, valueDateTime: '2026-11-03T09:00:00Z' }], ...more,
  });
  for (const status of ['answered', 'not-answering', 'not-contributing', 'withheld']) {
    it(`reads the note of a source: ${status}`, () => {
      const read = page(bundle([note(status)]));
      expect(read.sources).to.deep.equal([{ ods: 'X26', name: 'Invented Trust', status, lastUpdate: '2026-11-03T09:00:00Z' }]);
      expect(read.warnings).to.deep.equal([]);
    });
  }
  it('a note it cannot read stays a warning', () => {
    expect(page(bundle([note('asleep')]))).to.deep.include({ sources: [] }).and.to.have.property('warnings').with.length(1);
    expect(page(bundle([note('answered', { diagnostics: undefined, extension: undefined })])).warnings).to.have.length(1);
    expect(page(bundle([note('withheld', { details: { coding: [{ system: 'https://other.example', code: 'withheld' }] } })])).warnings[0]!.withheld).to.equal(true);
    expect(page(bundle([note('answered', { diagnostics: undefined })])).sources[0]!.name).to.equal('X26');
  });
});
