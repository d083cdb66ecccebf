import type { Page as AnswerPage, Search, Told, Warning } from '../fhir/source.js';
import { securityCodes } from '../fhir/in-error.js';
import { at, text } from '../fhir/read.js';
import { hiddenByLabel } from '../policy/labels.js';
import type { LabelRule } from '../policy/types.js';
import type { Problem } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import { NO_COUNTS, onScreen, settle, type EndedQuery, type Gap, type SectionState, type SourceNote } from '../record/section-state.js';
import { partsOf, type AreaId, type PartId } from '../record/sections.js';
import { dayOf } from '../record/when.js';
import { Accounting } from './accounting.js';
import type { ResourceIndex } from './lookup.js';
import type { Queries } from './queries.js';
import type { SectionDefinition } from './section-definition.js';

/** What a section needs to load: made anew for every patient and every principal. */
export interface LoadContext {
  readonly patient: Resource;
  /** what the look-up said beside the patient */
  readonly told: Told | undefined;
  readonly index: ResourceIndex;
  readonly queries: Queries;
  permitted(area: AreaId): boolean;
  labelRules(area: AreaId): readonly LabelRule[];
  /** false for a type that only sections show which are not permitted */
  mayHold(type: string): boolean;
  /** true for a type that only other sections show, under rules of their own */
  isElsewhere(type: string): boolean;
  readonly highRisk: readonly unknown[];
  /** one resource by reference, undefined where it is not to be had */
  read(reference: string): Promise<Resource | undefined>;
  now(): number;
}

const SLOW_MS = 5000;
const MOST_FETCHED = 50;
const RELATIVE = /^[A-Z][A-Za-z]+\/[\w.-]+$/;

/** One and the same for each search: who asks knows a search again by what it is. */
const wider = new WeakMap<Search, Search>();
function widened(search: Search, include: readonly string[]): Search {
  let made = wider.get(search);
  if (!made) wider.set(search, made = { ...search, include: [...search.include ?? [], ...include] });
  return made;
}

/** The one place where a section is asked for and its state is made (design.md, section 2, steps 3 to 7). */
export class SectionStore<M = unknown> {
  state: SectionState<M> = { name: 'waiting' };
  /** true where a label rule of the policy applies to this person here */
  labelRule = false;
  /** parts of the section that this person may see, where the section has parts and not all are permitted */
  partsShown?: readonly PartId[];
  /** counts the loads: what belongs to an earlier one lands nowhere */
  #load = 0;
  #slow?: ReturnType<typeof setTimeout>;

  constructor(readonly definition: SectionDefinition<M>, private readonly changed: () => void) {}

  reset(state: SectionState<M>): void {
    this.#load++;
    clearTimeout(this.#slow);
    this.state = state;
    this.labelRule = false;
    delete this.partsShown;
  }

  /** What is shown could not be asked for again: it stays, and says so. */
  notRefreshed(problem: Problem): void {
    if (this.state.name === 'ready') this.state = { ...this.state, notRefreshed: problem };
  }

  load(context: LoadContext, again = false): void {
    const { definition } = this;
    const before = again ? onScreen(this.state) : undefined;
    const kept = before?.name === 'ready' ? before : undefined;
    this.reset({ name: 'loading', counts: NO_COUNTS, slow: false, ...(kept && { kept }) });
    const load = this.#load;
    context.index.patient = context.patient;
    const parts = partsOf(definition.id);
    const permitted = parts.filter((part) => context.permitted(part));
    const narrowed = parts.length > 0 && permitted.length < parts.length;
    if (narrowed) this.partsShown = permitted;
    const areaOf = (resource: Resource): AreaId => definition.partOf?.(resource) ?? definition.id;

    const hiding = [definition.id, ...permitted].flatMap((area) => context.labelRules(area));
    this.labelRule = hiding.length > 0;
    const accounting = new Accounting(definition,
      { patient: context.patient, lookup: context.index, highRisk: context.highRisk, today: dayOf(context.now()) },
      (resource) => context.labelRules(areaOf(resource)),
      (resource) => !narrowed || permitted.some((part) => part === areaOf(resource)),
      (entry) => !this.labelRule && !narrowed && !context.isElsewhere(text(entry['resourceType']) ?? ''));
    const sources = new Map<string, SourceNote>();
    const warnings: Warning[] = [];
    const ended: EndedQuery[] = [];
    const waiting: { readonly page: AnswerPage; readonly search: Search }[] = [];
    // Half a new list is less than the whole old one.
    const byPage = definition.draws === 'by-page' && !kept;

    const hear = (told: Told, { needs }: Partial<Search> = {}): void => {
      for (const note of told.sources) {
        // Whether an organisation shares a type that is borrowed from another section is said there.
        if (needs && gapOfSource(note).length === 0) continue;
        const key = note.ods ?? note.name;
        const held = sources.get(key);
        if (!held || saysMore(note, held)) sources.set(key, note);
      }
      warnings.push(...told.warnings);
    };
    const take = ({ page, search }: { readonly page: AnswerPage; readonly search: Search }): void => {
      // What another section's type adds is hidden by the label rules of either.
      const rules = search.needs ? [...hiding, ...context.labelRules(search.needs)] : [];
      for (const resource of page.matches) if (!hiddenByLabel(rules, securityCodes(resource))) accounting.add(resource, page.reference);
      for (const entry of page.unreadable) accounting.addUnreadable(entry, page.reference);
    };
    const wanted = definition.searches.filter((search) =>
      (!search.needs || context.permitted(search.needs)) && (!narrowed || permitted.some((one) => partsServed(search)?.includes(one) ?? true)))
      .map((search) => (search.includeWith?.sections.every((one) => context.permitted(one)) ? widened(search, search.includeWith.include) : search));
    if (definition.id === 'demographics') {
      accounting.add(context.patient);
      if (context.told) hear(context.told);
    }
    this.#slow = setTimeout(() => {
      if (load === this.#load && this.state.name === 'loading') {
        this.state = { ...this.state, slow: true };
        this.changed();
      }
    }, SLOW_MS);

