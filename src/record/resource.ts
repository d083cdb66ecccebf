/**
 * A FHIR resource as it came from the network: nothing of its shape is trusted. Numbers with decimals arrive as
 * {@link Decimal} text (fhir/json.ts keeps the digits received).
 */
export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

/** Anything with named fields, as it came from the network or from a document somebody else wrote. */
export type Fields = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `Observation/42`: what counts as one distinct resource. */
export type ResourceKey = string;
