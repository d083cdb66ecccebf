import { isObject as isNode, type Fields as Node } from '../record/resource.js';

/**
 * Reading what a server sent: one value where a list is due and the reverse, numbers as text, nulls. Nothing here
 * throws and nothing is dropped that could be shown.
 */
export { isNode, type Node };

/** Always a list: nothing → none, one value → that one. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]).flat() : value === undefined || value === null ? [] : [value];

export const nodes = (value: unknown): readonly Node[] => list(value).filter(isNode);
export const node = (value: unknown): Node | undefined => nodes(value)[0];

/** A letter that can be seen: what has none leaves a place that looks empty. */
const SEEN = /[^\s\p{DI}]/u;
/** The first text there is, as sent; numbers and booleans as their digits and words. Blank text counts as none. */
export function text(value: unknown): string | undefined {
  for (const one of list(value)) {
    if (typeof one === 'string' ? SEEN.test(one) : typeof one === 'number' || typeof one === 'boolean') return String(one);
  }
  return undefined;
}

/** A number of things, be it sent as text; undefined where it is none. */
export const count = (value: unknown): number | undefined => {
  const number = Number(text(value));
  return number >= 0 ? number : undefined;
};

/** A code for comparison: the first there is, trimmed, in lower case (`COMPLETED`, `entered-in-error ` occur). Never shown. */
export const code = (value: unknown): string | undefined => {
  const one = node(value);
  return (one ? text(nodes(one['coding']).map((coding) => coding['code'])) ?? text(one['text']) : text(value))?.trim().toLowerCase();
};

/** Follows names through objects and first elements: `at(resource, 'participant', 'individual')`. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((current, name) => node(current)?.[name], value);

/** The value of a choice element, whichever type it came in: `choice(observation, 'value')` → ['Quantity', …]. */
export function choice(resource: Node, name: string): readonly [type: string, value: unknown] | undefined {
  const key = Object.keys(resource).find((one) => one.startsWith(name) && /^[A-Z]/.test(one.slice(name.length)) && resource[one] !== null);
  return key === undefined ? undefined : [key.slice(name.length), resource[key]];
}

/** An extension by the last part of its URL: UK Core, PDS and HL7 put the same one under several bases. */
export const extension = (element: unknown, name: string): Node | undefined =>
  nodes(at(element, 'extension')).find((one) => `/${text(one['url'])}`.endsWith(`/${name}`));

/** An extension; UK Core's by its short name. */
export const extensionOf = (element: unknown, name: string): Node | undefined => extension(element, name) ?? extension(element, `Extension-UKCore-${name}`);
export const extensionValue = (element: unknown, name: string): unknown => choice(extensionOf(element, name) ?? {}, 'value')?.[1];

export const joined = (parts: readonly (string | undefined)[], by = ', '): string | undefined => parts.filter((part) => part).join(by) || undefined;
