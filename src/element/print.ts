import { report } from '../controllers/announce.js';
import { onScreen } from '../record/section-state.js';
import type { SectionId } from '../record/sections.js';
import { environmentText, identityOf, identityText } from './identity-line.js';
import { stamp } from '../ui/stamp.js';
import { labels, words } from '../ui/words.js';
import { thePage } from './the-page.js';

/** An element of ours, as far as printing it needs. */
export interface Printable extends Element { readonly wanted: readonly SectionId[]; readonly filterText?: string | undefined; drawWhole?(whole: boolean): void }

/** Flattens what an element shows, shadow roots included, into plain nodes of another document. */
function flatten(from: Node, into: Node, document: Document): void {
  for (const child of (from instanceof Element && from.shadowRoot ? from.shadowRoot : from).childNodes) {
    const copy = document.importNode(child, false);
    into.appendChild(copy);
    flatten(child, copy, document);
  }
}

/** The sheet that is in the page: there is one at most. */
let current: (() => void) | undefined;

const quoted = (text: string): string => JSON.stringify(text).replaceAll('\\n', ' ');

/**
 * Prints one element alone: the identity line heads each page, the foot says that it is no complete record, when it was
 * loaded and printed, by whom, and how many entries are not shown (words.md, print).
 * @returns takes the printed sheet out of the page: to be called when its patient goes
 */
export function printElement(element: Printable): (() => void) | undefined {
  current?.();
  const page = thePage();
  const { setup } = page;
  const identity = identityOf(page);
  if (!identity || !setup) return undefined;
  const { config, session } = setup;
  if (!config.print) {
    report('DSCR_PRINT_OFF');
    return undefined;
  }
  const { principal } = session.snapshot;
  const states = element.wanted.map((id) => onScreen(page.state(id)));
  const loaded = states.flatMap((state) => ('loadedAt' in state ? [state.loadedAt] : [])).sort()[0];
  const unshown = states.reduce((sum, state) => sum + ('counts' in state ? state.counts.unshown : 0), 0);
  const head = [environmentText(page), ...identityText(identity)].filter(Boolean).join('  ');
  const all: readonly Printable[] = [element, ...element.shadowRoot!.querySelectorAll<Printable>('[nested]')];
  const filters = all.flatMap(({ filterText }) => (filterText ? [filterText.replace(/^Filter on: |\.$/g, '')] : [])).join('; ');
  const foot = words.print.foot(config.name, loaded ? stamp(loaded) : labels.notRecorded, stamp(session.now()),
    principal?.name ?? '', principal?.role ?? '', principal?.organisation.name ?? '', filters, unshown);

  const frame = document.createElement('iframe');
  const remove = (): void => {
    if (current === remove) current = undefined;
    frame.remove();
    removeEventListener('pagehide', remove);
    leave();
  };
  // Some browsers print nothing of a frame that is not laid out; no rule of the host's may bring it into view.
  frame.style.cssText = 'position:fixed!important;width:0!important;height:0!important;border:0!important;visibility:hidden!important';
  document.documentElement.append(frame);
  // A member that shows nobody, but hears when the patient goes: the element may be gone by then.
  const leave = page.members.attach({ wanted: [], showsSession: false, nested: true, ownPatient: null, pageChanged: (_section, now) => { if (now) remove(); } });
  current = remove;
  addEventListener('pagehide', remove);
  const sheet = frame.contentDocument!;
  const view = frame.contentWindow as Window & typeof globalThis;
  for (const one of all) one.drawWhole?.(true);
  // The rules of an element hold inside it alone, as on screen.
  const rules = all.map((one) => `${one === element ? 'html' : one.localName}{${one.shadowRoot!.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText.replaceAll(':host(', '&:is(').replaceAll(':host', '&'))).join('')}}`);
  const css = new view.CSSStyleSheet();
  css.replaceSync(`${rules.join('')}html{overflow:visible!important}
    @page{margin:22mm 12mm;font:8pt sans-serif;@top-left{content:${quoted(head)};font:bold 10pt sans-serif}@bottom-left{content:${quoted(foot)}}
    @bottom-right{content:"${words.print.page('"counter(page)"', '"counter(pages)"')}"}}`);
  sheet.adoptedStyleSheets = [css];
  sheet.title = labels.recordName;
  flatten(element, sheet.body, sheet);
  // A browser without margin boxes drops them: then the sheet is a table, whose head and foot are printed on each page.
  if (!/@top-left/.test([...css.cssRules].at(-1)!.cssText)) {
    sheet.body.style.cssText = 'display:table;table-layout:fixed;width:100%;margin:0';
    for (const [place, said, group] of [['prepend', head, 'header'], ['append', foot, 'footer']] as const) {
      const line = sheet.createElement('p');
      line.textContent = said;
      // Chromium repeats only what is never parted.
      line.style.cssText = `display:table-${group}-group;break-inside:avoid`;
      sheet.body[place](line);
    }
  }
  for (const one of sheet.querySelectorAll('details')) one.open = true;
  for (const one of all) one.drawWhole?.(false);
  view.addEventListener('afterprint', remove);
  for (const [at, id] of element.wanted.entries()) if (['none-recorded', 'loading'].includes(states[at]!.name) || 'gaps' in states[at]!) page.note('print', id);
  view.print();
  // Where printing is not shown as a dialog (or is blocked) nothing of the patient may stay behind.
  setTimeout(remove, 60_000);
  return remove;
}
