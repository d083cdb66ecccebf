import { html, type TemplateResult } from 'lit';

const valueOf = ({ target }: Event): string => (target as HTMLInputElement).value;

/** A list to choose one from. */
export const choose = (label: string, list: readonly (readonly [key: string, text: string])[], now: string, set: (key: string) => void): TemplateResult =>
  html`<label>${label} <select @change=${(event: Event) => { set(valueOf(event)); }}>${list.map(([key, text]) => html`<option value=${key} .selected=${key === now}>${text}</option>`)}</select></label>`;

/** A field for words to be found. */
export const search = (label: string, now: string, set: (query: string) => void): TemplateResult =>
  html`<input type="search" aria-label=${label} placeholder=${label} .value=${now} @input=${(event: Event) => { set(valueOf(event)); }} />`;

export const day = (label: string, now = '', set: (day: string) => void): TemplateResult =>
  html`<label>${label} <input type="date" .value=${now} @change=${(event: Event) => { set(valueOf(event)); }} /></label>`;
