/** Why a request gave nothing usable, in the five causes that words.ts can say. */
export type Cause =
  /** the network failed, or the browser refused to send */
  | 'no-connection'
  /** no answer within `api.timeoutSeconds` */
  | 'timeout'
  /** 5xx, or 429 after the retries */
  | 'fault'
  /** any other 4xx, 403 without OperationOutcome, or a type the API does not serve */
  | 'refused'
  /** HTML, cut-off JSON, or JSON that is not the FHIR asked for */
  | 'unreadable';

export interface Problem {
  readonly cause: Cause;
  /** HTTP status, where there was an answer */
  readonly status?: number;
  /** the X-Request-Id sent with the request: what a service desk can look up */
  readonly reference: string;
}
