import { isInError, securityCodes } from '../fhir/in-error.js';
import { at, node, type Node } from '../fhir/read.js';
import { belongsTo, namesAnother } from '../fhir/subject.js';
import { hiddenByLabel } from '../policy/labels.js';
import type { LabelRule } from '../policy/types.js';
import type { Resource } from '../record/resource.js';
import type { Counts, Gap } from '../record/section-state.js';
import type { MapContext, Mapper, SectionDefinition } from './section-definition.js';

/**
 * Step 6 of a request for one section: every resource of its own types that arrived ends as *shown* or as *unshown*
 * with a reason, whatever its mapper does. A resource that a label rule hides is in no number.
 */
export class Accounting<M> {
  readonly #seen = new Set<string>();
  readonly #mapper: Mapper<M>;
  #errorMapper?: Mapper<M>;
  #received = 0;
  #shown = 0;
  readonly #shownOf = new Map<string, number>();
  #otherPatient = 0;
  /** of the request that first brought somebody else's */
  #otherReference?: string | undefined;
  #inError = 0;
  #unreadable = 0;
  readonly unread: unknown[] = [];

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
    const { section, context } = this;
    if (!section.types.includes(resource.resourceType) || (section.owns && !section.owns(resource))) {
      this.#support(resource);
      return;
    }
    // Without an id nothing can tell two of them apart: each counts.
    if (resource.id !== undefined) {
      const key = `${resource.resourceType}/${resource.id}`;
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
    }
    const rules = this.rulesFor(resource);
    if (rules.length > 0 && hiddenByLabel(rules, securityCodes(resource))) return;
    if (!this.partPermitted(resource)) return;
    this.#received++;
    if (!belongsTo(resource, context.patient)) {
      this.#isElses(reference);
    } else if (isInError(resource)) {
      this.#inError++;
      this.#map(this.#errorMapper ??= section.mapper(context), resource);
    } else if (this.#map(this.#mapper, resource)) {
      this.#shown++;
      this.#shownOf.set(resource.resourceType, this.shownOf(resource.resourceType)! + 1);
    } else {
      this.#unreadable++;
      this.unread.push(resource);
    }
  }

  /** an entry of an answer that is no resource, or none of the type asked for */
  addUnreadable(entry: unknown, reference?: string): void {
    const inner = node(at(entry, 'resource') ?? entry) ?? {};
    this.#received++;
    if (namesAnother(inner, this.context.patient)) {
      this.#isElses(reference);
    } else {
      this.#unreadable++;
      if (this.keepsUnread(inner)) this.unread.push(entry);
    }
  }

  #isElses(reference: string | undefined): void {
    this.#otherPatient++;
    this.#otherReference ??= reference;
  }

  #map(mapper: Mapper<M>, resource: Resource): boolean {
    // One bad resource never stops the page: what cannot be read becomes a counted gap.
    try { return mapper.add(resource); } catch { return false; }
  }

  #support(resource: Resource): void {
    // A list or goal of somebody else must not colour this patient's: only what names no patient may lack one.
    if (namesAnother(resource, this.context.patient)) return;
    try { this.#mapper.support?.(resource); } catch { /* a supporting resource that cannot be read adds nothing */ }
  }

  get counts(): Counts {
    return { items: this.#mapper.items(), received: this.#received, shown: this.#shown, unshown: this.#received - this.#shown };
  }

  /** undefined for a type that is not the section's own */
  shownOf(type: string): number | undefined { return this.section.types.includes(type) ? this.#shownOf.get(type) ?? 0 : undefined; }

  get gaps(): Gap[] {
    const unshown: Gap[] = ([['unreadable', this.#unreadable], ['other-patient', this.#otherPatient], ['in-error', this.#inError]] as const)
      .flatMap(([kind, count]) => (count > 0 ? [{ kind, count, ...(kind === 'other-patient' && this.#otherReference && { reference: this.#otherReference }) }] : []));
    return [...unshown, ...this.#mapper.gaps?.() ?? []];
  }

  get model(): M { return this.#mapper.model(); }
  get inError(): M | undefined { return this.#errorMapper?.model(); }
}
