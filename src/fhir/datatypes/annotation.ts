import type { Resource } from '../../record/resource.js';
import { readWhen, type When } from '../../record/when.js';
import { isNode, list, text, type Node } from '../read.js';
import { readReference, type Finder } from './reference.js';

export interface Note { readonly text: string; readonly author?: string; readonly date?: When }

/** Annotation list → notes, texts as sent (line breaks and angle brackets included). */
export const readNotes = (value: unknown, finder: Finder, from?: Resource): readonly Note[] => list(value).flatMap((one) => {
  const note: Node = isNode(one) ? one : { text: one };
  const words = text(note['text']);
  return words === undefined ? []
    : [{ text: words, author: text(note['authorString']) ?? readReference(note['authorReference'], finder, from).name, date: readWhen(note['time']) }];
});
