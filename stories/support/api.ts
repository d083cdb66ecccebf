import { delay, http, HttpResponse, type RequestHandler } from 'msw';
import type { Resource } from '../../src/record/resource.js';
import { patientResource } from './resources.js';

export const API = 'https://api.example/fhir';

/** How the API answers for one FHIR type: with what it holds, never, with a fault, or with a refusal. */
export type Answer = 'never' | 'fault' | 'refused';
export interface ApiWorld {
  readonly holds?: readonly Resource[];
  readonly patient?: Resource;
  /** by FHIR type; `*` is every type but Patient */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** notes on sources and warnings, by FHIR type */
  readonly notes?: Readonly<Record<string, readonly Resource[]>>;
}

const fhir = (body: Resource, status = 200): HttpResponse<string> =>
  new HttpResponse(JSON.stringify(body), { status, headers: { 'content-type': 'application/fhir+json', date: new Date().toUTCString() } });
const outcome = (code: string): Resource => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });

async function answerOf(answer: Answer | undefined, found: readonly Resource[], notes: readonly Resource[]): Promise<HttpResponse<string>> {
  if (answer === 'never') await delay('infinite');
  if (answer === 'fault') return fhir(outcome('exception'), 500);
  if (answer === 'refused') return fhir(outcome('forbidden'), 403);
  const entry = [...found.map((resource) => ({ resource, search: { mode: 'match' } })), ...notes.map((resource) => ({ resource, search: { mode: 'outcome' } }))];
  return fhir({ resourceType: 'Bundle', type: 'searchset', total: found.length, entry });
}

/** A FHIR R4 API with one patient. */
export const api = ({ holds = [], patient = patientResource, answers = {}, notes = {} }: ApiWorld): readonly RequestHandler[] => [
  http.get(`${API}/metadata`, () => fhir({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource: [
    'Flag', 'AllergyIntolerance', 'MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'Observation', 'DiagnosticReport', 'ImagingStudy', 'Appointment', 'ServiceRequest',
    'CarePlan', 'Goal', 'CareTeam', 'DocumentReference', 'List', 'RelatedPerson', 'Patient'].map((type) => ({ type })) }] })),
  http.post(`${API}/Patient/_search`, () => answerOf(answers['Patient'], [patient], [])),
  http.get(`${API}/Binary/:id`, () => new HttpResponse('Dear colleague,\n\nThank you for seeing this patient.', { headers: { 'content-type': 'text/plain' } })),
  http.get(`${API}/:type`, ({ params }) => {
    const type = String(params['type']);
    return answerOf(answers[type] ?? answers['*'], holds.filter((one) => one.resourceType === type), notes[type] ?? []);
  }),
];

/** What a federating API says of one organisation. */
export const sourceNote = (name: string, status: 'answered' | 'not-answering' | 'not-contributing' | 'withheld', lastUpdate?: string): Resource => ({
  resourceType: 'OperationOutcome', issue: [{
    severity: 'information', code: 'informational', diagnostics: name,
    details: { coding: [{ system: 'https://dscr.example/CodeSystem/source-status', code: status }] },
    ...(lastUpdate && { extension: [{ url: 'https://dscr.example/fhir/StructureDefinition/source-last-update', valueDateTime: lastUpdate }] }),
  }],
});
