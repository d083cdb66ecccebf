import { css } from 'lit';

/**
 * Colours and measures, in px so that no host's root font changes them. Names beginning `--_` are ours and cannot be set from
 * outside (the `!important` of a shadow sheet beats every rule of the page); `--dscr-*` is what a host may set, for `theme="host"`.
 * An element inside another of ours carries `nested` and takes everything from it. Text 4.5:1, borders and focus 3:1, or better.
 */
const light = css`
  --_ink: #212b32 !important; --_muted: #425563 !important; --_paper: #fff !important; --_soft: #f0f4f5 !important;
  --_line: #768692 !important; --_accent: #005eb8 !important; --_on-accent: #fff !important; --_focus: #212b32 !important;
  --_warn: #fff4cc !important; --_warn-line: #8a6100 !important; --_stop: #fde8e6 !important; --_stop-line: #b10e1e !important;
  --_banner: #dcebf9 !important; --_died: #425563 !important; --_died-2: #31414d !important; --_on-died: #fff !important;`;
const dark = css`
  --_ink: #f0f4f5 !important; --_muted: #c2cdd4 !important; --_paper: #1b2429 !important; --_soft: #26323a !important;
  --_line: #8fa0ac !important; --_accent: #8cc3f7 !important; --_on-accent: #0b1a26 !important; --_focus: #ffeb3b !important;
  --_warn: #4a3d00 !important; --_warn-line: #ffd54f !important; --_stop: #541818 !important; --_stop-line: #ff9e94 !important;
  --_banner: #0d3255 !important; --_died: #d8dde0 !important; --_died-2: #c3ccd2 !important; --_on-died: #212b32 !important;`;

export const tokens = css`
  :host {
    all: initial !important; display: block !important; box-sizing: border-box !important; width: 100% !important; min-width: 0 !important;
    container: dscr / inline-size !important;
    font: var(--_size)/1.5 sans-serif !important; color: var(--_ink) !important; background: var(--_paper) !important;
    direction: ltr !important; unicode-bidi: isolate !important; text-align: start !important; overflow-wrap: break-word !important; text-size-adjust: 100% !important; -webkit-text-size-adjust: 100% !important;
  }
  :host([hidden]) { display: none !important; }
  :host(:not([nested])) { min-width: 280px !important; --_size: 16px !important; --_gap: 12px !important; --_target: 36px !important; color-scheme: light !important; ${light} }
  :host([density='compact']) { --_size: 14px !important; --_gap: 6px !important; --_target: 28px !important; }
  @media screen {
    :host([theme='dark']) { color-scheme: dark !important; ${dark} }
    :host([theme='host']) {
      --_ink: var(--dscr-text, #212b32) !important; --_muted: var(--dscr-text-muted, #425563) !important; --_paper: var(--dscr-background, #fff) !important;
      --_soft: var(--dscr-background-soft, #f0f4f5) !important; --_line: var(--dscr-border, #768692) !important; --_accent: var(--dscr-accent, #005eb8) !important;
      --_on-accent: var(--dscr-on-accent, #fff) !important; --_focus: var(--dscr-focus, #212b32) !important; --_banner: var(--dscr-banner, #dcebf9) !important;
    }
  }
  @media screen and (prefers-color-scheme: dark) { :host([theme='auto']) { color-scheme: dark !important; ${dark} } }`;
