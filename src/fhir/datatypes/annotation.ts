import type { Resource } from '../../record/resource.js';
import { readWhen, type When } from '../../record/when.js';
import { isNode, list, text } from '../read.js';
import { readReference, type Finder } from './reference.js';

export interface Note { readonly text: string; readonly author?: string; readonly date?: When }

/** Annotation list → notes, texts as sent (line breaks and angle brackets included). */
export const readNotes = (value: unknown, finder: Finder, from?: Resource): readonly Note[] => list(value).flatMap((one) => {
  const words = text(isNode(one) ? one['text'] : one);
  if (words === undefined) return [];
  if (!isNode(one)) return [{ text: words }];
  const author = text(one['authorString']) ?? readReference(one['authorReference'], finder, from).name;
  const date = readWhen(one['time']);
  return [{ text: words, ...(author && { author }), ...(date && { date }) }];
});
