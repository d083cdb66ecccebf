import type { Page as AnswerPage, RecordSource, Search, Told } from '../fhir/source.js';
import { isHidden } from '../fhir/in-error.js';
import { pause } from '../fhir/pause.js';
import { warned } from '../fhir/list-warnings.js';
import { at, text } from '../fhir/read.js';
import type { LabelRule } from '../policy/types.js';
import { newId } from '../record/new-id.js';
import type { Cause, Problem } from '../record/problem.js';
import type { Resource } from '../record/resource.js';
import { LOADING, onScreen, settle, type EndedQuery, type Gap, type GapKind, type Ready, type SectionState, type SourceNote } from '../record/section-state.js';
import { partsOf, type AreaId, type PartId } from '../record/sections.js';
import { dayOf } from '../record/when.js';
import { Accounting } from './accounting.js';
import type { ResourceIndex } from './lookup.js';
import type { Queries } from './queries.js';
import { isOwn, type SectionDefinition } from './section-definition.js';

/** What a section needs to load: made anew for every patient and every principal. */
export interface LoadContext {
  readonly patient: Resource;
  /** what the look-up said beside the patient */
  readonly told: Told | undefined;
  /** when the look-up had been answered, epoch ms */
  readonly at: number;
  readonly index: ResourceIndex;
  readonly queries: Queries;
  permitted(area: AreaId): boolean;
  labelRules(area: AreaId): readonly LabelRule[];
  /** area of the section that shows it; undefined for what none shows, such as an organisation */
  areaOf(resource: Resource): AreaId | undefined;
  /** true for a type that only other sections show, under rules of their own */
  isElsewhere(type: string): boolean;
  readonly highRisk: readonly unknown[];
  /** @see RecordSource.read; ends within so many milliseconds */
  read(reference: string, milliseconds: number): ReturnType<RecordSource['read']>;
  now(): number;
}

