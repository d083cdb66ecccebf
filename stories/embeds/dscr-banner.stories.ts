import type { Meta } from '@storybook/web-components-vite';
import { demographicsExamples } from '../../src/sections/demographics/demographics.examples.js';
import { args, argTypes, ownPage, story, type Look, type Reached } from '../support/story.js';

const meta: Meta<Look> = { title: 'Embeds/Banner', component: 'dscr-banner', args, argTypes, parameters: ownPage };
export default meta;

const TAG = 'dscr-banner';
const says = (name: string): Reached => ({ patient, session }) => patient === name && session === 'ready';

export const Shown = story(TAG, {}, says('shown'));
export const Waiting = story(TAG, { patientOpen: null }, says('none'));
export const Deceased = story(TAG, { patient: demographicsExamples.died }, says('shown'));
export const Restricted = story(TAG, { patient: demographicsExamples.restricted }, says('shown'));
export const PatientDiffers = story(TAG, { patientOpen: { nhsNumber: '999 000 0018', birthDate: '1985-03-14' } }, says('mismatch'));
export const Narrow = story(TAG, {}, says('shown'), { width: 280 });
export const Dark = story(TAG, {}, says('shown'), { theme: 'dark' });
