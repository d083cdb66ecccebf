import type { ArgTypes, StoryObj } from '@storybook/web-components-vite';
import type { DscrElement } from '../../src/element/dscr-element.js';
import type { PublicState } from '../../src/element/public-state.js';
import { api } from './api.js';
import { everything, PATIENT } from './resources.js';
import { openWorld, type World } from './world.js';

export interface Look {
  readonly density: 'comfortable' | 'compact';
  readonly theme: 'nhs' | 'host' | 'dark' | 'auto';
  readonly headingLevel: number;
  /** px; 0 is the whole width */
  readonly width: number;
  /** attributes of the one element, as a host writes them; empty is not there */
  readonly view?: string; readonly category?: string; readonly from?: string; readonly to?: string; readonly status?: string;
  readonly sections?: string; readonly banner?: string; readonly layout?: string;
}
export type Story = StoryObj<Look>;

export const argTypes: Partial<ArgTypes<Look>> = {
  density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
  theme: { control: 'inline-radio', options: ['nhs', 'host', 'dark', 'auto'] },
  headingLevel: { control: { type: 'number', min: 1, max: 6 } },
  width: { control: 'select', options: [0, 280, 768, 1280] },
};
const among = (...options: readonly string[]): { readonly control: 'select'; readonly options: readonly string[] } => ({ control: 'select', options: ['', ...options] });
const written = { control: 'text' } as const;
/** Contract, section 3: what each element has of its own. */
export const OWN_ATTRIBUTES = {
  'dscr-results': { view: among('latest', 'over-time', 'reports'), category: among('laboratory', 'imaging', 'other'), from: written, to: written },
  'dscr-meds': { status: among('current', 'past', 'all') },
  'dscr-record': { sections: written, banner: among('full', 'line'), layout: among('auto', 'panel', 'page') },
} as const;
export const args: Look = { density: 'comfortable', theme: 'nhs', headingLevel: 2, width: 0 };

/** What of the page's own a story must have reached before it counts as drawn. */
export type Reached = (state: PublicState, element: DscrElement) => boolean;
const LIMIT = 12_000;

async function until(element: DscrElement, reached: Reached): Promise<void> {
  const end = Date.now() + LIMIT;
  while (!reached(element.state, element) || element.isUpdatePending) {
    if (Date.now() > end) throw new Error(`not reached; the element says ${JSON.stringify(element.state)}`);
    await new Promise((drawn) => { requestAnimationFrame(drawn); });
  }
}

/**
 * One element on a page of its own.
 * @param attributes what a host would write on it, and may be changed beside the story
 */
export const story = (tag: string, world: World, reached: Reached, look: Partial<Look> = {}, attributes: Partial<Look> = {}): Story => ({
  args: { ...look, ...attributes },
  parameters: { msw: { handlers: api({ ...world, holds: world.holds ?? everything }) } },
  beforeEach: () => {
    const dscr = openWorld(world);
    return () => { void dscr.session.signOut(); };
  },
  render: ({ density, theme, headingLevel, width, ...own }) => {
    const element = document.createElement(tag) as DscrElement;
    for (const [name, value] of Object.entries(own)) if (value) element.setAttribute(name, value);
    Object.assign(element, { density, theme, headingLevel, patient: world.patientOpen === undefined ? PATIENT : world.patientOpen });
    const page = document.createElement('div');
    page.append(element);
    if (width > 0) page.style.width = `${width}px`;
    return page;
  },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<DscrElement>(tag);
    if (!element) throw new Error(`there is no ${tag}`);
    await until(element, reached);
  },
});

/** Stories stand in a page of their own, in the documentation too: a page shows one patient. */
export const ownPage = { layout: 'fullscreen', docs: { story: { inline: false, height: '420px' } } } as const;
