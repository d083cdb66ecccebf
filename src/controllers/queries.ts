import type { Page, RecordSource, Search } from '../fhir/source.js';
import type { Resource } from '../record/resource.js';
import type { QueryEnd } from '../record/section-state.js';
import type { SectionId } from '../record/sections.js';

interface Listener {
  onPage(page: Page): void;
  /** @param at when it was asked, epoch ms */
  onEnd(end: QueryEnd, at: number): void;
}

interface Run {
  readonly pages: Page[]; readonly listeners: Set<Listener>; end?: readonly [QueryEnd, at: number];
  /** who asked: with the last of them the asking ends */
  readonly sections: Set<SectionId>;
  readonly abort: AbortController;
  /** asked in this very task: who asks anew beside it means the same */
  fresh: boolean;
}

/**
 * The queries of one patient. Equal queries are asked once for the whole page; a section that comes later is given
 * the pages that already came. Pages are kept only for queries that several sections share.
 */
export class Queries {
  #runs = new Map<string, Run>();
  readonly #running = new Set<Run>();
  readonly #abort = new AbortController();

  constructor(
    private readonly source: RecordSource,
    /** as last found */
    public patient: Resource,
    private readonly shared: (search: Search) => boolean,
    /** an adapter answers by section, not by type: its queries are never shared */
    private readonly bySection: boolean,
    private readonly now: () => number,
  ) {}

  /** Ends everything: no listener is called again. */
  abort(): void {
    this.#runs.clear();
    this.#abort.abort();
    for (const { abort } of this.#running) abort.abort();
  }

  /** What is held of these types goes: whoever wants it asks anew. What only this section asks is asked no further. */
  forget(types: readonly string[], section: SectionId): void {
    for (const { sections, abort } of this.#running) if (sections.delete(section) && sections.size === 0) abort.abort();
    for (const key of this.#runs.keys()) if (types.includes((JSON.parse(key) as readonly string[])[1]!)) this.#runs.delete(key);
  }

  get signal(): AbortSignal { return this.#abort.signal; }

  /** @param again ask anew, whatever is held */
  ask(section: SectionId, search: Search, categories: readonly string[], listener: Listener, again = false): void {
    const key = JSON.stringify([this.bySection && section, search.type, search.sort, search.include, search.params, categories]);
    const keep = this.shared(search);
    // Pages that were not kept cannot be given again: such a query is always asked.
    const held = keep ? this.#runs.get(key) : undefined;
    if (held && (!again || held.fresh)) {
      held.listeners.add(listener);
      held.sections.add(section);
      for (const page of held.pages) listener.onPage(page);
      if (held.end) listener.onEnd(...held.end);
      return;
    }
    // An adapter may answer at once: whoever asks is listening by then.
    const run: Run = { pages: [], listeners: new Set([listener]), sections: new Set([section]), abort: new AbortController(), fresh: true };
    queueMicrotask(() => { run.fresh = false; });
    if (keep) this.#runs.set(key, run);
    void this.#start(run, section, search, categories, keep, again);
  }

  async #start(run: Run, section: SectionId, search: Search, categories: readonly string[], keep: boolean, again: boolean): Promise<void> {
    const { signal } = run.abort;
    // The searches of a section are one to an adapter, and known to it by their signal.
    const shared = this.bySection ? this.#abort.signal : signal;
    this.#running.add(run);
    const asked = this.now();
    const end = await this.source.search(section, search, this.patient, {
      signal: shared, categories, again,
      onPage: (page) => {
        if (signal.aborted) return;
        if (keep) run.pages.push(page);
        for (const listener of [...run.listeners]) listener.onPage(page);
      },
    });
    this.#running.delete(run);
    if (signal.aborted) return;
    run.end = [end, asked];
    for (const listener of [...run.listeners]) listener.onEnd(...run.end);
  }
}
