import type { Meta } from '@storybook/web-components-vite';
import { args, argTypes, ownPage, story, type Look, type Reached } from '../support/story.js';

const meta: Meta<Look> = { title: 'Embeds/Session', component: 'dscr-session', args, argTypes, parameters: ownPage };
export default meta;

const TAG = 'dscr-session';
const is = (name: string): Reached => ({ session }, element) => session === name && element.renderRoot.querySelector('button') !== null;

export const SignedIn = story(TAG, {}, is('ready'));
export const SignedOut = story(TAG, { session: 'signed-out' }, is('signed-out'));
export const ChooseYourRole = story(TAG, { session: 'two-roles' }, is('choosing-role'));
export const NoRole = story(TAG, { session: 'no-role' }, is('failed'));
export const Narrow = story(TAG, {}, is('ready'), { width: 280 });
export const Dark = story(TAG, {}, is('ready'), { theme: 'dark' });
