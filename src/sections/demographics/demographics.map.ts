import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { nhsNumbers, readIdentity, verification } from '../../fhir/identity.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { choice, code, extension, list, node, nodes, text, type Node } from '../../fhir/read.js';
import { extensionValue, joined, labelsOf } from '../../fhir/said.js';
import { formatNhsNumber } from '../../record/nhs-number.js';
import { formatName } from '../../record/person-name.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, showWhen } from '../../record/when.js';
import type { Detail } from '../../ui/details.js';
import { codeWord, labels, type Label } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import type { Contact, DemographicsModel, Person } from './demographics.model.js';

/** A value with what the source says of it: use, description, from and until. */
function noted(value: string | undefined, of: Node, ...notes: readonly (string | undefined)[]): string | undefined {
  const period = readPeriod(of['period']);
  const about = joined([...notes, period?.start && `${labels.from} ${showWhen(period.start)}`, period?.end && `${labels.until} ${showWhen(period.end)}`]);
  return value === undefined || about === undefined ? value : `${value} (${about})`;
}
/** Values of one name stand in one detail, one below the other; details in the order given, what was not sent left out. */
const sorted = (order: readonly Label[], found: readonly (readonly [Label, string | undefined])[]): Detail[] =>
  order.map((name) => [name, joined(found.map(([one, value]) => (one === name ? value : undefined)), '\n')]);

const sentOr = (name: Label, found: readonly Detail[]): readonly Detail[] => {
  const sent = found.filter(([, value]) => value);
  return sent.length > 0 ? sent : [[name, undefined]];
};

const addresses = (value: unknown): Detail[] => sorted(['usualAddress', 'temporaryAddress', 'otherAddress'], nodes(value).map((one) => {
  const use = code(one['use']);
  const lines = joined([...list(one['line']), ...['city', 'district', 'state', 'postalCode', 'country'].map((name) => one[name])].map(text));
  const words = text(one['text']);
  const usual = use === 'home' || use === undefined;
  return [usual ? 'usualAddress' : use === 'temp' ? 'temporaryAddress' : 'otherAddress',
    noted(lines ?? words, one, usual || use === 'temp' ? undefined : use, lines === undefined || lines === words ? undefined : words)];
}));

/** Home, Work, Mobile, Email come in this order (CUI patient banner), then whatever else was sent. */
const TELECOMS = ['home', 'work', 'mobile', 'phone', 'email', 'sms', 'fax', 'pager', 'web', 'otherContact'] as const;
const telecoms = (value: unknown): Detail[] => sorted(TELECOMS, nodes(value).map((one) => {
  const system = code(one['system']) ?? 'phone';
  const use = code(one['use']);
  const wanted = system === 'url' ? 'web' : system === 'phone' ? use : system;
  const name = TELECOMS.find((known) => known === wanted) ?? (system === 'phone' ? 'phone' : 'otherContact');
  const other = labelsOf(extensionValue(one, 'OtherContactSystem')) ?? (name === 'otherContact' ? system : undefined);
  return [name, noted(text(one['value']), one, other, use === name ? undefined : use)];
}));

