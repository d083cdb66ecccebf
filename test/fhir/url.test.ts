import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { fhirUrl, safeHref } from '../../src/fhir/url.js';

const BASE = 'https://api.example/fhir';

describe('fhirUrl', () => {
  for (const [link, url] of [
    ['Observation?patient=1', `${BASE}/Observation?patient=1`],
    [`${BASE}/Observation?_page=2`, `${BASE}/Observation?_page=2`],
    [`${BASE}?_getpages=abc&_offset=20`, `${BASE}?_getpages=abc&_offset=20`],
    ['/fhir/Binary/7', `${BASE}/Binary/7`],
    ['https://API.example:443/fhir/Binary/7', `${BASE}/Binary/7`],
    ['Binary/a/../b', `${BASE}/Binary/b`],
  ] as const) {
    it(`takes ${link}`, () => {
      expect(fhirUrl(BASE, link)).to.equal(url);
      expect(fhirUrl(`${BASE}/`, link)).to.equal(url);
    });
  }

  for (const evil of [
    'https://evil.example/fhir/Observation', '//evil.example/fhir/Observation', 'http://api.example/fhir/Observation', 'https://api.example:8443/fhir/Observation',
    'https://api.example.evil.example/fhir/', 'https://api.example@evil.example/fhir/', 'https://user:pass@api.example/fhir/Observation', 'https://user@api.example/fhir/x',
    'https://api.example/fhirx/Observation', 'https://api.example/', '/other/Observation', '../admin', 'Observation/../../admin', '%2e%2e/admin',
    'Binary/%2e%2e%2f%2e%2e%2fadmin', 'Binary/..%5c..%5cadmin', 'Binary/%252e%252e/admin', 'Binary/..;/..;/admin', '\\\\evil.example\\fhir', 'https:\\\\evil.example/fhir',
    'javascript:alert(1)', 'data:application/fhir+json,{}', 'blob:https://api.example/fhir', 'file:///fhir/x', 'urn:uuid:0', 'Observation#x', `${BASE}/x#access_token`,
    'ht\ntps://evil.example/', '\thttps://evil.example/fhir', 'https://api.example\u3002evil.example/fhir/', 'wss://api.example/fhir/x',
  ]) {
    it(`refuses ${JSON.stringify(evil)}`, () => {
      expect(fhirUrl(BASE, evil)).to.equal(undefined);
      expect(fhirUrl(`${BASE}/`, evil)).to.equal(undefined);
    });
  }

  it('refuses what is no text, and a base that is none', () => {
    for (const link of [undefined, null, 5, {}, ['Binary/1']]) expect(fhirUrl(BASE, link)).to.equal(undefined);
    expect(fhirUrl('fhir', 'Binary/1')).to.equal(undefined);
  });

  it('never leaves the base, whatever the link', () => {
    const part = fc.constantFrom('https:', 'http:', '//', '/', '\\', '..', '.', '%2e', '%2f', 'fhir', 'api.example', 'evil.example', '@', ':', '?', '#', ' ', '\t', ';', 'x', '%00');
    fc.assert(fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const url = fhirUrl(BASE, parts.join(''));
      if (url === undefined) return;
      const { origin, pathname, username, hash } = new URL(url);
      expect([origin, username, hash]).to.deep.equal(['https://api.example', '', '']);
      expect(`${pathname}/`).to.match(/^\/fhir\//);
      expect(decodeURIComponent(pathname)).not.to.match(/\/\.\.?(\/|;|$)|\\/);
    }), { numRuns: 3000 });
  });
});

describe('safeHref', () => {
  it('takes https', () => expect(safeHref('https://nhs.example/a?b#c')).to.equal('https://nhs.example/a?b#c'));
  for (const bad of ['javascript:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'http://nhs.example/', '/relative', 'nhs.example',
    'https://u:p@nhs.example/', 'blob:https://nhs.example/1', 'file:///etc', '', undefined, null, {}, ['https://nhs.example/']]) {
    it(`refuses ${JSON.stringify(bad)}`, () => expect(safeHref(bad)).to.equal(undefined));
  }
});
