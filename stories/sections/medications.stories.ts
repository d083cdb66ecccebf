import type { Meta } from '@storybook/web-components-vite';
import { sectionStories } from '../support/section-stories.js';
import { OWN_ATTRIBUTES, args, argTypes, ownPage, type Look } from '../support/story.js';

const meta: Meta<Look> = { title: 'Sections/Medicines', component: 'dscr-meds', args, argTypes: { ...argTypes, ...OWN_ATTRIBUTES['dscr-meds'] }, parameters: ownPage };
export default meta;

const states = sectionStories('medications', 'dscr-meds');
export const Waiting = states.waiting;
export const SignedOut = states.signedOut;
export const Loading = states.loading;
export const NotShownToYourRole = states.withheldByRole;
export const NotReleased = states.withheldByApi;
export const CouldNotBeLoaded = states.unavailable;
export const NoneRecorded = states.noneRecorded;
export const Ready = states.ready;
export const Gaps = states.gaps;
export const RecordedInError = states.inError;
export const LongList = states.longList;
export const Narrow = states.narrow;
export const Middle = states.middle;
export const Wide = states.wide;
export const Compact = states.compact;
export const Dark = states.dark;
