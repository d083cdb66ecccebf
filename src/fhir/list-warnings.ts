import type { Resource } from '../record/resource.js';
import type { Gap } from '../record/section-state.js';
import { readCoded } from './datatypes/coded.js';
import { hasCode } from '../record/coded.js';
import { choice, code, joined, nodes, text } from './read.js';
import type { Search, Warning } from './source.js';

/** Texts that GP Connect prescribes to consumers, by a word of theirs; `data-in-transit` has a date, which stands only in the list's own note. */
const PRESCRIBED: Readonly<Record<string, readonly [RegExp, string?]>> = {
  'confidential-items': [/confidential/i, 'Items excluded due to confidentiality and/or patient preferences.'],
  'data-in-transit': [/transfer/i],
  'data-awaiting-filing': [/third party/i, 'Patient data may be incomplete as there is data supplied by a third party awaiting review before becoming available.'],
};
/** The gap that a source tells of, in its own words where it gave any. */
export const warned = ({ withheld, text: words }: Pick<Warning, 'withheld' | 'text'>): Gap => ({ kind: withheld ? 'withheld-at-source' : 'warned', ...(words && { text: words }) });
const WARNING = /ListWarningCode/;

/**
 * What a List says of its own completeness, in the source's wording. Lists of another kind say nothing here.
 * @param codes SNOMED CT codes of the lists that belong to the section
 */
export function listWarnings(resource: Resource, codes: readonly string[]): readonly Gap[] {
  if (resource.resourceType !== 'List' || !hasCode(readCoded(resource['code']), ...codes)) return [];
  const notes = nodes(resource['note']).flatMap((note) => text(note['text']) ?? []);
  const all = notes.join('\n');
  const gaps = nodes(resource['extension']).flatMap((one) => {
    if (!WARNING.test(text(one['url']) ?? '')) return [];
    const value = code(choice(one, 'value')?.[1]) ?? '';
    // the prescribed text, and the list's own note on it where that says something else
    const [word, words] = PRESCRIBED[value] ?? [];
    const note = notes.find((one) => word?.test(one));
    return warned({ withheld: value === 'confidential-items', text: words && note?.startsWith(words.slice(0, 14)) !== true ? joined([words, note], '\n') : note ?? all });
  });
  const empty = code(resource['emptyReason']);
  return empty === 'withheld' || empty === 'unavailable' ? [...gaps, warned({ withheld: empty === 'withheld', text: all })] : gaps;
}

/** The query for the lists that belong to a section, by their SNOMED CT codes; and what its mapper makes of them. */
export const listsOf = (codes: readonly string[]): Search => ({ type: 'List', main: false, params: { code: codes.map((one) => `http://snomed.info/sct|${one}`).join() } });
export function warningsOf(codes: readonly string[]): { support(resource: Resource): void; gaps(): readonly Gap[] } {
  const found: Gap[] = [];
  return { support(resource) { found.push(...listWarnings(resource, codes)); }, gaps: () => found };
}
