import { readAllCoded } from '../../fhir/datatypes/coded.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { digitsOf, isOld, nhsNumbers, readIdentity, verification } from '../../fhir/identity.js';
import { code, node, nodes, text, type Node } from '../../fhir/read.js';
import { extensionValue, joined, labelsOf } from '../../fhir/said.js';
import { formatNhsNumber } from '../../record/nhs-number.js';
import { formatName } from '../../record/person-name.js';
import type { Resource } from '../../record/resource.js';
import { isOutside, readPeriod, showWhen } from '../../record/when.js';
import type { Detail } from '../../ui/details.js';
import { word, labels, type Label } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { inside, listed, put, sayer, toEntry, type Entry } from '../entry.js';
import type { Contact, DemographicsModel } from './demographics.model.js';

type Words = string | undefined;

/** A value with what the source says of it: use, description, from and until. */
function noted(value: Words, of: Node = {}, ...notes: readonly Words[]): Words {
  const { start, end } = readPeriod(of['period']) ?? {};
  const about = joined([...notes, start && `${labels.from} ${showWhen(start)}`, end && `${labels.until} ${showWhen(end)}`]);
  return value && about ? `${value} (${about})` : value;
}

/** Codes that together say one thing may say more than the first of them does: a friend, and next of kin. */
const allWords = (codes: unknown): Words => joined(readAllCoded(codes).flatMap(({ label, codings }) => {
  const words = codings.map(({ display }) => display);
  return words.includes(label) ? [...new Set(words)] : label;
}));

const inactive = ({ active }: Node): Words => (text(active) === 'false' ? labels.inactive : undefined);
const known = (value: Detail[1]): Detail[1] => value ?? labels.notRecorded;

/** Values of one name stand in one detail, one below the other; details in the order given, what was not sent left out. */
const sorted = <L extends Label>(order: readonly L[], value: unknown, read: (one: Node, use: Words) => readonly [L, Words]): readonly Detail[] => {
  const found = nodes(value).map((one) => read(one, code(one['use'])));
  return order.map((name) => [name, joined(found.map(([one, said]) => (one === name ? said : undefined)), '\n')]);
};

const addresses = ({ address }: Node, { lookup, today }: MapContext): readonly Detail[] => sorted(['usualAddress', 'temporaryAddress', 'otherAddress'], address, (one, use) => {
  const words = text(one['text']);
  const lines = sayer(lookup, one as Resource)('line city district state postalCode country');
  const name = use === 'temp' ? 'temporaryAddress' : (use && use !== 'home') || isOutside(one['period'], today) ? 'otherAddress' : 'usualAddress';
  return [name, noted(lines ?? words, one, name === 'otherAddress' ? use : undefined, text(one['type']) === 'postal' ? 'postal' : undefined, lines && lines !== words ? words : undefined)];
});

/** Home, Work, Mobile, Email come in this order (CUI patient banner), then whatever else was sent. */
const TELECOMS = ['home', 'work', 'mobile', 'phone', 'email', 'sms', 'fax', 'pager', 'web', 'otherContact'] as const;
const telecoms = ({ telecom }: Node): readonly Detail[] => sorted(TELECOMS, telecom, (one, use) => {
  const system = code(one['system']) ?? 'phone';
  const phone = system === 'phone';
  const name = TELECOMS.find((known) => known === (system === 'url' ? 'web' : phone ? use : system)) ?? (phone ? 'phone' : 'otherContact');
  return [name, noted(text(one['value']), one, labelsOf(extensionValue(one, 'OtherContactSystem') ?? extensionValue(one['_system'], 'OtherContactSystem')) ?? (name === 'otherContact' ? system : undefined), use === name ? undefined : use)];
});

