import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { details, foot } from '../../ui/details.js';
import { codeWord, labels } from '../../ui/labels.js';
import { badge } from '../../ui/rows.js';
import { DEFAULTS, words } from '../../ui/words.js';
import type { CarePlansModel, Item, Line, Part } from './care-plans.model.js';

const TABLES = { carePlan: 'carePlan', goal: 'goal', team: 'carePlan', activity: 'activity' } as const;
const USUAL = ['active', 'completed', 'in-progress', 'scheduled'];
const status = (kind: keyof typeof TABLES, code: string | undefined): TemplateResult | typeof nothing =>
  badge(codeWord(TABLES[kind], code) ?? code ?? labels.unknown, code !== undefined && USUAL.includes(code) ? 'plain' : 'warn');

const line = (one: Line): TemplateResult => html`<li><p class="pre">${one.title ?? labels.notRecorded} ${one.kind === 'team' || one.status === undefined ? nothing : status(one.kind, one.status)}
  ${one.not ? badge(labels.doNotPerform, 'stop') : nothing}</p>${details(one.details)}${one.unclear ? html`<p class="warn">${words.rowUnclear(DEFAULTS.org)}</p>` : nothing}</li>`;

const part = ({ name, lines }: Part): TemplateResult | typeof nothing =>
  (lines.length === 0 ? nothing : html`<p class="title">${labels[name]}</p><ul>${lines.map(line)}</ul>`);

const row = (item: Item): TemplateResult => html`<p class="title">${item.title ?? labels.notRecorded}</p>${status(item.kind, item.status)}
  ${details(item.details)}${item.parts.map(part)}${foot(item)}`;

/**
 * @summary Care plans with goals, activities and people; those in force first.
 * @fires dscr-section-shown
 */
export class DscrCarePlans extends SectionElement<CarePlansModel> {
  static override readonly section = 'care-plans';

  override renderModel({ active, past, others }: CarePlansModel): TemplateResult {
    const group = (text: string, items: readonly Item[]): TemplateResult | typeof nothing =>
      (items.length === 0 ? nothing : html`${this.subheading(`${text} (${items.length})`)}${this.rows(items, row, text)}`);
    return html`${this.rows(active, row)}${group(labels.past, past)}
      ${group(labels.goals, others.filter((one) => one.kind === 'goal'))}${group(labels.team, others.filter((one) => one.kind === 'team'))}`;
  }
}
