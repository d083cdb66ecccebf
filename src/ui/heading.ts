import { html, type TemplateResult } from 'lit';

/** A heading of a level that is only known at run time. Levels above 6 stay 6. */
export function heading(level: number, text: string | TemplateResult, id = ''): TemplateResult {
  switch (Math.min(6, level)) {
    case 1: return html`<h1 id=${id} tabindex="-1">${text}</h1>`;
    case 2: return html`<h2 id=${id} tabindex="-1">${text}</h2>`;
    case 3: return html`<h3 id=${id} tabindex="-1">${text}</h3>`;
    case 4: return html`<h4 id=${id} tabindex="-1">${text}</h4>`;
    case 5: return html`<h5 id=${id} tabindex="-1">${text}</h5>`;
    default: return html`<h6 id=${id} tabindex="-1">${text}</h6>`;
  }
}
