import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { readIdentity, nhsNumbers, verification } from '../../fhir/identity.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { choice, code, extension, list, node, nodes, text, type Node } from '../../fhir/read.js';
import { formatNhsNumber } from '../../record/nhs-number.js';
import { formatName } from '../../record/person-name.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, showWhen, type WhenPeriod } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import type { Contact, DemographicsModel, Detail, DetailKey, DetailValue, Person } from './demographics.model.js';

const joined = (parts: readonly (string | undefined)[], by = ', '): string | undefined =>
  parts.filter((part) => part !== undefined && part !== '').join(by) || undefined;
const valueOf = (element: Node | undefined): unknown => element && choice(element, 'value')?.[1];
const periodOf = (value: Node): { period?: WhenPeriod } => {
  const period = readPeriod(value['period']);
  return period ? { period } : {};
};
const texts = (...values: readonly (string | undefined)[]): DetailValue[] => values.flatMap((one) => (one === undefined ? [] : [{ text: one }]));
const labelsOf = (value: unknown): DetailValue[] => texts(...readAllCoded(value).map((one) => one.label));
/** A detail that is left out where there is nothing to say. */
const given = (key: DetailKey, values: readonly DetailValue[]): Detail[] => (values.length > 0 ? [{ key, values }] : []);

const addressText = (value: Node): string | undefined =>
  joined([...list(value['line']).map(text), text(value['city']), text(value['district']), text(value['state']), text(value['postalCode']), text(value['country'])]);
const ADDRESS: Readonly<Record<string, DetailKey>> = { home: 'usualAddress', temp: 'temporaryAddress' };
function addresses(value: unknown, hideable: boolean): Detail[] {
  const found = nodes(value).flatMap((one) => {
    const lines = addressText(one);
    const words = text(one['text']);
    if (lines === undefined && words === undefined) return [];
    const use = code(one['use']);
    const note = joined([use === 'home' || use === 'temp' ? undefined : use, lines === undefined || words === lines ? undefined : words]);
    return [{ key: (use && ADDRESS[use]) ?? (use === undefined ? 'usualAddress' : 'otherAddress'),
      value: { text: (lines ?? words)!, ...(note && { note }), ...periodOf(one) } }] as const;
  });
  const of = (key: DetailKey): DetailValue[] => found.flatMap((one) => (one.key === key ? [one.value] : []));
  return [...(hideable ? [{ key: 'usualAddress', values: of('usualAddress'), hideable } as const] : given('address', of('usualAddress'))),
    ...given('temporaryAddress', of('temporaryAddress')), ...given('otherAddress', of('otherAddress'))];
}

const SYSTEMS: Readonly<Record<string, DetailKey>> = { email: 'email', sms: 'sms', fax: 'fax', pager: 'pager', url: 'web' };
const USES: Readonly<Record<string, DetailKey>> = { home: 'home', work: 'work', mobile: 'mobile' };
/** Home, Work, Mobile, Email come in this order (CUI patient banner), then whatever else was sent. */
const TELECOM_ORDER: readonly DetailKey[] = ['home', 'work', 'mobile', 'phone', 'email', 'sms', 'fax', 'pager', 'web', 'otherContact'];
function telecoms(value: unknown, hideable: boolean): Detail[] {
  const found = nodes(value).flatMap((one) => {
    const number = text(one['value']);
    if (number === undefined) return [];
    const system = code(one['system']) ?? 'phone';
    const use = code(one['use']);
    const key = system === 'phone' ? (use && USES[use]) ?? 'phone' : SYSTEMS[system] ?? 'otherContact';
    const other = readCoded(valueOf(extension(one, 'Extension-UKCore-OtherContactSystem')))?.label;
    const note = joined([other, key === 'otherContact' && !other && system !== 'other' ? system : undefined, use !== undefined && key !== use ? use : undefined]);
    return [{ key, value: { text: number, ...(note && { note }), ...periodOf(one) } }] as const;
  });
  if (found.length === 0 && hideable) return [{ key: 'phone', values: [], hideable }];
  return TELECOM_ORDER.flatMap((key) => given(key, found.flatMap((one) => (one.key === key ? [one.value] : []))));
}

function languages(patient: Resource): Detail[] {
  const old = nodes(extension(patient, 'Extension-UKCore-NHSCommunication'));
  const spoken = nodes(patient['communication']);
  const required = text(valueOf(extension(patient, 'patient-interpreterRequired')) ?? valueOf(extension(old[0], 'interpreterRequired')));
  const words = [...spoken.flatMap((one): DetailValue[] => labelsOf(one['language']).map((value) => ({
    ...value, ...(text(one['preferred']) === 'true' && { note: 'preferred' }),
  }))), ...old.flatMap((one) => labelsOf(valueOf(extension(one, 'language'))))];
  return [{ key: 'language', values: words }, { key: 'interpreter', values: required === undefined ? [] : [{ text: required, coded: 'interpreter' }] }];
}

