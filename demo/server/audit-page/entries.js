// What the audit trail says, as a privacy officer asks it: who did what, of which patient, in which section, when and why.
const NOUNS = {
  demographics: 'Patient details', alerts: 'Alerts', allergies: 'Allergies', medications: 'Medicines', results: 'Results', appointments: 'Appointments and referrals',
  'care-plans': 'Care plans', documents: 'Documents',
};
/** What a screen says that a person did there (`subtype` of `urn:dscr:audit`), and the kind it is listed under. */
const ACTS = {
  view: ['Viewed', 'seen'], document: ['Opened a document', 'seen'], print: ['Printed', 'seen'], deny: ['Was not let see', 'refused'],
  'patient-mismatch': ['Patient details differed: nothing shown', 'refused'], 'sign-in': ['Signed in', 'session'], 'sign-out': ['Signed out', 'session'], lock: ['Locked the screen', 'session'],
  role: ['Chose a role', 'session'], 'emergency-start': ['Opened emergency access', 'emergency'], 'emergency-end': ['Emergency access ended', 'emergency'],
};
export const KINDS = { '': 'Everything', seen: 'Viewed, opened, printed', emergency: 'Emergency access', refused: 'Refused', session: 'Signing in and out', request: 'Requests to the API' };
const TOGETHER_MS = 60_000;

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** `dd-Mmm-yyyy HH:mm`, Europe/London. @param at ISO 8601 */
export function stamp(at) {
  const { day, month, year, hour, minute } = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${day}-${month.slice(0, 3)}-${year} ${hour}:${minute}`;
}

/** Of what a client sends nothing is trusted to have its shape. */
const objectsIn = (value) => (Array.isArray(value) ? value.filter((each) => each !== null && typeof each === 'object') : []);
const spaced = (number) => String(number).replace(/^(\d{3})(\d{3})(\d{4})$/, '$1\u00a0$2\u00a0$3');
function patientsOf(entity) {
  const named = entity.filter(({ what }) => what?.reference?.startsWith('Patient/'));
  return named.map(({ what: { reference, display, identifier } }) => ({ id: reference, text: [display ?? reference, ...(identifier ? [`NHS\u00a0No.\u00a0${spaced(identifier.value)}`] : [])].join(', ') }));
}

function whoOf(agent) {
  const person = agent.find(({ requestor }) => requestor);
  const place = agent.find(({ requestor, who }) => !requestor && who?.identifier);
  return { person: person?.name ?? '', role: person?.role?.[0]?.text ?? '', organisation: place?.who.display ?? '' };
}

/** What a screen handed in: an act of a person. */
function actOf({ subtype, entity }) {
  const code = objectsIn(subtype).find(({ system }) => system === 'urn:dscr:audit')?.code;
  const said = Object.fromEntries(entity.flatMap(({ detail }) => objectsIn(detail)).map(({ type, valueString }) => [type, valueString]));
  const [action, kind] = ACTS[code] ?? ['Handed in an event', 'request'];
  const document = entity.find(({ what }) => what?.reference?.startsWith('DocumentReference/'))?.what.reference.split('/')[1];
  return { action, kind, section: [NOUNS[said.section] ?? said.section ?? (code === 'view' ? 'Name, date of birth and NHS number' : ''), ...(document ? [document] : [])].filter(Boolean).join(', '), reason: [said.reason, said.text].filter(Boolean).join(': ') };
}

/** What the API answered of its own knowledge, whatever a screen says. */
function requestOf({ outcomeDesc }, { name, detail }) {
  const refused = Number(outcomeDesc) >= 400;
  const section = objectsIn(detail).filter(({ type }) => type === 'section').map(({ valueString }) => NOUNS[valueString] ?? valueString).join(' or ');
  return { action: refused ? `Was refused ${name} (${outcomeDesc})` : 'Asked the API', kind: refused ? 'refused' : 'request', section: section || name, reason: '' };
}

/**
 * Entries of a list, newest first. Requests that one person made of one section of one patient within a minute are one entry.
 * @param events AuditEvents, newest first
 * @returns entries, and how many events of the trail itself are left out: reading it, and the delivery of what stands in it anyway
 */
export function entriesOf(events) {
  const entries = [];
  const open = new Map();
  let own = 0;
  for (const event of events) {
    const { recorded, outcomeDesc } = event;
    const [agent, entity] = [objectsIn(event.agent), objectsIn(event.entity)];
    const asked = entity.find(({ description }) => description);
    if (asked?.name === 'AuditEvent' && Number(outcomeDesc) < 400) {
      own++;
      continue;
    }
    const entry = { recorded, ...whoOf(agent), patients: patientsOf(entity), requests: 0, ...(asked ? requestOf(event, asked) : actOf({ ...event, entity })) };
    if (!asked) {
      entries.push(entry);
      continue;
    }
    const key = JSON.stringify([entry.person, entry.role, entry.organisation, entry.patients, entry.section, entry.action]);
    const before = open.get(key);
    if (before && Date.parse(before.recorded) - Date.parse(recorded) < TOGETHER_MS) before.requests++;
    else {
      open.set(key, Object.assign(entry, { requests: 1 }));
      entries.push(entry);
    }
  }
  return { entries, own };
}

/** @param wanted `patient` (reference), `person`, `kind`; what is empty asks for all */
export const matching = (entries, { patient, person, kind }) => entries.filter((one) => (!patient || one.patients.some(({ id }) => id === patient)) && (!person || one.person === person) && (!kind || one.kind === kind));

/** What there is to choose from, in the order of the alphabet. */
export function choicesOf(entries) {
  const patients = new Map(entries.flatMap(({ patients: some }) => some.map(({ id, text }) => [id, text])));
  const people = new Set(entries.map(({ person }) => person));
  return { patients: [...patients].toSorted(([, one], [, other]) => one.localeCompare(other)), people: [...people].filter(Boolean).toSorted((one, other) => one.localeCompare(other)).map((name) => [name, name]) };
}

/** The texts of a row, in the order of the table's columns. */
export const cellsOf = ({ recorded, person, role, organisation, patients, action, section, reason, requests }) =>
  [stamp(recorded), [person, role, organisation].filter(Boolean).join(', '), patients.map(({ text }) => text).join('; '), requests > 1 ? `${action} (${requests} requests)` : action, section, reason];
