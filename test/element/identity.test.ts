import { expect, waitUntil } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { RecordSource } from '../../src/fhir/source.js';
import type { Resource } from '../../src/record/resource.js';
import { compilePolicy } from '../../src/policy/policy.js';
import { A, PATIENT_A, POLICY, said, world, type World } from '../contracts/world.js';

describe('who the screen is about', () => {
  let made: World;
  let element: DscrElement;
  const draw = async (more: object, tag = 'dscr-banner', asked: object = A): Promise<string> => {
    const patient: Resource = { ...PATIENT_A, ...more };
    const source: RecordSource = {
      findPatient: () => Promise.resolve({ kind: 'answered', patients: [patient], reference: 'r' }), search: () => Promise.resolve({ kind: 'whole' }),
      open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
    };
    made = world({ source });
    element = Object.assign(document.createElement(tag), { patient: asked }) as DscrElement;
    document.body.append(element);
    await element.settled;
    return said(element.renderRoot.querySelector('.banner')!).replaceAll('( ', '(');
  };
  afterEach(() => {
    element.remove();
    made.page.wipe();
  });

  it('stands above the allergy line of medicines the role may not see', async () => {
    const policy = compilePolicy({ ...POLICY, permit: [{ id: 'some', when: { levels: ['some'] }, sections: ['demographics', 'alerts', 'allergies'] }] });
    made = world({ level: 'some', setup: { policy }, source: {
      findPatient: () => Promise.resolve({ kind: 'answered', patients: [PATIENT_A], reference: 'r' }), search: () => Promise.resolve({ kind: 'whole' }),
      open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
    } });
    const allergies = document.body.appendChild(Object.assign(document.createElement('dscr-allergies'), { patient: A }) as unknown as DscrElement);
    element = Object.assign(document.createElement('dscr-meds'), { patient: A }) as unknown as DscrElement;
    document.body.append(element);
    await allergies.settled;
    await element.settled;
    expect(said(element)).to.match(/EXAMPLE, Patricia \(Mrs\).*999 000 0018.*Medicines: not shown to your role.*Allergies not recorded/);
    allergies.remove();
  });
  it('is told to who cannot see it: it comes into a place that was there before', async () => {
    let resolve!: (patients: readonly Resource[]) => void;
    const promise = new Promise<readonly Resource[]>((done) => { resolve = done; });
    made = world({ source: {
      findPatient: async () => ({ kind: 'answered', patients: await promise, reference: 'r' }), search: () => Promise.resolve({ kind: 'whole' }),
      open: () => Promise.resolve({ kind: 'not-found', reference: 'r' }), read: () => Promise.resolve(undefined),
    } });
    element = Object.assign(document.createElement('dscr-record'), { patient: A }) as DscrElement;
    document.body.append(element);
    await waitUntil(() => element.renderRoot.querySelector('.top'));
    const place = element.renderRoot.querySelector('.top[aria-live=polite]')!;
    expect(said(place)).to.equal('');
    resolve([PATIENT_A]);
    await element.settled;
    expect(said(place)).to.match(/^EXAMPLE, Patricia \(Mrs\) Born/);
  });
  it('born, with the age today; gender in the words of the data dictionary', async () => {
    expect(await draw({})).to.equal('EXAMPLE, Patricia (Mrs) Born 14-Mar-1958 14 March 1958 (68y) Gender Female NHS No. 999 000 0018');
    for (const [gender, word] of [['male', 'Male'], ['other', 'Other Specific'], ['unknown', 'Not Known'], [undefined, 'Not Known']] as const) {
      element.remove();
      expect(await draw({ gender })).to.contain(`Gender ${word} `);
    }
  });
  it('a child of some hours, by the time of birth', async () => {
    const born = { birthDate: '2026-06-02', _birthDate: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '2026-06-02T09:00:00+01:00' }] } };
    expect(await draw(born, 'dscr-banner', { ...A, birthDate: born.birthDate })).to.contain('Born 02-Jun-2026 09:00 2 June 2026 09:00 (90min)');
  });
  it('a number that has ended is not the number, though it was asked for: the one in use is, and that is said', async () => {
    const [number] = PATIENT_A['identifier'] as object[];
    expect(await draw({ identifier: [{ ...number, period: { end: '2010' } }, { ...number, value: '9990000026' }] })).to.contain('NHS No. 999 000 0026');
    expect(said(element)).to.contain('999 000 0026.');
  });
  it('a name they prefer stands beside the name', async () => {
    expect(await draw({ name: [...PATIENT_A['name'] as object[], { use: 'nickname', given: ['Pat'] }] })).to.match(/^EXAMPLE, Patricia \(Mrs\) .*Pat Born/);
  });
  it('no name: said, never left out', async () => {
    expect(await draw({ name: undefined })).to.match(/^Not recorded Born/);
  });
  for (const tag of ['dscr-banner', 'dscr-alerts', 'dscr-record']) {
    it(`one who has died, on ${tag}: the date and the age at death, in place of an age today`, async () => {
      const line = await draw({ deceasedDateTime: '2024-03-10' }, tag);
      expect(line).to.match(/Born 14-Mar-1958 14 March 1958 Died 10-Mar-2024 10 March 2024 Age at Death 65y /);
      expect(line).to.not.match(/\(\d+y\)/);
      expect(element.renderRoot.querySelector('.banner')!.classList.contains('deceased')).to.equal(true);
    });
  }
  it('one who has died, nobody knows when', async () => {
    const line = await draw({ deceasedBoolean: true });
    expect(line).to.contain('Died Date not recorded').and.to.not.match(/Age at Death|\(\d+y\)/);
  });
  it('one who lives is not drawn as dead', async () => {
    expect(await draw({ deceasedBoolean: false })).to.contain('(68y)').and.to.not.contain('Died');
    expect(element.renderRoot.querySelector('.banner')!.classList.contains('deceased')).to.equal(false);
  });
  it('a number that is not verified is said on every line', async () => {
    await draw({ identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }] }, 'dscr-alerts');
    expect(said(element)).to.contain('NHS number not verified.');
    element.remove();
    await draw({});
    expect(said(element)).to.not.contain('NHS number not verified.');
  });
  it('markup in a name is text', async () => {
    expect(await draw({ name: [{ text: '<img src=x onerror=alert(1)>' }] })).to.contain('<img src=x onerror=alert(1)>');
    expect(element.renderRoot.querySelector('img')).to.equal(null);
  });
});
