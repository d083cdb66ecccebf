import { randomUUID } from 'node:crypto';
import { nameOf } from './people.mjs';
import { SERVED } from './served-types.mjs';

const KEPT = 20_000;
const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';

/**
 * Every request served, as AuditEvents after IHE BALP: who, in which role, for which organisation, of which patient. The newest 20,000 are kept.
 * @param patientOf a patient of the store by logical id, if there is one: the trail names them, so that it can be read
 */
export function auditTrail(patientOf = () => undefined) {
  const events = new Map();

  function keep(event) {
    events.set(event.id, event);
    if (events.size > KEPT) events.delete(events.keys().next().value);
    return event.id;
  }

  function named(what) {
    const patient = patientOf(/^Patient\/(.+)$/.exec(what?.reference ?? '')?.[1]);
    if (!patient) return what;
    const name = patient.name?.find(({ use }) => use === 'usual') ?? patient.name?.[0] ?? {};
    const [prefix] = name.prefix ?? [];
    const display = name.family ? `${name.family.toUpperCase()}, ${(name.given ?? []).join(' ')}${prefix ? ` (${prefix})` : ''}` : name.text;
    const identifier = patient.identifier?.find(({ system, value }) => system === NHS_NUMBER && value);
    return { ...what, ...(display ? { display } : {}), ...(identifier ? { identifier: { system: NHS_NUMBER, value: identifier.value } } : {}) };
  }

  function agentsOf({ person, role }) {
    const { claims } = person;
    const ods = role?.org_code ?? claims.org;
    const organisation = claims.nhsid_user_orgs.find(({ org_code }) => org_code === ods);
    const [code, display] = role ? [role.role_code.split(':').at(-1), role.role_name.split(':').at(-1).replaceAll('"', '')] : [undefined, claims.dscr_role ?? 'No role in use'];
    return [
      {
        type: { coding: [{ system: DICOM, code: '110153', display: 'Source Role ID' }] }, requestor: true, name: nameOf(person),
        who: { identifier: { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: claims.sub }, display: nameOf(person) },
        role: [{ ...(code ? { coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName', code, display }] } : {}), text: display }],
      },
      ...(organisation ? [{
        type: { text: 'Organisation' }, requestor: false,
        who: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: ods }, display: organisation.org_name },
      }] : []),
    ];
  }

  return {
    /** @param action C, R or E as in AuditEvent.action */
    record({ time, method, path, type, status, requestId }, { access, holder, patients }, action) {
      keep({
        resourceType: 'AuditEvent', id: randomUUID(),
        type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest', display: 'RESTful Operation' },
        subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: { C: 'create', R: 'read', E: 'search' }[action] }],
        action, recorded: time, outcome: status < 400 ? '0' : status < 500 ? '4' : '8', outcomeDesc: String(status),
        // a person whose acting role was refused has no access, but a name
        agent: holder ? agentsOf(access ?? { person: holder }) : [{ requestor: true, name: 'Nobody signed in' }],
        source: { observer: { display: 'Demo of a shared care record API' } },
        entity: [
          ...patients.map((id) => ({ what: named({ reference: `Patient/${id}` }), type: { code: '1', display: 'Person' }, role: { code: '1', display: 'Patient' } })),
          { what: { identifier: { system: 'https://dscr.example/request-id', value: requestId } }, type: { code: 'XrequestId' } },
          {
            name: type, description: `${method} ${path}`, type: { code: '2', display: 'System Object' },
            detail: (Object.hasOwn(SERVED, type) ? SERVED[type].areas ?? [] : []).map((valueString) => ({ type: 'section', valueString })),
          },
        ],
      });
    },
    /** Takes an event a client sends. Who sends it and when it came is written by us, not by them; their own time is when it was done, as they say. @returns the event without the names, which are for readers of the trail alone */
    accept(event, access) {
      const done = event.recorded === undefined ? {} : { period: { start: event.recorded, end: event.recorded } };
      const kept = { ...done, ...event, id: randomUUID(), recorded: new Date().toISOString(), agent: [...agentsOf(access), ...(event.agent ?? []).filter(({ requestor }) => !requestor)] };
      keep({ ...kept, ...(event.entity ? { entity: event.entity.map((one) => ({ ...one, ...(one.what ? { what: named(one.what) } : {}) })) } : {}) });
      return kept;
    },
    get: (id) => events.get(id),
    /** in the order they were recorded */
    events(patientId) {
      const all = [...events.values()];
      return patientId === undefined ? all : all.filter(({ entity }) => entity?.some(({ what }) => what?.reference === `Patient/${patientId}`));
    },
  };
}