function toPerson(patient: Resource, context: MapContext): readonly Detail[] {
  const identity = readIdentity(patient, undefined, context.today);
  const { deceased, gender, restricted } = identity;
  const say = sayer(context.lookup, patient);
  const interpreter = say('patient-interpreterRequired|NHSCommunication.interpreterRequired');
  const birthSex = say('BirthSex');
  const hidden = restricted ? labels.restricted : undefined;
  const sentOr = (name: Label, found: readonly Detail[]): readonly Detail[] => (!hidden && found.some(([, value]) => value) ? found : [[name, known(hidden)]]);
  return [
    ...listed({
      name: known(identity.name), born: known(identity.born), gender: known(word('gender', gender)),
      nhsNumber: known(joined(nhsNumbers(patient, context.today).map((one) => noted(formatNhsNumber(digitsOf(one)!), one, labelsOf(verification(one)), isOld(one) ? labels.superseded : undefined)), '\n')
        ?? joined(nodes(patient['identifier']).map((one) => labelsOf(extensionValue(one, 'NHSNumberUnavailableReason'))))),
      status: inactive(patient),
    }),
    ...sentOr('address', addresses(patient, context)), ...sentOr('contact', telecoms(patient)),
    ...listed({
      gp: hidden ?? known(joined(nodes(patient['generalPractitioner']).map((one) => noted(sayer(context.lookup, patient, { one })('one'), node(one['identifier']))), '\n')),
      language: known(joined([...nodes(patient['communication']).map((one) => noted(allWords(one['language']), {}, text(one['preferred']) === 'true' ? labels.preferred : undefined, inside(context.lookup, one as Resource, 'patient-proficiency'))), say('NHSCommunication.language')], '\n')),
      interpreter: known(interpreter === 'true' ? labels.interpreterNeeded : interpreter === 'false' ? labels.interpreterNot : interpreter),
      ethnicCategory: known(say('EthnicCategory')),
      died: deceased && noted(deceased.date ? showWhen(deceased.date) : labels.dateNotRecorded, {}, deceased.kind === 'formal' ? labels.deathFormal : deceased.kind === 'informal' ? labels.deathInformal : undefined),
      preferredName: identity.preferred,
      otherNames: joined(nodes(patient['name']).map((one) => {
        const name = formatName(one);
        return name === identity.name || code(one['use']) === 'nickname' ? undefined : noted(name, one, code(one['use']));
      }), '\n'),
      birthSex: word('birthSex', birthSex), pharmacy: hidden ?? say('NominatedPharmacy', '\n'),
      contactPreference: inside(context.lookup, patient, 'ContactPreference'), maritalStatus: say('maritalStatus'), religion: say('patient-religion'),
      birthPlace: hidden ?? say('patient-birthPlace.text patient-birthPlace.city patient-birthPlace.country'), residence: say('ResidentialStatus'),
      removedFromArea: inside(context.lookup, patient, 'Extension-PDS-RemovalFromRegistration'),
    }),
  ];
}

/** One entry of `Patient.contact`, or a RelatedPerson. */
function toContact(from: Node, entry: Entry, context: MapContext): Contact {
  const { name, organization, period, relationship } = from;
  const status = inactive(from);
  const title = formatName(name, context.today) ?? readReference(organization, context.lookup).name;
  const { start, end } = readPeriod(period) ?? {};
  const details: readonly Detail[] = [['relationship', allWords(relationship)], ['from', start], ['until', end], ['status', status], ...telecoms(from), ...addresses(from, context)];
  return { ...entry, title, rank: status || isOutside(period, context.today) ? 1e9 : Number(extensionValue(from, 'ContactRank')) || 99, details };
}

export const toDemographics = (context: MapContext): Mapper<DemographicsModel> => {
  const people: Entry[] = [];
  const contacts: Contact[] = [];
  let { restricted } = readIdentity(context.patient);
  return {
    add(resource) {
      const isPatient = resource.resourceType === 'Patient';
      restricted ||= isPatient && readIdentity(resource).restricted;
      // who keeps the record may be the practice
      const entry = toEntry(resource, context, {}, restricted ? '' : 'managingOrganization', '', {});
      if (!isPatient) return put(contacts, toContact(resource, entry, context)) || restricted;
      people.push({ ...entry, details: toPerson(resource, context) });
      for (const one of nodes(resource['contact'])) put(contacts, toContact(one, { ...entry, unclear: false }, context));
      return true;
    },
    // what restriction hides stands behind the line that says so
    items: () => people.length + (restricted ? 0 : contacts.length),
    model: () => ({ people: [...people], contacts: restricted ? [] : [...contacts].sort((a, b) => a.rank - b.rank), restricted }),
  };
};