function toPerson(patient: Resource, { lookup }: MapContext): Person {
  const identity = readIdentity(patient);
  const { deceased } = identity;
  const coded = (name: string): string | undefined => labelsOf(extensionValue(patient, name));
  const named = (value: unknown): string | undefined => joined(nodes(value).map((one) => readReference(one, lookup, patient).name ?? labels.notAvailable), '\n');
  const spoken = extension(patient, 'Extension-UKCore-NHSCommunication');
  const interpreter = text(extensionValue(patient, 'patient-interpreterRequired') ?? extensionValue(spoken, 'interpreterRequired'));
  const place = node(extensionValue(patient, 'patient-birthPlace'));
  const parts = (name: string): string | undefined => joined(nodes(extension(patient, name)?.['extension']).map((one) => {
    const value = choice(one, 'value')?.[1];
    return labelsOf(value) ?? joined(list(node(value)?.['event']).map(text));
  }));
  return {
    restricted: identity.restricted, unclear: notUnderstood(patient), provenance: readProvenance(patient, lookup, ['managingOrganization'], []),
    always: [
      ['name', identity.name], ['born', identity.born], ['gender', codeWord('gender', identity.gender) ?? identity.gender],
      ['nhsNumber', joined(nhsNumbers(patient).map((one) => noted(formatNhsNumber(text(one['value'])!.replace(/[\s-]/g, '')), one, labelsOf(verification(one)))), '\n')
        ?? joined(nodes(patient['identifier']).map((one) => labelsOf(extensionValue(one, 'NHSNumberUnavailableReason'))))],
      ...sentOr('address', addresses(patient['address'])), ...sentOr('contact', telecoms(patient['telecom'])),
      ['gp', named(patient['generalPractitioner'])],
      ['language', joined([...nodes(patient['communication']).map((one) => noted(labelsOf(one['language']), {}, text(one['preferred']) === 'true' ? labels.preferred : undefined)), labelsOf(extensionValue(spoken, 'language'))], '\n')],
      ['interpreter', interpreter === 'true' ? labels.interpreterNeeded : interpreter === 'false' ? labels.interpreterNot : interpreter],
      ['ethnicCategory', coded('EthnicCategory')],
    ],
    details: [
      ['died', deceased && noted(deceased.date ? showWhen(deceased.date) : labels.dateNotRecorded, {}, deceased.kind === 'formal' ? labels.deathFormal : deceased.kind === 'informal' ? labels.deathInformal : undefined)],
      ['preferredName', identity.preferred],
      // formatName passes over former names: here they are wanted
      ['otherNames', joined(nodes(patient['name']).map((one) => {
        const name = formatName({ ...one, use: undefined, period: undefined });
        return name === identity.name || code(one['use']) === 'nickname' ? undefined : noted(name, one, code(one['use']));
      }), '\n')],
      ['birthSex', codeWord('birthSex', coded('BirthSex')) ?? coded('BirthSex')], ['pharmacy', named(extensionValue(patient, 'NominatedPharmacy'))],
      ['contactPreference', parts('Extension-UKCore-ContactPreference')], ['maritalStatus', labelsOf(patient['maritalStatus'])], ['religion', coded('patient-religion')],
      ['birthPlace', place && joined([text(place['text']), text(place['city']), text(place['country'])])], ['residence', coded('ResidentialStatus')],
      ['removedFromArea', parts('Extension-PDS-RemovalFromRegistration')],
    ],
  };
}

/** One entry of `Patient.contact`, or a RelatedPerson. */
function toContact(from: Node, provenance: Contact['provenance'], unclear: boolean, { lookup }: MapContext): readonly Contact[] {
  const name = formatName(from['name']) ?? readReference(from['organization'], lookup).name;
  const details: Detail[] = [['relationship', labelsOf(from['relationship'])], ...telecoms(from['telecom']), ...addresses(from['address'])];
  return name !== undefined || details.some(([, value]) => value) ? [{ name, rank: Number(extensionValue(from, 'ContactRank')) || 99, details, provenance, unclear }] : [];
}

export const toDemographics = (context: MapContext): Mapper<DemographicsModel> => {
  const people: Person[] = [];
  const contacts: Contact[] = [];
  return {
    add(resource) {
      const provenance = readProvenance(resource, context.lookup, ['managingOrganization'], []);
      if (resource.resourceType === 'RelatedPerson') {
        const found = toContact(resource, provenance, notUnderstood(resource), context);
        contacts.push(...found);
        return found.length > 0;
      }
      people.push(toPerson(resource, context));
      contacts.push(...nodes(resource['contact']).flatMap((one) => toContact(one, provenance, false, context)));
      return true;
    },
    items: () => people.length + contacts.length,
    model: () => ({ people: [...people], contacts: [...contacts].sort((a, b) => a.rank - b.rank) }),
  };
};
