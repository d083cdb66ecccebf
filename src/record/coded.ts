/** One code a source used. */
export interface Coding { readonly system?: string; readonly code?: string; readonly display?: string }

/**
 * A coded or textual statement. `label` is what is shown: the source's own words wherever it sent any, otherwise the
 * bare code (`bare` is then true). Never a fresh terminology look-up (UK Core, display of coded data).
 */
export interface Coded { readonly label: string; readonly codings: readonly Coding[]; readonly bare: boolean }

export const hasCode = (coded: Coded | undefined, ...codes: readonly string[]): boolean =>
  coded?.codings.some(({ code = '' }) => codes.includes(code)) === true;
