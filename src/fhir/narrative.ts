import { plainText } from './datatypes/plain-text.js';
import { at, code, text, type Node } from './read.js';

/**
 * The narrative of a resource as plain text, where it says more than the elements do, or none of those that usually speak for it came.
 * @returns what it says, and whether there is one that cannot be made text
 */
export function readNarrative(resource: Node, speaking: readonly string[]): readonly [said: string | undefined, isUnread: boolean] {
  const div = code(at(resource, 'text', 'status')) === 'additional' || speaking.every((name) => resource[name] === undefined) ? text(at(resource, 'text', 'div')) : undefined;
  const said = div && plainText(div);
  return [said, div !== undefined && said === undefined];
}
