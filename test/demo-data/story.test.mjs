// What the invented records say must fit what the demo says of its organisations and people, and what a clinician would believe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRACTICES, demoRecords } from '../../demo/data/index.mjs';
import { derbyshireOrganisations } from '../../demo/server/configuration.mjs';
import { PEOPLE } from '../../demo/server/people.mjs';
import { valuesAt } from '../../demo/server/values-at.mjs';

const { resources, binaries } = demoRecords();
const byKey = new Map(resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
const ofType = (type) => resources.filter(({ resourceType }) => resourceType === type);
const organisationOf = (reference) => {
  const found = byKey.get(reference);
  const { identifier: [{ value }] } = found.resourceType === 'PractitionerRole' ? byKey.get(found.organization.reference) : found;
  return PRACTICES.some(({ ods }) => ods === value) ? 'X9G00' : value;
};

const LABORATORY_OR_IMAGING = ['108252007', '363679005'];
const requestSection = ({ category }) => (LABORATORY_OR_IMAGING.includes(category[0].coding?.[0].code) ? 'results' : 'appointments');
/** of each type: the section it belongs to, and the elements that say whose system it comes from and when it was made */
const SOURCES = {
  Flag: ['alerts', ({ author }) => [author], 'period.start'], AllergyIntolerance: ['allergies', ({ recorder }) => [recorder], 'recordedDate'],
  MedicationRequest: ['medications', ({ requester }) => [requester], 'authoredOn'], MedicationStatement: ['medications', ({ informationSource }) => [informationSource], 'effectivePeriod.start'],
  Observation: ['results', ({ performer }) => performer, 'effectiveDateTime'], DiagnosticReport: ['results', ({ performer }) => performer, 'effectiveDateTime'],
  Appointment: ['appointments', ({ participant }) => participant.map(({ actor }) => actor), 'start'], ServiceRequest: [requestSection, ({ requester }) => [requester], 'authoredOn'],
  CarePlan: ['care-plans', ({ author }) => [author], 'period.start'], Goal: ['care-plans', ({ expressedBy }) => [expressedBy], 'startDate'], CareTeam: ['care-plans', ({ managingOrganization }) => managingOrganization],
  DocumentReference: ['documents', ({ custodian }) => [custodian], 'date'],
};

test('every entry comes from an organisation that contributes to its section already, and is no older than what it shares', () => {
  const shares = new Map(derbyshireOrganisations().map(({ ods, contributes }) => [ods, contributes]));
  const wrong = new Set();
  for (const [type, [area, sourcesOf, made]] of Object.entries(SOURCES)) {
    for (const resource of ofType(type)) {
      const section = typeof area === 'string' ? area : area(resource);
      for (const { reference } of (sourcesOf(resource) ?? []).filter((source) => /^(Organization|PractitionerRole)\//.test(source?.reference ?? ''))) {
        const { live, history } = shares.get(organisationOf(reference))?.[section] ?? {};
        const [date] = made ? valuesAt(resource, made) : [];
        // the records end in November 2026
        if (!(live < '2026-12-01') || (history && date && date < history.slice(0, date.length))) wrong.add(`${type}/${resource.id}: ${reference}`);
      }
    }
  }
  assert.deepEqual([...wrong], []);
});

test('who can sign in and stands in the record works at one place', () => {
  const signIn = new Map(PEOPLE.map(({ claims: { given_name: given, family_name: family, nhsid_user_orgs: places } }) => [`${given} ${family}`, places.map(({ org_code: ods }) => ods)]));
  for (const role of ofType('PractitionerRole')) {
    const { name: [{ given, family }] } = byKey.get(role.practitioner.reference);
    const places = signIn.get(`${given[0]} ${family}`);
    if (places) assert.ok(places.includes(organisationOf(role.organization.reference)), `${given[0]} ${family}`);
  }
});

test('nothing of the restricted patient tells of a practice', () => {
  const practices = new Set(PRACTICES.map(({ ods }) => `Organization/org-${ods.toLowerCase()}`));
  const roles = ofType('PractitionerRole').filter(({ organization }) => practices.has(organization.reference)).map(({ id }) => `PractitionerRole/${id}`);
  const told = JSON.stringify(resources.filter(({ id }) => /^p04\b/.test(id)));
  for (const reference of [...practices, ...roles]) assert.equal(told.includes(`"${reference}"`), false, reference);
});

test('on the ward all tests are done by the hospital of the ward', () => {
  for (const { id, effectiveDateTime, performer } of ofType('Observation').filter((one) => /^p01-/.test(one.id))) {
    if (effectiveDateTime >= '2026-03-09' && effectiveDateTime < '2026-03-21') assert.deepEqual(performer.map(({ reference }) => organisationOf(reference)), ['RTG'], id);
  }
});

test('nobody is thanked for a referral that was not made', () => {
  const firstReferral = ofType('ServiceRequest').find(({ id, code }) => /^p01-/.test(id) && code.text === 'Nephrology').authoredOn;
  const letter = ofType('DocumentReference').find(({ description }) => description === 'Renal clinic letter');
  assert.ok(letter.date < firstReferral);
  assert.doesNotMatch(binaries.get(letter.content[0].attachment.url.slice('Binary/'.length)).bytes.toString(), /for referring/);
});

test('what is issued is counted as it is packed, and lasts as long as the dose makes it', () => {
  const supplies = new Map(ofType('MedicationRequest').filter(({ dispenseRequest }) => dispenseRequest?.quantity).map(({ medicationCodeableConcept: { text }, dispenseRequest: { quantity, expectedSupplyDuration: days } }) => (
    [text, `${quantity.value.digits} ${quantity.unit}${days ? `, ${days.value.digits} ${days.unit}` : ''}`])));
  const of = (name) => [...supplies].filter(([text]) => text.startsWith(name)).map(([, supply]) => supply);
  assert.deepEqual(of('Nitrofurantoin'), ['6 capsule, 3 day']);
  assert.deepEqual(of('Doxycycline'), ['8 capsule, 7 day']);
  assert.deepEqual(of('Warfarin'), ['84 tablet, 28 day']);
  assert.deepEqual(of('Insulin glargine'), ['5 pre-filled pen, 75 day']);
  assert.deepEqual(of('Salbutamol'), ['200 dose']);
  assert.deepEqual(of('Metformin'), ['56 tablet, 28 day']);
  assert.deepEqual([...supplies].filter(([text, supply]) => /tablets|capsules/.test(text) !== /tablet|capsule/.test(supply)), []);
});

test('a child of 17 months is given the dose of that age', () => {
  const [{ text, doseAndRate }] = ofType('MedicationStatement').find(({ id }) => /^p12-/.test(id)).dosage;
  assert.match(text, /^5 ml /);
  assert.equal(doseAndRate[0].doseQuantity.value.digits, '5');
});
