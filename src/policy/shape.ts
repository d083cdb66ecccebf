/**
 * Reading a document that somebody else wrote: a shape takes an untrusted value and gives a frozen copy, or throws
 * {@link ShapeError} with the JSON Pointer of what is wrong. Only own properties are read and every field is written as
 * an own property, so that a page's polluted `Object.prototype` can neither add to a document nor take away from it.
 */
export type Shape<T> = (value: unknown, path: string) => T;

export class ShapeError extends Error {
  /** @param path JSON Pointer to the value refused */
  constructor(readonly path: string) {
    super(path);
    this.name = 'ShapeError';
  }
}

export const refuse = (path: string): never => { throw new ShapeError(path); };

export type Fields = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own property, never an inherited one. */
export const own = (value: unknown, key: string): unknown =>
  (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Fields)[key] : undefined);

/** Path of a key, escaped by RFC 6901. */
const below = (path: string, key: string): string => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const fieldsOf = (value: unknown, path: string): Fields => (isObject(value) ? value : refuse(path));

export const text = (max = 200, pattern = /./u): Shape<string> => (value, path) =>
  (typeof value === 'string' && value.length > 0 && value.length <= max && pattern.test(value) ? value : refuse(path));

export const number = (min: number, max: number, whole = true): Shape<number> => (value, path) =>
  (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : refuse(path));

export const flag: Shape<boolean> = (value, path) => (typeof value === 'boolean' ? value : refuse(path));

export const oneOf = <const T extends string>(...values: readonly T[]): Shape<T> => (value, path) =>
  values.find((each) => each === value) ?? refuse(path);

export const list = <T>(item: Shape<T>, min = 0): Shape<readonly T[]> => (value, path) =>
  (Array.isArray(value) && value.length >= min
    ? Object.freeze(Array.from(value, (each: unknown, at) => item(each, `${path}/${at}`)))
    : refuse(path));

/** Left out, it is `fallback`, which is read by the same shape. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined>;
export function optional<T>(shape: Shape<T>, fallback: unknown): Shape<T>;
export function optional<T>(shape: Shape<T>, fallback?: unknown): Shape<T | undefined> {
  return (value, path) => (value !== undefined ? shape(value, path) : fallback === undefined ? undefined : shape(fallback, path));
}

/** Left out, it is null. */
export const nullable = <T>(shape: Shape<T>): Shape<T | null> => (value, path) =>
  (value === undefined || value === null ? null : shape(value, path));

type Shaped<F> = { readonly [K in keyof F]: F[K] extends Shape<infer T> ? T : never };

/** Keys that are not named are refused, except those beginning `x-`, which are dropped. */
export const object = <F extends Readonly<Record<string, Shape<unknown>>>>(fields: F): Shape<Shaped<F>> => (value, path) => {
  const given = fieldsOf(value, path);
  for (const key of Object.keys(given)) if (!Object.hasOwn(fields, key) && !key.startsWith('x-')) refuse(below(path, key));
  return Object.freeze(Object.fromEntries(Object.entries(fields)
    .map(([key, shape]) => [key, shape(own(given, key), below(path, key))]))) as Shaped<F>;
};

/** Keys are data; with `keys`, only those. A Map has no inherited keys. */
export const mapOf = <T>(item: Shape<T>, keys?: readonly string[], min = 0): Shape<ReadonlyMap<string, T>> => (value, path) => {
  const entries = Object.entries(fieldsOf(value, path));
  if (entries.length < min) refuse(path);
  return new Map(entries.map(([key, each]) =>
    (keys && !keys.includes(key) ? refuse(below(path, key)) : [key, item(each, below(path, key))] as const)));
};

/** Any JSON value, copied and frozen. */
export const json: Shape<unknown> = (value, path) => {
  if (Array.isArray(value)) return list(json)(value, path);
  if (isObject(value)) {
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, each]) =>
      (/^(?:__proto__|constructor|prototype)$/.test(key) ? refuse(below(path, key)) : [key, json(each, below(path, key))]))));
  }
  return value === null || /string|number|boolean/.test(typeof value) ? value : refuse(path);
};
