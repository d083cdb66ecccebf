import { css } from 'lit';
import { ownColours, tokens } from './tokens.js';

/** Navigation beside the sections, in sight whatever is scrolled. */
const beside = css`display: grid; grid-template-columns: minmax(140px, 220px) minmax(0, 1fr); gap: 24px;`;
const standing = css`--_way: column; position: sticky; top: var(--_under, 120px); align-self: start;`;

/** Looks shared by every element. Clinical text is wrapped, never shortened or re-cased. Nothing moves. A button that holds text of the record prints as text: it is a `.title` or `.nowrap`. */
const shared = css`
  /* isolate: text from right to left must not part the numbers and dates beside it */
  *, ::before, ::after { box-sizing: border-box; unicode-bidi: isolate; }
  [hidden] { display: none !important; }
  h1, h2, h3, h4, h5, h6, p, dl, dd, ul { margin: 0; padding: 0; border: 0; }
  .section :is(h3, h4, h5, h6) { padding-block-start: 12px; }
  h1, h2, h3, h4, h5, h6 { font-size: 1.15em; line-height: 1.3; overflow-wrap: anywhere; break-after: avoid; }
  [tabindex='-1'] { scroll-margin-block-start: var(--_under, 120px); }
  [id^='section-'] { font-size: 1.4em; }
  ul { list-style: none; }
  .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .caret { font-size: 1px; }
  .power { font-size: smaller; line-height: 0; vertical-align: super; }
  .nowrap { white-space: pre; }
  .whole { display: inline-block; }
  .pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .muted, .prov, dt { color: var(--_muted); }
  .prov { font-size: .875em; overflow-wrap: anywhere; break-before: avoid; }

  button, .btn { font: inherit; min-height: var(--_target); min-width: 24px; padding: 2px 12px; border: 2px solid var(--_accent); border-radius: 4px;
    background: var(--_paper); color: var(--_accent); cursor: pointer; text-align: start; }
  .primary, [aria-pressed='true'] { background: var(--_accent); color: var(--_on-accent); }
  button[disabled] { border-style: dashed; cursor: default; }
  a, .link { color: var(--_accent); text-decoration: underline; }
  .btn { display: inline-block; text-decoration: none; }
  .link { border: 0; padding: 0 4px; min-height: 24px; background: none; }
  input, select, textarea { font: inherit; color: inherit; background: var(--_paper); border: 2px solid var(--_line); border-radius: 4px; min-height: var(--_target); max-width: 100%; padding: 2px 8px; }
  [type='checkbox'] { width: 24px; min-height: 24px; vertical-align: middle; }
  ::placeholder { color: var(--_muted); opacity: 1; }
  :focus-visible { outline: 3px solid var(--_focus); outline-offset: 2px; scroll-margin: var(--_under, 120px) 0 24px; }
  summary { min-height: 24px; cursor: pointer; color: var(--_accent); }
  summary, [data-critical], [aria-live] { break-after: avoid; }
  .buttons, nav ul { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }

  .panel, .notice, .gap { border: 1px solid var(--_line); border-inline-start-width: 6px; padding: var(--_gap); margin-block: var(--_gap); overflow-wrap: anywhere; }
  .notice, .gap { background: var(--_soft); }
  :is(.panel, .panel form, .panel [role]) > * + * { margin-block-start: 8px; }
  .warn, .stop, .test, .allergies.known, .allergies.unavailable { ${ownColours} color: var(--_ink); }
  .warn { background: var(--_warn); border-color: var(--_warn-line); }
  .stop { background: var(--_stop); border-color: var(--_stop-line); }
  .badge { display: inline-block; margin: 0 4px 2px 0; border: 1px solid var(--_line); border-radius: 4px; padding: 0 6px; font-weight: 700; overflow-wrap: anywhere; }
  .badge.warn { border-color: var(--_warn-line); }
  .badge.stop { border: 2px solid var(--_stop-line); }

  .window { position: relative; max-height: min(600px, 70vh); overflow: auto; overflow-anchor: none; border-block-end: 1px solid var(--_line); }
  .allergies, .alerts, .standing, .session { padding: 4px var(--_gap); overflow-wrap: anywhere; }
  .allergies .title::before { content: 'i' / ''; display: inline-block; width: 1.4em; line-height: 1.2; text-align: center; border: 2px solid; border-radius: 1em; margin-inline-end: 4px; }
  .allergies.known .title::before { content: '⚠' / ''; border: 0; }
  .allergies.unavailable .title::before { content: '?' / ''; }
  .allergies.known, .allergies.unavailable { background: var(--_stop); border-inline-start: 6px solid var(--_stop-line); }
  .allergies { margin-block: var(--_gap) 4px; }
  .allergies .notice { margin: 4px 0 0; border: 0; padding: 0; background: none; }
  .allergies ul, .alerts ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26em), 1fr)); gap: 0 16px; }
  .allergies li, .alerts li { display: list-item; list-style: disc; margin-inline-start: 1.2em; }
  .session { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; justify-content: space-between; background: var(--_soft); }
  .session > p:first-child, .emergency p { flex: 1 1 50%; }
  .idle, .emergency { position: sticky; top: 76px; z-index: 1; }
  .emergency { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; padding-block: 4px; }
  .emergency ~ *, .top:has(.emergency) ~ * { --_under: 172px; }
  :host(dscr-record) .idle { top: 104px; }
  .sources, .in-error { margin-block-start: var(--_gap); }
  .section { padding: var(--_gap); }
  .row { padding: var(--_gap); border-block-start: 1px solid var(--_line); overflow-wrap: anywhere; }
  .row:nth-child(even) { background: var(--_soft); }
  .title { font-weight: 700; white-space: pre-wrap; overflow-wrap: anywhere; }
  .row ul { padding-inline-start: 12px; }
  .row > p.title { display: inline; margin-inline-end: 8px; }
  .fields :is(dt, dd) { display: inline; }
  .fields dt { margin-inline-end: 8px; }
  dd { min-width: 0; font-weight: 600; }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: 6px 8px; text-align: start; vertical-align: baseline; border-block-end: 1px solid var(--_line); overflow-wrap: break-word; }
  tbody tr:nth-child(even) { background: var(--_soft); }

  .banner { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0 24px; padding: 8px var(--_gap); background: var(--_banner);
    border-block-end: 3px solid var(--_accent); color: var(--_ink); }
  .banner dl { display: contents; }
  .banner div { overflow-wrap: anywhere; }
  .banner dt, .banner dd { display: inline; }
  .banner dd, .banner .name { font-weight: 700; }
  .banner .name { font-size: 1.15em; flex-basis: 100%; }
  .top { position: sticky; top: 0; z-index: 2; background: var(--_paper); }
  .top :is(.banner, .emergency) { position: static; margin: 0; }
  .marks { padding-inline: 6px; background: var(--_soft); }
  .marks .link { font-weight: 700; }
  .banner.line { font-size: .875em; padding-block: 4px; }
  .deceased, .deceased dt { color: var(--_on-died); }
  .deceased { background: repeating-linear-gradient(135deg, var(--_died) 0 14px, var(--_died-2) 14px 28px); border-block: 6px double var(--_on-died); }
  .deceased :is(button, a) { color: var(--_on-died); border-color: currentcolor; background: var(--_died-2); }
  .test { padding: 2px var(--_gap); font-weight: 700; border-block: 2px dashed var(--_warn-line);
    background: repeating-linear-gradient(45deg, var(--_warn) 0 12px, var(--_paper) 12px 24px); }

  @container dscr (max-width: 479px) { .notice, .gap { padding-block: 6px; } .top ~ * { --_under: 220px; } .top:has(.emergency) ~ * { --_under: 400px; } :host(dscr-record) .idle { top: 208px; } }
  @container dscr (min-width: 480px) { .fields > div { display: grid; grid-template-columns: minmax(120px, 30%) 1fr; } }
  @container dscr (max-width: 599px) {
    table.stack :is(tbody, tr, td, th) { display: block; }
    table.stack thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
    table.stack :is(td, tbody th) { border: 0; }
    table.stack td[data-label]::before { content: attr(data-label) ' '; color: var(--_muted); }
    table.stack tr { border-block-end: 1px solid var(--_line); }
  }
  nav { padding-inline: 6px; }
  nav ul { flex-direction: var(--_way, row); align-items: start; }
  @media screen {
    .paper { display: none; }
    [aria-live]:has(+ .link), [aria-live]:has(+ .link) > :last-child { display: inline; }
    @container dscr (min-width: 600px) { :host([layout='page']) .columns { ${beside} } :host([layout='page']) nav { ${standing} } }
    @container dscr (min-width: 960px) { :host(:not([layout='panel'])) .columns { ${beside} } :host(:not([layout='panel'])) nav { ${standing} } }
  }
  @media print, (max-height: 480px) { .banner, .top, .emergency { position: static; } }
  @media (forced-colors: active) { .badge.stop, .primary, [aria-pressed='true'] { border: 3px solid; } .primary, [aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
  /* Firefox prints nothing of what a container query lays out: there, print asks none */
  @media print {
    @supports (-moz-appearance: none) { :host { container: none !important; } }
    button:not(.title, .nowrap), .btn, nav, .screen, .off ~ :not(slot) { display: none !important; }
    .link { color: inherit; text-decoration: none; border: 0; padding: 0; }
    .deceased { --_on-died: var(--_ink); background: none; }
    li, tr, .notice, .gap { break-inside: avoid; }
  }`;

/** In this order, before an element's own. */
export const styles = [tokens, shared];
