import { failure } from '../fhir/patient-answer.js';
import type { DocumentAnswer, RecordSource, Search, Told } from '../fhir/source.js';
import { within } from '../fhir/within.js';
import type { DscrConfig } from '../config/types.js';
import type { Policy, Principal } from '../policy/types.js';
import type { Resource } from '../record/resource.js';
import { sectionOf, type AreaId, type SectionId } from '../record/sections.js';
import type { Session } from '../session/types.js';
import { ResourceIndex } from './lookup.js';
import { Queries } from './queries.js';
import { isOwn, type SectionDefinition } from './section-definition.js';
import type { SectionStore } from './section-store.js';

/** What loading needs of the page it is for. */
export interface LoadGround {
  readonly setup?: { readonly config: DscrConfig; readonly policy: Policy; readonly session: Pick<Session, 'now'>; readonly source: RecordSource };
  readonly sections: readonly SectionDefinition[];
  store(id: SectionId): SectionStore;
  /** @param on the section that asks */
  permitted(area: AreaId, on?: SectionId): boolean;
  readonly principal?: Principal;
  readonly members: { tell(section: SectionId): void };
}

/** What is being asked, and held, of one patient: dropped whole with them. */
export class LoadedRecord {
  readonly #index = new ResourceIndex();
  #queries?: Queries;
  /** sections asked for */
  readonly #started = new Set<SectionDefinition>();

  constructor(private readonly page: LoadGround) {}

  /** Asks for these sections, each once unless `again`. */
  load(wanted: readonly SectionId[], { patient, told, at }: { readonly patient: Resource; readonly told?: Told | undefined; readonly at: number }, again = false): void {
    const { page } = this;
    const { config: { api, highRisk }, policy, source, session } = page.setup!;
    const queries = this.#queries ??= new Queries(source, patient, (search) => this.#isShared(search), api.kind !== 'fhir-r4', () => session.now());
    const { signal } = queries;
    queries.patient = patient;
    for (const id of wanted) {
      const store = page.store(id);
      // Whoever hears of a section may have named another patient.
      if (signal.aborted) return;
      const permitted = page.permitted(id);
      // Nobody is told of what is as it was: who draws asks again.
      if (!again && (!permitted || this.#started.has(store.definition))) continue;
      this.#started.add(store.definition);
      if (permitted) {
        store.load({
          patient, told, at, queries, highRisk, index: this.#index,
          permitted: (area) => page.permitted(area, id),
          areaOf: (resource) => this.#areaOf(resource),
          isElsewhere: (type) => page.sections.some(({ types }) => types.includes(type)) && !store.definition.types.includes(type),
          labelRules: (area) => (page.principal ? policy.labelRules(page.principal, area) : []),
          read: (reference, milliseconds) => within<Awaited<ReturnType<RecordSource['read']>>>(milliseconds, signal, (cut) => source.read(reference, { signal: cut }), (cause = 'fault') => failure(cause, '')),
          now: () => session.now(),
        }, again);
      } else {
        // The sign-in has become too old for it meanwhile: it says so, and does not stay as if it had been asked again.
        store.reset({ name: 'withheld', by: 'role' });
      }
      page.members.tell(id);
    }
  }

  /** @see LoadContext.areaOf */
  #areaOf(resource: Resource): AreaId | undefined {
    const owner = this.page.sections.find((section) => isOwn(section, resource));
    return owner && (owner.partOf?.(resource) ?? owner.id);
  }

  #isShared({ type }: Search): boolean {
    return this.page.sections.filter((section) => section.searches.some((search) => search.type === type)).length > 1;
  }

  /** Content of a document of this patient. */
  async open(url: string): Promise<DocumentAnswer> {
    const { setup } = this.page;
    return setup && this.#queries ? setup.source.open(url, { signal: this.#queries.signal }) : { kind: 'failed', reference: '' };
  }

  /** A section that may no longer be seen leaves nothing to be found by another; what another shows stays. */
  forget(definition: SectionDefinition): void {
    const { id } = definition;
    const types = definition.searches.map(({ type }) => type);
    this.#started.delete(definition);
    this.#queries?.forget(types, id);
    this.#index.forget((held) => types.includes(held.resourceType) && sectionOf(this.#areaOf(held) ?? id) === id);
  }

  /** Ends everything: nothing that is under way lands any more. */
  drop(): void { this.#queries?.abort(); }
}
