import { html, nothing, type TemplateResult } from 'lit';
import type { SectionState } from '../../record/section-state.js';
import { labels, noun, words } from '../../ui/words.js';
import type { AlertsModel } from './alerts.model.js';

/** Current alerts in one line at the top of the record. Failing to load is loud; nothing is drawn until the answer is whole. */
export function alertLine(state: SectionState<AlertsModel>, desk: string): TemplateResult | typeof nothing {
  switch (state.name) {
    case 'loading': return html`<p class="alerts">${words.loading.now('alerts')}</p>`;
    case 'unavailable': {
      const { heading, text } = words.unavailable('alerts', state.problem.cause, desk, state.problem.reference);
      return html`<div class="notice stop" role="alert"><p class="title">${heading}</p><p>${text}</p></div>`;
    }
    case 'withheld': {
      const { heading, text } = words.withheld.byApi('alerts', desk, state.reference);
      return html`<div class="notice warn"><p class="title">${heading}</p><p>${text}</p></div>`;
    }
    case 'ready': return state.model.current.length === 0 ? nothing
      : html`<div class="notice warn alerts"><p class="title">⚠ ${noun('alerts')}</p><ul>${state.model.current.map((alert) => html`<li>${alert.title ?? labels.notRecorded}</li>`)}</ul></div>`;
    default: return nothing;
  }
}
