import { expect } from '@open-wc/testing';
import { text } from '../../src/fhir/read.js';
import { toMedications } from '../../src/sections/medications/medications.map.js';
import { doses } from '../../src/sections/medications/doses.js';
import { mapped } from '../sections/support-clinical.js';
import { render } from 'lit';

describe('text', () => {
  for (const [name, unseen] of [['blanks', ' \t\u00a0'], ['letters of no width', '\u200b\u2060\ufeff'], ['letters that fill a place', '\u3164\u115f'], ['a hyphen that is seen at the end of a line alone', '\u00ad'], ['what turns round', '\u202e\u2069']] as const) {
    it(`of which nothing can be seen is none, so that its place is not blank but says so: ${name}`, () => {
      expect(text(unseen)).to.equal(undefined);
      const { current: [course] } = mapped(toMedications, [{ resourceType: 'MedicationRequest', id: '1', status: 'active', intent: 'order', medicationCodeableConcept: { text: 'Warfarin' }, dosageInstruction: [{ text: unseen }] }]);
      const root = document.createElement('div');
      render(doses(course!.head), root);
      expect(root.textContent).to.include('Dose not recorded');
    });
  }
  it('beside which something can be seen is as it was sent', () => {
    expect(text('\u200b 5\u00admg \u200f')).to.equal('\u200b 5\u00admg \u200f');
  });
});
