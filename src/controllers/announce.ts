import type { Cause } from '../record/problem.js';
import { newId } from '../record/new-id.js';

/** Events of contract section 6: bubbling, composed, frozen detail, nothing of a person in them. */
export const makeEvent = <D extends object>(type: string, detail: D, cancelable = false): CustomEvent<Readonly<D>> =>
  new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail: Object.freeze(detail) });

/** Session, audit, diagnostic and page-wide events: once, on `window`. A host's listener that throws is the host's affair. */
export const announce = (type: string, detail: object): void => { window.dispatchEvent(makeEvent(type, detail)); };

export interface ErrorDetail {
  readonly code: string; readonly hint: string; readonly section?: string; readonly retryable: boolean; readonly correlationId: string;
}

/**
 * `hint` is the guide's page of the code: no sentence of ours stands in an event.
 * @param why the code, and what of the configuration is wrong
 */
export const errorEvent = (code: string, correlationId: string = newId(), retryable = false, section?: string, why = code): CustomEvent<ErrorDetail> =>
  makeEvent('dscr-error', { code, hint: `guide/errors#${why}`, ...(section && { section }), retryable, correlationId });
/** What a failed request is to a host. */
export const codeOfCause = (cause: Cause): string => (cause === 'timeout' ? 'DSCR_TIMEOUT' : cause === 'unreadable' ? 'DSCR_API_RESPONSE_INVALID' : 'DSCR_API_UNAVAILABLE');
export const report = (...what: Parameters<typeof errorEvent>): void => { window.dispatchEvent(errorEvent(...what)); };
