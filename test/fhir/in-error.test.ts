import { expect } from '@open-wc/testing';
import { isInError, notUnderstood, securityCodes } from '../../src/fhir/in-error.js';
import type { Resource } from '../../src/record/resource.js';

const one = (more: object): Resource => ({ resourceType: 'Observation', id: '1', ...more });
const HL7 = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';

describe('isInError', () => {
  for (const more of [
    { status: 'entered-in-error' }, { status: 'entered-in-error ' }, { status: 'ENTERED-IN-ERROR' }, { status: 'Entered in Error' }, { status: ['entered-in-error'] },
    { status: { coding: [{ code: 'entered-in-error' }] } }, { verificationStatus: 'entered-in-error' },
    { verificationStatus: { coding: [{ system: 'urn:local', code: 'x' }, { system: HL7, code: 'entered-in-error' }] } }, { verificationStatus: { text: 'Entered in error' } },
    { verificationStatus: [{ coding: { code: 'entered-in-error' } }] }, { clinicalStatus: { coding: [{ code: 'entered-in-error' }] } }, { lifecycleStatus: 'entered-in-error' },
    { status: 'current', docStatus: 'entered-in-error' },
  ]) it(JSON.stringify(more), () => expect(isInError(one(more))).to.equal(true));

  for (const more of [{}, { status: null }, { status: 'final' }, { status: 'not-entered-in-error' }, { status: 5 }, { note: [{ text: 'entered-in-error' }] },
    { verificationStatus: { coding: [{ code: 'confirmed', display: 'entered-in-error' }] } }]) {
    it(`not ${JSON.stringify(more)}`, () => expect(isInError(one(more))).to.equal(false));
  }
});

it('a coding within codings without end is read like any other', () => {
  let coding: object = {};
  for (let depth = 0; depth < 20_000; depth++) coding = { coding: [coding] };
  expect([isInError(one({ verificationStatus: coding })), securityCodes(one({ meta: { security: coding } }))]).to.deep.equal([false, ['']]);
});

describe('securityCodes', () => {
  it('lists the labels of the resource, of a document and of what is contained', () => {
    expect(securityCodes(one({
      meta: { security: [{ code: 'R' }, { code: ' HIV ' }] }, securityLabel: [{ coding: [{ code: 'SEX' }, { code: 'V' }] }],
      contained: [{ resourceType: 'Observation', meta: { security: [{ code: 'PSY' }] } }],
    }))).to.deep.equal(['R', 'HIV', 'SEX', 'V', 'PSY']);
  });
  it('never loses a label it cannot read', () => {
    expect(securityCodes(one({ meta: { security: { code: 'R' } } }))).to.deep.equal(['R']);
    expect(securityCodes(one({ meta: { security: 'R' } }))).to.deep.equal(['R']);
    expect(securityCodes(one({ meta: { security: [{ display: 'secret' }] }, securityLabel: { text: 'secret' } }))).to.deep.equal(['', '']);
    expect(securityCodes(one({ meta: { security: [{ coding: [{ code: 'HIV' }] }] } }))).to.deep.equal(['HIV']);
  });
  it('has none where none was sent', () => {
    for (const meta of [undefined, null, {}, { security: [] }, { security: null }]) expect(securityCodes(one({ meta }))).to.deep.equal([]);
  });
});

describe('notUnderstood', () => {
  const modifierExtension = [{ url: 'https://x.example/negated', valueBoolean: true }];
  for (const more of [
    { implicitRules: 'https://x.example/rules' }, { modifierExtension }, { modifierExtension: modifierExtension[0] }, { dosageInstruction: [{ modifierExtension }] },
    { component: [{ referenceRange: [{ modifierExtension }] }] }, { contained: [{ resourceType: 'Medication', modifierExtension }] }, { activity: [{ detail: { modifierExtension } }] },
  ]) it(JSON.stringify(more), () => expect(notUnderstood(one(more))).to.equal(true));
  for (const more of [{}, { modifierExtension: [] }, { modifierExtension: null }, { extension: modifierExtension }, { implicitRules: null }, { note: [null, 'modifierExtension'] }]) {
    it(`not ${JSON.stringify(more)}`, () => expect(notUnderstood(one(more))).to.equal(false));
  }
});
