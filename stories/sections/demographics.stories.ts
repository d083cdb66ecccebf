import type { Meta } from '@storybook/web-components-vite';
import { sectionStories } from '../support/section-stories.js';
import { args, argTypes, ownPage, type Look } from '../support/story.js';

const meta: Meta<Look> = { title: 'Sections/Patient details', component: 'dscr-demographics', args, argTypes, parameters: ownPage };
export default meta;

const states = sectionStories('demographics', 'dscr-demographics');
export const Waiting = states.waiting;
export const Loading = states.loading;
export const NotShownToYourRole = states.withheldByRole;
export const CouldNotBeLoaded = states.unavailable;
export const Ready = states.ready;
export const Gaps = states.gaps;
export const Narrow = states.narrow;
export const Dark = states.dark;
