import { isObject, type Fields } from '../record/resource.js';

/**
 * Reading a document that somebody else wrote: a shape takes an untrusted value and gives a frozen copy, or throws
 * {@link ConfigError} with the JSON Pointer of what is wrong. Only own properties are read and every field is written as
 * an own property, so that a page's polluted `Object.prototype` can neither add to a document nor take away from it.
 */
export type Shape<T> = (value: unknown, path: string) => T;

/** Refusal of a configuration or policy document: `path` is a JSON Pointer to what is wrong. */
export class ConfigError extends Error {
  constructor(readonly code: 'DSCR_CONFIG_INVALID' | 'DSCR_POLICY_INVALID' | 'DSCR_NOT_CONFIGURED' | 'DSCR_WITHDRAWN', readonly path: string, message = path) {
    super(message);
  }
}

export const refuse = (path: string): never => {
  throw new ConfigError(/^\/policy(?:\/|$)/.test(path) ? 'DSCR_POLICY_INVALID' : 'DSCR_CONFIG_INVALID', path);
};

/** An own property, never an inherited one. */
export const own = (value: unknown, key: string): unknown =>
  (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Fields)[key] : undefined);

/** Reads a value that is as it is wanted, or refuses it. */
export const that = <T>(holds: (value: unknown) => boolean): Shape<T> => (value, path) => (holds(value) ? value as T : refuse(path));

export const text = (max = 200, pattern = /./u): Shape<string> =>
  that((value) => typeof value === 'string' && value.length <= max && pattern.test(value));

/** A claim as it is read: trimmed; undefined where nothing, or no line, is left. */
export const line = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.length <= 200 && value.trim() !== '' ? value.trim() : undefined);
/** What is compared with claims letter by letter: with a blank at its end it would never be met. */
const isClaim = (value: unknown): boolean => !!value && line(value) === value;
export const claim: Shape<string> = that(isClaim);

export const number = (min: number, max: number, fits = Number.isInteger): Shape<number> =>
  that((value) => fits(value) && (value as number) >= min && (value as number) <= max);

export const oneOf = <const T>(...values: readonly T[]): Shape<T> => that((value) => (values as readonly unknown[]).includes(value));
export const flag = oneOf(true, false);

export const list = <T>(item: Shape<T>, min = 0): Shape<readonly T[]> => (value, path) =>
  (Array.isArray(value) && value.length >= min
    ? Object.freeze(Array.from(value, (each: unknown, at) => item(each, `${path}/${at}`)))
    : refuse(path));

/** Left out or `none` itself, it is `none`. */
export const or = <T, N>(shape: Shape<T>, none: N): Shape<T | N> => (value, path) =>
  (value === undefined || value === none ? none : shape(value, path));
export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => or(shape, undefined);

/** Left out, it is `fallback`, which is read by the same shape. */
export const otherwise = <T>(shape: Shape<T>, fallback: unknown): Shape<T> => (value = fallback, path) => shape(value, path);

/** Every field by itself, below the path of its key (RFC 6901). */
const fieldsOf = <T, V>(value: Readonly<Record<string, V>>, path: string, read: (field: V, path: string, key: string) => T): Readonly<Record<string, T>> =>
  Object.freeze(Object.fromEntries(Object.entries(isObject(value) ? value : refuse(path))
    .map(([key, field]) => [key, read(field, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key)])));

type Shaped<F> = { readonly [K in keyof F]: F[K] extends Shape<infer T> ? T : never };

/** Keys that are not named are refused, except those beginning `x-`, which are dropped. */
export const object = <F extends Readonly<Record<string, Shape<unknown>>>>(fields: F): Shape<Shaped<F>> => (value, path) => {
  fieldsOf(value as Fields, path, (_, at, key) => Object.hasOwn(fields, key) || key.startsWith('x-') || refuse(at));
  return fieldsOf(fields, path, (shape, at, key) => shape(own(value, key), at)) as Shaped<F>;
};

/** Keys are data: to be read by {@link own} alone. With `keys`, only those; without, what a claim may be. */
export const recordOf = <T>(item: Shape<T>, keys?: readonly string[]): Shape<Readonly<Record<string, T>>> => (value, path) =>
  fieldsOf(value as Fields, path, (field, at, key) => ((keys ? keys.includes(key) : isClaim(key)) ? item(field, at) : refuse(at)));

/** Any JSON value, copied and frozen. */
export const json: Shape<unknown> = (value, path) => (Array.isArray(value) ? list(json)(value, path)
  : isObject(value) ? fieldsOf(value, path, (field, at, key) => (/^(?:__proto__|constructor|prototype)$/.test(key) ? refuse(at) : json(field, at)))
  : value === null || /string|number|boolean/.test(typeof value) ? value : refuse(path));
