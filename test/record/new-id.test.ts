import { expect } from '@open-wc/testing';
import { newId } from '../../src/record/new-id.js';

describe('a new id', () => {
  it('is a UUID of version 4, and no other', () => {
    const ids = Array.from({ length: 500 }, newId);
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).to.equal(ids.length);
    const digits = (place: number): number => new Set(ids.map((id) => id[place])).size;
    expect([0, 16, 19, 35].map(digits)).to.deep.equal([16, 16, 4, 16]);
  });
});
