import { html, nothing, type TemplateResult } from 'lit';
import { gapReasons } from '../../element/gap-text.js';
import { notRefreshed } from '../../element/stale.js';
import { joined } from '../../fhir/said.js';
import { isWhole, onScreen, type SectionState } from '../../record/section-state.js';
import { unclearMark } from '../../ui/details.js';
import { word } from '../../ui/labels.js';
import { inOrder } from '../../ui/rows.js';
import { labels, noun, words, type Said } from '../../ui/words.js';
import { outOfPeriod } from '../out-of-period.js';
import type { Alert, AlertsModel } from './alerts.model.js';

/** How an alert stands, where it does not simply hold: proposed, preliminary, ended, to come; and what a consent permits or denies. */
const standing = (alert: Alert, at: number): string => {
  const { table, status = '', details } = alert;
  const said = joined([['active', 'current'].includes(status) ? undefined : word(table, status) || labels.unknown, ...details.map(([name, value]) => (name === 'status' || (name === 'type' && table === 'consent') ? value as string : undefined)), ...outOfPeriod(alert, at)]);
  return said ? ` (${said})` : '';
};

/** Why none can be shown, where that is so. */
const notShown = (state: SectionState<AlertsModel>, desk: string): Said | undefined => (state.name === 'unavailable' ? words.unavailable('alerts', state.problem.cause, desk, state.problem.reference)
  : state.name === 'withheld' ? words.withheld.byApi('alerts', desk, state.reference) : undefined);

/** What the banner says of them, where there is something to say: how many there are only where none can be missing. */
export function alertMark(now: SectionState<AlertsModel>, desk: string): string | undefined {
  const state = onScreen(now);
  if (state.name !== 'ready') return notShown(state, desk)?.heading;
  const { length } = state.model.current;
  return isWhole(state) ? length > 0 ? `${noun('alerts')} (${length})` : undefined : noun('alerts');
}

/** Current alerts in one line at the top of the record. Failing to load, wholly or in part, is loud; nothing is drawn until the answer is whole. */
export function alertLine(now: SectionState<AlertsModel>, desk: string): TemplateResult | typeof nothing {
  const state = onScreen(now);
  const box = (tone: string, heading: string, lines: readonly (string | undefined)[], list: unknown = nothing): TemplateResult =>
    html`<div class="notice ${tone}" role=${tone.startsWith('stop') ? 'alert' : nothing}><p class="title"><span aria-hidden="true">⚠ </span>${heading}</p>${lines.map((line) => line && html`<p>${inOrder(line)}</p>`)}${list}</div>`;
  if (state.name === 'loading') return html`<p class="alerts">${words.loading.now('alerts')}</p>`;
  if (state.name !== 'ready') {
    const said = notShown(state, desk);
    return said ? box(state.name === 'unavailable' ? 'stop' : 'warn', said.heading, [said.text]) : nothing;
  }
  const { model: { current }, gaps } = state;
  const lines = [...gapReasons(state, 'alerts', desk), notRefreshed(state)];
  return current.length === 0 && !lines.some((line) => line) ? nothing
    : box(`${gaps.some(({ kind }) => kind === 'source-silent' || kind === 'stopped') ? 'stop' : 'warn'} alerts`, noun('alerts'), lines, current.length > 0 ? html`<ul role="list">${current.map((alert) => html`<li>${inOrder(alert.title ?? labels.notRecorded)}${standing(alert, Date.parse(state.loadedAt))}${unclearMark(alert)}</li>`)}</ul>` : nothing);
}