    const finish = (): void => {
      clearTimeout(this.#slow);
      // By query, not by who answered first: entries of one day stand in the same order each time.
      for (const one of waiting.sort((a, b) => wanted.indexOf(a.search) - wanted.indexOf(b.search))) take(one);
      const settled = this.#settled(accounting, ended, warnings, [...sources.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), new Date(context.now()).toISOString());
      this.state = kept && settled.name === 'unavailable' ? { ...kept, notRefreshed: settled.problem } : settled;
      this.changed();
    };
    /** What a label rule of its section hides, or belongs to a section that is not permitted, is not found through a reference either. */
    const hold = (resource: Resource, { needs, type }: Partial<Search> = {}): void => {
      if (!hiddenByLabel(needs ? context.labelRules(needs) : hiding, securityCodes(resource))) {
        if (context.mayHold(resource.resourceType)) context.index.add(resource);
      } else if ([type, ...definition.types].includes(resource.resourceType) && definition.owns?.(resource) !== false) context.index.hide(resource);
    };
    /** What an entry needs to be named and no answer brought along: a medicine that is only pointed at. */
    const fetch = async (missing: readonly string[]): Promise<void> => {
      for (const found of await Promise.all(missing.map((one) => context.read(one)))) if (found) hold(found);
      if (load === this.#load) finish();
    };
    const complete = (): void => {
      const missing = new Set(waiting.flatMap(({ page }) => page.matches.flatMap((resource) => (definition.fetches ?? []).flatMap((name) => {
        const reference = text(at(resource, name, 'reference'));
        return reference !== undefined && RELATIVE.test(reference) && !context.index.find(reference, resource) ? [reference] : [];
      }))));
      if (missing.size > 0) void fetch([...missing].slice(0, MOST_FETCHED)); else finish();
    };
    if (wanted.length === 0) { finish(); return; }
    for (const search of wanted) {
      context.queries.ask(definition.id, search, categoriesOf(search, permitted, narrowed), {
        onPage: (page) => {
          if (load !== this.#load) return;
          for (const resource of [...page.included, ...page.matches]) hold(resource, search);
          hear(page, search);
          if (!byPage) { waiting.push({ page, search }); return; }
          take({ page, search });
          const slow = this.state.name === 'loading' && this.state.slow;
          this.state = { name: 'loading', counts: accounting.counts, model: accounting.model, slow };
          this.changed();
        },
        onEnd: (end) => {
          if (load !== this.#load) return;
          ended.push({ type: search.type, main: search.main, end });
          if (ended.length === wanted.length) complete();
        },
      }, again);
    }
  }

  #settled(accounting: Accounting<M>, ended: readonly EndedQuery[], warnings: readonly Warning[], sources: readonly SourceNote[], loadedAt: string): SectionState<M> {
    const { counts } = accounting;
    const gaps = [...accounting.gaps, ...sources.flatMap(gapOfSource), ...warnings.map(gapOfWarning)];
    const queries = this.definition.id === 'demographics'
      ? [{ type: 'Patient', main: true, end: { kind: 'whole' } } as const, ...ended] : ended;
    const settled = settle(queries, counts, gaps, this.labelRule || this.partsShown !== undefined, (type) => accounting.shownOf(type));
    switch (settled.name) {
      case 'withheld': return { ...settled, by: 'api' };
      case 'unavailable': return counts.received > 0 ? { ...settled, counts, gaps: accounting.gaps, unread: accounting.unread } : settled;
      case 'none-recorded': return { ...settled, loadedAt, sources };
      case 'ready': {
        const { inError, unread } = accounting;
        return { name: 'ready', model: accounting.model, counts, gaps: settled.gaps, sources, loadedAt, unread, ...(inError !== undefined && { inError }) };
      }
    }
  }
}

/** The parts that a query can be narrowed to; without a word for a part it would bring the others as well. Undefined: it is not of parts. */
const partsServed = ({ parts, category }: Search): readonly string[] | undefined => parts ?? (category && Object.keys(category));

/** Category tokens are sent only where the role may see one part of the section and not another. */
const categoriesOf = (search: Search, permitted: readonly PartId[], narrowed: boolean): readonly string[] =>
  narrowed ? permitted.flatMap((part) => search.category?.[part] ?? []) : [];

/** Of what an organisation answered to several queries: silent for one is silent; who answered one contributes; the older update counts. */
const WEIGHT: readonly SourceNote['status'][] = ['not-contributing', 'answered', 'withheld', 'not-answering'];
function saysMore(one: SourceNote, other: SourceNote): boolean {
  const more = WEIGHT.indexOf(one.status) - WEIGHT.indexOf(other.status);
  return more > 0 || (more === 0 && (one.lastUpdate ?? '') < (other.lastUpdate ?? ''));
}
const gapOfSource = (note: SourceNote): Gap[] =>
  note.status === 'not-answering' ? [{ kind: 'source-silent', organisation: note.name }]
    : note.status === 'withheld' ? [{ kind: 'withheld-at-source', organisation: note.name }] : [];

const gapOfWarning = (warning: Warning): Gap => ({
  kind: warning.withheld ? 'withheld-at-source' : 'warned', ...(warning.text !== undefined && { text: warning.text }),
});
