import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import type { SourceNote } from '../record/section-state.js';
import type { SectionId } from '../record/sections.js';
import { dayOf, readWhen, showWhen } from '../record/when.js';
import { unbroken } from '../ui/rows.js';
import { stamp } from '../ui/stamp.js';
import { labels, words } from '../ui/words.js';
import { notBorrowed } from './stronger.js';

const day = (date: string): string => { const when = readWhen(date); return when ? showWhen(when) : date; };

/** What is said of those who share a section from a day that has not come yet, with their ODS codes. */
const comingTo = (page: Page, id: SectionId): readonly { readonly ods: string; readonly line: string }[] => (page.setup?.config.organisations ?? []).flatMap(({ ods, name, contributes }) => {
  const live = contributes?.[id]?.live;
  return live !== undefined && live > dayOf(page.now) ? [{ ods, line: words.source.notYet(name, id, day(live)) }] : [];
});

/** Whoever last sent something longer ago than this is old: most organisations send at least once a day. */
const OLD_MS = 24 * 60 * 60_000;
const isOld = (page: Page, { lastUpdate }: SourceNote): boolean => lastUpdate !== undefined && !(page.now - Date.parse(lastUpdate) <= OLD_MS);

/** What a list may lack, seen beside it, for nobody may read it as all there is: what was not asked as it is another section's, sources that do not contribute (yet), and old ones. Silent ones are gaps. */
export function visibleSources(page: Page, id: SectionId, notes: readonly SourceNote[]): TemplateResult | typeof nothing {
  const coming = comingTo(page, id);
  const lines = [
    ...page.store(id).definition.searches.flatMap(({ needs }) => (needs && !page.permitted(needs, id) ? notBorrowed(page, needs) : [])),
    ...coming.map(({ line }) => line),
    ...notes.flatMap((note) => (note.status === 'not-contributing' ? coming.some(({ ods }) => ods === note.ods) ? [] : words.source.notYet(note.name, id) : isOld(page, note) ? updated(page, note, id) : [])),
  ];
  return lines.length === 0 ? nothing : html`<ul class="notice" role="list">${lines.map((line) => html`<li>${typeof line === 'string' ? unbroken(line) : line}</li>`)}</ul>`;
}
const updated = (page: Page, note: SourceNote, id: SectionId): string => words.source.updated(note.name, stamp(note.lastUpdate!), isOld(page, note) ? id : undefined);

/** What is known of each organisation: what the API said now, and what the deployment says it shares. "Loaded" is another time. */
export function sourceLines(page: Page, id: SectionId, notes: readonly SourceNote[], open: boolean): TemplateResult | typeof nothing {
  const organisations = page.setup?.config.organisations ?? [];
  const lines = [
    ...notes.map((note) => (note.status === 'not-contributing' ? words.source.notYet(note.name, id)
      : note.lastUpdate !== undefined ? updated(page, note, id) : words.source.updateUnknown(note.name))),
    ...organisations.flatMap((one) => {
      const shares = one.contributes?.[id];
      if (shares === undefined) return notes.some((note) => note.ods === one.ods) ? [] : [words.source.notKnown(one.name, id)];
      return shares.history !== undefined ? [words.source.since(one.name, id, day(shares.history))] : [];
    }),
  ];
  return lines.length === 0 ? nothing : html`<details class="sources" ?open=${open}><summary>${labels.sources}</summary><ul role="list">${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`;
}