function contactPreference(patient: Resource): DetailValue[] {
  const outer = extension(patient, 'Extension-UKCore-ContactPreference');
  return nodes(outer?.['extension']).flatMap((one) => {
    const value = valueOf(one);
    return texts(readCoded(value)?.label ?? joined(list(node(value)?.['event']).map(text)));
  });
}

function toPerson(patient: Resource, context: MapContext): Person {
  const identity = readIdentity(patient);
  const names = nodes(patient['name']).flatMap((name): DetailValue[] => {
    // formatName passes over former names: here they are wanted
    const full = formatName({ ...name, use: undefined, period: undefined });
    const use = code(name['use']);
    return full === undefined || (full === identity.name && use !== 'old' && use !== 'maiden') || use === 'nickname' ? [] : [{ text: full, ...(use && { note: use }), ...periodOf(name) }];
  });
  const named = (value: unknown): DetailValue[] => nodes(value).map((one) => ({ text: readReference(one, context.lookup, patient).name }))
    .map(({ text: name }) => (name === undefined ? {} : { text: name }));
  const numbers = nhsNumbers(patient).map((one): DetailValue => {
    const note = readCoded(verification(one))?.label;
    return { text: formatNhsNumber(text(one['value'])!.replace(/[\s-]/g, '')), ...(note && { note }) };
  });
  const noNumber = labelsOf(nodes(patient['identifier']).map((one) => valueOf(extension(one, 'Extension-UKCore-NHSNumberUnavailableReason'))).find((one) => one !== undefined));
  const sex = valueOf(extension(patient, 'Extension-UKCore-BirthSex'));
  const practice = named(patient['generalPractitioner']);
  const coded = (name: string): DetailValue[] => labelsOf(valueOf(extension(patient, name)));
  const birthPlace = valueOf(extension(patient, 'patient-birthPlace'));
  const removed = extension(patient, 'Extension-PDS-RemovalFromRegistration');
  return {
    restricted: identity.restricted, unclear: notUnderstood(patient),
    details: [
      { key: 'name', values: texts(identity.name) }, ...given('preferredName', texts(identity.preferred)), ...given('otherNames', names),
      { key: 'born', values: identity.born ? texts(showWhen(identity.born)) : [] },
      ...given('died', identity.deceased ? [{ ...(identity.deceased.date && { text: showWhen(identity.deceased.date) }), note: identity.deceased.kind }] : []),
      { key: 'gender', values: identity.gender ? [{ text: identity.gender, coded: 'gender' }] : [] },
      ...given('birthSex', labelsOf(sex).map((value) => ({ ...value, coded: 'birthSex' }))),
      { key: 'nhsNumber', values: numbers.length > 0 ? numbers : noNumber },
      ...addresses(patient['address'], true), ...telecoms(patient['telecom'], true),
      { key: 'gp', values: practice, hideable: true }, ...given('pharmacy', named(valueOf(extension(patient, 'Extension-UKCore-NominatedPharmacy')))),
      ...languages(patient), ...given('contactPreference', contactPreference(patient)),
      { key: 'ethnicCategory', values: coded('Extension-UKCore-EthnicCategory') }, ...given('maritalStatus', labelsOf(patient['maritalStatus'])),
      ...given('religion', coded('patient-religion')), ...given('birthPlace', texts(joined([text(node(birthPlace)?.['text']), node(birthPlace) && addressText(node(birthPlace)!)]))),
      ...given('residence', coded('Extension-UKCore-ResidentialStatus')),
      ...given('removedFromArea', nodes(removed?.['extension']).flatMap((one) => labelsOf(valueOf(one)))),
    ],
    provenance: readProvenance(patient, context.lookup, ['managingOrganization'], []),
  };
}

/** One entry of `Patient.contact`, or a RelatedPerson. */
function toContact(from: Node, provenance: Contact['provenance'], unclear: boolean, context: MapContext): Contact | undefined {
  const name = formatName(from['name']);
  const rank = Number(text(valueOf(extension(from, 'Extension-UKCore-ContactRank'))));
  const organisation = readReference(from['organization'], context.lookup).name;
  const details = [...given('relationship', labelsOf(from['relationship'])), ...telecoms(from['telecom'], false), ...addresses(from['address'], false)];
  const known = name ?? organisation;
  if (known === undefined && details.length === 0) return undefined;
  return { ...(known && { name: known }), ...(rank > 0 && { rank }), details, provenance, unclear };
}

export const toDemographics = (context: MapContext): Mapper<DemographicsModel> => {
  const people: Person[] = [];
  const contacts: Contact[] = [];
  const keep = (contact: Contact | undefined): boolean => contact !== undefined && contacts.push(contact) > 0;
  return {
    add(resource) {
      const provenance = readProvenance(resource, context.lookup, ['managingOrganization'], []);
      if (resource.resourceType === 'RelatedPerson') return keep(toContact(resource, provenance, notUnderstood(resource), context));
      people.push(toPerson(resource, context));
      for (const one of nodes(resource['contact'])) keep(toContact(one, provenance, false, context));
      return true;
    },
    items: () => people.length + contacts.length,
    model: () => ({ people: [...people], contacts: [...contacts].sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99)) }),
  };
};
