import { html, nothing, type TemplateResult } from 'lit';
import type { Organisation } from '../config/types.js';
import type { Page } from '../controllers/page.js';
import type { SourceNote } from '../record/section-state.js';
import type { SectionId } from '../record/sections.js';
import { readWhen, showWhen } from '../record/when.js';
import { dayOf, stamp } from '../ui/stamp.js';
import { labels, words } from '../ui/words.js';

const day = (date: string): string => { const when = readWhen(date); return when ? showWhen(when) : date; };

/** An organisation shares a section from a day that has not come yet. */
const notYet = (organisation: Organisation, id: SectionId, today: string): string | undefined => {
  const live = organisation.contributes?.[id]?.live;
  return live !== undefined && live > today ? words.source.notYet(organisation.name, id, day(live)) : undefined;
};

const today = (page: Page): string => dayOf(page.setup?.session.now() ?? Date.now());

/** Sources that do not contribute yet: seen beside the list, for nobody may read it as all there is. */
export function visibleSources(page: Page, id: SectionId): TemplateResult | typeof nothing {
  const lines = (page.setup?.config.organisations ?? []).flatMap((one) => notYet(one, id, today(page)) ?? []);
  return lines.length === 0 ? nothing : html`<ul class="notice" role="list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** What is known of each organisation: what the API said now, and what the deployment says it shares. "Loaded" is another time. */
export function sourceLines(page: Page, id: SectionId, notes: readonly SourceNote[]): TemplateResult | typeof nothing {
  const organisations = page.setup?.config.organisations ?? [];
  const lines = [
    ...notes.map((note) => (note.status === 'not-contributing' ? words.source.notYet(note.name, id)
      : note.lastUpdate !== undefined ? words.source.updated(note.name, stamp(note.lastUpdate), id) : words.source.updateUnknown(note.name))),
    ...organisations.flatMap((one) => {
      const shares = one.contributes?.[id];
      if (shares === undefined) return notes.some((note) => note.ods === one.ods) ? [] : [words.source.notKnown(one.name, id)];
      return shares.history !== undefined ? [words.source.since(one.name, id, day(shares.history))] : [];
    }),
  ];
  return lines.length === 0 ? nothing : html`<details class="sources"><summary>${labels.sources}</summary><ul role="list">${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`;
}
