import { readDenial } from '../../fhir/allergy-denial.js';
import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readAllCoded } from '../../fhir/datatypes/coded.js';
import { isInError } from '../../fhir/in-error.js';
import { warningsOf } from '../../fhir/list-warnings.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { code, list, nodes } from '../../fhir/read.js';
import { extensionOf, isMasked, joined, labelsOf } from '../../fhir/said.js';
import { hasCode, type Coded } from '../../record/coded.js';
import { byName } from '../../record/by-name.js';
import type { Resource } from '../../record/resource.js';
import type { Gap } from '../../record/section-state.js';
import { readPeriod } from '../../record/when.js';
import { labels, word } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { historyOf, latest, sayer, toEntry, type Entry } from '../entry.js';
import type { AllergiesModel, Allergy, AllergyStanding } from './allergies.model.js';

/** Allergies and adverse reactions; ended allergies (SNOMED CT). */
export const ALLERGY_LISTS = ['886921000000105', '1103671000000101'] as const;

const DEGRADED = ['196461000000101', '196471000000108'];

/** Says only why there is nothing. GP Connect sends such a manifestation to carry a severity. */
const isNothing = ({ label, codings }: Coded): boolean =>
  codings.some(({ system = '', code: sent, display = sent }) => /NullFlavor|data-absent-reason/.test(system) && display === label);

function toAllergy(resource: Resource, context: MapContext): Allergy | undefined {
  const sent = nodes(resource['reaction']);
  const substances = sent.map((one) => one['substance']);
  const masked = isMasked([resource['code'], sent]);
  const named = readAllCoded([resource['code'], ...substances]);
  const agent = named.find((one) => !isNothing(one)) ?? (masked ? undefined : named[0]);
  const reactions = sent.map((one) => {
    const signs = joined(readAllCoded(one['manifestation']).map((sign) => (isNothing(sign) ? undefined : sign.label)), ' + ');
    return { severity: code(one['severity']), signs, text: joined([signs, sayer(context.lookup, resource, one)('substance description exposureRoute @onset[x]|@onset note')]) };
  });
  const say = sayer(context.lookup, resource);
  const notes = say('note', '\n');
  if (!agent && !masked && !notes && !reactions.some((one) => one.text)) return undefined;
  const certainty = code(resource['verificationStatus']);
  const { alone, denies, kind, said, words } = readDenial(agent);
  // it denies, and says or shows the reverse
  const contrary = denies && (!alone || code(resource['criticality']) === 'high' || reactions.some((one) => one.text ?? one.severity));
  const asserter = say('asserter');
  const ending = [resource['clinicalStatus'], resource].map((one) => extensionOf(one, 'AllergyIntoleranceEnd')).find((one) => one);
  const entry = toEntry(resource, context, { clinicalStatus: 'allergyClinical', verificationStatus: 'allergyVerification' }, 'recorder asserter', 'recordedDate lastOccurrence', {
    type: joined([word('allergyType', code(resource['type'])), ...list(resource['category']).map((one) => word('allergyCategory', code(one)))]),
    source: readReference(resource['asserter'], context.lookup, resource).type === 'Patient' ? labels.identityLine : asserter === say('recorder|asserter') ? undefined : asserter,
    onset: say('@onset[x]'), lastOccurrence: say('@lastOccurrence'),
    ended: sayer(context.lookup, resource, ending ?? {})('@endDate reasonEnded'), history: historyOf(resource, context), notes,
  });
  return {
    ...entry, agent, denies, kind, masked, certainty, reactions, criticality: code(resource['criticality']),
    title: (denies && (contrary || said.size > 1) ? joined([...words, labelsOf(substances)]) : undefined) ?? agent?.label ?? (masked ? labels.masked : undefined),
    // what kind is denied has to be said
    unclear: entry.unclear || (denies === 'kind' && !kind),
    standing: certainty === 'refuted' ? 'refuted' : entry.status === 'inactive' || entry.status === 'resolved' || (!entry.status && ending) ? 'ended' : denies && !contrary ? 'none' : 'active',
    coding: hasCode(agent, ...DEGRADED) ? 'degraded' : agent?.codings.some((one) => one.code) ? 'coded' : 'uncoded',
  };
}

const keysOf = ({ agent, title = '' }: Allergy): readonly string[] =>
  [title.trim().toLowerCase(), ...(agent?.codings ?? []).flatMap(({ system, code: sent }) => (sent && !DEGRADED.includes(sent) ? `${system}|${sent}` : []))];

/** Entries of one agent, that is of one name or one code, stand together, newest first; agents in alphabetical order (CUI ADR-0009). Nothing is merged. */
function grouped(entries: readonly Allergy[]): readonly Allergy[] {
  const byKey = new Map<string, Allergy[]>();
  for (const one of [...entries].sort(latest)) {
    const keys = keysOf(one);
    const group = keys.map((key) => byKey.get(key)).find((found) => found) ?? [];
    group.push(one);
    for (const key of keys) byKey.set(key, byKey.get(key) ?? group);
  }
  return [...new Set(byKey.values())].sort(([a], [b]) => byName(a!.title, b!.title)).flat();
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
      const period = readPeriod(resource['period']);
      flags.push({ ...toEntry(resource, context, { status: 'flag' }, 'author', 'period', { from: period?.start, until: period?.end }), title: sayer(context.lookup, resource)('code|category flag-detail Extension-FlagNotes') });
    },
    gaps: () => [...lists.gaps(), ...entries.flatMap(({ masked, provenance: { organisation } }): readonly Gap[] => (masked ? [{ kind: 'withheld-at-source', organisation }] : []))],
    // an alert about an allergy is a row of its own: beside it the list is not empty
    items: () => entries.length + flags.length,
    model: () => ({ active: of('active'), none: of('none'), ended: of('ended'), refuted: of('refuted'), flags: [...flags] }),
  };
};
