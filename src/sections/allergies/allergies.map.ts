import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { isInError } from '../../fhir/in-error.js';
import { warningsOf } from '../../fhir/list-warnings.js';
import { code, list, nodes } from '../../fhir/read.js';
import { extensionOf, joined } from '../../fhir/said.js';
import { hasCode, type Coded } from '../../record/coded.js';
import { byName } from '../../record/by-name.js';
import type { Resource } from '../../record/resource.js';
import { word } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { latest, sayer, toEntry, type Entry } from '../entry.js';
import type { AllergiesModel, Allergy, AllergyStanding } from './allergies.model.js';

/** Allergies and adverse reactions; ended allergies (SNOMED CT). */
export const ALLERGY_LISTS = ['886921000000105', '1103671000000101'] as const;

/** No known allergy: SNOMED CT now and before 2017, International Patient Summary. */
const NONE = ['716186003', '160244002', 'no-known-allergies'];
/** No known allergy of one kind: drug, insect, environmental, food, latex, animal, Hymenoptera venom. */
const NONE_OF_A_KIND = ['409137002', '428197003', '428607008', '429625007', '716184000', '716220001', '1003774007',
  'no-known-medication-allergies', 'no-known-food-allergies', 'no-known-environmental-allergies'];
const DEGRADED = ['196461000000101', '196471000000108'];

const isCoded = (agent: Coded | undefined): boolean => agent?.codings.some((one) => one.code) ?? false;

/** Which allergies does the entry deny? Words count only where nothing is coded. */
function denial(agent: Coded | undefined): Allergy['denies'] {
  if (hasCode(agent, ...NONE)) return 'whole';
  if (hasCode(agent, ...NONE_OF_A_KIND)) return 'kind';
  if (hasCode(agent, 'no-allergy-info')) return 'unknown';
  if (!agent || isCoded(agent)) return undefined;
  return /^\s*no known allerg(y|ies)\.?\s*$/i.test(agent.label) ? 'whole' : /^\s*(no known [\w ]*(allerg(y|ies)|reactions?|intolerances?)( to \w+)?|nkd?a)\W*$/i.test(agent.label) ? 'kind' : undefined;
}

function toAllergy(resource: Resource, context: MapContext): Allergy | undefined {
  const sent = nodes(resource['reaction']);
  const agent = readCoded(resource['code']) ?? readCoded(sent.find((one) => one['substance'])?.['substance']);
  const reactions = sent.map((one) => ({
    severity: code(one['severity']),
    text: joined([
      // nullFlavor NI stands there only to carry a severity (GP Connect)
      joined(readAllCoded(one['manifestation']).map((sign) => (sign.bare && sign.codings.some(({ system }) => system?.includes('NullFlavor')) ? undefined : sign.label)), ' + '),
      sayer(context.lookup, resource, one)('substance description exposureRoute @onset[x]|@onset note'),
    ]),
  }));
  const say = sayer(context.lookup, resource);
  const notes = say('note', '\n');
  if (!agent && !notes && !reactions.some((one) => one.text)) return undefined;
  const certainty = code(resource['verificationStatus']);
  const denies = denial(agent);
  const ending = [resource['clinicalStatus'], resource].map((one) => extensionOf(one, 'AllergyIntoleranceEnd')).find((one) => one);
  const entry = toEntry(resource, context, { clinicalStatus: 'allergyClinical', verificationStatus: 'allergyVerification' }, 'recorder asserter', 'recordedDate lastOccurrence', {
    type: joined([word('allergyType', code(resource['type'])), ...list(resource['category']).map((one) => word('allergyCategory', code(one)))]),
    onset: say('@onset[x]'), lastOccurrence: say('@lastOccurrence'),
    ended: sayer(context.lookup, resource, ending ?? {})('@endDate reasonEnded'), notes,
  });
  return {
    ...entry, title: agent?.label, agent, denies, certainty, reactions, criticality: code(resource['criticality']),
    standing: certainty === 'refuted' ? 'refuted' : entry.status === 'inactive' || entry.status === 'resolved' || (!entry.status && ending) ? 'ended' : denies ? 'none' : 'active',
    coding: hasCode(agent, ...DEGRADED) ? 'degraded' : isCoded(agent) ? 'coded' : 'uncoded',
  };
}

const agentKey = ({ agent, title = '' }: Allergy): string => agent?.codings.find(({ code: sent }) => sent && !DEGRADED.includes(sent))?.code ?? title.trim().toLowerCase();

/** Entries of one agent stand together, newest first; agents in alphabetical order (CUI ADR-0009). Nothing is merged. */
function grouped(entries: readonly Allergy[]): readonly Allergy[] {
  const byAgent = new Map<string, Allergy[]>();
  for (const one of [...entries].sort(latest)) byAgent.set(agentKey(one), [...byAgent.get(agentKey(one)) ?? [], one]);
  return [...byAgent.values()].sort(([a], [b]) => byName(a!.title, b!.title)).flat();
}

export const toAllergies = (context: MapContext): Mapper<AllergiesModel> => {
  const entries: Allergy[] = [];
  const flags: Entry[] = [];
  const lists = warningsOf(ALLERGY_LISTS);
  const of = (standing: AllergyStanding): readonly Allergy[] => grouped(entries.filter((one) => one.standing === standing));
  return {
    add: (resource) => { const entry = toAllergy(resource, context); return entry !== undefined && entries.push(entry) > 0; },
    support(resource) {
      lists.support(resource);
      if (resource.resourceType !== 'Flag' || isInError(resource) || !isAllergyFlag(resource)) return;
      flags.push({ ...toEntry(resource, context, { status: 'flag' }, 'author', 'period', {}), title: sayer(context.lookup, resource)('code|category') });
    },
    gaps: lists.gaps,
    // an alert about an allergy is a row of its own: beside it the list is not empty
    items: () => entries.length + flags.length,
    model: () => ({ active: of('active'), none: of('none'), ended: of('ended'), refuted: of('refuted'), flags: [...flags] }),
  };
};
