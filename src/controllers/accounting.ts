import { isHidden, isInError } from '../fhir/in-error.js';
import { at, node, type Node } from '../fhir/read.js';
import { belongsTo, namesAnother } from '../fhir/subject.js';
import { supersedes } from '../fhir/version.js';
import type { LabelRule } from '../policy/types.js';
import type { Resource } from '../record/resource.js';
import type { Counts, Gap, UnshownKind } from '../record/section-state.js';
import { isOwn, type MapContext, type Mapper, type SectionDefinition } from './section-definition.js';

/**
 * Step 6 of a request for one section: every resource of its own types that arrived ends as *shown* or as *unshown*
 * with a reason, whatever its mapper does. A resource that a label rule hides is in no number.
 */
export class Accounting<M> {
  readonly #seen = new Map<string, Resource>();
  /** by type/id what counts of each that came, where a later version came after another had been taken */
  newest?: ReadonlyMap<string, Resource>;
  readonly #mapper: Mapper<M>;
  #errorMapper?: Mapper<M>;
  readonly shown: Resource[] = [];
  readonly erroneous: Resource[] = [];
  /** why, of each that is not shown */
  readonly #unshown: UnshownKind[] = [];
  /** of the request that first brought somebody else's */
  #otherReference?: string | undefined;
  readonly unread: unknown[] = [];
  readonly #beside: Resource[] = [];

  constructor(
    private readonly section: SectionDefinition<M>,
    private readonly context: MapContext,
    /** label rules that apply to this person, for one resource (parts may differ) */
    private readonly rulesFor: (resource: Resource) => readonly LabelRule[],
    /** may this person see the part of the section that the resource belongs to? */
    private readonly partPermitted: (resource: Resource) => boolean,
    /** false where a rule may hide the entry: what nobody can read is then counted without being kept */
    private readonly keepsUnread: (entry: Node) => boolean = () => true,
  ) {
    this.#mapper = section.mapper(context);
  }

  add(resource: Resource, reference?: string): void {
    // One bad resource never stops the page, wherever it is that nobody can read it.
    try { this.#take(resource, reference); } catch { this.addUnreadable(resource, reference); }
  }

  #take(resource: Resource, reference: string | undefined): void {
    const { section, context } = this;
    if (!isOwn(section, resource)) {
      this.#support(resource);
      return;
    }
    // Without an id nothing can tell two of them apart: each counts.
    if (resource.id !== undefined) {
      const key = `${resource.resourceType}/${resource.id}`;
      const seen = this.#seen.get(key);
      if (seen && !supersedes(resource, seen)) return;
      this.#seen.set(key, resource);
      if (seen) { this.newest = this.#seen; return; }
    }
    if (isHidden(this.rulesFor(resource), resource) || !this.partPermitted(resource)) return;
    if (!belongsTo(resource, context.patient)) {
      this.#isElses(reference);
    } else if (isInError(resource)) {
      this.#unshown.push('in-error');
      this.erroneous.push(resource);
      this.#map(this.#errorMapper ??= section.mapper(context), resource);
    } else if (this.#map(this.#mapper, resource)) {
      this.shown.push(resource);
    } else {
      this.#unshown.push('unreadable');
      this.unread.push(resource);
    }
  }

  /** an entry of an answer that is no resource, or none of the type asked for */
  addUnreadable(entry: unknown, reference?: string): void {
    const inner = node(at(entry, 'resource') ?? entry) ?? {};
    if (namesAnother(inner, this.context.patient)) {
      this.#isElses(reference);
    } else {
      this.#unshown.push('unreadable');
      if (this.keepsUnread(inner)) this.unread.push(entry);
    }
  }

  #isElses(reference: string | undefined): void {
    this.#unshown.push('other-patient');
    this.#otherReference ??= reference;
  }

  #map(mapper: Mapper<M>, resource: Resource): boolean {
    // One bad resource never stops the page: what cannot be read becomes a counted gap.
    try { return mapper.add(resource); } catch { return false; }
  }

  #support(resource: Resource): void {
    // A list or goal of somebody else must not colour this patient's: only what names no patient may lack one.
    if (namesAnother(resource, this.context.patient)) return;
    // A list is drawn up for whoever asks: the same one looks new each time.
    if (resource.resourceType !== 'List') this.#beside.push(resource);
    try { this.#mapper.support?.(resource); } catch { /* a supporting resource that cannot be read adds nothing */ }
  }

  /** whatever came of this patient that this person may know of, but for lists */
  get came(): readonly unknown[] { return [...this.shown, ...this.erroneous, ...this.unread, ...this.#beside]; }

  get counts(): Counts {
    const { length } = this.#unshown;
    return { items: this.#mapper.items(), received: this.shown.length + length, shown: this.shown.length, unshown: length };
  }

  /** how many of a type of its own are shown; undefined for any other */
  shownOf(type: string): number | undefined { return this.section.types.includes(type) ? this.shown.filter(({ resourceType }) => resourceType === type).length : undefined; }

  get gaps(): Gap[] {
    const unshown = (['unreadable', 'other-patient', 'in-error'] as const).flatMap((kind): Gap[] => {
      const count = this.#unshown.filter((one) => one === kind).length;
      return count > 0 ? [{ kind, count, ...(kind === 'other-patient' && this.#otherReference && { reference: this.#otherReference }) }] : [];
    });
    return [...unshown, ...this.#mapper.gaps?.() ?? []];
  }

  get model(): M { return this.#mapper.model(); }
  get inError(): M | undefined { return this.#errorMapper?.model(); }
}
