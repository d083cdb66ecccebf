import type { Meta } from '@storybook/web-components-vite';
import { demographicsExamples } from '../../src/sections/demographics/demographics.examples.js';
import { everything } from '../support/resources.js';
import { OWN_ATTRIBUTES, args, argTypes, ownPage, story, type Look, type Reached } from '../support/story.js';
import { allBut } from '../support/world.js';

const meta: Meta<Look> = { title: 'Embeds/Record', component: 'dscr-record', args, argTypes: { ...argTypes, ...OWN_ATTRIBUTES['dscr-record'] }, parameters: { ...ownPage, docs: { story: { inline: false, height: '900px' } } } };
export default meta;

const TAG = 'dscr-record';
const shown: Reached = ({ patient, sections }) => patient === 'shown' && Object.values(sections).every(({ state }) => state !== 'loading' && state !== 'waiting');
const says = (name: string): Reached => ({ patient }) => patient === name;

export const Ready = story(TAG, {}, shown);
export const Waiting = story(TAG, { patientOpen: null }, ({ session, patient }) => session === 'ready' && patient === 'none');
export const NotConfigured = story(TAG, { unconfigured: true }, ({ session }) => session === 'signed-out');
export const ConfigurationRefused = story(TAG, { config: { surprise: true } }, (_, element) => element.renderRoot.querySelector('[role="alert"]') !== null);
export const SignedOut = story(TAG, { session: 'signed-out' }, (_, element) => element.renderRoot.querySelector('button') !== null);
export const Loading = story(TAG, { answers: { '*': 'never' } }, ({ sections }) => sections.results?.state === 'loading');
export const SomeNotShownToYourRole = story(TAG, { permits: allBut('documents', 'results') }, shown);
export const NothingRecorded = story(TAG, { holds: [] }, shown);
export const CouldNotBeLoaded = story(TAG, { answers: { '*': 'fault' } }, shown);
export const PatientDiffers = story(TAG, { patientOpen: { nhsNumber: '999 000 0018', birthDate: '1985-03-14' } }, says('mismatch'));
export const PatientNotReleased = story(TAG, { answers: { Patient: 'refused' } }, says('refused'));
export const RestrictedPatient = story(TAG, { patient: demographicsExamples.restricted }, shown);
export const Deceased = story(TAG, { patient: demographicsExamples.died }, shown);
export const NarrowedByTheHost = story(TAG, {}, ({ sections }) => sections.medications?.state === 'ready', {}, { sections: 'medications' });
export const Training = story(TAG, { config: { environment: 'training' } }, shown);
export const BannerAsLine = story(TAG, { holds: everything }, shown, {}, { banner: 'line' });
export const Narrow = story(TAG, {}, shown, { width: 280 });
export const Middle = story(TAG, {}, shown, { width: 768 });
export const Wide = story(TAG, {}, shown, { width: 1280 });
export const Compact = story(TAG, {}, shown, { density: 'compact' });
export const Dark = story(TAG, {}, shown, { theme: 'dark' });
