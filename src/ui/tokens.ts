import { css, unsafeCSS, type CSSResult } from 'lit';

/**
 * Colours and measures, in px so that no host's root font changes them. Names beginning `--_` are ours and cannot be set from
 * outside (the `!important` of a shadow sheet beats every rule of the page); `--dscr-*` is what a host may set, for `theme="host"`.
 * An element inside another of ours carries `nested` and takes everything from it. Text 4.5:1, borders and focus 3:1, or better.
 */
/** Name, colour in light and in dark, and what a host may call it. */
const COLOURS: readonly (readonly [name: string, light: string, dark: string, host?: string])[] = [
  ['ink', '#212b32', '#f0f4f5', '--dscr-text'],
  ['muted', '#425563', '#c2cdd4', '--dscr-text-muted'],
  ['paper', '#fff', '#1b2429', '--dscr-background'],
  ['soft', '#f0f4f5', '#26323a', '--dscr-background-soft'],
  ['line', '#768692', '#8fa0ac', '--dscr-border'],
  ['accent', '#005eb8', '#8cc3f7', '--dscr-accent'],
  ['on-accent', '#fff', '#0b1a26', '--dscr-on-accent'],
  ['focus', '#212b32', '#ffeb3b', '--dscr-focus'],
  ['warn', '#fff4cc', '#4a3d00'],
  ['warn-line', '#8a6100', '#ffd54f'],
  ['stop', '#fde8e6', '#541818'],
  ['stop-line', '#b10e1e', '#ff9e94'],
  ['banner', '#dcebf9', '#0d3255', '--dscr-banner'],
  ['died', '#425563', '#d8dde0'],
  ['died-2', '#31414d', '#c3ccd2'],
  ['on-died', '#fff', '#212b32'],
];
const colours = (of: (colour: (typeof COLOURS)[number]) => string, from = COLOURS): CSSResult => unsafeCSS(from.map((one) => `--_${one[0]}:${of(one)}!important;`).join(''));
const light = colours(([, inLight]) => inLight);
const dark = colours(([, , inDark]) => inDark);
const OF_HOST = COLOURS.filter((one) => one[3]);
const own = (of: (colour: (typeof COLOURS)[number]) => string): CSSResult => unsafeCSS(OF_HOST.map((one) => `--_own-${one[0]}:${of(one)}!important;`).join(''));
/** For what stands on a colour that no host chooses: everything there is ours. */
export const ownColours = unsafeCSS(OF_HOST.map(([name]) => `--_${name}:var(--_own-${name});`).join(''));
const host = colours(([, inLight, , name]) => `var(${name},${inLight})`, OF_HOST);

export const tokens = css`
  :host {
    all: initial !important; visibility: inherit !important; display: block !important; box-sizing: border-box !important; width: 100% !important; min-width: 0 !important;
    container: dscr / inline-size !important;
    font: var(--_size)/1.5 sans-serif !important; color: var(--_ink) !important; background: var(--_paper) !important;
    direction: ltr !important; unicode-bidi: isolate !important; text-align: start !important; overflow-wrap: break-word !important; text-size-adjust: 100% !important; -webkit-text-size-adjust: 100% !important;
  }
  :host([hidden]) { display: none !important; }
  :host(:not([nested])) { min-width: 280px !important; --_size: 16px !important; --_gap: 12px !important; --_target: 36px !important; color-scheme: light !important; ${light}${own(([, inLight]) => inLight)} }
  :host([density='compact']) { --_size: 14px !important; --_gap: 6px !important; --_target: 28px !important; }
  @media screen {
    :host([theme='dark']) { color-scheme: dark !important; ${dark}${own(([, , inDark]) => inDark)} }
    :host([theme='host']) { ${host} }
  }
  @media screen and (prefers-color-scheme: dark) { :host([theme='auto']) { color-scheme: dark !important; ${dark}${own(([, , inDark]) => inDark)} } }`;