const SLOW_MS = 5000;
/** A section is decided within 30 s (contract, section 4): what is still to be read then, one by one and so many at a time, is left. */
const IN_TIME = 29_000;
const AT_ONCE = 20;
/** These failures are there the next time, too. */
const LASTING: readonly Cause[] = ['refused', 'unreadable'];

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
  /** types of the queries that what is shown has whole */
  #whole: readonly string[] = [];
  /** what it was made of */
  #came: readonly unknown[] = [];

  constructor(readonly definition: SectionDefinition<M>, private readonly changed: () => void) {}

  reset(state: SectionState<M>): void {
    this.#load++;
    clearTimeout(this.#slow);
    this.state = state;
    this.labelRule = false;
    this.#came = [];
    delete this.partsShown;
  }

  /** What came cannot be told or drawn: it is not half there, it is not there. */
  break(reference: string): void {
    this.reset({ name: 'unavailable', problem: { cause: 'unreadable', reference } });
    this.changed();
  }

  /** It will be asked for again: what is shown stays until then, and says that more is coming. */
  expect(): void {
    if (this.state.name !== 'loading') this.state = { ...LOADING, kept: this.#kept };
  }

  get #kept(): Ready<M> | undefined {
    const shown = onScreen(this.state);
    return shown.name === 'ready' ? shown : undefined;
  }

  /** What is shown could not be asked for again: it stays, and says so. */
  notRefreshed(problem: Problem): void {
    if (this.state.name !== 'loading') return;
    const kept = this.#kept;
    this.state = kept ? { ...kept, notRefreshed: problem } : { name: 'unavailable', problem };
  }

  load(context: LoadContext, again = false): void {
    const { definition } = this;
    const kept = again ? this.#kept : undefined;
    const held = this.#came;
    this.reset({ ...LOADING, kept });
    this.#came = held;
    const load = this.#load;
    const { index } = context;
    index.patient = context.patient;
    if (definition.fetches) index.forgetFetched();
    if (again) index.renew();
    const until = Date.now() + IN_TIME;
    const parts = partsOf(definition.id);
    const permitted = parts.filter((part) => context.permitted(part));
    const narrowed = parts.length > 0 && permitted.length < parts.length;
    if (narrowed) this.partsShown = permitted;
    const areaOf = (resource: Resource): AreaId => definition.partOf?.(resource) ?? definition.id;

    const hiding = [definition.id, ...permitted].flatMap((area) => context.labelRules(area));
    const borrowed = definition.searches.flatMap(({ needs }) => needs ?? []);
    this.labelRule = hiding.length > 0 || borrowed.some((area) => context.labelRules(area).length > 0);
    const hidden = this.labelRule || narrowed || !borrowed.every((area) => context.permitted(area));
    const sources = new Map<string, SourceNote>();
    /** of an organisation each kind once; every warning */
    const told = new Map<unknown, Gap>();
    const ended: EndedQuery[] = [];
    /** when the oldest of the answers it is made of was asked for: some may be held since long */
    let asked = definition.id === 'demographics' ? context.at : Infinity;
    const waiting: { readonly page: AnswerPage; readonly search: Search }[] = [];
    // Half a new list is less than the whole old one.
    const byPage = definition.draws === 'by-page' && !kept;

    const hear = (said: Told, { needs }: Partial<Search> = {}): void => {
      for (const note of said.sources) {
        const key = note.ods ?? note.name;
        const kind = LACKING[note.status];
        if (kind) told.set(key + kind, { kind, organisation: note.name });
        // Whether an organisation shares a type that is borrowed from another section is said there.
        else if (needs) continue;
        const held = sources.get(key);
        if (!held || rank(note) < rank(held)) sources.set(key, note);
      }
      for (const warning of said.warnings) told.set(warning, warned(warning));
    };
    const take = ({ page, search }: { readonly page: AnswerPage; readonly search: Search }, newest?: ReadonlyMap<string, Resource>): void => {
      // What another section's type adds is hidden by the label rules of either.
      const rules = search.needs ? [...hiding, ...context.labelRules(search.needs)] : [];
      // What an `_include` brought counts where it is of the section's own; without an id nobody could tell that it came twice.
      for (const sent of [...page.matches, ...page.included.filter((one) => one.id !== undefined && isOwn(definition, one))]) {
        const resource = newest?.get(`${sent.resourceType}/${sent.id}`) ?? sent;
        if (!isHidden(rules, resource)) accounting.add(resource, page.reference);
      }
      for (const entry of page.unreadable) accounting.addUnreadable(entry, page.reference);
    };
    const wanted = definition.searches.filter((search) =>
      (!search.needs || context.permitted(search.needs)) && (!narrowed || permitted.some((one) => partsServed(search)?.includes(one) ?? true)))
      .map((search) => (search.includeWith?.sections.every((one) => [one, ...partsOf(one)].every((area) => context.permitted(area))) ? widened(search, search.includeWith.include) : search));
    let accounting!: Accounting<M>;
    const begin = (): void => {
      accounting = new Accounting(definition,
        { patient: context.patient, lookup: index, highRisk: context.highRisk, today: dayOf(context.now()) },
        (resource) => context.labelRules(areaOf(resource)),
        (resource) => !narrowed || permitted.some((part) => part === areaOf(resource)),
        (entry) => !this.labelRule && !narrowed && !context.isElsewhere(text(entry['resourceType']) ?? ''));
      if (definition.id === 'demographics') accounting.add(context.patient);
    };
    /** What may be very long is mapped in a task for each part of it. */
    const takeAll = async (newest?: ReadonlyMap<string, Resource>): Promise<void> => {
      begin();
      for (const one of waiting) {
        if (definition.draws === 'by-page') await pause();
        if (load !== this.#load) return;
        take(one, newest);
      }
    };
    begin();
    if (definition.id === 'demographics' && context.told) hear(context.told);
    this.#slow = setTimeout(() => {
      if (this.state.name === 'loading') {
        this.state = { ...this.state, slow: true };
        this.changed();
      }
    }, SLOW_MS);

    /** What a label rule of the section that shows it hides, or is of a section or part that is not permitted, is not found through a reference either, whoever asked for it. */
    const hold = (sent: readonly Resource[], { needs, type }: Partial<Search> = {}): void => {
      const asked = needs ? context.labelRules(needs) : hiding;
      // Nobody's permissions change within a task, and a decision costs more than what it is about.
      const areas = new Map<AreaId | undefined, readonly [boolean, readonly LabelRule[]]>([[undefined, [true, asked]]]);
      for (const resource of sent) {
        const area = context.areaOf(resource);
        if (!areas.has(area)) areas.set(area, [context.permitted(area!), context.labelRules(area!)]);
        const [permits, rules] = areas.get(area)!;
        if (isHidden(rules, resource)) {
          if (area !== undefined || resource.resourceType === type) index.hide(resource);
        } else if (permits && (isOwn(definition, resource) || !isHidden(asked, resource))) index.add(resource);
      }
    };
    /** Once every query has ended. */
    const finish = async (): Promise<void> => {
      // By query, not by who answered first: entries of one day stand in the same order each time.
      waiting.sort((a, b) => wanted.indexOf(a.search) - wanted.indexOf(b.search));
      if (!byPage) await takeAll();
      // A mapper gives nothing back: with a later version of anything, all is mapped anew.
      const { newest } = accounting;
      if (newest) await takeAll(newest);
      if (load !== this.#load) return;

      // What an entry needs to be named and no answer brought along is read, such as a medicine that is only pointed at: of no entry that is
      // hidden, lest that betray it; and missed only where one that is shown needs it.
      const needed = (by: readonly Resource[], missed: boolean) => by.flatMap((resource) => (definition.fetches ?? []).flatMap((name) => {
        const reference = text(at(resource, name, 'reference'));
        const key = index.keyOf(reference);
        return key !== undefined && !index.find(reference, resource) ? [[key, [reference!, missed]] as const] : [];
      }));
      const missing = new Map([...needed(accounting.erroneous, false), ...needed(accounting.shown, true)]);
      /** why something is missing for now that was there before */
      let lost: Problem | undefined;
      if (missing.size > 0) {
        // all who read take from the one list
        const left = missing.entries();
        await Promise.all(Array.from({ length: AT_ONCE }, async () => {
          for (const [key, [reference, missed]] of left) {
            const found = await context.read(reference, until - Date.now());
            if (load !== this.#load) return;
            if (!found) continue;
            if ('resourceType' in found) {
              hold([found]);
              index.fetched.add(key);
            } else if (missed) {
              ended.push({ type: key.split('/')[0]!, main: false, end: found });
              if (found.kind === 'failed' && !LASTING.includes(found.problem.cause) && index.fetched.has(key)) lost = found.problem;
            }
          }
        }));
        await takeAll(newest);
      }
      if (load !== this.#load) return;

      clearTimeout(this.#slow);
      // What a label rule hides is not kept.
      waiting.length = 0;
      if (definition.id === 'demographics') ended.unshift({ type: 'Patient', main: true, end: { kind: 'whole' } });
      const settled = this.#settled(accounting, ended, [...accounting.gaps, ...told.values()], hidden, {
        loadedAt: new Date(Math.min(asked, context.now())).toISOString(), sources: [...sources.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      });
      const { came } = accounting;
      const isNews = (): boolean => {
        const known = new Set(held.map((one) => JSON.stringify(one)));
        return came.some((one) => !known.has(JSON.stringify(one)));
      };
      // What was known does not go because one of several did not answer this time; but a new or changed entry is never held back for that:
      // a list with it, which says what may be missing, is safer than an old one without.
      for (const { type, end } of ended) if ('problem' in end && this.#whole.includes(type) && !LASTING.includes(end.problem.cause)) lost = end.problem;
      const problem = settled.name === 'unavailable' ? settled.problem : lost && !isNews() ? lost : undefined;
      if (kept && problem) this.state = { ...kept, notRefreshed: problem };
      else {
        this.#whole = ended.flatMap(({ type, end }) => (end.kind === 'whole' ? [type] : []));
        this.#came = came;
        this.state = settled;
      }
      this.changed();
    };
    // Whatever a mapper does at the end: the section is decided, and says so.
    const conclude = (): void => { finish().catch(() => { if (load === this.#load) this.break(newId()); }); };
    if (wanted.length === 0) conclude();
    for (const search of wanted) {
      context.queries.ask(definition.id, search, categoriesOf(search, permitted, narrowed), {
        onPage: (page) => {
          if (load !== this.#load) return;
          hold([...page.included, ...page.matches], search);
          hear(page, search);
          waiting.push({ page, search });
          if (!byPage) return;
          take({ page, search });
          const slow = this.state.name === 'loading' && this.state.slow;
          this.state = { name: 'loading', counts: accounting.counts, model: accounting.model, slow };
          if (!page.more) this.changed();
        },
        onEnd: (end, at) => {
          if (load !== this.#load) return;
          asked = Math.min(asked, at);
          ended.push({ type: search.type, main: search.main, end });
          if (ended.length === wanted.length) conclude();
        },
      }, again);
    }
  }

  #settled(accounting: Accounting<M>, ended: readonly EndedQuery[], found: readonly Gap[], hidden: boolean, asked: Pick<Ready, 'loadedAt' | 'sources'>): SectionState<M> {
    const { counts, gaps, unread, inError } = accounting;
    const settled = settle(ended, counts, found, hidden, (type) => accounting.shownOf(type));
    switch (settled.name) {
      case 'withheld': return { ...settled, by: 'api' };
      case 'unavailable': return counts.received > 0 ? { ...settled, counts, gaps, unread } : settled;
      case 'none-recorded': return { ...settled, ...asked };
      case 'ready': return { ...settled, ...asked, hidden, model: accounting.model, counts, unread, ...(inError !== undefined && { inError }) };
    }
  }
}

/** The parts that a query can be narrowed to; without a word for a part it would bring the others as well. Undefined: it is not of parts. */
const partsServed = ({ parts, category }: Search): readonly string[] | undefined => parts ?? (category && Object.keys(category));

/** Category tokens are sent only where the role may see one part of the section and not another. */
const categoriesOf = (search: Search, permitted: readonly PartId[], narrowed: boolean): readonly string[] =>
  narrowed ? permitted.flatMap((part) => search.category?.[part] ?? []) : [];

/** Of what an organisation answered to several queries the lowest is told: who answers one contributes; the older update counts. */
const rank = ({ status, lastUpdate = '' }: SourceNote): string => (status === 'not-contributing' ? 'z' : '') + lastUpdate;
const LACKING: Partial<Record<SourceNote['status'], GapKind>> = { 'not-answering': 'source-silent', withheld: 'withheld-at-source' };
