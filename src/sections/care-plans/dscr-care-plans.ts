import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { details } from '../../ui/details.js';
import { labels } from '../../ui/labels.js';
import { badge, inOrder } from '../../ui/rows.js';
import { DEFAULTS, words } from '../../ui/words.js';
import { entryRow, group, notOrdered, status } from '../entry-row.js';
import type { CarePlansModel, Item, Line, Part } from './care-plans.model.js';

const USUAL = ['active', 'completed', 'in-progress', 'scheduled'];
const standing = ({ kind, status: code }: Item | Line): TemplateResult | typeof nothing => status(kind, code, code !== undefined && USUAL.includes(code) ? 'plain' : 'warn');

const line = (one: Line): TemplateResult => html`<li><p class="pre">${inOrder(one.title ?? labels.notRecorded)} ${one.status === undefined ? nothing : standing(one)} ${notOrdered(one)}
  ${one.not ? badge(labels.doNotPerform, 'stop') : nothing}</p>${details(one.details)}${one.unclear ? html`<p class="warn">${words.rowUnclear(DEFAULTS.org)}</p>` : nothing}</li>`;

const part = ({ name, lines }: Part): TemplateResult | typeof nothing =>
  (lines.length === 0 ? nothing : html`<p class="title">${labels[name]}</p><ul>${lines.map(line)}</ul>`);

const row = (item: Item): TemplateResult => entryRow(item, standing(item), item.parts.map(part));

/**
 * @summary Care plans with goals, activities and people; those in force first.
 * @fires dscr-section-shown
 */
export class DscrCarePlans extends SectionElement<CarePlansModel> {
  static override readonly section = 'care-plans';

  override renderModel({ active, past, others }: CarePlansModel): TemplateResult {
    const rows = (text: string, items: readonly Item[]): TemplateResult | typeof nothing => group(this, this.counted(text, items.length), items, row, text);
    return html`${this.rows(active, row)}${rows(labels.past, past)}
      ${rows(labels.goals, others.filter((one) => one.kind === 'goal'))}${rows(labels.team, others.filter((one) => one.kind === 'team'))}`;
  }
}
