/** An error as FHIR says it; thrown anywhere, answered in one place. */
export class Refusal extends Error {
  constructor(status, code, diagnostics, headers = {}) {
    super(diagnostics);
    Object.assign(this, { status, code, headers });
  }
}
export const outcome = (code, diagnostics, severity = 'error') => ({ resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] });

export const badRequest = (diagnostics) => new Refusal(400, 'invalid', diagnostics);
export const notFound = (diagnostics) => new Refusal(404, 'not-found', diagnostics);
export const forbidden = (diagnostics) => new Refusal(403, 'forbidden', diagnostics);
export const unauthorised = (diagnostics) => new Refusal(401, 'login', diagnostics, { 'www-authenticate': 'Bearer realm="dscr-demo", error="invalid_token"' });
