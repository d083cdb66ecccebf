type Schema = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** The keywords of JSON Schema 2020-12 that our schema uses; an unknown keyword throws, so that none is passed over. */
const KEYWORDS: Readonly<Record<string, (wanted: never, value: unknown, schema: Schema, root: Schema) => boolean>> = {
  $ref: (ref: string, value, _, root) => fits(ref.slice(2).split('/').reduce<unknown>((at, step) => (at as Schema)[step], root) as Schema, value, root),
  type: (type: string | string[], value) => [type].flat().some((each) => (each === 'integer' ? Number.isInteger(value) : each === typeOf(value))),
  enum: (values: unknown[], value) => values.some((each) => same(each, value)),
  const: (wanted: unknown, value) => same(wanted, value),
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (least: number, value) => typeof value !== 'string' || value.length >= least,
  maxLength: (most: number, value) => typeof value !== 'string' || value.length <= most,
  minimum: (least: number, value) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value) => typeof value !== 'number' || value <= most,
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  uniqueItems: (_: boolean, value) => !Array.isArray(value) || new Set(value.map((each) => JSON.stringify(each))).size === value.length,
  items: (item: Schema, value, _, root) => !Array.isArray(value) || value.every((each) => fits(item, each, root)),
  contains: (item: Schema, value, _, root) => !Array.isArray(value) || value.some((each) => fits(item, each, root)),
  minProperties: (least: number, value) => !isRecord(value) || Object.keys(value).length >= least,
  required: (keys: string[], value) => !isRecord(value) || keys.every((key) => Object.hasOwn(value, key)),
  properties: (fields: Record<string, Schema>, value, _, root) => !isRecord(value)
    || Object.entries(fields).every(([key, field]) => !Object.hasOwn(value, key) || fits(field, value[key], root)),
  patternProperties: (fields: Record<string, Schema>, value, _, root) => !isRecord(value)
    || Object.entries(fields).every(([pattern, field]) => Object.keys(value).every((key) => !new RegExp(pattern, 'u').test(key) || fits(field, value[key], root))),
  additionalProperties: (rest: Schema | false, value, schema, root) => !isRecord(value) || Object.keys(value)
    .filter((key) => !Object.hasOwn(schema['properties'] ?? {}, key) && !Object.keys(schema['patternProperties'] ?? {}).some((pattern) => new RegExp(pattern, 'u').test(key)))
    .every((key) => rest !== false && fits(rest, value[key], root)),
  anyOf: (each: Schema[], value, _, root) => each.some((one) => fits(one, value, root)),
  oneOf: (each: Schema[], value, _, root) => each.filter((one) => fits(one, value, root)).length === 1,
  allOf: (each: Schema[], value, _, root) => each.every((one) => fits(one, value, root)),
  not: (one: Schema, value, _, root) => !fits(one, value, root),
  if: (condition: Schema, value, schema, root) => !fits(condition, value, root) || fits(schema['then'] as Schema, value, root),
};
const ANNOTATIONS = ['$schema', '$id', '$defs', 'title', 'description', 'default', 'then'];

export function fits(schema: Schema, value: unknown, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, wanted]) => {
    if (ANNOTATIONS.includes(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`keyword ${keyword}`);
    return check(wanted as never, value, schema, root);
  });
}
