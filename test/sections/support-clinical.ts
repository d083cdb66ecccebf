import fc from 'fast-check';
import { aTimeout, expect } from '@open-wc/testing';
import { ResourceIndex } from '../../src/controllers/lookup.js';
import type { Page } from '../../src/controllers/page.js';
import { setPage } from '../../src/element/the-page.js';
import type { DocumentAnswer } from '../../src/fhir/source.js';
import type { Decision } from '../../src/policy/types.js';
import type { Resource } from '../../src/record/resource.js';
import { render, type TemplateResult } from 'lit';
import type { Ready } from '../../src/record/section-state.js';
import type { MapContext, Mapper } from '../../src/sections/define.js';

export const contextOf = (resources: readonly Resource[] = [], highRisk: readonly unknown[] = []): MapContext => {
  const lookup = new ResourceIndex();
  for (const one of resources) lookup.add(one);
  return { patient: { resourceType: 'Patient', id: 'example' }, lookup, highRisk };
};

/** Runs a mapper over resources; each must be shown. */
export function mapped<M>(mapper: (context: MapContext) => Mapper<M>, resources: readonly Resource[], support: readonly Resource[] = [], highRisk: readonly unknown[] = []): M & { readonly mapper: Mapper<M> } {
  const made = mapper(contextOf([...resources, ...support], highRisk));
  for (const one of resources) expect(made.add(one), `${one.resourceType}/${one.id ?? ''}`).to.equal(true);
  for (const one of support) made.support?.(one);
  return Object.assign(made.model() as object, { mapper: made }) as M & { readonly mapper: Mapper<M> };
}

export const ready = <M>(model: M, rest: Partial<Ready<M>> = {}): Ready<M> =>
  ({ name: 'ready', model, gaps: [], sources: [], loadedAt: '2026-06-01T10:00:00Z', unread: [], counts: { items: 1, received: 1, shown: 1, unshown: 0 }, ...rest });

/** A page that keeps nothing from anybody. */
const store: Page['store'] = () => ({ definition: { searches: [] as object } }) as ReturnType<Page['store']>;
const openPage = { store } as Page;
setPage(openPage);

type Drawing<M> = HTMLElement & { renderModel(model: M): TemplateResult };
let made = 0;
/** Draws the items of a section's element by themselves, as they stand in a given state. */
export function drawn<M>(Element: new () => Drawing<M>, state: Ready<M>, properties: Readonly<Record<string, unknown>> = {}, page = openPage): { readonly root: HTMLElement; readonly element: { readonly filterText?: unknown }; again(): void } {
  const Probe = class extends Element {};
  customElements.define(`dscr-probe-${made++}`, Probe);
  const element = Object.assign(new Probe(), properties);
  Object.defineProperty(element, 'sectionState', { value: state });
  setPage(page);
  const root = document.createElement('div');
  const again = (): void => { render(element.renderModel(state.model), root); };
  again();
  return { root, element: element as { readonly filterText?: unknown }, again };
}

export interface OpeningOptions {
  readonly open?: (url: string) => Promise<DocumentAnswer>;
  readonly patient?: Readonly<Record<string, unknown>>;
  /** what the policy says of documents */
  readonly documents?: Decision;
  readonly properties?: Readonly<Record<string, unknown>>;
}
/** Draws a section whose files can be opened, for a patient on screen; `click` presses the button of that name. */
export function opening<M, E extends Drawing<M>>(Element: new () => E, state: Ready<M>, { open = () => Promise.reject(new Error('nothing is asked for')), patient, documents = { effect: 'permit' }, properties }: OpeningOptions = {}):
ReturnType<typeof drawn> & { readonly element: E; readonly noted: readonly string[]; click(label: RegExp): Promise<void> } {
  const noted: string[] = [];
  const page = {
    store, newSince: Infinity, members: { bearsSession: () => false }, permitted: () => documents.effect === 'permit', decide: () => documents, strongerTried: false,
    openDocument: open, note: (...said: readonly string[]) => noted.push(said.join(' ')), now: Date.parse('2026-06-01T12:00:00Z'),
    patient: { name: 'shown', patient: { resourceType: 'Patient', name: [{ family: 'Fernilee', given: ['Rose'] }], birthDate: '1958-03-14', ...patient }, asked: '9990000018' },
  } as unknown as Page;
  const shown = drawn(Element, state, properties, page);
  const click = async (label: RegExp): Promise<void> => {
    const button = [...shown.root.querySelectorAll('button')].find((one) => label.test(one.getAttribute('aria-label') ?? one.textContent ?? ''));
    expect(button, String(label)).to.be.instanceOf(HTMLElement);
    button!.click();
    await aTimeout(0);
    shown.again();
  };
  return { ...shown, element: shown.element as unknown as E, noted, click };
}

type Path = readonly (string | number)[];
const pathsOf = (value: unknown, path: Path = []): Path[] =>
  [path, ...(typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key])) : [])];
function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? replaced(one, rest, by) : one) as unknown);
  const node = value as Record<string, unknown>;
  return { ...node, [first]: replaced(node[first], rest, by) };
}

/** An example with up to three elements replaced by any JSON there is: lists for values, numbers for texts, nulls. An id is text: the client takes no other. */
export const mutated = (examples: readonly Resource[]): fc.Arbitrary<Resource> => fc.constantFrom(...examples).chain((example) => {
  const paths = pathsOf(example).filter((path) => path.length > 0 && path[0] !== 'resourceType' && path[0] !== 'id');
  return fc.array(fc.tuple(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), fc.constant(null), fc.constantFrom('active', 'completed', ' '))), { maxLength: 3 })
    .map((changes) => changes.reduce<Resource>((resource, [path, by]) => {
      try { return replaced(resource, path, by) as Resource; } catch { return resource; }
    }, example));
});

/** Whatever is sent, the mapper answers shown or not shown, and counts what it shows. */
export function holdsAnything<M>(mapper: (context: MapContext) => Mapper<M>, examples: readonly Resource[]): void {
  fc.assert(fc.property(fc.array(mutated(examples), { maxLength: 4 }), (resources) => {
    const made = mapper(contextOf(resources));
    const shown = resources.filter((one) => made.add(one)).length;
    for (const one of resources) made.support?.(one);
    made.gaps?.();
    made.model();
    expect(made.items() > 0 || shown === 0).to.equal(true);
  }), { numRuns: 300 });
}
