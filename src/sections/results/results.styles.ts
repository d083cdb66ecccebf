import { css } from 'lit';

/** Where there is little room, `.fold` is what the controls after it are folded into; what they say of the list stays. */
export const resultStyles = css`
  .title.link { padding: 0; }
  .line-1 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; }
  .up::before { content: '▲\u00a0' / ''; } .down::before { content: '▼\u00a0' / ''; } .odd::before { content: '◆\u00a0' / ''; }
  .stop.up::before { content: '▲▲\u00a0' / ''; } .stop.down::before { content: '▼▼\u00a0' / ''; } .mono { font: .875em/1.4 monospace; }
  .spark { width: 100px; height: 24px; vertical-align: middle; }
  svg path { fill: none; stroke: var(--_accent); stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linecap: round; }
  svg .dots { stroke-width: 9; }
  svg .out { stroke: var(--_stop-line); stroke-width: 13; stroke-linecap: square; } svg .critical { stroke-width: 20; } svg .hole { stroke: var(--_paper); stroke-width: 5; }
  svg .wide { stroke-width: 3; stroke-dasharray: 2 6; }
  svg .band { fill: var(--_banner); stroke: none; } svg .focus { stroke: var(--_ink); }
  .chart, .grid { border: 1px solid var(--_line); }
  .chart { overflow: hidden; }
  .chart p { padding-inline: 8px; }
  .plot { position: relative; height: 200px; margin-inline-start: 48px; }
  .plot svg { position: absolute; inset: 0; width: 100%; height: 100%; }
  .plot span { position: absolute; white-space: nowrap; font-size: .875em; }
  .sign { transform: translate(-50%, -50%); min-width: 22px; text-align: center; border: 2px solid var(--_accent); border-radius: 11px; background: var(--_paper); line-height: 18px; } .sign.stop { border-color: var(--_stop-line); } .word { translate: var(--at); }
  .limit { background: var(--_paper); padding: 0 4px; transform: translate(-48px, -50%); }
  .axis { display: flex; flex-wrap: wrap; gap: 0 8px; font-size: .875em; white-space: nowrap; } .axis > :first-child { min-width: 40px; } .axis > :last-child { margin-inline-start: auto; }
  .trend { margin: 0; } caption { text-align: start; }
  .said { min-height: 1.5em; }
  .buttons { margin-block: 8px; } .buttons .buttons { margin: 0; }
  .finder { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-block: 8px; }
  .finder > details { flex-basis: 100%; }
  .finder > [type='search'] { flex: 1 1 260px; }
  .tree ul { padding-inline-start: 24px; }
  .tree label { display: inline-block; min-height: 24px; }
  .grid { position: relative; isolation: isolate; overflow: auto; scroll-padding: 4em 0 0 max(8em, 40cqi); max-height: 70vh; margin-block: 8px; }
  .grid table { width: auto; border-collapse: separate; border-spacing: 0; }
  .grid th, .grid td { min-width: 96px; }
  .grid td { width: 10cqi; }
  .grid thead th { position: sticky; top: 0; z-index: 1; background: var(--_soft); }
  .grid th:first-child { position: sticky; left: 0; min-width: 8em; max-width: max(8em, 40cqi); background: var(--_soft); }
  .grid .pre { overflow-wrap: break-word; }
  .grid thead th:first-child { z-index: 2; }
  .split > * { border-block-start: 3px double var(--_line); }
  .opened { margin-block: 8px; padding-inline-start: 12px; border-inline-start: 4px solid var(--_accent); }
  .twins { padding: 4px 8px; }
  .deep1 { margin-inline-start: 16px; } .deep2 { margin-inline-start: 32px; } .deep3 { margin-inline-start: 48px; } .deep4 { margin-inline-start: 64px; }
  [aria-current] > * { background: var(--_banner); }
  table.stack { font-size: .875em; } .stack td:last-child { min-width: 8em; } .stack th, :is(.stack, .grid) .badge { overflow-wrap: normal; }
  .fold { display: none; }
  summary > * { display: inline-block; }
  @container dscr (max-width: 479px) {
    .fold { display: block; }
    .fold:not([open]) ~ .finder, .fold:not([open]) ~ .buttons button { display: none; }
    .items .buttons { gap: 4px; }
    .items .buttons button { padding-inline: 6px; }
  }
  @container dscr (min-width: 600px) {
    .row { display: grid; grid-template-columns: 30% 1fr auto; gap: 0 8px; align-items: baseline; }
    .row > :not(.title, .line-1), .title:has(+ :empty) { grid-column: 1 / -1; } .row > .spark { grid-area: 1 / 3; align-self: start; }
  }
  @media print { .grid { max-height: none; overflow: visible; } .grid table { font-size: .7em; table-layout: fixed; width: 100%; } .grid th .nowrap { white-space: normal; } .grid .badge { overflow-wrap: anywhere; padding: 0; } .grid :is(th, td) { position: static !important; min-width: 0 !important; padding: 6px 1px; } }
  @media (forced-colors: active) { svg path { stroke: CanvasText; } svg :is(.out, .focus) { stroke: Highlight; } svg .hole { stroke: Canvas; } svg .band { stroke: none; fill: GrayText; fill-opacity: .3; } }`;
