import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import type { Resource } from '../../src/record/resource.js';

export const BASE = 'https://api.example/fhir';

/** Every type the sections ask for, in the order of contract section 8. */
export const TYPES = ['AllergyIntolerance', 'Flag', 'MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'DiagnosticReport', 'Observation', 'ImagingStudy',
  'Appointment', 'ServiceRequest', 'CarePlan', 'Goal', 'CareTeam', 'DocumentReference', 'List', 'RelatedPerson'] as const;
export type Type = (typeof TYPES)[number];

export interface Asked { readonly type: string; readonly method: string; readonly url: URL; readonly body: string; readonly headers: Headers }
export type Answer = (asked: Asked) => Response | Promise<Response>;

const FHIR = { 'content-type': 'application/fhir+json', date: 'Tue, 02 Jun 2026 09:30:00 GMT' };
export const json = (body: unknown, status = 200): Response => new HttpResponse(JSON.stringify(body), { status, headers: FHIR });
export const bundle = (resources: readonly unknown[], more: object = {}): object =>
  ({ resourceType: 'Bundle', type: 'searchset', total: resources.length, entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })), ...more });
export const outcome = (code: string, more: object = {}): Resource => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code, ...more }] });

export const patient = (id: string, nhsNumber: string, family: string, more: object = {}): Resource => ({
  resourceType: 'Patient', id, birthDate: '1958-03-14', gender: 'female', name: [{ use: 'usual', family, given: ['Patricia'], prefix: ['Mrs'] }],
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber,
    extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus', valueCodeableConcept: { coding: [{ code: '01' }] } }] }], ...more,
});

/** The API of the tests: what each type answers can be changed at any time. */
class Api {
  asked: Asked[] = [];
  patients: readonly Resource[] = [];
  #answers = new Map<string, Answer>();
  #other: Answer = () => json(bundle([]));

  /** Back to an API that holds these patients and, for each type asked, nothing. */
  reset(patients: readonly Resource[]): void {
    this.asked = [];
    this.patients = patients;
    this.#answers = new Map();
    this.#other = () => json(bundle([]));
  }
  answer(type: string, answer: Answer): void { this.#answers.set(type, answer); }
  answerAll(answer: Answer): void { this.#other = answer; }
  /** Types asked for, the CapabilityStatement and the patient left out. */
  get types(): readonly string[] { return this.asked.map((one) => one.type).filter((type) => type !== 'metadata' && type !== 'Patient'); }

  async take(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const asked: Asked = { type: url.pathname.split('/')[2] ?? '', method: request.method, url, body: await request.text(), headers: request.headers };
    this.asked.push(asked);
    const answer = this.#answers.get(asked.type);
    if (answer) return answer(asked);
    if (asked.type === 'metadata') return json(outcome('not-supported'), 404);
    if (asked.type === 'Patient') {
      const number = (new URLSearchParams(asked.body).get('identifier') ?? '').split('|')[1];
      return json(bundle(this.patients.filter((one) => (one['identifier'] as readonly { readonly value: string }[]).some(({ value }) => value === number))));
    }
    return this.#other(asked);
  }
}
export const api = new Api();

export const worker = setupWorker(http.all(`${BASE}/*`, ({ request }) => api.take(request)));
export const startApi = (): Promise<unknown> => worker.start({ quiet: true });
