/**
 * A FHIR resource as it came from the network: nothing of its shape is trusted. Numbers with decimals arrive as
 * {@link Decimal} text (fhir/json.ts keeps the digits received).
 */
export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

/** `Observation/42`: what counts as one distinct resource. */
export type ResourceKey = string;
