import { html, nothing, type TemplateResult } from 'lit';
import { joined } from '../../fhir/said.js';
import { choose, day, search } from '../../ui/controls.js';
import { labels } from '../../ui/labels.js';
import { noun, words } from '../../ui/words.js';
import type { Filter } from './find.map.js';
import { kindOf, powers, press } from './result-rows.js';
import type { ResultsModel, Row, Series } from './results.model.js';

export const CATEGORIES = ['laboratory', 'imaging', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Finder {
  readonly model: ResultsModel; readonly filter: Filter; readonly byPanel: boolean;
  /** what is seldom used is drawn once it is unfolded */
  readonly isOpen: boolean;
  open(isOpen: boolean): void;
  narrow(change: Partial<Filter>): void;
  group(byPanel: boolean): void;
  /** how many there are, in brackets */
  counted(results: number): string;
}

/** tests of a panel that are listed one by one */
const TESTS = 100;
const sizeOf = (list: readonly { readonly rows: readonly Row[] }[]): number => list.reduce((sum, { rows }) => sum + rows.length, 0);

const many = (count: number, name: string): string => (count > 0 ? `${count} ${name.toLowerCase()}${count === 1 ? '' : 's'}` : '');
/** What stands below a heading, and how many results that is. */
export const countOf = (tests: readonly { readonly rows: readonly Row[] }[], reports: number): string => joined([many(tests.length, labels.test), many(sizeOf(tests), labels.result), many(reports, labels.report)]) ?? '';

/** Search, and everything else that narrows the results or puts them into another order. */
export function finder(of: Finder): TemplateResult {
  const { model, filter: { query, abnormal, part, source, from, to }, byPanel, isOpen, narrow } = of;
  const set = (name: keyof Filter) => (value: string): void => { narrow({ [name]: value || undefined }); };
  const all = ['', labels.all] as const;
  const names = (): readonly string[] => [...new Set(model.sources.flatMap((one) => model.sourceName(one) || []))].sort();
  return html`<div class="finder screen">${search(labels.searchResults, query, (words) => { narrow({ query: words }); })}
    ${press(labels.abnormalOnly, () => { narrow({ abnormal: !abnormal }); }, abnormal)}${press(labels.groupByPanel, () => { of.group(!byPanel); }, byPanel)}
    <details @toggle=${(event: Event) => { of.open((event.target as HTMLDetailsElement).open); }}><summary>${labels.filter}</summary>${isOpen ? html`<div class="finder">
      ${choose(labels.category, [all, ...CATEGORIES.map((one) => [`results.${one}`, noun(`results.${one}`)] as const)], part ?? '', set('part'))}
      ${choose(labels.source, [all, ...names().map((one) => [one, one] as const)], source ?? '', set('source'))}${day(labels.from, from, set('from'))}${day(labels.to, to, set('to'))}</div>${tree(of)}` : nothing}</details></div>`;
}

/** Panels and their tests: a panel's box is ticked, half ticked or not. */
function tree({ model, filter: { off }, narrow, counted }: Finder): TemplateResult {
  const all = model.parts.flatMap(({ series }) => series);
  const box = (text: unknown, of: readonly Series[]): TemplateResult => {
    const hidden = of.filter(({ key }) => off.has(key)).length;
    return html`<label><input type="checkbox" .checked=${hidden === 0} .indeterminate=${hidden > 0 && hidden < of.length} @change=${() => {
      const next = new Set(off);
      for (const { key } of of) if (hidden === 0) next.add(key); else next.delete(key);
      narrow({ off: next });
    }} /> ${text}${counted(sizeOf(of))}</label>`;
  };
  return html`<ul class="tree" role="list">${[...new Set(all.map(({ panel }) => panel))].map((panel) => {
    const of = all.filter((one) => one.panel === panel);
    return html`<li>${box(panel ?? labels.noPanel, of)}<ul role="list">${of.slice(0, TESTS).map((one) => {
      const first = model.result(one.rows[0]!);
      return html`<li>${box(html`${first.title ?? labels.notRecorded}${powers(one.unit ? `, ${one.unit}` : '')}${kindOf(first, one)}`, [one])}</li>`;
    })}${of.length > TESTS ? html`<li>${words.filter.place(1, TESTS, of.length, labels.tests)}</li>` : nothing}</ul></li>`;
  })}</ul>`;
}
