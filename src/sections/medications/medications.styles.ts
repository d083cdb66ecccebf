import { css } from 'lit';

export const medicineStyles = css`
  .buttons { margin-block: 8px; }
  .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(224px, 1fr)); gap: 8px 16px; }
  .sides .fields > div { display: block; }
  .bar { display: block; width: 100%; height: 10px; margin-block: 4px; background: var(--_paper); border: 1px solid var(--_line); }
  .bar rect { fill: var(--_accent); } .bar .open { fill-opacity: .4; }
  .axis { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; }
  label { display: flex; gap: 4px; align-items: center; max-width: 100%; } select { min-width: 0; } [type='search'] { flex: 1 1 160px; }
  @container dscr (max-width: 479px) { .sides > :empty { display: none; } }
  @container dscr (min-width: 800px) {
    .row > .fields { columns: 2; }
    .row > .fields > div { break-inside: avoid; }
  }
  @media (forced-colors: active) { .bar rect { fill: CanvasText; } }`;
