import fc from 'fast-check';
import { expect } from '@open-wc/testing';
import type { DscrElement } from '../../src/element/dscr-element.js';
import { belongsTo } from '../../src/fhir/subject.js';
import { isObject, type Resource } from '../../src/record/resource.js';
import { mutated } from '../sections/support-clinical.js';
import { api, bundle, json, patient, startApi, worker } from './api.js';
import { everySection } from './examples.js';
import { A, world } from './world.js';

/** Texts that must be read as sent, wherever their resource is shown. */
const TEXTS = new RegExp(`^(${['(dosage|dosageInstruction|note|medicationCodeableConcept|relationship)\\.text', 'reaction\\.(description|manifestation\\.text)', 'valueString', 'valueCodeableConcept\\.text',
  'conclusion', 'title', 'description', 'description\\.text', 'patientInstruction', '(Observation|Flag|ServiceRequest|AllergyIntolerance)\\.code\\.text'].map((one) => `\\w+\\.${one}|${one}`).join('|')})$`);
/** Elements that FHIR repeats: in any other list nobody can say which text is meant. */
const LISTS = ['dosage', 'dosageInstruction', 'note', 'reaction', 'manifestation', 'relationship'];
const EXAMPLE = patient('example', '9990000018', 'EXAMPLE');
/** As many as a list draws whole; always the same, so that what fails fails again. */
const SAMPLE = { seed: 20261130, numRuns: 150 };

/** The resource with a mark behind each such text, and these texts. */
function marked(resource: Resource, mark: string): { readonly resource: Resource; readonly texts: readonly string[] } {
  const texts: string[] = [];
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return LISTS.includes(path.split('.').at(-1)!) ? value.map((one: unknown) => (isObject(one) ? walk(one, path) : one)) : value;
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, `${path}.${name}`)]));
    return typeof value === 'string' && TEXTS.test(path) ? texts[texts.push(`${value} ${mark}`) - 1] : value;
  };
  return { resource: walk(resource, resource.resourceType) as Resource, texts };
}
/** Every text as it stands in the document, nothing put between. */
const rawText = (node: Node): string => (node instanceof Text ? node.data : node instanceof HTMLStyleElement ? ''
  : [...(node instanceof Element && node.shadowRoot ? node.shadowRoot : node).childNodes].map(rawText).join(''));

const examples = await everySection();

describe('resources with parts missing, odd or of the wrong type', () => {
  const told: unknown[] = [];
  const { error } = console;
  const hear = (event: Event): void => { told.push(event); };
  before(async () => {
    await startApi();
    console.error = (...what: unknown[]) => { told.push(what); };
    for (const type of ['error', 'unhandledrejection']) window.addEventListener(type, hear);
  });
  after(() => {
    console.error = error;
    for (const type of ['error', 'unhandledrejection']) window.removeEventListener(type, hear);
    worker.stop();
  });

  for (const [{ id, tag, types, owns }, resources] of examples) {
    it(`${id}: each is shown with its texts as sent, or counted with the reason; none is taken for nothing`, async () => {
      const own = resources.filter((one) => types.includes(one.resourceType) && one.resourceType !== 'Patient');
      // Each a test of its own: of several results of one test a list shows the newest.
      const sent = fc.sample(mutated(own), SAMPLE).map((one, n) => marked({ ...one, id: `m${n}`, method: { text: `Method ${n}` } }, `mark${n}.`));
      const counted = sent.filter(({ resource }) => owns?.(resource) ?? true);
      api.reset([EXAMPLE]);
      api.answerAll(({ type }) => json(bundle(sent.flatMap(({ resource }) => (resource.resourceType === type ? resource : [])))));
      const { page } = world({ client: { pageSize: 200 } });
      const element = Object.assign(document.createElement(tag), { patient: A, status: 'all' } as object) as DscrElement;
      document.body.append(element);
      await element.settled;
      await element.updateComplete;

      const { state, received, shown, unshown, gaps } = element.state.sections[id]!;
      expect([state, received, shown + unshown]).to.deep.equal(['ready', counted.length + (id === 'demographics' ? 1 : 0), received]);
      expect(gaps.reduce((sum, { kind, count = 0 }) => sum + (['unreadable', 'other-patient', 'in-error'].includes(kind) ? count : 0), 0)).to.equal(unshown);
      expect(told).to.deep.equal([]);

      const settled = page.store(id).state;
      const unread = new Set('unread' in settled ? settled.unread.map((one) => (one as Resource).id) : []);
      const text = rawText(element);
      for (const { resource, texts } of counted) {
        const isShown = belongsTo(resource, EXAMPLE) && !unread.has(resource.id);
        for (const one of texts) if (!unread.has(resource.id)) expect(text.includes(one), `${JSON.stringify(one)} of ${JSON.stringify(resource)}`).to.equal(isShown);
      }
      element.remove();
      page.wipe();
    });
  }
});
