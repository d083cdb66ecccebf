import { randomUUID } from 'node:crypto';

const KEPT = 20_000;
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';

/** Every request served, as AuditEvents after IHE BALP: who, in which role, for which organisation, of which patient. The newest 20,000 are kept. */
export function auditTrail() {
  const events = new Map();

  function keep(event) {
    events.set(event.id, event);
    if (events.size > KEPT) events.delete(events.keys().next().value);
    return event.id;
  }

  function agentsOf({ person, role }) {
    const { claims } = person;
    const ods = role?.org_code ?? claims.org;
    const organisation = claims.nhsid_user_orgs.find(({ org_code }) => org_code === ods);
    const [code, display] = role ? [role.role_code.split(':').at(-1), role.role_name.split(':').at(-1).replaceAll('"', '')] : [undefined, claims.dscr_role ?? 'No role in use'];
    return [
      {
        type: { coding: [{ system: DICOM, code: '110153', display: 'Source Role ID' }] }, requestor: true, name: claims.name,
        who: { identifier: { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: claims.sub }, display: claims.name },
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
          ...patients.map((id) => ({ what: { reference: `Patient/${id}` }, type: { code: '1', display: 'Person' }, role: { code: '1', display: 'Patient' } })),
          { what: { identifier: { system: 'https://dscr.example/request-id', value: requestId } }, type: { code: 'XrequestId' } },
          { name: type, description: `${method} ${path}`, type: { code: '2', display: 'System Object' } },
        ],
      });
    },
    /** Takes an event a client sends. Who sends it and when it came is written by us, not by them; their own time is when it was done, as they say. */
    accept(event, access) {
      const done = event.recorded === undefined ? {} : { period: { start: event.recorded, end: event.recorded } };
      return keep({ ...done, ...event, id: randomUUID(), recorded: new Date().toISOString(), agent: [...agentsOf(access), ...(event.agent ?? []).filter(({ requestor }) => !requestor)] });
    },
    get: (id) => events.get(id),
    /** in the order they were recorded */
    events(patientId) {
      const all = [...events.values()];
      return patientId === undefined ? all : all.filter(({ entity }) => entity?.some(({ what }) => what?.reference === `Patient/${patientId}`));
    },
  };
}
