import { lastMoment, showWhen } from '../record/when.js';
import { labels } from '../ui/labels.js';
import type { Entry } from './entry.js';

/** Until when an entry held, or from when it will: nothing of one that holds now. @param at epoch ms */
export const outOfPeriod = ({ details }: Entry, at: number): readonly string[] => details.flatMap(([name, value]) =>
  (typeof value === 'object' && (name === 'until' ? lastMoment(value) <= at : name === 'from' && value.sort > at) ? `${labels[name]} ${showWhen(value)}` : []));
