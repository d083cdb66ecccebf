import { expect } from '@open-wc/testing';
import { notUnderstood } from '../../src/fhir/in-error.js';
import { parse } from '../../src/fhir/http.js';
import { isUnmodified } from '../../src/fhir/unmodified.js';
import type { Resource } from '../../src/record/resource.js';

const EXTENSION = [{ url: 'urn:not-known', valueBoolean: true }];
const answer = (...resources: readonly object[]): string => JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource: { resourceType: 'Flag', ...resource } })) });
const read = (json: string): readonly Resource[] => (parse(new TextEncoder().encode(json)) as { readonly entry: readonly { readonly resource: Resource }[] }).entry.map(({ resource }) => resource);

describe('an answer in which nothing modifies', () => {
  it('is known as such, and none of its resources is looked through', () => {
    const all = read(answer({ id: '1' }, { id: '2', code: { text: 'Lives alone' } }));
    expect(all.map(isUnmodified)).to.deep.equal([true, true]);
    expect(all.some(notUnderstood)).to.equal(false);
  });
  it('is not one where anything does, at whatever depth, in whichever resource, however its name is written', () => {
    const clean = { id: '1' };
    const deep = answer(clean, { id: '2', contained: [{ resourceType: 'Basic', author: { modifierExtension: EXTENSION } }] });
    const rules = answer(clean, { id: '2', implicitRules: 'urn:rules' });
    const escaped = answer(clean, { id: '2', modifierExtension: EXTENSION }).replace('modifierExtension', 'modifier\\u0045xtension');
    for (const json of [deep, rules, escaped]) {
      const all = read(json);
      expect(all.map(isUnmodified), json).to.deep.equal([false, false]);
      expect(all.map(notUnderstood), json).to.deep.equal([false, true]);
    }
  });
  it('is none of ours where it holds no list of entries', () => {
    for (const json of ['{}', '[]', '1', '{"entry":1}', '{"entry":[1,null,{"resource":1},{"resource":null}]}']) expect(() => parse(new TextEncoder().encode(json))).not.to.throw();
  });
});
